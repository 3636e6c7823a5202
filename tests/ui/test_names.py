"""A walk over every screen: whatever can be used has a name, for tests and for screen readers."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from subjob_desk.domain.checks import Problem, Severity
from subjob_desk.settings import Settings
from subjob_desk.ui.common.problems import ProblemsList
from subjob_desk.ui.crash_dialog import CrashDialog
from subjob_desk.ui.desk.person_dialog import PersonDialog
from subjob_desk.ui.frame.about import AboutDialog
from subjob_desk.ui.help.window import HelpWindow
from subjob_desk.ui.welcome.view import WelcomeWindow
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from tests.drivers.window import WindowDriver, all_parts

USABLE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
PLACES = ("projects", "inbox", "exports", "desk")


def nameless(inside: QWidget) -> list[str]:
    """Every usable part that lacks its name or what a screen reader says."""
    return [
        f"{type(widget).__name__} {widget.objectName() or '?'} in {_path(widget)}"
        for widget in _usable(inside)
        if not widget.objectName() or not _spoken(widget)
    ]


def _usable(inside: QWidget) -> Iterator[QWidget]:
    for widget in all_parts(inside, QWidget):
        if isinstance(widget, USABLE) and not widget.isHidden() and not _belongs_to_qt(widget):
            yield widget


def _belongs_to_qt(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if isinstance(widget, QHeaderView | QScrollBar) or widget.objectName().startswith("qt_"):
        return True
    return isinstance(parent, QLineEdit | QTabBar | QComboBox | QAbstractSpinBox) or (
        isinstance(parent, QAbstractScrollArea) and isinstance(widget, QAbstractButton)
    )


def _spoken(widget: QWidget) -> str:
    return widget.accessibleName()


def _path(widget: QWidget) -> str:
    names: list[str] = []
    parent = widget.parentWidget()
    while parent is not None:
        names.append(parent.objectName() or type(parent).__name__)
        parent = parent.parentWidget()
    return " < ".join(names[:4])


@pytest.mark.parametrize("name", PLACES)
def test_everything_in_a_place_has_a_name(window: WindowDriver, desk: Desk, name: str) -> None:
    window.go_to(name)
    window.window.places["projects"].show_item(Browsing(desk).find("24-117/008"))
    assert nameless(window.window.place) == []


def test_everything_around_the_places_has_a_name(window: WindowDriver) -> None:
    for part in (window.window.top_bar, window.window.said, window.window.status):
        assert nameless(part) == []


def test_everything_in_a_dialog_has_a_name(
    qtbot: QtBot, window: WindowDriver, settings: Settings
) -> None:
    problems = ProblemsList()
    problems.show((Problem("r", Severity.BLOCKING, "code", "It is empty.", "", "", "010"),))
    screens: list[QWidget] = [
        AboutDialog(),
        HelpWindow(window.window.help.book()),
        CrashDialog("a report"),
        PersonDialog(None, "Extra"),
        WelcomeWindow(window.window.ctx.desk.path.parent, "ann"),
        window.open_jump(),
        problems,
    ]
    for screen in screens:
        qtbot.addWidget(screen)
        assert nameless(screen) == []
