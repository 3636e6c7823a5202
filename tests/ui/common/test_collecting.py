"""Garbage may hold windows: while a worker runs, only the window's own thread collects it."""

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from subjob_desk.ui.common.background import Background, Progress
from subjob_desk.ui.common.collecting import Tidying

Collected = list[tuple[int, int]]
"""Thread and generation of each collection."""


@pytest.fixture
def collected() -> Iterator[Collected]:
    """What Python collects during the test."""
    found: Collected = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "start":
            found.append((threading.get_ident(), about["generation"]))

    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)


def _litter(progress: Progress) -> int:
    """Makes far more cycles than Python leaves uncollected."""
    for number in range(20):
        for _ in range(10_000):
            cycle: list[object] = []
            cycle.append(cycle)
        progress.report(number, 20)
    return threading.get_ident()


def test_no_worker_collects_and_the_window_does(qtbot: QtBot, collected: Collected) -> None:
    background, workers = Background(), list[int]()
    with qtbot.waitSignal(background.finished):
        background.run(_litter, workers.append)
        assert not gc.isenabled()
    assert gc.isenabled()
    assert workers[0] not in {thread for thread, _generation in collected}
    assert (threading.get_ident(), 1) in collected
    background.close()


def test_two_workers_end_it_together(qtbot: QtBot) -> None:
    first, second, go_on = Background(), Background(), threading.Event()
    results: list[object] = []

    def wait(_progress: Progress) -> None:
        go_on.wait(20)

    second.run(wait, results.append)
    with qtbot.waitSignal(first.finished):
        first.run(_litter, results.append)
    assert not gc.isenabled()
    with qtbot.waitSignal(second.finished):
        go_on.set()
    assert gc.isenabled()
    first.run(_litter, results.append)
    first.close()
    assert gc.isenabled()
    second.close()


@pytest.fixture
def tidying() -> Iterator[Tidying]:
    """What keeps the program from collecting by chance."""
    made = Tidying()
    yield made
    made.close()


def test_the_program_collects_between_two_events_only(
    qtbot: QtBot, collected: Collected, tidying: Tidying
) -> None:
    del collected[:]
    kept = [[number] for number in range(100_000)]
    assert not collected, "a drawing that makes so much is not interrupted"
    qtbot.waitUntil(lambda: bool(collected))
    for _ in range(gc.get_threshold()[2] + 1):
        gc.collect(1)
    del collected[:]
    kept += [[number] for number in range(100_000)]
    assert not collected
    qtbot.waitUntil(lambda: bool(collected))
    assert collected[0] == (threading.get_ident(), 2), "also what is old"
    tidying.close()
    assert gc.isenabled()
