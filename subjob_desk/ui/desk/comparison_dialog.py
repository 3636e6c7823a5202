"""What differs between here and Sage: one table, to look through, to link, and to save.

Shows what it is given and tells what is wanted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.empty import EmptyState
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.usecases.comparing_views import Compared, Comparison

_BLOCKS: Final = frozenset({"extra-not-linked", "job-gone", "cost-code-unlisted"})
"""Kinds that hold up a sub job; the others are worth knowing."""


@dataclass(frozen=True)
class Line:
    """A difference with its place in the report as its id."""

    id: str
    row: Compared
    what: str


class ComparisonDialog(FramedDialog):
    """Shows a finished comparison."""

    save_wanted = Signal()
    open_wanted = Signal(object)
    """Id of a sub job (``str``)."""
    link_wanted = Signal(object)
    """``Compared``: link its sub job to its extra, or ask which."""

    def __init__(self, found: Comparison, parent: QWidget | None) -> None:
        super().__init__("comparison", tr("Compared with Sage"), _sentence(found), parent)
        self._found = found
        self._lines = tuple(
            Line(str(n), row, found.title(row.kind)) for n, row in enumerate(found.rows)
        )
        self._done: set[str] = set()
        self.model: RowModel[Line] = RowModel(
            (
                Column(tr("What"), _what, tip=_weight, colour=_colour, picture=_picture),
                Column(tr("Name"), _name),
                Column(tr("Here"), _here, tip=_here),
                Column(tr("In Sage"), _there, tip=_there),
                Column(tr("What to do"), _says, tip=_says),
            ),
            _id,
            self,
        )
        self._banner = Banner()
        self.content.addWidget(self._banner)
        self.content.addLayout(self._filters())
        self._table = RowTable("comparison_rows", tr("Differences"), self.model)
        self._table.set_widths(230, 110, 190, 190, 0)
        self._table.opened.connect(self._open_row)
        self._table.selectionModel().currentRowChanged.connect(self._check)
        self._none = EmptyState("", picture=Icon.OK)
        self.content.addWidget(self._table, 1)
        self.content.addWidget(self._none, 1)
        self.add_cancel(tr("Close"))
        self._save = self.add_button("save", tr("&Save as CSV…"))
        self._save.clicked.connect(self.save_wanted)
        self._open = self.add_button("open", tr("&Open the sub job"))
        self._open.clicked.connect(self._want_open)
        self._link = self.add_button("link", tr("&Link…"))
        self._link.clicked.connect(self._want_link)
        self.resize(1120, 640)
        self._say_unchecked()
        self._filter()
        self._table.setFocus()

    def show_refusal(self, error: UserError) -> None:
        """Say what was refused."""
        self._banner.show_problem(error)

    def show_done(self, row: Compared, said: str) -> None:
        """This difference is no more."""
        self._done |= {line.id for line in self._lines if line.row == row}
        self._banner.show_text("good", said)
        self._filter()

    def show_saved(self, text: str) -> None:
        """Say where it was saved."""
        self._banner.show_text("good", text)

    def _filters(self) -> QHBoxLayout:
        self._kind = QComboBox()
        self._kind.setObjectName("comparison_kind")
        self._kind.setAccessibleName(tr("Which differences"))
        total = formats.number(self._found.total)
        self._kind.addItem(tr("All differences  {n}").format(n=total), "")
        for kind, count in self._found.counts.items():
            self._kind.addItem(f"{self._found.title(kind)}  {formats.number(count)}", kind)
        self._kind.currentIndexChanged.connect(self._filter)
        self._text = QLineEdit()
        self._text.setObjectName("comparison_filter")
        self._text.setAccessibleName(tr("Filter by code or word"))
        self._text.setPlaceholderText(tr("Filter by code or word"))
        self._text.setClearButtonEnabled(True)
        self._text.textEdited.connect(self._filter)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._kind)
        row.addWidget(self._text, 1)
        self._kind.setVisible(bool(self._found.rows))
        self._text.setVisible(bool(self._found.rows))
        return row

    def _say_unchecked(self) -> None:
        said = list(self._found.not_checked)
        cut = self._found.total - len(self._found.rows)
        if cut:
            said.append(
                tr("{n} more are not listed; compare one project with the command line.").format(
                    n=formats.number(cut)
                )
            )
        if said:
            self._banner.show_text("info", " ".join(said))

    @Slot()
    def _filter(self) -> None:
        words = self._text.text().casefold().split()
        kind = self._kind.currentData()
        shown = [
            line
            for line in self._lines
            if line.id not in self._done
            and kind in ("", line.row.kind)
            and all(word in _searched(line.row) for word in words)
        ]
        self.model.replace(shown)
        self._table.setVisible(bool(shown))
        self._none.setVisible(not shown)
        self._none.show_text(self._nothing())
        if shown and not self._table.currentIndex().isValid():
            self._table.setCurrentIndex(self.model.index(0, 0))
        self._save.setEnabled(bool(self._found.rows))
        self._save.setToolTip("" if self._found.rows else tr("There is nothing to save."))
        self._check()

    def _nothing(self) -> str:
        if self._found.rows and len(self._done) < len(self._lines):
            return tr("No difference has these words.")
        if not self._found.lists:
            return tr("There is nothing to compare with: import the lists from Sage first.")
        return tr("Nothing differs: here and Sage's lists say the same.")

    @Slot()
    def _check(self) -> None:
        row = self._current()
        nothing = tr("Choose a difference first.") if row is None else ""
        no_sub_job = "" if row is None or row.sub_id else tr("No single sub job is meant here.")
        no_extra = "" if row is None or row.extra else tr("There is nothing to link here.")
        for button, why in (
            (self._open, nothing or no_sub_job),
            (self._link, nothing or no_extra),
        ):
            button.setEnabled(not why)
            button.setToolTip(why)
            button.setAccessibleDescription(why)

    def _current(self) -> Compared | None:
        index = self._table.currentIndex()
        return self.model.row(index).row if index.isValid() else None

    @Slot(QModelIndex)
    def _open_row(self, _index: QModelIndex) -> None:
        self._want_open()

    @Slot()
    def _want_open(self) -> None:
        row = self._current()
        if row is not None and row.sub_id:
            self.open_wanted.emit(row.sub_id)

    @Slot()
    def _want_link(self) -> None:
        row = self._current()
        if row is not None and row.extra:
            self.link_wanted.emit(row)


def _sentence(found: Comparison) -> str:
    if not found.lists:
        return ""
    told = counted(found.total, tr("{n} difference."), tr("{n} differences."))
    return f"{told} {_lists(found.lists)}"


def _lists(lists: Sequence[str]) -> str:
    return tr("Compared with {lists}.").format(lists="; ".join(lists))


def _searched(row: Compared) -> str:
    return f"{row.name} {row.here} {row.there} {row.says}".casefold()


def _id(line: Line) -> str:
    return line.id


def _what(line: Line) -> str:
    return line.what


def _weight(line: Line) -> str:
    if line.row.kind in _BLOCKS:
        return tr("It holds up sending or exporting.")
    return tr("Worth knowing; it holds up nothing.")


def _picture(line: Line) -> Icon:
    return Icon.PROBLEM if line.row.kind in _BLOCKS else Icon.WARNING


def _name(line: Line) -> str:
    return line.row.name


def _here(line: Line) -> str:
    return line.row.here


def _there(line: Line) -> str:
    return line.row.there


def _says(line: Line) -> str:
    return line.row.says


def _colour(line: Line) -> str | None:
    now = theme.current()
    return now.failed[1] if line.row.kind in _BLOCKS else now.returned[1]
