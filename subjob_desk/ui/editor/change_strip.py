"""The strip that says that a change is open: what goes out, why the code stays, how to give it up.

Shows what it is given; the act is the window's.
"""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from subjob_desk.domain.lifecycle import EDITABLE
from subjob_desk.ui.actions import Actions
from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.act_button import ActButton
from subjob_desk.ui.common.against import total_words
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.change_views import Change
from subjob_desk.usecases.views import SubJobPage


class ChangeStrip(QFrame):
    """*Change of what is in Sage …* and *Discard the change*; hidden where there is none."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor_change")
        self.setProperty("banner", "info")
        self._mark = QLabel()
        self._words = QLabel()
        self._words.setObjectName("editor_change_words")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._discard = ActButton(actions.discard)
        self._discard.setObjectName("editor_discard")
        self._discard.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self._discard, 0, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._tint)
        self._tint()
        self.hide()

    def show_change(self, change: Change | None, page: SubJobPage) -> None:
        """Say what the open change is about; ``None`` says nothing."""
        self.setVisible(change is not None)
        if change is None:
            return
        lead = lead_words(change)
        rest = " ".join(rest_words(change, page))
        self._words.setText(f"<b>{_html(lead)}</b> {_html(rest)}")
        self.setAccessibleName(f"{lead} {rest}")
        self._discard.setVisible(page.is_change and page.row.state in EDITABLE and page.may_edit)

    @Slot()
    def _tint(self) -> None:
        colour = theme.current().waiting[1]
        self._mark.setPixmap(icons.pixmap(Icon.REVISE, colour, 16, self.devicePixelRatioF()))


def lead_words(change: Change) -> str:
    """What it is, in bold."""
    if change.is_whole:
        return tr("Change of what is in Sage.")
    return tr("Sage has taken a part of it.")


def rest_words(change: Change, page: SubJobPage) -> tuple[str, ...]:
    """What goes out, and why the code stays."""
    words = [f"{total_words(change)}.", tr("Only the difference goes out.")]
    if not change.is_whole:
        words.append(change.code_reason)
    elif page.code_locked:
        words.append(tr("The code is locked: {reason}").format(reason=change.code_reason))
    if change.description_in_sage:
        words.append(
            tr("Sage keeps the description “{was}” until somebody keys in the new one.").format(
                was=change.description_in_sage
            )
        )
    return tuple(words)


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
