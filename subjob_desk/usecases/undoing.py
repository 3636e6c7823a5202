"""Undo and redo by name: the newest act of the acting person, while nothing came after it."""

import msgspec

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import Undone
from subjob_desk.store import undo_queries
from subjob_desk.store.connection import Connection
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.views import UndoStep
from subjob_desk.usecases.words import counted


class _Found(msgspec.Struct, frozen=True):
    step: UndoStep
    targets: tuple[tuple[str, str], ...]
    """(sub job, operation to take away) of each operation of the act."""


class Undoing:
    """Undo and redo for the person who acts at the desk (``product.md`` section 3 rule 14)."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def next_undo(self) -> UndoStep | None:
        """What *Undo* would take back now; ``None`` if there is nothing."""
        with self._desk.reading() as connection:
            found = self._undoable(connection)
        return found.step if found else None

    def next_redo(self) -> UndoStep | None:
        """What *Redo* would do again now; ``None`` if there is nothing."""
        with self._desk.reading() as connection:
            found = self._redoable(connection)
        return found.step if found else None

    def undo(self) -> Changes:
        """Take the newest act back, whole."""
        with self._desk.deed() as deed:
            found = self._undoable(deed.connection)
            if found is None:
                raise UserError("There is nothing to undo.", "")
            for sub, target in found.targets:
                deed.note(sub, Undone((target,)))
            return deed.done(f"Undone: {found.step.text}.")

    def redo(self) -> Changes:
        """Do again what was undone last."""
        with self._desk.deed() as deed:
            found = self._redoable(deed.connection)
            if found is None:
                raise UserError("There is nothing to redo.", "")
            for sub, target in found.targets:
                deed.note(sub, Undone((target,)))
            return deed.done(f"Done again: {found.step.text}.")

    def _undoable(self, connection: Connection) -> _Found | None:
        entries = undo_queries.newest_act(connection, self._desk.acting)
        standings = standings_of(connection, [entry.sub for entry in entries])
        for entry in entries:
            standing = standings.get(entry.sub)
            if standing is None or standing.newest != entry.id or not standing.can_undo:
                return None
        return _found(connection, entries, [(entry.sub, entry.id) for entry in entries])

    def _redoable(self, connection: Connection) -> _Found | None:
        entries = undo_queries.newest_undo(connection, self._desk.acting)
        standings = standings_of(connection, [entry.sub for entry in entries])
        for entry in entries:
            standing = standings.get(entry.sub)
            if standing is None or standing.undone != entry.id:
                return None
        undone = undo_queries.undone_by(connection, entries)
        return _found(connection, undone, [(entry.sub, entry.id) for entry in entries])


def _found(
    connection: Connection,
    entries: list[undo_queries.Entry],
    targets: list[tuple[str, str]],
) -> _Found | None:
    if not entries:
        return None
    names = undo_queries.names_of(connection, entries)
    what = names[0] if len(names) == 1 else counted(len(names), "sub job")
    text = f"{_VERBS.get(entries[0].kind, 'change of')} {what}"
    return _Found(UndoStep(entries[0].deed, text), tuple(targets))


_VERBS = {
    "created": "creation of",
    "deleted": "deletion of",
    "code_changed": "code of",
    "description_changed": "description of",
    "lines_changed": "lines of",
    "content_imported": "import into",
    "sent": "sending",
    "retrieved": "retrieval of",
    "accepted": "acceptance of",
    "rejected": "rejection of",
    "taken_back": "withdrawal of",
    "extra_code_corrected": "extra code of",
    "tried_again": "new try of",
    "revised": "opened change of",
    "change_discarded": "discarded change of",
    "inactivated": "inactivity of",
    "reactivated": "reactivation of",
}
