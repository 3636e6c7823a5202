"""Who works with the others: letting a desk in, shutting one out, choosing between two branches.

Only the registrar's desk orders this. How a desk asks to be let in stands in ``joining``.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.desks import EnrolledDesk
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import BranchKept, Enrolled, Revoked
from subjob_desk.domain.operations import COMPANY
from subjob_desk.domain.rights import Role
from subjob_desk.domain.shared_facts import WHOLLY
from subjob_desk.store import desk_queries, papers
from subjob_desk.store.projector import standings_of
from subjob_desk.sync.words import are_same
from subjob_desk.usecases.administering import note_person
from subjob_desk.usecases.asking_words import words_of
from subjob_desk.usecases.checkpoints import checkpoint
from subjob_desk.usecases.desk import Deed, Desk
from subjob_desk.usecases.lost_drafts import lost_drafts, save_beside
from subjob_desk.usecases.reading_blocks import (
    ASKING,
    DISMISSED,
    asking_name,
    dismissed_name,
)
from subjob_desk.usecases.sharing import read_request
from subjob_desk.usecases.sharing_views import RequestRow
from subjob_desk.usecases.words import counted


class Admitting:
    """Acts on desks, by an administrator at the registrar's desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def enrol(self, data: bytes, roles: Sequence[str], jobs: Sequence[str], words: str) -> Changes:
        """Let the desk in whose request ``data`` is, for the person it names.

        ``words`` are the six words that person has read out. ``roles`` are the person's from here
        on; without any somebody known keeps what he has. Raises :class:`UserError`.
        """
        said = read_request(self._desk.company.id, data)
        self._refuse_words(data, words, said.desk)
        with self._deed() as deed:
            person = self._person(deed, said.person, roles, jobs)
            known = self._desk.company.desks.enrolled.get(said.actor)
            if known is not None and known.key != said.key:
                raise UserError(
                    f"{known.name} has another key already.",
                    "Let that PC join once more, as a desk of its own.",
                )
            if known is not None and known.cut is not None:
                raise UserError(
                    f"{known.name} is shut out.",
                    "Let it in again first (command line: revoke --readmit).",
                )
            before = known.persons[-1][1] if known is not None else ()
            persons = tuple(dict.fromkeys((*before, person)))
            deed.note(COMPANY, Enrolled(said.actor, said.key, said.desk, persons))
            for kind in (ASKING, DISMISSED):
                for name in papers.names(deed.connection, f"{kind}{said.actor} "):
                    papers.remove(deed.connection, name)
            return deed.done(f"{said.desk} is let in: {said.person} works there.")

    def dismiss(self, rows: Sequence[RequestRow]) -> Changes:
        """List requests no more that are not wanted; a desk that asks once more is listed again."""
        with self._deed() as deed:
            for row in rows:
                papers.remove(deed.connection, asking_name(row.actor, row.data))
                papers.put(deed.connection, dismissed_name(row.actor, row.data), row.data)
            return deed.done(f"Dismissed {counted(len(rows), 'request')}.")

    def recall(self, row: RequestRow) -> Changes:
        """List a request again that was dismissed."""
        with self._deed() as deed:
            papers.remove(deed.connection, dismissed_name(row.actor, row.data))
            papers.put(deed.connection, asking_name(row.actor, row.data), row.data)
            return deed.done(f"{row.person} at {row.desk} is listed again.")

    def revoke(self, actor: str, cut: int | None, reason: str) -> Changes:
        """Shut a desk out: beyond its entry ``cut`` nothing counts, also what comes later.

        Without ``cut`` everything counts that has arrived here. It is pinned: who holds the key
        of that desk can still write another past, below the cut.
        """
        known = self._known(actor)
        if actor == self._desk.company.desks.registrar:
            raise UserError(
                "The registrar's desk cannot be shut out.", "It orders who works with the others."
            )
        with self._deed() as deed:
            last = desk_queries.reached(deed.connection, actor) if cut is None else cut
            deed.note(self._desk.database.actor_id, checkpoint(deed.connection))
            deed.note(COMPANY, Revoked(actor, last, reason.strip()))
            posts = self._desk.company.desks.posting.desk == actor
            then = (
                " Take the posting for another desk (command line: posting-desk take)."
                if posts
                else ""
            )
            changes = deed.done(
                f"{known.name} is shut out: its entries beyond {last} have no effect.{then}"
            )
            said = f"{changes.said}{_kept(deed, actor, changes)}"
            return msgspec.structs.replace(changes, said=said)

    def readmit(self, actor: str, cut: int | None) -> Changes:
        """Let a desk count again: up to ``cut``, or wholly without one."""
        known = self._known(actor)
        with self._deed() as deed:
            if cut is None:
                deed.note(COMPANY, Revoked(actor, WHOLLY))
                return deed.done(f"{known.name} works with the others again.")
            deed.note(COMPANY, Revoked(actor, cut, known.reason))
            return deed.done(f"The entries of {known.name} up to {cut} count.")

    def keep_branch(self, actor: str, entry: str) -> Changes:
        """Of a forked chain keep the branch that ends in ``entry``; the others have no effect."""
        known = self._known(actor)
        with self._deed() as deed:
            branches = [
                one
                for fork in desk_queries.forks(deed.connection)
                if fork.actor == actor
                for one in fork.branches
            ]
            kept = next((one for one in branches if one.tip == entry), None)
            if kept is None:
                raise UserError(
                    f"The chain of {known.name} has no such branch.", "Look at the list again."
                )
            deed.note(COMPANY, BranchKept(actor, kept.last, entry))
            changes = deed.done(f"One branch of {known.name} counts now.")
        said = f"{changes.said}{self._save_lost(actor, entry)}"
        return msgspec.structs.replace(changes, said=said)

    def _save_lost(self, actor: str, kept: str) -> str:
        """Save what stood only in the other branches beside the company file; says where."""
        desk = self._desk
        with desk.reading() as connection:
            lost = lost_drafts(connection, desk.company, actor, kept)
        if not lost:
            return ""
        target = desk.path.with_name(f"{desk.path.stem} other branch {kept[:8]}.csv")
        return f" {save_beside(target, lost, where='in the other one')}"

    def _person(self, deed: Deed, name: str, roles: Sequence[str], jobs: Sequence[str]) -> str:
        """The id of who works there, with these rights from here on."""
        folded = " ".join(name.split()).casefold()
        for person in deed.company.everybody:
            if person.name.casefold() == folded and not roles:
                return person.id
        if not roles:
            raise UserError(
                f"{name} is not known here yet.",
                "Say which roles the person has (command line: --roles).",
            )
        return note_person(deed, name, roles, jobs).id

    def _refuse_words(self, data: bytes, words: str, desk: str) -> None:
        with self._desk.reading() as connection:
            ours = papers.get(connection, papers.COMPANY_FILE) or b""
        if not are_same(words, words_of(data, ours)):
            raise UserError(
                f"The six words of {desk} are others than those that were typed.",
                "Let them be read out again. If they stay different, somebody has exchanged the "
                "request: do not let it in.",
            )

    def _known(self, actor: str) -> EnrolledDesk:
        known = self._desk.company.desks.enrolled.get(actor)
        if known is None:
            raise UserError("This desk is not known.", "Choose one of the list.")
        return known

    @contextmanager
    def _deed(self) -> Iterator[Deed]:
        desk = self._desk
        if desk.database.actor_id != desk.company.desks.registrar:
            name = desk.company.desks.name_of(desk.company.desks.registrar)
            raise UserError(
                "Only the registrar's desk lets desks in and shuts them out.", f"Do it at {name}."
            )
        with desk.deed() as deed:
            if Role.ADMIN not in deed.person.roles:
                raise UserError(
                    f"{deed.person.name} is not an administrator.", "Let an administrator do it."
                )
            yield deed


def _kept(deed: Deed, actor: str, changes: Changes) -> str:
    """How much of what was cut off counts still, because it was exported before."""
    found = standings_of(deed.connection, changes.sub_jobs).values()
    sub_jobs = [one.sub_job for one in found if one.sub_job is not None]
    count = sum(any(cut.desk == actor for cut in one.cut_since) for one in sub_jobs)
    if not count:
        return ""
    stay = "rests on them and stays as it is" if count == 1 else "rest on them and stay as they are"
    return f" {counted(count, 'exported sub job')} {stay}: look at Conflicts and tasks."
