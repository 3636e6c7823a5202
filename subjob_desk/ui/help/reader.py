"""Shows one page of Help: text that can be read, searched, followed and printed."""

from PySide6.QtCore import QSize, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QShowEvent, QTextCursor, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QTextBrowser, QWidget

from subjob_desk.ui.common import theme
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.help.book import Page
from subjob_desk.ui.help.dressing import dress


class Reader(QTextBrowser):
    """The page on the right."""

    link_followed = Signal(object)
    """``inbox.md#keys`` (``str``)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help_text")
        self.setAccessibleName(tr("Help text"))
        self.setOpenLinks(False)
        self.setMinimumSize(QSize(420, 320))
        self._page: Page | None = None
        self._anchor = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._laid_out)
        self.anchorClicked.connect(self._follow)
        theme.changed.connect(self._dress)

    def show_page(self, page: Page, anchor: str = "") -> None:
        """Show a page from its beginning, or from one of its headings."""
        self._page, self._anchor = page, anchor
        self._dress()

    def page(self) -> Page | None:
        """The page shown."""
        return self._page

    def mark(self, words: str) -> None:
        """Mark where ``words`` stand in the page; if they stand apart, the first of them."""
        for wanted in (words.strip(), *words.split()):
            self.moveCursor(QTextCursor.MoveOperation.Start)
            if wanted and self.find(wanted):
                return

    def print_to(self, printer: QPrinter) -> None:
        """Print the page, in dark ink whatever the screen wears."""
        if self._page is not None:
            document = QTextDocument()
            document.setDefaultFont(theme.font_with(9.5))
            document.setMarkdown(self._page.text)
            dress(document, theme.LIGHT, [], on_paper=True)
            document.print_(printer)

    def showEvent(self, event: QShowEvent) -> None:
        """Only what is laid out can be scrolled to a heading."""
        super().showEvent(event)
        self._soon.start()

    @Slot()
    def _dress(self) -> None:
        if self._page is None:
            return
        self.document().setDefaultFont(theme.font_with(9.5))
        self.setMarkdown(self._page.text)
        dress(self.document(), theme.current(), [each.anchor for each in self._page.headings])
        self._scroll()

    @Slot()
    def _laid_out(self) -> None:
        if not self.textCursor().hasSelection():
            self._scroll()

    @Slot()
    def _scroll(self) -> None:
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if self._anchor:
            self.scrollToAnchor(self._anchor)

    @Slot(QUrl)
    def _follow(self, link: QUrl) -> None:
        self.link_followed.emit(link.toString())
