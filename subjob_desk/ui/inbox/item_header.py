"""The head of an item: code, description, state, and where it comes from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from subjob_desk.ui.common import formats
from subjob_desk.ui.common.chip import StateChip
from subjob_desk.ui.common.labels import ElidedLabel
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.usecases.views import InboxPage


class ItemHeader(QWidget):
    """*24-117 / 010 Level 10 office fit-out (Waiting)* and the line below it."""

    open_wanted = Signal()
    """Open it in Projects."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = _plain("inbox.item-code", "code")
        self._title = ElidedLabel("title")
        self._title.setObjectName("inbox.item-title")
        self._chip = StateChip()
        self._meta = ElidedLabel("muted")
        self._meta.setObjectName("inbox.item-origin")
        self._open = QPushButton(tr("Open in Projects"))
        self._open.setObjectName("inbox.open")
        self._open.setAccessibleName(tr("Open in Projects"))
        self._open.setToolTip(tr("Show it in Projects (Enter in the list)"))
        self._open.setProperty("quiet", True)
        self._open.clicked.connect(self.open_wanted)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._code)
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self._chip)
        below = QHBoxLayout()
        below.addWidget(self._meta)
        below.addStretch(1)
        below.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(below)

    def show_item(self, item: InboxPage) -> None:
        """Show the head of this item."""
        row = item.page.row
        self._code.setText(f"{row.job}/{row.code}")
        self._title.show_text(row.description)
        self._chip.show_state(row.state, inactive=row.inactive)
        self._meta.show_text("  ·  ".join(part for part in _origin(item) if part))


def _origin(item: InboxPage) -> tuple[str, ...]:
    row = item.page.row
    lines = counted(row.lines, tr("{n} line"), tr("{n} lines"))
    batch = _batch(row.batch, item.page.again_from)
    return (item.page.project.description, _sent(item), f"{lines}, {_money(item)}", batch)


def _batch(number: int, again_from: int) -> str:
    """The batch it is in, and the refused one that this follows."""
    told = [tr("batch {number}").format(number=number)] if number else []
    if again_from:
        told.append(tr("again from batch {number}").format(number=again_from))
    return ", ".join(told)


def _sent(item: InboxPage) -> str:
    if not item.sender:
        return ""
    return tr("sent by {who}, {when}, round {round}").format(
        who=item.sender, when=formats.moment(item.sent_at), round=item.page.row.round
    )


def _money(item: InboxPage) -> str:
    return formats.money(item.page.row.amount)


def _plain(name: str, tone: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("tone", tone)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
