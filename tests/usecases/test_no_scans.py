"""No gesture reads a whole table: SQLite is asked how it would run each statement of it.

What that is worth is measured in ``tests/benchmarks``; here it is kept so.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from subjob_desk.store import comparing_queries
from subjob_desk.usecases.linking import Linking
from subjob_desk.usecases.rejecting import Rejecting
from tests.benchmarks.companies import ACCEPTED, DATE, WAITING, Site, grown, job_name

FIRST = job_name(0).replace("-", "")

GROWING = ("operation", "entry", "head", "standing", "sub_job", "export", "typing", "batch_file")
"""Tables that grow with every year of work; the company's lists are not among them."""


PARTIAL = {"entry_odd", "entry_uncounted", "entry_waiting", "export_again", "standing_conflicts"}
"""Indexes that hold the few odd rows only."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A company of 100 sub jobs, some waiting, some accepted."""
    site = grown(tmp_path_factory.mktemp("company"), 100)
    yield site
    site.desk.close()


@contextmanager
def scans(path: Path) -> Iterator[list[str]]:
    """The statements run inside that read a whole growing table, with SQLite's plan."""
    found: list[str] = []
    with closing(sqlite3.connect(path)) as beside:

        def look(
            _connection: Connection,
            _cursor: object,
            statement: str,
            parameters: Sequence[Sequence[object]],
            _context: object,
            many: bool,
        ) -> None:
            if not statement.startswith(("SELECT", "DELETE", "UPDATE")):
                return
            values = parameters[0] if many else parameters
            for row in beside.execute(f"EXPLAIN QUERY PLAN {statement}", values):
                words = row[3].split(" ")
                # A partial index holds the few odd rows only: reading all of it is no scan.
                if words[0] == "SCAN" and words[1] in GROWING and not PARTIAL & set(words):
                    found.append(f"{row[3]}: {statement}")

        event.listen(Engine, "before_cursor_execute", look)
        try:
            yield found
        finally:
            event.remove(Engine, "before_cursor_execute", look)


def _edit(site: Site, ids: list[str]) -> None:
    line = site.browsing.sub_job(ids[-1]).lines[0].line.id
    site.editing.change_description(ids[-1], "Level 1")
    site.editing.change_line(ids[-1], line, "amount", "12.50")
    site.editing.change_code(ids[-1], "X1")
    _changes, made = site.editing.new_sub_job(FIRST, "N1", "New")
    site.editing.delete([made])


def _decide(site: Site, ids: list[str]) -> None:
    site.deciding.send([ids[-2]])
    site.deciding.retrieve([ids[-2]])
    site.deciding.accept(ids[ACCEPTED : ACCEPTED + 2])
    site.deciding.withdraw([ids[ACCEPTED]])
    site.deciding.reject([ids[ACCEPTED + 3]], "Wrong code")


def _undo(site: Site, ids: list[str]) -> None:
    site.editing.change_description(ids[-1], "Level 2")
    site.undoing.next_undo()
    site.undoing.undo()
    site.undoing.next_redo()
    site.undoing.redo()
    site.undoing.next_redo()


def _look(site: Site, ids: list[str]) -> None:
    site.browsing.projects()
    site.browsing.sub_jobs(FIRST)
    site.browsing.sub_jobs(FIRST, "level 7")
    site.browsing.sub_job(ids[0])
    site.browsing.history(ids[0])
    site.browsing.availability(ids)
    site.browsing.find(f"{job_name(0)}/010")
    site.browsing.counts()


def _look_into_the_inbox(site: Site, ids: list[str]) -> None:
    site.inbox.views()
    for view in ("waiting", "came-back", "accepted", "exported", "failed", "in-sage", "inactive"):
        site.inbox.items(view)
        site.inbox.items(view, "level")
    site.inbox.item(ids[WAITING])


def _plan_an_export(site: Site, _ids: list[str]) -> None:
    site.exporting.plan(DATE, site.folder)


def _compare(site: Site, ids: list[str]) -> None:
    with site.desk.reading() as connection:
        for ask in (comparing_queries.here_only, comparing_queries.there_only):
            ask(connection, [FIRST])
        comparing_queries.pairs(connection, [FIRST])
        active = comparing_queries.active_ids(connection, [FIRST])
        list(comparing_queries.codes_used(connection, active))
        comparing_queries.counts_of(connection, [FIRST])
    Linking(site.desk).candidates(ids[-1])
    Linking(site.desk).sub_jobs_for(FIRST, "010")


def _answer_with_a_reject_file(site: Site, _ids: list[str]) -> None:
    _changes, written = site.exporting.write(site.exporting.plan(DATE, site.folder), site.folder)
    lines = site.exporting.batch_text(written[0].id).split("\r\n")
    path = site.folder / "rejected.jce"
    path.write_bytes("\r\n".join(lines[1:4]).encode("cp1252"))
    rejecting = Rejecting(site.desk)
    rejecting.waiting(written[0].id)
    rejecting.apply(rejecting.preview(None, path))
    site.exporting.batches()


@pytest.mark.parametrize(
    "gesture",
    [
        _compare,
        _edit,
        _decide,
        _undo,
        _look,
        _look_into_the_inbox,
        _plan_an_export,
        _answer_with_a_reject_file,
    ],
)
def test_no_growing_table_is_read_whole(
    site: Site, gesture: Callable[[Site, list[str]], None]
) -> None:
    ids = site.ids(0)
    with scans(site.desk.path) as found:
        gesture(site, ids)
    assert found == []


def test_a_scan_would_be_noticed(site: Site) -> None:
    with scans(site.desk.path) as found, site.desk.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM sub_job WHERE description = 'x'")
    assert len(found) == 1
