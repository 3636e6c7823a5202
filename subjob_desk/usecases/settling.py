"""What desks have to settle between them: conflicts and tasks, each with the acts that end it.

Which conflicts a sub job has is found out by ``domain.conflicts``; what became of entries is told
by ``odd_entries``.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.conflicts import Conflict, Kind, choice, conflicts_of
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import Noted
from subjob_desk.domain.lifecycle import Act
from subjob_desk.domain.rights import Person
from subjob_desk.domain.rules import missing_right, why_not
from subjob_desk.domain.sub_job import Alternative, SubJob
from subjob_desk.store import gate_queries, moments, queries
from subjob_desk.store.connection import Connection
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.odd_entries import STATUSES, OddEntries
from subjob_desk.usecases.sharing_views import ConflictAct, ConflictRow, EntryRow
from subjob_desk.usecases.standing import Standing
from subjob_desk.usecases.tallying import LOST, Tally, concerns
from subjob_desk.usecases.words import name_of

_NOTED: Final = ConflictAct("noted", "Seen")
_CHOSEN: Final = "take "
"""Before the number of the value or extra code that is taken, from 0."""

CLASH: Final = "clash"
"""The kind of a conflict between sub jobs that want one code."""

_EDITS: Final = ("code_changed", "description_changed", "lines_changed", "content_imported")
"""Kinds of entries that are kept apart."""

_TWO: Final = 2

_ENDS: Final = {
    Kind.APART: (
        (Act.REVISE, ConflictAct("revise", "Take it into a change")),
        (Act.DISCARD, ConflictAct("discard", "Discard it")),
    ),
    Kind.INACTIVE_WAITS: (
        (Act.INACTIVATE, ConflictAct("inactivate", "Make it inactive")),
        (Act.REACTIVATE, ConflictAct("keep", "Keep it active")),
    ),
}


class Settling:
    """Conflicts and tasks, for the person who acts at the desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def counts(self) -> tuple[int, int]:
        """How many conflicts and how many tasks there are for who acts."""
        return Tally(self._desk).counts()

    def conflicts(self) -> list[ConflictRow]:
        """Everything that waits for who acts to settle or to see, conflicts first."""
        with self._desk.reading() as connection:
            rows = self._rows(connection, self._found(connection))
            rows += self._clashes(connection)
            for lost in LOST:
                rows += lost.rows(connection, self._desk.company, self._desk.person)
        return sorted(rows, key=lambda row: (row.is_task, row.name, row.id))

    def of(self, sub_id: str) -> list[ConflictRow]:
        """What waits at one sub job for who acts, conflicts first; cheap where nothing does."""
        with self._desk.reading() as connection:
            company, person = self._desk.company, self._desk.person
            rows = [row for one in LOST for row in one.rows(connection, company, person, sub_id)]
            if gate_queries.with_conflicts(connection, sub_id):
                rows += self._rows(connection, self._found(connection, [sub_id]))
        return sorted(rows, key=lambda row: row.is_task)

    def entries(self, statuses: Collection[str] = STATUSES) -> list[EntryRow]:
        """Entries without effect, or not yet, with their reasons."""
        return OddEntries(self._desk).entries(statuses)

    def settle(self, conflict_id: str, act_id: str) -> Changes:
        """Do one of the acts of a conflict. Raises :class:`UserError` if it is settled already."""
        for lost in LOST:
            if lost.is_about(conflict_id):
                return lost.settle(self._desk, conflict_id, act_id)
        if act_id == _NOTED.id:
            return self.note(conflict_id)
        sub_job, found = self._named(conflict_id)
        if act_id == "revise":
            return Deciding(self._desk).revise([sub_job.id])
        if act_id == "discard":
            return Deciding(self._desk).discard([sub_job.id])
        if act_id in ("inactivate", "keep"):
            return Standing(self._desk).set_inactive([sub_job.id], act_id == "inactivate")
        chosen = _chosen(found, act_id)
        if found.kind is Kind.CODES:
            return Deciding(self._desk).accept([sub_job.id], chosen)
        return self._choose(sub_job, found, chosen)

    def note(self, conflict_id: str) -> Changes:
        """Who acts has seen it: it is no longer listed for him. It stays in the history."""
        sub_job, found = self._named(conflict_id)
        with self._desk.deed() as deed:
            deed.note(sub_job.id, Noted(found.ops))
            return deed.done(f"{name_of(sub_job)}: seen.")

    def _choose(self, sub_job: SubJob, found: Conflict, value: str) -> Changes:
        with self._desk.deed() as deed:
            reason = missing_right(deed.person, Act.EDIT, sub_job) or why_not(Act.EDIT, sub_job)
            if reason:
                raise UserError(reason, "Let somebody of the project choose.")
            deed.note(sub_job.id, choice(sub_job, found.field, value))
            return deed.done(f"{name_of(sub_job)}: {value or 'nothing'} holds now.")

    def _found(
        self, connection: Connection, subs: Sequence[str] | None = None
    ) -> Iterator[tuple[SubJob, Conflict]]:
        wanted = gate_queries.with_conflicts(connection) if subs is None else subs
        for standing in standings_of(connection, wanted).values():
            if standing.sub_job is not None:
                for found in conflicts_of(standing.sub_job, self._desk.company):
                    yield standing.sub_job, found

    def _named(self, conflict_id: str) -> tuple[SubJob, Conflict]:
        with self._desk.reading() as connection:
            for sub_job, found in self._found(connection, [conflict_id.partition("/")[0]]):
                if found.id == conflict_id:
                    return sub_job, found
        raise UserError("This is settled already.", "Look at the list again.")

    def _rows(
        self, connection: Connection, found: Iterable[tuple[SubJob, Conflict]]
    ) -> list[ConflictRow]:
        """Those that concern who acts, each with the moment at which it came about."""
        person = self._desk.person
        listed = [(sub_job, one) for sub_job, one in found if concerns(one, person)]
        recorded = moments.recorded(connection, [op for _job, one in listed for op in one.ops])
        apart = [sub_job.id for sub_job, one in listed if one.kind is Kind.APART]
        edited = moments.last_of(connection, apart, _EDITS)
        values = [value.op for _job, one in listed for value in one.alternatives]
        desks = moments.desks(connection, values)
        rows: list[ConflictRow] = []
        for sub_job, one in listed:
            at = max((recorded.get(op, "") for op in one.ops), default="")
            if one.kind is Kind.APART:
                at = edited.get(sub_job.id, at)
            row = self._row(sub_job, one, person, desks)
            at = at or sub_job.since or sub_job.created_at
            rows.append(msgspec.structs.replace(row, at=at))
        return rows

    def _row(
        self, sub_job: SubJob, found: Conflict, person: Person, desks: Mapping[str, str]
    ) -> ConflictRow:
        """``desks``: where each value was given; one person may have given both, at two PCs."""
        here = self._desk.database.actor_id

        def nearness(one: Alternative) -> tuple[bool, bool]:
            return one.who == person.id, desks.get(one.op) == here

        mine = max(found.alternatives, key=nearness, default=None)
        theirs = next((one for one in found.alternatives if one is not mine), None)
        is_one_person = mine is not None and theirs is not None and mine.who == theirs.who

        def label(one: Alternative | None) -> str:
            if one is None:
                return ""
            who = self._desk.company.person_name(one.who)
            said = "Yours" if one.who == person.id and one is mine else who
            at = self._desk.company.desks.name_of(desks.get(one.op, ""))
            return f"{said}, at {at}" if is_one_person else said

        return ConflictRow(
            found.id,
            found.kind.value,
            sub_job.id,
            name_of(sub_job),
            found.sentence,
            label(mine),
            mine.value if mine else "",
            label(theirs),
            theirs.value if theirs else "",
            tuple(_acts(sub_job, found, person)),
            found.is_task,
            field=found.field,
        )

    def _clashes(self, connection: Connection) -> Iterator[ConflictRow]:
        """Codes that several of a project took at different desks (``sync.md`` row 6): each once.

        The id is that of the code: it stays while sub jobs take it and give it up.
        """
        codes = gate_queries.shared_codes(connection)
        twins = queries.twins(connection) if codes else {}
        for one in codes:
            names = [
                f"{held.name}~{twins[held.sub]}" if held.sub in twins else held.name
                for held in one.holders
            ]
            first, second, *_ = (
                (name, held.extra_code if one.is_extra else held.description)
                for name, held in zip(names, one.holders, strict=True)
            )
            yield ConflictRow(
                f"{CLASH}/{one.job_key}/{'extra' if one.is_extra else 'code'}/{one.key}",
                CLASH,
                one.holders[0].sub,
                one.holders[0].name,
                _told(one, names, self._desk.company.settings.term),
                *first,
                *second,
                at=one.at,
            )


