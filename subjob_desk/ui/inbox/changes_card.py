"""The card with what changed since the last round: old struck through, new in bold.

Shows differences as they are given; working them out is the use case's business.
"""

from collections.abc import Sequence
from html import escape
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from subjob_desk.domain.differences import Difference
from subjob_desk.domain.money import hundredths
from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.words import tr

_MOST: Final = 164
"""Pixels the list of changes takes at most; then it scrolls."""


class ChangesCard(QFrame):
    """*Changed since it was rejected*, one row per difference."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._shown: tuple[Difference, ...] = ()
        self._title = QLabel()
        self._title.setObjectName("inbox.changes-title")
        self._title.setProperty("tone", "strong")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._rows = QLabel()
        self._rows.setObjectName("inbox.changes")
        self._rows.setTextFormat(Qt.TextFormat.RichText)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._rows.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._scroll)
        theme.changed.connect(self._paint_rows)

    def show_changes(self, title: str, differences: Sequence[Difference]) -> None:
        """Show what changed; the card hides when there is nothing to say."""
        self._shown = tuple(differences)
        self._title.setText(title)
        self._paint_rows()
        spoken = "; ".join(_spoken(each) for each in self._shown)
        self.setAccessibleName(f"{title}: {spoken}" if spoken else title)
        self._scroll.setVisible(bool(self._shown))
        self.setVisible(bool(title or self._shown))

    @Slot()
    def _paint_rows(self) -> None:
        rows = "".join(_row(each) for each in self._shown)
        self._rows.setText(f'<table cellspacing="0">{rows}</table>')
        self._scroll.setFixedHeight(min(self._rows.sizeHint().height(), _MOST))


def _row(difference: Difference) -> str:
    now = theme.current()
    cells = (
        (now.muted, 24, escape(difference.what)),
        (now.problem, 20, f"<s>{escape(_value(difference, difference.was))}</s>"),
        (now.muted, 20, "→"),
        (now.added, 0, f"<b>{escape(_now(difference))}</b>"),
    )
    return "<tr>{}</tr>".format(
        "".join(
            f'<td style="color:{colour}; padding:2px {right}px 2px 0">{text}</td>'
            for colour, right, text in cells
        )
    )


def _now(difference: Difference) -> str:
    return _value(difference, difference.now) or tr("removed")


def _value(difference: Difference, text: str) -> str:
    """Numbers as the screen shows them; the use case gives plain decimals."""
    if difference.field not in ("quantity", "amount"):
        return text
    return formats.money(hundredths(text))


def _spoken(difference: Difference) -> str:
    if not difference.was:
        return tr("{what}: now {now}").format(what=difference.what, now=_now(difference))
    return tr("{what}: was {was}, now {now}").format(
        what=difference.what, was=_value(difference, difference.was), now=_now(difference)
    )
