"""How far a piece of work is, in words and as a bar, with a button that stops it.

Where the three parts stand is up to the status line and the dialogs that show them.
"""

import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from subjob_desk.ui.common import formats
from subjob_desk.ui.common.background import Background, Stage, Task
from subjob_desk.ui.common.labels import ElidedLabel
from subjob_desk.ui.common.words import tr

PATIENCE: Final = 300
"""Milliseconds: what is done by then is not shown as work at all."""

_THOUSAND: Final = 1000
"""The steps of the bar: QProgressBar counts in 32 bits, and no bar is finer."""

_LONGEST: Final = 32
"""Characters of the title before the count, which must not be pushed out by a file name."""

_SURE: Final = 1.0
"""Seconds after which a rate means something."""


class TaskView(QObject):
    """The parts, hidden until the work shown took a while: see :meth:`watch`."""

    shown = Signal(object)
    """Whether the parts are on the screen (``bool``)."""
    ended = Signal(object)
    """``Task``: it is no longer shown."""

    def __init__(
        self,
        name: str,
        cancel: QPushButton,
        parent: QObject,
        *,
        doing: str | None = None,
        is_always_there: bool = True,
    ) -> None:
        """Parts called after ``name``; ``cancel`` stops the work while it goes on.

        ``doing`` stands before the count instead of the title of the work; a ``cancel`` that
        ``is_always_there`` has another meaning at other times, and whoever owns it connects it.
        """
        super().__init__(parent)
        self._doing = doing
        self._is_always_there = is_always_there
        self.what = ElidedLabel("muted")
        self.what.setObjectName(f"{name}_what")
        self.bar = QProgressBar()
        self.bar.setObjectName(f"{name}_progress")
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.setTextVisible(False)
        self.cancel = cancel
        self.task: Task | None = None
        self._background: Background | None = None
        self._stage = Stage()
        self._began = 0.0
        self._first = 0
        self._pause = QTimer(self, singleShot=True, interval=PATIENCE)
        self._pause.timeout.connect(self.show_now)
        self.show_parts(False)

    @property
    def parts(self) -> Sequence[QWidget]:
        """What is shown only while something goes on."""
        shown = (self.what, self.bar)
        return shown if self._is_always_there else (*shown, self.cancel)

    def watch(self, background: Background, task: Task) -> None:
        """Show this work, once it has taken a while, until it ends."""
        if self._background is None:
            self._background = background
            background.progressed.connect(self._progressed)
            background.finished.connect(self._finished)
        self.task = task
        self._begin(Stage())
        self.bar.setRange(0, 0)
        self.what.show_text(task.title if self._doing is None else "")
        self._may_stop("")
        self._pause.start()

    def ran_for(self, seconds: float) -> None:
        """What is counted now was begun so long ago."""
        self._began = time.monotonic() - seconds

    @Slot()
    def show_now(self) -> None:
        """Show it, however short it took so far."""
        self._pause.stop()
        self.show_parts(self.task is not None)

    def show_parts(self, shown: bool) -> None:
        """Show or hide what belongs to the work."""
        for widget in self.parts:
            widget.setVisible(shown)
        self.shown.emit(shown)

    @Slot()
    def stop(self) -> None:
        """Ask the work to stop; it ends as soon as nothing is half done."""
        if self.task is not None and self.cancel.isEnabled():
            self.task.cancel()
            self.what.show_text(tr("Stopping…"))
            self._may_stop(tr("It is being stopped."))

    def _begin(self, stage: Stage) -> None:
        self._stage = stage
        self._first = 0
        self.ran_for(0)

    def _may_stop(self, why_not: str) -> None:
        self.cancel.setEnabled(not why_not)
        self.cancel.setToolTip(why_not)
        self.cancel.setAccessibleDescription(why_not)

    @Slot(object, object, object, object)
    def _progressed(self, task: Task, done: int, total: int, stage: Stage) -> None:
        if task is not self.task or task.progress.cancelled:
            return
        if stage != self._stage:
            self._begin(stage)
            self._first = done
        if stage.is_last:
            self._may_stop(tr("It is being finished, and can no longer be stopped."))
        self.bar.setRange(0, _THOUSAND if total else 0)
        self.bar.setValue(done * _THOUSAND // max(total, 1))
        what = _short(task.title) if self._doing is None else self._doing
        said = self._said(done, total)
        both = tr("{what}: {said}").format(what=what, said=said) if what and said else what or said
        self.what.show_text(both)

    def _said(self, done: int, total: int) -> str:
        if not total:
            return tr("finishing, too late to stop") if self._stage.is_last else ""
        said = tr("{done} of {total}").format(
            done=formats.number(done), total=formats.number(total)
        )
        if self._stage.what:
            said = f"{said} {self._stage.what}"
        seconds = time.monotonic() - self._began
        if seconds < _SURE or done >= total:
            return said
        rate = formats.number(int((done - self._first) / seconds))
        return tr("{said}, {rate} per second").format(said=said, rate=rate)

    @Slot(object)
    def _finished(self, task: Task) -> None:
        if task is not self.task:
            return
        self.task = None
        self._pause.stop()
        self._may_stop("")
        self.show_parts(False)
        self.ended.emit(task)


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
