"""Scenes of what Sage is known to have: links, the look-up, the comparison, a new list."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from subjob_desk.ui.desk.comparison_dialog import ComparisonDialog
from subjob_desk.ui.desk.import_preview import ImportDialog
from subjob_desk.ui.desk.place import DeskPlace
from subjob_desk.ui.linking.dialog import for_extra, for_sub_job
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.comparing import Comparing
from subjob_desk.usecases.comparing_views import Comparison
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.linking import Linking
from tests.drivers.linking import take_extras
from tests.gallery.scene import Stage, scene

EXTRAS = (
    "Job,Extra,Description\n24-117,001,Level 1 lobby\n24-117,002,Level 2 shops\n"
    "24-117,0-03,Level 3 parking\n24-117,027,Level 27 office\n24-117,018,Level 18 office fit-out\n"
    "24-117,900,Tower crane\n24-117,901,Level 31 office fit-out\n24-120,100,Rehabilitation Center\n"
    "24-120,910,Chapel\n"
)


def _office(stage: Stage, acting: str = "pm") -> MainWindow:
    window = stage.window("projects", acting=acting)
    desk = window.ctx.desk
    who = next(p.name for p in desk.company.everybody if "exporter" in set(p.roles))
    take_extras(desk, EXTRAS, who=who)
    return window


def _id(window: MainWindow, name: str) -> str:
    return window.ctx.browsing.find(name)


def _sheet(desk: Desk, text: str) -> Path:
    path = desk.path.with_name("extras 2026-11.csv")
    path.write_text(text, encoding="utf-8", newline="")
    return path


@scene("known-already-in-sage")
def _already(stage: Stage) -> QWidget:
    window = _office(stage)
    window.place.show_item(_id(window, "24-117/027"))
    QApplication.processEvents()
    return window


@scene("known-linked")
def _linked(stage: Stage) -> QWidget:
    window = _office(stage)
    sub_id = _id(window, "24-117/031")
    Linking(window.ctx.desk).link(sub_id, "901")
    window.place.refresh(None)
    window.place.show_item(sub_id)
    QApplication.processEvents()
    return window


@scene("known-inbox")
def _inbox(stage: Stage) -> QWidget:
    window = _office(stage, acting="approver")
    window.show_place("inbox")
    window.place.show_item(_id(window, "24-117/018"))
    QApplication.processEvents()
    return window


@scene("known-look-up")
def _look_up(stage: Stage) -> QWidget:
    window = _office(stage)
    linking = Linking(window.ctx.desk)
    sub_id = _id(window, "24-117/031")
    dialog = for_sub_job("24-117/031", "Level 31 office fit-out", "Extra", None)
    dialog.show_candidates(linking.candidates(sub_id), "")
    dialog.show()
    return dialog


@scene("known-look-up-nothing")
def _nothing(stage: Stage) -> QWidget:
    _office(stage)
    dialog = for_extra("910 'Chapel'", "Extra", None)
    dialog.show_candidates((), "No sub job of this project is free to be linked.")
    dialog.show()
    return dialog


@scene("known-comparison")
def _comparison(stage: Stage) -> QWidget:
    window = _office(stage)
    dialog = ComparisonDialog(Comparing(window.ctx.desk).report(), None)
    dialog.show()
    return dialog


@scene("known-comparison-equal")
def _equal(_stage: Stage) -> QWidget:
    lists = ("Extras: list 3 of 20 Nov 2026, extras.csv, 120 rows",)
    dialog = ComparisonDialog(Comparison((), {}, lists, ()), None)
    dialog.show()
    return dialog


@scene("known-lists")
def _lists(stage: Stage) -> QWidget:
    window = stage.window("desk")
    place = window.places["desk"]
    assert isinstance(place, DeskPlace)
    place.show_section("lists")
    return window


@scene("known-new-list")
def _new_list(stage: Stage) -> QWidget:
    window = _office(stage, acting="exporter")
    rows = EXTRAS.replace("Level 2 shops", "Level 2 retail").replace("24-120,910,Chapel\n", "")
    sheet = _sheet(window.ctx.desk, f"{rows}24-120,911,Helipad\n")
    dialog = ImportDialog(Importing(window.ctx.desk).preview("extras", sheet), "Extra")
    dialog.show()
    return dialog
