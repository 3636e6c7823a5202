"""What Sage had of a sub job when something was recorded: replayed from what its author knew.

So a sheet printed years later says what the first one said. How it stands now is ``changing``'s.
"""

from subjob_desk.domain.batch import Batch
from subjob_desk.domain.company import Company
from subjob_desk.domain.facts import Exported, Linked, Posted, Refused, Unlinked, Voided
from subjob_desk.domain.fold import Placed, fold
from subjob_desk.domain.operations import Operation
from subjob_desk.store.connection import Connection
from subjob_desk.store.entries import operations_of
from subjob_desk.store.projector import batch_of
from subjob_desk.usecases.changing import description_in_sage


def description_before(
    connection: Connection, company: Company, sub_id: str, op_id: str
) -> str | None:
    """The description Sage had of a sub job before operation ``op_id``.

    That of its last content in Sage; for a linked extra that of Sage's list when it was linked.
    ``None`` if Sage had no such extra, or its description is not known.
    """
    known = _known_to(connection, sub_id, op_id)
    batches: dict[str, Batch | None] = {}

    def is_carried(fact: Exported | Posted | Refused | Voided, op: Operation) -> bool:
        if fact.batch not in batches:
            batches[fact.batch] = batch_of(connection, fact.batch)
        batch = batches[fact.batch]
        return batch is not None and batch.carries(op)

    sub_job = fold(known, company, is_carried).standing.sub_job
    if sub_job is None:
        return None
    given = description_in_sage(sub_job)
    return _when_linked(known) if given is None and sub_job.linked else given


def _known_to(connection: Connection, sub_id: str, op_id: str) -> list[Placed]:
    """The operations of a sub job in the past of ``op_id``, in causal order."""
    every = {placed.op.id: placed for placed in operations_of(connection, sub_id)}
    known: dict[str, Placed] = {}
    waiting = list(every[op_id].op.par) if op_id in every else []
    while waiting:
        one = waiting.pop()
        if one in every and one not in known:
            known[one] = every[one]
            waiting += every[one].op.par
    return sorted(known.values(), key=lambda placed: placed.order)


def _when_linked(known: list[Placed]) -> str | None:
    """Sage's description on the list by which it was linked last."""
    for placed in reversed(known):
        match placed.op.fact:
            case Linked(description=description):
                return description or None
            case Unlinked():
                return None
            case _:
                continue
    return None
