"""Long work off the window's thread: one worker, one after the other, with progress and cancel.

The work is a plain function without Qt; its result comes back through a queued signal.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from typing import Any, Final, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from subjob_desk.domain.errors import StoppedError, UserError
from subjob_desk.domain.progress import FINISHING
from subjob_desk.ui.common.collecting import collecting

T = TypeVar("T")
_SECONDS_BETWEEN_REPORTS: Final = 0.05


class Progress:
    """What the work holds: it says how far it is, and is ended there once nobody wants it.

    ``report`` is a ``Progress`` of the use cases, ``stage`` their ``Stages``.
    """

    def __init__(self, tell: Callable[[int, int, str, bool], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()
        self._last = 0.0
        self._told: tuple[int, int, str, bool] | None = None

    def report(self, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` are done; told at most twenty times a second.

        Raises :class:`StoppedError` once the user asked to stop.
        """
        self._say(done, total, "", is_last=False)

    __call__ = report

    def report_to_the_end(self, done: int, total: int) -> None:
        """The same for work that cannot be stopped any more once all of it is done."""
        self._say(done, total, "", is_last=done >= total > 0)

    def stage(self, what: str, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` of ``what`` are done; raises like :meth:`report`."""
        self._say(done, total, what, is_last=what == FINISHING)

    @property
    def cancelled(self) -> bool:
        """The user asked to stop: leave at the next point where nothing is half done."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._stop.set()

    def _say(self, done: int, total: int, what: str, *, is_last: bool) -> None:
        if self._stop.is_set():
            raise StoppedError
        now, told, before = time.monotonic(), (done, total, what, is_last), self._told
        if told == before:
            return
        goes_on = before is not None and before[2:] == told[2:] and done < total
        if goes_on and now - self._last < _SECONDS_BETWEEN_REPORTS:
            return
        self._last, self._told = now, told
        self._tell(done, total, what, is_last)


class Stage(NamedTuple):
    """What is being counted, such as ``rows read``; empty where the title says it."""

    what: str = ""
    is_last: bool = False
    """It cannot be stopped any more."""


class Task:
    """One piece of work: what it is called, how far it is, and who waits for it."""

    def __init__(
        self,
        done: Callable[[Any], object],
        refused: Callable[[UserError], object] | None,
        title: str,
        tell: Callable[["Task", int, int, Stage], None],
    ) -> None:
        self.title = title
        self.done = done
        self.refused = refused
        self.progress = Progress(self._report)
        self._tell = tell

    def cancel(self) -> None:
        """Ask the work to stop."""
        self.progress.cancel()

    def _report(self, done: int, total: int, what: str, is_last: bool) -> None:
        self._tell(self, done, total, Stage(what, is_last))


class Background(QObject):
    """The one worker of a window."""

    started = Signal(object)
    """``Task``: it was handed to the worker."""
    progressed = Signal(object, object, object, object)
    """``Task``, done, total, ``Stage``."""
    finished = Signal(object)
    """``Task``: its result was delivered."""
    _came_back = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")
        self._tasks: dict[Task, Future[Any] | None] = {}
        self._came_back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.progressed.connect(self._collect)

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        refused: Callable[[UserError], object] | None = None,
        title: str = "",
    ) -> Task:
        """Hand ``work`` to the worker; ``done`` or ``refused`` is called on the window's thread.

        Any other exception is raised there too and reaches the crash dialog.
        """
        task = Task(done, refused, title, self._tell)
        self._tasks[task] = None
        self.started.emit(task)
        collecting.begin(self)
        future = self._worker.submit(work, task.progress)
        self._tasks[task] = future
        future.add_done_callback(self._ended)
        return task

    def wait(self, task: Task, seconds: float) -> bool:
        """Whether ``task`` ends within so many seconds, too few to be felt; delivered later on."""
        future = self._tasks.get(task)
        return future is None or not wait_for([future], seconds).not_done

    @property
    def is_busy(self) -> bool:
        """Work is running or waiting."""
        return bool(self._tasks)

    def close(self) -> None:
        """Ask all work to stop and wait for it; results are no longer delivered."""
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()
        self._worker.shutdown(wait=True, cancel_futures=True)
        collecting.end(self)

    @Slot()
    def _collect(self) -> None:
        collecting.look()

    def _ended(self, future: "Future[Any]") -> None:
        # Called on the worker's thread: only the signal crosses over to the window's.
        self._came_back.emit(future)

    def _tell(self, task: Task, done: int, total: int, stage: Stage) -> None:
        self.progressed.emit(task, done, total, stage)

    @Slot(object)
    def _deliver(self, future: "Future[Any]") -> None:
        task = next((each for each, mine in self._tasks.items() if mine is future), None)
        if task is None:
            return
        del self._tasks[task]
        if not self._tasks:
            collecting.end(self)
        self.finished.emit(task)
        fault = future.exception()
        if fault is None:
            task.done(future.result())
        elif isinstance(fault, UserError) and task.refused is not None:
            task.refused(fault)
        else:
            raise fault
