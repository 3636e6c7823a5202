"""Segments: a run of one desk's entries, signed as a whole (``sync.md`` section 4).

Bytes in, values out. Who may write what is the domain's; where segments lie is the carriers'.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from subjob_desk.domain.line_form import LARGEST, LINE, VALUES, line_fault, values_of
from subjob_desk.domain.operations import Operation, UnreadableOperationError, decode
from subjob_desk.sync import limits
from subjob_desk.sync.blocks import (
    END_LENGTH,
    HEADER_LENGTH,
    Closed,
    SegmentFaultError,
    check_family,
    close,
    last_line,
    read_block,
)
from subjob_desk.sync.signing import Purpose, SigningKey

__all__ = [
    "FAMILY", "Header", "Segment", "SegmentFaultError", "build", "cut", "header", "parse",
    "rebuild",
]  # fmt: skip

FAMILY: Final = "SJL"
"""With the version of the form it is the first word of every segment: ``SJL1``."""

_HEADER: Final = re.compile(
    rf"SJL1 ({limits.IDENTITY}) ({limits.IDENTITY}) ([1-9][0-9]{{0,15}}) ([1-9][0-9]{{0,15}})"
)
_WHAT: Final = "file of entries"


class Header(msgspec.Struct, frozen=True):
    """What the first line of a segment says; nothing of it is proven."""

    company: str
    actor: str
    first: int
    """Number of its first entry in the chain of the desk."""
    last: int


class Segment(msgspec.Struct, frozen=True):
    """A segment that is whole and consistent in itself. Whose it is, :meth:`check` tells."""

    company: str
    actor: str
    first: int
    last: int
    lines: tuple[bytes, ...]
    """The stored bytes of each entry, in the order of the chain."""
    sha256: str
    signature: str

    def check(self, public_hex: str) -> None:
        """Raise :class:`SegmentFaultError` unless the holder of this key signed it."""
        _check_signature(Closed("", (), self.sha256, self.signature), public_hex)


def build(company: str, actor: str, first: int, lines: Sequence[bytes], key: SigningKey) -> bytes:
    """The bytes of a segment of ``lines``, the stored entries ``first``, ``first`` + 1 … of a desk.

    Raises ``ValueError`` for what no reader would take: such a file must never be published.
    """
    made = Header(company, actor, first, first + len(lines) - 1)
    data = close(_above(made, lines), key, Purpose.SEGMENT)
    parse(data, key.public_hex)
    return data


def rebuild(made: Header, lines: Sequence[bytes], sha256: str, signature: str) -> bytes:
    """The very bytes of a segment that was taken before, to put it into a hub again.

    Raises ``ValueError`` if these lines are not those that were signed.
    """
    data = _above(made, lines) + last_line(sha256, signature)
    read_block(data, FAMILY, limit=limits.FILE, count=_announced, what=_WHAT)
    return data


def sum_of(made: Header, lines: Sequence[bytes]) -> str:
    """The SHA-256, in hex, of a segment of these entries, whoever signed it."""
    return hashlib.sha256(_above(made, lines)).hexdigest()


def header(data: bytes) -> Header:
    """What a segment says of itself, read from its first line alone: nothing else is looked at.

    Raises :class:`SegmentFaultError`.
    """
    check_family(data, FAMILY, what=_WHAT)
    beginning = data[:HEADER_LENGTH].rstrip(b"\0")
    first, is_whole, _rest = beginning.partition(b"\n")
    if not is_whole and len(beginning) < HEADER_LENGTH:
        raise SegmentFaultError("incomplete", f"The {_WHAT} has not arrived as a whole yet.")
    return _header(first.decode("ascii", "replace"))


def parse(data: bytes, public_hex: str = "") -> Segment:
    """Read a segment: its form, its sum, and that its lines are one run of one desk's chain.

    With ``public_hex`` its signature comes before its lines: what others forged costs little.
    Raises :class:`SegmentFaultError`.
    """
    said = header(data)
    closed = read_block(data, FAMILY, limit=limits.FILE, count=_announced, what=_WHAT)
    if public_hex:
        _check_signature(closed, public_hex)
    if sum(map(values_of, closed.lines)) > limits.VALUES:
        raise _damaged(f"It holds more than {limits.VALUES:,} values.")
    before = ""
    for number, line in enumerate(closed.lines, start=said.first):
        op = _entry(line, number)
        if (op.company, op.actor, op.seq) != (said.company, said.actor, number):
            raise _damaged(f"Its entry {number} belongs elsewhere.")
        if op.prev != before if before else bool(op.prev) == (number == 1):
            raise _damaged(f"Its entry {number} does not follow the one before it.")
        before = op.id
    return Segment(
        said.company,
        said.actor,
        said.first,
        said.last,
        closed.lines,
        closed.sha256,
        closed.signature,
    )


def cut(
    lines: Sequence[bytes], *, operations: int = limits.OPERATIONS, size: int = limits.FILE
) -> Iterator[slice]:
    """Where to cut a run of entries so that each part makes a segment within the limits.

    Raises ``ValueError`` for an entry that no segment can hold.
    """
    room = size - HEADER_LENGTH - END_LENGTH
    start, used, values = 0, 0, 0
    for n, line in enumerate(lines):
        more, more_values = len(line) + 1, values_of(line)
        if len(line) > LINE or more > room or more_values > VALUES:
            raise ValueError(f"entry {n + 1} of the run is too long for any segment")
        is_full = used + more > room or values + more_values > limits.VALUES
        if n - start == operations or is_full:
            yield slice(start, n)
            start, used, values = n, 0, 0
        used, values = used + more, values + more_values
    if lines:
        yield slice(start, len(lines))


def _above(made: Header, lines: Sequence[bytes]) -> bytes:
    first_line = f"SJL1 {made.company} {made.actor} {made.first} {made.last}"
    return b"\n".join((first_line.encode("ascii"), *lines, b""))


def _header(text: str) -> Header:
    found = _HEADER.fullmatch(text)
    if found is None:
        raise _damaged("Its first line is not written as it should be.")
    made = Header(found[1], found[2], int(found[3]), int(found[4]))
    if not made.first <= made.last <= LARGEST or made.last - made.first >= limits.OPERATIONS:
        raise _damaged("It announces more entries than a file may hold, or none.")
    return made


def _announced(text: str) -> int:
    said = _header(text)
    return said.last - said.first + 1


def _entry(line: bytes, number: int) -> Operation:
    fault = line_fault(line)
    if fault:
        raise _damaged(f"Its entry {number} {fault}.")
    try:
        return decode(line)
    except UnreadableOperationError as error:
        raise _damaged(f"Its entry {number} is no entry of this program.") from error


def _check_signature(closed: Closed, public_hex: str) -> None:
    if not closed.is_signed_by(public_hex, Purpose.SEGMENT):
        raise _damaged("It was not signed by the desk it names.")


def _damaged(said: str) -> SegmentFaultError:
    return SegmentFaultError("damaged", f"The {_WHAT} is altered. {said}")
