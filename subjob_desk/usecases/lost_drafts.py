"""What stands only in a branch of a forked chain that does not count: saved as a sheet.

It is imported like any sheet of sub jobs, so that a person sees it before it holds anywhere.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from subjob_desk.documents.csv_out import Decimal, csv_bytes
from subjob_desk.domain.company import Company
from subjob_desk.domain.content import Content
from subjob_desk.domain.fold import Placed, fold
from subjob_desk.domain.money import decimal_text
from subjob_desk.store import desk_queries
from subjob_desk.store.connection import Connection
from subjob_desk.store.entries import is_batch, is_desk, operations_of
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.saving import save

_HEADINGS: Final = (
    "Job", "Extra", "Description", "Cost Code", "Category", "Quantity", "Unit", "Amount",
)  # fmt: skip


def lost_drafts(
    connection: Connection, company: Company, actor: str, kept: str
) -> tuple[Content, ...]:
    """Contents that desk ``actor`` wrote only in other branches than the one that ends in ``kept``.

    Each as the last entry of its branch left it; of sub jobs that read otherwise without it.
    """
    found: dict[Content, None] = {}
    for branch in desk_queries.lost_branches(connection, actor, kept):
        by_sub = {one.sub: one.id for one in branch if one.sub}
        for sub, tip in by_sub.items():
            if is_batch(sub) or is_desk(sub):
                continue
            content = _content_at(connection, company, sub, tip)
            standing = standings_of(connection, [sub])[sub].sub_job
            counts = standing.working if standing and not standing.is_deleted else None
            if content is not None and content != counts:
                found[content] = None
    return tuple(sorted(found, key=lambda one: (one.job, one.code)))


def save_lost(path: Path, contents: Sequence[Content]) -> Path:
    """Save them as a sheet of sub jobs that can be imported. Raises :class:`UserError`."""
    return save(path, csv_bytes(_HEADINGS, _rows(contents)))


def _content_at(connection: Connection, company: Company, sub: str, tip: str) -> Content | None:
    """What the author of the entry ``tip`` saw after it; ``None`` if it was deleted there."""
    by_id = {placed.op.id: placed for placed in operations_of(connection, sub)}
    past, waiting = set[str](), [tip]
    while waiting:
        one = waiting.pop()
        if one in by_id and one not in past:
            past.add(one)
            waiting += by_id[one].op.par
    chosen = [Placed(by_id[one].op, by_id[one].height) for one in past]
    seen = fold(chosen, company, lambda _exported, _op: True).standing.sub_job
    return seen.working if seen is not None and not seen.is_deleted else None


def _rows(contents: Iterable[Content]) -> Iterable[Sequence[str]]:
    for one in contents:
        about = (one.job, one.code, one.description)
        for line in one.lines:
            amounts = (Decimal(decimal_text(line.quantity)), line.unit)
            amount = Decimal(decimal_text(line.amount))
            yield (*about, line.cost_code, line.category, *amounts, amount)
        if not one.lines:
            yield (*about, "", "", "", "", "")
