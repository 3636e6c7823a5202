"""The welcome window: the ways in, and the companies opened lately."""

import platform
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.errors import UserError
from subjob_desk.settings import COMPANY_SUFFIX
from subjob_desk.ui.common import enter_key, icons, theme
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.empty import EmptyState
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.help.alone import HelpAlone
from subjob_desk.ui.sharing.join_dialog import JoinDialog
from subjob_desk.ui.welcome.form import NewCompanyForm


class WelcomeWindow(QWidget):
    """Shown when no company is open, and for File > New beside an open one."""

    sample_wanted = Signal()
    open_wanted = Signal(object)
    """``Path`` of a company file."""
    join_wanted = Signal(object)
    """``JoinWish``."""
    recover_wanted = Signal()

    def __init__(self, folder: Path, admin: str) -> None:
        super().__init__()
        self.setObjectName("surface")
        enter_key.watch()
        self.setAccessibleName(tr("Welcome"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("SubJob Desk"))
        self.setWindowIcon(icons.icon(Icon.APP, theme.current().accent))
        self.folder = folder
        """Where companies lie by default, and the copies of the sample."""
        self._admin = admin
        self.form = NewCompanyForm(folder, admin)
        self._banner = Banner()
        self._sample = self._way("sample", tr("Try the &sample company"), Icon.SAMPLE)
        self._new = self._way("new", tr("&New company…"), Icon.COMPANY)
        self._open = self._way("open", tr("&Open company…"), Icon.OPEN)
        self._join = self._way("join", tr("&Join a company…"), Icon.LINK)
        self._join.clicked.connect(self.ask_join)
        self.join_dialog: JoinDialog | None = None
        self._sample.clicked.connect(self.sample_wanted)
        self._new.clicked.connect(self.show_form)
        self._open.clicked.connect(self.ask_file)
        self.form.left.connect(self.show_start)
        self.model: RowModel[Path] = RowModel(
            (Column(tr("Company"), _stem), Column(tr("Folder"), _parent, tip=_whole)), str, self
        )
        self._recent = self._make_recent()
        self._none = EmptyState(
            tr("Companies you open are listed here. Begin with the sample: nothing can go wrong."),
            picture=Icon.FOLDER,
        )
        self._recover = QPushButton(tr("&Recover the registrar's desk…"))
        self._recover.setObjectName("welcome_recover")
        self._recover.setAccessibleName(tr("Recover the registrar's desk"))
        self._recover.setToolTip(tr("If the PC is lost that lets people and desks in."))
        self._recover.setProperty("quiet", True)
        self._recover.clicked.connect(self.recover_wanted)
        self._lay_out()
        self.help = HelpAlone(self)
        theme.changed.connect(self._tint)
        self._tint()
        self.resize(880, 600)
        self.setMinimumSize(720, 520)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """The companies opened lately; the newest is marked."""
        self.model.replace(paths)
        self._recent.setVisible(bool(paths))
        self._none.setVisible(not paths)
        self._sample.setProperty("primary", not paths)
        for button in (self._sample,):
            button.style().unpolish(button)
            button.style().polish(button)
        self._tint()
        if paths:
            self._recent.setCurrentIndex(self.model.index(0, 0))
            self._recent.setFocus()
        else:
            self._sample.setFocus()

    def show_refusal(self, error: UserError) -> None:
        """Say why no company was opened, on the page that asked for it."""
        if self.join_dialog is not None:
            self.join_dialog.show_refusal(error)
        elif self._pages.currentWidget() is self._start:
            self._banner.show_problem(error)
        else:
            self.form.show_refusal(error)

    def refusal(self) -> str:
        """Why no company was opened; empty if nothing was refused."""
        return self._banner.text() or self.form.refusal()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt says that the window goes; its Help goes with it."""
        self.help.close()
        super().closeEvent(event)

    @Slot()
    def show_form(self) -> None:
        """Ask for a new company."""
        self._pages.setCurrentIndex(1)
        self.form.focus_first()

    @Slot()
    def show_start(self) -> None:
        """Back to the ways in."""
        self._banner.clear()
        self._pages.setCurrentIndex(0)

    @Slot()
    def ask_join(self) -> None:
        """Ask for what makes this PC a desk of a shared company."""
        self.join_dialog = JoinDialog(self._admin, platform.node(), self)
        self.join_dialog.given.connect(self.join_wanted)
        self.join_dialog.finished.connect(self._join_left)
        self.join_dialog.open()

    @Slot()
    def _join_left(self) -> None:
        self.join_dialog = None

    @Slot()
    def ask_file(self) -> None:
        """Ask which company file to open."""
        chooser = QFileDialog(self, tr("Open company"), str(self.folder))
        chooser.setObjectName("open_dialog")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters(
            [tr("Companies (*{suffix})").format(suffix=COMPANY_SUFFIX), tr("All files (*)")]
        )
        chooser.fileSelected.connect(self._file_chosen)
        chooser.open()

    def _lay_out(self) -> None:
        self._start = QWidget()
        column = QVBoxLayout(self._start)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._heading())
        ways = QHBoxLayout()
        ways.setSpacing(12)
        for button in (self._sample, self._new, self._open, self._join):
            ways.addWidget(button, 1)
        column.addLayout(ways)
        column.addWidget(self._banner)
        recent = QLabel(tr("Opened lately"))
        recent.setProperty("tone", "section")
        recent.setBuddy(self._recent)
        column.addSpacing(8)
        column.addWidget(recent)
        column.addWidget(self._recent, 1)
        column.addWidget(self._none, 1)
        column.addWidget(self._recover, 0, Qt.AlignmentFlag.AlignRight)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._start)
        self._pages.addWidget(self.form)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(40, 32, 40, 32)
        outside.addWidget(self._pages)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self._mark = QLabel()
        words = QVBoxLayout()
        words.setSpacing(2)
        name = QLabel(tr("SubJob Desk"))
        name.setProperty("tone", "title")
        purpose = QLabel(tr("Sub jobs, from an idea to an extra in Sage 300 CRE."))
        purpose.setProperty("tone", "muted")
        words.addWidget(name)
        words.addWidget(purpose)
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        row.setContentsMargins(0, 0, 0, 12)
        return row

    def _way(self, name: str, text: str, which: Icon) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"welcome_{name}")
        button.setAccessibleName(text.replace("&", "").rstrip("…"))
        button.setProperty("picture", which.value)
        button.setIconSize(QSize(20, 20))
        button.setProperty("large", True)
        return button

    def _make_recent(self) -> RowTable:
        table = RowTable("recent_list", tr("Companies opened lately"), self.model)
        table.set_widths(280, 0)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.opened.connect(self._recent_chosen)
        table.setToolTip(tr("A double click or Enter opens the company."))
        return table

    @Slot(object)
    def _recent_chosen(self, index: QModelIndex) -> None:
        self.open_wanted.emit(self.model.row(index))

    @Slot(str)
    def _file_chosen(self, path: str) -> None:
        self.open_wanted.emit(Path(path))

    @Slot()
    def _tint(self) -> None:
        now = theme.current()
        self._mark.setPixmap(icons.pixmap(Icon.APP, now.accent, 40, self.devicePixelRatioF()))
        for button in (self._sample, self._new, self._open, self._join):
            primary = bool(button.property("primary"))
            which = Icon(str(button.property("picture")))
            button.setIcon(icons.icon(which, now.on_accent if primary else now.accent))


def _stem(path: Path) -> str:
    return path.stem


def _parent(path: Path) -> str:
    return str(path.parent)


def _whole(path: Path) -> str:
    return str(path)
