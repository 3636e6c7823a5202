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
from subjob_desk.ui.common import helping, icons, theme
from subjob_desk.ui.common.background import Background, Task
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.common.dialogs.password import (
    PasswordDialog,
    SetPasswordDialog,
    TakePasswordDialog,
)
from subjob_desk.ui.common.dialogs.working import WorkingDialog
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.place import Place
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.activity_page import ActivityPage
from subjob_desk.ui.desk.comparing import ComparisonFlow
from subjob_desk.ui.desk.controller import DeskController
from subjob_desk.ui.desk.lists_page import ListsPage
from subjob_desk.ui.desk.page import scrolled
from subjob_desk.ui.desk.people_page import PeoplePage
from subjob_desk.ui.desk.person_dialog import PersonDialog
from subjob_desk.ui.desk.profiles_controller import ProfilesController
from subjob_desk.ui.desk.profiles_page import ProfilesPage
from subjob_desk.ui.desk.safety_page import SafetyPage
from subjob_desk.ui.desk.settings_page import SettingsPage
from subjob_desk.ui.help.topics import TOPICS
from subjob_desk.ui.sharing.sections import SharingSections
from subjob_desk.usecases.views import PersonRow

SHARING: Final = ("exchange", "desks", "conflicts", "entries")
SECTIONS: Final = (
    *SHARING, "people", "lists", "settings", "interchange", "safety", "activity",
)  # fmt: skip
_PICTURES: Final = (
    Icon.REFRESH, Icon.DESK, Icon.DIFFERENCE, Icon.HISTORY,
    Icon.PERSON, Icon.LISTS, Icon.CODES, Icon.EXPORT, Icon.SHIELD, Icon.ACTIVITY,
)  # fmt: skip


class DeskPlace(Place):
    """What is set up once and looked at now and then."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.title = tr("Desk")
        self.setObjectName("desk")
        self.setAccessibleName(tr("Desk"))
        self.sharing = SharingSections(ctx, self)
        self.people = PeoplePage()
        self._looking_up = ctx.looking_up
        self.lists = ListsPage(ctx.actions, ctx.looking_up.term())
        self.company = SettingsPage()
        self.interchange = ProfilesPage()
        self.safety = SafetyPage()
        self.activity = ActivityPage()
        self._dialog: PersonDialog | PasswordDialog | None = None
        self._sections = self._make_sections()
        self._pages = QStackedWidget()
        for page in (
            *self.sharing.pages().values(),
            self.people, self.lists, self.company, self.interchange, self.safety, self.activity,
        ):  # fmt: skip
            self._pages.addWidget(scrolled(page))
        self._lay_out()
        self._controller = DeskController(self, ctx)
        self._profiles = ProfilesController(self.interchange, ctx, self)
        self.comparison = ComparisonFlow(ctx, self)
        self._wire()
        self._tint()
        shared = ctx.desk.company.desks.is_shared
        self.show_section("exchange" if shared else "people")

    # What the window asks.

    def focus_first(self) -> None:
        """The keyboard goes to the sections."""
        self._sections.setFocus()

    def refresh(self, changes: Changes | None) -> None:
        """Show anew what ``changes`` concerns."""
        self._controller.refresh(changes)
        if self.section() == "interchange":
            self._profiles.refresh(changes)
        self.sharing.refresh(self.section(), changes)

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

    def enter_section(self, name: str) -> None:
        """Show a section, with the keyboard in it: somebody asked for what stands there."""
        self.show_section(name)
        self.sharing.take_keyboard(name)

    def ask_person(self, person: PersonRow | None) -> None:
        """Ask for a new person, or for other roles of one."""
        dialog = PersonDialog(person, self._looking_up.term(), self)
        dialog.given.connect(self._controller.set_person)
        self._open(dialog)

    def ask_new_password(self, who: str, protects: str, *, has_one: bool) -> None:
        """Ask the person who acts for a new password."""
        dialog = SetPasswordDialog(who, protects, has_one=has_one, parent=self)
        dialog.given.connect(self._controller.set_password)
        self._open(dialog)

    def ask_to_take_password(self, who: str, *, own: bool) -> None:
        """Ask whether a password is to go."""
        dialog = TakePasswordDialog(who, own=own, parent=self)
        dialog.given.connect(self._controller.take_password)
        self._open(dialog)

    def show_working(self, background: Background, task: Task) -> None:
        """Nothing else can be done until this work ends: say how far it is."""
        sentence = tr("Nothing else can be recorded until this is done.")
        WorkingDialog(background, task, sentence, parent=self.window()).show()

    @property
    def dialog(self) -> PersonDialog | PasswordDialog | None:
        """The dialog about a person, while it is open."""
        return self._dialog

    @property
    def has_dialog(self) -> bool:
        """Whether a dialog is open that shows itself what was refused."""
        return self._dialog is not None or self.sharing.dialog is not None

    def _open(self, dialog: PersonDialog | PasswordDialog) -> None:
        self._dialog = dialog
        dialog.finished.connect(self._dialog_closed)
        dialog.open()

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
            tr("Exchange"),
            tr("Desks"),
            tr("Conflicts and tasks"),
            tr("Entries without effect"),
            tr("People and roles"),
            tr("Lists from Sage"),
            tr("Codes and settings"),
            tr("Interchange file"),
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
        self._sections.currentRowChanged.connect(self._show_further)
        self._sections.currentRowChanged.connect(self._tell_help)
        self.people.add_wanted.connect(controller.add_person)
        self.people.change_wanted.connect(self.ask_person)
        self.people.set_password_wanted.connect(controller.ask_new_password)
        self.people.take_password_wanted.connect(controller.ask_to_take_password)
        self.lists.compare_wanted.connect(self.comparison.start)
        self.comparison.open_wanted.connect(self.open_wanted)
        self.sharing.open_wanted.connect(self.open_wanted)
        self.company.changed.connect(controller.set_setting)
        self.safety.verify_wanted.connect(controller.verify)
        self.safety.backup_wanted.connect(self.ask_backup)
        self.safety.rebuild_wanted.connect(controller.rebuild)
        theme.changed.connect(self._tint)

    @Slot()
    def _show_further(self) -> None:
        """Sections with a controller of their own."""
        if self.section() == "interchange":
            self._profiles.show()
        elif self.section() in SHARING:
            self.sharing.show(self.section())

    @Slot()
    def _tell_help(self) -> None:
        """The keyboard is in the list of sections: F1 there is about the one shown."""
        helping.about(self._sections, TOPICS.get(f"desk_{self.section()}", ""))

    @Slot()
    def _dialog_closed(self) -> None:
        self._dialog = None

    @Slot()
    def _tint(self) -> None:
        for row, picture in enumerate(_PICTURES):
            self._sections.item(row).setIcon(icons.icon(picture, theme.current().muted))
