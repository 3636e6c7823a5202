"""What is lost with the registrar's PC: decisions and sub jobs that were known, and count no more.

Its desk goes on from an older past, by ``recovering``; who knew more is told, and nobody else can.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.company import Company
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import BatchClosed, BranchKept, ListClosed, PostingReleased, Revoked
from subjob_desk.domain.history import sentence
from subjob_desk.domain.operations import COMPANY, Operation, decode
from subjob_desk.domain.rights import Person, Role
from subjob_desk.domain.shared_facts import WHOLLY
from subjob_desk.store import batch_queries, disowned, meta, op_log, papers
from subjob_desk.store.connection import Connection
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.lost_drafts import disowned_drafts, save_beside
from subjob_desk.usecases.moments import local_day
from subjob_desk.usecases.remembered import Remembered
from subjob_desk.usecases.sharing_views import ConflictAct, ConflictRow
from subjob_desk.usecases.words import counted

KIND: Final = "lost-past"
"""The kind of the task, and its id."""

_SEEN: Final = ConflictAct("seen", "Seen")
_SAVE: Final = ConflictAct("save", "Save the sub jobs as a sheet")

_PAPER: Final = "seen lost past"
"""Of which entries that never count somebody has taken notice here."""

_NAMED: Final = 10


def is_about(conflict_id: str) -> bool:
    """Whether a row of *Conflicts and tasks* is this one."""
    return conflict_id == KIND


def count(connection: Connection, company: Company, person: Person) -> int:
    """Whether a person is asked to look at it; next to no work where nothing was lost."""
    return int(_is_told(connection, company, person) and _is_unseen(connection, company))


def rows(
    connection: Connection, company: Company, person: Person, sub: str = ""
) -> list[ConflictRow]:
    """What a person is asked to look at; it is about no single sub job."""
    if sub or not count(connection, company, person):
        return []
    lost = _entries(connection, company)
    decisions = [op for op in lost if op.sub == COMPANY and _is_of(company.registrar, op)]
    drafts = disowned_drafts(connection, company)
    files = sum(isinstance(op.fact, BatchClosed) for op in lost)
    told = _sentence(connection, company, decisions, len(drafts), files)
    acts = (_SAVE, _SEEN) if drafts else (_SEEN,)
    at = max(op.at for op in lost)
    return [ConflictRow(KIND, KIND, "", "", told, acts=acts, is_task=True, at=at)]


def settle(desk: Desk, _conflict_id: str, act_id: str) -> Changes:
    """Save what sub jobs said as a sheet beside the company file, or list it no more."""
    if act_id == _SAVE.id:
        with desk.reading() as connection:
            drafts = disowned_drafts(connection, desk.company)
            mark = _mark(disowned.lost(connection))
        if not drafts:
            raise UserError("This is settled already.", "Look at the list again.")
        target = desk.path.with_name(f"{desk.path.stem} lost {mark[:8]}.csv")
        return Changes(said=save_beside(target, drafts, where="in entries that do not count"))
    with desk.deed() as deed:
        if not _is_told(deed.connection, deed.company, deed.person):
            raise UserError(
                f"{deed.person.name} is not an administrator.", "Let an administrator do it."
            )
        papers.put(deed.connection, _PAPER, _mark(disowned.lost(deed.connection)).encode("ascii"))
        return deed.done("What was lost is listed no more; the entries stay in the log.")


def _is_told(connection: Connection, company: Company, person: Person) -> bool:
    """Administrators are, and everybody at a desk where none works."""
    if Role.ADMIN in person.roles:
        return True
    known = company.desks.enrolled.get(meta.get(connection, meta.ACTOR))
    here = [company.person(one) for one in known.persons[-1][1]] if known else []
    return bool(here) and not any(one and Role.ADMIN in one.roles for one in here)


def _is_unseen(connection: Connection, company: Company) -> bool:
    lost = _lost.of(connection, company)
    return bool(lost) and papers.get(connection, _PAPER) != _mark(lost).encode("ascii")


_lost: Final = Remembered(lambda connection, _company: disowned.lost(connection))


def _is_of(registrar: str, op: Operation) -> bool:
    """Whether its desk could decide that: another one may claim anything in anybody's name."""
    return op.actor == registrar or isinstance(op.fact, (ListClosed, PostingReleased))


def _mark(ids: Sequence[str]) -> str:
    return hashlib.sha256(" ".join(sorted(ids)).encode("ascii")).hexdigest()


def _entries(connection: Connection, company: Company) -> list[Operation]:
    stored = op_log.stored_of(connection, disowned.lost(connection))
    return [op for op in map(decode, stored.values()) if op.company == company.id]


def _sentence(
    connection: Connection,
    company: Company,
    decisions: Sequence[Operation],
    drafts: int,
    files: int,
) -> str:
    name = company.desks.name_of(company.desks.registrar)
    numbers = batch_queries.numbers(connection)
    told = [_told(op, company, numbers) for op in decisions]
    more = f"; and {len(told) - _NAMED} more" if len(told) > _NAMED else ""
    parts = [f"{name} goes on from an older past: what was known beyond that counts no more."]
    if told:
        parts.append(
            f"These decisions were lost: {'; '.join(told[:_NAMED])}{more}. Do again at {name} what "
            "was right."
        )
    if drafts:
        verb = "says" if drafts == 1 else "say"
        parts.append(
            f"{counted(drafts, 'sub job')} {verb} something else there or cannot be found any "
            "more: save them as a sheet, look through it, and import it as sub jobs."
        )
    if files:
        verb = "was" if files == 1 else "were"
        parts.append(f"{counted(files, 'file')} for Sage {verb} written then: tell who exports.")
    return " ".join(parts)


def _told(op: Operation, company: Company, numbers: dict[str, int]) -> str:
    """A decision in words: ``Ann shut out yard (22 Nov 2026)``."""
    name_of = company.desks.name_of
    match op.fact:
        case Revoked(desk=desk, cut=cut) if cut != WHOLLY:
            did = f"shut out {name_of(desk)}"
        case Revoked(desk=desk):
            did = f"let {name_of(desk)} work with the others again"
        case BranchKept(desk=desk):
            did = f"chose a branch of {name_of(desk)}"
        case _:
            did = sentence(op.fact, numbers, company.settings.term)
    return f"{company.person_name(op.who)} {did} ({local_day(op.at)})"
