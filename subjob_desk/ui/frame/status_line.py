"""The line at the bottom: who acts, how much waits, what is going on, which company."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar, QWidget

from subjob_desk.ui.common import formats, icons, theme
from subjob_desk.ui.common.background import Background, Task
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.labels import retone
from subjob_desk.ui.common.task_view import TaskView
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.sharing import phrases
from subjob_desk.usecases.sharing_views import ExchangeStatus
from subjob_desk.usecases.views import Counts

_WIDEST: Final = {"person": 340, "company": 240, "exchange": 260}
_NARROW: Final = {"person": 160, "company": 110, "exchange": 170}
_ENOUGH: Final = 1300
"""Pixels of the window from which on there is room for all words."""
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
    section_wanted = Signal(object)
    """``exchange``, ``conflicts`` or ``desks`` (``str``): show this section of the desk."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setSizeGripEnabled(False)
        self._background = background
        self._words = {"person": "", "company": "", "exchange": ""}
        self._is_working = False
        self._waits_in = "conflicts"
        self._waiting_tasks: list[Task] = []
        self.person = self._button("status_person", self._person_clicked)
        self._waiting = self._button("status_waiting", self._waiting_clicked)
        self._came_back = self._button("status_came_back", self._came_back_clicked)
        self._password = self._button("status_password", self._password_clicked)
        self._password.setText(tr("Give password…"))
        self._password.setAccessibleName(tr("Give password"))
        self._exchange = self._button("status_exchange", self._exchange_clicked)
        self._conflicts = self._button("status_conflicts", self._conflicts_clicked)
        for button in (
            self.person, self._password, self._waiting, self._came_back,
            self._conflicts, self._exchange,
        ):  # fmt: skip
            self.addWidget(button)
        for button in (self._password, self._exchange, self._conflicts):
            button.hide()
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
        self._words["person"] = shown
        self._fit()
        self.person.setAccessibleName(tr("Acting as {person}").format(person=shown))
        self.person.setToolTip(
            tr("You act as {person}. Click to act as another person.").format(person=shown)
        )

    def show_company(self, name: str, path: str) -> None:
        """The name of the company and, in the tooltip, where its file lies."""
        self._words["company"] = name
        self._fit()
        self._company.setToolTip(f"{name}\n{path}")

    def show_counts(self, counts: Counts) -> None:
        """How many wait at accounting and how many came back."""
        waiting = tr("{n} with accounting").format(n=formats.number(counts.waiting))
        back = counted(counts.came_back, tr("{n} came back"), tr("{n} came back"))
        for button, text in ((self._waiting, waiting), (self._came_back, back)):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tr("{what}: show them in the inbox").format(what=text))

    @Slot(object)
    def show_exchange(self, status: ExchangeStatus) -> None:
        """When entries were exchanged last, what holds that up, and how much is to be settled."""
        text = phrases.short_state(status)
        self._words["exchange"] = text if status.is_shared or status.problem else ""
        self._fit()
        self._exchange.setAccessibleName(text)
        self._exchange.setToolTip(phrases.state_tip(status))
        retone(self._exchange, "held", "true" if phrases.is_held_up(status) else "")
        count, words = phrases.desk_badge(status)
        settle = status.conflicts + status.tasks
        self._waits_in = "conflicts" if settle else "desks"
        self._conflicts.setVisible(count > 0)
        self._conflicts.setText(words)
        self._conflicts.setAccessibleName(words)
        self._conflicts.setToolTip(phrases.badge_tip(status))
        self._tint()

    def show_saved(self, unsaved: str = "") -> None:
        """``unsaved``: what was typed and could not be saved; else all is."""
        if unsaved:
            why = tr("It is kept as it was typed. The list of problems says why.")
        else:
            why = tr("Everything is saved as you leave a field.")
        self._saved.setText(unsaved or tr("All saved"))
        self._saved.setToolTip(why)
        retone(self._saved, "tone", "problem" if unsaved else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the longest words are cut short; their tooltips say all."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        has_room = self.width() >= _ENOUGH or not self._words["exchange"]
        widths = _WIDEST if has_room else _NARROW
        shown = {
            name: self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, widths[name])
            for name, words in self._words.items()
        }
        self.person.setText(shown["person"].replace("&", "&&"))
        self._company.setText(shown["company"])
        self._exchange.setText(shown["exchange"])
        self._exchange.setVisible(bool(shown["exchange"]) and not self._is_working)

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
        self._is_working = bool(for_work)
        self._fit()

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
    def _exchange_clicked(self) -> None:
        self.section_wanted.emit("exchange")

    @Slot()
    def _conflicts_clicked(self) -> None:
        self.section_wanted.emit(self._waits_in)

    @Slot()
    def _tint(self) -> None:
        now = theme.current()
        self.person.setIcon(icons.icon(Icon.PERSON, now.muted))
        if self._exchange.property("held"):
            self._exchange.setIcon(icons.icon(Icon.WARNING, now.returned[1]))
        else:
            self._exchange.setIcon(icons.icon(Icon.REFRESH, now.muted))
        self._conflicts.setIcon(icons.icon(Icon.DIFFERENCE, now.returned[1]))
