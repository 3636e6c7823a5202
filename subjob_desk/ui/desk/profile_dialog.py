"""The dialog in which a profile is read or changed: its text left, what it does right.

Checks nothing itself: what the text means is told to it while it is typed.
"""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.desk.profile_text import ProfileText
from subjob_desk.ui.exports.file_text import FileText
from subjob_desk.usecases.profile_views import ProfileCheck, ProfileFinding


class ProfileDialog(FramedDialog):
    """``why_not`` says why the text cannot be changed; empty if it can."""

    typed = Signal()
    closing = Signal()
    """It is about to close; its text can still be read."""
    save_wanted = Signal(object)
    """The text (``str``)."""
    discard_wanted = Signal()
    """What was typed and not saved is to be forgotten."""

    def __init__(self, name: str, why_not: str = "", parent: QWidget | None = None) -> None:
        title = tr("Interchange profile {name}").format(name=name)
        super().__init__("profile_dialog", title, why_not, parent)
        self.name = name
        self._why_not = why_not
        self._finding: ProfileFinding | None = None
        self._banner = Banner()
        self._text = ProfileText()
        self._text.setObjectName("profile_text")
        self._text.setAccessibleName(tr("Text of the profile"))
        self._text.setReadOnly(bool(why_not))
        self._text.typed.connect(self.typed)
        self._says = QLabel()
        self._says.setObjectName("profile_says")
        self._says.setWordWrap(True)
        self._go = QPushButton(tr("&Go there"))
        self._go.setObjectName("profile_go")
        self._go.setAccessibleName(tr("Go to the line with the problem"))
        self._go.clicked.connect(self.go_there)
        self._sample = FileText()
        self._sample.setObjectName("profile_sample")
        self._sample.setAccessibleName(tr("Sample file"))
        self._differences = _reading("profile_differences", tr("Differences from the default"))
        self._stale = QLabel(tr("Still that of the text before the mistake."))
        self._stale.setObjectName("profile_stale")
        self._stale.setProperty("tone", "muted")
        self._stale.hide()
        self._about = QLabel()
        self._about.setProperty("tone", "section")
        self._lay_out()
        self._add_buttons()
        self.resize(1160, 720)
        self._text.setFocus()

    def show_text(self, text: str, *, is_unsaved: bool = False) -> None:
        """Show the text; ``is_unsaved``: it was typed here before and not saved."""
        self._text.show_text(text)
        self._show_unsaved(is_unsaved)

    def show_check(self, check: ProfileCheck) -> None:
        """Say what the text as it stands means."""
        self._finding = check.finding
        finding = check.finding
        if finding is not None:
            says = tr("Line {line}, column {column}: {reason}").format(
                line=finding.line, column=finding.column, reason=finding.reason
            )
            tone = "problem"
        else:
            tone = "problem" if check.misfit else "muted"
            says = check.misfit or check.caution or tr("Files can be written by this profile.")
        self._say(says, tone)
        self._go.setVisible(finding is not None)
        self._text.show_problem(finding.line if finding else 0)
        if finding is None:
            # While the text makes no sense, what it did last stays in sight.
            self._show_meaning(check)
        self._stale.setVisible(finding is not None)
        self._show_possible()

    def show_refusal(self, error: UserError) -> None:
        """Say why the profile was not saved."""
        self._banner.show_problem(error)

    def done(self, result: int) -> None:
        """Qt closes the dialog, by whichever key: what was typed until now is taken first."""
        self.closing.emit()
        super().done(result)

    def text(self) -> str:
        """The text as it stands."""
        return self._text.text()

    @property
    def can_change(self) -> bool:
        """The text can be typed in and saved."""
        return not self._why_not

    def _show_meaning(self, check: ProfileCheck) -> None:
        self._sample.show_text(check.sample, check.lines)
        if check.differences:
            count = len(check.differences)
            about = counted(
                count, tr("{n} difference from default"), tr("{n} differences from default")
            )
        else:
            about = tr("Writes the same files as default")
        self._about.setText(about)
        self._differences.setPlainText("\n".join(check.differences))

    def _show_unsaved(self, is_unsaved: bool) -> None:
        words = tr("What was typed here before and not saved is here again.") if is_unsaved else ""
        self._banner.show_text("info", words)
        self._discard.setVisible(is_unsaved)

    def _say(self, text: str, tone: str) -> None:
        self._says.setText(text)
        self._says.setProperty("tone", tone)
        self._says.style().unpolish(self._says)
        self._says.style().polish(self._says)
        self._text.setAccessibleDescription(text)

    def _show_possible(self) -> None:
        if self._why_not:
            return
        why = (
            tr("Line {line} is to be corrected first.").format(line=self._finding.line)
            if (self._finding)
            else ""
        )
        self._save.setEnabled(not why)
        self._save.setToolTip(why)
        self._save.setAccessibleDescription(why)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 8, 0)
        left.setSpacing(8)
        left.addWidget(_heading(tr("&Text"), self._text))
        left.addWidget(self._text, 1)
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self._says, 1)
        told.addWidget(self._go, 0, Qt.AlignmentFlag.AlignTop)
        left.addLayout(told)
        right = QVBoxLayout()
        right.setContentsMargins(8, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(_heading(tr("S&ample file"), self._sample))
        right.addWidget(self._stale)
        right.addWidget(self._sample, 3)
        right.addWidget(self._about)
        right.addWidget(self._differences, 2)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        for column in (left, right):
            side = QWidget()
            side.setLayout(column)
            panes.addWidget(side)
        panes.setSizes([600, 520])
        self.content.addWidget(self._banner)
        self.content.addWidget(panes, 1)

    def _add_buttons(self) -> None:
        self._discard = self.add_button("discard", tr("&Forget what was typed"))
        self._discard.clicked.connect(self.discard_wanted)
        self._discard.hide()
        self.add_cancel(tr("Close"))
        self._save = self.add_button("save", tr("&Save"), primary=not self._why_not)
        self._save.setVisible(not self._why_not)
        self._save.clicked.connect(self._wish_to_save)

    @Slot()
    def go_there(self) -> None:
        if self._finding is not None:
            self._text.go_to(self._finding.line, self._finding.column)

    @Slot()
    def _wish_to_save(self) -> None:
        self._banner.clear()
        self.save_wanted.emit(self.text())


def _heading(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setProperty("tone", "section")
    label.setBuddy(buddy)
    return label


def _reading(name: str, spoken: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    made.setObjectName(name)
    made.setAccessibleName(spoken)
    return made
