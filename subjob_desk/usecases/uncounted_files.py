"""Files for Sage that do not count any more: each is a task, and its sub jobs wait for it.

A desk that is shut out, forks, or goes on from an older past loses the effect of its batches; the
files it wrote may lie in Sage all the same. What the whole log says of that is ``coverage``'s.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.company import Company
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import Noted
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.rights import Person, Role
from subjob_desk.store import papers, uncounted_files
from subjob_desk.store.connection import Connection
from subjob_desk.store.uncounted_files import Claim, Given, UncountedBatch
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.moments import local_day
from subjob_desk.usecases.remembered import Remembered
from subjob_desk.usecases.sharing_views import ConflictAct, ConflictRow

KIND: Final = "uncounted"
"""The kind of the task, and how its ids begin."""

_SEEN: Final = ConflictAct("not-in-sage", "Seen: it is not in Sage")

_PAPER: Final = "seen uncounted "
"""Before the closing entry of a file none of whose sub jobs is here: nothing can be noted on."""

_LOOKING: Final = frozenset({Role.EXPORTER, Role.ADMIN})
"""Who can look in Sage, and so is asked to."""

_NAMED: Final = 5


class _Open(msgspec.Struct, frozen=True):
    """A file of which nobody has said yet that it is not in Sage."""

    batch: UncountedBatch
    names: dict[str, str]
    """``JOB/CODE`` of its sub jobs that are here, by id."""
    waiting: tuple[tuple[str, str], ...]
    """Export and sub job of those of which nobody has said so."""

    @property
    def id(self) -> str:
        return f"{KIND}/{self.batch.closing.id}"


def is_about(conflict_id: str) -> bool:
    """Whether a row of *Conflicts and tasks* is one of these."""
    return conflict_id.startswith(f"{KIND}/")


def count(connection: Connection, company: Company, person: Person) -> int:
    """How many files a person is asked to look for; next to no work where there are none."""
    return len(_open(connection, company)) if person.roles & _LOOKING else 0


def rows(
    connection: Connection, company: Company, person: Person, sub: str = ""
) -> list[ConflictRow]:
    """The files a person is asked to look for; with ``sub`` those with this sub job."""
    if not person.roles & _LOOKING:
        return []
    found = _open(connection, company)
    return [_row(one, company, sub) for one in found if not sub or sub in dict(_turned(one))]


def holding(desk: Desk, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Those of the sub jobs that may lie in Sage by such a file: why they stay, what to do."""
    company, wanted = desk.company, set(ids)
    with desk.reading() as connection:
        return {
            sub: (f"It may be in Sage already: {_told(one.batch, company)}", _LOOK)
            for one in _open(connection, company)
            for _export, sub in one.waiting
            if sub in wanted
        }


def settle(desk: Desk, conflict_id: str, _act_id: str) -> Changes:
    """Who acts has looked: the file is not in Sage. Its sub jobs can be exported again.

    Raises :class:`UserError` if that was said already.
    """
    with desk.deed() as deed:
        if not deed.person.roles & _LOOKING:
            raise UserError(
                f"{deed.person.name} neither exports nor is an administrator.",
                "Let somebody look who sits beside Sage.",
            )
        found = [one for one in _open(deed.connection, deed.company) if one.id == conflict_id]
        if not found:
            raise UserError("This is settled already.", "Look at the list again.")
        [one] = found
        for _export, sub in one.waiting:
            deed.note(sub, Noted((one.batch.closing.id,)))  # of an export others take notice, too
        if not one.waiting:
            papers.put(deed.connection, f"{_PAPER}{one.batch.closing.id}", deed.person.id.encode())
        return deed.done(f"{_batch(one.batch)}: it is not in Sage.")


def _open(connection: Connection, company: Company) -> list[_Open]:
    found = _files.of(connection, company)
    return [one for one in found if one.waiting or not _is_seen(connection, one)]


def _is_seen(connection: Connection, one: _Open) -> bool:
    return papers.get(connection, f"{_PAPER}{one.batch.closing.id}") is not None


def _found(connection: Connection, company: Company) -> Iterable[_Open]:
    likely = _of_exporters(connection, company)
    for batch in uncounted_files.batches(connection, likely):
        names = uncounted_files.names(connection, [sub for _export, sub in batch.exports])
        said = uncounted_files.notices(connection, names).get(batch.closing.id, ())
        since = _changed_at(connection, company, batch)
        noted = {op.sub for op in said if op.adm >= since and _has_looked(company, op)}
        waiting = tuple(one for one in batch.exports if one[1] in names.keys() - noted)
        if waiting or not names:
            yield _Open(batch, names, waiting)


_files: Final = Remembered(_found)


