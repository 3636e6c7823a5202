"""Scenes of interchange profiles: the list, the editor sound and faulty, a copy, read only."""

from PySide6.QtWidgets import QWidget

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.desk.place import DeskPlace
from subjob_desk.ui.desk.profile_copy_dialog import ProfileCopyDialog
from subjob_desk.ui.desk.profile_dialog import ProfileDialog
from subjob_desk.usecases.profiles import Profiles
from tests.drivers.profiles import own_profile
from tests.gallery.scene import Stage, scene


def _place(stage: Stage, acting: str = "admin", size: tuple[int, int] = (1200, 760)) -> DeskPlace:
    window = stage.window("desk", acting="admin", size=size)
    profiles = Profiles(window.ctx.desk)
    profiles.copy("job-address", "riverside-address")
    profiles.set("riverside", own_profile())
    profiles.use("riverside")
    desk = window.ctx.desk
    desk.acting = next(p.id for p in desk.company.everybody if acting in set(p.roles))
    window.actions_.refresh.trigger()
    place = window.place
    assert isinstance(place, DeskPlace)
    place.show_section("interchange")
    return place


@scene("desk-interchange")
def _list(stage: Stage) -> QWidget:
    return _place(stage).window()


@scene("desk-interchange-unverified")
def _unverified(stage: Stage) -> QWidget:
    place = _place(stage, size=(1024, 700))
    place.interchange.choose("riverside-address")
    return place.window()


@scene("desk-interchange-read-only")
def _read_only(stage: Stage) -> QWidget:
    return _place(stage, "approver").window()


def _dialog(stage: Stage, text: str, *, why_not: str = "", is_unsaved: bool = False) -> QWidget:
    dialog = ProfileDialog("riverside", why_not)
    dialog.show_text(text, is_unsaved=is_unsaved)
    dialog.show_check(Profiles(stage.desk("admin")).check(text, "riverside"))
    return dialog


@scene("profile-dialog")
def _sound(stage: Stage) -> QWidget:
    return _dialog(stage, own_profile())


@scene("profile-dialog-faulty")
def _faulty(stage: Stage) -> QWidget:
    profiles = Profiles(stage.desk("admin"))
    dialog = ProfileDialog("riverside")
    dialog.show_text(own_profile(), is_unsaved=True)
    dialog.show_check(profiles.check(own_profile(), "riverside"))
    faulty = own_profile(changed={'source = "extra", type': 'source = "extar", type'})
    dialog.show_text(faulty, is_unsaved=True)
    check = profiles.check(faulty, "riverside")
    dialog.show_check(check)
    dialog.go_there()
    return dialog


@scene("profile-dialog-shipped")
def _shipped(stage: Stage) -> QWidget:
    profiles = Profiles(stage.desk("admin"))
    dialog = ProfileDialog("job-address", "job-address came with the program and stays as it is.")
    dialog.show_text(profiles.text("job-address"))
    dialog.show_check(profiles.check(profiles.text("job-address")))
    return dialog


@scene("profile-copy-dialog")
def _copy(_stage: Stage) -> QWidget:
    dialog = ProfileCopyDialog("job-address")
    dialog.show_refusal(
        UserError("There is a profile called riverside already.", "Take another name for the copy.")
    )
    return dialog
