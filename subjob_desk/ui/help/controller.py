"""Opens Help at the right page: by F1 in any window, from a problem, from the jump box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from subjob_desk.ui.actions import Actions
from subjob_desk.ui.common import helping
from subjob_desk.ui.help.book import GENERATED, Book, read_book
from subjob_desk.ui.help.key_sheet import key_sheet
from subjob_desk.ui.help.objections import with_weight
from subjob_desk.ui.help.race_table import race_table
from subjob_desk.ui.help.topics import FIRST, topic_of
from subjob_desk.ui.help.window import HelpWindow
from subjob_desk.usecases.objections import objections

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context
    from subjob_desk.ui.main_window import MainWindow

_F1 = "help_key"


class HelpController(QObject):
    """One window of Help for each window of a company."""

    def __init__(self, ctx: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self._shown: HelpWindow | None = None
        self._read: tuple[str, Book] | None = None
        helping.wanted.connect(self._wanted)
        window.closed.connect(self.close)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def book(self) -> Book:
        """The pages, with the company's word for Extra and the keys of this window; read once."""
        term = self._ctx.desk.company.settings.term
        if self._read is None or self._read[0] != term:
            self._read = term, read_help(term, self._ctx.actions)
        return self._read[1]

    def window(self) -> HelpWindow | None:
        """The window of Help, while it is open; Qt deletes it when it is closed."""
        shown = self._shown
        is_there = shown is not None and isValid(shown) and shown.isVisible()
        return shown if is_there else None

    @Slot()
    def open_here(self) -> None:
        """F1: the page of the part of the screen that has the keyboard."""
        self.open(topic_of(QApplication.focusWidget()) or topic_of(self._window.place) or FIRST)

    @Slot()
    def open_first_minutes(self) -> None:
        """The page to begin with."""
        self.open(FIRST)

    @Slot()
    def open_keys(self) -> None:
        """The key sheet."""
        self.open("keys")

    def open(self, link: str) -> None:
        """Show a page; ``inbox`` or ``objections#code-taken``."""
        shown = self.window()
        if shown is None:
            shown = self._shown = HelpWindow(self.book())
        else:
            shown.show_book(self.book())
        shown.go(link)
        shown.show()
        shown.raise_()
        shown.activateWindow()
        shown.reader.setFocus()

    @Slot()
    def close(self) -> None:
        """Help goes with the window it belongs to."""
        shown = self.window()
        if shown is not None:
            shown.close()

    @Slot(object)
    def _wanted(self, page: str) -> None:
        if self._window.isVisible():
            self.open(page)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A dialog holds back the keys of the window behind it: it gets an F1 of its own."""
        dialog = now.window() if now is not None else None
        if not isinstance(dialog, QDialog) or dialog.findChild(QShortcut, _F1) is not None:
            return
        if _belongs_to(dialog, self._window):
            key = QShortcut(QKeySequence("F1"), dialog)
            key.setObjectName(_F1)
            key.activated.connect(self.open_here)


def _belongs_to(dialog: QWidget, window: QWidget) -> bool:
    """Whether the dialog was opened over this window, or over a dialog of it."""
    parent = dialog.parentWidget()
    while parent is not None and parent is not window:
        parent = parent.parentWidget()
    return parent is window


def read_help(term: str, actions: Actions) -> Book:
    """All pages with the company's word for Extra, and the keys of these acts."""

    def with_keys(text: str) -> str:
        return text.replace(GENERATED, key_sheet(actions))

    def weighed(text: str) -> str:
        return with_weight(text, objections())

    def with_races(text: str) -> str:
        return text.replace(GENERATED, race_table())

    made = {"keys": with_keys, "races": with_races, helping.OBJECTIONS: weighed}
    return read_book(term, made)
