"""The office for the tests of the use cases: a real company in a temporary folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drivers.office import Office
from tests.drivers.recovery import Recovery
from tests.drivers.shared_office import SharedOffice, Trio, disk_copied, kept_trio_in, key_ring


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A company at work; whatever a test did to it, its tables say what its log says."""
    found = Office(tmp_path)
    yield found
    findings = found.findings()
    found.close()
    assert findings == []


@pytest.fixture(scope="session")
def kept_trio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three desks of one company, made once: sharing takes a second."""
    return kept_trio_in(tmp_path_factory.mktemp("making"))


@pytest.fixture
def trio(kept_trio: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trio]:
    """Three desks that have exchanged everything; afterwards each one is sound."""
    monkeypatch.setenv("SUBJOB_DESK_KEYS", str(tmp_path / "keys"))
    with key_ring(tmp_path / "ring"):
        made = Trio.kept(kept_trio, tmp_path)
        yield made
        findings = [found for one in made.all for found in one.findings()]
        made.close()
    assert findings == []


@pytest.fixture
def twin(trio: Trio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SharedOffice]:
    """The laptop once more: its disk was copied as a whole, with everything that tells it apart."""
    with disk_copied(trio, tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def recovery(trio: Trio) -> Iterator[Recovery]:
    """The registrar's desk is recovered elsewhere."""
    made = Recovery(trio)
    yield made
    made.close()
