"""Riverside Builders in the program's window, with three people, for the main job from end to end.

What is read here is the company; what is done is done by ``Hands``.
"""

from pathlib import Path

from pytestqt.qtbot import QtBot

from subjob_desk.domain.lifecycle import State
from subjob_desk.settings import Settings
from subjob_desk.ui.actions import ExplainedAction
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.desk import Desk
from tests.drivers.company import act_as
from tests.drivers.hands import Hands


class MainJob:
    """One window, one company: Ann sends, Carl decides, Dora exports."""

    def __init__(self, qtbot: QtBot, desk: Desk, folder: Path) -> None:
        people = Administering(desk)
        people.set_person("Carl Otis", ["approver"])
        people.set_person("Dora Lind", ["exporter"])
        act_as(desk, "Ann Ruiz")
        self.out = folder / "sage"
        self.out.mkdir()
        settings = Settings(folder / "main-job.json")
        settings.remember("export.folder", str(self.out))
        self.desk = desk
        self.hands = Hands(qtbot)
        self.window = MainWindow(desk, settings)
        self.window.resize(1360, 820)
        self._qtbot = qtbot
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.window.show_place("projects")

    def wait_until_idle(self) -> None:
        """Wait for what runs in the background."""
        self._qtbot.waitUntil(lambda: not self.window.background.is_busy)

    # --- what is seen ------------------------------------------------------------------------

    def state(self, name: str) -> State:
        """Where ``24-117/010`` stands."""
        browsing = self.window.ctx.browsing
        return browsing.sub_job(browsing.find(name)).row.state

    def lines(self, name: str) -> list[tuple[str, ...]]:
        """Its lines as cost code, category and amount in cents."""
        browsing = self.window.ctx.browsing
        page = browsing.sub_job(browsing.find(name))
        return [
            (row.line.cost_code, row.line.category, str(row.line.amount)) for row in page.lines
        ]

    def banner(self, name: str) -> str:
        """Why it came back."""
        browsing = self.window.ctx.browsing
        return browsing.sub_job(browsing.find(name)).banner

    def selected(self) -> list[str]:
        """The selected sub jobs."""
        browsing = self.window.ctx.browsing
        return [browsing.sub_job(each).row.name for each in self.window.place.selected_ids()]

    def who(self) -> str:
        """Who acts."""
        return self.desk.person.name

    def act(self, name: str) -> ExplainedAction:
        """An act of the window by its name."""
        action = self.window.findChild(ExplainedAction, name)
        assert isinstance(action, ExplainedAction), name
        return action

    def files(self) -> dict[str, bytes]:
        """What lies in the folder for Sage."""
        return {path.name: path.read_bytes() for path in self.out.iterdir()}
