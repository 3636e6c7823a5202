"""What an exchange or a packet brought, and what is to be done next: for people and as a document.

The commands that exchange stand in ``sharing`` and ``packets``.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from subjob_desk.cli.options import at_desk, command_line
from subjob_desk.cli.outcome import DONE, PARTLY, Outcome
from subjob_desk.cli.secrets import given_password
from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.arrived import arrived
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exchanging import joined_reports
from subjob_desk.usecases.premises import NotLetInError
from subjob_desk.usecases.sharing import Sharing
from subjob_desk.usecases.sharing_views import ExchangeReport, ExchangeStatus, FileNote
from subjob_desk.usecases.words import counted

_BAD: Final = ("damaged", "old-key", "unknown-desk", "too-new", "too-large", "unreadable")
"""What is worth an exit status of its own; an incomplete file may be on its way."""

_NAMED: Final = 20
"""Files told one by one: a hub may hold thousands of damaged ones."""


def exchanged(
    file: Path, person: str | None, exchange: Callable[[Desk], ExchangeReport]
) -> Outcome:
    """Let who works here exchange something. Before the desk is let in, that is nobody."""
    with at_desk(file, acting=False) as desk:
        waited = not act_if_let_in(desk, person)
        known = _Known(file, person, Sharing(desk).status())
        report = exchange(desk)
        desk.refresh()
        outcome = _outcome(desk, report, known)
        if not waited or isinstance(desk.trouble, NotLetInError):
            return outcome
    try:  # let in just now: it is known who works here, whose password opens the key
        with at_desk(file, person) as desk:
            report = joined_reports(report, exchange(desk))
            desk.refresh()
            both = _outcome(desk, report, known)
            said = f"This desk is let in: {desk.person.name} acts here."
    except UserError as error:  # what came in is in all the same
        notes = ("This desk is let in.", str(error))
        return msgspec.structs.replace(outcome, notes=notes, status=PARTLY)
    return msgspec.structs.replace(both, text=(said, *both.text))


def act_if_let_in(desk: Desk, person: str | None) -> bool:
    """Let ``person`` act; false where nobody can yet, and nobody is asked for a password."""
    if isinstance(desk.trouble, NotLetInError):
        return False
    who = desk.acting if person is None else desk.person_named(person).id
    desk.act_as(who, given_password(desk, who))
    return True


def report_document(report: ExchangeReport) -> dict[str, object]:
    """What an exchange did."""
    return {
        "taken": report.taken,
        "published": report.published,
        "healed": report.healed,
        "duplicates": report.duplicates,
        "files": _files(report.notes),
        "exchange_problem": report.problem,
        "exchange_remedy": report.remedy,
    }


def status_document(status: ExchangeStatus) -> dict[str, object]:
    """How this desk stands."""
    return {
        "outbox": status.outbox,
        "held": status.held,
        "unread": status.unread,
        "unread_files": _files(status.unread_files),
        "refused": status.refused,
        "quarantined": status.quarantined,
        "conflicts": status.conflicts,
        "tasks": status.tasks,
        "posting_desk": status.posting_desk,
        "problem": status.problem,
        "remedy": status.remedy,
    }


def _files(notes: Iterable[FileNote]) -> list[dict[str, str]]:
    return [{"name": one.name, "outcome": one.outcome, "message": one.said} for one in notes]


def own_words(desk: Desk) -> Iterator[str]:
    """The words of a desk that waits to be let in, to be read out once more."""
    words = Sharing(desk).own_words()
    if words:
        yield f"This desk waits to be let in. Its six words: {'-'.join(words)}"


class _Known(msgspec.Struct, frozen=True):
    """What somebody typed and knew before an exchange: what is new is told by that."""

    file: Path
    person: str | None
    """As named with ``--as``."""
    before: ExchangeStatus


def _outcome(desk: Desk, report: ExchangeReport, known: _Known) -> Outcome:
    """What an exchange or a packet brought, what waits, and what keeps the desk from working."""
    status = Sharing(desk).status()
    came = arrived(desk, report.changes)
    new = {note.name for note in report.notes}
    unused = [*report.notes, *(one for one in status.unread_files if one.name not in new)]
    notes = [f"{note.name}: {note.said}" for note in unused[:_NAMED]]
    if len(unused) > _NAMED:
        notes.append(f"{len(unused) - _NAMED:,} more: --json names all of them.")
    if report.problem:
        notes.append(f"{report.problem} {report.remedy}")
    told = [report.said, *came.said]
    if status.held:
        wait = "entry waits" if status.held == 1 else "entries wait"
        told.append(f"{status.held} {wait} for entries of other desks.")
    if status.problem:
        told += own_words(desk)
        notes.append(f"{status.problem} {status.remedy}")
    else:
        told += _to_do(status, known)
    is_locked = not status.problem and status.needs_password and bool(status.outbox)
    if is_locked:
        notes.append(_locked(desk, status.outbox))
    bad = any(note.outcome in _BAD for note in unused) or bool(report.problem) or is_locked
    document = {
        **report_document(report),
        "sub_jobs": {state.value: count for state, count in came.states.items()},
        "waiting": came.waiting,
        **status_document(status),
    }
    return Outcome(document, told, notes, PARTLY if bad or status.problem else DONE)


def _to_do(status: ExchangeStatus, known: _Known) -> Iterator[str]:
    """What somebody has to do here, and the command that shows it."""
    file, before = known.file, known.before
    if status.asking:
        ask = "desk asks" if status.asking == 1 else "desks ask"
        yield f"{status.asking} {ask} to be let in. See: {command_line('desks', file)}"
    if status.forks:
        yield f"Of a desk used at two PCs one has to be chosen. See: {command_line('forks', file)}"
    if status.refused > before.refused or status.quarantined > before.quarantined:
        yield f"More entries have no effect. See: {command_line('entries', file)}"
    counts = ((status.conflicts, "conflict"), (status.tasks, "task"))
    waiting = [counted(count, word) for count, word in counts if count]
    if waiting:
        total = status.conflicts + status.tasks
        more = total - before.conflicts - before.tasks
        new = f", {more} of them new" if 0 < more < total else ""
        words = ("--as", f'"{known.person}"') if known.person else ()
        see = command_line("conflicts", file, *words)
        yield f"{' and '.join(waiting)} {'waits' if total == 1 else 'wait'}{new}. See: {see}"


def _locked(desk: Desk, outbox: int) -> str:
    """Nothing went out, and how it does."""
    refusal = desk.key.refusal
    why = f" {refusal.problem} {refusal.remedy}" if refusal else ""
    wait = "entry of this desk waits" if outbox == 1 else "entries of this desk wait"
    return (
        f"{outbox} {wait} in the outbox.{why} On the command line: sync with --as and that person, "
        "whose password is asked for or taken from SUBJOB_DESK_PASSWORD."
    )
