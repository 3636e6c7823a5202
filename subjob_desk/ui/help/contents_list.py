"""The contents of Help: pages under their chapters, or those that hold the words searched for."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from subjob_desk.ui.common import theme
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.help.book import Page

_PAGE: Final = Qt.ItemDataRole.UserRole
_ROW: Final = 28


class ContentsList(QListWidget):
    """The list on the left."""

    page_chosen = Signal(object)
    """Name of a page (``str``)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help_contents")
        self.setAccessibleName(tr("Contents of Help"))
        self.setProperty("plain", True)
        self.setProperty("sections", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._showing = False
        self.currentItemChanged.connect(self._choose)

    def show_chapters(self, pages: Sequence[Page]) -> None:
        """All pages, under their chapters."""
        self._showing = True
        self.clear()
        for chapter, inside in groupby(pages, key=_chapter):
            self._add_chapter(chapter)
            for page in inside:
                self._add_page(page)
        self._showing = False

    def show_found(self, pages: Sequence[Page], words: str) -> None:
        """Pages that were found, the best first, each with what it says of the words."""
        self._showing = True
        self.clear()
        for page in pages:
            self._add_page(page, page.excerpt(words))
        self._showing = False

    def mark(self, name: str) -> None:
        """Mark the page that is shown; that is no choice."""
        self._showing = True
        for row in range(self.count()):
            if self.item(row).data(_PAGE) == name:
                self.setCurrentRow(row)
        self._showing = False

    def names(self) -> list[str]:
        """The pages listed."""
        rows = (self.item(row).data(_PAGE) for row in range(self.count()))
        return [str(name) for name in rows if name]

    def _add_chapter(self, title: str) -> None:
        item = QListWidgetItem(title, self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.font_with(8.5, bold=True))
        item.setSizeHint(QSize(160, _ROW + 6))
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)

    def _add_page(self, page: Page, excerpt: str = "") -> None:
        item = QListWidgetItem(f"{page.title}\n{excerpt}" if excerpt else page.title, self)
        item.setData(_PAGE, page.name)
        item.setToolTip(excerpt or page.title)
        item.setSizeHint(QSize(160, _ROW + 18 if excerpt else _ROW))

    @Slot()
    def _choose(self) -> None:
        name = self.currentIndex().data(_PAGE)
        if name and not self._showing:
            self.page_chosen.emit(name)


def _chapter(page: Page) -> str:
    return page.chapter
