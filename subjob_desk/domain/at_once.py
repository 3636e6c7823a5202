"""What gives way to an operation done at the same time by somebody who did not know of it.

Rows 18 and 20 of ``sync.md`` section 3: who deletes, discards or makes inactive never takes away
what others sent or wrote meanwhile. Told by kinds and knowledge alone, so in any order the same.
"""

from collections.abc import Iterable, Sequence
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

YIELDING: Final = frozenset({Deleted, Undone, TakenBack, *_STRONGER})
"""Kinds that may have to give way to what arrives later."""

_ANSWERS: Final[frozenset[type[Fact]]] = frozenset(
    {Retrieved, Accepted, Rejected, Exported, EqualInSage}
)

_BUILT_ON: Final[dict[type[Fact], frozenset[type[Fact]]]] = {
    Sent: _ANSWERS,
    Revised: frozenset({Sent}),
    TriedAgain: frozenset({Exported, EqualInSage}),
    ExtraCodeCorrected: frozenset({Exported, EqualInSage}),
}
"""What cannot stand without each kind; more of it in :func:`_stands_on`."""


def gave_way(acts: Sequence[tuple[int, Operation]], reach: Sequence[int]) -> dict[str, Operation]:
    """By id of what gave way: the first operation that counts instead.

    ``acts`` are the operations in effect with their places in causal order; ``reach`` says for
    each place which others its author knew, as a set of bits.
    """
    return {
        op.id: stronger
        for place, op in acts
        if isinstance(op.fact, Deleted) or type(op.fact) in _STRONGER
        for stronger in [
            other
            for at, other in acts
            if _is_stronger(other, op) and not (reach[place] >> at | reach[at] >> place) & 1
        ][:1]
    }


def built_on(
    target: int, undo: int, acts: Iterable[tuple[int, Operation]], reach: Sequence[int]
) -> Operation | None:
    """What somebody built on the operation at ``target`` without knowing that it was undone.

    Desks undo only what nobody else has received; should one do otherwise, nothing is lost.
    ``target`` and ``undo`` are places in causal order, like those of ``acts``.
    """
    acts = list(acts)
    undone = next((op for at, op in acts if at == target), None)
    if undone is None:
        return None
    for at, op in acts:
        apart = reach[at] >> target & 1 and not (reach[undo] >> at | reach[at] >> undo) & 1
        if apart and at != undo and _stands_on(op, undone):
            return op
    return None


def _stands_on(op: Operation, undone: Operation) -> bool:
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


def _is_stronger(other: Operation, op: Operation) -> bool:
    kind = type(other.fact)
    if isinstance(op.fact, Deleted):
        return kind not in _ASIDE
    return op.fact is not None and kind in _STRONGER[type(op.fact)]
