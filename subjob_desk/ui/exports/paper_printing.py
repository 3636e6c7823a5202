"""Paints the pages of a document on a printer or its preview: what a PDF file of it shows too."""

from typing import Final

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPen
from PySide6.QtPrintSupport import QPrinter

from subjob_desk.usecases.papers import Frame, Mark, Paper, PaperSize, Rule, Words, pages, width_of

_POINTS: Final = 72.0
_FAMILIES: Final = ("Arial", "Helvetica", "Liberation Sans", "Nimbus Sans", "sans-serif")
"""As wide as the typeface the pages were laid out for."""

_PAGES: Final = {"letter": QPageSize.PageSizeId.Letter, "a4": QPageSize.PageSizeId.A4}


def printer_for(size: PaperSize, title: str) -> QPrinter:
    """The default printer with this paper; the margins are those of the document."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    page = QPageSize(_PAGES[size.name])
    upright = QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(page, upright, QMarginsF(0, 0, 0, 0)))
    return printer


def print_paper(paper: Paper, printer: QPrinter) -> int:
    """Paint ``paper`` on the pages that the printer has; returns how many there are."""
    area = printer.pageLayout().fullRectPoints()
    made = pages(paper, PaperSize("", float(area.width()), float(area.height())))
    painter = QPainter(printer)
    try:
        painter.scale(printer.logicalDpiX() / _POINTS, printer.logicalDpiY() / _POINTS)
        for number, page in enumerate(made):
            if number:
                printer.newPage()
            for mark in page:
                _paint(painter, mark)
    finally:
        painter.end()
    return len(made)


def _paint(painter: QPainter, mark: Mark) -> None:
    match mark:
        case Words():
            _write(painter, mark)
        case Rule(x=x, y=y, to_x=to_x, to_y=to_y, weight=weight):
            painter.setPen(QPen(Qt.GlobalColor.black, weight))
            painter.drawLine(QPointF(x, y), QPointF(to_x, to_y))
        case Frame(x=x, y=y, width=width, height=height, weight=weight):
            painter.setPen(QPen(Qt.GlobalColor.black, weight))
            painter.drawRect(QRectF(x, y, width, height))


def _write(painter: QPainter, words: Words) -> None:
    font = QFont(list(_FAMILIES))
    font.setPixelSize(max(1, round(words.size)))  # the painter's unit is a point
    font.setBold(words.bold)
    planned = width_of(words.text, words.size, bold=words.bold)
    needed = QFontMetricsF(font).horizontalAdvance(words.text)
    if needed > planned > 0:  # another typeface is wider: squeezed, so that nothing is covered
        font.setStretch(max(50, int(100 * planned / needed)))
        needed = QFontMetricsF(font).horizontalAdvance(words.text)
    painter.setFont(font)
    painter.setPen(QPen(Qt.GlobalColor.black))
    left = words.x - needed if words.side == "right" else words.x
    painter.drawText(QPointF(left, words.y), words.text)
