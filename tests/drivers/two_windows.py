"""Two people at two windows of one company, with a folder between them."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.drivers.desk_window import Keyboard, dialog
from tests.drivers.editor import EditorDriver
from tests.drivers.inbox import InboxDriver
from tests.drivers.marks import Marks
from tests.drivers.sharing import WORD_AT_SIGN_IN, SharingDriver, join_in_welcome
from tests.drivers.tree import TreeDriver
from tests.drivers.window import WindowDriver, part


class StripDriver:
    """The strip about what desks did at once, in the editor or the inbox."""

    def __init__(self, place: QWidget, name: str) -> None:
        self._place, self._name = place, name

    def said(self) -> str:
        """What it says; empty if it is hidden."""
        strip = part(self._place, QWidget, f"{self._name}_conflict")
        return strip.accessibleName() if strip.isVisible() else ""

    def acts(self) -> dict[str, str]:
        """What settles it, as a screen reader says it, each with why it cannot be chosen."""
        strip = part(self._place, QWidget, f"{self._name}_conflict")
        buttons = [one for one in strip.findChildren(QPushButton) if one.isVisible()]
        return {one.accessibleName(): one.accessibleDescription() for one in buttons}


class AtWindow:
    """A person at one of two windows, with the keyboard."""

    def __init__(self, qtbot: QtBot, window: WindowDriver, wing: str) -> None:
        self.window, self.wing = window, wing
        self.sharing = SharingDriver(window)
        self.editor = EditorDriver(qtbot, window.window.places["projects"])
        self.strip = StripDriver(window.window.places["projects"], "editor")
        self.tree = TreeDriver(qtbot, window.window.places["projects"])
        self.marks = Marks(window.window.places["projects"])
        self.inbox = InboxDriver(qtbot, window.window)
        self._keys = Keyboard(qtbot)

    def sit_down(self) -> None:
        """The keyboard goes to this window."""
        self.sharing.take_keyboard()

    def press(self, keys: str) -> None:
        """Press a key combination in this window."""
        self.sit_down()
        self.window.press(keys)

    def jump_to(self, name: str) -> None:
        """Ctrl+K, the name of a sub job, Enter."""
        self.sit_down()
        self.window.jump(name)
        self.window.jump_key(Qt.Key.Key_Return)
        self.sit_down()

    def describe(self, name: str, text: str) -> None:
        """Type another description of a sub job."""
        self.jump_to(name)
        self.editor.set("description", text)

    def give_password(self) -> None:
        """Type the password this desk asks for, and Enter."""
        asking = dialog(self.window.qtbot, "give_password")
        self._keys.type(WORD_AT_SIGN_IN)
        self.sharing.confirm(asking)


class TwoWindows:
    """Ann's window, in which the company is shared, and Ben's, who joins it."""

    def __init__(self, qtbot: QtBot, folder: Path, window: WindowDriver) -> None:
        self._qtbot, self._folder = qtbot, folder
        self.hub = folder / "hub"
        self.hub.mkdir()
        self.ann = AtWindow(qtbot, window, "south")
        self.ben: AtWindow

    def begin(self) -> None:
        """Share, join, compare the words, let in, and sign in: all of it on the two screens."""
        office = self.ann.sharing
        office.share(self.hub)
        window = join_in_welcome(self._qtbot, self._folder, self.hub, "Ben Ortiz", "BEN-PC")
        self.ben = AtWindow(self._qtbot, window, "north")
        words = self.ben.sharing.own_words()
        office.synchronise()
        assert self.ann.window.tab("desk") == "Desk, 1 desk asks to be let in"
        office.click_status("status_conflicts")
        office.open_waiting()
        asking = office.dialog("let_in_dialog")
        assert office.words_of(asking) == words
        for name in ("let_in_same", "person_role_pm"):
            office.tick(asking, name)
        office.confirm(asking)
        office.synchronise()
        self.ben.sharing.synchronise()
        self.ben.give_password()

    def exchange(self) -> None:
        """F5 in both windows, until each has what the other wrote."""
        for one in (self.ben, self.ann, self.ben):
            one.sharing.synchronise()

    def close(self) -> None:
        """Close the second window; the first one is the test's."""
        self.ben.window.window.close()
        self.ben.window.window.ctx.desk.close()
