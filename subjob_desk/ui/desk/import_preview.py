"""What an import would do, row by row, before it is done."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QTabBar, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.actions import LISTS
from subjob_desk.ui.common import formats, helping, theme
from subjob_desk.ui.common.background import Background, Task
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.empty import EmptyState
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.task_view import TaskView
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.desk.import_summary import ImportSummary
from subjob_desk.ui.desk.import_words import (
    field_word,
    list_word,
    outcome_word,
    title_of,
)
from subjob_desk.usecases.views import ImportPreview


@dataclass(frozen=True)
class Line:
    """A row of the preview: what becomes of it, or what was done to a value in it."""

    id: str
    row: str
    name: str
    outcome: str
    """create, update, skip, refuse, remark or note."""
    text: str


_ODD: Final = ("refuse", "remove", "remark", "note")


class ImportDialog(FramedDialog):
    """Shows a preview; nothing has happened until Import is pressed."""

    wanted = Signal(object, object)
    """``ImportPreview`` and whether all or nothing goes in (``bool``)."""
    rounding_wanted = Signal(object)
    """Whether the sheet is to be read anew, with numbers rounded to cents (``bool``)."""

    def __init__(self, preview: ImportPreview, term: str, parent: QWidget | None = None) -> None:
        about = f"{preview.source}. {preview.replaces}" if preview.replaces else preview.source
        super().__init__("import_dialog", title_of(preview.kind, term), about, parent)
        if preview.kind in LISTS:
            helping.about(self, "lists")
        self._preview = preview
        self._lines: tuple[Line, ...] = ()
        word = _list_outcome if preview.kind in LISTS else _outcome
        self.model: RowModel[Line] = RowModel(
            (
                Column(tr("Row"), _row, align_right=True),
                Column(tr("What"), _name, tip=_name),
                Column(_outcome_title(preview.kind), word, colour=_colour, picture=_picture),
                Column(_reason_word(preview.kind), _text, tip=_text),
            ),
            _id,
            self,
        )
        self._summary = ImportSummary()
        self._tabs = self._make_tabs()
        self._table = RowTable("import_rows", tr("Rows of the sheet"), self.model)
        self._table.set_widths(56, 190, 110, 0)
        self._none = EmptyState(tr("Nothing to look at: every row fits."), picture=Icon.OK)
        self._banner = Banner()
        self._all_valid = _box("import_all_valid", tr("Import &only if every row is valid"))
        self._all_valid.clicked.connect(self._show_possible)
        self._rounding = _box("import_rounding", tr("&Round numbers to cents"))
        self._rounding.clicked.connect(self._ask_rounding)
        self.content.addWidget(self._summary)
        self.content.addWidget(self._tabs)
        self.content.addWidget(self._table, 1)
        self.content.addWidget(self._none, 1)
        self.content.addWidget(self._banner)
        self.content.addWidget(self._all_valid)
        self.content.addWidget(self._rounding)
        self.work = TaskView("import", self.add_cancel(), self)
        self.work.ended.connect(self._work_ended)
        for widget in self.work.parts:
            self.content.addWidget(widget)
        self._is_rounded = False
        self._import = self.add_button("import", tr("Import"), primary=True)
        self._import.clicked.connect(self._give)
        self.resize(900, 600)
        self.show_preview(preview)

    def show_preview(self, preview: ImportPreview) -> None:
        """Show this preview, of the same sheet read anew."""
        self._preview = preview
        self._is_rounded = self._rounding.isChecked()
        self._lines = _lines(preview)
        self._summary.show_preview(preview)
        self._all_valid.setVisible(bool(preview.refused))
        finer = preview.can_round > 0
        self._rounding.setVisible(
            preview.kind == "sub-jobs" and (finer or self._rounding.isChecked())
        )
        self._import.setText(self._import_word())
        self._import.setAccessibleName(self._import_word())
        odd = sum(1 for line in self._lines if line.outcome in _ODD)
        all_rows = tr("All rows  {n}").format(
            n=formats.number(len(self._lines) - _remarks(preview))
        )
        self._tabs.setTabText(0, all_rows)
        self._tabs.setTabText(1, tr("Worth a look  {n}").format(n=formats.number(odd)))
        self._show_possible()
        self._show_tab(1 if preview.refused else 0)

    def show_refusal(self, error: UserError) -> None:
        """Say why nothing was imported."""
        self._rounding.setChecked(self._is_rounded)
        self._banner.show_problem(error)

    def show_working(self, background: Background, task: Task) -> None:
        """Until this ends nothing else can be wanted, and Cancel stops it."""
        self._banner.clear()
        for widget in (self._import, self._all_valid, self._rounding):
            widget.setEnabled(False)
            widget.setToolTip(task.title)
            widget.setAccessibleDescription(task.title)
        self.work.watch(background, task)

    def reject(self) -> None:
        """Cancel or Escape: what goes on stops first; else nothing is imported."""
        if self.work.task is not None:
            self.work.stop()
        else:
            super().reject()

    @Slot(object)
    def _work_ended(self, _task: Task) -> None:
        for box in (self._all_valid, self._rounding):
            box.setEnabled(True)
            box.setToolTip("")
            box.setAccessibleDescription("")
        self._show_possible()

    def _make_tabs(self) -> QTabBar:
        tabs = QTabBar()
        tabs.setObjectName("import_tabs")
        tabs.setAccessibleName(tr("Which rows"))
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        tabs.addTab("")
        tabs.addTab("")
        tabs.currentChanged.connect(self._show_rows)
        return tabs

    def _show_tab(self, which: int) -> None:
        self._tabs.setCurrentIndex(which)
        self._show_rows(which)

    def _import_word(self) -> str:
        count = self._preview.created + self._preview.updated + self._preview.removed
        if self._preview.kind == "sub-jobs":
            return counted(count, tr("Import {n} sub job"), tr("Import {n} sub jobs"))
        return counted(count, tr("Import {n} row"), tr("Import {n} rows"))

    @Slot(int)
    def _show_rows(self, which: int) -> None:
        if which == 1:
            shown = [line for line in self._lines if line.outcome in _ODD]
        else:
            shown = [line for line in self._lines if line.outcome not in ("remark", "note")]
        self.model.replace(shown)
        self._table.setVisible(bool(shown))
        self._none.setVisible(not shown)

    @Slot()
    def _show_possible(self) -> None:
        preview = self._preview
        why = ""
        if not preview.created + preview.updated + preview.removed:
            why = tr("There is nothing to import: no row would change anything.")
        elif self._all_valid.isChecked() and preview.refused:
            why = tr("Some rows are refused: mend the sheet, or import the valid ones.")
        self._import.setEnabled(not why)
        self._import.setToolTip(why)
        self._import.setAccessibleDescription(why)
        if why:
            self._banner.show_text("info", why)
        else:
            self._banner.clear()

    @Slot(bool)
    def _ask_rounding(self, rounding: bool) -> None:
        self.rounding_wanted.emit(rounding)

    @Slot()
    def _give(self) -> None:
        self.wanted.emit(self._preview, self._all_valid.isChecked())


def _lines(preview: ImportPreview) -> tuple[Line, ...]:
    notes = [
        Line(f"note {n}", "", tr("the sheet"), "note", text) for n, text in enumerate(preview.notes)
    ]
    rows = [
        Line(f"row {n}", str(r.row), r.name, r.outcome, f"{r.message} {r.remedy}".strip())
        for n, r in enumerate(preview.rows)
    ]
    shown = {(r.row, r.message) for r in preview.rows}
    rows += [
        Line(f"refused {n}", str(r.row), r.name, "refuse", f"{r.message} {r.remedy}".strip())
        for n, r in enumerate(preview.refused)
        if (r.row, r.message) not in shown
    ]
    rows += [
        Line(f"gone {n}", "", r.name, r.outcome, r.message) for n, r in enumerate(preview.gone)
    ]
    remarks = [
        Line(f"remark {n}", str(r.row), field_word(r.field), "remark", r.message)
        for n, r in enumerate(preview.remarks)
    ]
    return (*notes, *rows, *remarks)


def _remarks(preview: ImportPreview) -> int:
    return len(preview.remarks) + len(preview.notes)


def _box(name: str, text: str) -> QCheckBox:
    box = QCheckBox(text)
    box.setObjectName(name)
    box.setAccessibleName(text.replace("&", ""))
    return box


def _id(line: Line) -> str:
    return line.id


def _row(line: Line) -> str:
    return line.row


def _name(line: Line) -> str:
    return line.name


def _outcome(line: Line) -> str:
    return outcome_word(line.outcome)


def _list_outcome(line: Line) -> str:
    return list_word(line.outcome)


def _outcome_title(kind: str) -> str:
    return tr("On the list") if kind in LISTS else tr("Becomes")


def _reason_word(kind: str) -> str:
    return tr("Change") if kind in LISTS else tr("Because")


def _text(line: Line) -> str:
    return line.text


def _picture(line: Line) -> Icon | None:
    return {
        "create": Icon.NEW,
        "update": Icon.EDIT,
        "refuse": Icon.PROBLEM,
        "remove": Icon.REMOVE,
        "remark": Icon.INFO,
        "note": Icon.INFO,
    }.get(line.outcome)


def _colour(line: Line) -> str | None:
    now = theme.current()
    return {
        "create": now.in_sage[1],
        "update": now.waiting[1],
        "refuse": now.failed[1],
        "remove": now.returned[1],
        "remark": now.returned[1],
        "note": now.muted,
    }.get(line.outcome)
