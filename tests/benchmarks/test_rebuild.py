"""Rebuild and verify of 100,000 operations against reading and hashing their bytes."""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.safekeeping import Safekeeping
from tests.benchmarks.companies import Site
from tests.benchmarks.ratios import Compare


@pytest.fixture
def copied(large: Site, tmp_path: Path) -> Iterator[Desk]:
    """A copy of the large company, which the others go on with."""
    path = tmp_path / "copy.sjd"
    with closing(sqlite3.connect(large.desk.path)) as source, closing(sqlite3.connect(path)) as to:
        source.backup(to)
    desk = Desk.open(path)
    yield desk
    desk.close()
    shutil.rmtree(tmp_path)


def test_rebuild_and_verify(copied: Desk, compare: Compare) -> None:
    """All tables of the screens from the log, and the comparison of old with new ones."""
    safekeeping, path = Safekeeping(copied), copied.path
    count = _hash_log(path)
    rebuilt = compare.works(
        f"rebuild of {count:,} operations",
        "read and hash",
        lambda: safekeeping.rebuild(_no_progress),
        lambda: _hash_log(path),
        runs=1,
    )
    findings: list[str] = []
    verified = compare.works(
        f"verify of {count:,} operations",
        "read and hash",
        lambda: findings.extend(safekeeping.verify()),
        lambda: _hash_log(path),
        runs=1,
    )
    assert findings == []
    assert count > 100_000
    assert rebuilt < 200
    assert verified < 300


def _hash_log(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        count = 0
        for name, stored in connection.execute("SELECT id, stored FROM operation ORDER BY n"):
            assert hashlib.sha256(stored).hexdigest() == name
            count += 1
    return count


def _no_progress(_done: int, _total: int) -> None:
    pass
