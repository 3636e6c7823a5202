"""The bar under an item: the code it gets in Sage, what Sage will see, and the answers.

Shows what it is given and emits what is clicked or typed.
"""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.lifecycle import Act
from subjob_desk.ui.common.labels import retone
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.inbox.answers import ALL, PRIMARY, Offer, key, word

_CODE_WIDTH: Final = 112
_ROOM: Final = 2
"""More buttons than this get a row of their own."""
_WIDE: Final = 560
"""Pixels; in a narrower bar the buttons get a row of their own, too."""


class CodeField(QLineEdit):
    """The extra code; Enter accepts it, Escape leaves the field and what was typed."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt sends a key."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class AnswerButton(QPushButton):
    """The button of one answer; says why it cannot be used."""

    chosen = Signal(object)

    def __init__(self, act: Act, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act = act
        self.setObjectName(f"inbox.{act.value}")
        self.setProperty("primary", act in PRIMARY)
        self.setAccessibleName(word(act))
        self.setAutoDefault(False)
        self.clicked.connect(self._choose)

    def show_offer(self, offer: Offer) -> None:
        """Show the words, and whether and why not."""
        hint = key(self._act)
        self.setText(f"{offer.text}   {hint}" if hint else offer.text)
        self.setEnabled(not offer.reason)
        self.setToolTip(offer.reason or self._tip())
        self.setAccessibleName(offer.text)
        self.setAccessibleDescription(offer.reason or self._tip())

    def _tip(self) -> str:
        return {
            Act.ACCEPT: tr("Accept it as it stands. It goes out with the next export."),
            Act.REJECT: tr("Send it back with a reason."),
            Act.WITHDRAW: tr("Take the acceptance back; it waits for a decision again."),
            Act.POST_AFTER_ALL: tr("Sage has it: somebody corrected and posted the reject file."),
            Act.TRY_AGAIN: tr("Put it into the next export, unchanged."),
            Act.CORRECT: tr("Take the code in the field and put it into the next export."),
            Act.REVISE: tr("Begin a change of what is in Sage; it is edited in Projects."),
        }[self._act]

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._act)


class AnswerBar(QFrame):
    """*Extra in Sage [010] new under job 24-117 … [Reject… R] [Accept A]*."""

    act_wanted = Signal(object)
    """``Act``"""
    code_edited = Signal(str)
    """What the extra code field holds now, after each key."""
    code_entered = Signal()
    """Enter in the field."""
    code_left = Signal()
    """Escape in the field: the keyboard goes back to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._label = QLabel()
        self._label.setProperty("tone", "field")
        self._code = CodeField()
        self._code.setObjectName("inbox.extra-code")
        self._code.setFixedWidth(_CODE_WIDTH)
        self._label.setBuddy(self._code)
        self._note = QLabel()
        self._note.setObjectName("inbox.sage-note")
        self._note.setWordWrap(True)
        self._note.setProperty("tone", "muted")
        self._buttons = {act: AnswerButton(act) for act in ALL}
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._label)
        row.addWidget(self._code)
        row.addWidget(self._note, 1)
        self._acts = QWidget()
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(8)
        acts.addStretch(1)
        for button in self._buttons.values():
            acts.addWidget(button)
            button.chosen.connect(self.act_wanted)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 12, 10)
        self._column.setSpacing(6)
        self._column.addLayout(row)
        self._row = row
        self._many = False
        self._place_acts()
        self._code.textEdited.connect(self.code_edited)
        self._code.returnPressed.connect(self.code_entered)
        self._code.left.connect(self.code_left)

    def show_code(self, term: str, code: str, locked: str) -> None:
        """Show the code under the company's word for Extra; ``locked`` says why it stays."""
        self._label.setText(tr("{term} &in Sage").format(term=term.replace("&", "&&")))
        self._code.setAccessibleName(tr("{term} in Sage").format(term=term))
        self._code.setText(code)
        self._code.setReadOnly(bool(locked))
        self._code.setToolTip(locked)
        self._code.setAccessibleDescription(locked)

    def show_note(self, text: str, *, is_fault: bool = False) -> None:
        """Say what Sage will see, or what is wrong with the code that was typed."""
        self._note.setText(text)
        self._note.setToolTip(text)
        retone(self._note, "tone", "problem" if is_fault else "muted")
        retone(self._code, "faulty", "true" if is_fault else "false")

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Show these answers and no others."""
        shown = {offer.act for offer in offers}
        for act, button in self._buttons.items():
            button.setVisible(act in shown)
        for offer in offers:
            self._buttons[offer.act].show_offer(offer)
        self._many = len(offers) > _ROOM
        self._place_acts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt gives another width."""
        super().resizeEvent(event)
        self._place_acts()

    def _place_acts(self) -> None:
        """The buttons stand beside the note, or below where they are many or room is short."""
        beside = not self._many and self.width() >= _WIDE
        if beside and self._row.indexOf(self._acts) < 0:
            self._row.addWidget(self._acts)
        elif not beside and self._column.indexOf(self._acts) < 0:
            self._column.addWidget(self._acts)

    def code(self) -> str:
        """What stands in the field."""
        return self._code.text()

    def focus_code(self) -> None:
        """Put the keyboard into the field, all of it selected."""
        self._code.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._code.selectAll()
