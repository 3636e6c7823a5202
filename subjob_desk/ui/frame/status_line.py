"""The line at the bottom: who acts, how much waits, what is going on, which company."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar, QWidget

from subjob_desk.ui.common import formats, icons, theme
from subjob_desk.ui.common.background import Background, Task
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.labels import retone
from subjob_desk.ui.common.task_view import TaskView
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.usecases.views import Counts

_WIDEST_PERSON: Final = 340
_WIDEST_COMPANY: Final = 240
_BAR: Final = 120
"""Pixels, so that the line fits into the smallest window; the tooltip says all."""


class StatusLine(QStatusBar):
    """Always says who, how many wait, whether all is saved, and which company."""

    person_wanted = Signal()
    """The person's name was clicked: somebody else wants to act."""
    password_wanted = Signal()
    """The person shown only looks and wants to act."""
    view_wanted = Signal(object)
    """``waiting`` or ``came-back`` (``str``): show these in the inbox."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setSizeGripEnabled(False)
        self._background = background
        self._waiting_tasks: list[Task] = []
        self.person = self._button("status_person", self._person_clicked)
        self._waiting = self._button("status_waiting", self._waiting_clicked)
        self._came_back = self._button("status_came_back", self._came_back_clicked)
        self._password = self._button("status_password", self._password_clicked)
        self._password.setText(tr("Give password…"))
        self._password.setAccessibleName(tr("Give password"))
        for button in (self.person, self._password, self._waiting, self._came_back):
            self.addWidget(button)
        self._password.hide()
        self._make_progress()
        self._saved = self._label("status_saved")
        self._company = self._label("status_company")
        self.show_saved()
        background.started.connect(self._started)
        theme.changed.connect(self._tint)
        self._tint()

    def show_person(self, shown: str, *, only_looks: bool) -> None:
        """``Ann Ruiz, project manager``; ``only_looks``: the password was not given."""
        self._password.setVisible(only_looks)
        self._password.setToolTip(tr("Give the password, to act and not only look."))
        self.person.setText(self._fitting(shown, _WIDEST_PERSON).replace("&", "&&"))
        self.person.setAccessibleName(tr("Acting as {person}").format(person=shown))
        self.person.setToolTip(
            tr("You act as {person}. Click to act as another person.").format(person=shown)
        )

    def show_company(self, name: str, path: str) -> None:
        """The name of the company and, in the tooltip, where its file lies."""
        self._company.setText(self._fitting(name, _WIDEST_COMPANY))
        self._company.setToolTip(f"{name}\n{path}")

    def show_counts(self, counts: Counts) -> None:
        """How many wait at accounting and how many came back."""
        waiting = tr("{n} with accounting").format(n=formats.number(counts.waiting))
        back = counted(counts.came_back, tr("{n} came back"), tr("{n} came back"))
        for button, text in ((self._waiting, waiting), (self._came_back, back)):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tr("{what}: show them in the inbox").format(what=text))

    def show_saved(self, unsaved: str = "") -> None:
        """``unsaved``: what was typed and could not be saved; else all is."""
        if unsaved:
            why = tr("It is kept as it was typed. The list of problems says why.")
        else:
            why = tr("Everything is saved as you leave a field.")
        self._saved.setText(unsaved or tr("All saved"))
        self._saved.setToolTip(why)
        retone(self._saved, "tone", "problem" if unsaved else "")

    def _fitting(self, text: str, width: int) -> str:
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _make_progress(self) -> None:
        cancel = QPushButton(tr("Cancel"))
        cancel.setObjectName("status_cancel")
        cancel.setProperty("status", True)
        cancel.setAccessibleName(tr("Cancel what is running"))
        self.work = TaskView("status", cancel, self, is_always_there=False)
        self.work.bar.setFixedWidth(_BAR)
        for widget in self.work.parts:
            self.addPermanentWidget(widget)
            widget.hide()
        cancel.clicked.connect(self.work.stop)
        self.work.shown.connect(self._make_room)
        self.work.ended.connect(self._ended)

    def _button(self, name: str, clicked: object) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.setProperty("status", True)
        button.clicked.connect(clicked)
        return button

    def _label(self, name: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        self.addPermanentWidget(label)
        return label

    @Slot(object)
    def _started(self, task: Task) -> None:
        if task.title:
            self._waiting_tasks.append(task)
            self._watch_next()

    @Slot(object)
    def _make_room(self, for_work: bool) -> None:
        """What the title of the window says too gives way to how far the work is."""
        for label in (self._saved, self._company):
            label.setVisible(not for_work)

    @Slot(object)
    def _ended(self, _task: Task) -> None:
        self._watch_next()

    def _watch_next(self) -> None:
        """One worker does one thing after the other: what goes on now is shown."""
        if self.work.task is None and self._waiting_tasks:
            self.work.watch(self._background, self._waiting_tasks.pop(0))

    @Slot()
    def _person_clicked(self) -> None:
        self.person_wanted.emit()

    @Slot()
    def _password_clicked(self) -> None:
        self.password_wanted.emit()

    @Slot()
    def _waiting_clicked(self) -> None:
        self.view_wanted.emit("waiting")

    @Slot()
    def _came_back_clicked(self) -> None:
        self.view_wanted.emit("came-back")

    @Slot()
    def _tint(self) -> None:
        self.person.setIcon(icons.icon(Icon.PERSON, theme.current().muted))
