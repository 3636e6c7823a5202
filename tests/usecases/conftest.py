"""The office for the tests of the use cases: a real company in a temporary folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drivers.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A company at work; whatever a test did to it, its tables say what its log says."""
    found = Office(tmp_path)
    yield found
    findings = found.findings()
    found.close()
    assert findings == []
