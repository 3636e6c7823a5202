"""Scenes of Help: lists and tables, the key sheet, a search, a problem that offers it."""

from PySide6.QtWidgets import QWidget

from subjob_desk.ui.help.window import HelpWindow
from subjob_desk.usecases.browsing import Listing
from tests.gallery.scene import Stage, scene


def _help(stage: Stage, link: str) -> HelpWindow:
    window = stage.window("projects")
    window.help.open(link)
    shown = window.help.window()
    assert shown is not None
    return shown


@scene("help-first-minutes")
def _first(stage: Stage) -> QWidget:
    return _help(stage, "first-minutes")


@scene("help-life")
def _life(stage: Stage) -> QWidget:
    return _help(stage, "life")


@scene("help-sage")
def _sage(stage: Stage) -> QWidget:
    return _help(stage, "sage#options")


@scene("help-objection")
def _objection(stage: Stage) -> QWidget:
    return _help(stage, "objections#cost-code-unknown")


@scene("help-keys")
def _keys(stage: Stage) -> QWidget:
    return _help(stage, "keys")


@scene("help-search")
def _search(stage: Stage) -> QWidget:
    shown = _help(stage, "first-minutes")
    shown.field.setText("reject file")
    shown.field.textEdited.emit("reject file")
    shown.field.returnPressed.emit()
    return shown


@scene("help-nothing-found")
def _nothing(stage: Stage) -> QWidget:
    shown = _help(stage, "exports")
    shown.field.setText("zebra crossing")
    shown.field.textEdited.emit("zebra crossing")
    return shown


@scene("help-in-problems")
def _problems(stage: Stage) -> QWidget:
    window = stage.window("projects")
    desk = window.ctx.desk
    found = max(Listing(desk).rows(), key=lambda row: (row[0].state == "draft", len(row[1])))
    window.place.show_item(found[0].id)
    return window
