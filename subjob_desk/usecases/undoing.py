"""Undo and redo by name: the newest act of the acting person, while nothing came after it."""

from collections.abc import Sequence

import msgspec

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import Undone
from subjob_desk.store import gate_queries, queries, undo_queries
from subjob_desk.store.connection import Connection
from subjob_desk.usecases.desk import Deed, Desk
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
            return _take_back(deed, found, f"Undone: {found.step.text}.")

    def redo(self) -> Changes:
        """Do again what was undone last."""
        with self._desk.deed() as deed:
            found = self._redoable(deed.connection)
            if found is None:
                raise UserError("There is nothing to redo.", "")
            return _take_back(deed, found, f"Done again: {found.step.text}.")

    def _undoable(self, connection: Connection) -> _Found | None:
        entries = undo_queries.newest_act(connection, self._desk.acting)
        if not entries or self._is_published(connection, entries):
            return None
        return _found(connection, entries, entries[0])

    def _redoable(self, connection: Connection) -> _Found | None:
        entries = undo_queries.newest_undo(connection, self._desk.acting)
        if not entries or self._is_published(connection, entries):
            return None
        undone = undo_queries.undone_by(connection, entries[0].id)
        return _found(connection, entries, undone) if undone else None

    def _is_published(self, connection: Connection, entries: Sequence[undo_queries.Entry]) -> bool:
        """Whether another desk can know of it already: then only a new act takes it back."""
        if not self._desk.company.desks.is_shared:
            return False
        own = self._desk.database.actor_id
        return gate_queries.is_published(connection, own, [entry.id for entry in entries])


def _take_back(deed: Deed, found: _Found, said: str) -> Changes:
    """Record it, unless a sub job would come back with what somebody else has by now."""
    subs = [sub for sub, _target in found.targets]
    before = queries.clashes(deed.connection, subs)
    for sub, target in found.targets:
        deed.note(sub, Undone((target,)))
    changes = deed.done(said)
    fresh = queries.clashes(deed.connection, subs) - before
    if not fresh:
        return changes
    clash = min(fresh, key=lambda one: (one.is_extra, one.name, one.other))
    if clash.is_extra:
        raise UserError(
            f"{clash.name} would stand for {deed.company.settings.term} {clash.wanted} again, "
            f"which {clash.other} has by now.",
            "Take that link away, or give that one another code first.",
        )
    raise UserError(
        f"The code {clash.name} is taken by another sub job by now.",
        "Give that one another code first.",
    )


def _found(
    connection: Connection, entries: Sequence[undo_queries.Entry], told: undo_queries.Entry
) -> _Found | None:
    """The step that takes ``entries`` away, told by the kind and the act of ``told``."""
    if not all(entry.is_next for entry in entries):
        return None
    subs = {entry.sub for entry in entries}
    what = (
        undo_queries.name_of(connection, entries[0].sub)
        if len(subs) == 1
        else counted(len(subs), "sub job")
    )
    text = f"{_VERBS.get(told.kind, 'change of')} {what}"
    return _Found(UndoStep(told.deed, text), tuple((entry.sub, entry.id) for entry in entries))


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
    "linked": "link of",
    "unlinked": "removed link of",
    "inactivated": "inactivity of",
    "reactivated": "reactivation of",
}