def _told(one: gate_queries.SharedCode, names: Sequence[str], term: str) -> str:
    """What several sub jobs want, by their names as far as they are named, and the way out."""
    *told, last = (
        f"{name} ('{held.description}')" for name, held in zip(names, one.holders, strict=True)
    )
    if rest := one.size - len(names):
        told, last = [*told, last], f"{rest:,} more"
    who, are_two = f"{', '.join(told)} and {last}", one.size == _TWO
    if one.is_extra:
        every = "both" if are_two else "all"
        give = (
            "one acceptance and give another extra code"
            if are_two
            else "the other acceptances and give other extra codes"
        )
        return (
            f"{who} would {every} be {term} {one.holders[0].extra_code}. None of them is exported "
            f"until at most one has this code: change it, or withdraw {give}."
        )
    if are_two:
        return (
            f"{who} have the same code, taken at different desks. Neither is sent, accepted or "
            "exported before one of them has another code: give it one."
        )
    return (
        f"{who} have the same code, taken at different desks. None of them is sent, accepted or "
        "exported before each has a code of its own: give all but one another code."
    )


def _acts(sub_job: SubJob, found: Conflict, person: Person) -> Iterator[ConflictAct]:
    """What settles it, the person's own value first; each with why this person cannot."""
    if found.is_task:
        yield _NOTED
        return
    match found.kind:
        case Kind.VALUES:
            values = [*enumerate(found.alternatives)]
            why = _why_not(person, Act.EDIT, sub_job)
            for number, one in sorted(values, key=lambda each: each[1].who != person.id):
                yield ConflictAct(f"{_CHOSEN}{number}", f"Take {one.value or 'nothing'}", why)
        case Kind.CODES:
            codes = dict.fromkeys(one.value for one in found.alternatives)
            why = _why_not(person, Act.ACCEPT, sub_job)
            own = {one.value for one in found.alternatives if one.who == person.id}
            for number, code in sorted(enumerate(codes), key=lambda each: each[1] not in own):
                yield ConflictAct(f"{_CHOSEN}{number}", f"Accept as {code}", why)
        case _:
            for act, chosen in _ENDS[found.kind]:
                if not why_not(act, sub_job):
                    yield msgspec.structs.replace(
                        chosen, reason=missing_right(person, act, sub_job)
                    )


def _why_not(person: Person, act: Act, sub_job: SubJob) -> str:
    return missing_right(person, act, sub_job) or why_not(act, sub_job)


def _chosen(found: Conflict, act_id: str) -> str:
    """The value or extra code that an act takes."""
    values = [one.value for one in found.alternatives]
    if found.kind is Kind.CODES:
        values = list(dict.fromkeys(values))
    number = act_id.removeprefix(_CHOSEN)
    if not (act_id.startswith(_CHOSEN) and number.isdigit() and int(number) < len(values)):
        raise UserError("This cannot be done here any more.", "Look at the list again.")
    return values[int(number)]
