"""Scenes of the window itself, the welcome window, the desk and the common dialogs."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from subjob_desk.domain.changes import Stayed
from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.dialogs.project import ProjectDialog
from subjob_desk.ui.common.dialogs.reason import ReasonDialog
from subjob_desk.ui.common.dialogs.reset import ResetDialog
from subjob_desk.ui.common.dialogs.stayed import StayedDialog
from subjob_desk.ui.crash_dialog import CrashDialog
from subjob_desk.ui.desk.import_preview import ImportDialog
from subjob_desk.ui.desk.person_dialog import PersonDialog
from subjob_desk.ui.desk.place import DeskPlace
from subjob_desk.ui.frame.about import AboutDialog
from subjob_desk.ui.frame.jump_box import JumpBox
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.ui.welcome.view import WelcomeWindow
from subjob_desk.usecases.views import ImportPreview, ImportRow, PersonRow, Remark, UndoStep
from tests.drivers.window import part
from tests.gallery.scene import Stage, scene

STAYED = (
    Stayed("1", "24-117/013", "It has no line.", "Add at least one cost code."),
    Stayed("2", "24-117/014", "Cost code 09-999 is not on the list.", "Did you mean 09-900?"),
)
SAID = "Sent 12 sub jobs to accounting. 2 stay as they are: 24-117/013: It has no line."


@scene("window-projects")
def _projects(stage: Stage) -> QWidget:
    return stage.window("projects")


@scene("window-inbox")
def _inbox(stage: Stage) -> QWidget:
    return stage.window("inbox", acting="approver")


@scene("window-exports")
def _exports(stage: Stage) -> QWidget:
    return stage.window("exports", acting="exporter")


@scene("window-smallest-said")
def _smallest(stage: Stage) -> QWidget:
    window = stage.window("projects", size=(1024, 700))
    window.said.say(SAID, UndoStep("deed", "sending of 12 sub jobs"), STAYED)
    return window


@scene("window-smallest-refused")
def _refused(stage: Stage) -> QWidget:
    window = stage.window("exports", acting="exporter", size=(1024, 700))
    window.said.say_problem(
        "The folder \\\\office\\sage\\imports cannot be reached.", "Connect to the office network."
    )
    return window


@scene("window-longest-names")
def _longest(stage: Stage) -> QWidget:
    window = stage.window("projects", acting="admin", size=(1024, 700))
    office = window.ctx.administering
    name = "Wilhelmina Featherstonehaugh-Cholmondeley"
    office.set_person(name, ["pm", "approver", "exporter", "admin", "viewer"])
    office.set_setting("name", "Riverside Builders and General Contractors of Lower Saxony")
    window.ctx.desk.acting = window.ctx.desk.person_named(name).id
    window.actions_.refresh.trigger()
    return window


def _section(stage: Stage, name: str, *, acting: str = "admin") -> QWidget:
    window: MainWindow = stage.window("desk", acting=acting, size=(1200, 760))
    place = window.place
    assert isinstance(place, DeskPlace)
    place.show_section(name)
    return window


@scene("desk-people")
def _people(stage: Stage) -> QWidget:
    return _section(stage, "people")


@scene("desk-lists")
def _lists(stage: Stage) -> QWidget:
    return _section(stage, "lists")


@scene("desk-settings")
def _settings(stage: Stage) -> QWidget:
    return _section(stage, "settings")


@scene("desk-settings-read-only")
def _read_only(stage: Stage) -> QWidget:
    return _section(stage, "settings", acting="approver")


@scene("desk-safety")
def _safety(stage: Stage) -> QWidget:
    window = _section(stage, "safety")
    assert isinstance(window, MainWindow)
    place = window.place
    assert isinstance(place, DeskPlace)
    place.safety.show_result("good", "Everything is sound: every entry was read and fits.")
    return window


@scene("desk-activity")
def _activity(stage: Stage) -> QWidget:
    return _section(stage, "activity")


@scene("welcome-first")
def _welcome(stage: Stage) -> QWidget:
    window = WelcomeWindow(stage.folder, "ann")
    window.show_recent(())
    return window


@scene("welcome-recent")
def _recent(stage: Stage) -> QWidget:
    window = WelcomeWindow(stage.folder, "ann")
    folder = Path("C:/Users/ann/AppData/Local/SubJob Desk")
    window.show_recent((folder / "Riverside Builders.sjdesk", folder / "Old company.sjdesk"))
    window.show_refusal(
        UserError("Riverside Builders is open in another window.", "Close it there first.")
    )
    return window


@scene("welcome-new")
def _new(stage: Stage) -> QWidget:
    window = WelcomeWindow(stage.folder, "ann")
    window.show_form()
    window.form.show_refusal(UserError("The company has no name.", "Type its name."))
    return window


@scene("jump-box")
def _jump(stage: Stage) -> QWidget:
    window = stage.window("projects")
    window.actions_.jump.trigger()
    box = part(window, JumpBox, "jump_box")
    box.field.setText("level")
    box.searched.emit("level")
    return box


@scene("about")
def _about(_stage: Stage) -> QWidget:
    return AboutDialog()


@scene("crash")
def _crash(_stage: Stage) -> QWidget:
    return CrashDialog("SubJob Desk 1.0.0\nPython 3.12\n\nTraceback (most recent call last):\n…")


@scene("person-dialog")
def _person(_stage: Stage) -> QWidget:
    dialog = PersonDialog(
        PersonRow("a", "Ann Ruiz", ("pm", "approver"), ("24-117",), "Ann Ruiz"), "Extra"
    )
    dialog.show_refusal(UserError("There is no project 24-999.", "Import the list of jobs first."))
    return dialog


@scene("project-dialog")
def _project(_stage: Stage) -> QWidget:
    return ProjectDialog()


@scene("reason-dialog")
def _reason(_stage: Stage) -> QWidget:
    return ReasonDialog(
        "Void batch 000124",
        "Void the batch",
        explanation="Its 9 sub jobs are accepted again and can be exported anew.",
    )


@scene("reset-dialog")
def _reset(_stage: Stage) -> QWidget:
    return ResetDialog(["24-117/010"], "Extra")


@scene("stayed-dialog")
def _stayed(_stage: Stage) -> QWidget:
    return StayedDialog(STAYED)


@scene("import-dialog")
def _import(_stage: Stage) -> QWidget:
    rows = tuple(
        ImportRow(n + 2, f"24-117/{n:03}", ("create", "update", "skip")[n % 3]) for n in range(24)
    )
    refused = (
        ImportRow(40, "24-117/050", "refuse", "cost_code", "09-999 is not on the list.", "09-900?"),
        ImportRow(41, "24-117/051", "refuse", "amount", "Amount 12.345 has a third decimal.", ""),
    )
    remarks = (Remark(4, "cost_code", "31 23 00 was read as 31-2300."),)
    notes = ("The sheet was read as Windows text, it is not UTF-8.",)
    return ImportDialog(
        ImportPreview(
            "sub-jobs", "budget.xlsx", 8, 8, 8, 0, rows + refused, refused, remarks, notes
        ),
        "Extra",
    )
