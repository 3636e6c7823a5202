"""How ``show`` tells of a change: what Sage has, the new value and the difference."""

from subjob_desk.cli.printing import grouped, table
from subjob_desk.domain.money import decimal_text
from subjob_desk.usecases.change_views import AgainstRow, Change


def change_document(change: Change | None) -> dict[str, object] | None:
    """A change in the document of ``show``; ``None`` where there is none."""
    if change is None:
        return None
    return {
        "extra_code": change.extra_code,
        "was": decimal_text(change.in_sage),
        "now": decimal_text(change.amount),
        "difference": decimal_text(change.more),
        "lines": [_row_document(row) for row in change.differing],
    }


def change_text(change: Change | None) -> list[str]:
    """A change for people; nothing where there is none."""
    if change is None:
        return []
    title = (
        f"Change of what is in Sage, where it is {change.extra_code}"
        if change.is_whole
        else f"Sage took a part of it, as {change.extra_code}"
    )
    told = ["", title]
    if change.description_in_sage:
        told.append(f"Key in Sage: '{change.description_in_sage}' is now '{change.description}'.")
    if not change.differing:
        return [*told, "No quantity and no amount differs from Sage."]
    headings = ("Cost code", "Category", "Unit", "Sage has", "Now", "Difference", "Quantity")
    rows = [
        (
            row.line.cost_code,
            row.line.category,
            row.line.unit,
            grouped(row.line.amount_in_sage),
            grouped(row.line.amount),
            grouped(row.line.more_amount),
            _quantities(row),
        )
        for row in change.differing
    ]
    total = (
        f"Sage has {grouped(change.in_sage)}, now {grouped(change.amount)}: "
        f"difference {grouped(change.more)}"
    )
    return [*told, *table(headings, rows, right=(3, 4, 5)), total]


def _quantities(row: AgainstRow) -> str:
    line = row.line
    if not line.more_quantity:
        return ""
    return (
        f"{grouped(line.quantity_in_sage)} > {grouped(line.quantity)} "
        f"({grouped(line.more_quantity)})"
    )


def _row_document(row: AgainstRow) -> dict[str, object]:
    line = row.line
    return {
        "cost_code": line.cost_code,
        "category": line.category,
        "unit": line.unit,
        "quantity": {
            "in_sage": decimal_text(line.quantity_in_sage),
            "now": decimal_text(line.quantity),
            "difference": decimal_text(line.more_quantity),
        },
        "amount": {
            "in_sage": decimal_text(line.amount_in_sage),
            "now": decimal_text(line.amount),
            "difference": decimal_text(line.more_amount),
        },
    }
