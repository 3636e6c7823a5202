"""What stands only in entries that do not count: of another branch, or of a lost key.

It is saved as a sheet, and imported like any sheet of sub jobs, so that a person sees it before
it holds anywhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from subjob_desk.documents.csv_out import Decimal, csv_bytes
from subjob_desk.domain.company import Company
from subjob_desk.domain.content import Content
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.fold import Placed, Standing, fold
from subjob_desk.domain.money import decimal_text
from subjob_desk.domain.operations import decode
from subjob_desk.store import desk_queries, disowned, op_log
from subjob_desk.store.connection import Connection
from subjob_desk.store.entries import is_batch, is_desk, object_key, operations_of
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.saving import save
from subjob_desk.usecases.words import counted

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
        by_sub = {one.sub: one.id for one in branch if _is_sub_job(one.sub)}
        for sub, tip in by_sub.items():
            by_id = {placed.op.id: placed for placed in operations_of(connection, sub)}
            found |= _lost(connection, company, by_id, tip)
    return _in_order(found)


def disowned_drafts(connection: Connection, company: Company) -> tuple[Content, ...]:
    """Contents that only entries say which never count: a lost key signed them or their past.

    Each as the last of these entries left it.
    """
    stored = op_log.stored_of(connection, disowned.lost(connection))
    said = map(decode, stored.values())
    lost = [op for op in said if op.company == company.id]
    found: dict[Content, None] = {}
    for sub in dict.fromkeys(op.sub for op in lost if _is_sub_job(object_key(op.sub, op.fact))):
        by_id = {placed.op.id: placed for placed in operations_of(connection, sub)}
        mine = [op for op in lost if op.sub == sub]
        for op in mine:  # each stands behind what it cites
            known = [by_id[one].height for one in op.par if one in by_id]
            by_id[op.id] = Placed(op, 1 + max(known, default=0))
        continued = {one for op in mine for one in op.par}
        for op in mine:
            if op.id not in continued:
                found |= _lost(connection, company, by_id, op.id)
    return _in_order(found)


def save_beside(path: Path, contents: Sequence[Content], *, where: str) -> str:
    """Save them as the sheet ``path``, and say so: what stood only ``where``."""
    what = counted(len(contents), "sub job")
    try:
        save_lost(path, contents)
    except UserError as refused:
        return f"{what} {where} could not be saved as a sheet: {refused.problem}"
    return (
        f"What {what} said only {where} was saved as {path.name}, beside the company file: look "
        "through it and import it as sub jobs."
    )


def save_lost(path: Path, contents: Sequence[Content]) -> Path:
    """Save them as a sheet of sub jobs that can be imported. Raises :class:`UserError`."""
    return save(path, csv_bytes(_HEADINGS, _rows(contents)))


def _is_sub_job(key: str) -> bool:
    return bool(key) and not is_batch(key) and not is_desk(key)


def _in_order(found: Iterable[Content]) -> tuple[Content, ...]:
    return tuple(sorted(found, key=lambda one: (one.job, one.code)))


def _lost(
    connection: Connection, company: Company, by_id: Mapping[str, Placed], tip: str
) -> dict[Content, None]:
    """What the author of ``tip`` left, if the sub job reads otherwise now."""
    sub = by_id[tip].op.sub if tip in by_id else ""
    content = _content_at(company, by_id, tip)
    standing = standings_of(connection, [sub]).get(sub, Standing()).sub_job
    counts = standing.working if standing and not standing.is_deleted else None
    return {} if content is None or content == counts else {content: None}


def _content_at(company: Company, by_id: Mapping[str, Placed], tip: str) -> Content | None:
    """What the author of the entry ``tip`` saw after it; ``None`` if it was deleted there."""
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
