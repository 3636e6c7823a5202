"""The desks of a company: who may write there, up to which entry, and which one posts.

Read from the registrar's chain alone; what a fork takes away is the store's to find out.
"""

from typing import Final

import msgspec

from subjob_desk.domain.facts import (
    BatchAnswered,
    BatchClosed,
    BatchOpened,
    Enrolled,
    EqualInSage,
    Exported,
    Fact,
    Posted,
    PostedAfterAll,
    PostingGranted,
    PostingReleased,
    Refused,
    Revoked,
    Voided,
)
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.shared_facts import WHOLLY

ORDERED: Final[frozenset[type[Fact]]] = frozenset(
    {
        BatchOpened,
        BatchClosed,
        BatchAnswered,
        Exported,
        EqualInSage,
        Posted,
        PostedAfterAll,
        Refused,
        Voided,
        PostingReleased,
    }
)
"""What only the posting desk writes (``sync.md`` section 2)."""


class EnrolledDesk(msgspec.Struct, frozen=True):
    """A desk as the registrar's newest entry about it says."""

    actor: str
    name: str
    key: str
    """Public key, Ed25519, hex; the same for ever."""
    persons: tuple[tuple[int, tuple[str, ...]], ...]
    """Who may write there, from which entry of the registrar on; nobody named: everybody."""
    cut: int | None = None
    """The last entry that counts; ``None`` as long as it is not revoked."""
    reason: str = ""
    cuts: tuple[tuple[int, int | None], ...] = ()
    """Every cut through time, like ``persons``; ``cut`` is the newest."""

    def persons_at(self, adm: int) -> tuple[str, ...] | None:
        """Who may write as of entry ``adm`` of the registrar; ``None``: not admitted then."""
        return next((who for since, who in reversed(self.persons) if since <= adm), None)

    def cut_at(self, adm: int) -> int | None:
        """The cut as of entry ``adm`` of the registrar."""
        return next((cut for since, cut in reversed(self.cuts) if since <= adm), None)


class Grant(msgspec.Struct, frozen=True):
    """One holding of the posting desk, in force from the registrar's entry ``since`` on."""

    since: int
    desk: str
    is_forced: bool = False
    """It was taken, not given back."""
    cut: int = 0
    """Of a forced one: what the desk before wrote beyond this entry is disputed."""
    number: int = 0
    """Batch numbers go on here; 0: where they are."""


class Release(msgspec.Struct, frozen=True):
    """The posting was given back: by which entry, and of which grant."""

    entry: str
    desk: str
    seq: int
    grant: int
    is_cut: bool = False
    """It was cut off, or set aside with its branch: the desk has not given it back, as far as it
    goes, but a grant that cites it stays one. Nobody loses the posting because another desk does
    not count any more."""


class Desks(msgspec.Struct, frozen=True):
    """All desks through time."""

    registrar: str
    enrolled: dict[str, EnrolledDesk] = {}
    grants: tuple[Grant, ...] = ()
    releases: tuple[Release, ...] = ()

    @property
    def is_shared(self) -> bool:
        """Whether sharing was switched on: every desk has a key since."""
        return bool(self.enrolled)

    @property
    def posting(self) -> Grant:
        """Who posts as of now."""
        return self.grants[-1]

    @property
    def is_released(self) -> bool:
        """Whether the posting desk gave it back and nobody has it now."""
        since = self.posting.since
        return any(one.grant == since and not one.is_cut for one in self.releases)

    def as_of(self, adm: int) -> "Desks":
        """Who was let in and cut off as of entry ``adm`` of the registrar; who posts is as now."""
        enrolled = {
            actor: msgspec.structs.replace(known, cut=known.cut_at(adm))
            for actor, known in self.enrolled.items()
            if known.persons_at(adm) is not None
        }
        return msgspec.structs.replace(self, enrolled=enrolled)

    def next_number(self, last: int) -> int:
        """The number of the next batch, after the ``last`` one known.

        Where the posting was taken, numbers go on at the next thousand: whatever the desk before
        has written meanwhile bears none of them.
        """
        return max(last + 1, *(grant.number for grant in self.grants), 1)

    def grant_at(self, adm: int) -> Grant:
        """Who posted as of entry ``adm`` of the registrar."""
        return next((g for g in reversed(self.grants) if g.since <= adm), self.grants[0])

    def name_of(self, actor: str) -> str:
        """What people call a desk; its first letters where it has no name."""
        known = self.enrolled.get(actor)
        return known.name if known and known.name else f"desk {actor[:4]}"

    def refusal(self, op: Operation, person: str) -> str:
        """Why nothing of this entry counts because of its desk; empty if it does.

        ``person`` is the name of who wrote it.
        """
        known = self.enrolled.get(op.actor)
        if known is not None and known.cut is not None and op.seq > known.cut:
            return f"{known.name} was revoked: its entries beyond {known.cut} have no effect."
        if not self.is_shared or op.actor == self.registrar:
            return ""
        persons = known.persons_at(op.adm) if known is not None else None
        if known is None or persons is None:
            return "Its desk was not admitted."
        if persons and op.who not in persons:
            return f"{person} may not write at {known.name}."
        return ""

    def fork_refusal(self, actor: str) -> str:
        """Why nothing counts that a desk wrote on a branch the registrar did not keep."""
        return f"The chain of {self.name_of(actor)} forks before it, and this branch was not kept."

    def posting_refusal(self, op: Operation) -> str:
        """Why an entry of :data:`ORDERED` has no effect; empty if its desk was the posting desk."""
        if op.fact is None or type(op.fact) not in ORDERED:
            return ""
        grant = self.grant_at(op.adm)
        if grant.desk != op.actor:
            return f"The posting desk is {self.name_of(grant.desk)}."
        given_back = any(
            one.desk == op.actor and one.grant == grant.since and one.seq < op.seq
            for one in self.releases
            if not one.is_cut
        )
        return f"{self.name_of(op.actor)} has released the posting." if given_back else ""

    def is_disputed(self, op: Operation) -> bool:
        """Whether a batch entry was written by a desk from which the posting was taken before."""
        return any(
            grant.is_forced
            and self.grants[n].desk == op.actor
            and self.grants[n].since <= op.adm < grant.since
            and op.seq > grant.cut
            for n, grant in enumerate(self.grants[1:])
        )


