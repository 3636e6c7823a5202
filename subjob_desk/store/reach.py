"""Which objects a change of the company reaches back to: exactly those are folded anew.

Hardly any entry does: one that revokes, narrows or takes something, arriving after what it cuts.
"""

from itertools import pairwise
from typing import Final

from sqlalchemy import ColumnElement, Connection, TextClause, and_, select

from subjob_desk.domain.company import Company, FurtherBack, Narrowing
from subjob_desk.domain.desks import ORDERED, EnrolledDesk
from subjob_desk.domain.facts import KINDS
from subjob_desk.store import projections as p
from subjob_desk.store.entries import actors

_e = p.entry.c

_ENDLESS: Final = 2**62

_ORDERED: Final = tuple(sorted(name for name, fact in KINDS.items() if fact in ORDERED))

_HAS_PLACE: Final = _e.status.not_in(p.NOT_DELIVERED)


def reached(
    connection: Connection, old: Company | None, new: Company | None, known: int
) -> set[str]:
    """The objects with an entry that may be judged otherwise since ``old`` became ``new``.

    ``known`` is the number of the registrar's last entry that was delivered before: what came
    later cannot have been judged yet.
    """
    if old is None and new is None:
        return set()
    reach = _Reach(connection, known)
    if old is None or new is None:
        reach.everything_since(0)
    else:
        reach.compare(old, new)
    return reach.keys


class _Reach:
    def __init__(self, connection: Connection, known: int) -> None:
        self._connection = connection
        self._known = known
        self.keys: set[str] = set()

    def compare(self, old: Company, new: Company) -> None:
        self._timelines(old, new)
        self._narrowings(old, new)
        self._separations(old, new)
        if old.desks != new.desks:
            self._cuts(old, new)
            self._posting(old, new)
        self._names(old, new)

    def everything_since(self, adm: int) -> None:
        """All entries whose authors knew entry ``adm`` of the registrar."""
        for actor in actors(self._connection):
            self._add(_e.actor == actor, _e.adm >= adm)

    def _timelines(self, old: Company, new: Company) -> None:
        """What was so as of an entry of the registrar is not any more: its own chain forked."""
        changed = set(old.separation) ^ set(new.separation)
        since = [one[0] for one in changed]
        for who in old.people.keys() | new.people.keys():
            since += [one[0] for one in set(old.people.get(who, ())) ^ set(new.people.get(who, ()))]
        since += [one.since for one in set(old.desks.grants) ^ set(new.desks.grants)]
        if since and min(since) <= self._known:
            self.everything_since(min(since))

    def _narrowings(self, old: Company, new: Company) -> None:
        for who in old.narrowed.keys() | new.narrowed.keys():
            before, after = old.narrowed.get(who, ()), new.narrowed.get(who, ())
            for one in (*before, *after):
                if (one in before) != (one in after):
                    self._by_person(who, one)

    def _by_person(self, who: str, narrowing: Narrowing) -> None:
        for actor in actors(self._connection):
            self._add(_e.who == who, *_further_back(narrowing, actor))

    def _separations(self, old: Company, new: Company) -> None:
        """Acceptances that were given where nobody was kept apart."""
        for one in (*old.separated, *new.separated):
            if (one in old.separated) != (one in new.separated):
                for actor in actors(self._connection):
                    self._add(_e.kind == "accepted", *_further_back(one, actor))

    def _cuts(self, old: Company, new: Company) -> None:
        before, after = old.desks.enrolled, new.desks.enrolled
        for actor in before.keys() | after.keys():
            was, now = before.get(actor), after.get(actor)
            if _cut(was) != _cut(now):
                self._beyond(actor, min(_cut(was), _cut(now)))
            if _is_other_past(was, now, self._known):
                self._beyond(actor, 0)
        if old.desks.is_shared != new.desks.is_shared:
            for actor in actors(self._connection):
                if actor != new.registrar:
                    self._beyond(actor, 0)

    def _posting(self, old: Company, new: Company) -> None:
        for release in set(old.desks.releases) ^ set(new.desks.releases):
            self._ordered(release.desk, release.seq)
        for company, other in ((old, new), (new, old)):
            known = set(pairwise(other.desks.grants))
            for before, grant in pairwise(company.desks.grants):
                if grant.is_forced and (before, grant) not in known:
                    self._ordered(before.desk, grant.cut)

    def _names(self, old: Company, new: Company) -> None:
        """A reason that names somebody who is called otherwise now."""
        names = {(old.person_name(who), new.person_name(who)) for who in old.people | new.people}
        if old.desks.enrolled != new.desks.enrolled:
            names |= {
                (old.desks.name_of(actor), new.desks.name_of(actor))
                for actor in old.desks.enrolled | new.desks.enrolled
            }
        for was, now in names:
            if was != now:
                self._add(p.ODD, _e.status == "refused", _e.reason.contains(was, autoescape=True))

    def _beyond(self, actor: str, seq: int) -> None:
        self._add(_e.actor == actor, _e.seq > seq)

    def _ordered(self, actor: str, seq: int) -> None:
        self._add(_e.actor == actor, _e.seq > seq, _e.kind.in_(_ORDERED))

    def _add(self, *conditions: ColumnElement[bool] | TextClause) -> None:
        query = select(_e.sub).where(and_(_HAS_PLACE, *conditions)).distinct()
        self.keys.update(self._connection.execute(query).scalars())


def _further_back(said: FurtherBack, actor: str) -> tuple[ColumnElement[bool], ...]:
    """Which entries of a desk ``said.reaches``."""
    return _e.actor == actor, _e.seq > said.cuts.get(actor, 0), _e.adm < said.since


def _cut(desk: EnrolledDesk | None) -> int:
    return _ENDLESS if desk is None or desk.cut is None else desk.cut


def _is_other_past(was: EnrolledDesk | None, now: EnrolledDesk | None, known: int) -> bool:
    """Whether who may write there, and up to where, has changed as of an entry judged before."""
    before: set[tuple[int, object]] = {*was.persons, *was.cuts} if was else set()
    after: set[tuple[int, object]] = {*now.persons, *now.cuts} if now else set()
    return any(since <= known for since, _said in before ^ after)
