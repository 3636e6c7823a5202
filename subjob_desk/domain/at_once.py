"""What gives way to an operation done at the same time by somebody who did not know of it.

Rows 18 and 20 of ``sync.md`` section 3: who deletes, discards or makes inactive never takes away
what others sent or wrote meanwhile. Told by kinds and knowledge alone, so in any order the same.
"""

from typing import Final

from subjob_desk.domain.facts import (
    Accepted,
    ChangeDiscarded,
    ContentImported,
    Created,
    Deleted,
    EqualInSage,
    Exported,
    ExtraCodeCorrected,
    Fact,
    Inactivated,
    LinesChanged,
    Noted,
    Reactivated,
    Rejected,
    Retrieved,
    Revised,
    Sent,
    TakenBack,
    TriedAgain,
    Undone,
)
from subjob_desk.domain.operations import Operation

_ASIDE: Final = frozenset({Deleted, Inactivated, Reactivated, Noted, Undone, TakenBack})
"""What brings nothing back that was deleted at the same time."""

_STRONGER: Final[dict[type[Fact], frozenset[type[Fact]]]] = {
    ChangeDiscarded: frozenset({Sent, Exported, EqualInSage}),
    Inactivated: frozenset({Sent, Accepted, Exported, EqualInSage, Revised}),
}
"""Before what each kind gives way; ``Deleted`` before everything but :data:`_ASIDE`."""

YIELDING: Final = frozenset({Deleted, *_STRONGER})
"""Kinds that may have to give way to what arrives later; undoing may too (:func:`stands_on`)."""

_ANSWERS: Final[frozenset[type[Fact]]] = frozenset(
    {Retrieved, Accepted, Rejected, Exported, EqualInSage}
)

_BUILT_ON: Final[dict[type[Fact], frozenset[type[Fact]]]] = {
    Sent: _ANSWERS,
    Revised: frozenset({Sent}),
    TriedAgain: frozenset({Exported, EqualInSage}),
    ExtraCodeCorrected: frozenset({Exported, EqualInSage}),
}
"""What cannot stand without each kind; more of it in :func:`stands_on`."""


def is_stronger(other: type, kind: type) -> bool:
    """Whether an operation of one of :data:`YIELDING` gives way to one of ``other`` kind."""
    if kind is Deleted:
        return other not in _ASIDE
    return other in _STRONGER[kind]


def stands_on(op: Operation, undone: Operation) -> bool:
    """Whether ``op`` cannot stand without ``undone``, on which somebody built it.

    Desks undo only what nobody else has received; should one do otherwise, nothing is lost.
    """
    match undone.fact:
        case Created():
            return type(op.fact) not in _ASIDE
        case LinesChanged(changes=changes) | ContentImported(changes=changes):
            added = {one.now.id for one in changes if one.was is None and one.now is not None}
            return not added.isdisjoint(_edited_lines(op))
        case None:
            return False
        case _ as fact:
            return type(op.fact) in _BUILT_ON.get(type(fact), frozenset())


def _edited_lines(op: Operation) -> set[str]:
    match op.fact:
        case LinesChanged(changes=changes) | ContentImported(changes=changes):
            return {one.was.id for one in changes if one.was is not None and one.now is not None}
        case _:
            return set()
