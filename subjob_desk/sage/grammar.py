"""The grammar of an interchange file, whatever it carries: bytes into lines, lines into fields.

The rules are those of ``sage-jce.md`` section 2. What the fields mean belongs to ``reader``.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, overload

import msgspec

LONGEST_LINE: Final = 1 << 20
"""Bytes of one line, or characters of one continued line: more is no interchange file."""

_PHYSICAL_LINE: Final = re.compile(rb"([^\r\n]*+)(?:\r\n|\r|\n|\Z)")
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_END_OF_FILE: Final = b"\x1a"  # older programs close a text file with it
_CONTROL: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_CONTROL_BYTES: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_COMMENTS: Final = (";", "#")
_BLANKS: Final = " \t"


class Fault(msgspec.Struct, frozen=True):
    """Something in the file that cannot be read. ``line`` and ``column`` count from 1."""

    line: int
    column: int
    message: str


class Comment(msgspec.Struct, frozen=True, gc=False):
    """A line that is no record: the words of a person or of Sage, with their mark."""

    line: int
    content: str


class Text(msgspec.Struct, frozen=True, gc=False):
    """One line as the grammar means it: continued lines joined, and where each part began."""

    line: int
    content: str
    starts: tuple[int, ...] = (0,)
    """Where in ``content`` the physical lines begin."""

    def fault(self, offset: int, message: str) -> Fault:
        """A fault at ``offset`` of ``content``, placed in the physical line."""
        part = bisect_right(self.starts, offset) - 1
        return Fault(self.line + part, offset - self.starts[part] + 1, message)


@overload
def lines(data: bytes, encoding: str) -> Iterator[Text | Fault]: ...


@overload
def lines(
    data: bytes, encoding: str, *, comments: Literal[True]
) -> Iterator[Text | Fault | Comment]: ...


def lines(
    data: bytes, encoding: str, *, comments: bool = False
) -> Iterator[Text | Fault | Comment]:
    """Every line that is not blank, and the faults met on the way; comments only if asked for."""
    if data.startswith(_UTF16_MARKS):
        yield Fault(1, 1, "This file is written in UTF-16. Save it as plain text (ANSI).")
        return
    continued: _Continued | None = None
    for number, found in _decoded(data, encoding):
        if isinstance(found, Fault):
            yield found
            continue
        open_end = found.rstrip(_BLANKS)
        if continued is None:
            if not open_end:
                continue
            if found.lstrip(_BLANKS).startswith(_COMMENTS):
                if comments:
                    yield Comment(number, found)
                continue
            if not open_end.endswith("+"):
                yield Text(number, found)
                continue
            continued = _Continued(number)
        if open_end.endswith("+"):
            continued.add(number, open_end[:-1])
        else:
            continued.add(number, found)
            yield continued.text()
            continued = None
    if continued is not None:
        yield continued.text()
        yield continued.unfinished()


class _Continued:
    """A line in the making whose parts end in ``+``."""

    def __init__(self, line: int) -> None:
        self._line = line
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._length = 0
        self._size = 0
        self._last = (line, 0)

    def add(self, number: int, part: str) -> None:
        """One more physical line, without its ``+``; kept only as far as the limit."""
        self._last = (number, len(part))
        self._size += len(part) + 1  # a part without characters takes room too
        if self._size <= LONGEST_LINE:
            self._parts.append(part)
            self._starts.append(self._length)
            self._length += len(part)

    def text(self) -> Text | Fault:
        """The joined line, or the fault that it has no end."""
        if self._size > LONGEST_LINE:
            return Fault(self._line, 1, _too_long("A continued line"))
        return Text(self._line, "".join(self._parts), tuple(self._starts))

    def unfinished(self) -> Fault:
        """The fault that the file ends where the line was to go on."""
        number, length = self._last
        return Fault(number, length + 1, "The line ends in + but the file ends here.")


def _too_long(what: str) -> str:
    return f"{what} is longer than {LONGEST_LINE} characters: this is no interchange file."


def _decoded(data: bytes, encoding: str) -> Iterator[tuple[int, str | Fault]]:
    """Each physical line as text, with its number; a fault before the text it belongs to."""
    start = 0
    if data.startswith(_UTF8_MARK):
        start, encoding = len(_UTF8_MARK), "utf-8"
    end = len(data) - 1 if data.endswith(_END_OF_FILE) else len(data)
    clean = _CONTROL_BYTES.search(data, start, end) is None
    for number, match in enumerate(_PHYSICAL_LINE.finditer(data, start, end), start=1):
        if match.start() == end:
            return  # nothing follows the last line end
        raw = match[1]
        if len(raw) > LONGEST_LINE:
            yield number, Fault(number, LONGEST_LINE + 1, _too_long("The line"))
            continue
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError as error:
            column = len(raw[: error.start].decode(encoding)) + 1
            message = f"The byte {raw[error.start]:02X} stands for no character of {encoding}."
            yield number, Fault(number, column, message)
            text = raw.decode(encoding, "replace")
        if not clean and (control := _CONTROL.search(text)):
            message = f"A control character (code {ord(control[0])}) stands here."
            yield number, Fault(number, control.start() + 1, message)
        yield number, text


@lru_cache(maxsize=16)
def _field_pattern(separator: str, quote: str) -> re.Pattern[str]:
    """One field and the separator after it; from where nothing fits, all the rest.

    All repetitions are possessive and the rest is taken at once: reading stays linear whatever
    the file contains.
    """
    blank = "[" + _BLANKS.replace(separator, "") + "]*+"
    mark, comma = re.escape(quote), re.escape(separator)
    return re.compile(
        f"{blank}(?:{mark}([^{mark}]*+){mark}{blank}|([^{mark}{comma}]*+))({comma}|\\Z)|([\\s\\S]++)"
    )


@lru_cache(maxsize=16)
def _plain_pattern(separator: str, quote: str) -> re.Pattern[str]:
    """A line as this program writes nearly all: no blank outside quotation marks, no separator
    inside them. Such a line can be split at once, in a fraction of the time."""
    mark, comma = re.escape(quote), re.escape(separator)
    field = f"(?:{mark}[^{mark}{comma}]*+{mark}|[^{mark}{comma}{_BLANKS}]*+)"
    return re.compile(f"{field}(?:{comma}{field})*+")


def split(text: Text, separator: str, quote: str) -> tuple[str, ...] | Fault:
    """The fields of a line without their quotation marks; a fault if they cannot be told apart.

    Blanks inside quotation marks are kept, those round a bare field are not.
    """
    if _plain_pattern(separator, quote).fullmatch(text.content):
        return tuple(text.content.replace(quote, "").split(separator))
    found = _field_pattern(separator, quote).findall(text.content)
    if len(found) > 1 and not found[-2][2]:
        found.pop()  # the pattern matches nothing once more after the last field
    if found[-1][3]:
        return _astray(text, separator, quote)
    if " " in text.content or "\t" in text.content:
        return tuple([quoted or bare.rstrip(_BLANKS) for quoted, bare, _, _ in found])
    return tuple([quoted or bare for quoted, bare, _, _ in found])


def column_of(text: Text, place: int, separator: str, quote: str) -> int:
    """The offset in ``text`` of the field at ``place`` (from 0), at its first character."""
    for index, match in enumerate(_field_pattern(separator, quote).finditer(text.content)):
        if index == place:
            group = 1 if match[1] is not None else 2
            return match.start(group)
    return len(text.content)


def _astray(text: Text, separator: str, quote: str) -> Fault:
    """Why the fields cannot be told apart, at the mark that makes it so."""
    content = text.content
    offset = 0
    for match in _field_pattern(separator, quote).finditer(content):
        if match[4] is not None:
            offset = match.start()
            break
    begin = len(content) - len(content[offset:].lstrip(_BLANKS))
    if content[begin] != quote:
        inside = content.index(quote, begin)
        return text.fault(inside, f"A {quote} stands inside a field that does not begin with one.")
    close = content.find(quote, begin + 1)
    if close < 0:
        return text.fault(begin, f"The text that begins with {quote} here is not closed.")
    after = len(content) - len(content[close + 1 :].lstrip(_BLANKS))
    return text.fault(after, f"After the closing {quote} a '{separator}' is expected here.")
