"""Joins the page of interchange profiles with their use cases. Creates no widget.

What is typed is kept from one key to the next, so that closing a dialog loses nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.profile_dialog import ProfileDialog
from subjob_desk.usecases.profiles import Profiles

if TYPE_CHECKING:
    from subjob_desk.domain.changes import Changes
    from subjob_desk.domain.errors import UserError
    from subjob_desk.ui.common.context import Context
    from subjob_desk.ui.desk.profiles_page import ProfilesPage
    from subjob_desk.usecases.profile_views import ProfileRow

_PAUSE: Final = 150
"""Milliseconds after the last key until the text is looked at."""


class ProfilesController(QObject):
    """Reads the list when it is shown; saves and uses profiles at once."""

    def __init__(self, page: ProfilesPage, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._ctx = ctx
        self._profiles = Profiles(ctx.desk)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.look)
        page.chosen.connect(self.show_meaning)
        page.copy_wanted.connect(self.ask_name)
        page.open_wanted.connect(self.open_text)
        page.use_wanted.connect(self.use)
        ctx.gateway.refused.connect(self._refused)

    def refresh(self, changes: Changes | None) -> None:
        """Show the list anew if ``changes`` concerns it; ``None`` means everything."""
        if changes is None or changes.company:
            self.show()

    def show(self) -> None:
        """Show the list as it is now."""
        self._page.show_profiles(self._profiles.profiles(), self._profiles.why_not_change())

    @Slot(object)
    def show_meaning(self, row: ProfileRow) -> None:
        """Say what the chosen profile does."""
        if row.is_shipped or row.at:
            self._page.show_meaning(row.name, self._profiles.check(self._text(row.name)))

    @Slot(object)
    def ask_name(self, row: ProfileRow) -> None:
        """Ask how the copy is to be called."""
        self._page.ask_name(row.name).given.connect(self.copy)

    @Slot(object, object)
    def copy(self, source: str, name: str) -> None:
        """Make the copy and open it; the dialog stays open if that is refused."""
        profiles = self._profiles
        if self._ctx.gateway.do(self, lambda: profiles.copy(source, name)) is None:
            return
        if self._page.dialog is not None:
            self._page.dialog.accept()
        self._page.choose(name)
        row = self._page.row()
        if row is not None:
            self.open_text(row)

    @Slot(object)
    def open_text(self, row: ProfileRow) -> None:
        """Open the text of a profile, with what was typed in it and not saved."""
        why_not = self._profiles.why_not_change()
        if row.is_shipped:
            why_not = tr(
                "{name} came with the program and stays as it is. Copy it to change the copy."
            ).format(name=row.name)
        saved = self._text(row.name)
        typed = "" if why_not else self._ctx.unsaved.text(_place(row.name))
        dialog = self._page.open_text(row.name, why_not)
        dialog.typed.connect(self.typed)
        dialog.closing.connect(self.closing)
        dialog.save_wanted.connect(self.save)
        dialog.discard_wanted.connect(self.discard)
        dialog.show_text(typed or saved, is_unsaved=bool(typed) and typed != saved)
        self.look()

    @Slot()
    def typed(self) -> None:
        """A key was pressed: look at the text once the typing pauses."""
        self._soon.start()

    @Slot()
    def closing(self) -> None:
        """Keys pressed just before it closes count too."""
        if self._soon.isActive():
            self.look()

    @Slot()
    def look(self) -> None:
        """Keep the text, and say what it means."""
        self._soon.stop()
        dialog = self._page.dialog
        if not isinstance(dialog, ProfileDialog):
            return
        text = dialog.text()
        if dialog.can_change:
            self._keep(dialog.name, text)
        dialog.show_check(self._profiles.check(text, dialog.name))

    @Slot(object)
    def save(self, text: str) -> None:
        """Record the text; the dialog stays open if that is refused."""
        dialog = self._page.dialog
        if not isinstance(dialog, ProfileDialog):
            return
        profiles, name = self._profiles, dialog.name
        if self._ctx.gateway.do(self, lambda: profiles.set(name, text)) is not None:
            self._soon.stop()
            self._ctx.unsaved.forget(_place(name))
            dialog.accept()

    @Slot()
    def discard(self) -> None:
        """Forget what was typed and not saved."""
        dialog = self._page.dialog
        if isinstance(dialog, ProfileDialog):
            dialog.show_text(self._text(dialog.name))
            self.look()

    @Slot(object)
    def use(self, row: ProfileRow) -> None:
        """Write files by this profile from now on."""
        profiles = self._profiles
        self._page.banner.clear()
        self._ctx.gateway.do(self, lambda: profiles.use(row.name))

    def _text(self, name: str) -> str:
        return self._profiles.text(name)

    def _keep(self, name: str, text: str) -> None:
        if text == self._text(name):
            self._ctx.unsaved.forget(_place(name))
        else:
            self._ctx.unsaved.keep(_place(name), text)

    @Slot(object)
    def _refused(self, error: UserError) -> None:
        if self._ctx.gateway.initiator is not self:
            return
        if self._page.dialog is not None:
            self._page.dialog.show_refusal(error)
        else:
            self._page.banner.show_problem(error)


def _place(name: str) -> str:
    return f"profile/{name}"
