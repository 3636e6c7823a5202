"""The window of Help: contents and search on the left, the page on the right.

It stays open beside the program and beside its dialogs; Esc closes it.
"""

from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.help.book import Book, split_link
from subjob_desk.ui.help.contents_list import ContentsList
from subjob_desk.ui.help.reader import Reader

_LEFT: Final = 250
_FIRST: Final = QSize(980, 720)


class HelpWindow(QWidget):
    """Opens at a page; made when it is first wanted and freed when it is closed."""

    def __init__(self, book: Book) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("help_window")
        self.setAccessibleName(tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("raised", True)
        self.resize(_FIRST)
        self._book = book
        self._path: list[str] = []
        self._at = -1
        self.field = QLineEdit()
        self.contents = ContentsList()
        self.reader = Reader()
        self.reader.setProperty("plain", True)
        self._nothing = QLabel()
        self.back = self._button("help_back", tr("&Back"), self._go_back)
        self.forward = self._button("help_forward", tr("F&orward"), self._go_forward)
        self.print_ = self._button("help_print", tr("&Print…"), self._ask_print)
        self._prepare()
        self._lay_out()
        self._make_keys()
        self.contents.show_chapters(list(book.pages.values()))
        theme.changed.connect(self._tint)
        self._tint()

    def go(self, link: str) -> None:
        """Show a page, from one of its headings on if the link names one."""
        del self._path[self._at + 1 :]
        if not self._path or self._path[-1] != link:
            self._path.append(link)
        self._show(len(self._path) - 1)

    def shown(self) -> str:
        """Where the reader is: ``inbox`` or ``objections#code-taken``."""
        return self._path[self._at] if self._path else ""

    def show_book(self, book: Book) -> None:
        """The pages anew: the company's word for Extra may be another one."""
        self._book = book
        self._search(self.field.text())

    # What the user does.

    @Slot(object)
    def _choose(self, name: str) -> None:
        self.go(name)
        self.reader.mark(self.field.text())

    @Slot(object)
    def _follow(self, link: str) -> None:
        page, anchor = split_link(link)
        if not page:  # a link inside the page
            page = split_link(self.shown())[0]
        self.go(f"{page}#{anchor}" if anchor else page)

    @Slot(str)
    def _search(self, typed: str) -> None:
        words = typed.strip()
        if not words:
            self.contents.show_chapters(list(self._book.pages.values()))
        else:
            self.contents.show_found(self._book.found(words), words)
        nothing = bool(words) and not self.contents.names()
        self._nothing.setText(
            tr("No page holds “{words}”. Try one word of it.").format(words=words)
            if nothing
            else ""
        )
        self._nothing.setVisible(nothing)
        self.contents.mark(split_link(self.shown())[0])

    @Slot()
    def _first_found(self) -> None:
        names = self.contents.names()
        if names:
            self._choose(names[0])
            self.contents.mark(names[0])
            self.reader.setFocus()

    @Slot()
    def _go_back(self) -> None:
        if self._at > 0:
            self._show(self._at - 1)

    @Slot()
    def _go_forward(self) -> None:
        if self._at + 1 < len(self._path):
            self._show(self._at + 1)

    @Slot()
    def _ask_print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintPreviewDialog(printer, self)
        dialog.setObjectName("help_print_preview")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(tr("Print {page}").format(page=self.windowTitle()))
        dialog.paintRequested.connect(self.reader.print_to)
        dialog.resize(900, 760)
        dialog.open()

    @Slot()
    def _leave(self) -> None:
        """Esc: first out of the search, then out of Help."""
        if self.field.hasFocus() and self.field.text():
            self.field.clear()
            self._search("")
        else:
            self.close()

    @Slot()
    def _to_search(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def _show(self, at: int) -> None:
        self._at = at
        name, anchor = split_link(self._path[at])
        page = self._book.page(name)
        self.reader.show_page(page, anchor)
        self.contents.mark(page.name)
        self.setWindowTitle(tr("{page} - Help").format(page=page.title))
        self._explain(self.back, at > 0, tr("This is the first page you opened."))
        last = at + 1 == len(self._path)
        self._explain(self.forward, not last, tr("You have not gone back."))

    # Building.

    def _prepare(self) -> None:
        self.field.setObjectName("help_search")
        self.field.setAccessibleName(tr("Search all pages"))
        self.field.setPlaceholderText(tr("Search all pages"))
        self.field.setClearButtonEnabled(True)
        self.field.textEdited.connect(self._search)
        self.field.returnPressed.connect(self._first_found)
        self._nothing.setProperty("tone", "muted")
        self._nothing.setWordWrap(True)
        self._nothing.hide()
        self.contents.page_chosen.connect(self._choose)
        self.reader.link_followed.connect(self._follow)

    def _lay_out(self) -> None:
        left = QWidget()
        left.setObjectName("surface")
        left.setFixedWidth(_LEFT)
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self._nothing)
        column.addWidget(self.contents, 1)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 12, 12, 4)
        bar.setSpacing(8)
        for button in (self.back, self.forward):
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self.print_)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(bar)
        right.addWidget(self.reader, 1)
        rule = QFrame()
        rule.setProperty("upright", True)
        rule.setFixedWidth(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(rule)
        row.addLayout(right, 1)

    def _make_keys(self) -> None:
        for keys, act in (
            ("Esc", self._leave),
            ("Ctrl+F", self._to_search),
            ("F3", self._to_search),
            ("Ctrl+P", self._ask_print),
            ("Alt+Left", self._go_back),
            ("Alt+Right", self._go_forward),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)

    def _button(self, name: str, text: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text.replace("&", "").rstrip("…"))
        button.clicked.connect(act)
        return button

    @staticmethod
    def _explain(button: QPushButton, possible: bool, why_not: str) -> None:
        button.setEnabled(possible)
        button.setToolTip("" if possible else why_not)
        button.setAccessibleDescription("" if possible else why_not)

    @Slot()
    def _tint(self) -> None:
        self.setWindowIcon(icons.icon(Icon.HELP))
        self.print_.setIcon(icons.icon(Icon.PRINT))
