"""A batch: one export, from opened through written to posted, partly refused or void."""

from typing import Final

import msgspec

from subjob_desk.domain.company import Company
from subjob_desk.domain.facts import BatchAnswered, BatchClosed, BatchOpened, Exported
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.rights import Role

OUTCOMES: Final = ("posted", "partly-refused", "void")


class Batch(msgspec.Struct, frozen=True):
    """One batch. ``state``: open (not effective), written, posted, partly-refused or void."""

    id: str
    number: int
    kind: str
    date: str
    profile: str
    jobs: dict[str, str]
    """Job descriptions as written, by job code."""
    who: str
    at: str
    state: str = "open"
    lines: int = 0
    amount: str = "0.00"
    sha256: str = ""
    folder: str = ""
    note: str = ""
    deed: str = ""
    """The act that closed it: only the ``exported`` operations of the same act count."""
    further: dict[str, dict[str, str]] = {}
    """As recorded in ``BatchOpened``, like ``cost_codes``."""
    cost_codes: dict[str, str] = {}
    waiting: int = 0
    """Sub jobs that the answers so far left open."""
    closed_at: str = ""
    """The desk (actor id) that closed it, which no other desk can do in its name."""
    answers: tuple[tuple[str, str], ...] = ()
    """The acts by which Sage's answers were recorded, each with its desk: of several recorded at
    once only those count, for its sub jobs too."""
    despite: str = ""
    """Why it went out although entries of other desks may have been missing, as recorded."""

    @property
    def acts(self) -> frozenset[tuple[str, str]]:
        """The acts of which the entries about its sub jobs count, each with its desk."""
        closing = () if self.state == "open" else ((self.deed, self.closed_at),)
        return frozenset((*closing, *self.answers))

    def carries(self, op: Operation) -> bool:
        """Whether an entry about a sub job of it counts: an export only if the same act of the
        same desk closed the batch, an answer only if that act's answer to the batch counts."""
        if isinstance(op.fact, Exported):
            return self.state != "open" and (self.deed, self.closed_at) == (op.deed, op.actor)
        return (op.deed, op.actor) in self.answers


def batch_refusal(batch: Batch | None, op: Operation, company: Company | None) -> str:
    """Why an operation on a batch has no effect; empty if it has."""
    if op.fact is None:
        return "Update the program to read this."
    if company is None or op.company != company.id:
        return "It belongs to another company."
    by_desk = company.desk_refusal(op) or company.desks.posting_refusal(op)
    if by_desk:
        return by_desk
    person = company.author(op)
    if person is None or Role.EXPORTER not in person.roles:
        return f"{person.name if person else 'This person'} is not an exporter."
    match op.fact:
        case BatchOpened():
            return "The batch exists already." if batch else ""
        case BatchClosed():
            return "" if batch and batch.state == "open" else "The batch is not open."
        case BatchAnswered(outcome=outcome):
            if batch is None or batch.state == "open":
                return "The batch was never written."
            if outcome not in OUTCOMES:
                return "It names an answer this program does not know."
            return _answered(batch, outcome)
        case _:
            return "This kind of entry does not belong to a batch."


def apply_batch(batch: Batch | None, op: Operation) -> Batch | None:
    """The batch after ``op``, which :func:`batch_refusal` has let pass."""
    match op.fact:
        case BatchOpened(number=number, kind=kind, date=date, profile=profile, jobs=jobs):
            begun = Batch(op.sub, number, kind, date, profile, jobs, op.who, op.at)
            said = op.fact
            return msgspec.structs.replace(
                begun, further=said.further, cost_codes=said.cost_codes, despite=said.despite
            )
        case BatchClosed(lines=lines, amount=amount, sha256=sha256, folder=folder) if batch:
            return msgspec.structs.replace(
                batch,
                state="written",
                lines=lines,
                amount=amount,
                sha256=sha256,
                folder=folder,
                deed=op.deed,
                closed_at=op.actor,
            )
        case BatchAnswered(outcome=outcome, note=note, waiting=waiting) if batch:
            answers = (*batch.answers, (op.deed, op.actor))
            return msgspec.structs.replace(
                batch, state=outcome, note=note, waiting=waiting, answers=answers
            )
        case _:
            return batch


def _answered(batch: Batch, outcome: str) -> str:
    """Why a written batch takes no such answer: after the first one only for what still waits."""
    if batch.state == "written":
        return ""
    if not batch.waiting:
        return "The batch has its answer already."
    return "" if outcome == batch.state else "A part of the batch has its answer already."
