"""Drives the interchange profiles of the desk: the list, the text of one, the name of a copy."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.desk.place import DeskPlace
from subjob_desk.ui.desk.profile_copy_dialog import ProfileCopyDialog
from subjob_desk.ui.desk.profile_dialog import ProfileDialog
from subjob_desk.ui.desk.profile_text import ProfileText
from tests.drivers.window import WindowDriver, part


class ProfilesDriver:
    """The section *Interchange file*, by keyboard wherever a key does it."""

    def __init__(self, window: WindowDriver) -> None:
        self.qtbot = window.qtbot
        self.window = window
        window.go_to("desk")
        place = window.window.place
        assert isinstance(place, DeskPlace)
        self.place = place
        place.show_section("interchange")
        self.page = place.interchange

    # The list

    def rows(self) -> list[tuple[str, ...]]:
        """What the list shows."""
        model = self.page.model
        return [
            tuple(str(model.index(row, column).data()) for column in range(4))
            for row in range(model.rowCount())
        ]

    def choose(self, name: str) -> None:
        """Walk to a profile with the arrow keys."""
        table = part(self.page, RowTable, "profile_list")
        table.setFocus()
        names = [row.name for row in self.page.model.rows()]
        QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _ in range(names.index(name)):
            QTest.keyClick(table, Qt.Key.Key_Down)

    def open(self) -> None:
        """Press Enter in the list."""
        QTest.keyClick(part(self.page, RowTable, "profile_list"), Qt.Key.Key_Return)

    def press(self, button: str) -> None:
        """Press Space on a button of the page."""
        found = part(self.page, QPushButton, button)
        assert found.isEnabled(), found.toolTip()
        QTest.keyClick(found, Qt.Key.Key_Space)

    def why_not(self, button: str) -> str:
        """Why a button cannot be pressed, as a screen reader says it; empty if it can."""
        found = part(self.page, QPushButton, button)
        assert found.isEnabled() is not bool(found.accessibleDescription())
        assert found.toolTip() == found.accessibleDescription()
        return found.accessibleDescription()

    def word(self, button: str) -> str:
        """What stands on a button."""
        return part(self.page, QPushButton, button).text().replace("&", "")

    def told(self) -> str:
        """What the page says about the chosen profile."""
        return part(self.page, QLabel, "profile_told").text()

    # The name of a copy

    def name_copy(self, name: str) -> None:
        """Type a name for the copy and press Enter."""
        dialog = self.page.dialog
        assert isinstance(dialog, ProfileCopyDialog)
        field = part(dialog, QLineEdit, "profile_copy_name")
        field.selectAll()
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def copy_refusal(self) -> str:
        """Why there is no copy."""
        dialog = self.page.dialog
        assert isinstance(dialog, ProfileCopyDialog)
        return dialog.refusal()

    # The text

    @property
    def dialog(self) -> ProfileDialog:
        """The dialog of a text."""
        dialog = self.page.dialog
        assert isinstance(dialog, ProfileDialog)
        return dialog

    def is_open(self) -> bool:
        """Whether a dialog is open."""
        return self.page.dialog is not None

    def text(self) -> ProfileText:
        """The field of the text."""
        return part(self.dialog, ProfileText, "profile_text")

    def replace(self, was: str, now: str) -> None:
        """Find ``was`` in the text, mark it and type ``now`` over it."""
        field = self.text()
        field.go_to(1, 1)
        assert field.find(was)
        if now:
            QTest.keyClicks(field, now)
        else:
            QTest.keyClick(field, Qt.Key.Key_Delete)

    def wait_for(self, says: str) -> None:
        """Until the dialog says this about the text."""
        self.qtbot.waitUntil(lambda: says in self.says())

    def says(self) -> str:
        """What is said about the text."""
        return part(self.dialog, QLabel, "profile_says").text()

    def sample(self) -> list[str]:
        """The lines of the sample file."""
        return part(self.dialog, QPlainTextEdit, "profile_sample").toPlainText().splitlines()

    def differences(self) -> list[str]:
        """The differences to the default."""
        found = part(self.dialog, QPlainTextEdit, "profile_differences")
        return found.toPlainText().splitlines()

    def button(self, name: str) -> QPushButton:
        """A button of the dialog."""
        return part(self.dialog, QPushButton, name)

    def press_in_dialog(self, name: str) -> None:
        """Press Space on a button of the dialog."""
        found = self.button(name)
        assert found.isEnabled(), found.toolTip()
        assert not found.isHidden()
        QTest.keyClick(found, Qt.Key.Key_Space)

    def escape(self) -> None:
        """Press Esc in the dialog."""
        QTest.keyClick(self.dialog, Qt.Key.Key_Escape)
