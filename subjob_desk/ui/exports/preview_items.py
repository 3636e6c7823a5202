"""The sub jobs of a file, each with the lines it has there: the way from a line to its item."""

from collections.abc import Mapping

import msgspec

from subjob_desk.ui.common import formats
from subjob_desk.ui.common.against import signed
from subjob_desk.ui.common.row_model import Column
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.views import PlannedFile, SubJobRow


class PreviewItem(msgspec.Struct, frozen=True):
    """One sub job in one file."""

    row: SubJobRow
    first: int
    """Its first line in the file, from 1."""
    last: int
    change: int
    """Cents it adds in this file."""

    @property
    def name(self) -> str:
        """``24-117 / 010``."""
        return f"{self.row.job}/{self.row.code}"

    @property
    def count(self) -> int:
        """How many cost code lines it has there, below the one that names it."""
        return self.last - self.first


def items_of(
    file: PlannedFile, rows: Mapping[str, SubJobRow], changes: Mapping[str, int]
) -> tuple[PreviewItem, ...]:
    """The items of a file in its order; ``changes`` gives what each adds, by id."""
    places: dict[str, tuple[int, int]] = {}
    for number, sub_id in enumerate(file.line_items, start=1):
        if sub_id:
            first, _last = places.get(sub_id, (number, number))
            places[sub_id] = (first, number)
    return tuple(
        PreviewItem(rows[sub_id], first, last, changes.get(sub_id, rows[sub_id].amount))
        for sub_id, (first, last) in places.items()
        if sub_id in rows
    )


def item_words(item: PreviewItem) -> str:
    """What is shown of an item below the text."""
    lines = tr("lines {first} to {last}").format(first=item.first, last=item.last)
    return tr("{name}  {description}, {lines}, {amount} in this file").format(
        name=item.name,
        description=item.row.description,
        lines=lines,
        amount=signed(item.change),
    )


def columns() -> tuple[Column[PreviewItem], ...]:
    """The columns of the list of items."""
    return (
        Column(tr("Sub job"), lambda item: item.name, tip=item_words, accessible=item_words),
        Column(tr("Lines"), lambda item: formats.number(item.count), True, tip=item_words),
        Column(
            tr("Amount"), lambda item: formats.money(item.change), align_right=True, tip=item_words
        ),
    )
