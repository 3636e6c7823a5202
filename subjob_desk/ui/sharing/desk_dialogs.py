"""Dialogs about one desk: taken out, let in again, another posting desk, a branch of a fork."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QRadioButton, QVBoxLayout, QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.sharing import phrases
from subjob_desk.ui.sharing.asking import Asking
from subjob_desk.usecases.sharing_views import DeskRow, ForkRow


class CutDialog(Asking):
    """Takes a desk out, or lets it in again; either way up to where its entries count."""

    given = Signal(object, object, object)
    """``DeskRow``, the last entry that counts (``int``; ``None``: all that is here), the reason."""

    def __init__(self, row: DeskRow, *, out: bool, parent: QWidget | None = None) -> None:
        title = tr("Take out {desk}") if out else tr("Let {desk} in again")
        sentence = (
            tr(
                "What it writes from there on counts nowhere, whenever it arrives. What it wrote "
                "before stays in the history."
            )
            if out
            else tr("Its entries count again, wherever they arrived meanwhile.")
        )
        super().__init__("cut_dialog", title.format(desk=row.name), sentence, parent)
        self._row = row
        self._is_out = out
        entries = formats.number(row.entries)
        words = (
            tr("Everything that has arrived here counts (up to entry {n})").format(n=entries)
            if out
            else tr("All its entries count")
        )
        self._all = _radio("cut_all", words)
        self._all.setChecked(True)
        self._some = _radio("cut_some", tr("Only up to entry"))
        for choice in (self._all, self._some):
            self._form.addRow(choice)
        self._cut = self.field("cut_entry", tr("&Last entry that counts"))
        self._cut.textEdited.connect(self._typed)
        self._reason = self.field("cut_reason", tr("&Reason")) if out else None
        if out:
            self.note(tr("For instance: PC stolen on 14 November. It stays in the history."))
        word = tr("Take out") if out else tr("Let in again")
        self.confirm_with(word).clicked.connect(self._give)
        self._all.setFocus()

    @Slot()
    def _typed(self) -> None:
        self._some.setChecked(True)

    @Slot()
    def _give(self) -> None:
        reason = self._reason.text().strip() if self._reason is not None else ""
        if self._reason is not None and not reason:
            self._reason.setFocus()
            why = UserError(tr("There is no reason."), tr("Write one; it stays in the history."))
            self.show_refusal(why)
            return
        typed = self._cut.text().strip().replace(",", "")
        if self._some.isChecked() and not typed.isdecimal():
            self._cut.setFocus()
            said = tr("Up to which entry it counts is not said.")
            self.show_refusal(
                UserError(said, tr("Type a number; {n} have arrived.").format(n=self._row.entries))
            )
            return
        self.given.emit(self._row, int(typed) if self._some.isChecked() else None, reason)


class PostingDialog(Asking):
    """Asks which desk writes the batches from now on, and how that is known to be safe."""

    given = Signal(object, object, object)
    """The desk (``str``), whether Sage was looked into (``bool``), the reason (``str``)."""

    def __init__(
        self,
        rows: Sequence[DeskRow],
        before: str,
        *,
        is_released: bool,
        is_unknown: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``before`` posts now, or posted last where it gave that back.

        ``is_unknown``: its PC was lost and its desk recovered; it may be the same desk again.
        """
        is_released = is_released and not is_unknown
        clean = tr("The posting was given back: any desk can go on with the next number.")
        forced = tr(
            "{desk} has not given the posting back. If it can still be reached, give it back "
            "there and synchronise: nothing can then be exported twice."
        ).format(desk=before)
        lost = tr(
            "The registrar's desk was recovered: its lost PC may have written batches that nobody "
            "here has seen."
        )
        super().__init__(
            "posting_dialog",
            tr("Hand the posting over"),
            lost if is_unknown else clean if is_released else forced,
            parent,
        )
        self._is_released = is_released
        self._desk = QComboBox()
        self._desk.setObjectName("posting_desk")
        self._desk.setAccessibleName(tr("New posting desk"))
        self._desk.view().setObjectName("posting_desks")
        self._desk.view().setAccessibleName(tr("Desks"))
        is_open = is_released or is_unknown
        for row in sorted(rows, key=lambda row: row.is_posting and not is_open):
            anew = tr("{desk}, whose company file is an older copy").format(desk=row.name)
            if phrases.is_active(row):
                name = anew if row.is_posting and not is_open else row.name
                self._desk.addItem(name, row.actor)
        self.add_row(self._form, tr("New posting &desk"), self._desk)
        self._checked = QCheckBox(tr("&Checked in Sage which batches were imported"))
        self._checked.setObjectName("posting_checked")
        self._checked.setAccessibleName(tr("Checked in Sage which batches were imported"))
        self._checked.setVisible(not is_released)
        self._form.addRow(self._checked)
        self._reason = None if is_released else self.field("posting_reason", tr("&Reason"))
        if not is_released:
            numbers = tr("Numbers go on at the next thousand.")
            disputed = tr(
                "What {desk} may still have exported is shown as disputed when it arrives."
            ).format(desk=before)
            self.note(numbers if is_unknown else f"{numbers} {disputed}")
        self.confirm_with(tr("Hand over")).clicked.connect(self._give)
        self._desk.setFocus()

    @Slot()
    def _give(self) -> None:
        reason = self._reason.text().strip() if self._reason is not None else ""
        if not self._is_released and not self._checked.isChecked():
            self._checked.setFocus()
            self.show_refusal(
                UserError(
                    tr("Nobody has looked in Sage yet."),
                    tr("Look there which batches were imported, then tick it."),
                )
            )
            return
        self.given.emit(self._desk.currentData(), self._checked.isChecked(), reason)


