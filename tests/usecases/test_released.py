"""Company files of earlier formats open, are brought up to date, and lose nothing.

``tests/released`` holds one for each format: the sample company as the program of its time wrote
it, and what its ``list --json`` said.
"""

import json
import lzma
from contextlib import closing
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.coverage import CoverageReport
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.safekeeping import Safekeeping
from tests.cli.console import Console

RELEASED = Path(__file__).parents[1] / "released"
FORMATS = sorted(path.name.removesuffix(".sjdesk.xz") for path in RELEASED.glob("*.sjdesk.xz"))


@pytest.fixture(params=FORMATS)
def form(request: pytest.FixtureRequest) -> str:
    """The name of a format."""
    return str(request.param)


@pytest.fixture
def company(tmp_path: Path, form: str) -> Path:
    """The company file as it was."""
    path = tmp_path / "sample.sjdesk"
    path.write_bytes(lzma.decompress((RELEASED / f"{form}.sjdesk.xz").read_bytes()))
    return path


def test_all_of_it_is_there(company: Path, form: str) -> None:
    with closing(Desk.open(company)) as desk:
        assert Safekeeping(desk).verify(_no_progress) == []
        assert CoverageReport(desk).report().findings == ()
    said = Console(company.parent).run("list", company, "--json")
    expected = json.loads((RELEASED / f"{form}.json").read_text(encoding="utf-8"))
    assert said.document == expected
    (copy,) = company.parent.glob("sample.sjdesk.before-*")
    assert copy.stat().st_size > 0


def test_reading_alone_does_not_change_it(company: Path) -> None:
    before = company.read_bytes()
    with pytest.raises(UserError) as refused:
        Desk.open(company, writing=False)
    assert "was written by an older SubJob Desk" in refused.value.problem
    assert company.read_bytes() == before


def _no_progress(_what: str, _done: int, _total: int) -> None:
    pass
