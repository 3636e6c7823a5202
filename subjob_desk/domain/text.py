"""Texts as Sage's files can hold them: marks folded visibly, other characters named.

Nothing is cut and nothing lost silently (``product.md`` section 3 rule 3). How long a text may
be belongs to ``checks``.
"""

import unicodedata
from typing import Final

import msgspec


class Folded(msgspec.Struct, frozen=True):
    """A text after folding, with one remark for each kind of change; no remark, no change."""

    text: str
    remarks: tuple[str, ...] = ()


_ACCENTS: Final = "Accents typed apart from their letters were joined to them."
_INCHES: Final = 'Inch marks " became in. (Sage takes no " in a text).'
_QUOTES: Final = "Quotation marks became ' (Sage takes no \" in a text)."
_APOSTROPHES: Final = "Curved apostrophes became '."
_DASHES: Final = "Long dashes became -."
_ELLIPSES: Final = "The sign … became three dots."
_BLANKS: Final = "Special blanks became ordinary blanks."

_PLAIN: Final[dict[str, tuple[str, str]]] = {
    **dict.fromkeys("‘’‚‛′", ("'", _APOSTROPHES)),
    **dict.fromkeys("‐‑‒–—―−", ("-", _DASHES)),
    **dict.fromkeys(
        "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f", (" ", _BLANKS)
    ),
    "…": ("...", _ELLIPSES),
}
_OPENING: Final = frozenset("“„‟")
_INCH_MARKS: Final = frozenset('"”″')
_DOUBLE: Final = _INCH_MARKS | _OPENING
_DIGITS: Final = frozenset("0123456789")
_FOLDED: Final = _DOUBLE | frozenset(_PLAIN)


def fold(text: str) -> Folded:
    """``text`` with ``"`` and typographic marks as plain ones, and a remark on each kind.

    A double mark directly after a digit is inches (`` in.``), unless it closes a quotation:
    ``6" pipe`` becomes ``6 in. pipe`` and ``"Phase 2"`` becomes ``'Phase 2'``.
    """
    if text.isascii() and '"' not in text:
        return Folded(text)
    joined = unicodedata.normalize("NFC", text)
    remarks = {_ACCENTS: None} if joined != text else {}
    if _FOLDED.isdisjoint(joined):
        return Folded(joined, tuple(remarks))
    written: list[str] = []
    is_open = False
    for before, char, after in zip(f" {joined}", joined, f"{joined[1:]} ", strict=False):
        plain, remark = char, ""
        if char in _PLAIN:
            plain, remark = _PLAIN[char]
        elif char in _INCH_MARKS and before in _DIGITS and (char == "″" or not is_open):
            plain, remark = " in" if after == "." else " in.", _INCHES
        elif char in _DOUBLE:
            plain, remark = "'", _QUOTES
            is_open = char in _OPENING or (char == '"' and not is_open)
        written.append(plain)
        if remark:
            remarks[remark] = None
    return Folded("".join(written), tuple(remarks))


def refused_characters(text: str) -> str | None:
    """What Sage's files cannot hold in ``text``, as a phrase without a full stop; else ``None``.

    Names the first such character and its position, counted from 1: ``character '→' at position
    7 cannot be written to a file for Sage``. Ask after :func:`fold`.
    """
    if text.isascii() and text.isprintable():
        return None
    for position, char in enumerate(text, start=1):
        if not _is_writable(char):
            name = _name(char)
            return f"character '{name}' at position {position} cannot be written to a file for Sage"
    return None


def _is_writable(char: str) -> bool:
    # Cc: control characters, line breaks, tabs. Cf: invisible ones such as the soft hyphen.
    if unicodedata.category(char) in ("Cc", "Cf"):
        return False
    try:
        char.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _name(char: str) -> str:
    if char in "\r\n":
        return "line break"
    if char == "\t":
        return "tab"
    if char.isprintable() and not unicodedata.combining(char):
        return char
    return f"U+{ord(char):04X} {unicodedata.name(char, '').lower()}".strip()
