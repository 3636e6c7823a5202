"""Drives the tree of projects and sub jobs as a person does; the only place with its names."""

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from subjob_desk.ui.common.roles import RowRole
from subjob_desk.ui.project_tree.cells import TreeColumn
from subjob_desk.usecases.views import ProjectRow, SubJobRow
from tests.drivers.keys import KEYS

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class TreeDriver:
    """The tree pane of the place *Projects*."""

    def __init__(self, qtbot: QtBot, place: QWidget) -> None:
        self._qtbot = qtbot
        self._place = place

    # What is seen

    def rows(self) -> list[str]:
        """Every row in sight from top to bottom: ``24-117`` for projects, ``24-117/010`` else."""
        return [_name(index) for index in self._shown()]

    def row_text(self, name: str) -> tuple[str, str, str]:
        """Name, state and amount of a row, as shown."""
        index = self._index(name)
        first, state, amount = (
            str(index.siblingAtColumn(column).data() or "") for column in TreeColumn
        )
        return first, state, amount

    def read_aloud(self, name: str) -> str:
        """What a screen reader says on a row."""
        return str(self._index(name).data(Qt.ItemDataRole.AccessibleTextRole))

    def selected(self) -> list[str]:
        """The selected rows."""
        chosen = self._tree.selectionModel().selectedRows()
        return [_name(index) for index in self._shown() if index in chosen]

    def current(self) -> str:
        """The row with the keyboard; empty for none."""
        index = self._tree.currentIndex()
        return _name(index) if index.isValid() else ""

    def is_open(self, job: str) -> bool:
        """Whether a project is unfolded."""
        return self._tree.isExpanded(self._index(job))

    def footer(self) -> str:
        """The line below the tree."""
        texts = (self._label("tree_count").text(), self._label("tree_filtered").text())
        return "  ".join(text for text in texts if text)

    def empty_sentence(self) -> str:
        """What an empty tree says; empty if there are rows."""
        for state in self._pane.findChildren(QWidget, "empty_state"):
            if state.isVisible():
                return state.accessibleName()
        return ""

    def scrolled_to(self) -> int:
        """The position of the vertical scroll bar."""
        return self._tree.verticalScrollBar().value()

    def has_focus(self) -> bool:
        """The keyboard is in the tree."""
        return self._tree.hasFocus()

    def focus(self) -> None:
        """Put the keyboard into the tree."""
        self._tree.setFocus()

    def spot(self, name: str) -> tuple[QTreeView, QPoint]:
        """The tree and the middle of a row in it, for a click."""
        return self._tree, self._tree.visualRect(self._index(name)).center()

    def menu_texts(self) -> list[str]:
        """Opens the context menu on the current row, reads it and closes it again."""
        index = self._tree.currentIndex()
        self._tree.customContextMenuRequested.emit(self._tree.visualRect(index).center())
        menu = self._place.findChild(QMenu, "tree_menu")
        assert menu is not None
        self._qtbot.waitUntil(menu.isVisible)
        texts = [act.text().replace("&", "") for act in menu.actions() if not act.isSeparator()]
        menu.close()
        return texts

    # What is done

    def open(self, job: str) -> None:
        """Unfold a project with the keyboard."""
        self.select(job)
        self._key(Qt.Key.Key_Right)

    def close(self, job: str) -> None:
        """Fold a project with the keyboard."""
        self.select(job)
        self._key(Qt.Key.Key_Left)

    def select(self, *names: str) -> None:
        """Click the first row, Ctrl-click the others."""
        for number, name in enumerate(names):
            index = self._index(name)
            self._tree.scrollTo(index)
            place = self._tree.visualRect(index).center()
            held = CONTROL if number else Qt.KeyboardModifier.NoModifier
            QTest.mouseClick(
                self._tree.viewport(),
                Qt.MouseButton.LeftButton,
                held,
                QPoint(place.x(), place.y()),
            )

    def go_down(self, *, extending: bool = False) -> None:
        """Arrow down; with Shift when extending the selection."""
        QTest.keyClick(self._tree, Qt.Key.Key_Down, SHIFT if extending else _NONE)

    def enter(self) -> None:
        """Enter on the current row."""
        self._key(Qt.Key.Key_Return)

    def filter(self, text: str) -> None:
        """Type into the filter and wait until it took effect."""
        edit = self._filter
        edit.setFocus()
        edit.selectAll()
        if text:
            QTest.keyClicks(edit, text)
            self._qtbot.waitUntil(lambda: self._label("tree_filtered").text().endswith(text))
        else:
            QTest.keyClick(edit, Qt.Key.Key_Delete)
            self._qtbot.waitUntil(lambda: not self._label("tree_filtered").text())

    def key_in_filter(self, key: str) -> None:
        """A key in the filter: ``Home``, ``Ctrl+Delete``."""
        held = CONTROL if key.startswith("Ctrl+") else _NONE
        QTest.keyClick(self._filter, KEYS[key.removeprefix("Ctrl+")], held)

    def type_filter_without_waiting(self, text: str) -> None:
        """Type into the filter; the answer comes later."""
        self._filter.setFocus()
        QTest.keyClicks(self._filter, text)

    def empty_act(self) -> str:
        """The words on the button of the empty tree."""
        buttons = self._pane.findChildren(QPushButton, "empty_state_act")
        return next((button.text() for button in buttons if button.isVisible()), "")

    def take_empty_act(self) -> None:
        """Press the button of the empty tree."""
        for button in self._pane.findChildren(QPushButton, "empty_state_act"):
            if button.isVisible():
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                return

    # Within

    @property
    def _pane(self) -> QWidget:
        pane = self._place.findChild(QWidget, "tree_pane")
        assert isinstance(pane, QWidget)
        return pane

    @property
    def _tree(self) -> QTreeView:
        tree = self._place.findChild(QTreeView, "project_tree")
        assert isinstance(tree, QTreeView)
        return tree

    @property
    def _filter(self) -> QLineEdit:
        edit = self._place.findChild(QLineEdit, "tree_filter")
        assert isinstance(edit, QLineEdit)
        return edit

    def _label(self, name: str) -> QLabel:
        label = self._place.findChild(QLabel, name)
        assert isinstance(label, QLabel)
        return label

    def _key(self, key: Qt.Key) -> None:
        QTest.keyClick(self._tree, key)

    def _shown(self) -> list[QModelIndex]:
        found: list[QModelIndex] = []
        index = self._tree.model().index(0, 0)
        while index.isValid():
            found.append(index)
            index = self._tree.indexBelow(index)
        return found

    def _index(self, name: str) -> QModelIndex:
        for index in self._shown():
            if _name(index) == name:
                return index
        msg = f"{name} is not in sight; there are {self.rows()}"
        raise LookupError(msg)


_NONE = Qt.KeyboardModifier.NoModifier


def _name(index: QModelIndex) -> str:
    row = index.data(RowRole)
    if isinstance(row, ProjectRow):
        return row.job
    assert isinstance(row, SubJobRow)
    return row.name
