"""A snapshot: a whole company, ready to read, in signed parts small enough for every hub.

What is in it belongs to the storage; here it is a run of bytes (``sync.md`` section 4, ``snap/``).
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

import msgspec

from subjob_desk.sync import limits
from subjob_desk.sync.blocks import END_LENGTH, SegmentFaultError, check_family, close
from subjob_desk.sync.signing import Purpose, SigningKey, verify

_WHAT: Final = "snapshot"
_APART: Final = "The parts of the snapshot do not fit together."
_BODY: Final = limits.FILE - 4096
"""Bytes of one part without its first and last line."""
_MOST_PARTS: Final = 9_999
_READ: Final = 2**20
_EFFORT: Final = 2
"""Of zlib: a twentieth larger than with its usual effort, in less than half the time."""
_HEADER: Final = re.compile(
    rf"SJS1 (?P<company>{limits.IDENTITY}) (?P<desk>{limits.IDENTITY}) (?P<reach>[1-9]\d{{0,8}})"
    r" (?P<part>[1-9]\d{0,3}) (?P<parts>[1-9]\d{0,3}) (?P<whole>[0-9a-f]{64})"
)
_END: Final = re.compile(rb"END ([0-9a-f]{64}) ([0-9a-f]{128})\n")


class SnapshotPart(msgspec.Struct, frozen=True):
    """One file of a snapshot, signed by the registrar's desk."""

    company: str
    desk: str
    reach: int
    """How many entries the company has in it: of two the one that reaches further is the newer."""
    part: int
    parts: int
    whole: str
    """SHA-256 of the company file before it was packed: the same in all parts."""
    body: bytes
    sha256: str
    signature: str

    def is_signed_by(self, public_hex: str) -> bool:
        """Whether the holder of this key made it. Nothing may be unpacked before."""
        return verify(public_hex, bytes.fromhex(self.sha256), self.signature, Purpose.SNAPSHOT)


def build(file: Path, company: str, desk: str, reach: int, key: SigningKey) -> Iterator[bytes]:
    """The parts of the company file ``file``, one after the other; only one is held at a time.

    Raises ``ValueError`` if it is larger than 9,999 parts.
    """
    with TemporaryFile() as packed:
        whole = _pack(file, packed)
        parts = -(-packed.tell() // _BODY)
        if parts > _MOST_PARTS:
            raise ValueError(f"{parts} parts are more than a snapshot has")
        packed.seek(0)
        for number in range(1, parts + 1):
            header = f"SJS1 {company} {desk} {reach} {number} {parts} {whole}\n"
            above = header.encode("ascii") + packed.read(_BODY) + b"\n"
            yield close(above, key, Purpose.SNAPSHOT)


def parse(data: bytes) -> SnapshotPart:
    """Take a part apart. Raises :class:`SegmentFaultError`; who signed it is asked afterwards."""
    check_family(data, "SJS", what=_WHAT)
    if len(data) > limits.FILE:
        raise SegmentFaultError("damaged", f"The {_WHAT} is larger than {limits.FILE:,} bytes.")
    end = _END.match(data, max(0, len(data) - END_LENGTH))
    if end is None:
        raise SegmentFaultError("incomplete", f"The {_WHAT} has not arrived as a whole yet.")
    if hashlib.sha256(data[: end.start()]).hexdigest() != end[1].decode("ascii"):
        raise SegmentFaultError("damaged", f"The {_WHAT} was altered after it was written.")
    line, _, body = data[: end.start()].partition(b"\n")
    header = _HEADER.fullmatch(line.decode("ascii", "replace"))
    if header is None or not body.endswith(b"\n") or int(header["part"]) > int(header["parts"]):
        raise SegmentFaultError("damaged", f"The {_WHAT} does not hold what it announces.")
    return SnapshotPart(
        company=header["company"],
        desk=header["desk"],
        reach=int(header["reach"]),
        part=int(header["part"]),
        parts=int(header["parts"]),
        whole=header["whole"],
        body=body[:-1],
        sha256=end[1].decode("ascii"),
        signature=end[2].decode("ascii"),
    )


def unpack(bodies: Iterable[bytes], whole: str, target: Path) -> None:
    """Write the company file whose parts these are, in their order, to the new file ``target``.

    Raises :class:`SegmentFaultError`, with no file left, if they are not the parts of ``whole``.
    """
    try:
        found = _unpacked(bodies, target)
    except (zlib.error, SegmentFaultError) as error:
        target.unlink(missing_ok=True)
        raise SegmentFaultError("damaged", _APART) from error
    if found != whole:
        target.unlink()
        raise SegmentFaultError("damaged", _APART)


def _unpacked(bodies: Iterable[bytes], target: Path) -> str:
    """Write ``target``; its SHA-256, empty if parts are missing at the end."""
    made = hashlib.sha256()
    opening = zlib.decompressobj()
    with target.open("xb") as file:
        for body in bodies:
            rest = body
            while rest:
                piece = opening.decompress(rest, _READ)
                rest = opening.unconsumed_tail
                made.update(piece)
                file.write(piece)
        piece = opening.flush()
        made.update(piece)
        file.write(piece)
    return made.hexdigest() if opening.eof else ""


def _pack(file: Path, packed: IO[bytes]) -> str:
    """Write ``file`` packed; its hash."""
    whole = hashlib.sha256()
    packing = zlib.compressobj(_EFFORT)
    with file.open("rb") as opened:
        while piece := opened.read(_READ):
            whole.update(piece)
            packed.write(packing.compress(piece))
    packed.write(packing.flush())
    return whole.hexdigest()
