"""Money and quantities: whole numbers of hundredths, never floating point.

Text to number and back, exactly. How a number looks on screen belongs to the window.
"""

import re
from typing import Final, NewType

Money = NewType("Money", int)
"""An amount in cents; may be zero or negative."""

Quantity = NewType("Quantity", int)
"""A quantity in hundredths of its unit; may be zero or negative."""

LIMIT: Final = 99_999_999_99
"""The largest amount or quantity of one line, in hundredths (``sage-jce.md`` section 3)."""

NOTICE: Final = 999_999_99
"""Above this a line gets a warning, in hundredths: the format's "8.2" may mean six digits."""

_PLAIN = re.compile(r"(-?)(\d+)(?:\.(\d{1,2}))?", re.ASCII)


def hundredths(text: str) -> int:
    """Read a plain decimal (``-12``, ``12.5``, ``12.34``) as hundredths.

    Raises ``ValueError`` for anything else: grouping, exponents, a third decimal, blanks.
    """
    digits = text[:-3] + text[-2:]
    if text[-3:-2] == "." and len(digits) > 2 and digits.isascii() and digits.isdigit():
        return int(digits)  # as this program writes it, a hundred thousand times in one export
    match = _PLAIN.fullmatch(text)
    if match is None:
        msg = f"not a plain decimal with at most two places: {text!r}"
        raise ValueError(msg)
    sign, whole, cents = match.groups()
    value = int(whole) * 100 + int((cents or "0").ljust(2, "0"))
    return -value if sign else value


def decimal_text(value: int) -> str:
    """Hundredths as a decimal with two places, ``-`` in front, no grouping, never ``-0.00``."""
    whole, cents = divmod(abs(value), 100)
    return f"{'-' if value < 0 else ''}{whole}.{cents:02d}"


def grouped_text(value: int) -> str:
    """Hundredths for a sentence: two places and commas between thousands, ``1,234.50``."""
    text = decimal_text(abs(value))
    whole, _, places = text.partition(".")
    return f"{'-' if value < 0 else ''}{int(whole):,}.{places}"
