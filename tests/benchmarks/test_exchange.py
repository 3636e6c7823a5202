"""What exchanging costs: 100,000 entries out and in, a new desk, and nothing new to find.

Against reading, hashing and inserting the same bytes, and against ``os.walk``.
"""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from subjob_desk.store import state_digest
from subjob_desk.store.database import Database
from subjob_desk.sync import hub_names, segment
from subjob_desk.sync.folder_hub import FolderHub
from subjob_desk.usecases import snapshots
from tests.benchmarks.desks import SharedCompany, take_in
from tests.benchmarks.ratios import Compare

ENTRIES = 100_000
RAW = "read, hash, executemany"

DESKS, DAYS, OF_A_DAY = 50, 250, 3
"""Of a large hub: each desk put a file of some entries there on every working day of a year."""


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """An empty folder."""
    (tmp_path / "hub").mkdir()
    return tmp_path / "hub"


def test_a_hundred_thousand_entries(tmp_path: Path, hub: Path, compare: Compare) -> None:
    """Out of the desk that wrote them, into another, into a snapshot, and into a new desk."""
    company = SharedCompany(4)
    office, laptop, home = (_file(company, tmp_path, desk) for desk in company.desks[:3])
    take_in(laptop, company.work(laptop.actor_id, ENTRIES))
    company.exchange(office, hub)
    works = {
        "publish": lambda: company.exchange(laptop, hub),
        "take in": lambda: company.exchange(home, hub, can_write=False),
    }
    ratios = {
        what: compare.works(
            f"{what} {ENTRIES:,} entries", RAW, work, lambda: _raw(hub, tmp_path), runs=1
        )
        for what, work in works.items()
    }
    assert _digest(home) == _digest(laptop)
    company.exchange(office, hub, can_write=False)
    assert _begin_by_snapshot(company, office, hub, tmp_path, compare) < 1
    for database in (office, laptop, home):
        database.close()
    assert ratios["publish"] < 40
    assert ratios["take in"] < 60


def _begin_by_snapshot(
    company: SharedCompany, office: Database, hub: Path, folder: Path, compare: Compare
) -> float:
    """How much longer a new desk takes with a snapshot than with all entries."""
    carrier, desk = FolderHub(hub), company.desks[3]
    compare.works(
        f"make a snapshot of {ENTRIES:,} entries",
        RAW,
        lambda: snapshots.give(office, carrier, company.sealing(office), list(carrier.list())),
        lambda: _raw(hub, folder),
        runs=1,
    )
    found: list[str] = []

    def begin(database: Database) -> None:
        company.exchange(database, hub, can_write=False)
        found.append(_digest(database))
        database.close()

    ratio = compare.works(
        f"a new desk, {ENTRIES:,} entries, snapshot",
        "without one",
        lambda: begin(company.from_snapshot(folder / "quick.sjd", desk, hub)),
        lambda: begin(company.file(folder / "slow.sjd", desk)),
        runs=1,
    )
    assert found == [_digest(office)] * 2
    return ratio


def test_nothing_new_in_a_large_hub(tmp_path: Path, hub: Path, compare: Compare) -> None:
    """Fifty desks and a year of files, all of them taken long ago: it is looked at every minute."""
    company = SharedCompany(DESKS + 1)
    office = _file(company, tmp_path, company.registrar)
    files = _fill(company, hub)
    first = compare.works(
        f"take {files:,} small files in",
        RAW,
        lambda: company.exchange(office, hub),
        lambda: _raw(hub, tmp_path),
        runs=1,
    )
    company.exchange(office, hub)
    idle = compare.works(
        f"nothing new among {files:,} files",
        "os.walk",
        lambda: company.exchange(office, hub),
        lambda: sum(len(names) for _folder, _folders, names in os.walk(hub)),
        runs=5,
    )
    office.close()
    assert first < 100
    assert idle < 40


def _fill(company: SharedCompany, hub: Path) -> int:
    """A year's files of all desks but the first; returns how many."""
    for desk in company.desks[1:]:
        for day in range(DAYS):
            run = list(company.work(desk, OF_A_DAY))
            first, last = run[0].seq, run[-1].seq
            lines = [op.stored for op in run]
            data = segment.build(company.id, desk, first, lines, company.keys[desk])
            month = f"2026{1 + day * 12 // DAYS:02d}"
            sha = segment.parse(data).sha256
            path = hub / hub_names.segment_name(desk, first, last, sha, month)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return DESKS * DAYS


def _file(company: SharedCompany, folder: Path, desk: str) -> Database:
    own = folder / desk
    own.mkdir()
    return company.file(own / "company.sjd", desk)


def _digest(database: Database) -> str:
    with database.read() as connection:
        return state_digest.state_digest(connection)


def _raw(hub: Path, folder: Path) -> int:
    """The lines of all files of the hub, each with its hash, in a table of a new database."""
    path = folder / "raw.db"
    count = 0
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE line (n INTEGER PRIMARY KEY, id TEXT UNIQUE, stored BLOB)")
        for file in sorted((hub / "log").rglob("*.sjl")):
            lines = file.read_bytes().split(b"\n")[1:-2]
            rows = [(hashlib.sha256(line).hexdigest(), line) for line in lines]
            connection.execute("BEGIN")
            connection.executemany("INSERT INTO line (id, stored) VALUES (?, ?)", rows)
            connection.execute("COMMIT")
            count += len(rows)
    path.unlink()
    return count
