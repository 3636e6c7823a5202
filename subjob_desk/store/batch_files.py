"""The very bytes of every exported interchange file, kept so that it can be written again.

What the bytes mean is ``sage``'s; which batch they belong to is said by operations.
"""

import hashlib
import zlib
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from subjob_desk.domain.errors import UserError
from subjob_desk.store.entries import chunks
from subjob_desk.store.meta import checksum
from subjob_desk.store.schema import batch_file


def keep(connection: Connection, data: bytes) -> str:
    """Keep ``data``, once however often it is given; its SHA-256 as 64 hex digits."""
    name = hashlib.sha256(data).hexdigest()
    known = connection.execute(select(batch_file.c.size).where(batch_file.c.sha256 == name))
    if known.first() is None:
        packed = zlib.compress(data, 9)
        row = {
            "sha256": name,
            "packed": packed,
            "size": len(data),
            "checksum": row_checksum(name, packed, len(data)),
        }
        connection.execute(insert(batch_file), row)
    return name


def kept(connection: Connection, names: Iterable[str]) -> set[str]:
    """Those of the files, by their SHA-256, whose bytes are here: this desk wrote them."""
    found: set[str] = set()
    for part in chunks(names):
        query = select(batch_file.c.sha256).where(batch_file.c.sha256.in_(part))
        found.update(connection.execute(query).scalars())
    return found


def bytes_of(connection: Connection, sha256: str) -> bytes:
    """The bytes with this SHA-256. Raises :class:`UserError` if they are not here, or damaged."""
    packed = connection.execute(
        select(batch_file.c.packed).where(batch_file.c.sha256 == sha256)
    ).scalar_one_or_none()
    if packed is None:
        raise UserError(
            "The bytes of this batch are not in this company file.",
            "Ask the desk that exported it, or restore a backup.",
        )
    data = unpack(packed)
    if data is None or hashlib.sha256(data).hexdigest() != sha256:
        raise UserError(
            "The bytes of this batch are damaged in the company file.", "Restore a backup."
        )
    return data


def unpack(packed: bytes) -> bytes | None:
    """What was compressed; ``None`` if it cannot be restored."""
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return None


def row_checksum(sha256: str, packed: bytes, size: int) -> str:
    """What stands beside a row: a flip may hide in bits that decompressing does not look at."""
    return checksum(sha256, packed, str(size))
