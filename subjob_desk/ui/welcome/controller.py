"""Joins the welcome window with the use cases: opens or founds a company. Creates no widget."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.rights import Role
from subjob_desk.settings import COMPANY_SUFFIX, Settings
from subjob_desk.ui.common.background import Progress
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.welcome.folders import folder_of
from subjob_desk.ui.welcome.opening import Opening
from subjob_desk.ui.welcome.recovering import RecoverFlow
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.joining import join
from subjob_desk.usecases.sample import make_sample
from subjob_desk.usecases.sample_place import new_sample_path
from subjob_desk.usecases.sharing_views import Joined

if TYPE_CHECKING:
    from subjob_desk.ui.sharing.join_dialog import JoinWish
    from subjob_desk.ui.welcome.form import NewCompany
    from subjob_desk.ui.welcome.view import WelcomeWindow


class WelcomeController(QObject):
    """Tells ``opened`` with the open desk; a refusal is shown by the window that asked."""

    opened = Signal(object)
    """``Desk``, open for writing."""

    def __init__(self, window: WelcomeWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        window.sample_wanted.connect(self.open_sample)
        window.open_wanted.connect(self.open_file)
        window.form.wanted.connect(self.found)
        window.join_wanted.connect(self.join)
        self._opening = Opening(settings, self)
        self._opening.opened.connect(self.opened)
        self._opening.refused.connect(self._say_refusal)
        self._recovering = RecoverFlow(window, window.folder, self._opening.background)
        self._recovering.made.connect(self.open_file)
        window.recover_wanted.connect(self._recovering.ask)
        window.show_recent(settings.recent())

    @Slot()
    def open_sample(self) -> None:
        """A fresh copy of the sample company."""
        self._try(lambda: sample_desk(self._window.folder))

    @Slot(object)
    def open_file(self, path: Path) -> None:
        """An existing company."""
        self._opening.begin(path, self._window)

    @Slot(object)
    def found(self, new: NewCompany) -> None:
        """Write a new company and open it."""
        self._try(lambda: _found(new, self._settings))

    @Slot(object)
    def join(self, wish: JoinWish) -> None:
        """Make this PC a desk of a shared company; that takes as long as the hub is large."""
        path = self._window.folder / f"{wish.file}{COMPANY_SUFFIX}"

        def work(progress: Progress) -> Joined:
            folder_of(path)
            person, desk, password = wish.person, wish.desk, wish.password
            return join(path, wish.source, person, desk, password, progress.report)

        if self._window.join_dialog is not None:
            self._window.join_dialog.show_busy(tr("The company is being fetched."))
        title = tr("Joining {company}").format(company=wish.file)
        self._opening.background.run(work, self._joined, self._say_refusal, title)

    def _joined(self, joined: Joined) -> None:
        if self._window.join_dialog is not None:
            self._window.join_dialog.accept()
        self._opening.begin(Path(joined.path), self._window)

    @Slot(object)
    def _say_refusal(self, error: UserError) -> None:
        self._window.show_refusal(error)

    def _try(self, opening: Callable[[], Desk]) -> None:
        try:
            desk = opening()
        except UserError as error:
            self._window.show_refusal(error)
            return
        self.opened.emit(desk)


def sample_desk(data: Path) -> Desk:
    """A fresh copy of the sample company in the data folder; its project manager acts.

    Raises :class:`UserError` if it cannot be written.
    """
    desk = Desk.open(make_sample(new_sample_path(data)))
    managers = [person.id for person in desk.company.everybody if Role.PM in person.roles]
    if managers:
        desk.act_as(managers[0])
    return desk


def _found(new: NewCompany, settings: Settings) -> Desk:
    folder_of(new.path)
    desk = Desk.found(new.path, name=new.name, code=new.code, admin=new.admin)
    administering = Administering(desk)
    for name, mask in new.masks:
        administering.set_setting(name, mask)
    settings.opened(new.path)
    return desk
