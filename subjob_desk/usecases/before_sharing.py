"""What is looked at before a company is shared: whether all it has recorded can be handed over.

What is recorded today is checked as it is written (``entry``); older programs did not do that.
"""

from collections.abc import Iterator
from typing import Final

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.line_form import line_fault
from subjob_desk.domain.operations import UnreadableOperationError, decode
from subjob_desk.store import op_log
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.moments import local_day
from subjob_desk.usecases.words import name_of

_AT_ONCE: Final = 1000
_NAMED: Final = 3


def refuse_what_cannot_travel(desk: Desk) -> None:
    """Raise :class:`UserError` naming the entries that no other desk could take, if there are any.

    Other desks would hear of nothing that came after the first of them.
    """
    told: list[str] = []
    others = 0
    for stored, fault in _faults(desk):
        if len(told) < _NAMED:
            told.append(f"{_named(desk, stored)} {fault}")
        else:
            others += 1
    if told:
        more = f"; so do {others} more" if others else ""
        raise UserError(
            "This company cannot be shared: an entry that other desks have to take was recorded "
            f"larger than they may be. {'; '.join(told)}{more}.",
            "It works on at this desk alone. To share, found a company anew, and import the lists "
            "and the open sub jobs there.",
        )


def _faults(desk: Desk) -> Iterator[tuple[bytes, str]]:
    """The entries of the log that cannot travel, oldest first, in short reads."""
    last = 0
    while True:
        with desk.reading() as connection:
            rows = op_log.all_stored(connection, last, _AT_ONCE)
        if not rows:
            return
        last = rows[-1].n
        for row in rows:
            fault = line_fault(row.stored)
            if fault:
                yield row.stored, fault


def _named(desk: Desk, stored: bytes) -> str:
    """An entry as a person finds it again in the history."""
    try:
        op = decode(stored)
    except UnreadableOperationError:
        return "One entry"
    with desk.reading() as connection:
        found = standings_of(connection, [op.sub]).get(op.sub)
    about = f" about {name_of(found.sub_job)}" if found and found.sub_job else ""
    who = desk.company.person_name(op.who)
    return f"Entry {op.seq} of {local_day(op.at)} by {who}{about}"
