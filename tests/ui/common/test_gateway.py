"""The one door for changes, and the worker behind it."""

import threading

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.background import Background, Progress, Stage, Task
from subjob_desk.ui.common.gateway import Gateway


def test_a_change_is_told_with_who_asked(qtbot: QtBot) -> None:
    gateway, heard = Gateway(), []
    gateway.changed.connect(lambda changes: heard.append((gateway.initiator, changes)))
    changes = Changes(said="Sent.")
    assert gateway.do("me", lambda: changes) is changes
    assert heard == [("me", changes)]
    assert gateway.initiator is None


def test_a_refusal_is_told_and_nothing_else_is(qtbot: QtBot) -> None:
    gateway = Gateway()

    def verb() -> Changes:
        raise UserError("It is locked.", "Wait.")

    with qtbot.assertNotEmitted(gateway.changed), qtbot.waitSignal(gateway.refused) as told:
        assert gateway.do("me", verb) is None
    assert told.args is not None
    assert told.args[0].problem == "It is locked."


def test_a_fault_of_the_program_goes_through(qtbot: QtBot) -> None:
    gateway = Gateway()

    def verb() -> Changes:
        raise ZeroDivisionError

    with qtbot.assertNotEmitted(gateway.refused), pytest.raises(ZeroDivisionError):
        gateway.do("me", verb)


class Asker:
    """Hears what comes back."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.refusals: list[UserError] = []
        self.threads: list[bool] = []

    def done(self, result: object) -> None:
        """The work is done."""
        self.results.append(result)
        app = QApplication.instance()
        assert app is not None
        self.threads.append(QThread.currentThread() is app.thread())

    def refused(self, error: UserError) -> None:
        """The work was refused."""
        self.refusals.append(error)


def test_work_is_done_elsewhere_and_comes_back_here(qtbot: QtBot) -> None:
    background, asker = Background(), Asker()
    with qtbot.waitSignal(background.finished):
        background.run(lambda _progress: threading.current_thread().name, asker.done)
    assert str(asker.results[0]).startswith("background")
    assert asker.threads == [True]
    assert not background.is_busy
    background.close()


def test_progress_is_told_and_work_can_be_stopped(qtbot: QtBot) -> None:
    background, asker = Background(), Asker()
    go_on = threading.Event()

    def work(progress: Progress) -> str:
        progress.report(1, 2)
        go_on.wait(5)
        return "stopped" if progress.cancelled else "finished"

    with qtbot.waitSignal(background.progressed) as told:
        task = background.run(work, asker.done, title="Counting")
    assert told.args is not None
    assert told.args[1:] == [1, 2, Stage()]
    with qtbot.waitSignal(background.finished):
        task.cancel()
        go_on.set()
    assert asker.results == ["stopped"]
    background.close()


def test_work_that_was_stopped_ends_where_it_next_tells_how_far_it_is(qtbot: QtBot) -> None:
    background, asker = Background(), Asker()
    reached: list[int] = []

    def work(progress: Progress) -> None:
        for number in range(3):
            progress.stage("rows read", number, 3)
            reached.append(number)
            progress.cancel()

    with qtbot.waitSignal(background.finished):
        background.run(work, asker.done, asker.refused)
    assert reached == [0]
    assert [str(error) for error in asker.refusals] == ["Stopped. Nothing was changed."]
    assert asker.results == []
    background.close()


def test_a_refusal_in_the_background_reaches_the_asker(qtbot: QtBot) -> None:
    background, asker = Background(), Asker()

    def work(_progress: Progress) -> None:
        raise UserError("The folder is gone.", "Choose another.")

    with qtbot.waitSignal(background.finished):
        background.run(work, asker.done, asker.refused)
    assert [error.problem for error in asker.refusals] == ["The folder is gone."]
    background.close()


def test_a_fault_in_the_background_is_raised_in_the_window(qtbot: QtBot) -> None:
    background, asker = Background(), Asker()

    def work(_progress: Progress) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught, qtbot.waitSignal(background.finished):
        background.run(work, asker.done, asker.refused)
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]
    background.close()


def test_closing_waits_and_delivers_nothing_more(qtbot: QtBot) -> None:
    background, asker = Background(), Asker()
    tasks: list[Task] = [
        background.run(lambda progress: progress.cancelled, asker.done) for _ in range(3)
    ]
    background.close()
    QApplication.processEvents()
    assert asker.results == []
    assert all(task.progress.cancelled for task in tasks)
