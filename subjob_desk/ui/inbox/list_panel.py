"""The left half of the inbox: views as tabs, the filter, the list and the bar below it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.ui.common.empty import EmptyState
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.inbox.item_list import ItemList
from subjob_desk.ui.inbox.model import InboxModel
from subjob_desk.ui.inbox.undo_bar import UndoBar
from subjob_desk.usecases.views import ViewCount


class FilterField(QLineEdit):
    """Filters as you type; Escape clears it, Enter and arrow down go to the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt sends a key."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
                self.textEdited.emit("")
            self.left.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ListPanel(QWidget):
    """Shows the items of one view; all signals are wishes of the user."""

    view_chosen = Signal(str)
    """Id of the view."""
    filter_changed = Signal(str)
    filter_cleared = Signal()
    """The empty state's act: show everything again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("raised", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = InboxModel(self)
        self.list = ItemList(self.model)
        self.bar = UndoBar()
        self._views: tuple[str, ...] = ()
        self._tabs = QTabBar()
        self._filter = FilterField()
        self._empty = EmptyState("")
        self._empty.button().setObjectName("inbox.empty-act")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self._prepare()
        self._arrange()
        self._tabs.currentChanged.connect(self._tab_chosen)
        self._filter.textEdited.connect(self.filter_changed)
        self._filter.left.connect(self.focus_list)
        self._empty.wanted.connect(self.filter_cleared)
        self.list.filter_wanted.connect(self.focus_filter)
        self.list.view_wanted.connect(self._step_view)

    # --- what it shows -----------------------------------------------------------------------

    def show_views(self, views: Sequence[ViewCount]) -> None:
        """Show the views with their counts."""
        ids = tuple(view.view for view in views)
        if ids != self._views:
            self._views = ids
            self._tabs.blockSignals(True)  # the tabs change, not the user's choice
            while self._tabs.count():
                self._tabs.removeTab(0)
            for _ in views:
                self._tabs.addTab("")
            self._tabs.blockSignals(False)
        for place, view in enumerate(views):
            self._tabs.setTabText(place, f"{view.title}  {view.count}")

    def show_view(self, view: str) -> None:
        """Mark the view that is shown, without asking for it again."""
        if view in self._views:
            self._tabs.blockSignals(True)
            self._tabs.setCurrentIndex(self._views.index(view))
            self._tabs.blockSignals(False)

    def show_empty(self, text: str, act: str = "") -> None:
        """Say why the list is empty; an empty ``text`` shows the list."""
        if text:
            self._empty.show_text(text, act)
        shown = self._empty if text else self.list
        if self._stack.currentWidget() is shown:
            return
        had_keyboard = self.isAncestorOf(QApplication.focusWidget() or self)
        self._stack.setCurrentWidget(shown)
        if had_keyboard and not self._filter.hasFocus():
            self.focus_list()

    def filter_text(self) -> str:
        """What is filtered by."""
        return self._filter.text()

    def clear_filter(self) -> None:
        """Filter by nothing, without asking for it again."""
        self._filter.clear()

    @Slot()
    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        act = self._empty.button()
        other = act if act.isVisibleTo(self) else self._tabs
        target = self.list if self._stack.currentWidget() is self.list else other
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def focus_filter(self) -> None:
        """Put the keyboard into the filter."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt sends a key that nobody below wanted: some work without an item, too."""
        undo = Qt.Key(event.key()) == Qt.Key.Key_U or event.matches(QKeySequence.StandardKey.Undo)
        if event.text() == "/":
            self.focus_filter()
        elif undo:
            self.bar.undo_wanted.emit()
        else:
            event.ignore()

    # --- parts -------------------------------------------------------------------------------

    def _prepare(self) -> None:
        self._tabs.setObjectName("inbox.views")
        self._tabs.setAccessibleName(tr("Views of the inbox"))
        self._tabs.setExpanding(False)
        self._tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._tabs.setUsesScrollButtons(True)
        self._tabs.setStyleSheet("QTabBar::tab { padding: 7px 9px 5px 9px; }")  # seven fit
        self._filter.setObjectName("inbox.filter")
        self._filter.setAccessibleName(tr("Filter the items of this view"))
        self._filter.setPlaceholderText(tr("Filter by code, description or sender   /"))
        self._filter.setClearButtonEnabled(True)

    def _arrange(self) -> None:
        rule, foot = QFrame(), QFrame()
        for line in (rule, foot):
            line.setProperty("rule", True)
        filter_room = QVBoxLayout()
        filter_room.setContentsMargins(10, 8, 10, 6)
        filter_room.addWidget(self._filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(rule)
        column.addLayout(filter_room)
        column.addWidget(self._stack, 1)
        column.addWidget(foot)
        column.addWidget(self.bar)

    @Slot(int)
    def _tab_chosen(self, place: int) -> None:
        if 0 <= place < len(self._views):
            self.view_chosen.emit(self._views[place])

    @Slot(int)
    def _step_view(self, step: int) -> None:
        place = self._tabs.currentIndex() + step
        if 0 <= place < self._tabs.count():
            self._tabs.setCurrentIndex(place)
