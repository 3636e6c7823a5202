"""The few facts a file keeps about itself, each with a checksum so that a flipped bit shows.

Settings of the company are operations, settings of a window the user's own: neither is here.
"""

import hashlib
from typing import Final

from sqlalchemy import Connection, LargeBinary, cast, select
from sqlalchemy.dialects.sqlite import insert

from subjob_desk.store import schema

FORMAT_MAJOR: Final = "format_major"
FORMAT_MINOR: Final = "format_minor"
COMPANY: Final = "company"
ACTOR: Final = "actor"
PROJECTION: Final = "projection"
SCHEMA: Final = "schema"
REGISTRAR: Final = "registrar"
"""The desk that founds the company, or founded it; nobody else can."""

HUB: Final = "hub"
"""Where entries are exchanged; missing: nowhere yet."""
LAST_EXCHANGE: Final = "last_exchange"
"""When that was done last as a whole: UTC, ISO 8601."""
UNREAD: Final = "unread"
"""The files of the hub that hold entries which did not come here; missing or empty: none."""
SNAPSHOT: Final = "snapshot"
"""How many entries the last snapshot has that this desk put into a hub; missing: none yet."""
SNAPSHOT_TRIED: Final = "snapshot_tried"
"""When a snapshot came to nothing last: UTC, ISO 8601."""
GIVEN: Final = "given"
"""Before a desk's id: up to which entry each hub, and a packet, has what it wrote."""
PACKED: Final = "packed"
"""Before a desk's id: up to which entry the months of what it wrote are in packs."""
NONCE: Final = "nonce"
"""Also kept outside the file: where the two differ, the file was copied."""
DIFFERS: Final = "differs"
"""The checkpoint this desk does not add up to; missing or empty: none."""
KEY: Final = "key"
"""The public key of this desk, hex; missing: the one with which it was let in."""
DISOWNED: Final = "disowned"
"""Ids of entries, between blanks, that a key signed that had been lost: they never count."""
FOUNDING: Final = "founding"
"""The id of the entry that founded the company, by the root key's word: no other one counts."""

REQUIRED: Final = (FORMAT_MAJOR, FORMAT_MINOR, COMPANY, ACTOR, REGISTRAR, PROJECTION, SCHEMA)


_RAW: Final = select(
    *(cast(schema.meta.c[name], LargeBinary) for name in ("key", "value", "checksum"))
)


def checksum(*parts: str | bytes) -> str:
    """SHA-256 over ``parts`` with their lengths, so that nothing can move from one to the next."""
    whole = bytearray()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole += len(data).to_bytes(8, "big")
        whole += data
    return hashlib.sha256(whole).hexdigest()


def put(connection: Connection, key: str, value: str) -> None:
    """Set ``key`` to ``value``, new or again."""
    row = {"key": key, "value": value, "checksum": checksum(key, value)}
    statement = insert(schema.meta).values(row)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["key"], set_={"value": value, "checksum": row["checksum"]}
        )
    )


def read(connection: Connection) -> tuple[dict[str, str], list[str]]:
    """All rows whose checksum holds, and a sentence for each that is damaged or missing."""
    rows = connection.execute(_RAW)
    values: dict[str, str] = {}
    findings: list[str] = []
    for row in rows:
        key, value, expected = (as_text(part) for part in row)
        if checksum(key, value) == expected:
            values[key] = value
        else:
            findings.append(f"The entry '{key}' about the file itself is damaged.")
    findings += [
        f"The entry '{key}' about the file itself is missing."
        for key in REQUIRED
        if key not in values
    ]
    return values, findings


def get(connection: Connection, key: str) -> str:
    """The value of ``key``; empty if there is none or it is damaged."""
    return read(connection)[0].get(key, "")


def as_text(raw: object) -> str:
    """Bytes of a text column as text; damaged ones stay visible instead of raising."""
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)


def fingerprint(connection: Connection, tables: tuple[str, ...]) -> str:
    """The value of :data:`SCHEMA`: a hash of the definition of ``tables``, then their names."""
    ordered = tuple(sorted(tables))
    return " ".join((checksum(schema.definition(connection, ordered)), *ordered))
