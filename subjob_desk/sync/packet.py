"""Packets: segments and cards one after another in one file, for a memory stick or a mail.

No archive format, so no paths and no bombs. Each block is found by its first line and stands for
itself: a damaged one takes no other with it. How the file lies on a disk is ``packet_file``'s.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, Literal

import msgspec

from subjob_desk.domain.line_form import LINE
from subjob_desk.sync import limits

BlockKind = Literal["segment", "company", "request", "other"]

_KINDS: Final[dict[bytes, BlockKind]] = {b"SJL": "segment", b"SJC": "company", b"SJR": "request"}

# A block of ours begins anywhere: one that was cut in the middle of a line runs into the first
# line of the next. No line of ours holds such a text: an entry ends with "}", and quotation marks
# in its texts are escaped. One of a newer program, of which less is known, begins with a line.
_MARK: Final = re.compile(
    (
        rf"S(?:JL1 {limits.IDENTITY} {limits.IDENTITY} [1-9][0-9]{{0,15}} [1-9][0-9]{{0,15}}(?=\n)"
        r'|J[CR]1 \{"company":"'
        r"|(?<![^\n]S)J[A-Z](?:[2-9]|[1-9][0-9]{1,3}) )"
        r"|E(?<![^\n]E)ND [0-9a-f]{64} [0-9a-f]{128}\n"
    ).encode("ascii")
)
_LONGEST_MARK: Final = 256
_PIECE: Final = 2**20
_KEPT_OF_OTHER: Final = 256
"""Bytes kept of what is nothing of ours: enough to tell what it may be."""
_MOST_CUT: Final = 1_000
"""Blocks without an end that are told; of more in one packet nobody would read."""
_NOTHING: Final = b"\0\t\r\n "


class Block(msgspec.Struct, frozen=True):
    """A stretch of a packet, as it stands there: nothing of it is checked yet."""

    kind: BlockKind
    """By its first word; to be parsed by ``segment``, ``company_file`` or ``request``."""
    at: int
    """Bytes before it."""
    data: bytes


class _Growing:
    """A block that is being read."""

    def __init__(self, at: int, first_word: bytes = b"") -> None:
        self.kind: BlockKind = _KINDS.get(first_word[:3], "other")
        self.is_ours = first_word[3:] == b"1 "
        """Of a form this program knows, so that its last line ends it."""
        self._at = at
        self._parts: list[bytes] = []
        self._room = limits.FILE + 1 if self.is_ours else _KEPT_OF_OTHER

    def goes_on(self, word: bytes) -> bool:
        """Whether a mark with this first word stands inside it: little is known of other forms."""
        if self.is_ours:
            return False
        is_newer = word[:1] == b"S" and word[3:] != b"1 "
        return word[:1] == b"E" or (is_newer and (self.kind != "other" or word[:3] not in _KINDS))

    def add(self, data: bytes) -> None:
        """More of it; of one larger than any of ours only so much that parsing tells so."""
        self._parts.append(data[: self._room])
        self._room -= len(self._parts[-1])

    def done(self) -> Iterator[Block]:
        """The block, if it is anything."""
        data = b"".join(self._parts)
        if data.strip(_NOTHING):
            yield Block(self.kind, self._at, data)


def read_packet(stream: BinaryIO) -> Iterator[Block]:
    """The blocks of a packet, one in memory at a time; blanks and zeros between them are nothing.

    A block goes to its last line, or to the first line of the next one. What follows each other
    and is not of a form this program knows is one block. Of blocks without a last line, which
    cannot be good, no more are given than :data:`_MOST_CUT`: a file full of them costs little.
    """
    block, place, cut = _Growing(0), 0, 0
    for data in _stretches(stream):
        start = 0
        for mark in _MARK.finditer(data):
            word = mark[0][:5]
            if block.goes_on(word):
                continue
            begins = _Growing(place + mark.start(), word) if word[:1] == b"S" else None
            end = mark.start() if begins else mark.end()
            block.add(data[start:end])
            for done in block.done():
                cut += begins is not None
                if cut <= _MOST_CUT or not begins:
                    yield done
            block, start = begins or _Growing(place + end), end
        block.add(data[start:])
        place += len(data)
    yield from block.done()


def _stretches(stream: BinaryIO) -> Iterator[bytes]:
    """All of the stream in pieces that end with lines, so that no mark lies in two of them."""
    rest = b""
    while piece := stream.read(_PIECE):
        rest += piece
        end = rest.rfind(b"\n") + 1
        if not end and len(rest) > LINE + _LONGEST_MARK:
            end = len(rest) - _LONGEST_MARK  # no line of ours is as long
        if end:
            yield rest[:end]
            rest = rest[end:]
    if rest:
        yield rest
