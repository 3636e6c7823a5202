"""The acts of the main job from menu, button, context menu and key; else the reason why not."""

from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from subjob_desk.domain.lifecycle import State
from subjob_desk.usecases.desk import Desk
from tests.drivers.main_job import MainJob


class Way(msgspec.Struct, frozen=True):
    """An act, where it is done, on what, and what comes of it."""

    act: str
    who: str
    place: str
    name: str
    button: str
    keys: tuple[str, ...]
    after: State
    dialog: str = ""
    answer: tuple[str, ...] = ()


ANN, CARL, DORA = "Ann Ruiz", "Carl Otis", "Dora Lind"
DRAFT, SENT, ACCEPTED = "24-117/008", "24-117/005", "24-117/002"
WAYS = (
    Way("send", ANN, "projects", DRAFT, "editor_send", ("Ctrl+Enter",), State.SENT),
    Way(
        "retrieve",
        ANN,
        "projects",
        SENT,
        "editor_retrieve",
        ("Ctrl+Shift+Enter",),
        State.RETRIEVED,
    ),
    Way("accept", CARL, "inbox", SENT, "inbox.accept", ("A", "Ctrl+Shift+A"), State.ACCEPTED),
    Way(
        "reject",
        CARL,
        "inbox",
        SENT,
        "inbox.reject",
        ("R", "Ctrl+Shift+R"),
        State.REJECTED,
        "reject_dialog",
        ("2", "Enter"),
    ),
    Way(
        "withdraw",
        CARL,
        "inbox",
        ACCEPTED,
        "inbox.withdraw",
        ("W",),
        State.SENT,
        "reason_dialog",
        ("Enter",),
    ),
    Way(
        "export",
        DORA,
        "inbox",
        ACCEPTED,
        "export_button",
        ("Ctrl+E",),
        State.ACCEPTED,
        "export_dialog",
        ("Esc",),
    ),
)


@pytest.fixture
def job(qtbot: QtBot, desk: Desk, tmp_path: Path) -> MainJob:
    return MainJob(qtbot, desk, tmp_path)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.act)
def test_it_works_from_menu_button_context_menu_and_key(job: MainJob, way: Way) -> None:
    hands, window = job.hands, job.window
    job.act_as(way.who)
    before = job.state(way.name)
    view = job.show(way.place, way.name)

    hands.choose_in_menu_bar(window.menuBar(), job.act(way.act))
    _finish(job, way, before)
    hands.click(window, way.button)
    _finish(job, way, before)
    hands.choose_in_context_menu(*view, job.act(way.act))
    _finish(job, way, before)
    for key in way.keys:
        hands.press(key)
        _finish(job, way, before)


def _finish(job: MainJob, way: Way, before: State) -> None:
    """Answer what is asked, look at what came of it, and undo it."""
    if way.dialog:
        job.hands.wait_for_dialog(way.dialog)
        job.hands.press(*way.answer)
        job.hands.wait_for_window(job.window)
    assert job.state(way.name) is way.after
    if way.after is not before:
        # A retrieval is not undone but sent again: somebody may have seen that it was gone.
        job.hands.press("Ctrl+Enter" if way.act == "retrieve" else "Ctrl+Z")
    assert job.state(way.name) is before
    job.show(way.place, way.name)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.act)
def test_while_it_cannot_be_done_it_says_why(job: MainJob, way: Way) -> None:
    job.act_as("Dana Wu")
    before = job.state(way.name)
    view, spot = job.show(way.place, way.name)
    action = job.act(way.act)
    assert not action.isEnabled()
    assert "Dana Wu" in action.reason
    assert action.reason in action.toolTip()
    assert action.reason == action.statusTip()
    button = job.button(way.button)
    assert not button.isEnabled()
    assert "Dana Wu" in button.toolTip()
    assert "Dana Wu" in button.accessibleDescription()
    assert action in job.hands.open_context_menu(view, spot).actions()
    job.hands.press("Esc")
    for key in way.keys:
        job.forget_said()
        job.hands.press(key)
        assert "Dana Wu" in job.said()
    assert job.state(way.name) is before
