"""Scenes about passwords: the three dialogs, the list of people, and somebody who only looks."""

from PySide6.QtWidgets import QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.store.passwords import Password, put
from subjob_desk.ui.common.dialogs.password import (
    GivePasswordDialog,
    SetPasswordDialog,
    TakePasswordDialog,
)
from subjob_desk.ui.desk.place import DeskPlace
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.passwords import PROTECTS
from tests.gallery.scene import Stage, scene

_WAIT = UserError("The wrong password was given 5 times for Carl Otis.", "Try again in 8 s.")


@scene("password-give")
def _give(_stage: Stage) -> QWidget:
    dialog = GivePasswordDialog("Carl Otis")
    dialog.show_refusal(_WAIT)
    return dialog


@scene("password-give-opening")
def _opening(_stage: Stage) -> QWidget:
    return GivePasswordDialog("Wilhelmina Featherstonehaugh-Cholmondeley", opening=True)


@scene("password-set")
def _set(_stage: Stage) -> QWidget:
    return SetPasswordDialog("Carl Otis", PROTECTS, has_one=False, parent=None)


@scene("password-change")
def _change(_stage: Stage) -> QWidget:
    return SetPasswordDialog("Carl Otis", PROTECTS, has_one=True, parent=None)


@scene("password-take")
def _take(_stage: Stage) -> QWidget:
    return TakePasswordDialog("Carl Otis", own=False, parent=None)


@scene("desk-people-passwords")
def _people(stage: Stage) -> QWidget:
    window = stage.window("desk", acting="admin", size=(1200, 760))
    desk = window.ctx.desk
    for number, person in enumerate(desk.company.everybody[:3]):
        verifier = "" if number == 1 else "$argon2id$"
        _keep(window, Password(person.id, verifier, desk.acting, "2026-11-20T08:00:00Z"))
    place = window.place
    assert isinstance(place, DeskPlace)
    place.show_section("people")
    window.actions_.refresh.trigger()
    return window


@scene("desk-only-looks")
def _looks(stage: Stage) -> QWidget:
    window = stage.window("projects", acting="pm", size=(1200, 760))
    acting = window.ctx.desk.acting
    _keep(window, Password(acting, "$argon2id$", acting, "2026-11-20T08:00:00Z"))
    window.actions_.refresh.trigger()
    return window


@scene("window-locked")
def _locked(stage: Stage) -> QWidget:
    return _lock(stage)


@scene("window-locked-refused")
def _locked_refused(stage: Stage) -> QWidget:
    window = _lock(stage)
    if window.lock.screen is not None:
        window.lock.screen.show_refusal(_WAIT)
    return window


def _lock(stage: Stage) -> MainWindow:
    window = stage.window("projects", acting="pm", size=(1200, 760))
    acting = window.ctx.desk.acting
    _keep(window, Password(acting, "$argon2id$", acting, "2026-11-20T08:00:00Z"))
    window.show()
    window.lock.lock()
    return window


def _keep(window: MainWindow, password: Password) -> None:
    desk = window.ctx.desk
    with desk.database.write() as connection:
        put(connection, password)
    desk.passwords_changed()
