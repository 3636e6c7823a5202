"""Which codes a date or a number in a sheet can have been before Excel changed them.

Guesses only; choosing among them belongs to ``repair``.
"""

import re
from datetime import date
from typing import Final

_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_MONTH: Final = f"({_MONTHS.replace(' ', '|')})"
_DAY_MONTH: Final = re.compile(rf"([0-9]{{1,2}})-{_MONTH}(?:-([0-9]{{2}}|[0-9]{{4}}))?")
_MONTH_YEAR: Final = re.compile(rf"{_MONTH}-([0-9]{{2}})")
_SLASHES: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")

_LONGEST_TAIL: Final = 3
"""Zeros behind the point a code can have lost."""


def written_date(text: str, *, is_cell_date: bool) -> date | None:
    """The date in a date cell (ISO), or in a text as Excel writes dates into a CSV file.

    ``10-Mar``, ``10-Mar-26``, ``Mar-10`` and ``3/10/2026`` (month first) are such texts. A time
    of day or a duration counts as the first day of 1900: no code comes of it.
    """
    if is_cell_date:
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            return date(1900, 1, 1)
    for pattern, order in ((_DAY_MONTH, "dmy"), (_MONTH_YEAR, "my"), (_SLASHES, "mdy")):
        match = pattern.fullmatch(text.strip())
        if match is not None:
            return _date(dict(zip(order, match.groups(), strict=True)))
    return None


def _date(parts: dict[str, str | None]) -> date | None:
    month, year = parts["m"] or "", parts["y"] or "2000"
    number = int(month) if month.isdigit() else _MONTHS.index(month) // 4 + 1
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, int(parts.get("d") or "1"))
    except ValueError:
        return None


def date_guesses(found: date) -> list[str]:
    """Codes that Excel reads as this date: month and day in either order, month and year.

    With and without a zero in front, and joined by a hyphen: other separators are stripped alike.
    """
    month, day, year = found.month, found.day, found.year
    pairs = [(month, day), (day, month)]
    texts = [
        f"{one}-{other}"
        for first, second in pairs
        for one in {f"{first}", f"{first:02d}"}
        for other in {f"{second}", f"{second:02d}"}
    ]
    texts += [
        f"{one}-{other}-{end}"
        for first, second in pairs
        for one in {f"{first}", f"{first:02d}"}
        for other in {f"{second}", f"{second:02d}"}
        for end in (f"{year}", f"{year % 100:02d}")
    ]
    if day == 1:
        texts += [
            f"{one}-{end}"
            for one in {f"{month}", f"{month:02d}"}
            for end in (f"{year}", f"{year % 100:02d}")
        ]
    return sorted(dict.fromkeys(texts))


def decimal_guesses(text: str, *, is_shown: bool) -> list[str]:
    """Codes that Excel reads as this number: zeros in front and, unless shown, behind."""
    whole, _, places = text.partition(".")
    fronts = [
        whole.rjust(width, "0") for width in range(max(len(whole), 1), max(len(whole), 3) + 1)
    ]
    tails = [""] if is_shown else ["0" * count for count in range(_LONGEST_TAIL + 1)]
    return [f"{front}.{places}{tail}" for front in fronts for tail in tails]
