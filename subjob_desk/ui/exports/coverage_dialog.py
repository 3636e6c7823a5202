"""The coverage report in a window: each accepted sub job with the one batch it is in.

Shows what it is given, filters it as you type, and emits what is wanted.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.chip import ChipDelegate
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.exports.coverage_controller import CoverageController
from subjob_desk.ui.exports.save_file import ask_file
from subjob_desk.usecases.coverage import Coverage, CoverageRow

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context

_STATE: Final = 3
_SHOWN: Final = 5
"""So many findings are said; all of them stand in the command line's report."""


class CoverageDialog(FramedDialog):
    """Where every accepted sub job is."""

    save_wanted = Signal(object)
    """The ``Path`` chosen."""
    item_wanted = Signal(object)
    """Id of a sub job (``str``) to be shown."""

    def __init__(self, term: str, parent: QWidget | None = None) -> None:
        """``term`` is the company's word for Sage's *Extra*."""
        super().__init__(
            "coverage",
            tr("Coverage"),
            tr(
                "Each accepted sub job is in exactly one batch that counts (void ones do not), or "
                "waits for export."
            ),
            parent,
        )
        self.resize(900, 640)
        self._rows: tuple[CoverageRow, ...] = ()
        self._folder: Path | None = None
        self._banner = Banner()
        self._banner.setObjectName("coverage.banner")
        self._filter = QLineEdit()
        self._filter.setObjectName("coverage.filter")
        self._filter.setPlaceholderText(tr("Filter: sub job, description, batch, state"))
        self._filter.setAccessibleName(tr("Filter"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textEdited.connect(self._narrow)
        self._model = RowModel(_columns(term), lambda row: row.id, self)
        self._table = RowTable("coverage.list", tr("Accepted sub jobs"), self._model)
        self._table.set_widths(130, 90, 0, 190, 220)
        self._table.setItemDelegateForColumn(_STATE, ChipDelegate(self._table))
        self._table.opened.connect(self._opened)
        self._count = QLabel()
        self._count.setObjectName("coverage.count")
        self._count.setProperty("tone", "muted")
        for part in (self._banner, self._filter, self._table, self._count):
            self.content.addWidget(part)
        self.content.setStretchFactor(self._table, 1)
        close = self.add_cancel(tr("Close"))
        close.setObjectName("coverage.close")
        self._save = self.add_button("csv", tr("Save as &CSV…"))
        self._save.setObjectName("coverage.csv")
        self._save.clicked.connect(self._ask_file)
        self.show_busy()

    def show_busy(self) -> None:
        """The history is being counted."""
        reason = tr("The history is being counted.")
        self._count.setText(reason)
        self._save.setEnabled(False)
        self._save.setToolTip(reason)
        self._save.setAccessibleDescription(reason)

    def show_report(self, report: Coverage, folder: Path | None) -> None:
        """Show the rows, and what was found."""
        self._rows, self._folder = report.rows, folder
        self._banner.show_text("good" if report.is_good else "problem", _verdict(report))
        self._save.setEnabled(True)
        self._save.setToolTip("")
        self._save.setAccessibleDescription("")
        self._narrow(self._filter.text())
        self._filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, error: UserError) -> None:
        """Say what went wrong and what to do."""
        self._banner.show_problem(error)

    def show_done(self, sentence: str) -> None:
        """Say what was saved."""
        self._banner.show_text("good", sentence)

    @Slot(str)
    def _narrow(self, text: str) -> None:
        rows = _fitting(self._rows, text)
        self._model.replace(rows)
        self._count.setText(
            tr("{shown} of {count} accepted sub jobs").format(
                shown=formats.number(len(rows)), count=formats.number(len(self._rows))
            )
        )

    @Slot(object)
    def _opened(self, index: QModelIndex) -> None:
        self.item_wanted.emit(self._model.id_at(index))
        self.accept()

    @Slot()
    def _ask_file(self) -> None:
        asking = ask_file(self, self._folder, "Coverage.csv", tr("CSV files (*.csv)"))
        asking.fileSelected.connect(self._file_chosen)

    @Slot(str)
    def _file_chosen(self, file: str) -> None:
        self.save_wanted.emit(Path(file))


def open_coverage(parent: QWidget, ctx: Context, item_wanted: SignalInstance) -> None:
    """Open the report over ``parent``'s window; a chosen row is told to ``item_wanted``."""
    dialog = CoverageDialog(ctx.looking_up.term(), parent.window())
    dialog.item_wanted.connect(item_wanted)
    CoverageController(dialog, ctx).begin()
    dialog.open()


def _columns(term: str) -> tuple[Column[CoverageRow], ...]:
    return (
        Column(tr("Sub job"), lambda row: row.name, colour=_odd),
        Column(tr("{extra} code").format(extra=term), lambda row: row.extra_code),
        Column(tr("Description"), lambda row: row.description),
        Column(tr("State"), lambda _row: "", state=lambda row: row.state),
        Column(tr("Where it is"), _where, tip=_where, colour=_odd),
    )


def _where(row: CoverageRow) -> str:
    return tr("See above: {says}").format(says=row.says) if row.is_odd else row.says


def _odd(row: CoverageRow) -> str | None:
    return theme.current().problem if row.is_odd else None


def _fitting(rows: Sequence[CoverageRow], text: str) -> list[CoverageRow]:
    words = text.casefold().split()
    return [row for row in rows if all(word in _searched(row) for word in words)]


def _searched(row: CoverageRow) -> str:
    return " ".join(
        (row.name, row.extra_code, row.description, row.says, row.kind, row.state.value)
    ).casefold()


def _verdict(report: Coverage) -> str:
    if report.is_good:
        return tr(
            "None is missing and none is twice: {held} in a batch, {waiting} waiting for export. "
            "The lists and the history agree."
        ).format(held=formats.number(report.in_batches), waiting=formats.number(report.waiting))
    more = len(report.findings) - _SHOWN
    told = " ".join(report.findings[:_SHOWN])
    rest = counted(more, tr(" And {n} more."), tr(" And {n} more.")) if more > 0 else ""
    return " ".join((told + rest, *report.advice))
