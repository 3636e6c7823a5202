"""The lines of an extra as an interchange file has them, from what was exported."""

from collections.abc import Callable, Iterable

from subjob_desk.domain.facts import ExportedLine
from subjob_desk.domain.money import hundredths
from subjob_desk.sage.file_content import CostLine


def cost_lines(
    lines: Iterable[ExportedLine], description: Callable[[str], str]
) -> tuple[CostLine, ...]:
    """``description``: of a cost code; empty where the file has none."""
    return tuple(
        CostLine(
            line.cost_code,
            line.category,
            hundredths(line.quantity),
            line.unit,
            hundredths(line.amount),
            description(line.cost_code),
        )
        for line in lines
    )
