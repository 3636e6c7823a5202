"""Amounts and quantities as people type and paste them, read as exact hundredths.

How a sheet's binary numbers become text belongs to ``documents``; limits to ``checks``.
"""

import re
from typing import Final

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.money import hundredths

_LONGEST: Final = 12
"""Digits before the point that are read at all: far beyond the limit, far within an integer."""

_BLANKS: Final = re.compile(r"[ \u00a0\u202f]+(?=[-+$()])|(?<=[-+$()])[ \u00a0\u202f]+")
"""Blanks beside a sign; between digits they are refused: two numbers may have run together."""

_DOLLAR: Final = re.compile(r"^([-+(]?)\$")
_NUMBER: Final = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d*)(?:\.(?P<places>\d*))?", re.ASCII)
_EXPONENT: Final = re.compile(r"[\d.,]+e[+-]?\d+", re.ASCII | re.IGNORECASE)
_DECIMAL_COMMA: Final = re.compile(r"[\d.]*,\d{1,2}", re.ASCII)

_USUAL: Final = re.compile(r"-?\d{1,9}(?:\.\d{1,2})?", re.ASCII)
"""What nearly every cell of a sheet holds: nothing to understand, only to read."""

_LIKE: Final = "Write it like 1,234.56, -50 or (50.00)."


def read_amount(text: str, *, what: str = "Amount") -> int:
    """Read a typed, pasted or sheet number as hundredths.

    Understood: grouping commas, ``$``, a minus in front or behind, parentheses for negative,
    blanks. Refused with :class:`UserError`, naming ``what`` and the text: an empty text, an
    exponent, a third decimal, a decimal comma, anything else. ``product.md`` section 7.
    """
    if _USUAL.fullmatch(text):
        return hundredths(text)
    shown = text.strip()
    if not shown:
        raise UserError(f"{what} is empty.", "Type a number; 0 if there is none.")
    bare = _BLANKS.sub("", shown.replace("−", "-"))
    is_negative, digits = _without_sign(bare)
    match = _NUMBER.fullmatch(digits)
    if match is None or not (match["whole"] or match["places"]):
        raise UserError(f"{what} '{shown}' is not a plain number.", _remedy(digits))
    places = match["places"] or "0"
    if len(places) > 2:
        raise UserError(
            f"{what} '{shown}' has {len(places)} decimals; Sage takes two.",
            "Round it to two decimals.",
        )
    whole = match["whole"].replace(",", "").lstrip("0") or "0"
    if len(whole) > _LONGEST:
        raise UserError(f"{what} '{shown}' is far too large.", "Look for digits typed twice.")
    value = hundredths(f"{whole}.{places}")
    return -value if is_negative else value


def _without_sign(bare: str) -> tuple[bool, str]:
    """Whether the number is negative, and its digits; a second sign stays and is refused."""
    bare = _DOLLAR.sub(r"\1", bare)
    if bare.startswith("(") and bare.endswith(")"):
        return True, bare[1:-1]
    if bare.startswith("-"):
        return True, bare[1:]
    if bare.endswith("-"):
        return True, bare[:-1]
    return False, bare.removeprefix("+")


def _remedy(digits: str) -> str:
    if _EXPONENT.fullmatch(digits):
        return f"Write it out in full. {_LIKE}"
    if _DECIMAL_COMMA.fullmatch(digits):
        return f"Use a point for the decimals. {_LIKE}"
    return _LIKE
