"""Joins the list of batches with the use cases: what a batch is, and what Sage did with it.

Creates no widget.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.lifecycle import Act
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports import batch_view
from subjob_desk.ui.exports.batches import VOID, WRITTEN
from subjob_desk.ui.exports.file_controller import FileController
from subjob_desk.ui.exports.line_words import Part
from subjob_desk.ui.exports.preview_items import PreviewItem
from subjob_desk.usecases.batches import is_folder
from subjob_desk.usecases.control_sheets import Addition
from subjob_desk.usecases.reject_views import WaitingRow
from subjob_desk.usecases.views import BatchRow

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context
    from subjob_desk.ui.exports.place import ExportsPlace

_COUNTED: Final = 5_000
"""Lines that are counted in a moment when a batch is looked at."""

_ACT: Final = {
    batch_view.POSTED: Act.POST,
    batch_view.REFUSED: Act.REFUSE,
    batch_view.VOID: Act.VOID,
}


class ExportsController(QObject):
    """The exports place of one window."""

    def __init__(self, place: ExportsPlace, ctx: Context) -> None:
        super().__init__(place)
        self._place = place
        self._ctx = ctx
        self._stale = True
        self._newest = ""
        self._batch: BatchRow | None = None
        self._additions: tuple[Addition, ...] = ()
        self._carried: tuple[WaitingRow, ...] = ()
        self._file = FileController(place.batch.file, ctx, self)
        place.list.chosen.connect(self._chosen)
        place.list.export_wanted.connect(place.open_export)
        place.list.coverage_wanted.connect(place.open_coverage)
        place.list.additions_wanted.connect(self._additions_wanted)
        place.batch.act_wanted.connect(self._act_wanted)
        place.batch.file.open_wanted.connect(place.open_wanted)

    # --- what is shown -----------------------------------------------------------------------

    def shown(self) -> None:
        """The place has come into sight: read what was missed."""
        self._explain_print()
        if self._stale:
            self._read()

    def refresh(self, _changes: Changes | None) -> None:
        """Something changed: batches are few, so they are read anew."""
        if self._place.isVisible():
            self._read()
        else:
            self._stale = True

    def selected_ids(self) -> tuple[str, ...]:
        """Sub jobs of the chosen batch that wait for Sage's answer."""
        return tuple(row.id for row in self._carried)

    @Slot(str)
    def show_newest(self, batch_id: str) -> None:
        """A batch was just written: it is the one to look at, now or when the place is shown."""
        self._newest = batch_id
        if self._place.isVisible():
            self._read()

    def _read(self) -> None:
        self._stale = False
        rows = self._ctx.exporting.batches()
        accepted = self._ctx.browsing.counts().accepted
        self._place.list.show_empty(
            tr(
                "No file was written yet.\n"
                "Accepted sub jobs go to Sage in one file; each file is listed here."
            ),
            tr("Export {n} accepted…").format(n=accepted) if accepted else "",
        )
        self._additions = self._ctx.sheets.additions()
        self._place.list.show_additions(len(self._additions))
        self._place.list.show_batches(rows)
        if self._newest:
            self._place.list.set_cursor(self._newest)
            self._newest = ""
        self._chosen(self._place.list.current())

    @Slot(object)
    def _chosen(self, batch: BatchRow | None) -> None:
        if batch is not None and batch == self._batch:
            self._show_possible(batch)
            return
        self._batch = batch
        self._explain_print()
        self._place.show_detail(shown=batch is not None)
        if batch is not None:
            text = self._ctx.exporting.batch_text(batch.id)
            lines = self._ctx.file_reading.of_batch(batch.id)
            self._place.batch.show_batch(batch, asks_folder=self._asks_folder(batch))
            self._file.show(text, lines, lambda part: self._item_of(batch.id, part))
            self._place.batch.show_quantity(self._quantity(batch))
            self._place.batch.show_despite(self._ctx.exporting.despite(batch.id))
            self._show_possible(batch)

    def _show_possible(self, batch: BatchRow) -> None:
        self._carried = tuple(self._ctx.rejecting.waiting(batch.id)) if batch.waiting else ()
        self._place.batch.show_possible(self._why_not(batch))
        self._place.selection_changed.emit()

    def _why_not(self, batch: BatchRow) -> dict[str, str]:
        person = self._ctx.desk.person
        why_not = {
            name: person.missing_right(act, "") or _recorded(batch, act)
            for name, act in _ACT.items()
        }
        why_not[batch_view.REJECT_FILE] = why_not[batch_view.REFUSED]
        why_not[batch_view.WRITE_AGAIN] = self._why_not_again(batch)
        return why_not

    def _why_not_again(self, batch: BatchRow) -> str:
        if batch.state == VOID:
            return tr("The batch is void.")
        if batch.state != WRITTEN:
            return tr("Sage's answer is recorded already.")
        if batch.file_missing or self._asks_folder(batch):
            return self._ctx.desk.person.missing_right(Act.EXPORT, "") or ""
        return tr("The file is where it was written.")

    def _asks_folder(self, batch: BatchRow) -> bool:
        """Whether it can be written again, but not where it was."""
        if batch.state != WRITTEN:
            return False
        if batch.file_missing:
            return not is_folder(Path(batch.file).parent)
        return not self._ctx.exporting.is_own(batch.id)

    def _item_of(self, batch_id: str, part: Part) -> PreviewItem | None:
        found = self._ctx.exporting.item_of(batch_id, part.job, part.extra)
        return PreviewItem(found.row, part.first, part.last, found.change) if found else None

    # --- what the user wants -----------------------------------------------------------------

    def do(self, act: Act) -> None:
        """Record what Sage did, asking first."""
        batch = self._batch
        if batch is None:
            return
        number = batch.number
        if act is Act.POST and batch.state != WRITTEN:
            title = tr("What else of batch {number} did Sage post?").format(number=number)
            self._place.ask_rest_posted(title, self._carried)
        elif act is Act.POST:
            title = tr("Did Sage post all of batch {number}?").format(number=number)
            self._place.ask_posted(title, self._report(batch))
        elif act is Act.REFUSE:
            title = tr("What did Sage refuse of batch {number}?").format(number=number)
            self._place.ask_refused(title, self._carried)
        elif act is Act.VOID:
            self._place.ask_void(
                tr("Void batch {number}").format(number=number),
                tr(
                    "Only if the file was never imported. Its sub jobs are accepted again and go "
                    "out in the next export; delete the file, so that nobody imports it later."
                ),
            )

    @Slot(str)
    def _act_wanted(self, name: str) -> None:
        batch = self._batch
        if batch is None:
            return
        folder = Path(batch.file).parent
        if name in _ACT:
            self.do(_ACT[name])
        elif name == batch_view.REJECT_FILE:
            self.open_reject_file()
        elif name == batch_view.CONTROL_SHEET:
            self.open_sheet()
        elif name == batch_view.OPEN_FOLDER:
            self._place.open_folder(str(folder))
        elif name == batch_view.COPY_PATH:
            self._place.copy(batch.file)
        elif name == batch_view.WRITE_AGAIN:
            self._want_again(batch)

    @Slot()
    def open_sheet(self) -> None:
        """The sheet to tick the chosen batch off against."""
        if self._batch is not None:
            self._place.open_sheet(self._batch.id)

    @Slot()
    def _additions_wanted(self) -> None:
        """One opens at once; of several one is chosen by day and person."""
        if len(self._additions) == 1:
            self._place.open_addition(self._additions[0].id)
            return
        self._place.ask_addition(
            [
                (one.id, tr("{who}, {when}").format(who=one.who, when=formats.moment(one.at)))
                for one in self._additions
            ]
        )

    def _explain_print(self) -> None:
        nothing = tr("No file was written yet.")
        self._ctx.actions.print_sheet.explain("" if self._batch is not None else nothing)

    @Slot()
    def record_posted(self) -> None:
        """Sage posted everything in the batch."""
        if self._batch is not None:
            batch_id = self._batch.id
            self._ctx.gateway.do(self, lambda: self._ctx.answering.posted(batch_id))

    @Slot(object)
    def record_rest_posted(self, ids: tuple[str, ...] | None) -> None:
        """Sage posted these of what still waits, or all of it."""
        if self._batch is not None:
            batch_id = self._batch.id
            self._ctx.gateway.do(self, lambda: self._ctx.answering.posted(batch_id, ids))

    @Slot()
    def open_reject_file(self) -> None:
        """Ask for Sage's reject file; elsewhere than here its lines tell the batch."""
        self._place.rejects.start(self._chosen_batch())

    @Slot(object)
    def read_reject_file(self, path: Path) -> None:
        """A reject file was dropped on the question what Sage refused of the batch."""
        self._place.rejects.read(self._chosen_batch(), path)

    def _chosen_batch(self) -> str | None:
        here = self._place.isVisible() and self._batch is not None and self._batch.waiting
        return self._batch.id if here and self._batch is not None else None

    @Slot(object, str)
    def record_refused(self, ids: tuple[str, ...], message: str) -> None:
        """Sage refused these of the batch."""
        if self._batch is not None:
            batch_id = self._batch.id
            self._ctx.gateway.do(self, lambda: self._ctx.answering.refused(batch_id, ids, message))

    @Slot(object, object)
    def record_void(self, _reason: str, text: str) -> None:
        """The batch was never imported."""
        if self._batch is not None:
            batch_id = self._batch.id
            self._ctx.gateway.do(self, lambda: self._ctx.answering.void(batch_id, text))

    def _want_again(self, batch: BatchRow) -> None:
        if self._asks_folder(batch):
            title = tr("Write batch {number} again into").format(number=batch.number)
            self._place.ask_folder(title, self._ctx.settings.text("export.folder"))
        else:
            said = tr("Wrote {file} again, the same bytes.")
            self._ctx.gateway.do(self, lambda: self._write_again(batch, None, said))

    @Slot(str)
    def write_again_into(self, folder: str) -> None:
        """Write the chosen batch again into a folder of this PC."""
        batch, said = self._batch, tr("Wrote {file} into {folder}, the same bytes.")
        if batch is not None:
            self._ctx.gateway.do(self, lambda: self._write_again(batch, Path(folder), said))

    def _write_again(self, batch: BatchRow, folder: Path | None, said: str) -> Changes:
        path = self._ctx.exporting.write_again(batch.id, folder)
        told = said.format(file=path.name, folder=path.parent)
        return Changes(batches=frozenset({batch.id}), said=told)

    def _quantity(self, batch: BatchRow) -> str:
        """Unit by unit; of a very long file only the control sheet counts it."""
        if batch.lines > _COUNTED:
            return tr("see the control sheet")
        sums = self._ctx.sheets.count(batch.id).sums
        return ", ".join(
            f"{formats.quantity(one.quantity)} {one.unit or tr('without unit')}"
            for one in sums.quantities
        )

    def _report(self, batch: BatchRow) -> tuple[str, ...]:
        return (
            self._ctx.sheets.must_report(batch),
            tr("And Tasks > Post Entries must have been run."),
        )


def _recorded(batch: BatchRow, act: Act) -> str:
    if batch.state == WRITTEN:
        return ""
    if batch.state == "void":
        return tr("The batch is void.")
    if not batch.waiting:
        return tr("Sage's answer is recorded already.")
    if act is Act.VOID:
        return tr("A part of it is answered: it was imported, so it cannot be void.")
    return ""
