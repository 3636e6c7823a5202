"""The text of a reject file, however an editor saved it: its records one by one, and comments.

What the records answer is ``rejects``'; the grammar is that of every interchange file.
"""

import codecs
from collections.abc import Iterator
from typing import Final

import msgspec

from subjob_desk.sage.grammar import Comment, Fault, Text, column_of, lines, split
from subjob_desk.sage.layout import Profile, RecordLayout, Source

_UTF8: Final = codecs.BOM_UTF8
_WIDE: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_DIGITS: Final = 6
"""Of a batch's number."""

_TAIL: Final = 1 << 16
"""Bytes at the end in which the last line is looked for."""


class Piece(msgspec.Struct, gc=False):
    """One record of the file, readable or not."""

    text: Text
    last: int
    """The physical line it ends on; it begins on ``text.line``."""
    fields: tuple[str, ...] = ()
    """Empty where they cannot be told apart."""
    fault: Fault | None = None


class Form(msgspec.Struct, frozen=True):
    """Bytes that the grammar reads, and what an editor had made of them."""

    data: bytes
    note: str = ""


def form_of(data: bytes) -> Form:
    """The file in a form the grammar reads: UTF-16 and unmarked UTF-8 are told and taken."""
    encoding = _WIDE.get(data[:2], "")
    if encoding:
        return Form(_again(data[2:], encoding), _saved_as("UTF-16"))
    if data[1:2] == b"\0" or data[:1] == b"\0":
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
        return Form(_again(data, encoding), _saved_as("UTF-16"))
    if data.startswith(_UTF8):
        return Form(data, _saved_as("UTF-8"))
    if data.isascii() or not _is_utf8(data):
        return Form(data)
    return Form(_UTF8 + data, _saved_as("UTF-8"))


def pieces(profile: Profile, data: bytes) -> Iterator[Piece | Comment]:
    """Records and comments in the order of the file; every fault belongs to one record.

    ``data`` is that of :func:`form_of`. A fault in a comment is none.
    """
    held: Piece | None = None
    faults: list[Fault] = []
    for item in lines(data, profile.encoding, comments=True):
        if isinstance(item, Fault):
            if held is not None and item.line <= held.last:
                held.fault = held.fault or item
            else:
                faults.append(item)
            continue
        if held is not None:
            yield held
            held = None
        last = item.line + len(item.starts) - 1 if isinstance(item, Text) else item.line
        yield from _alone(fault for fault in faults if fault.line < item.line)
        own = [fault for fault in faults if item.line <= fault.line <= last]
        faults.clear()
        if isinstance(item, Comment):
            yield item
        else:
            held = _piece(profile, item, last, own)
    if held is not None:
        yield held
    yield from _alone(faults)


def ends_in_comment(data: bytes, encoding: str, mark: str) -> bool:
    """Whether the last line with anything on it is a comment other than our own title."""
    tail = data[-_TAIL:].decode("utf-8" if data.startswith(_UTF8) else encoding, "replace")
    last = next((line.strip() for line in reversed(tail.splitlines()) if line.strip()), "")
    return last.startswith((";", "#")) and not is_title(last, mark)


def ends_in_line(data: bytes, encoding: str) -> bool:
    """Whether the last line with anything on it is ended, or a mark of the end stands behind it."""
    tail = data[-_TAIL:].decode("utf-8" if data.startswith(_UTF8) else encoding, "replace")
    rest = tail.rstrip(" \t")
    return not rest or rest.endswith(("\r", "\n", "\x1a"))


def is_title(comment: str, mark: str) -> bool:
    """Whether a comment is the first line of a file this program wrote."""
    return title_number(comment, mark) > 0


def place_of_source(layout: RecordLayout, source: Source) -> int:
    """Where the field stands, counted from 0; far behind the last one if the profile lacks it."""
    return next((f.number - 1 for f in layout.fields if f.source is source), 1 << 20)


def title_number(comment: str, mark: str) -> int:
    """The batch number in the first line of a file this program wrote; 0 for another comment."""
    words = comment.strip().removeprefix(mark).split()
    if words[:3] != ["SubJob", "Desk", "batch"] or len(words) < 4 or len(words[3]) > _DIGITS:
        return 0
    return int(words[3]) if words[3].isascii() and words[3].isdigit() else 0


def _piece(profile: Profile, text: Text, last: int, faults: list[Fault]) -> Piece:
    fields = split(text, profile.separator, profile.quote)
    if isinstance(fields, Fault):
        return Piece(text, last, (), faults[0] if faults else fields)
    return Piece(text, last, fields, faults[0] if faults else None)


def _alone(faults: Iterator[Fault] | list[Fault]) -> Iterator[Piece]:
    """Faults of lines that give no text at all: one record for each such line."""
    at = 0
    for fault in faults:
        if fault.line != at:
            at = fault.line
            yield Piece(Text(fault.line, ""), fault.line, (), fault)


def place_of(profile: Profile, piece: Piece, place: int) -> tuple[int, int]:
    """Line and column, from 1, of a field counted from 0."""
    found = piece.text.fault(column_of(piece.text, place, profile.separator, profile.quote), "")
    return found.line, found.column


def _again(data: bytes, encoding: str) -> bytes:
    return _UTF8 + data.decode(encoding, "replace").encode("utf-8", "replace")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _saved_as(form: str) -> str:
    return f"The file was saved as {form} by an editor, not as Sage writes it; it is read as that."
