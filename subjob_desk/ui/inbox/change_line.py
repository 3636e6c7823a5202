"""The strip that tells an approver that an item is a change: the totals, and why the code stays."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from subjob_desk.ui.common.against import total_words
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.change_views import Change
from subjob_desk.usecases.views import InboxPage


class ChangeLine(QFrame):
    """*Change of what is in Sage as 010: Sage has …, now …, difference …*"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inbox.change")
        self.setProperty("banner", "info")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.addWidget(self._words)
        self.hide()

    def show_change(self, change: Change | None, item: InboxPage) -> None:
        """Show what the change comes to; hidden where there is none."""
        self.setVisible(change is not None)
        if change is None:
            return
        lead, rest = _lead(change), _rest(change, item)
        self._words.setText(f"<b>{escape(lead)}</b> {escape(rest)}")
        self.setAccessibleName(f"{lead} {rest}")


def _lead(change: Change) -> str:
    words = (
        tr("Change of {code}, which is in Sage.")
        if change.is_whole
        else tr("Sage has a part of it already, as {code}.")
    )
    return words.format(code=change.extra_code)


def _rest(change: Change, item: InboxPage) -> str:
    parts = [f"{total_words(change)}.", item.extra_fixed or change.code_reason]
    if change.description_in_sage:
        parts.append(
            tr("Sage keeps the description “{was}” until somebody keys in the new one.").format(
                was=change.description_in_sage
            )
        )
    return " ".join(parts)
