"""Which exports and answers stand in a batch that was closed, asked of entries without a disk."""

from collections.abc import Callable, Iterable

from subjob_desk.domain.batch import Batch
from subjob_desk.domain.company import Company
from subjob_desk.domain.facts import BatchAnswered, Exported, Posted, Refused, Voided
from subjob_desk.domain.fold import Placed
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.running_folds import fold_batch


class ClosedBatches:
    """Whether a batch carries an entry about a sub job; any answer, if it has none of its own."""

    def __init__(self, entries_of: Callable[[str], Iterable[Placed]], company: Company) -> None:
        """``entries_of``: those of a batch, by its id."""
        self._entries_of, self._company = entries_of, company
        self._batches: dict[str, Batch | None] = {}

    def __call__(self, fact: Exported | Posted | Refused | Voided, op: Operation) -> bool:
        """Whether ``op`` stands in a closed batch."""
        entries = list(self._entries_of(fact.batch))
        is_answered = any(isinstance(one.op.fact, BatchAnswered) for one in entries)
        if not (isinstance(fact, Exported) or is_answered):
            return True
        if fact.batch not in self._batches:
            self._batches[fact.batch] = fold_batch(entries, self._company).batch
        batch = self._batches[fact.batch]
        return batch is not None and batch.carries(op)
