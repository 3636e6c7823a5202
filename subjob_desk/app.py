"""Composes the window: application, theme, log, crash hooks, welcome, and one open company.

``run`` is called by ``__main__``; the command line composes the same use cases in ``cli``.
"""

import getpass
import logging
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from subjob_desk import __version__, diagnostics
from subjob_desk.domain.errors import InUseError, UserError
from subjob_desk.settings import NAME, Settings, data_folder, log_folder
from subjob_desk.ui.common import theme
from subjob_desk.ui.common.collecting import Tidying
from subjob_desk.ui.common.dropped import PACKET
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.crash_dialog import CrashHooks
from subjob_desk.ui.frame.door import Door, Visitor
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.ui.self_test import run as self_testing
from subjob_desk.ui.welcome.controller import WelcomeController, sample_desk
from subjob_desk.ui.welcome.opening import Opening
from subjob_desk.ui.welcome.view import WelcomeWindow
from subjob_desk.usecases.addressed import company_for
from subjob_desk.usecases.desk import Desk

_log = logging.getLogger(__name__)


class Program(QObject):
    """Which windows are open: one company at a time, or the welcome window."""

    done = Signal()
    """Another window has what was asked for: this process has nothing to show."""

    def __init__(self, settings: Settings, data: Path | None = None) -> None:
        super().__init__()
        self._settings = settings
        self._data = data or data_folder()
        self._packet: Path | None = None
        self._wanted = Path()
        self.visitor = Visitor(self)
        self.visitor.answered.connect(self._open_elsewhere)
        self.visitor.unanswered.connect(self._say_refusal)
        self.window: MainWindow | None = None
        self.welcome: WelcomeWindow | None = None
        self.opening = Opening(settings, self)
        self.opening.opened.connect(self.show_desk)
        self.opening.refused.connect(self._not_opened)

    def begin(self, path: Path | None, *, sample: bool) -> None:
        """Open what the command line asks for; the welcome window if it asks for nothing.

        A packet is taken into its company: a double click on the file brings it here.
        """
        if path is not None and path.suffix.lower() == PACKET:
            self._packet = path
            try:
                path = company_for(path, self._settings.recent())
            except UserError as error:
                self._say_refusal(error)
                return
        if sample:
            self._show_sample()
        elif path is not None:
            self._open(path, None)
        else:
            self.show_welcome()

    def _open(self, path: Path, over: MainWindow | None) -> None:
        self._wanted = path
        self.opening.begin(path, over)

    def show_welcome(self) -> WelcomeWindow:
        """Show the welcome window, the one there is or a new one."""
        if self.welcome is None:
            self.welcome = WelcomeWindow(self._data, _login())
            controller = WelcomeController(self.welcome, self._settings)
            controller.opened.connect(self.show_desk)
            self.welcome.destroyed.connect(self._welcome_gone)
        self.welcome.show()
        self.welcome.raise_()
        self.welcome.activateWindow()
        return self.welcome

    @Slot(object)
    def show_desk(self, desk: Desk) -> None:
        """Show a company; the one shown before is closed."""
        before, self.window = self.window, None
        self.window = MainWindow(desk, self._settings)
        self.window.company_wanted.connect(self.company_wanted)
        self.window.reopen_wanted.connect(self.reopen)
        self.window.closed.connect(desk.close)
        Door(desk.path, self.window).knocked.connect(self._knocked)
        self.window.show()
        _log.info("company opened")
        packet, self._packet = self._packet, None
        if packet is not None:
            self.window.packets.read(packet)
        if before is not None:
            before.closed.connect(before.deleteLater)
            before.close()
        if self.welcome is not None:
            self.welcome.close()

    @Slot(object)
    def company_wanted(self, which: object) -> None:
        """File > New, Open, Recent, or the sample, beside an open company."""
        if which == "new":
            self.show_welcome().show_form()
        elif which == "open":
            self.show_welcome().ask_file()
        elif which == "sample":
            self._show_sample()
        elif isinstance(which, Path) and not self._is_shown(which):
            self._open(which, self.window)

    @Slot(object)
    def reopen(self, path: Path) -> None:
        """The company shown has become another desk and was closed: open it as that."""
        self._open(path, self.window)

    def _show_sample(self) -> None:
        try:
            desk = sample_desk(self._data)
        except UserError as error:
            self._say_refusal(error)
            return
        self.show_desk(desk)

    @Slot(object)
    def _knocked(self, packet: Path | None) -> None:
        """The program was started once more for the company that is open here."""
        if self.window is None:
            return
        minimised = Qt.WindowState.WindowMinimized
        self.window.setWindowState(self.window.windowState() & ~minimised)
        self.window.raise_()
        self.window.activateWindow()
        if packet is not None:
            self.window.packets.read(packet)

    @Slot(object)
    def _not_opened(self, error: UserError) -> None:
        if isinstance(error, InUseError) and error.is_ours:
            self.visitor.visit(self._wanted, self._packet, error)
        else:
            self._say_refusal(error)

    @Slot()
    def _open_elsewhere(self) -> None:
        """The window that has the company open answered: one window of it is enough."""
        self._packet = None
        if self.window is not None:
            said = tr("{company} is open in another window, which is in front now.")
            self.window.said.say(said.format(company=self._wanted.stem))
        elif self.welcome is None:
            self.done.emit()
        else:
            self.welcome.close()

    @Slot(object)
    def _say_refusal(self, error: UserError) -> None:
        """Nothing was opened: say why in the window there is."""
        if self.window is not None:
            self.window.said.say_problem(error.problem, error.remedy)
        else:
            self.show_welcome().show_refusal(error)

    def _is_shown(self, path: Path) -> bool:
        return self.window is not None and self.window.ctx.desk.path.resolve() == path.resolve()

    @Slot()
    def scheme_changed(self) -> None:
        """The desktop went dark or light: follow it, unless the user chose an appearance."""
        app = QApplication.instance()
        if isinstance(app, QApplication) and self._settings.text("theme", "system") == "system":
            dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
            if dark != theme.current().is_dark:
                theme.apply(app, "system")

    @Slot()
    def _welcome_gone(self) -> None:
        self.welcome = None


def run(path: Path | None = None, *, sample: bool = False) -> int:
    """Show the window until it is closed; returns the exit status."""
    log_file = diagnostics.start_log(log_folder())
    _log.info("SubJob Desk %s begins", __version__)
    app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName(NAME)
    app.setApplicationVersion(__version__)
    hooks = CrashHooks(log_file)
    hooks.install()
    tidying = Tidying()
    settings = Settings()
    theme.apply(app, settings.text("theme", "system"))
    program = Program(settings)
    # A quit before the event loop runs is lost: it is asked for when it does.
    program.done.connect(app.quit, Qt.ConnectionType.QueuedConnection)
    app.styleHints().colorSchemeChanged.connect(program.scheme_changed)
    program.begin(path, sample=sample)
    status = app.exec()
    tidying.close()
    hooks.remove()
    diagnostics.stop_log()
    return status


def self_test() -> list[str]:
    """What is wrong with this copy of the program, in sentences; empty if nothing is."""
    return self_testing.self_test()


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
