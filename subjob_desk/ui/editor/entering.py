"""Joins the estimate grid with Editing and LookingUp: what is typed, pasted, filled, removed.

What could not be taken stays in its cell, tinted, until it is mended or cleared.
"""

from typing import Final

import msgspec
from PySide6.QtCore import QObject, Qt, Signal, Slot

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.text import fold
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.common.formats import money, quantity
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.editor.asking import Asking, sentence
from subjob_desk.ui.editor.clipboard import COLUMNS, Rectangle, cells_of, rectangle
from subjob_desk.ui.editor.estimate import EstimateCard
from subjob_desk.ui.editor.grid_model import DESCRIPTION, NUMBERS, LinesModel, Refused
from subjob_desk.ui.editor.header import locked_words
from subjob_desk.ui.editor.lookup import Entry
from subjob_desk.ui.editor.untaken import Untaken, cells_untaken
from subjob_desk.usecases.views import SubJobPage

_STAYED_SHOWN: Final = 3


class KeptCell(msgspec.Struct, frozen=True):
    """A refused cell as it is kept over a restart."""

    line_id: str
    field: str
    text: str
    message: str


class GridEntering(QObject):
    """The grid's controller."""

    untaken_changed = Signal()
    """Something could not be saved, or was mended."""

    def __init__(
        self, ctx: Context, card: EstimateCard, model: LinesModel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._card = card
        self._model = model
        self._asking = Asking(ctx.gateway, self)
        self._page: SubJobPage | None = None
        grid = card.grid
        model.entered.connect(self._entered)
        grid.pasted.connect(self._pasted)
        grid.filled_down.connect(self._fill_down)
        grid.cleared.connect(self._clear)
        grid.lines_removed.connect(self._remove_lines)
        grid.lookup_wanted.connect(self._look_up)
        grid.locked_touched.connect(self._say_locked)
        grid.selection_changed.connect(self._show_selection)
        card.searched.connect(self._search)
        card.taken.connect(self._take)

    # For the editor

    def show_page(self, page: SubJobPage) -> None:
        """Show the lines of a sub job; another one than before brings its own kept typing."""
        is_other = self._page is None or self._page.row.id != page.row.id
        self._page = page
        if is_other:
            self._model.forget_typing()
            self._card.show_note("")
        before = self._model.refused_typing()
        self._model.show(page.lines, page.problems, editable=not page.locked)
        if page.locked:
            self._model.forget_typing()
        elif is_other:
            self._restore(page.row.id)
        elif before != self._model.refused_typing():
            self._keep(page.row.id)
        if not page.locked and self._ctx.gateway.initiator is not self._asking:
            self._say_untaken()
        if is_other:
            self._card.grid.clearSelection()
            self._card.grid.scrollToTop()
        self._show_totals(page)
        self._show_selection()

    def flush(self) -> None:
        """Take what is being typed into a cell."""
        self._card.grid.commit()

    def untaken(self) -> list[Untaken]:
        """What stands in cells and could not be saved."""
        return cells_untaken(self._model)

    def look_up(self) -> None:
        """Open the look-up at the current cell, as F4 does."""
        self._look_up(self._card.grid.typing() or "")

    def use(self, line_id: str, field: str, text: str) -> None:
        """Put a suggestion into a cell."""
        self._entered(line_id, field, text)

    # The user typed into a cell

    @Slot(object, object, object)
    def _entered(self, line_id: str, field: str, text: str) -> None:
        if self._page is None:
            return
        sub_id, made = self._page.row.id, [line_id]

        def verb() -> Changes:
            if line_id:
                return self._ctx.editing.change_line(sub_id, line_id, field, text)
            changes, made[0] = self._ctx.editing.add_line(sub_id, field, text)
            return changes

        answer = self._asking.ask(verb)
        if isinstance(answer, UserError):
            self._model.refuse(line_id, field, Refused(text, sentence(answer)))
            self._card.show_note(sentence(answer), "warning")
        else:
            self._model.refuse(line_id, field, None)
            if not line_id:
                self._model.adopt_typing(made[0])
            remarks = () if field in NUMBERS else fold(text).remarks
            self._card.show_note(" ".join(remarks))
        self._keep(sub_id)

    # Rectangles

    @Slot(object)
    def _pasted(self, text: str) -> None:
        cells = cells_of(text)
        rows, columns = self._card.grid.span()
        if len(cells) == 1 and len(cells[0]) == 1:
            cells = [[cells[0][0]] * len(columns) for _ in rows]
        what = rectangle(cells, columns.start)
        if what is None:
            self._card.show_note(tr("There is no text on the clipboard that fits here."), "warning")
            return
        size = counted(len(what.rows), tr("{n} row"), tr("{n} rows"))
        fields = counted(len(what.fields), tr("{n} column"), tr("{n} columns"))
        self._put(
            rows.start, what, tr("Pasted {rows}, {columns}.").format(rows=size, columns=fields)
        )

    @Slot()
    def _fill_down(self) -> None:
        rows, columns = self._card.grid.span()
        source = rows.start if len(rows) > 1 else rows.start - 1
        targets = [row for row in rows if row != source]
        taken = [column for column in columns if column != DESCRIPTION]
        if source < 0 or not taken or source >= self._model.line_count:
            self._card.show_note(tr("There is nothing above to fill down from."), "warning")
            return
        texts = tuple(self._model.plain_text(source, column) for column in taken)
        what = Rectangle(tuple(COLUMNS[c] for c in taken), tuple(texts for _ in targets))
        said = counted(len(targets), tr("Filled {n} row down."), tr("Filled {n} rows down."))
        self._put(targets[0], what, said)

    @Slot()
    def _clear(self) -> None:
        rows, columns = self._card.grid.span()
        fields = tuple(COLUMNS[column] for column in columns if column != DESCRIPTION)
        lines = [row for row in rows if self._model.line_id(row)]
        for row in rows:
            for field in fields:
                self._model.refuse(self._model.line_id(row), field, None)
        if self._page is not None:
            self._keep(self._page.row.id)
        if fields and lines:
            empty = Rectangle(fields, tuple(("",) * len(fields) for _ in lines))
            count = len(lines) * len(fields)
            said = counted(count, tr("Cleared {n} cell."), tr("Cleared {n} cells."))
            self._put(lines[0], empty, said)

    @Slot()
    def _remove_lines(self) -> None:
        rows, _ = self._card.grid.span()
        ids = tuple(self._model.line_id(row) for row in rows if self._model.line_id(row))
        if self._page is None or not ids:
            return
        sub_id = self._page.row.id
        answer = self._asking.ask(lambda: self._ctx.editing.remove_lines(sub_id, ids))
        self._card.show_note(sentence(answer) if isinstance(answer, UserError) else "", "warning")

    def _put(self, first: int, what: Rectangle, said: str) -> None:
        """Enter a rectangle from row ``first`` down; ``said`` names the act for the bar."""
        if self._page is None:
            return
        sub_id = self._page.row.id
        ids = tuple(self._model.line_ids()[first : first + len(what.rows)])

        def verb() -> Changes:
            done = self._ctx.editing.paste(sub_id, ids, what.fields, what.rows)
            return msgspec.structs.replace(done, said=" ".join((said, *_left(done))))

        answer = self._asking.ask(verb)
        if isinstance(answer, UserError):
            self._card.show_note(sentence(answer), "warning")
            return
        for line_id in ids:
            for field in what.fields:
                self._model.refuse(line_id, field, None)
        self._keep(sub_id)
        self._say(answer, what)

    def _say(self, answer: Changes, what: Rectangle) -> None:
        """Under the grid stands what was refused or taken for granted; the rest is the bar's."""
        parts = [*what.remarks, *_left(answer)]
        shown = answer.stayed[:_STAYED_SHOWN]
        parts += [
            f"{s.name[:1].upper()}{s.name[1:]}: {s.message} {s.remedy}".strip() for s in shown
        ]
        if len(answer.stayed) > len(shown):
            parts.append(tr("And {n} more.").format(n=len(answer.stayed) - len(shown)))
        self._card.show_note("\n".join(parts), "warning" if answer.stayed else "info")

    # Look-up

    @Slot(object)
    def _look_up(self, text: str) -> None:
        grid = self._card.grid
        if self._page is None or self._page.locked:
            self._say_locked()
            return
        index = grid.currentIndex()
        if not index.isValid():
            index = self._model.index(0, 0)
        typed = grid.typing()
        grid.give_up_typing()
        if index.column() > 1:
            index = self._model.index(index.row(), 0)
            text = self._model.plain_text(index.row(), 0)
        grid.go_to(index)
        is_category = COLUMNS[index.column()] == "category"
        title = tr("Look up a category") if is_category else tr("Look up a cost code")
        self._card.open_look_up(title, typed if typed is not None else text)

    @Slot(object)
    def _search(self, text: str) -> None:
        popup = self._card.look_up
        if popup is None:
            return
        if COLUMNS[self._card.grid.currentIndex().column()] == "category":
            found = self._categories(text)
            nothing = tr("No standard category has “{text}” in its code or name.")
        else:
            rows = self._ctx.looking_up.cost_codes(text)
            found = [Entry(row.code, row.description, row.is_group) for row in rows]
            nothing = tr("No standard cost code has “{text}” in its code or name.")
        popup.show_entries(found, nothing.format(text=text))

    def _categories(self, text: str) -> list[Entry]:
        wanted = text.casefold()
        known = self._ctx.looking_up.categories()
        return [
            Entry(code, description)
            for code, description in known
            if wanted in f"{code} {description}".casefold()
        ]

    @Slot(object)
    def _take(self, code: str) -> None:
        grid = self._card.grid
        index = grid.currentIndex()
        grid.setFocus(Qt.FocusReason.PopupFocusReason)
        self._model.setData(index, code)

    # Words around the grid

    @Slot()
    def _say_locked(self) -> None:
        if self._page is not None:
            self._card.show_note(locked_words(self._page), "warning")

    @Slot()
    def _show_selection(self) -> None:
        chosen = self._card.grid.selectedIndexes()
        field = COLUMNS[chosen[0].column()] if chosen else ""
        if len(chosen) < 2 or field not in NUMBERS or len({i.column() for i in chosen}) > 1:
            self._card.show_selection("")
            return
        total = sum(self._model.hundredths(index.row(), field) for index in chosen)
        shown = money(total) if field == "amount" else quantity(total)
        said = tr("{n} cells selected, sum {sum}")
        self._card.show_selection(said.format(n=len(chosen), sum=shown))

    def _show_totals(self, page: SubJobPage) -> None:
        lines = [row.line for row in page.lines]
        units = {line.unit.strip().lower() for line in lines}
        unit = units.pop() if len(units) == 1 else ""
        total = quantity(sum(line.quantity for line in lines))
        self._card.show_totals(
            counted(len(lines), tr("{n} line"), tr("{n} lines")),
            money(sum(line.amount for line in lines)),
            f"{total} {unit}" if unit and len(lines) > 1 else "",
        )

    # Typing that could not be taken

    def _keep(self, sub_id: str) -> None:
        place = f"{sub_id}/lines"
        kept = [
            KeptCell(line_id, field, refused.text, refused.message)
            for (line_id, field), refused in self._model.refused_typing().items()
        ]
        if kept:
            self._ctx.unsaved.keep(place, msgspec.json.encode(kept).decode("utf-8"))
        else:
            self._ctx.unsaved.forget(place)
        self.untaken_changed.emit()

    def _say_untaken(self) -> None:
        """The note was about an act that is over; what still is not saved stays named."""
        told = dict.fromkeys(one.message for one in self.untaken())
        self._card.show_note("\n".join(told), "warning")

    def _restore(self, sub_id: str) -> None:
        text = self._ctx.unsaved.text(f"{sub_id}/lines")
        if not text:
            return
        for cell in msgspec.json.decode(text, type=list[KeptCell]):
            # A line that was undone meanwhile is not there: the new row takes its text.
            line_id = cell.line_id if cell.line_id in self._model.line_ids() else ""
            self._model.refuse(line_id, cell.field, Refused(cell.text, cell.message))


def _left(done: Changes) -> list[str]:
    """How many cells were refused, as a sentence, if any were."""
    count = len(done.stayed)
    if not count:
        return []
    return [counted(count, tr("{n} cell stays as it was."), tr("{n} cells stay as they were."))]
