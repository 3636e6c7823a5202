"""Where a sub job stands: its state, and what undo and redo may take back next.

One entry is added here; which ones, and in which order, is decided in ``fold`` and ``views``.
"""

import msgspec
from msgspec.structs import replace

from subjob_desk.domain.edits import Sight
from subjob_desk.domain.effects import apply
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.rules import NOT_UNDOABLE
from subjob_desk.domain.sub_job import SubJob


class Standing(msgspec.Struct, frozen=True):
    """A sub job together with what undo and redo may take back next."""

    sub_job: SubJob | None = None
    newest: str = ""
    """Id of the newest effective operation."""
    newest_by: str = ""
    newest_deed: str = ""
    can_undo: bool = False
    undone: str = ""
    """Id of the newest *undone*, while nothing came after it: redo takes this back."""
    undone_by: str = ""
    undone_deed: str = ""
    is_newer: bool = False
    """An entry of a newer program is among its own, perhaps before there was a sub job."""


def advance(standing: Standing, op: Operation, view: SubJob | None, sight: Sight) -> Standing:
    """``standing`` after ``op``, of which its author saw ``view`` before it."""
    after = apply(standing.sub_job, op, view, sight)
    is_newer = standing.is_newer or op.fact is None
    if is_newer and after is not None and not after.needs_update:
        after = replace(after, needs_update=True)
    return Standing(
        sub_job=after,
        newest=op.id,
        newest_by=op.who,
        newest_deed=op.deed,
        can_undo=op.fact is not None and type(op.fact) not in NOT_UNDOABLE,
        is_newer=is_newer,
    )


def after_undo(standing: Standing, op: Operation) -> Standing:
    """``standing``, from which ``op`` has taken the newest step away: redo may bring it back."""
    return replace(standing, undone=op.id, undone_by=op.who, undone_deed=op.deed)
