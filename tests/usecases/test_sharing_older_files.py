"""A company of before there was sharing, as it was released, is shared: its history stays valid.

``tests/released`` holds the company file and, beside it, its operation log as plain lines.
"""

import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.operations import decode
from subjob_desk.store import op_log
from subjob_desk.store.database import Database
from subjob_desk.store.projector import append
from subjob_desk.store.state_digest import state_digest
from subjob_desk.store.verify import verify_log
from subjob_desk.usecases.admitting import Admitting
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exchanging import Exchanging
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.joining import join
from subjob_desk.usecases.safekeeping import Safekeeping
from subjob_desk.usecases.sharing import Sharing
from tests.drivers.shared_office import WORDS_OF_ROOT, key_ring

RELEASED = Path(__file__).parents[1] / "released"
FORMATS = sorted(path.name.removesuffix(".lines") for path in RELEASED.glob("*.lines"))


@pytest.fixture(params=FORMATS)
def form(request: pytest.FixtureRequest) -> str:
    """The name of a format."""
    return str(request.param)


@pytest.fixture
def lines(form: str) -> list[bytes]:
    """Its log, an entry each."""
    return (RELEASED / f"{form}.lines").read_bytes().splitlines()


@pytest.fixture
def older(form: str, tmp_path: Path) -> Iterator[Desk]:
    """Its company file, opened by this program on a PC with a credential store."""
    path = tmp_path / "older.sjdesk"
    path.write_bytes(lzma.decompress((RELEASED / f"{form}.sjdesk.xz").read_bytes()))
    (tmp_path / "hub").mkdir()
    with pytest.MonkeyPatch.context() as patch, key_ring(tmp_path / "ring"):
        patch.setenv("SUBJOB_DESK_KEYS", str(tmp_path / "keys"))
        desk = Desk.open(path)
        yield desk
        desk.close()


def stored(desk: Desk) -> list[bytes]:
    """The log of a company file."""
    with desk.reading() as connection:
        return [row.stored for row in op_log.all_stored(connection, limit=10_000)]


def second_desk(office: Desk, hub: Path, path: Path) -> Desk:
    """Another PC of who founded the company, let in and with everything."""
    words = join(path, str(hub), office.person.name, "laptop").words
    exchange(office)
    [asking] = Sharing(office).requests()
    Admitting(office).enrol(asking.data, (), (), "-".join(words))
    exchange(office)
    desk = Desk.open(path)
    exchange(desk)
    return desk


def exchange(desk: Desk) -> None:
    """Exchange everything with the hub."""
    Exchanging(desk).exchange()
    desk.refresh()


def everything(desk: Desk) -> object:
    """What people see: projects, sub jobs with their lines and history, batches to the byte."""
    browsing = Browsing(desk)
    rows = [row for project in browsing.projects() for row in browsing.sub_jobs(project.key)]
    batches = Exporting(desk).batches()
    return (
        rows,
        [(browsing.sub_job(row.id), browsing.history(row.id)) for row in rows],
        [Exporting(desk).batch_text(batch.id) for batch in batches],
    )


def test_the_log_alone_says_what_the_company_file_says(
    older: Desk, lines: list[bytes], tmp_path: Path
) -> None:
    assert stored(older) == lines
    first = decode(lines[0])
    database = Database.create(tmp_path / "again.sjdesk", first.company, first.actor)
    with database.write() as connection:
        append(connection, [decode(line) for line in lines])
    with database.read() as connection:
        assert state_digest(connection) == Exchanging(older).digest()
        assert verify_log(connection) == []
    database.close()


def test_shared_from_now_on_its_history_stays_and_a_second_desk_gets_all_of_it(
    older: Desk, lines: list[bytes], tmp_path: Path
) -> None:
    before = everything(older)
    Sharing(older).share(str(tmp_path / "hub"), WORDS_OF_ROOT, "Office PC")
    exchange(older)
    assert stored(older)[: len(lines)] == lines
    assert everything(older) == before
    laptop = second_desk(older, tmp_path / "hub", tmp_path / "laptop.sjdesk")
    assert set(lines) <= set(stored(laptop))
    assert everything(laptop) == before
    assert Exchanging(laptop).digest() == Exchanging(older).digest()
    assert Safekeeping(older).verify() == Safekeeping(laptop).verify() == []
    assert not (tmp_path / "older.sjdesk.damaged").exists()
    laptop.close()
