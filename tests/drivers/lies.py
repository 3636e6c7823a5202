"""A liar's scene: a company at work, entries that claim what is not so, and what must stay."""

from sqlalchemy import select, text

from subjob_desk.domain.facts import Accepted, DescriptionChanged, Fact
from subjob_desk.domain.ids import operation_id
from subjob_desk.domain.operations import UnreadableOperationError, decode, record
from subjob_desk.store import maintenance, queries
from subjob_desk.store import projections as p
from subjob_desk.store.database import Database
from subjob_desk.store.projector import append, batch_of, company_of, project, standings_of
from tests.drivers.log import COMPANY_ID, HOME, SUB, Log, rewritten

AWAY = "desk-away"
OTHER = "other-sub"


class Scene:
    """What a liar knows: a sub job that waits for accounting, another that is exported."""

    def __init__(self) -> None:
        self.log = Log()
        self.log.create(sub=OTHER, code="020")
        self.log.send(sub=OTHER)
        self.log.accept(sub=OTHER, extra_code="020")
        self.log.export(subs=(OTHER,))
        self.log.create()
        self.log.send()
        self.log.add_desk(AWAY)
        self.log.note("ben", DescriptionChanged("Slab", "Wall"), "ben-sub", desk=AWAY)

    def lie(self, who: str, fact: Fact, sub: str = SUB, **values: object) -> bytes:
        """An entry of the second desk, with fields of its envelope as the liar wants them."""
        own = [op for op in self.log.operations if op.actor == AWAY]
        honest = record(
            fact,
            company=COMPANY_ID,
            actor=AWAY,
            seq=len(own) + 1,
            prev=own[-1].id,
            adm=sum(op.actor == HOME for op in self.log.operations),
            who=who,
            sub=sub,
            par=self.log.heads(HOME, sub),
            deed="lie",
            at="2026-11-23T00:00:00Z",
            app="1.0.0",
        )
        return rewritten(honest, **values) if values else honest.stored

    def lie_at_home(self, who: str, fact: Fact, sub: str = SUB, **values: object) -> bytes:
        """The same at the registrar's desk, which is the posting desk."""
        last = [op for op in self.log.operations if op.actor == HOME][-1]
        place: dict[str, object] = {"act": HOME, "seq": last.seq + 1, "prev": last.id}
        return self.lie(who, fact, sub, **(place | values))

    def accepting(self, who: str = "carl", **values: object) -> bytes:
        """An acceptance of what waits, right but for ``values``."""
        latest = self.log.sub_job().round
        assert latest is not None
        right: dict[str, object] = {"to": latest.sent, "digest": latest.digest}
        return self.lie(who, Accepted("010"), SUB, **(right | values))


def last_number(scene: Scene) -> int:
    """Number of the registrar's newest entry."""
    return max(op.seq for op in scene.log.operations if op.actor == HOME)


def last_id(scene: Scene) -> str:
    """Id of the registrar's newest entry."""
    return next(op.id for op in reversed(scene.log.operations) if op.actor == HOME)


def insert_by_hand(database: Database, stored: bytes) -> None:
    """Put bytes into the log by hand, and make all tables anew."""
    with database.write() as connection:
        connection.execute(
            text("INSERT INTO operation (id, stored) VALUES (:i, :s)"),
            {"i": operation_id(stored), "s": stored},
        )
    maintenance.rebuild(database, no_progress)


def append_as_sent(database: Database, stored: bytes) -> None:
    """Take bytes as another desk would send them."""
    with database.write() as connection:
        try:
            append(connection, [decode(stored)])
        except UnreadableOperationError:
            n = connection.execute(
                text("INSERT INTO operation (id, stored) VALUES (:i, :s) RETURNING n"),
                {"i": operation_id(stored), "s": stored},
            ).scalar_one()
            project(connection, [(n, stored)])


def no_progress(_done: int, _total: int) -> None:
    pass


def state_of(database: Database) -> object:
    """Everything that an entry without effect must leave as it was."""
    with database.read() as connection:
        rows = {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in p.metadata.sorted_tables
            if table.name not in ("entry", "head", "standing", "state_sum")
        }
        standings = standings_of(connection, [SUB, OTHER, "new-sub", "nowhere"])
        known = {sub: standing.sub_job for sub, standing in standings.items() if standing.sub_job}
        return rows, known, company_of(connection), batch_of(connection, "b1")


def status_of(database: Database, stored: bytes) -> tuple[str, str]:
    with database.read() as connection:
        row = connection.execute(
            text(
                "SELECT e.status, e.reason FROM operation o JOIN entry e ON e.n = o.n"
                " WHERE o.stored = :s"
            ),
            {"s": stored},
        ).one()
        assert (row.status, row.reason) in {one[2:] for one in queries.without_effect(connection)}
        return row.status, row.reason
