"""Days and times in words, for papers that people of one office read and compare.

English and the same on every desk of a zone; what the screen shows is ``ui.common.formats``.
"""

import datetime as dt
import re
from typing import Final

_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)

_SHORT: Final = re.compile(r"[A-Z]{3,5}")

_WINDOWS: Final = {
    f"{place}{kind} Time": f"{letter}{kind[1]}T"
    for place, letter in (
        *(("Atlantic", "A"), ("Eastern", "E"), ("Central", "C")),
        *(("Mountain", "M"), ("US Mountain", "M"), ("Pacific", "P")),
    )
    for kind in (" Standard", " Daylight")
}
"""How Windows calls the zones of North America, and how people write them."""


def stamp(moment: dt.datetime) -> str:
    """A moment as it is recorded: UTC, to the second."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(at: str, zone: dt.tzinfo | None = None) -> dt.datetime | None:
    """A recorded moment in ``zone``, in that of this PC if left out; ``None`` for what is none.

    Any desk may have written it: no time at all, or one before or after all calendars. Whoever
    shows it then shows the words as they stand.
    """
    try:
        moment = dt.datetime.fromisoformat(at)
        return moment.astimezone(zone) if moment.tzinfo is not None else None
    except (ValueError, OverflowError, OSError):
        return None


def day(iso: str) -> str:
    """``22 Nov 2026``."""
    found = dt.date.fromisoformat(iso)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def local_day(at: str, zone: dt.tzinfo | None = None) -> str:
    """``22 Nov 2026``: the day of a recorded time in ``zone``, in that of this PC if left out."""
    moment = local(at, zone)
    return day(moment.date().isoformat()) if moment is not None else at


def zoned(at: str, zone: dt.tzinfo | None = None) -> str:
    """``22 Nov 2026 09:14 EST``: a recorded time in ``zone``, in that of this PC if left out."""
    moment = local(at, zone)
    if moment is None:
        return at
    return f"{day(moment.date().isoformat())} {moment:%H:%M} {_zone_name(moment)}"


def _zone_name(moment: dt.datetime) -> str:
    """The short name people know; where there is none, or a foreign one, the hours from UTC."""
    name = moment.tzname() or ""
    name = _WINDOWS.get(name, name)
    if _SHORT.fullmatch(name):
        return name
    offset = moment.strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}"
