"""The form of one line of the log as it may travel (``sync.md`` section 4): compact, bounded JSON.

What stays within it means the same to every reader of JSON and costs every reader little. Which
facts there are is the business of ``facts``; the envelope is that of ``operations``.
"""

import re
from typing import Final

import msgspec

LINE: Final = 2**20
"""Bytes of a line, its line end not counted."""

STRING: Final = 4_000
"""Characters of one text."""

NESTING: Final = 4
"""Levels inside the envelope: a changed line (``val``, ``changes``, change, line) has all four."""

VALUES: Final = 250_000
"""Values of a line as :func:`values_of` counts: more than a line full of estimate lines has."""

LARGEST: Final = 2**53 - 1
"""Of a number: what every reader of JSON, and SQLite, holds exactly."""

_LARGEST: Final = str(LARGEST).encode("ascii")
_CONTROL: Final = re.compile(rb"[\x00-\x1f]")
# The closing mark is optional: then no text, however odd, is looked at twice.
_TEXT: Final = re.compile(rb'("[^"\\]*+(?:\\.[^"\\]*+)*+"?)', re.DOTALL)
_NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*+\\u0000")
_NO_WHOLE_NUMBER: Final = re.compile(rb"[0-9][.eE]|-0")
_LONG_NUMBER: Final = re.compile(rb"[0-9]{16,}")
_BRACKETS: Final = bytes.maketrans(b"{}", b"[]")
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))


def values_of(line: bytes) -> int:
    """About how many values a line holds: its commas and opening brackets, wherever they stand."""
    return line.count(b",") + line.count(b"[") + line.count(b"{")


def line_fault(line: bytes) -> str:
    """Why ``line`` may not travel, as the end of a sentence ("it …"); empty if it may.

    Refused is what two readers could understand differently (a field named twice, numbers that
    are not held exactly, half characters) and what would cost more than it says.
    """
    if len(line) > LINE:
        return f"is longer than {LINE:,} bytes"
    if values_of(line) > VALUES:
        return f"holds more than {VALUES:,} values"
    if _CONTROL.search(line) or not (line.startswith(b"{") and line.endswith(b"}")):
        return "is not written on one line as it should be"
    try:
        line.decode("utf-8")
        meant = msgspec.json.decode(line)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return "cannot be read"
    parts = _TEXT.split(line)
    bare = b"".join(parts[::2])
    return (
        _text_fault(line, parts[1::2])
        or _number_fault(bare)
        or ("" if _is_shallow(bare) else f"is nested deeper than {NESTING} levels")
        or ("" if _names_once(line, bare, meant) else "names a field twice")
    )


def _text_fault(line: bytes, texts: list[bytes]) -> str:
    for text in texts if max(map(len, texts), default=0) > STRING else ():
        if len(text) > STRING and len(msgspec.json.decode(text, type=str)) > STRING:
            return f"holds a text of more than {STRING:,} characters"
    # Looked for plainly first: hardly a line has it, and the pattern takes ten times as long.
    has_none = b"\\u0000" in line and _NUL.search(line)
    return "holds a character that is none (NUL)" if has_none else ""


def _number_fault(bare: bytes) -> str:
    if _NO_WHOLE_NUMBER.search(bare):
        return "holds a number that is not whole"
    long = _LONG_NUMBER.findall(bare)
    if long and (max(map(len, long)) > len(_LARGEST) or max(long) > _LARGEST):
        return "holds a number that is too large"
    return ""


def _is_shallow(bare: bytes) -> bool:
    # Each pass takes the innermost level away; the envelope itself is one more.
    levels = bare.translate(_BRACKETS, _NO_BRACKETS)
    for _level in range(NESTING + 1):
        levels = levels.replace(b"[]", b"")
    return not levels


def _names_once(line: bytes, bare: bytes, meant: object) -> bool:
    # What is read keeps one of two fields of a name: writing it again shows the loss. A line as
    # the program writes it comes out equal at once.
    again = msgspec.json.encode(meant)
    return again == line or b"".join(_TEXT.split(again)[::2]).count(b":") == bare.count(b":")
