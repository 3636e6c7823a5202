"""The strip that says what desks did at once to the sub job shown, and what settles it.

Shows what it is given; what is chosen is done by whoever shows it.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.labels import redress, retone
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.usecases.sharing_views import ConflictAct, ConflictRow

_MOST_ACTS: Final = 4
_LONGEST: Final = (40, 32, 24, 16, 10)
"""Characters of a value on a button, the first that fits; the tooltip has all of it."""


_AROUND: Final = 14 + 16 + 8 + 14
"""Pixels of the strip beside its buttons: margins, and the mark with its gap."""
_GAP: Final = 8


class ConflictStrip(QFrame):
    """One sentence, both values as buttons, Alt+1, Alt+2 …; hidden while nothing waits."""

    act_wanted = Signal(object, object)
    """``ConflictRow`` and the id of an act (``str``)."""

    def __init__(self, name: str) -> None:
        """``name`` goes before the names of its parts."""
        super().__init__()
        self.setObjectName(f"{name}_conflict")
        self._row: ConflictRow | None = None
        self._mark = QLabel()
        self._words = QLabel()
        self._words.setObjectName(f"{name}_conflict_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = QLabel()
        self._more.setObjectName(f"{name}_conflict_more")
        self._buttons = [self._button(name, number) for number in range(1, _MOST_ACTS + 1)]
        acts = QHBoxLayout()
        acts.setSpacing(_GAP)
        for button in self._buttons:
            acts.addWidget(button)
        acts.addWidget(self._more)
        acts.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addLayout(acts)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.changed.connect(self._tint)
        self.hide()

    def show_rows(self, rows: Sequence[ConflictRow]) -> None:
        """Show the first of these; the others follow when it is settled."""
        self._row = row = next(iter(rows), None)
        self.setVisible(row is not None)
        if row is None:
            return
        kind = "info" if row.is_task else "warning"
        retone(self, "banner", kind)
        redress(self._words)
        self._words.setText(row.sentence)
        self.setAccessibleName(row.sentence)
        for number, button in enumerate(self._buttons):
            act = row.acts[number] if number < len(row.acts) else None
            button.setVisible(act is not None)
            if act is not None:
                _show_act(button, number + 1, act)
        left = len(rows) - 1
        self._more.setText(counted(left, tr("and {n} more after this"), tr("and {n} more")))
        self._more.setVisible(left > 0)
        self._fit()
        self._tint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt gives another width: the words on the buttons are cut to it, never their keys."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        row = self._row
        if row is None:
            return
        shown = [*zip(self._buttons, row.acts, strict=False)]
        room = self.width() - _AROUND
        if not self._more.isHidden():
            room -= self._more.sizeHint().width()
        for longest in _LONGEST:
            for number, (button, act) in enumerate(shown, start=1):
                button.setText(_words(act, number, longest))
            if sum(button.sizeHint().width() + _GAP for button, _act in shown) <= room:
                return

    def take_keyboard(self) -> bool:
        """Put the keyboard on the first way to settle it; whether there is one."""
        row = self._row
        if row is None or not row.acts or row.acts[0].reason or row.is_task:
            return False
        self._buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    @property
    def has_keyboard(self) -> bool:
        """One of its buttons has the keyboard."""
        return any(button.hasFocus() for button in self._buttons)

    def _button(self, name: str, number: int) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"{name}_conflict_act_{number}")
        button.setAutoDefault(False)
        button.hide()
        button.clicked.connect(self._act)
        key = QShortcut(QKeySequence(f"Alt+{number}"), self)
        key.activated.connect(button.click)
        return button

    @Slot()
    def _act(self) -> None:
        row, sender = self._row, self.sender()
        if row is not None and isinstance(sender, QPushButton):
            self.act_wanted.emit(row, row.acts[self._buttons.index(sender)].id)

    @Slot()
    def _tint(self) -> None:
        if self._row is not None:
            now = theme.current()
            which = Icon.INFO if self._row.is_task else Icon.DIFFERENCE
            colour = now.waiting[1] if self._row.is_task else now.returned[1]
            self._mark.setPixmap(icons.pixmap(which, colour, 16, self.devicePixelRatioF()))


def _words(act: ConflictAct, number: int, longest: int) -> str:
    text = act.label
    if len(text) > longest:  # two values often differ in their last words only
        tail = longest // 2
        text = f"{text[: longest - 1 - tail]}…{text[-tail:]}"
    shown = text.replace("&", "&&")
    return f"{shown}   Alt+{number}"


def _show_act(button: QPushButton, number: int, act: ConflictAct) -> None:
    button.setEnabled(not act.reason)
    button.setAccessibleName(act.label)
    button.setToolTip(act.reason or tr("{act} (Alt+{n})").format(act=act.label, n=number))
    button.setAccessibleDescription(act.reason)
