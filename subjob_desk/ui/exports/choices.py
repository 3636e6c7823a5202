"""What an export could take, in groups: ORIGINAL, CHANGE, nothing to write, stays here.

Made from a plan of everything accepted; the use case alone decides what goes where.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from subjob_desk.domain.codes import natural_key
from subjob_desk.domain.money import Money
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.views import ExportPlan, SubJobRow

EQUAL: Final = "equal"
STAY: Final = "stay"


class Choice(msgspec.Struct, frozen=True):
    """One accepted sub job."""

    id: str
    name: str
    description: str
    extra_code: str
    amount: Money
    """What goes out of it, a difference in a CHANGE; all of it if it stays."""
    remark: str = ""


class Group(msgspec.Struct, frozen=True):
    """Sub jobs with the same fate."""

    key: str
    """The kind of the file, or ``equal`` or ``stay``."""
    title: str
    choices: tuple[Choice, ...]

    @property
    def can_go(self) -> bool:
        """Its sub jobs can be ticked."""
        return self.key != STAY


def groups(plan: ExportPlan, accepted: Sequence[SubJobRow]) -> tuple[Group, ...]:
    """The groups of a plan that covers all of ``accepted``."""
    kind_of = {sub: file.kind for file in plan.files for sub in file.line_items if sub}
    amounts = dict(pair for file in plan.files for pair in file.amounts)
    equal = set(plan.equal)
    stay = {name: f"{message} {remedy}".strip() for name, message, remedy in plan.stay}
    found: dict[str, list[Choice]] = {}
    for row in sorted(accepted, key=_reading_order):
        key = kind_of.get(row.id) or (EQUAL if row.name in equal else STAY)
        amount = Money(0) if key == EQUAL else amounts.get(row.id, row.amount)
        found.setdefault(key, []).append(_choice(row, amount, stay.get(row.name, "")))
    order = dict.fromkeys((*(file.kind for file in plan.files), EQUAL, STAY))
    return tuple(
        Group(key, _title(key, len(found[key])), tuple(found[key])) for key in order if key in found
    )


def _reading_order(row: SubJobRow) -> tuple[str, str]:
    return natural_key(row.job), natural_key(row.code)


def _choice(row: SubJobRow, amount: Money, remark: str) -> Choice:
    return Choice(
        row.id,
        f"{row.job}/{row.code}",
        row.description,
        row.extra_code,
        amount,
        remark,
    )


def _title(key: str, count: int) -> str:
    words = {
        "ORIGINAL": tr("ORIGINAL: new estimates  {n}"),
        "CHANGE": tr("CHANGE: differences from what Sage has, in a file of their own  {n}"),
        EQUAL: tr("No amount differs from Sage: nothing to write  {n}"),
        STAY: tr("Stays here  {n}"),
    }
    return words.get(key, key + "  {n}").format(n=count)
