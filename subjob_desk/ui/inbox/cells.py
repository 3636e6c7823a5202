"""The columns of the inbox list: text, colour, tooltip and the sentence for a screen reader.

Pure functions from a frozen row; the item model asks them, nobody else.
"""

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum
from typing import TypeVar

from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.chip import state_long, state_word
from subjob_desk.ui.common.row_model import Column
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.inbox.entries import Entry
from subjob_desk.usecases.views import InboxRow, SubJobRow

T = TypeVar("T")
Clock = Callable[[], datetime]


class Place(IntEnum):
    """Where the columns stand, in reading order."""

    TICK = 0
    AGE = 1
    SUB_JOB = 2
    DESCRIPTION = 3
    STATE = 4
    SENDER = 5
    ROUND = 6
    AMOUNT = 7
    ODD = 8


def columns(clock: Clock) -> tuple[Column[Entry], ...]:
    """The columns, in the order of ``Place``; ages are counted up to ``clock()``."""
    return (
        Column("", _of(_nothing, "")),
        Column(
            tr("Age"),
            _of(lambda item: formats.age(item.since, clock()), ""),
            tip=_of(lambda item: formats.zone_tip(item.since), ""),
            colour=_of(_muted, None),
        ),
        Column(
            tr("Sub job"),
            _of(shown_name, ""),
            tip=_of(_origin, ""),
            accessible=_of(lambda item: sentence(item, clock()), ""),
            colour=_of(_muted_if_inactive, None),
        ),
        Column(
            tr("Description"),
            _of(lambda item: item.row.description, ""),
            tip=_of(_origin, ""),
            colour=_of(_muted_if_inactive, None),
        ),
        Column(
            tr("State"),
            _of(_state_word, ""),
            state=_of(_state, None),
            inactive=_of(lambda item: item.row.inactive, False),
        ),
        Column(tr("Sent by"), _of(lambda item: item.sender, ""), colour=_of(_muted, None)),
        Column(
            tr("Round"),
            _of(lambda item: str(item.row.round), ""),
            align_right=True,
            colour=_of(_muted, None),
        ),
        Column(
            tr("Amount"),
            _of(lambda item: formats.whole_money(item.row.amount), ""),
            align_right=True,
            tip=_of(lambda item: formats.money(item.row.amount), ""),
            colour=_of(_muted_if_inactive, None),
        ),
        Column("", _of(remark, ""), tip=_of(_remarks, ""), colour=_of(_muted_if_clean, None)),
    )


def shown_name(item: InboxRow) -> str:
    """``24-117 / 010``: wider than the name, easier on the eye in a list."""
    return f"{item.row.job}/{item.row.code}"


def remark(item: InboxRow) -> str:
    """What is odd, else what it was compared with, else its code in Sage and its batch."""
    if item.odd or item.compared:
        return ", ".join(item.odd) or item.compared
    row = item.row
    own = tr("as {code} in Sage").format(code=row.extra_code) if _differs(row) else ""
    batch = tr("batch {number}").format(number=row.batch) if row.batch else ""
    return ", ".join(part for part in (own, batch) if part)


def sentence(item: InboxRow, now: datetime) -> str:
    """The row as one sentence."""
    return tr(
        "{name} {description}, {state}, {amount}, sent by {sender}, round {round}, {age}. {remark}"
    ).format(
        name=item.row.name,
        description=item.row.description,
        state=state_long(item.row.state),
        amount=formats.money(item.row.amount),
        sender=item.sender,
        round=item.row.round,
        age=formats.age(item.since, now),
        remark=remark(item),
    )


def _differs(row: SubJobRow) -> bool:
    return bool(row.extra_code) and row.extra_code != row.code


def _of(read: Callable[[InboxRow], T], otherwise: T) -> Callable[[Entry], T]:
    """``read`` for items, ``otherwise`` for the headings between them."""

    def value(entry: Entry) -> T:
        return read(entry) if isinstance(entry, InboxRow) else otherwise

    return value


def _nothing(_item: InboxRow) -> str:
    return ""


def _origin(item: InboxRow) -> str:
    return tr("{description}\nSent by {sender}, round {round}").format(
        description=item.row.description, sender=item.sender, round=item.row.round
    )


def _remarks(item: InboxRow) -> str:
    return "\n".join(item.odd) or remark(item)


def _state(item: InboxRow) -> State | None:
    return item.row.state


def _state_word(item: InboxRow) -> str:
    return tr("Inactive") if item.row.inactive else state_word(item.row.state)


def _muted(_item: InboxRow) -> str | None:
    return theme.current().muted


def _muted_if_inactive(item: InboxRow) -> str | None:
    return theme.current().muted if item.row.inactive else None


def _muted_if_clean(item: InboxRow) -> str | None:
    return None if item.odd else theme.current().muted
