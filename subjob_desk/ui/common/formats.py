"""How numbers and dates look on the screen, through ``QLocale``; never used for files."""

from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime
from PySide6.QtGui import QKeySequence

from subjob_desk.ui.common.words import tr
from subjob_desk.usecases import moments

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


def locale() -> QLocale:
    """The user's locale; English (US) where the system names none."""
    system = QLocale()
    if system.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    return system


def money(cents: int) -> str:
    """``1,234.56``; negative with a minus."""
    return _hundredths(cents)


def quantity(hundredths: int) -> str:
    """``1,200.00`` from hundredths of a unit."""
    return _hundredths(hundredths)


def whole_money(cents: int) -> str:
    """``1,235``: rounded to whole units, half away from zero, for lists and totals at a glance."""
    whole = (abs(cents) + 50) // 100
    sign = locale().negativeSign() if cents < 0 and whole else ""
    return sign + _grouped(whole)


def number(count: int) -> str:
    """A count with grouping."""
    return (locale().negativeSign() if count < 0 else "") + _grouped(abs(count))


def moment(at: str, now: datetime | None = None) -> str:
    """``14 Nov 10:02`` in the viewer's zone; with the year when it is another one.

    Here and below: what is no moment stays as it was recorded.
    """
    local = moments.local(at)
    if local is None:
        return at
    form = "d MMM HH:mm" if _same_year(local, now) else "d MMM yyyy HH:mm"
    return locale().toString(_qt(local), form)


def day(at: str, now: datetime | None = None) -> str:
    """``14 Nov`` in the viewer's zone; with the year when it is another one."""
    local = moments.local(at)
    if local is None:
        return at
    form = "d MMM" if _same_year(local, now) else "d MMM yyyy"
    return locale().toString(_qt(local), form)


def calendar_day(iso: str) -> str:
    """``22 Nov 2026`` from a plain ISO date that belongs to no zone (a batch date)."""
    try:
        value = date.fromisoformat(iso)
    except ValueError:
        return iso
    return locale().toString(QDate(value.year, value.month, value.day), "d MMM yyyy")


def age(at: str, now: datetime) -> str:
    """How long ago: ``now``, ``5 min``, ``5 h``, ``2 d``. ``now`` is an aware time."""
    local = moments.local(at)
    if local is None:
        return at
    passed = now - local
    if passed < _MINUTE:
        return tr("now")
    if passed < _HOUR:
        return tr("{n} min").format(n=passed // _MINUTE)
    if passed < _DAY:
        return tr("{n} h").format(n=passed // _HOUR)
    return tr("{n} d").format(n=passed // _DAY)


def keys(sequence: QKeySequence) -> str:
    """A key as it is printed on keyboards: ``Ctrl+Enter``; empty for none."""
    text = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    return text.replace("Return", "Enter")


def zone_tip(at: str) -> str:
    """The full time with seconds and zone, for a tooltip."""
    local = moments.local(at)
    if local is None:
        return at
    shown = locale().toString(_qt(local), "d MMMM yyyy HH:mm:ss")
    offset = local.strftime("%z")
    return tr("{time}, UTC{offset}").format(time=shown, offset=f"{offset[:3]}:{offset[3:5]}")


def _hundredths(value: int) -> str:
    here = locale()
    whole, rest = divmod(abs(value), 100)
    sign = here.negativeSign() if value < 0 else ""
    return f"{sign}{_grouped(whole)}{here.decimalPoint()}{rest:02d}"


def _grouped(whole: int) -> str:
    # QLocale.toString would choose a 32-bit overload for some ints: money is grouped here.
    separator = locale().groupSeparator()
    return f"{whole:,}".replace(",", separator)


def _same_year(local: datetime, now: datetime | None) -> bool:
    return local.year == (now or datetime.now().astimezone()).astimezone().year


def _qt(local: datetime) -> QDateTime:
    return QDateTime(
        QDate(local.year, local.month, local.day), QTime(local.hour, local.minute, local.second)
    )
