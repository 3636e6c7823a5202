"""Drives links to Sage's extras as a person does: the problem's button, the look-up, the head."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from subjob_desk.ui.linking.dialog import LinkDialog
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.importing import Importing
from tests.drivers.keys import KEYS
from tests.drivers.window import all_parts, part

EXTRAS = (
    "Job,Extra,Description\n24-117,010,Parking canopy\n24-117,020,Generator pad\n"
    "24-117,030,Façade north\n24-120,300,Eye Institute\n"
)


def take_extras(desk: Desk, text: str = EXTRAS, *, who: str = "Ann Ruiz") -> None:
    """A new list of Sage's extras."""
    before = desk.acting
    desk.acting = desk.person_named(who).id
    sheet = desk.path.with_name("extras.csv")
    sheet.write_text(text, encoding="utf-8", newline="")
    importing = Importing(desk)
    importing.apply(importing.preview("extras", sheet))
    desk.acting = before


class LinkingDriver:
    """Everything about links in one window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self._window = window
        self._qtbot = qtbot

    def offers(self) -> dict[str, str]:
        """The buttons beside problems that link, with why they cannot be used."""
        return {
            button.text(): button.toolTip()
            for button in all_parts(self._window.place, QPushButton)
            if button.objectName() == "problem_link" and button.isVisible()
        }

    def take_offer(self) -> None:
        """Go to the one such button and press Enter on it."""
        button = part(self._window.place, QPushButton, "problem_link")
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Return)

    def head(self) -> str:
        """What the editor's head says; empty if nothing."""
        label = self._window.place.findChild(QWidget, "editor_link")
        assert label is not None
        return label.accessibleName() if label.isVisible() else ""

    def trigger(self, act: str) -> None:
        """Choose ``link`` or ``unlink`` in the menu."""
        action = self._window.actions_.link if act == "link" else self._window.actions_.unlink
        self._qtbot.waitUntil(action.isEnabled)
        action.trigger()

    def why_not(self, act: str) -> str:
        """Why the act cannot be done; empty if it can."""
        actions = self._window.actions_
        return (actions.link if act == "link" else actions.unlink).reason

    def word(self, act: str) -> str:
        """How the act is called in the menu."""
        actions = self._window.actions_
        return (actions.link if act == "link" else actions.unlink).text().replace("&", "")

    # The look-up

    @property
    def dialog(self) -> LinkDialog:
        """The look-up, which must be open."""
        (found,) = [one for one in all_parts(self._window, LinkDialog) if one.isVisible()]
        return found

    def is_open(self) -> bool:
        """Whether the look-up is open."""
        return any(one.isVisible() for one in all_parts(self._window, LinkDialog))

    def rows(self) -> list[str]:
        """The extras found, each as it is read aloud."""
        model = part(self.dialog, QTableView, "link_extras").model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]

    def current(self) -> str:
        """The extra that Enter would take; empty for none."""
        index = part(self.dialog, QTableView, "link_extras").currentIndex()
        return str(index.siblingAtColumn(0).data()) if index.isValid() else ""

    def search(self, text: str) -> None:
        """Type into the search."""
        field = part(self.dialog, QLineEdit, "link_search")
        field.clear()
        QTest.keyClicks(field, text)

    def press(self, *names: str) -> None:
        """Keys where the look-up has the keyboard."""
        for name in names:
            QTest.keyClick(part(self.dialog, QLineEdit, "link_search"), KEYS[name])

    def nothing(self) -> str:
        """What is said where there is none; empty if there are some."""
        label = part(self.dialog, QLabel, "link_nothing")
        return label.text() if label.isVisible() else ""

    def why_not_this(self) -> str:
        """Why the current one cannot be taken; empty if it can."""
        return part(self.dialog, QPushButton, "link_dialog_link").toolTip()

    def refusal(self) -> str:
        """What the look-up says was refused."""
        return part(self.dialog, QWidget, "banner").accessibleName()
