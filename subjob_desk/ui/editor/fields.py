"""A text field of the editor: label, live counter, the field, and a note below it.

Knows nothing of what may be typed; it tells what was typed and shows the note it is given.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from subjob_desk.ui.common.labels import retone
from subjob_desk.ui.common.words import tr


class FieldBox(QWidget):
    """One field. A value is saved, typing is not yet: leaving or Enter asks for it."""

    typed = Signal(object)
    """The text, at every key of the user's."""
    entered = Signal(object)
    """The text, when the user leaves the field or presses Enter and it is not the saved value."""

    def __init__(self, name: str, label: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_box")
        self._value = ""
        self._limit = 0
        self._mark = ""
        """Why the field wears the colours of a problem, in a few words."""
        self._label = QLabel(label)
        self._label.setObjectName(f"{name}_label")
        self._label.setProperty("tone", "field")
        self._counter = QLabel()
        self._counter.setObjectName(f"{name}_counter")
        self._edit = QLineEdit()
        self._edit.setObjectName(name)
        self._edit.setAccessibleName(label.replace("&", ""))
        self._edit.setMinimumWidth(90)
        self.setMaximumWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._label.setBuddy(self._edit)
        self._note = QLabel()
        self._note.setObjectName(f"{name}_note")
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.hide()
        self._arrange()
        self._edit.textEdited.connect(self._typing)
        self._edit.editingFinished.connect(self.flush)

    def save_by_itself(self) -> None:
        """From now on Esc puts the saved value back; when all is saved Ctrl+Z is the window's."""
        self._edit.installEventFilter(self)

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.addWidget(self._label, 0, 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self._counter, 0, 1, right)
        grid.addWidget(self._edit, 1, 0, 1, 2)
        grid.addWidget(self._note, 2, 0, 1, 2)

    # Shown from outside

    def show_value(self, value: str, limit: int, locked: str, *, keep_typing: bool) -> None:
        """Show the saved value; with ``keep_typing`` what is being typed stays in the field."""
        typing = keep_typing and self.is_typing
        self._value = value
        self._limit = limit
        self._edit.setReadOnly(bool(locked))
        self._edit.setToolTip(locked)
        self._edit.setAccessibleDescription(locked)
        retone(self._edit, "locked", "true" if locked else "false")
        if not typing and self._edit.text() != value:
            self._edit.setText(value)
        self._count()

    def restore(self, text: str) -> None:
        """Put kept typing back into the field."""
        self._edit.setText(text)
        self._count()

    def show_note(self, text: str, tone: str = "muted") -> None:
        """Say something under the field; empty says nothing."""
        said = text or self._mark
        self._note.setText(said)
        retone(self._note, "tone", tone if text else "problem")
        self._note.setVisible(bool(said))
        if not self._edit.isReadOnly():
            self._edit.setAccessibleDescription(text)

    def mark(self, short: str, whole: str) -> None:
        """Put the field into the colours of a problem, and say why; empty puts it out of them."""
        note = "" if self._note.text() == self._mark else self._note.text()
        tone = str(self._note.property("tone"))
        self._mark = short
        retone(self._edit, "faulty", "true" if short else "false")
        self.show_note(note, tone)
        if not self._edit.isReadOnly():
            self._edit.setToolTip(whole)
            self._edit.setAccessibleDescription(whole or note)

    def set_label(self, text: str) -> None:
        """Name the field; ``&`` marks its access key."""
        self._label.setText(text)
        self._edit.setAccessibleName(text.replace("&", ""))

    def focus(self) -> None:
        """Put the keyboard here, the text selected."""
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edit.selectAll()

    @property
    def has_focus(self) -> bool:
        """The keyboard is here."""
        return self._edit.hasFocus()

    @property
    def is_typing(self) -> bool:
        """What stands in the field is not the saved value."""
        return self._edit.text() != self._value

    @property
    def value(self) -> str:
        """The saved value."""
        return self._value

    def text(self) -> str:
        """What stands in the field."""
        return self._edit.text()

    # The user did

    @Slot()
    def flush(self) -> None:
        """Ask to save what is being typed."""
        if self.is_typing and not self._edit.isReadOnly():
            self.entered.emit(self._edit.text())

    @Slot(str)
    def _typing(self, text: str) -> None:
        self._count()
        self.typed.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt sends a key to the field."""
        if watched is not self._edit or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and not self.is_typing:
            # The field would take the key, and what was saved could not be undone by name.
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if event.matches(undo) or event.matches(redo):
                event.ignore()
                return True
        is_escape = event.key() == Qt.Key.Key_Escape and self.is_typing
        if is_escape and event.type() == QEvent.Type.KeyPress:
            self._edit.setText(self._value)
            self._typing(self._value)
            return True
        return super().eventFilter(watched, event)

    def _count(self) -> None:
        length = len(self._edit.text())
        self._counter.setText(tr("{n} of {limit}").format(n=length, limit=self._limit))
        retone(self._counter, "tone", "problem" if length > self._limit else "muted")
