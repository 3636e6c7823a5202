"""The projector: tables from operations, whatever came before and whoever wrote it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from subjob_desk.domain.facts import (
    BatchClosed,
    BatchOpened,
    Created,
    Exported,
    ExportedLine,
    Sent,
)
from subjob_desk.domain.ids import operation_id
from subjob_desk.domain.operations import (
    Operation,
)
from subjob_desk.store import maintenance
from subjob_desk.store import projections as p
from subjob_desk.store.database import Database
from subjob_desk.store.projector import append, batch_of, standings_of
from tests.drivers.lies import (
    AWAY,
    OTHER,
    Scene,
    append_as_sent,
    no_progress,
    state_of,
    status_of,
)
from tests.drivers.log import COMPANY_ID, HOME, SUB

GARBAGE = (b"", b"garbage \xff\x00", b"{}")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scene in a company file, closed."""
    path = tmp_path_factory.mktemp("scene") / "rb.sjd"
    with Database.create(path, COMPANY_ID, HOME) as database, database.write() as connection:
        append(connection, Scene().log.operations)
    return path


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def company(tmp_path: Path, template: Path) -> Iterator[Database]:
    """A copy of the scene, open."""
    path = tmp_path / "rb.sjd"
    shutil.copyfile(template, path)
    with Database.open(path) as database:
        yield database


def test_a_newer_entry_is_kept_and_makes_the_sub_job_read_only(
    company: Database, scene: Scene
) -> None:
    stored = scene.lie("ann", Sent(9), typ="engraved", val={"depth": 1})
    append_as_sent(company, stored)
    assert status_of(company, stored) == ("unknown", "")
    with company.read() as connection:
        standing = standings_of(connection, [SUB])[SUB]
    assert standing.sub_job is not None
    assert standing.sub_job.needs_update
    assert maintenance.projection_findings(company, no_progress) == []


def test_the_desk_goes_on_after_a_lie(company: Database, scene: Scene) -> None:
    append_as_sent(company, scene.accepting(prev="1" * 64))
    for stored in GARBAGE:
        append_as_sent(company, stored)
    right = scene.accepting()
    append_as_sent(company, right)
    with company.read() as connection:
        standing = standings_of(connection, [SUB])[SUB]
    assert standing.sub_job is not None
    assert standing.sub_job.state == "accepted"
    assert standing.newest == operation_id(right)


def _exporting(scene: Scene, batch: str) -> list[Operation]:
    """The second desk writes out what is exported already, in a view that lacks that."""
    log = scene.log
    acceptance = log.acceptance(OTHER)
    view = tuple(one.op.id for one in log.known_at(HOME, OTHER) if one.op.id == acceptance)
    line = ExportedLine("03-310", "LAB", "1.00", "ea", "10.00")
    opened = BatchOpened(9, "ORIGINAL", "2026-11-22", "default", {})
    return [
        log.note("dora", opened, batch, desk=AWAY, deed="again"),
        log.note(
            "dora",
            Exported(batch, "020", (line,)),
            OTHER,
            desk=AWAY,
            to=acceptance,
            par=view,
            deed="again",
        ),
        log.note("dora", BatchClosed(1, "10.00", "", ""), batch, desk=AWAY, deed="again"),
    ]


def test_a_second_export_of_an_acceptance_bricks_nothing(company: Database, scene: Scene) -> None:
    with company.write() as connection:
        append(connection, _exporting(scene, "b9"))
    with company.read() as connection:
        live = connection.execute(select(p.export).where(p.export.c.sub == OTHER)).all()
        standing = standings_of(connection, [OTHER])[OTHER]
    assert len(live) == 1
    scene.log.meet(HOME, AWAY)
    assert standing == scene.log.folded(OTHER).standing
    assert maintenance.projection_findings(company, no_progress) == []


def test_a_batch_in_the_name_of_a_sub_job_reaches_no_sub_job(
    company: Database, scene: Scene
) -> None:
    stored = scene.lie_at_home("dora", BatchOpened(5, "CHANGE", "", "", {}), SUB, par=[])
    append_as_sent(company, stored)
    with company.read() as connection:
        standing = standings_of(connection, [SUB])[SUB]
        batch = batch_of(connection, SUB)
    assert standing == scene.log.folded().standing
    assert batch is not None
    assert batch.number == 5
    assert maintenance.projection_findings(company, no_progress) == []


def test_a_sub_job_in_the_name_of_a_batch_reaches_no_batch(company: Database, scene: Scene) -> None:
    before = state_of(company)
    append_as_sent(company, scene.lie("ann", Created("24-117", "099", ""), "b1", par=[]))
    with company.read() as connection:
        assert batch_of(connection, "b1") == scene.log.batch("b1")
        created = standings_of(connection, ["b1"])["b1"].sub_job
    assert created is not None
    assert created.code == "099"
    assert state_of(company) != before
    assert maintenance.projection_findings(company, no_progress) == []


@pytest.mark.parametrize("number", [2**31, 2**63, 2**70, -1])
def test_numbers_no_table_holds_are_unreadable(
    company: Database, scene: Scene, number: int
) -> None:
    val = {"number": number, "kind": "CHANGE", "date": "", "profile": "", "jobs": {}}
    stored = scene.lie("dora", BatchOpened(5, "CHANGE", "", "", {}), "b9", val=val)
    append_as_sent(company, stored)
    assert status_of(company, stored)[0] == "unreadable"
