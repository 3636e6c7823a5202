"""Long work off the window's thread: one worker, one after the other, with progress and cancel.

The work is a plain function without Qt; its result comes back through a queued signal.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from subjob_desk.domain.errors import UserError

T = TypeVar("T")
_SECONDS_BETWEEN_REPORTS: Final = 0.05


class Progress:
    """What the work holds: it reports how far it is and asks whether to stop."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()
        self._last = 0.0

    def report(self, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` are done; told at most twenty times a second."""
        now = time.monotonic()
        if done < total and now - self._last < _SECONDS_BETWEEN_REPORTS:
            return
        self._last = now
        self._tell(done, total)

    __call__ = report

    @property
    def cancelled(self) -> bool:
        """The user asked to stop: leave at the next point where nothing is half done."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._stop.set()


class Task:
    """One piece of work: what it is called, how far it is, and who waits for it."""

    def __init__(
        self,
        done: Callable[[Any], object],
        refused: Callable[[UserError], object] | None,
        title: str,
        tell: Callable[["Task", int, int], None],
    ) -> None:
        self.title = title
        self.done = done
        self.refused = refused
        self.progress = Progress(self._report)
        self._tell = tell

    def cancel(self) -> None:
        """Ask the work to stop."""
        self.progress.cancel()

    def _report(self, done: int, total: int) -> None:
        self._tell(self, done, total)


class Background(QObject):
    """The one worker of a window."""

    started = Signal(object)
    """``Task``: it was handed to the worker."""
    progressed = Signal(object, object, object)
    """``Task``, done, total."""
    finished = Signal(object)
    """``Task``: its result was delivered."""
    _came_back = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")
        self._tasks: dict[Task, Future[Any] | None] = {}
        self._came_back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

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
        future = self._worker.submit(work, task.progress)
        self._tasks[task] = future
        future.add_done_callback(self._ended)
        return task

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

    def _ended(self, future: "Future[Any]") -> None:
        # Called on the worker's thread: only the signal crosses over to the window's.
        self._came_back.emit(future)

    def _tell(self, task: Task, done: int, total: int) -> None:
        self.progressed.emit(task, done, total)

    @Slot(object)
    def _deliver(self, future: "Future[Any]") -> None:
        task = next((each for each, mine in self._tasks.items() if mine is future), None)
        if task is None:
            return
        del self._tasks[task]
        self.finished.emit(task)
        fault = future.exception()
        if fault is None:
            task.done(future.result())
        elif isinstance(fault, UserError) and task.refused is not None:
            task.refused(fault)
        else:
            raise fault
