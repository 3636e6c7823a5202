"""Riverside Builders in the program's window, with three people, for the main job from end to end.

What is read here is the company; what is done is done by ``Hands``.
"""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractItemView, QPushButton
from pytestqt.qtbot import QtBot

from subjob_desk.domain.lifecycle import State
from subjob_desk.settings import Settings
from subjob_desk.ui.actions import ExplainedAction
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.desk import Desk
from tests.drivers import desk_window
from tests.drivers.company import act_as
from tests.drivers.editor import EditorDriver
from tests.drivers.hands import Hands
from tests.drivers.inbox import InboxDriver
from tests.drivers.tree import TreeDriver
from tests.drivers.window import WindowDriver


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
        self.window = desk_window.opened(qtbot, desk, settings, "projects")
        self._qtbot = qtbot
        self.tree = TreeDriver(qtbot, self.window.places["projects"])
        self.editor = EditorDriver(qtbot, self.window.places["projects"])
        self.inbox = InboxDriver(qtbot, self.window)

    def go_to(self, place: str) -> None:
        """Click the tab of a place."""
        WindowDriver(self.window, self._qtbot).go_to(place)

    def act_as(self, name: str) -> None:
        """Another person sits down, and F5 is pressed."""
        act_as(self.desk, name)
        self.window.actions_.refresh.trigger()

    def show(self, place: str, name: str) -> tuple[QAbstractItemView, QPoint]:
        """Click a sub job in a place; the list and the spot that was clicked."""
        if self.window.place_name != place:
            self.go_to(place)
        view: QAbstractItemView
        if place == "projects":
            self.tree.select(name)
            view, spot = self.tree.spot(name)
        else:
            views = {State.ACCEPTED: "Accepted", State.FAILED: "Failed"}
            self.inbox.show_view(views.get(self.state(name), "Waiting"))
            self.inbox.click_row(name)
            view, spot = self.inbox.spot(name)
        # Which acts are possible is asked when the event loop comes round.
        self._qtbot.waitUntil(lambda: self.selected() == [name] and self._is_asked())
        return view, spot

    def _is_asked(self) -> bool:
        shown = self.window.ctx.browsing.availability(self.window.place.selected_ids())
        actions = self.window.actions_
        return all(actions.available(act) == known.ids for act, known in shown.items())

    def button(self, name: str) -> QPushButton:
        """The one visible button of this name."""
        found = [each for each in self.window.findChildren(QPushButton, name) if each.isVisible()]
        assert len(found) == 1, name
        return found[0]

    def said(self) -> str:
        """What the bar of the window says, or the bar of the inbox."""
        return self.window.said.text() or self.inbox.said()

    def forget_said(self) -> None:
        """Close the bar of the window."""
        self.window.said.hide()

    def wait_for_export(self, word: str) -> None:
        """Wait until the primary button of the export dialog says ``word`` and can be used."""
        dialog = self.hands.wait_for_dialog("export_dialog")
        button = dialog.findChild(QPushButton, "export.next")
        assert isinstance(button, QPushButton)
        self._qtbot.waitUntil(lambda: button.isEnabled() and button.accessibleName() == word)

    # --- what is seen ------------------------------------------------------------------------

    def state(self, name: str) -> State:
        """Where ``24-117/010`` stands."""
        browsing = self.window.ctx.browsing
        return browsing.sub_job(browsing.find(name)).row.state

    def lines(self, name: str) -> list[tuple[str, ...]]:
        """Its lines as cost code, category and amount in cents."""
        browsing = self.window.ctx.browsing
        page = browsing.sub_job(browsing.find(name))
        return [(row.line.cost_code, row.line.category, str(row.line.amount)) for row in page.lines]

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

    def batch_date(self, form: str) -> str:
        """The date of the newest batch."""
        date = self.window.ctx.exporting.batches()[0].date
        return dt.date.fromisoformat(date).strftime(form)
