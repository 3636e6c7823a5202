"""Drives the place *Projects* in the program's window, and makes a small company for it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from subjob_desk.settings import Settings
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.frame.controller import FrameController
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.importing import Importing
from tests.drivers.editor import EditorDriver
from tests.drivers.tree import TreeDriver


class Ticking:
    """A clock that goes on by a minute at every look."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def __call__(self) -> datetime:
        self._now += timedelta(minutes=1)
        return self._now


_FOUNDED: Final = datetime(2026, 11, 12, 8, 0, tzinfo=UTC)
_AFTER_FOUNDING: Final = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)

LISTS = {
    "jobs": (
        "Job,Description,Status",
        "24-117,Harbor Tower,Open",
        "24-120,Fort Ellis Healthcare Campus,Open",
        "24-131,Civic Center Parking,Open",
    ),
    "cost-codes": (
        "Cost Code,Description,Group",
        "01-310,Project supervision,no",
        "03-310,Cast-in-place concrete,no",
        "09-000,Finishes,yes",
        "09-250,Gypsum board,no",
        "09-510,Acoustical ceilings,no",
        "09-900,Paints and coatings,no",
        "15-400,Plumbing,no",
    ),
    "categories": ("Category,Description", "LAB,Labor", "MAT,Material", "SUB,Subcontract"),
}
FIELDS = ("cost_code", "category", "quantity", "unit", "amount")
LINES = (
    ("01-310", "LAB", "160", "hr", "14,400.00"),
    ("09-250", "SUB", "12,400", "sf", "96,720.00"),
    ("15-400", "SUB", "1", "ls", "18,003.00"),
)


class Draft(NamedTuple):
    """A sub job that is there from the beginning."""

    name: str
    description: str
    lines: bool = True


class Tower:
    """A small company: lists from Sage, and an office tower with a few floors."""

    def __init__(self, folder: Path, *drafts: Draft, lists: bool = True) -> None:
        """``drafts`` are there already: made once for each process, as adding takes its time."""
        made, ids = _founded(drafts, lists=lists)
        path = folder / "tower.subjobs"
        path.write_bytes(made)
        self._begin(path, ids)

    def _begin(self, path: Path, ids: Mapping[str, str]) -> None:
        self.desk = Desk.open(path, clock=Ticking(_AFTER_FOUNDING))
        self.act_as("Ann Ruiz")
        self.ids = dict(ids)

    def add(self, name: str, description: str = "", *, lines: bool = True) -> str:
        """A draft ``JOB/CODE``, with three lines unless told otherwise."""
        self.ids[name] = _add(self.desk, name, description, lines=lines)
        return self.ids[name]

    def send(self, *names: str) -> None:
        """Ann sends these."""
        Deciding(self.desk).send([self.ids[name] for name in names])

    def reject(self, name: str, reason: str, note: str) -> None:
        """Carl rejects this one."""
        self.act_as("Carl Otis")
        Deciding(self.desk).reject([self.ids[name]], reason, note)
        self.act_as("Ann Ruiz")

    def act_as(self, person: str) -> None:
        """Another person sits down at the desk."""
        self.desk.acting = self.desk.person_named(person).id


def _add(desk: Desk, name: str, description: str, *, lines: bool) -> str:
    job, _, code = name.partition("/")
    editing = Editing(desk)
    _, sub_id = editing.new_sub_job(job.replace("-", ""), code, description or f"Level {code}")
    if lines:
        editing.paste(sub_id, [], FIELDS, LINES)
    return sub_id


@lru_cache(maxsize=16)
def _founded(drafts: tuple[Draft, ...], *, lists: bool) -> tuple[bytes, Mapping[str, str]]:
    """The file of the company with these sub jobs, and their ids; made once for each process."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "tower.subjobs"
        desk = Desk.found(
            path, name="Riverside Builders", code="RB", admin="Ann Ruiz", clock=Ticking(_FOUNDED)
        )
        people = Administering(desk)
        people.set_person("Ann Ruiz", ["admin", "pm", "exporter"])
        people.set_person("Carl Otis", ["approver"])
        people.set_person("Vera Lind", ["viewer"])
        for kind, rows in LISTS.items() if lists else ():
            sheet = folder / f"{kind}.csv"
            sheet.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="")
            importing = Importing(desk)
            importing.apply(importing.preview(kind, sheet))
        ids = {}
        for draft in drafts:
            ids[draft.name] = _add(desk, draft.name, draft.description, lines=draft.lines)
        desk.close()
        return path.read_bytes(), ids


class ProjectsDriver:
    """The place, and what stands in the company behind it."""

    def __init__(self, qtbot: QtBot, tower: Tower) -> None:
        self._desk = tower.desk
        self._qtbot = qtbot
        self._settings_file = tower.desk.path.with_name("projects-window.json")
        self.window = self._opened()
        self.tree = TreeDriver(qtbot, self.window.place)
        self.editor = EditorDriver(qtbot, self.window.place)

    @property
    def ctx(self) -> Context:
        """The use cases."""
        return self.window.ctx

    def front_tab(self) -> str:
        """The tab in front below the estimate, with its count."""
        bar = self.window.place.findChild(QTabBar, "editor_tabs")
        assert isinstance(bar, QTabBar)
        return " ".join(bar.tabText(bar.currentIndex()).split())

    def said(self) -> str:
        """What the bar below says; empty if it is closed."""
        return self.window.said.text()

    def undo_in_bar(self) -> str:
        """The words on the bar's Undo; empty if it offers none."""
        button = self.window.said.findChild(QPushButton, "said_undo")
        assert isinstance(button, QPushButton)
        return button.text() if button.isVisible() else ""

    def saved(self) -> str:
        """What the status line says of saving, after the window has come to rest."""
        self.settle()
        label = self.window.status.findChild(QLabel, "status_saved")
        assert isinstance(label, QLabel)
        return label.text()

    def settle(self) -> None:
        """Let the window do what it put off to the end of the act."""
        QApplication.processEvents()

    def act_as(self, name: str) -> None:
        """Another person sits down, as the menu in the status line does."""
        person = self._desk.person_named(name)
        self.window.findChildren(FrameController)[0].act_as(person.id)

    def reopen(self) -> None:
        """Close the window and open it again on the same company."""
        self.window.close()
        self.window = self._opened()
        self.tree = TreeDriver(self._qtbot, self.window.place)
        self.editor = EditorDriver(self._qtbot, self.window.place)

    def nameless(self) -> list[str]:
        """Controls of the place that lack an object name or an accessible name."""
        kinds = (QAbstractButton, QLineEdit, QAbstractItemView, QTabBar)
        return [
            f"{type(control).__name__} {control.objectName()}"
            for control in self.window.place.findChildren(QWidget)
            if isinstance(control, kinds)
            and not control.isHidden()
            and not control.objectName().startswith("qt_")
            and not (control.objectName() and control.accessibleName())
        ]

    def _opened(self) -> MainWindow:
        window = MainWindow(self._desk, Settings(self._settings_file))
        window.resize(1360, 820)
        self._qtbot.addWidget(window)
        with self._qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.show_place("projects")
        return window
