"""The newest entries of the log as sentences."""

from collections.abc import Sequence

from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.empty import EmptyState
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.page import Page
from subjob_desk.usecases.views import HistoryRow

Numbered = tuple[int, HistoryRow]


class ActivityPage(Page):
    """Who did what when, newest first."""

    def __init__(self) -> None:
        super().__init__(
            "desk_activity",
            tr("Activity"),
            tr("The last entries of everybody, newest first. Nothing is ever rewritten."),
        )
        self.model: RowModel[Numbered] = RowModel(
            (
                Column(tr("When"), _when, tip=_zone),
                Column(tr("Who"), _who),
                Column(tr("What"), _what, tip=_what, colour=_colour),
            ),
            _id,
            self,
        )
        self._table = RowTable("activity_list", tr("Activity"), self.model)
        self._table.set_widths(120, 160, 0)
        self._none = EmptyState(tr("Nothing has happened yet."), picture=Icon.ACTIVITY)
        self.content.addWidget(self._table, 1)
        self.content.addWidget(self._none, 1)

    def show_rows(self, rows: Sequence[HistoryRow]) -> None:
        """Show these entries."""
        self.model.replace(tuple(enumerate(rows)))
        self._table.setVisible(bool(rows))
        self._none.setVisible(not rows)


def _id(row: Numbered) -> str:
    return str(row[0])


def _when(row: Numbered) -> str:
    return formats.moment(row[1].at)


def _zone(row: Numbered) -> str:
    return formats.zone_tip(row[1].at)


def _who(row: Numbered) -> str:
    return row[1].who


def _what(row: Numbered) -> str:
    shown = row[1]
    if shown.without_effect:
        return tr("{what} (without effect: {why})").format(
            what=shown.text, why=shown.without_effect
        )
    return shown.text


def _colour(row: Numbered) -> str | None:
    return theme.current().muted if row[1].without_effect else None
