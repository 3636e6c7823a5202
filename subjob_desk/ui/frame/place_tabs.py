"""The four places as underlined words with a number where something waits."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from subjob_desk.ui.common import theme

_PAD: Final = 16
_GAP: Final = 7
_BADGE_PAD: Final = 6
_BADGE_HEIGHT: Final = 17
_UNDERLINE: Final = 3
_HEIGHT: Final = 47


class PlaceTabs(QTabBar):
    """A tab bar that paints itself: the badge belongs to its word, not to the tab's edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[int, int] = {}
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        theme.changed.connect(self.update)

    def show_count(self, tab: int, count: int) -> None:
        """Put a number on a tab; none for 0."""
        if self._counts.get(tab, 0) != count:
            self._counts[tab] = count
            # A tab measures itself anew only when its text is set.
            self.setTabText(tab, self.tabText(tab))

    def tabSizeHint(self, index: int) -> QSize:
        """Room for the word in bold, so that choosing a tab moves nothing, and for its badge."""
        width = QFontMetrics(_font(bold=True)).horizontalAdvance(self.tabText(index))
        badge = self._badge(index)
        extra = _GAP + self._badge_width(badge) if badge else 0
        return QSize(2 * _PAD + width + extra, _HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Tabs are never squeezed."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint words, badges and the line under the chosen place."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            self._paint_tab(painter, index)
        painter.end()

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        now = theme.current()
        place = QRectF(self.tabRect(index))
        chosen = index == self.currentIndex()
        pointed = place.contains(self.mapFromGlobal(self.cursor().pos()).toPointF())
        painter.setFont(_font(bold=chosen))
        painter.setPen(QColor(now.text if chosen or (pointed and self.underMouse()) else now.muted))
        text = self.tabText(index)
        width = painter.fontMetrics().horizontalAdvance(text)
        word = QRectF(place.left() + _PAD, place.top(), width + 2, place.height() - 2)
        painter.drawText(word, Qt.AlignmentFlag.AlignVCenter, text)
        badge = self._badge(index)
        if badge:
            self._paint_badge(painter, badge, word.right() + _GAP - 2, word.center().y())
        if chosen:
            line = QRectF(place.left(), place.bottom() - _UNDERLINE + 1, place.width(), _UNDERLINE)
            painter.fillRect(line, QColor(now.accent))
            if self.hasFocus():
                painter.setPen(QColor(now.accent))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(place.adjusted(4.5, 8.5, -4.5, -8.5), 5, 5)

    def _paint_badge(self, painter: QPainter, text: str, left: float, middle: float) -> None:
        now = theme.current()
        ground = QRectF(left, middle - _BADGE_HEIGHT / 2, self._badge_width(text), _BADGE_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.accent))
        painter.drawRoundedRect(ground, _BADGE_HEIGHT / 2, _BADGE_HEIGHT / 2)
        painter.setPen(QColor(now.on_accent))
        painter.setFont(theme.font_with(8.5, bold=True))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, text)

    def _badge(self, index: int) -> str:
        count = self._counts.get(index, 0)
        return "" if not count else str(count) if count < 1000 else "999+"

    def _badge_width(self, text: str) -> int:
        width = QFontMetrics(theme.font_with(8.5, bold=True)).horizontalAdvance(text)
        return max(width + 2 * _BADGE_PAD, _BADGE_HEIGHT)


def _font(*, bold: bool) -> QFont:
    return theme.font_with(9.5, bold=bold)
