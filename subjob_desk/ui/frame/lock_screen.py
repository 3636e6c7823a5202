"""The screen over a locked window: hides everything, asks for the password of who acts.

When it comes and whether the password is right is ``idle_lock``'s.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.words import tr

_WIDTH: Final = 440
_ICON: Final = 32


class LockScreen(QWidget):
    """Lies over all of its window and lets no key and no click through; Esc does nothing."""

    given = Signal(object)
    """The password that was typed (``str``)."""
    quit_wanted = Signal()

    def __init__(self, who: str, company: str, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("surface")  # the colour of every window's ground
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.setAcceptDrops(True)  # and takes none: they go no further
        self.setAccessibleName(tr("{company} is locked").format(company=company))
        self._banner = Banner()
        self._field = self._make_field()
        self._unlock = _button("lock_unlock", tr("Unlock"), primary=True)
        self._quit = _button("lock_quit", tr("Quit SubJob Desk"), primary=False)
        self._unlock.clicked.connect(self._give)
        self._field.returnPressed.connect(self._give)
        self._quit.clicked.connect(self.quit_wanted)
        self._lay_out(who, company)
        for part in self._chain():
            part.installEventFilter(self)
        window.installEventFilter(self)
        self.setGeometry(window.rect())

    def take_keyboard(self) -> None:
        """What is typed goes into the password."""
        if not any(part.hasFocus() for part in self._chain()):
            self._field.setFocus()

    def show_refusal(self, error: UserError) -> None:
        """Say why it stays locked; the password is to be typed anew."""
        self._banner.show_problem(error)
        self._field.clear()
        self._field.setFocus()

    def refusal(self) -> str:
        """What was refused; empty if nothing was."""
        return self._banner.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys mean nothing but letters here, and the screen is as large as its window."""
        window = self.parentWidget()
        if watched is window and window is not None:
            if event.type() == QEvent.Type.Resize:
                self.setGeometry(window.rect())
        elif event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays on this screen."""
        chain = self._chain()
        held = next((at for at, part in enumerate(chain) if part.hasFocus()), 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        chain[(held + (1 if forward else -1)) % len(chain)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no field wants goes no further."""
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Nor does a click beside the card."""
        event.accept()
        self.take_keyboard()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The same."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The same."""
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same."""
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """No file is taken."""
        event.ignore()

    @Slot()
    def _give(self) -> None:
        if self._field.text():
            self.given.emit(self._field.text())
        else:
            self.show_refusal(UserError(tr("No password was typed."), tr("Type yours.")))

    def _chain(self) -> tuple[QWidget, ...]:
        return self._field, self._unlock, self._quit

    def _make_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("lock_password")
        field.setAccessibleName(tr("Password"))
        field.setPlaceholderText(tr("Password"))
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        return field

    def _lay_out(self, who: str, company: str) -> None:
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 28, 32, 24)
        column.setSpacing(12)
        column.addWidget(_picture(self.devicePixelRatioF()), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(_words(who, "title"))
        column.addWidget(
            _words(
                tr(
                    "{company} is locked. Nothing was closed: with your password you go on where "
                    "you were."
                ).format(company=company),
                "muted",
            )
        )
        column.addSpacing(4)
        column.addWidget(self._field)
        column.addWidget(self._banner)
        column.addWidget(self._unlock)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._quit)
        row.addStretch(1)
        column.addLayout(row)
        beside = QHBoxLayout()  # an alignment instead would cut wrapped words
        beside.addStretch(1)
        beside.addWidget(card)
        beside.addStretch(1)
        around = QVBoxLayout(self)
        around.addStretch(2)
        around.addLayout(beside)
        around.addStretch(3)


def _picture(ratio: float) -> QLabel:
    label = QLabel()
    label.setPixmap(icons.pixmap(Icon.LOCK, theme.current().accent, _ICON, ratio))
    return label


def _words(text: str, tone: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("tone", tone)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label


def _button(name: str, text: str, *, primary: bool) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setProperty("primary", primary)
    button.setProperty("quiet", not primary)
    return button
