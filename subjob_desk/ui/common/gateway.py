"""The one door through which a screen changes anything, and the one notice that it did."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError


class Gateway(QObject):
    """Runs verbs on the window's thread and tells every screen what they changed."""

    changed = Signal(object)
    """``Changes``, after every verb that succeeded, also one that changed nothing."""
    refused = Signal(object)
    """``UserError``: nothing was done, for a reason its user can mend."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.initiator: object | None = None
        """Who asked, while ``changed`` or ``refused`` is being emitted; else ``None``."""

    def do(self, initiator: object, verb: Callable[[], Changes]) -> Changes | None:
        """Run ``verb``; ``None`` if it was refused. A fault in the program goes through."""
        try:
            changes = verb()
        except UserError as error:
            self.refuse(initiator, error)
            return None
        self.announce(initiator, changes)
        return changes

    def announce(self, initiator: object, changes: Changes) -> None:
        """Tell what was changed elsewhere, by the background worker."""
        before, self.initiator = self.initiator, initiator
        try:
            self.changed.emit(changes)
        finally:
            self.initiator = before

    def refuse(self, initiator: object, error: UserError) -> None:
        """Tell that nothing was done, and why."""
        before, self.initiator = self.initiator, initiator
        try:
            self.refused.emit(error)
        finally:
            self.initiator = before
