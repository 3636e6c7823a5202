"""Commands on what desks did at once: conflicts, settle, entries and forks.

What is exchanged and who takes part stands in ``sharing`` and ``joining``.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Final, TypeVar

import msgspec
import typer

from subjob_desk.cli.desk_names import desk_named
from subjob_desk.cli.options import As, File, at_desk, command_line, wrong_usage
from subjob_desk.cli.outcome import Outcome
from subjob_desk.cli.printing import moment, table
from subjob_desk.cli.shapes import act_outcome, sentences
from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.admitting import Admitting
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.odd_entries import STATUSES
from subjob_desk.usecases.settling import CLASH, Settling
from subjob_desk.usecases.sharing import Sharing
from subjob_desk.usecases.sharing_views import ConflictRow, EntryRow, ForkBranch, ForkRow
from subjob_desk.usecases.words import counted

_SHORTEST: Final = 6
"""Characters of an id that are enough, if only one begins with them."""

_Named = TypeVar("_Named", ConflictRow, ForkBranch)


def conflicts(file: File, person: As = None) -> Outcome:
    """List what was done at once: conflicts and tasks. Each with the acts that settle it."""
    with at_desk(file, person, writing=False) as desk:
        name = Browsing(desk).names()
        rows = [
            msgspec.structs.replace(row, name=name(row.sub, row.name))
            for row in Settling(desk).conflicts()
        ]
    return Outcome([_conflict_document(row) for row in rows], _conflicts(rows, file))


def settle(
    file: File,
    conflict: Annotated[
        str,
        typer.Argument(
            metavar="JOB/CODE|ID", help="The sub job, or of several there the id of one."
        ),
    ],
    act: Annotated[str, typer.Argument(metavar="ACT", help="One of its acts, by its id.")],
    person: As = None,
) -> Outcome:
    """Settle a conflict, or mark a task as seen."""
    with at_desk(file, person) as desk:
        settling = Settling(desk)
        found = _conflict(desk, settling.conflicts(), conflict)
        acts = {_word(one.id): one.id for one in found.acts}
        if _word(act) not in acts:
            offered = f"Possible: {', '.join(acts)}." if acts else found.sentence
            raise UserError(f"'{act}' does not settle it.", offered)
        return act_outcome(desk, settling.settle(found.id, acts[_word(act)]))


def entries(
    file: File,
    status: Annotated[
        str,
        typer.Option("--status", metavar="STATUS,…", help=f"Only these: {', '.join(STATUSES)}."),
    ] = "",
) -> Outcome:
    """List entries without effect, or not yet. Each with its reason."""
    wanted = [one.strip().lower() for one in status.split(",") if one.strip()]
    for one in wanted:
        if one not in STATUSES:
            raise UserError(f"There is no status '{one}'.", f"They are: {', '.join(STATUSES)}.")
    with at_desk(file, writing=False) as desk:
        rows = Settling(desk).entries(wanted or STATUSES)
    return Outcome([_entry_document(row) for row in rows], _entries(rows))


def forks(
    file: File,
    actor: Annotated[
        str | None, typer.Argument(metavar="DESK", help="The desk: its id or name.")
    ] = None,
    keep: Annotated[
        str | None,
        typer.Option("--keep", metavar="ENTRY", help="The branch that counts: its last entry."),
    ] = None,
    person: As = None,
) -> Outcome:
    """List desks whose entries fork, or choose a branch. Two PCs wrote on as the same desk."""
    if (actor is None) != (keep is None):
        raise wrong_usage("forks", "DESK and --keep ENTRY go together.")
    with at_desk(file, person, writing=keep is not None) as desk:
        rows = Sharing(desk).forks()
        if actor is None or keep is None:
            return Outcome([_fork_document(row) for row in rows], _forks(rows))
        known = desk_named(desk, actor)
        branches = [one for row in rows if row.actor == known for one in row.branches]
        found = _named(branches, [one.entry for one in branches], keep)
        if found is None:
            raise UserError(
                f"No branch of {actor} ends with entry {keep}.", "See the command forks."
            )
        changes = Admitting(desk).keep_branch(known, found.entry)
    return Outcome({"said": changes.said}, (changes.said, "Synchronise now."))


def _named(rows: Iterable[_Named], ids: Iterable[str], wanted: str) -> _Named | None:
    """The one with this id, or the only one whose id begins so."""
    by_id = dict(zip(ids, rows, strict=True))
    if wanted in by_id:
        return by_id[wanted]
    near = [one for one in by_id if one.startswith(wanted)]
    return by_id[near[0]] if len(near) == 1 and len(wanted) >= _SHORTEST else None


def _conflict(desk: Desk, rows: list[ConflictRow], text: str) -> ConflictRow:
    """The conflict of this id, or the only one of the sub job ``text``.

    Raises :class:`UserError` for none, and for several.
    """
    found = _named(rows, [row.id for row in rows], text)
    if found is not None:
        return found
    near = [row for row in rows if len(text) >= _SHORTEST and row.id.startswith(text)]
    if "/" in text and not near:
        with suppress(UserError):
            sub_id = Browsing(desk).find(text)
            near = [row for row in rows if row.sub == sub_id]
    if len(near) == 1:
        return near[0]
    if near:
        ids = ", ".join(row.id for row in near)
        raise UserError(
            f"Several conflicts wait there: {ids}.", "Give the id of one, or enough of it."
        )
    raise UserError(
        f"There is no conflict {text} for {desk.person.name}.",
        "It may be settled already: look at the command conflicts.",
    )


def _word(act: str) -> str:
    """The id of an act as one word of a console."""
    return act.strip().lower().replace(" ", "-")


def _conflict_document(row: ConflictRow) -> dict[str, object]:
    return {
        "id": row.id,
        "kind": row.kind,
        "task": row.is_task,
        "sub_job": row.name,
        "message": row.sentence,
        "values": [
            {"who": who, "value": value}
            for who, value in ((row.mine_label, row.mine), (row.theirs_label, row.theirs))
            if who
        ],
        "acts": [{"id": _word(one.id), "label": one.label} for one in row.acts],
        "at": row.at,
    }


def _conflicts(rows: list[ConflictRow], file: Path) -> list[str]:
    if not rows:
        return ["Nothing waits to be settled."]
    told: list[str] = []
    for row in rows:
        told.append(f"{row.name or 'The company'}  {row.sentence}")
        told.append(f"    Id: {row.id}")
        told += [
            f"    {sentences(f'{_word(one.id)}: {one.label}', one.reason)}" for one in row.acts
        ]
        if row.kind == CLASH:
            told.append(f"    {command_line('edit', file, row.name, '--code CODE')}")
    tasks = sum(row.is_task for row in rows)
    told.append(f"{counted(len(rows) - tasks, 'conflict')}, {counted(tasks, 'task')}.")
    if any(row.acts for row in rows):
        told.append(
            f"Each is settled by one of its acts: {command_line('settle', file)} JOB/CODE ACT"
        )
    return told


def _entry_document(row: EntryRow) -> dict[str, object]:
    return {
        "id": row.id,
        "status": row.status,
        "sub_job": row.name or None,
        "who": row.who,
        "desk": row.desk,
        "at": row.at,
        "text": row.what,
        "reason": row.reason,
    }


def _entries(rows: list[EntryRow]) -> list[str]:
    if not rows:
        return ["Every entry has its effect."]
    shown = [
        (row.status, moment(row.at), row.desk, row.name, f"{row.who} {row.what}", row.reason)
        for row in rows
    ]
    heads = ("Status", "At", "Desk", "Sub job", "Entry", "Reason")
    return [*table(heads, shown), f"{counted(len(rows), 'entry', 'entries')}."]


def _fork_document(row: ForkRow) -> dict[str, object]:
    return {
        "actor": row.actor,
        "desk": row.name,
        "after": row.seq - 1,
        "settled": row.is_settled,
        "branches": [
            {
                "entry": one.entry,
                "last": one.last,
                "entries": one.entries,
                "at": one.at,
                "counts": one.is_kept,
            }
            for one in row.branches
        ],
    }


def _forks(rows: list[ForkRow]) -> list[str]:
    if not rows:
        return ["The entries of no desk fork."]
    told: list[str] = []
    for row in rows:
        state = "the registrar has chosen" if row.is_settled else "a branch is to be chosen"
        told.append(f"{row.name}  forks after entry {row.seq - 1}: {state}.")
        told += [
            f"    {one.entry[:16]}  {counted(one.entries, 'entry', 'entries')}, "
            f"the newest {moment(one.at)}{', counts' if one.is_kept else ''}"
            for one in row.branches
        ]
    return told
