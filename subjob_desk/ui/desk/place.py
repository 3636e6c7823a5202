"""The place *Desk*: a list of sections left, the section right."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.changes import Changes
from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.place import Place
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.activity_page import ActivityPage
from subjob_desk.ui.desk.controller import DeskController
from subjob_desk.ui.desk.lists_page import ListsPage
from subjob_desk.ui.desk.page import scrolled
from subjob_desk.ui.desk.people_page import PeoplePage
from subjob_desk.ui.desk.person_dialog import PersonDialog
from subjob_desk.ui.desk.safety_page import SafetyPage
from subjob_desk.ui.desk.settings_page import SettingsPage
from subjob_desk.usecases.views import PersonRow

SECTIONS: Final = ("people", "lists", "settings", "safety", "activity")
_PICTURES: Final = (Icon.PERSON, Icon.LISTS, Icon.CODES, Icon.SHIELD, Icon.ACTIVITY)


class DeskPlace(Place):
    """What is set up once and looked at now and then."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.title = tr("Desk")
        self.setObjectName("desk")
        self.setAccessibleName(tr("Desk"))
        self.people = PeoplePage()
        self.lists = ListsPage(ctx.actions)
        self.company = SettingsPage()
        self.safety = SafetyPage()
        self.activity = ActivityPage()
        self._dialog: PersonDialog | None = None
        self._sections = self._make_sections()
        self._pages = QStackedWidget()
        for page in (self.people, self.lists, self.company, self.safety, self.activity):
            self._pages.addWidget(scrolled(page))
        self._lay_out()
        self._controller = DeskController(self, ctx)
        self._wire()
        self._tint()
        self._sections.setCurrentRow(0)

    # What the window asks.

    def focus_first(self) -> None:
        """The keyboard goes to the sections."""
        self._sections.setFocus()

    def refresh(self, changes: Changes | None) -> None:
        """Show anew what ``changes`` concerns."""
        self._controller.refresh(changes)

    def next_pane(self) -> None:
        """From the sections into the section, and back."""
        if self._sections.hasFocus():
            self._sections.focusNextChild()
        else:
            self.focus_first()

    # What the controller asks.

    def section(self) -> str:
        """The section shown."""
        return SECTIONS[max(self._sections.currentRow(), 0)]

    def show_section(self, name: str) -> None:
        """Show a section by its name."""
        self._sections.setCurrentRow(SECTIONS.index(name))

    def ask_person(self, person: PersonRow | None) -> None:
        """Ask for a new person, or for other roles of one."""
        self._dialog = PersonDialog(person, self)
        self._dialog.given.connect(self._controller.set_person)
        self._dialog.finished.connect(self._dialog_closed)
        self._dialog.open()

    @property
    def dialog(self) -> PersonDialog | None:
        """The dialog that asks for a person, while it is open."""
        return self._dialog

    @Slot()
    def ask_backup(self) -> None:
        """Ask where the backup goes."""
        chooser = QFileDialog(self, tr("Back up into a folder"))
        chooser.setObjectName("backup_chooser")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(self.back_up_into)
        chooser.open()

    @Slot(str)
    def back_up_into(self, folder: str) -> None:
        """Back up into this folder."""
        self._controller.back_up(folder)

    def _make_sections(self) -> QListWidget:
        sections = QListWidget()
        sections.setObjectName("desk_sections")
        sections.setAccessibleName(tr("Sections of the desk"))
        sections.setProperty("plain", True)
        sections.setProperty("sections", True)
        sections.setIconSize(QSize(16, 16))
        for title in (
            tr("People and roles"),
            tr("Lists from Sage"),
            tr("Codes and settings"),
            tr("Verify and back up"),
            tr("Activity"),
        ):
            item = QListWidgetItem(title, sections)
            item.setSizeHint(QSize(200, 34))
        return sections

    def _lay_out(self) -> None:
        left = QWidget()
        left.setProperty("raised", True)
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setFixedWidth(220)
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 12, 8, 12)
        column.addWidget(self._sections)
        rule = QFrame()
        rule.setProperty("upright", True)
        rule.setFixedWidth(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(rule)
        row.addWidget(self._pages, 1)

    def _wire(self) -> None:
        controller = self._controller
        self._sections.currentRowChanged.connect(self._pages.setCurrentIndex)
        self._sections.currentRowChanged.connect(controller.section_shown)
        self.people.add_wanted.connect(controller.add_person)
        self.people.change_wanted.connect(self.ask_person)
        self.company.changed.connect(controller.set_setting)
        self.safety.verify_wanted.connect(controller.verify)
        self.safety.backup_wanted.connect(self.ask_backup)
        self.safety.rebuild_wanted.connect(controller.rebuild)
        theme.changed.connect(self._tint)

    @Slot()
    def _dialog_closed(self) -> None:
        self._dialog = None

    @Slot()
    def _tint(self) -> None:
        for row, picture in enumerate(_PICTURES):
            self._sections.item(row).setIcon(icons.icon(picture, theme.current().muted))
