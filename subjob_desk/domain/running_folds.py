"""The folds of company and batch: one state that runs through its entries in causal order.

What a single entry does stands in ``company`` and ``batch``; sub jobs have a fold of their own.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from subjob_desk.domain.batch import Batch, apply_batch, batch_refusal
from subjob_desk.domain.company import Company, apply_company, company_refusal
from subjob_desk.domain.desks import Desks, with_release, without_cuts
from subjob_desk.domain.facts import (
    BatchClosed,
    BatchOpened,
    Checkpoint,
    CompanyFounded,
    PostingGranted,
    PostingReleased,
)
from subjob_desk.domain.fold import Placed
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.pinning import may_pin, pasts

NOT_FOUNDED: Final = "The company has not been founded."


class CompanyFold(msgspec.Struct, frozen=True):
    """The company, and why entries about it had no effect, by id."""

    company: Company | None
    refused: dict[str, str]


class BatchFold(msgspec.Struct, frozen=True):
    """A batch, and why entries about it had no effect, by id; ``None``: it was never opened."""

    batch: Batch | None
    refused: dict[str, str]


def fold_company(
    placed: Iterable[Placed], registrar: str, start: Company | None = None
) -> CompanyFold:
    """Fold all delivered entries about the company, in any order given.

    With ``start`` only further ones, which all come after those that made it what it is.
    Twice where other desks than the registrar's wrote some: what the registrar cuts off has no
    effect even where it stands, by its height, before the cut.
    """
    order = sorted(placed, key=lambda one: one.order)
    first = _run(order, registrar, start, None)
    if first.company is None or all(one.op.actor == registrar for one in order):
        return first
    return _run(order, registrar, start, first.company)


def cites_unknown(op: Operation, company: Company | None) -> bool:
    """Whether it grants the posting on a release that ``company`` does not keep: of those that
    are cut off only what a grant cites is kept, so all has to be folded anew."""
    if company is None or not isinstance(op.fact, PostingGranted) or not op.fact.released:
        return False
    return all(one.entry != op.fact.released for one in company.desks.releases)


def _run(
    order: Sequence[Placed], registrar: str, company: Company | None, final: Company | None
) -> CompanyFold:
    refused: dict[str, str] = {}
    facts = (one.op.fact for one in order if one.op.actor == registrar)
    cited = {fact.released for fact in facts if isinstance(fact, PostingGranted)}
    for one in order:
        reason = company_entry_refusal(company, one, registrar, final)
        if reason:
            refused[one.op.id] = reason
            if one.op.id in cited:
                company = _cut_release(company, one, registrar, final)
        else:
            company = apply_company(company, one.op)
    return CompanyFold(company, refused)


def _cut_release(
    company: Company | None, placed: Placed, registrar: str, final: Company | None
) -> Company | None:
    """``company`` with a release that was refused, if that is only because it was cut off."""
    if company is None or not isinstance(placed.op.fact, PostingReleased):
        return company
    known = final or company
    lifted = msgspec.structs.replace(known, narrowed={}, desks=without_cuts(known.desks))
    whole = msgspec.structs.replace(placed, is_quarantined=False)
    if company_entry_refusal(company, whole, registrar, lifted):
        return company
    desks = with_release(company.desks, placed.op, is_cut=True)
    return msgspec.structs.replace(company, desks=desks)


def company_entry_refusal(
    company: Company | None, placed: Placed, registrar: str, final: Company | None
) -> str:
    """Why an entry about the company has no effect after all before it; empty if it has.

    ``final`` is the company with everything known, or ``None`` for ``company`` itself: rights and
    cuts of other desks than the registrar's are read there.
    """
    op = placed.op
    if isinstance(op.fact, CompanyFounded) and op.actor != registrar:
        return "The company exists already."
    if placed.is_quarantined:
        return fork_refusal(final or company, op)
    if company is not None and final is not None and op.actor != registrar:
        desks = msgspec.structs.replace(company.desks, enrolled=final.desks.enrolled)
        company = msgspec.structs.replace(
            company, people=final.people, narrowed=final.narrowed, desks=desks
        )
    return company_refusal(company, op)


def fold_batch(placed: Iterable[Placed], company: Company | None) -> BatchFold:
    """Fold all delivered entries about one batch, in any order given."""
    order = sorted(placed, key=lambda one: one.order)
    found = _run_batch(order, company, frozenset())
    for one in order:
        if company is not None and one.op.id in found.refused and may_pin(one.op, company):
            kept = _pinned_by(one, order, company)
            if kept:
                return _run_batch(order, company, kept)
    return found


def _run_batch(order: Sequence[Placed], company: Company | None, kept: frozenset[str]) -> BatchFold:
    batch: Batch | None = None
    refused: dict[str, str] = {}
    owners = _owners(order, company)
    for one in order:
        reason = _taken_over(one.op, owners, company)
        if not reason and one.op.id not in kept:
            reason = batch_entry_refusal(batch, one, company)
        if reason:
            refused[one.op.id] = reason
        else:
            batch = apply_batch(batch, one.op)
    return BatchFold(batch, refused)


def is_claim(op: Operation, company: Company | None) -> bool:
    """Whether a desk opens or closes a batch after the posting was taken from it."""
    is_begun = isinstance(op.fact, BatchOpened | BatchClosed)
    return is_begun and company is not None and company.desks.is_disputed(op)


def _owners(order: Iterable[Placed], company: Company | None) -> frozenset[str]:
    """The desks that opened the batch while the posting was theirs without dispute."""
    return frozenset(
        one.op.actor
        for one in order
        if isinstance(one.op.fact, BatchOpened)
        and not is_claim(one.op, company)
        and not batch_entry_refusal(None, one, company)
    )


def _taken_over(op: Operation, owners: frozenset[str], company: Company | None) -> str:
    """Why a disputed entry has no effect on a batch that another desk opened; wherever it stands.

    Its causal order its author can choose, by leaving out what the desk knew.
    """
    is_theirs = is_claim(op, company) and bool(owners) and op.actor not in owners
    return "The batch is that of another desk." if is_theirs else ""


def _pinned_by(answer: Placed, order: Sequence[Placed], company: Company) -> frozenset[str]:
    """What an answer of Sage keeps: all that its author saw of the batch (see ``pinning``)."""
    before = {one.op.id: one for one in order if one.order < answer.order}
    past: set[str] = set()
    waiting = [*answer.op.par]
    while waiting:
        known = before.get(waiting.pop())
        if known is not None and known.op.id not in past:
            past.add(known.op.id)
            waiting += known.op.par
    for seen, then in pasts([before[one] for one in before if one in past], answer.op, company):
        found = _run_batch(seen, then, frozenset())
        if not batch_refusal(found.batch, answer.op, company):
            return frozenset(past - found.refused.keys() | {answer.op.id})
    return frozenset()


def batch_entry_refusal(batch: Batch | None, placed: Placed, company: Company | None) -> str:
    """Why an entry about a batch has no effect after all before it; empty if it has."""
    if placed.is_quarantined:
        return fork_refusal(company, placed.op)
    return batch_refusal(batch, placed.op, company)


def desk_fact_refusal(company: Company | None, placed: Placed) -> str:
    """Why what a desk says of itself does not count; empty if it does."""
    op = placed.op
    if company is None:
        return NOT_FOUNDED
    if placed.is_quarantined:
        return fork_refusal(company, op)
    by_desk = company.desk_refusal(op)
    if by_desk:
        return by_desk
    if op.sub != op.actor:
        return "A desk speaks for itself only."
    if company.author(op) is None:
        return "The person is not known in this company."
    if isinstance(op.fact, Checkpoint) and op.actor != company.registrar:
        return "Only the registrar's desk writes checkpoints."
    return ""


def fork_refusal(company: Company | None, op: Operation) -> str:
    """Why an entry on a branch that was not kept has no effect."""
    desks: Desks = company.desks if company else Desks("")
    return desks.fork_refusal(op.actor)
