"""A copy of a company becomes the file of another desk, if it is of that company."""

from pathlib import Path

from sqlalchemy import delete

from subjob_desk.store import meta, snapshot
from subjob_desk.store import projections as p
from subjob_desk.store.database import Database
from subjob_desk.store.state_digest import state_digest
from tests.drivers.arriving import received
from tests.drivers.log import COMPANY_ID, HOME, Log
from tests.drivers.refusals import refused

NEW = "n" * 16


def _copied(tmp_path: Path) -> tuple[Path, str]:
    log = Log()
    log.create()
    with received(tmp_path / "a.sjd", [log.operations]) as database, database.read() as connection:
        digest = state_digest(connection)
    snapshot.make(tmp_path / "a.sjd", tmp_path / "copy.sjd")
    return tmp_path / "copy.sjd", digest


def test_one_of_another_company_is_refused(tmp_path: Path) -> None:
    copy, _digest = _copied(tmp_path)
    for company, registrar in (("z" * 16, HOME), (COMPANY_ID, NEW)):
        with refused("copy.sjd belongs to another company.", "Ask for the hub of your company."):
            snapshot.adopt(copy, company, registrar, NEW)


def test_the_tables_of_an_older_program_are_made_anew(tmp_path: Path) -> None:
    copy, digest = _copied(tmp_path)
    with Database.open(copy) as older, older.write() as connection:
        connection.execute(delete(p.standing))
        meta.put(connection, meta.PROJECTION, "1")
    snapshot.adopt(copy, COMPANY_ID, HOME, NEW)
    with Database.open(copy) as database, database.read() as connection:
        assert (database.actor_id, state_digest(connection)) == (NEW, digest)
        assert not database.projections_stale
