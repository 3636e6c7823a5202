"""Drives the editor as a person does; the only place that knows its names."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from subjob_desk.ui.editor.clipboard import COLUMNS
from tests.drivers.keys import CONTROL, KEYS, NONE, SHIFT, press


class EditorDriver:
    """Fields, grid and tabs of the sub job shown."""

    def __init__(self, qtbot: QtBot, place: QWidget) -> None:
        self._qtbot = qtbot
        self._place = place

    # Head

    def is_shown(self) -> bool:
        """Whether a sub job is shown."""
        return self._widget("sub_job_page").isVisible()

    def title(self) -> str:
        """Code and name in the head."""
        return self._spoken("editor_code_title", "editor_name_title")

    def project_title(self) -> str:
        """Code and name of the project, when a project is shown."""
        return self._spoken("project_code", "project_name")

    def banner(self) -> str:
        """Why it came back; empty if the strip is hidden."""
        strip = self._widget("editor_banner")
        return strip.accessibleName() if strip.isVisible() else ""

    def lock(self) -> str:
        """Why it is locked; empty if it is not."""
        strip = self._widget("editor_locked")
        return strip.accessibleName() if strip.isVisible() else ""

    def state(self) -> str:
        """The words on the chip in the head."""
        return self._widget("editor_state").accessibleName().removeprefix("State: ")

    def stations(self) -> str:
        """The state line as it is read aloud."""
        return self._widget("editor_state_line").accessibleName()

    def primary(self) -> str:
        """The text of the one primary button; empty if there is none."""
        shown = [
            button.text()
            for button in self._widget("editor_header").findChildren(QPushButton)
            if button.property("primary") and button.isVisible()
        ]
        assert len(shown) <= 1, shown
        return shown[0] if shown else ""

    def press_primary(self) -> None:
        """Press the primary button."""
        for button in self._widget("editor_header").findChildren(QPushButton):
            if button.property("primary") and button.isVisible():
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                return

    def more_acts(self) -> list[str]:
        """Names of the acts behind *More*."""
        menu = self._place.findChild(QMenu, "editor_more_menu")
        assert isinstance(menu, QMenu)
        return [action.objectName() for action in menu.actions() if not action.isSeparator()]

    def wait_for_focus(self, name: str) -> None:
        """Wait until this has the keyboard."""
        self._qtbot.waitUntil(lambda: self._widget(name).hasFocus())

    # Fields

    def code(self) -> str:
        """What stands in the field *code*."""
        return self._edit("sub_job_code").text()

    def description(self) -> str:
        """What stands in the field *description*."""
        return self._edit("sub_job_description").text()

    def counter(self, field: str) -> str:
        """``3 of 10`` above ``code`` or ``description``."""
        return self._text(f"sub_job_{field}_counter")

    def note(self, field: str) -> str:
        """What is said below a field; empty if nothing is."""
        label = self._label(f"sub_job_{field}_note")
        return label.text() if label.isVisible() else ""

    def is_read_only(self, field: str) -> bool:
        """Whether a field cannot be typed into."""
        return self._edit(f"sub_job_{field}").isReadOnly()

    def type_into(self, field: str, text: str) -> None:
        """Replace a field's text without leaving it."""
        edit = self._edit(f"sub_job_{field}")
        edit.setFocus()
        edit.selectAll()
        for character in text:
            press(edit, character)

    def set(self, field: str, text: str) -> None:
        """Replace a field's text and press Enter."""
        self.type_into(field, text)
        self.key_in_field(field, "Enter")

    def key_in_field(self, field: str, key: str) -> None:
        """A key in a field: ``Enter``, ``Ctrl+Delete``."""
        edit = self._edit(f"sub_job_{field}")
        edit.setFocus()
        held = CONTROL if key.startswith("Ctrl+") else NONE
        QTest.keyClick(edit, KEYS[key.removeprefix("Ctrl+")], held)

    # Grid

    def cells(self) -> list[list[str]]:
        """All lines as shown, without the new row."""
        count = self._model_rows() - (1 if self.has_new_row() else 0)
        return [[self.cell(row, name) for name in COLUMNS] for row in range(count)]

    def column(self, name: str) -> list[str]:
        """One column as shown, without the new row."""
        at = COLUMNS.index(name)
        return [cells[at] for cells in self.cells()]

    def cell(self, row: int, column: str) -> str:
        """One cell as shown."""
        return str(self._index(row, column).data() or "")

    def cell_tip(self, row: int, column: str) -> str:
        """The tooltip of a cell."""
        return str(self._index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")

    def has_new_row(self) -> bool:
        """Whether the last row waits for a new line."""
        last = self._model_rows() - 1
        return (
            last >= 0
            and bool(self._index(last, "cost_code").flags() & Qt.ItemFlag.ItemIsEditable)
            and not any(self.cell(last, name) for name in ("quantity", "amount"))
        )

    def go_to(self, row: int, column: str) -> None:
        """Click a cell."""
        place = self._grid.visualRect(self._index(row, column)).center()
        QTest.mouseClick(self._grid.viewport(), Qt.MouseButton.LeftButton, NONE, place)

    def select(self, first: tuple[int, str], last: tuple[int, str]) -> None:
        """Click the first cell, Shift-click the last one."""
        self.go_to(*first)
        place = self._grid.visualRect(self._index(*last)).center()
        QTest.mouseClick(self._grid.viewport(), Qt.MouseButton.LeftButton, SHIFT, place)

    def at(self) -> tuple[int, str]:
        """Row and column of the current cell."""
        index = self._grid.currentIndex()
        return index.row(), COLUMNS[index.column()]

    def type(self, text: str) -> None:
        """Type where the keyboard is: opens a cell, or goes on in an open one."""
        for character in text:
            press(self._with_focus(), character)

    def key(self, *names: str) -> None:
        """Press keys where the keyboard is: ``Enter``, ``Ctrl+D``, ``Shift+Space``."""
        for name in names:
            *held, plain = name.split("+")
            modifiers = NONE
            for modifier in held:
                modifiers |= {"Ctrl": CONTROL, "Shift": SHIFT}[modifier]
            key = KEYS.get(plain) or Qt.Key(ord(plain))
            QTest.keyClick(self._with_focus(), key, modifiers)

    def paste(self, text: str) -> None:
        """Ctrl+V with this text on the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self.key("Ctrl+V")

    def clipboard(self) -> str:
        """What is on the clipboard."""
        return QGuiApplication.clipboard().text()

    def typing(self) -> str | None:
        """What is being typed into an open cell; ``None`` if none is open."""
        edit = self._grid.findChild(QLineEdit, "grid_cell")
        return edit.text() if isinstance(edit, QLineEdit) and edit.isVisible() else None

    def grid_note(self) -> str:
        """What is said below the grid; empty if nothing is."""
        strip = self._widget("grid_note")
        return strip.accessibleName() if strip.isVisible() else ""

    def grid_note_painted(self) -> str:
        """The note below the grid as a reader sees it, its markup read."""
        label = self._label("grid_note_words")
        assert label.textFormat() is Qt.TextFormat.RichText
        return QTextDocumentFragment.fromHtml(label.text()).toPlainText()

    def footer(self) -> tuple[str, str]:
        """Number of lines, and total."""
        return self._text("grid_lines"), self._text("grid_total")

    def selection_sum(self) -> str:
        """What the footer says of the selected cells."""
        return self._text("grid_sum")

    def focus_grid(self) -> None:
        """Put the keyboard into the grid, as Tab does."""
        self._grid.setFocus()

    # Look-up

    def look_up_rows(self) -> list[str]:
        """Entries in the look-up."""
        rows = self._look_up_list.model()
        return [str(rows.index(row, 0).data()) for row in range(rows.rowCount())]

    def search_look_up(self, text: str) -> None:
        """Search in the open look-up."""
        search = self._search
        search.selectAll()
        QTest.keyClicks(search, text)

    def look_up_key(self, *names: str) -> None:
        """Keys in the open look-up."""
        for name in names:
            QTest.keyClick(self._search, KEYS[name])

    def is_looking_up(self) -> bool:
        """Whether the look-up is open."""
        popup = self._place.findChild(QWidget, "look_up")
        return popup is not None and popup.isVisible()

    # Tabs

    def tabs(self) -> list[str]:
        """The tabs that can be chosen, with their counts."""
        bar = self._tab_bar
        return [
            " ".join(bar.tabText(at).split()) for at in range(bar.count()) if bar.isTabVisible(at)
        ]

    def open_tab(self, word: str) -> None:
        """Choose the tab that begins with ``word``."""
        bar = self._tab_bar
        for at in range(bar.count()):
            if bar.tabText(at).startswith(word):
                QTest.mouseClick(bar, Qt.MouseButton.LeftButton, NONE, bar.tabRect(at).center())

    def problems(self) -> list[str]:
        """The problems in words."""
        rows = self._widget("problems_list").findChildren(QWidget, "problem_row")
        return [row.accessibleName() for row in rows]

    def choose_problem(self, number: int) -> None:
        """Click a problem."""
        rows = self._widget("problems_list").findChildren(QWidget, "problem_row")
        QTest.mouseClick(rows[number], Qt.MouseButton.LeftButton)

    def take_suggestion(self) -> None:
        """Press the first *Use …*."""
        button = self._widget("problems_list").findChild(QPushButton, "problem_suggestion")
        assert isinstance(button, QPushButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def history(self) -> list[str]:
        """The history, as sentences."""
        view = self._place.findChild(QListView, "history_list")
        assert isinstance(view, QListView)
        model = view.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def differences(self) -> list[tuple[str, ...]]:
        """What, was and now of each difference."""
        view = self._place.findChild(QTableView, "differences_list")
        assert isinstance(view, QTableView)
        model = view.model()
        return [
            tuple(str(model.index(row, column).data()) for column in range(3))
            for row in range(model.rowCount())
        ]

    # New sub job

    def new_form(self) -> tuple[str, str]:
        """Title and code of the open form; empty texts if none is open."""
        if not self._forms():
            return "", ""
        return self._forms()[0].windowTitle(), self._form_edit("new_code").text()

    def fill_new_form(self, code: str, description: str) -> None:
        """Fill the form and press Enter."""
        for name, text in (("new_code", code), ("new_description", description)):
            edit = self._form_edit(name)
            edit.setFocus()
            edit.selectAll()
            QTest.keyClicks(edit, text)
        QTest.keyClick(self._form_edit("new_description"), Qt.Key.Key_Return)

    def cancel_new_form(self) -> None:
        """Esc in the form."""
        QTest.keyClick(self._form_edit("new_code"), Qt.Key.Key_Escape)

    def new_refusal(self) -> str:
        """Why the form was not taken."""
        label = self._forms()[0].findChild(QLabel, "new_refusal")
        assert isinstance(label, QLabel)
        return label.text() if label.isVisible() else ""

    # Within

    def _forms(self) -> list[QWidget]:
        forms = self._window.findChildren(QWidget, "new_sub_job")
        return [form for form in forms if form.isVisible()]

    def _form_edit(self, name: str) -> QLineEdit:
        edit = self._forms()[0].findChild(QLineEdit, name)
        assert isinstance(edit, QLineEdit), name
        return edit

    @property
    def _window(self) -> QWidget:
        return self._place.window()

    @property
    def _grid(self) -> QTableView:
        grid = self._place.findChild(QTableView, "estimate_grid")
        assert isinstance(grid, QTableView)
        return grid

    @property
    def _search(self) -> QLineEdit:
        edit = self._place.findChild(QLineEdit, "look_up_search")
        assert isinstance(edit, QLineEdit)
        return edit

    @property
    def _look_up_list(self) -> QListView:
        view = self._place.findChild(QListView, "look_up_list")
        assert isinstance(view, QListView)
        return view

    @property
    def _tab_bar(self) -> QTabBar:
        bar = self._place.findChild(QTabBar, "editor_tabs")
        assert isinstance(bar, QTabBar)
        return bar

    def _with_focus(self) -> QWidget:
        edit = self._grid.findChild(QLineEdit, "grid_cell")
        if isinstance(edit, QLineEdit) and edit.isVisible() and edit.hasFocus():
            return edit
        focused = QApplication.focusWidget()
        return focused if focused is not None else self._grid

    def _model_rows(self) -> int:
        return self._grid.model().rowCount()

    def _index(self, row: int, column: str) -> QModelIndex:
        return self._grid.model().index(row, COLUMNS.index(column))

    def _widget(self, name: str) -> QWidget:
        widget = self._place.findChild(QWidget, name)
        assert isinstance(widget, QWidget), name
        return widget

    def _edit(self, name: str) -> QLineEdit:
        edit = self._window.findChild(QLineEdit, name)
        assert isinstance(edit, QLineEdit), name
        return edit

    def _label(self, name: str) -> QLabel:
        label = self._window.findChild(QLabel, name)
        assert isinstance(label, QLabel), name
        return label

    def _spoken(self, *names: str) -> str:
        return " ".join(self._label(name).accessibleName() for name in names)

    def _text(self, name: str) -> str:
        return self._label(name).text()
