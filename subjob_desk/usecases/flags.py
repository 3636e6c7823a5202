"""What desks did at once to a sub job, in the few words a row of a list has room for.

The sentences, and what settles it, stand in ``settling``.
"""

from collections.abc import Callable
from typing import Final

from subjob_desk.domain.company import Company
from subjob_desk.domain.conflicts import Conflict, Kind, conflicts_of
from subjob_desk.domain.rights import Person
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.usecases.tallying import concerns


def flags(sub_job: SubJob, company: Company, person: Person) -> tuple[str, ...]:
    """``accepted under 010 and 011``, ``sent twice`` …: what waits there for who acts."""
    found = [one for one in conflicts_of(sub_job, company) if concerns(one, person)]
    return tuple(dict.fromkeys(_WORDS[one.kind](one) for one in found))


def _values(found: Conflict) -> str:
    if found.field in ("code", "description"):
        return f"{len(found.alternatives)} values of the {found.field}"
    return f"{len(found.alternatives)} values in a line"


def _codes(found: Conflict) -> str:
    codes = dict.fromkeys(one.value for one in found.alternatives)
    return f"accepted under {' and '.join(codes)}"


def _always(words: str) -> Callable[[Conflict], str]:
    def told(_found: Conflict) -> str:
        return words

    return told


_WORDS: Final = {
    Kind.VALUES: _values,
    Kind.CODES: _codes,
    Kind.APART: _always("edited apart from what is on its way"),
    Kind.SENT_TWICE: _always("sent twice"),
    Kind.DISPUTED: _always("disputed batch"),
    Kind.DOUBLE: _always("in two batches"),
    Kind.TOO_LATE: _always("a decision came too late"),
    Kind.INACTIVE_WAITS: _always("to be made inactive"),
    Kind.KEPT: _always("kept for what others did"),
}