def _of_exporters(connection: Connection, company: Company) -> list[Claim]:
    """Those that can be files at all, whatever else somebody claims who has some key.

    With the registrar's key, lost or used twice, anybody can have been given the right.
    """
    registrar = company.desks.registrar
    claims = uncounted_files.claims(connection)
    given = uncounted_files.given_in_vain(connection, registrar) if claims else []
    judged: dict[tuple[str, str, int], bool] = {}
    found: list[Claim] = []
    for one in claims:
        author = one.actor, one.who, one.adm
        if author not in judged:
            judged[author] = _may_export(company, one, given)
        if judged[author] or one.is_disowned or (one.is_aside and one.actor == registrar):
            found.append(one)
    return found


def _may_export(company: Company, one: Claim, given: Sequence[Given]) -> bool:
    """Whether its author was an exporter, let in at that desk, and the desk posted then."""
    author, desks = company.person_at(one.who, one.adm), company.desks
    in_vain = {(by.kind, by.about) for by in given if by.since <= one.adm}
    is_exporter = author is not None and Role.EXPORTER in author.roles
    if not (is_exporter or ("person_set", one.who) in in_vain):
        return False
    if not desks.is_shared:
        return True
    known = desks.enrolled.get(one.actor)
    here = known.persons_at(one.adm) if known is not None else None
    is_let_in = one.actor == desks.registrar or (here is not None and (not here or one.who in here))
    posts = desks.grant_at(one.adm).desk == one.actor
    return (is_let_in or ("enrolled", one.actor) in in_vain) and (
        posts or ("posting_granted", one.actor) in in_vain
    )


def _changed_at(connection: Connection, company: Company, batch: UncountedBatch) -> int:
    """By which entry of the registrar it was last said what counts of that desk.

    Whoever looked in Sage before may have looked before the file was there: it counted since.
    """
    if batch.claim.is_disowned:
        return 0
    known = company.desks.enrolled.get(batch.closing.actor)
    cut = known.cuts[-1][0] if known is not None and known.cuts else 0
    return max(cut, uncounted_files.chosen_at(connection, batch.closing.actor))


def _has_looked(company: Company, notice: Operation) -> bool:
    author = company.author(notice)
    return author is not None and bool(author.roles & _LOOKING)


def _turned(one: _Open) -> Iterable[tuple[str, str]]:
    """Sub job and export of those that wait."""
    return ((sub, export) for export, sub in one.waiting)


def _row(one: _Open, company: Company, sub: str) -> ConflictRow:
    first = sub or next((sub for sub in one.names), "")
    return ConflictRow(
        one.id,
        KIND,
        first,
        one.names.get(first) or _batch(one.batch),
        _sentence(one, company),
        acts=(_SEEN,),
        is_task=True,
        at=one.batch.closing.at,
    )


def _sentence(one: _Open, company: Company) -> str:
    subs = [one.names.get(sub, sub) for _export, sub in one.batch.exports]
    more = f" and {len(subs) - _NAMED} more" if len(subs) > _NAMED else ""
    carried = f" for {', '.join(subs[:_NAMED])}{more}" if subs else ""
    remedy = _remedy(one.batch, company)
    or_else = f", or {remedy}" if remedy else ""
    parts = [
        _told(one.batch, company, carried),
        f"Look in Sage whether it was imported. If so, take it back there first{or_else}.",
    ]
    if one.waiting:
        parts.append("What it holds is not exported again before somebody has seen to that.")
    posting = company.desks.posting.desk
    if one.batch.claim.is_disowned:
        parts.append(f"{company.desks.name_of(posting)} may know nothing of it: tell it there.")
    return " ".join(parts)


def _told(batch: UncountedBatch, company: Company, carried: str = "") -> str:
    desk, at = company.desks.name_of(batch.closing.actor), local_day(batch.closing.at)
    return (
        f"{_batch(batch)} was written at {desk} on {at}{carried}, and does not count any more: "
        f"{batch.claim.reason}"
    )


def _remedy(batch: UncountedBatch, company: Company) -> str:
    """By which act of the registrar the file counts after all; empty for none."""
    desks, closing = company.desks, batch.closing
    known, name = desks.enrolled.get(closing.actor), desks.name_of(closing.actor)
    at = desks.name_of(desks.registrar)
    if batch.claim.is_aside and closing.actor == desks.registrar:
        return f"recover {name} with that branch (command line: recover --branch)"
    if closing.actor == desks.registrar or known is None:
        return ""
    if known.cut is not None and closing.seq > known.cut:
        return (
            f"let {name} count up to its entry {closing.seq} at {at} (Desk > Desks; command line: "
            "revoke --readmit)"
        )
    if batch.claim.is_aside:
        return f"let that branch of {name} count at {at} (Desk > Desks; command line: forks)"
    return ""


def _batch(batch: UncountedBatch) -> str:
    return f"Batch {batch.number}" if batch.number else "A batch"


_LOOK: Final = (
    "Look in Sage whether that file was imported, and say so under Conflicts and tasks (command "
    "line: conflicts)."
)
