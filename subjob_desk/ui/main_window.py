"""The window of an open company: four places, the bars around them, and all wiring.

What an act does stands in the places; what the window shows about them in ``frame``.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QPoint, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.changes import Stayed
from subjob_desk.domain.errors import UserError
from subjob_desk.settings import Settings
from subjob_desk.ui.actions import PLACES, Actions
from subjob_desk.ui.common import enter_key, icons, theme
from subjob_desk.ui.common.background import Background
from subjob_desk.ui.common.dialogs.project import ProjectDialog
from subjob_desk.ui.common.dialogs.reset import ResetDialog
from subjob_desk.ui.common.dialogs.stayed import StayedDialog
from subjob_desk.ui.common.dropped import PACKET
from subjob_desk.ui.common.gateway import Gateway
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.place import Place
from subjob_desk.ui.desk.import_flow import ImportFlow
from subjob_desk.ui.desk.place import DeskPlace
from subjob_desk.ui.frame import about, toolbars
from subjob_desk.ui.frame.compose import context_of
from subjob_desk.ui.frame.controller import FrameController
from subjob_desk.ui.frame.drops import FileDrops
from subjob_desk.ui.frame.idle_lock import WindowLock
from subjob_desk.ui.frame.jump_box import JumpBox
from subjob_desk.ui.frame.jump_entries import Entry
from subjob_desk.ui.frame.menus import fill_menu_bar
from subjob_desk.ui.frame.person_menu import PersonMenu
from subjob_desk.ui.frame.places import Places
from subjob_desk.ui.frame.said_bar import SaidBar
from subjob_desk.ui.frame.signing_in import SigningIn
from subjob_desk.ui.frame.status_line import StatusLine
from subjob_desk.ui.frame.text_keys import edits_text
from subjob_desk.ui.frame.top_bar import TopBar
from subjob_desk.ui.help.controller import HelpController
from subjob_desk.ui.inbox.place import InboxPlace
from subjob_desk.ui.linking.flow import LinkFlow
from subjob_desk.ui.project_tree.place import ProjectsPlace
from subjob_desk.ui.sharing import phrases
from subjob_desk.ui.sharing.flow import ExchangeFlow
from subjob_desk.ui.sharing.packet_files import PacketFiles
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.views import PersonRow

_SMALLEST: Final = (1024, 700)
_FIRST: Final = (1360, 860)


class MainWindow(QMainWindow):
    """One open company. The desk is closed by whoever opened it, after ``closed``."""

    company_wanted = Signal(object)
    """``new``, ``open``, ``sample`` (``str``) or the ``Path`` of a company to open."""
    reopen_wanted = Signal(object)
    """The ``Path`` of this very company, which was closed to become another desk."""
    closed = Signal()

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("main_window")
        enter_key.watch()
        self.setWindowIcon(icons.icon(Icon.APP, theme.current().accent))
        self.actions_ = Actions(self)
        self.gateway = Gateway(self)
        self.background = Background(self)
        self.ctx = context_of(desk, self.gateway, self.background, self.actions_, settings)
        self._dialog: QDialog | None = None
        self._jump: JumpBox | None = None
        self._controller = FrameController(self, self.ctx)
        self.exchange = ExchangeFlow(self.ctx, self)
        self.places = Places(self.ctx, self._take_in)
        last = settings.text("place", "projects")
        self.place_name = last if last in PLACES else "projects"
        with theme.undressed():
            self.top_bar = TopBar(self.actions_, toolbars.short_words(self.actions_))
            self.said = SaidBar(self.actions_.undo)
            self.status = StatusLine(self.background)
            self._menus = fill_menu_bar(self.menuBar(), self.actions_)
            self.imports = ImportFlow(self.ctx, self)
            self._lay_out()
        self.signing_in = SigningIn(self.ctx, self)
        self.help = HelpController(self.ctx, self)
        self.drops = FileDrops(self)
        self.lock = WindowLock(self.ctx, self)
        self.linking = LinkFlow(self.ctx, self)
        self.packets = PacketFiles(self.ctx, self.exchange, self)
        self._wire()
        self._controller.begin()
        self._restore()
        self._controller.mend()
        self._controller.ask_at_opening()
        self.exchange.begin()
        status = self.exchange.status
        is_alone = bool(status.problem) and not status.is_shared
        if not status.is_admitted or is_alone or phrases.is_not_its_own(status):
            self._show_section("exchange")

    @property
    def place(self) -> Place:
        """The place now shown."""
        return self.places[self.place_name]

    # What the controller and the wiring ask for.

    @Slot(object)
    def show_place(self, name: str) -> None:
        """Show one of the four places and put the keyboard into it."""
        self.place_name = name
        self._stack.setCurrentWidget(self.places[name])
        self.top_bar.show_place(name)
        self.top_bar.show_acts(*toolbars.toolbar(self.actions_, name))
        self._controller.place_shown()
        self.place.focus_first()

    def show_jump(self, entries: Sequence[Entry]) -> None:
        """The answer to what was typed into the jump box."""
        if self._jump is not None:
            self._jump.show_entries(entries)

    def ask_person(self, people: Sequence[PersonRow], acting: str) -> None:
        """Open the menu of people above the status line."""
        menu = PersonMenu(people, acting, self)
        menu.chosen.connect(self._controller.act_as)
        button = self.status.person
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def ask_reset(self, names: Sequence[str]) -> None:
        """Ask for what a reset needs."""
        dialog = ResetDialog(names, self.ctx.looking_up.term(), self)
        dialog.given.connect(self._controller.reset)
        self._open_dialog(dialog)

    def close_dialog(self) -> None:
        """The dialog that is open has done its work."""
        if self._dialog is not None:
            self._dialog.accept()

    # What happens in the window itself.

    @Slot()
    def _open_jump(self) -> None:
        self._jump = JumpBox(self)
        self._jump.searched.connect(self._controller.search)
        self._jump.chosen.connect(self._controller.jump_to)
        self._jump.finished.connect(self._jump_closed)
        self._jump.open()

    @Slot()
    def _jump_closed(self) -> None:
        self._jump = None

    @Slot()
    def _ask_project(self) -> None:
        dialog = ProjectDialog(self)
        dialog.given.connect(self._controller.add_project)
        self._open_dialog(dialog)

    @Slot(object)
    def _show_stayed(self, stayed: tuple[Stayed, ...]) -> None:
        dialog = StayedDialog(stayed, self)
        dialog.open_wanted.connect(self._controller.open_stayed)
        self._open_dialog(dialog)

    @Slot()
    def _show_about(self) -> None:
        self._open_dialog(about.AboutDialog(self))

    def _open_dialog(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.finished.connect(self._dialog_closed)
        dialog.open()

    @Slot()
    def _dialog_closed(self) -> None:
        self._dialog = None

    def dialog_says_it(self) -> bool:
        """Whether a dialog is open that shows itself what was refused."""
        return isinstance(self._dialog, ProjectDialog) or self._desk_asks()

    def _desk_asks(self) -> bool:
        return "desk" in self.places.built() and self.places.desk.has_dialog

    @Slot(object)
    def _refused_in_dialog(self, error: UserError) -> None:
        if isinstance(self._dialog, ProjectDialog):
            self._dialog.show_refusal(error)

    @Slot(QAction)
    def _show_place_of(self, action: QAction) -> None:
        self.show_place(PLACES[self.actions_.places.index(action)])

    @Slot()
    def _new_sub_job(self) -> None:
        self.show_place("projects")
        self.place.new_sub_job()

    @Slot()
    def _find(self) -> None:
        self.place.focus_filter()

    @Slot()
    def _look_up(self) -> None:
        self.place.look_up()

    @Slot()
    def _next_pane(self) -> None:
        self.place.next_pane()

    @Slot()
    def _ask_reject_file(self) -> None:
        self.places.exports.open_reject_file()

    @Slot()
    def _print_sheet(self) -> None:
        self.places.exports.print_sheet()

    @Slot()
    def _show_coverage(self) -> None:
        self.places.exports.open_coverage()

    @Slot(object)
    def _file_dropped(self, path: Path) -> None:
        if path.suffix.lower() == PACKET:
            self.packets.read(path)
        else:
            self.places.exports.rejects.dropped(path)

    @Slot(object)
    def _show_section(self, name: str) -> None:
        self.show_place("desk")
        self.places.desk.enter_section(name)

    @Slot(object)
    def _reopen(self, path: Path) -> None:
        self.exchange.give_up()
        self.reopen_wanted.emit(path)

    @Slot(object)
    def _show_view(self, view: str) -> None:
        self.show_place("inbox")
        self.place.show_view(view)

    @Slot(QAction)
    def _menu_chosen(self, action: QAction) -> None:
        self.company_wanted.emit(action.data())

    @Slot(QAction)
    def _theme_chosen(self, action: QAction) -> None:
        mode = str(action.data())
        self.ctx.settings.remember("theme", mode)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, mode)

    @Slot()
    def _fill_recent(self) -> None:
        menu = self._menus["recent"]
        menu.clear()
        for path in self.ctx.settings.recent():
            action = menu.addAction(path.stem.replace("&", "&&"))
            action.setToolTip(str(path))
            action.setData(path)

    def event(self, event: QEvent) -> bool:
        """A key that edits a text belongs to the text being edited, not to an act."""
        is_key = event.type() == QEvent.Type.ShortcutOverride
        focused = QApplication.focusWidget()
        if is_key and isinstance(event, QKeyEvent) and edits_text(event, focused):
            event.accept()
            return True
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the field that is being edited save itself, then let go."""
        self.setFocus()
        if self.exchange.leave():
            event.ignore()  # what was done here goes out first; then the window closes itself
            return
        self._remember()
        self.background.close()
        super().closeEvent(event)
        self.closed.emit()

    # Building.

    def _take_in(self, place: Place) -> None:
        """A place was wanted for the first time."""
        self._stack.addWidget(place)
        place.selection_changed.connect(self._controller.selection_changed)
        place.open_wanted.connect(self._controller.open_item)
        if isinstance(place, ProjectsPlace):
            self.exchange.status_changed.connect(place.show_sending)
        if isinstance(place, InboxPlace):
            place.show_arrived(self.exchange.arrived)
            self.exchange.reported.connect(place.show_report)
        if isinstance(place, DeskPlace):
            self.exchange.status_changed.connect(place.sharing.show_status)
            self.exchange.reported.connect(place.sharing.show_report)
            place.sharing.reopen_wanted.connect(self._reopen)
            place.sharing.status_wanted.connect(self.exchange.show_status)
            place.sharing.show_status(self.exchange.status)
            place.sharing.show_report(self.exchange.report)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.setCurrentWidget(self.place)
        inside = QWidget()
        inside.setObjectName("surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.said)
        self.setCentralWidget(inside)
        self.setStatusBar(self.status)
        self.setMinimumSize(*_SMALLEST)
        room = self.screen().availableGeometry()
        self.resize(min(_FIRST[0], room.width()), min(_FIRST[1], room.height() - 40))

    def _wire(self) -> None:
        """Every connection between the window, its bars, the places and the controller."""
        acts, controller = self.actions_, self._controller
        self.gateway.changed.connect(controller.changed)
        self.gateway.refused.connect(controller.refused)
        self.gateway.refused.connect(self._refused_in_dialog)
        acts.told_why.connect(controller.told_why)
        acts.chosen.connect(controller.act)
        acts.place_chosen.connect(self._show_place_of)
        acts.theme_chosen.connect(self._theme_chosen)
        acts.company_chosen.connect(self.company_wanted)
        acts.list_chosen.connect(self.imports.start)
        acts.reject_file.triggered.connect(self._ask_reject_file)
        acts.print_sheet.triggered.connect(self._print_sheet)
        acts.coverage.triggered.connect(self._show_coverage)
        self.drops.dropped.connect(self._file_dropped)
        acts.undo.triggered.connect(controller.undo)
        acts.redo.triggered.connect(controller.redo)
        acts.refresh.triggered.connect(controller.refresh)
        acts.refresh.triggered.connect(self.exchange.synchronise)
        acts.write_packet.triggered.connect(self.packets.ask_where)
        acts.read_packet.triggered.connect(self.packets.ask_which)
        self.exchange.status_changed.connect(self.status.show_exchange)
        self.exchange.status_changed.connect(controller.show_exchange)
        self.exchange.left.connect(self.close)
        self.status.section_wanted.connect(self._show_section)
        acts.person.triggered.connect(controller.switch_person)
        acts.jump.triggered.connect(self._open_jump)
        acts.new_sub_job.triggered.connect(self._new_sub_job)
        acts.add_project.triggered.connect(self._ask_project)
        acts.find.triggered.connect(self._find)
        acts.lookup.triggered.connect(self._look_up)
        acts.next_pane.triggered.connect(self._next_pane)
        acts.help.triggered.connect(self.help.open_here)
        acts.keys.triggered.connect(self.help.open_keys)
        acts.first_minutes.triggered.connect(self.help.open_first_minutes)
        acts.about.triggered.connect(self._show_about)
        acts.quit.triggered.connect(self.close)
        self.top_bar.place_wanted.connect(self.show_place)
        self.signing_in.proved.connect(controller.acts_now)
        self.said.details_wanted.connect(self._show_stayed)
        self.status.person_wanted.connect(controller.switch_person)
        self.status.password_wanted.connect(controller.give_password)
        self.status.view_wanted.connect(self._show_view)
        self._menus["recent"].aboutToShow.connect(self._fill_recent)
        self._menus["recent"].triggered.connect(self._menu_chosen)

    def _restore(self) -> None:
        settings = self.ctx.settings
        geometry = settings.text("window")
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii")))
        self.actions_.show_theme(settings.text("theme", "system"))
        self.show_place(self.place_name)

    def _remember(self) -> None:
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.ctx.settings.remember("window", geometry)
        self.ctx.settings.remember("place", self.place_name)