class BranchDialog(Asking):
    """Asks which branch of a forked chain counts."""

    given = Signal(object, object)
    """``ForkRow`` and the newest entry of the branch (``str``)."""

    def __init__(self, row: ForkRow, parent: QWidget | None = None) -> None:
        told = tr(
            "Two copies of this desk wrote on after entry {seq}. Ask its person which PC is "
            "the right one; entries of the other branch have no effect, and stay listed."
        )
        again = tr(
            "Two copies of this desk wrote on after entry {seq}, and a branch was chosen. Another "
            "one can count in its stead; only what a file for Sage stands on counts on. Leave it "
            "if its sub jobs were imported from the sheet that was saved then: they would be there "
            "twice."
        )
        super().__init__(
            "branch_dialog",
            tr("Which branch of {desk} counts?").format(desk=row.name),
            (again if row.is_settled else told).format(seq=formats.number(row.seq - 1)),
            parent,
        )
        self._row = row
        counting = [one.entry for one in row.branches if one.is_kept] if row.is_settled else []
        self._counts_now = frozenset(counting)
        column = QVBoxLayout()
        column.setSpacing(8)
        self._choices: list[tuple[QRadioButton, str]] = []
        for number, branch in enumerate(row.branches):
            words = tr("{entries} up to entry {last}, the newest of {when}").format(
                entries=phrases.entries(branch.entries),
                last=formats.number(branch.last),
                when=formats.moment(branch.at),
            )
            if branch.is_kept:
                words = tr("{branch} (counts now)").format(branch=words)
            choice = _radio(f"branch_{number}", words)
            self._choices.append((choice, branch.entry))
            column.addWidget(choice)
        self._form.addRow(column)
        self.confirm_with(tr("This one counts")).clicked.connect(self._give)
        if self._choices:
            self._choices[0][0].setFocus()

    @Slot()
    def _give(self) -> None:
        chosen = next((entry for choice, entry in self._choices if choice.isChecked()), "")
        if not chosen:
            self.show_refusal(UserError(tr("No branch is chosen."), tr("Choose one.")))
            return
        if chosen in self._counts_now:
            said = tr("This branch counts already.")
            self.show_refusal(UserError(said, tr("Choose the other one, or Cancel.")))
            return
        self.given.emit(self._row, chosen)


def _radio(name: str, text: str) -> QRadioButton:
    made = QRadioButton(text.replace("&", "&&"))
    made.setObjectName(name)
    made.setAccessibleName(text)
    return made