def _may_post(desks: Desks, actor: str) -> bool:
    known = desks.enrolled.get(actor)
    return actor == desks.registrar or (known is not None and known.cut is None)


def with_desk(desks: Desks, op: Operation) -> Desks:
    """``desks`` after an entry that :func:`desk_entry_refusal` let pass."""
    match op.fact:
        case Enrolled(desk=actor, key=key, name=name, persons=persons):
            known = desks.enrolled.get(actor)
            if known is None:
                return _with(desks, EnrolledDesk(actor, name, key, ((op.seq, persons),)))
            through = (*known.persons, (op.seq, persons))
            return _with(desks, msgspec.structs.replace(known, name=name, persons=through))
        case Revoked(desk=actor, cut=cut, reason=reason):
            known, last = desks.enrolled[actor], None if cut == WHOLLY else cut
            cuts = (*known.cuts, (op.seq, last))
            made = msgspec.structs.replace(known, cut=last, reason=reason, cuts=cuts)
            return _with(desks, made)
        case PostingReleased():
            return with_release(desks, op)
        case PostingGranted(desk=actor, released=released, cut=cut, number=number):
            grant = Grant(op.seq, actor, not released, cut, number)
            return msgspec.structs.replace(desks, grants=(*desks.grants, grant))
        case _:
            return desks


def with_release(desks: Desks, op: Operation, *, is_cut: bool = False) -> Desks:
    """``desks`` after the posting was given back with ``op``."""
    release = Release(op.id, op.actor, op.seq, desks.grant_at(op.adm).since, is_cut)
    return msgspec.structs.replace(desks, releases=(*desks.releases, release))


def without_cuts(desks: Desks) -> Desks:
    """``desks`` as if none had ever been revoked."""
    enrolled = {
        actor: msgspec.structs.replace(known, cut=None) for actor, known in desks.enrolled.items()
    }
    return msgspec.structs.replace(desks, enrolled=enrolled)


def _with(desks: Desks, made: EnrolledDesk) -> Desks:
    return msgspec.structs.replace(desks, enrolled={**desks.enrolled, made.actor: made})


def desk_entry_refusal(desks: Desks, op: Operation) -> str:
    """Why an entry about desks says something that cannot be; empty if it can."""
    match op.fact:
        case Enrolled(desk=actor, key=key):
            known = desks.enrolled.get(actor)
            return "A desk has one key for ever." if known and known.key != key else ""
        case Revoked(desk=actor) if actor == desks.registrar:
            return "The registrar's desk cannot be revoked."
        case Revoked(desk=actor) if actor not in desks.enrolled:
            return "It names a desk that was not admitted."
        case PostingGranted(desk=actor) if not _may_post(desks, actor):
            return "It names a desk that was not admitted, or was revoked."
        case PostingGranted(released=released) if released:
            cited = next((one for one in desks.releases if one.entry == released), None)
            matches = cited is not None and cited.grant == desks.posting.since
            return "" if matches else "The posting desk did not give it back."
        case PostingReleased():
            return desks.posting_refusal(op)
        case _:
            return ""
