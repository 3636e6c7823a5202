"""Which creation of a sub job counts, should there be several.

Identities are random, so no two desks choose one; but somebody can read that of another desk's sub
job and say that it was created otherwise, in another project, at a place in causal order that lies
before. There is one creation, and what was built on another has nothing to stand on. It is
one that knew of no other, told by what cannot be made up afterwards, in this order:

1. by the files for Sage, or answers of its posting desk, that were written on it and no other;
2. that it may be at all: its author and its desk may create there;
3. that its desk chose the identity (``ids.is_named_by``; those of before say nothing of it);
4. by how many other desks have written on it and on no other;
5. that it stands first in causal order.
"""

from collections.abc import Callable, Sequence

from subjob_desk.domain.company import Company
from subjob_desk.domain.facts import Created, EqualInSage, Exported
from subjob_desk.domain.ids import is_named_by
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.pinning import may_pin
from subjob_desk.domain.placed import Placed
from subjob_desk.domain.plans import set_of


def losing(
    order: Sequence[Placed],
    past: Sequence[int],
    company: Company,
    is_allowed: Callable[[Operation], bool],
    is_effective: Callable[[Operation], bool],
) -> int:
    """The creations that do not count, as a set of bits; none, as nearly always, if there is one.

    ``past`` says for each place in ``order`` what its author had, ``is_allowed`` whether a creation
    may be on its own and ``is_effective`` whether a file was closed by the act that wrote it.
    """
    creations = [n for n, one in enumerate(order) if isinstance(one.op.fact, Created)]
    if len(creations) < 2:
        return 0
    made = set_of(creations)
    first = [n for n in creations if not past[n] & made]
    beginnings = set_of(first)
    on_it: dict[int, list[Placed]] = {n: [] for n in first}
    for n, one in enumerate(order):
        known = past[n] & beginnings
        if known.bit_count() == 1 and not one.is_quarantined:
            on_it[known.bit_length() - 1].append(one)

    def weight(n: int) -> tuple[int, bool, bool, int, int]:
        op = order[n].op
        others = [one.op for one in on_it[n]]
        facts = sum(_is_fact(one, company, is_effective) for one in others)
        allowed = not order[n].is_quarantined and is_allowed(op)
        desks = {one.actor for one in others if _counts(one, company)} - {op.actor}
        return facts, allowed, is_named_by(op.sub, op.actor), len(desks), -n

    counts = max(first, key=weight)
    return made & ~(1 << counts)


def _is_fact(op: Operation, company: Company, is_effective: Callable[[Operation], bool]) -> bool:
    if isinstance(op.fact, Exported) and not is_effective(op):
        return False
    return isinstance(op.fact, Exported | EqualInSage) and may_pin(op, company)


def _counts(op: Operation, company: Company) -> bool:
    return not company.desk_refusal(op) and company.author(op) is not None
