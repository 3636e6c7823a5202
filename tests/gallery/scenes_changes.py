"""Scenes of changes: begun from Sage, being edited, with the approver, and the reset."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget

from subjob_desk.domain.lifecycle import Act, State
from subjob_desk.ui.main_window import MainWindow
from tests.gallery.scene import Stage, scene

SMALLEST = (1024, 700)


def _change(window: MainWindow) -> str:
    """A change of the first sub job that is in Sage: more, less, a new line, one gone."""
    ctx = window.ctx
    sub_id = next(item.row.id for item in ctx.inbox.items("in-sage") if item.row.lines > 2)
    _as(window, "pm")
    ctx.deciding.revise([sub_id])
    lines = [row.line for row in ctx.browsing.sub_job(sub_id).lines]
    ctx.editing.change_line(sub_id, lines[0].id, "amount", "98,000.00")
    ctx.editing.change_line(sub_id, lines[1].id, "quantity", "120")
    ctx.editing.remove_lines(sub_id, [lines[2].id])
    taken = {line.cost_code for line in lines}
    codes = [row.code for row in ctx.looking_up.cost_codes("") if not row.is_group]
    new = next(code for code in codes if code not in taken)
    fields = ["cost_code", "category", "quantity", "unit", "amount"]
    ctx.editing.paste(sub_id, [], fields, [[new, "SUB", "1", "ls", "5,000.00"]])
    ctx.editing.change_description(sub_id, "Lobby with the mezzanine")
    return sub_id


def _as(window: MainWindow, role: str) -> None:
    desk = window.ctx.desk
    desk.acting = next(p.id for p in desk.company.everybody if role in set(p.roles))


def _editing(stage: Stage, size: tuple[int, int] = (1360, 820)) -> MainWindow:
    window = stage.window("projects", size=size)
    sub_id = _change(window)
    window.actions_.refresh.trigger()
    window.place.show_item(sub_id)
    QApplication.processEvents()
    return window


def _deciding(stage: Stage, size: tuple[int, int] = (1360, 820)) -> MainWindow:
    window = stage.window("inbox", acting="approver", size=size)
    sub_id = _change(window)
    window.ctx.deciding.send([sub_id])
    _as(window, "approver")
    window.actions_.refresh.trigger()
    window.place.show_item(sub_id)
    return window


@scene("change-editing")
def _change_editing(stage: Stage) -> QWidget:
    return _editing(stage)


@scene("change-editing-smallest")
def _change_editing_small(stage: Stage) -> QWidget:
    return _editing(stage, SMALLEST)


@scene("change-just-opened")
def _change_opened(stage: Stage) -> QWidget:
    window = stage.window("projects")
    row = next(item.row for item in window.ctx.inbox.items("in-sage"))
    window.place.show_item(row.id)
    window.place.do(Act.REVISE)
    QApplication.processEvents()
    return window


@scene("change-deciding")
def _change_deciding(stage: Stage) -> QWidget:
    return _deciding(stage)


@scene("change-deciding-smallest")
def _change_deciding_small(stage: Stage) -> QWidget:
    return _deciding(stage, SMALLEST)


@scene("change-deciding-all-rows")
def _change_deciding_all(stage: Stage) -> QWidget:
    window = _deciding(stage)
    box = window.findChild(QCheckBox, "inbox_against_all")
    assert isinstance(box, QCheckBox)
    box.click()
    return window


@scene("change-reset")
def _reset(stage: Stage) -> QWidget:
    window = stage.window("projects", acting="admin")
    row = next(
        row
        for project in window.ctx.browsing.projects()
        for row in window.ctx.browsing.sub_jobs(project.key)
        if row.state is State.IN_SAGE
    )
    window.place.show_item(row.id)
    QApplication.processEvents()
    window.actions_.reset.trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QWidget)
    reason = dialog.findChild(QLineEdit, "reset_reason")
    assert isinstance(reason, QLineEdit)
    QTest.keyClicks(reason, "Entered under the wrong job")
    return dialog
