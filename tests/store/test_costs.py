"""One new entry costs the same in a small log and in a large one, whoever wrote it.

Counted in steps of SQLite's machine, which are the same in every run.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as DriverConnection

import pytest
from sqlalchemy import Connection

from subjob_desk.domain.facts import (
    Acknowledged,
    Checkpoint,
    CompanyFounded,
    Created,
    DescriptionChanged,
    Fact,
    PersonSet,
)
from subjob_desk.domain.operations import COMPANY, Operation, record
from subjob_desk.store import desk_queries, given, segments
from subjob_desk.store.database import Database
from subjob_desk.store.projector import append
from subjob_desk.store.segments import Segment
from tests.drivers.log import COMPANY_ID, HOME
from tests.drivers.new_database import new_database

EAST = "desk-east"

SMALL, LARGE = 60, 1500


class Chains:
    """Two desks that write one sub job after the other."""

    def __init__(self) -> None:
        self._tips: dict[str, Operation] = {}
        self._first: dict[str, Operation] = {}
        self._heads: dict[str, tuple[str, ...]] = {}

    def note(self, fact: Fact, sub: str, desk: str = EAST, **values: object) -> Operation:
        """The next entry of ``desk``; the sub job's last entry is its past."""
        tip = self._tips.get(desk)
        reach = self._tips[HOME].seq if HOME in self._tips else 0
        seq = tip.seq + 1 if tip else 1
        op = record(
            fact,
            company=COMPANY_ID,
            actor=desk,
            seq=seq,
            prev=str(values.get("prev", tip.id if tip else "")),
            adm=seq - 1 if desk == HOME else reach,
            who="ann",
            sub=sub,
            par=self._heads.get(sub, ()),
            deed=f"{desk} {seq}",
            at="2026-11-22T09:14:03Z",
            app="1.0.0",
        )
        self._tips[desk] = op
        self._first.setdefault(desk, op)
        self._heads[sub] = (op.id,)
        return op

    def copied(self, desk: str) -> "Chains":
        """A copy of a desk as it was after its first entry, to write on from there."""
        copy = Chains()
        copy._tips = {HOME: self._tips[HOME], desk: self._first[desk]}
        return copy

    def history(self, length: int) -> Iterator[Operation]:
        """A founded company and ``length`` sub jobs from each desk."""
        yield self.note(CompanyFounded("Riverside", "RB", "Office", "ann"), COMPANY, HOME)
        for n in range(length):
            for desk in (HOME, EAST):
                yield self.note(Created("24-117", f"{n}", "Slab"), f"{desk[5:]}-{n}", desk)


@contextmanager
def _counted(connection: Connection) -> Iterator[list[int]]:
    """How many steps SQLite takes inside.

    One by one: of larger portions a statement that ran before counts on from where it was.
    """
    steps = [0]

    def count() -> int:
        steps[0] += 1
        return 0

    driver = connection.connection.driver_connection
    assert isinstance(driver, DriverConnection)
    driver.set_progress_handler(count, 1)
    yield steps
    driver.set_progress_handler(None, 0)


def _filled(path: Path, length: int) -> tuple[Database, Chains]:
    chains = Chains()
    database = new_database(path, COMPANY_ID, HOME)
    operations = list(chains.history(length))
    with database.write() as connection:
        for start in range(0, len(operations), 400):
            append(connection, operations[start : start + 400])
        last = operations[-2]
        segments.add(connection, Segment(HOME, 1, last.seq - 2, last.id, "sha", "", own=True))
    return database, chains


GESTURES: dict[str, Callable[[Chains], Operation]] = {
    "an edit here": lambda c: c.note(DescriptionChanged("Slab", "Wall"), "home-7", HOME),
    "an edit of another desk": lambda c: c.note(DescriptionChanged("Slab", "Wall"), "east-7"),
    "an entry that waits": lambda c: c.note(Created("24-117", "x", ""), "new", prev="1" * 64),
    "a person": lambda c: c.note(PersonSet("ben", "Ben", ("pm",)), COMPANY, HOME),
    "a receipt": lambda c: c.note(Acknowledged({HOME: 9}), EAST),
    "a checkpoint": lambda c: c.note(Checkpoint({EAST: (9, "x")}, "", 1), HOME, HOME),
}


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[int]]:
    """Steps of each gesture in a small and in a large log."""
    found: dict[str, list[int]] = {}
    for length in (SMALL, LARGE):
        path = tmp_path_factory.mktemp("costs") / "rb.sjd"
        database, chains = _filled(path, length)
        with database:
            for name, gesture in GESTURES.items():
                with database.write() as connection, _counted(connection) as steps:
                    append(connection, [gesture(chains)])
                found.setdefault(name, []).append(steps[0])
            for name, question in QUESTIONS.items():
                with database.write() as connection, _counted(connection) as steps:
                    question(connection)
                found.setdefault(name, []).append(steps[0])
    return found


QUESTIONS: dict[str, Callable[[Connection], object]] = {
    "heads": desk_queries.heads,
    "last contact": desk_queries.last_contact,
    "what waits": desk_queries.held,
    "what has no effect": lambda c: desk_queries.odd_entries(c, ("held", "refused"), 100),
    "how far a sending has come": lambda c: desk_queries.sending_status(c, "home-7", ()),
    "what is unpublished": lambda c: segments.unpublished(c, HOME, 100, 100_000),
    "the outbox": lambda c: given.outbox(c, HOME),
}


@pytest.mark.parametrize("name", [*GESTURES, *QUESTIONS])
def test_the_size_of_the_log_does_not_matter(costs: dict[str, list[int]], name: str) -> None:
    small, large = costs[name]
    assert large <= small


def _beyond_a_fork(path: Path, length: int) -> list[int]:
    """Steps of an entry in each branch of a chain that forks at its beginning, and of a pin."""
    database, chains = _filled(path, length)
    copy = chains.copied(EAST)
    with database:
        with database.write() as connection:
            append(connection, [copy.note(Created("24-117", "2", ""), "two")])
        found: list[int] = []
        for op in (
            chains.note(Created("24-117", "3", ""), "three"),
            copy.note(DescriptionChanged("", "Roof"), "two"),
            chains.note(Checkpoint({EAST: (length - 9, "x")}, "", 1), HOME, HOME),
        ):
            with database.write() as connection, _counted(connection) as steps:
                append(connection, [op])
            found.append(steps[0])
        with database.read() as connection:
            [fork] = desk_queries.forks(connection)
            assert [one.entries for one in fork.branches] == [2, length]
            assert [one.kept for one in fork.branches] == [0, 0]
    return found


def test_a_forked_chain_is_not_read_again_for_each_of_its_entries(tmp_path: Path) -> None:
    small, large = (sum(_beyond_a_fork(tmp_path / f"{n}.sjd", n)) for n in (SMALL, LARGE))
    assert large <= small
