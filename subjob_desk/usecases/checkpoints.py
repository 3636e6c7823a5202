"""Receipts and checkpoints: what this desk has received, and whether all desks add up the same.

Both are written into this desk's own chain during an exchange and change nothing else.
"""

from datetime import datetime, timedelta
from typing import Final

from subjob_desk import __version__
from subjob_desk.domain.company import Company
from subjob_desk.domain.facts import Acknowledged, Checkpoint
from subjob_desk.domain.rights import Role
from subjob_desk.store import desk_queries, gate_queries, meta, state_digest
from subjob_desk.store.connection import Connection
from subjob_desk.store.database import Database
from subjob_desk.store.projector import company_of
from subjob_desk.store.recorder import Recorder
from subjob_desk.usecases.moments import local, stamp

EVERY: Final = timedelta(hours=24)
"""How often the registrar's desk writes a checkpoint."""

_ANSWERING: Final = frozenset({Role.APPROVER, Role.EXPORTER})
"""Who sits where a sender wants his sub job to have arrived."""


class Reporting:
    """Writes receipts and checkpoints under the name of who acts at this desk."""

    def __init__(self, database: Database, who: str, now: datetime) -> None:
        """``who`` is a person id; ``now`` the moment as it is recorded."""
        self._database = database
        self._who = who
        self._now = now

    def report(self, is_awaited: bool) -> bool:
        """Write what is due; returns whether anything was. ``is_awaited``: a receipt is."""
        own = self._database.actor_id
        with self._database.write() as connection:
            company = company_of(connection)
            if company is None or not _may_write(company, own, self._who):
                return False
            recorder = self._recorder(connection)
            receipt = is_awaited and sits_in_accounting(company, own)
            if receipt:
                heads = desk_queries.heads(connection)
                reached = {actor: seq for actor, (seq, _id) in heads.items() if actor != own}
                recorder.note(own, Acknowledged(reached))
            is_due = own == company.registrar and self._is_due(connection)
            if is_due:
                recorder.note(own, checkpoint(connection))
            if receipt or is_due:
                recorder.commit()
            return receipt or is_due

    def _is_due(self, connection: Connection) -> bool:
        """One a day, and only if something happened since."""
        last = desk_queries.checkpoints(connection)
        if not last:
            return True
        at = local(last[0].at)
        if at is not None and timedelta() <= self._now - at < EVERY:
            return False
        return not gate_queries.holds_exactly(connection, last[0].heads)

    def _recorder(self, connection: Connection) -> Recorder:
        return Recorder(
            connection,
            company=self._database.company_id,
            actor=self._database.actor_id,
            who=self._who,
            at=stamp(self._now),
            app=__version__,
        )


def compare(database: Database) -> bool:
    """Look whether this desk adds up to the newest checkpoint; ``False`` if it does not.

    It can be said only while the same entries are here. What was found stays noted, and stops
    the export, until a later checkpoint is matched.
    """
    with database.read() as connection:
        newest = desk_queries.checkpoints(connection)
        differs = bool(meta.get(connection, meta.DIFFERS))
        if not newest or newest[0].form != state_digest.FORM:
            return not differs
        if not gate_queries.holds_exactly(connection, newest[0].heads):
            return not differs
        now_differs = state_digest.state_digest(connection) != newest[0].digest
    if now_differs != differs:
        with database.write() as connection:
            meta.put(connection, meta.DIFFERS, newest[0].op if now_differs else "")
    return not now_differs


def checkpoint(connection: Connection) -> Checkpoint:
    """What this desk has, and adds up to, as of now."""
    return Checkpoint(
        desk_queries.heads(connection),
        state_digest.state_digest(connection),
        state_digest.FORM,
    )


def _may_write(company: Company, actor: str, who: str) -> bool:
    """Whether entries of this desk under this name count at all."""
    desks = company.desks
    known = desks.enrolled.get(actor)
    if known is None or known.cut is not None:
        return False
    persons = known.persons[-1][1]
    return actor == desks.registrar or not persons or who in persons


def sits_in_accounting(company: Company, actor: str) -> bool:
    """Whether an approver or exporter can be who works at this desk: there a sending arrives."""
    known = company.desks.enrolled.get(actor)
    persons = known.persons[-1][1] if known else ()
    people = [company.person(one) for one in persons] if persons else company.everybody
    return any(one is not None and one.roles & _ANSWERING for one in people)
