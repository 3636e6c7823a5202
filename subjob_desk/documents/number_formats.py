"""What Excel shows for a whole number under a number format that adds zeros or separators.

Only formats people use to keep codes readable (``000``, ``00-0000``, ``0.00``); any other gives
nothing. Dates and money belong elsewhere.
"""

import re
from functools import lru_cache
from typing import Final

_PARTS: Final = re.compile(r'\[[^\]]*\]|"([^"]*)"|\\(.)|_.|\*.|(.)', re.DOTALL)
_BARE_SIGNS: Final = frozenset("-() /:")
"""What a format may hold without quotes (section 18.8.31 of ISO/IEC 29500-1)."""

_Part = tuple[str, bool]
"""A placeholder (``0``, ``#`` or ``.``) or a literal text; the flag says which."""


def shown(text: str, number_format: str) -> str:
    """How Excel shows the plain decimal ``text``; empty where that is no matter for codes.

    Empty for *General*, dates, exponents, percent, grouping, for negative numbers, and where the
    format would round.
    """
    parts = _parts(number_format)
    if not parts or text.startswith("-"):
        return ""
    whole, _, places = text.partition(".")
    before = [part for part in parts if part != (".", True)]
    if len(before) < len(parts):
        point = parts.index((".", True))
        decimals = _decimals(parts[point + 1 :], places)
        return "" if decimals is None else f"{_filled(parts[:point], whole)}.{decimals}"
    return "" if places else _filled(parts, whole)


@lru_cache(maxsize=256)
def _parts(number_format: str) -> tuple[_Part, ...]:
    """The format of positive numbers in pieces; nothing for a format this does not know."""
    parts: list[_Part] = []
    for match in _PARTS.finditer(number_format):
        quoted, escaped, sign = match.groups()
        literal = quoted or escaped
        if literal:
            parts.append((literal, False))
        elif sign == ";":
            break
        elif sign in ("0", "#", "."):
            parts.append((sign, True))
        elif sign is not None and sign in _BARE_SIGNS:
            parts.append((sign, False))
        elif sign is not None:
            return ()
    if parts.count((".", True)) > 1 or not any(part == ("0", True) for part in parts):
        return ()
    return tuple(parts)


def _filled(parts: tuple[_Part, ...], digits: str) -> str:
    """The digits put into the placeholders from the right; the leftmost takes what is over."""
    left = list(digits.lstrip("0"))
    places = sum(is_place for _, is_place in parts)
    # Without a placeholder before the point Excel shows the digits all the same.
    written = ["".join(left)] if not places else []
    for sign, is_place in reversed(parts):
        if not is_place:
            written.append(sign)
            continue
        places -= 1
        if places == 0 and left:
            written.append("".join(left))
        elif left:
            written.append(left.pop())
        elif sign == "0":
            written.append("0")
    return "".join(reversed(written))


def _decimals(parts: tuple[_Part, ...], places: str) -> str | None:
    """The decimals as shown; ``None`` where the format has fewer or puts texts among them."""
    if not all(is_place for _, is_place in parts) or len(places) > len(parts):
        return None
    written = places.ljust(len(parts), "0")
    optional = "".join(sign for sign, _ in parts)
    while written.endswith("0") and optional.endswith("#"):
        written, optional = written[:-1], optional[:-1]
    return written
