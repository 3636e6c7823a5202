"""What all tests share: what is collected, how hard hypothesis searches. Nothing of Qt here."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

from tests.drivers import cost
from tests.drivers.postgres import NO_SERVER, Cluster, running, server_programs

collect_ignore = ["benchmarks", "gallery", "packaging"]
"""Only on request: ``pytest tests/gallery``, ``tests/benchmarks`` and ``tests/packaging``."""

_MEMORY: Final = Path("/dev", "shm")
_ROOM: Final = 2 * 1024**3

# Every act waits for the disk; thousands of small companies wait minutes. Where Linux has a file
# system in memory with room, the files of the tests lie there, unless somebody says otherwise.
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

# Nobody's real credential store is touched, whatever a test does.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

# Real files and real SQLite are too uneven for a deadline per example.
settings.register_profile("ordinary", deadline=None, max_examples=30)
settings.register_profile("long", deadline=None, max_examples=2_000, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ordinary"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """For the tests that can go on for hours."""
    parser.addoption("--long", action="store_true", help="search everywhere, not in a sample")


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is there now stays to the end: no search for garbage need go through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def desks_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the desks of the tests keep their keys, and not with those of who runs them."""
    folder = tmp_path_factory.mktemp("desks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUBJOB_DESK_KEYS", str(folder))
        yield folder


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> None:
    """What makes guessing dear would make the tests dear; see :func:`real_cost`."""
    cost.make_low()


@pytest.fixture
def real_cost() -> Iterator[None]:
    """For tests of what a password or six words really cost."""
    cost.make_real()
    yield
    cost.make_low()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server, started when the first test asks for it; skips where there is none."""
    programs = server_programs()
    if programs is None:
        pytest.skip(NO_SERVER)
    with running(programs) as cluster:
        yield cluster
