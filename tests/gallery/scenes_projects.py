"""Scenes of the place *Projects*: the tree, the editor in its states, its forms and popups."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.editor.new_sub_job import NewSubJobDialog
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.ui.project_tree.place import ProjectsPlace
from subjob_desk.usecases.views import Limits
from tests.drivers.keys import CONTROL, excel
from tests.gallery.scene import Stage, scene

LONGEST = "WWWWWWWWWW WWWWWWWWWW WWWWWWWWW and more"


def _showing(
    stage: Stage, state: State, *, acting: str = "", size: tuple[int, int] = (1360, 820)
) -> MainWindow:
    """The window at the first sub job in this state."""
    window = stage.window("projects", acting=acting, size=size)
    window.place.show_item(_first(window, state))
    QApplication.processEvents()
    return window


def _first(window: MainWindow, state: State) -> str:
    browsing = window.ctx.browsing
    for project in browsing.projects():
        for row in browsing.sub_jobs(project.key):
            if row.state is state and not row.inactive and row.lines:
                return row.id
    msg = f"the sample has no sub job that is {state}"
    raise LookupError(msg)


def _field(window: MainWindow, name: str) -> QLineEdit:
    field = window.findChild(QLineEdit, name)
    assert isinstance(field, QLineEdit)
    return field


def _cell(window: MainWindow, row: int, column: int) -> QWidget:
    """Click a cell of the grid; answers the grid."""
    place = window.place
    assert isinstance(place, ProjectsPlace)
    grid = place.estimate_grid
    index = grid.model().index(row, column)
    middle: QPoint = grid.visualRect(index).center()
    QTest.mouseClick(
        grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle
    )
    return grid


@scene("projects-draft")
def _draft(stage: Stage) -> QWidget:
    return _showing(stage, State.DRAFT)


@scene("projects-waiting")
def _waiting(stage: Stage) -> QWidget:
    return _showing(stage, State.SENT)


@scene("projects-rejected")
def _rejected(stage: Stage) -> QWidget:
    return _showing(stage, State.REJECTED)


@scene("projects-rejected-smallest")
def _rejected_small(stage: Stage) -> QWidget:
    return _showing(stage, State.REJECTED, size=(1024, 700))


@scene("projects-refused-by-sage")
def _refused(stage: Stage) -> QWidget:
    return _showing(stage, State.FAILED)


@scene("projects-in-sage")
def _in_sage(stage: Stage) -> QWidget:
    return _showing(stage, State.IN_SAGE)


@scene("projects-read-only")
def _read_only(stage: Stage) -> QWidget:
    return _showing(stage, State.DRAFT, acting="approver")


@scene("projects-project")
def _project(stage: Stage) -> QWidget:
    window = stage.window("projects")
    window.place.show_project(window.ctx.browsing.projects()[-1].key)
    return window


@scene("projects-filter")
def _filter(stage: Stage) -> QWidget:
    window = stage.window("projects")
    field = _field(window, "tree_filter")
    field.setFocus()
    QTest.keyClicks(field, "office")
    QTest.keyClick(field, Qt.Key.Key_Return)
    return window


@scene("projects-filter-finds-nothing")
def _nothing(stage: Stage) -> QWidget:
    window = stage.window("projects")
    field = _field(window, "tree_filter")
    QTest.keyClicks(field, "zeppelin")
    QTest.keyClick(field, Qt.Key.Key_Return)
    return window


@scene("projects-too-long")
def _too_long(stage: Stage) -> QWidget:
    window = _showing(stage, State.DRAFT, size=(1024, 700))
    field = _field(window, "sub_job_description")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, LONGEST)
    QTest.keyClick(field, Qt.Key.Key_Return)
    return window


@scene("projects-paste-refused")
def _paste(stage: Stage) -> QWidget:
    window = _showing(stage, State.DRAFT)
    grid = _cell(window, 0, 3)
    rows = [("2", "ea", "1e5"), ("abc", "ea", "7"), ("5", "ls", "99,999,999,999.00")]
    QApplication.clipboard().setText(excel(rows))
    QTest.keyClick(grid, Qt.Key.Key_V, CONTROL)
    return window


@scene("projects-unknown-code")
def _unknown(stage: Stage) -> QWidget:
    window = _showing(stage, State.DRAFT)
    grid = _cell(window, 0, 0)
    QTest.keyClicks(grid, "0")
    for edit in grid.findChildren(QLineEdit, "grid_cell"):
        QTest.keyClicks(edit, "9-999")
        QTest.keyClick(edit, Qt.Key.Key_Return)
    return window


@scene("projects-look-up")
def _look_up(stage: Stage) -> QWidget:
    window = _showing(stage, State.DRAFT)
    QTest.keyClick(_cell(window, 0, 0), Qt.Key.Key_F4)
    popup = window.findChild(QWidget, "look_up")
    assert isinstance(popup, QWidget)
    return popup


@scene("projects-new-sub-job")
def _new(stage: Stage) -> QWidget:
    window = stage.window("projects")
    form = NewSubJobDialog("24-117 Harbor Tower", "042", Limits(), window)
    form.show_refusal("Code 042 is taken by 24-117/042 ('Level 42'). Take another code.")
    form.start()
    QApplication.sendPostedEvents(form, QEvent.Type.LayoutRequest)
    return form
