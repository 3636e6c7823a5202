"""A console, and companies with people, lists from Sage and sub jobs, each made once and copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.sharing import Sharing
from tests.cli.console import Console
from tests.drivers import desk_process
from tests.drivers.shared_office import WORDS_OF_ROOT, key_ring


@pytest.fixture(autouse=True, scope="session")
def desks_end() -> Iterator[None]:
    """The desks that are processes of their own end with the tests, not before."""
    yield
    desk_process.end_waiting()


@pytest.fixture
def console(tmp_path: Path) -> Console:
    """A console in an empty folder."""
    return Console(tmp_path)


@pytest.fixture
def company(console: Console, founded: Path) -> Console:
    """Riverside Builders: Dora is the administrator, Ann a PM, Carl approves and exports."""
    shutil.copy(founded, console.file)
    return console


@pytest.fixture
def tower(console: Console, filled: Path) -> Console:
    """The company with two drafts, 010 and 020, of project 24-117."""
    shutil.copy(filled, console.file)
    return console


@pytest.fixture
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where keys lie, the passphrase of the root key, and an empty folder as the hub."""
    surround(tmp_path, monkeypatch)


def surround(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """The same anywhere."""
    patch.setenv("SUBJOB_DESK_KEYS", str(folder / "keys"))
    patch.setenv("SUBJOB_DESK_PASSPHRASE", WORDS_OF_ROOT)
    (folder / "hub").mkdir()


@pytest.fixture
def office(
    console: Console, shared_once: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Console]:
    """The company with two drafts, shared over a folder; a key ring keeps the keys."""
    surround(console.folder, monkeypatch)
    with key_ring(console.folder / "ring"):
        move(shared_once, console.folder)
        yield console


@pytest.fixture
def laptop(office: Console, joined_once: Path) -> Console:
    """Ann's laptop, let in; both desks have exchanged everything."""
    move(joined_once, office.folder)
    return Console(office.folder / "laptop")


def move(kept: Path, folder: Path) -> None:
    """The PCs of ``kept`` lie in ``folder`` from here on, and their hub too."""
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    for file in folder.rglob("rb.sjdesk"):
        desk = Desk.open(file)
        Sharing(desk).set_hub(str(folder / "hub"))
        desk.close()


def put_away(folder: Path) -> Path:
    """The folder under another name: a company file whose first place is empty is no copy."""
    return folder.rename(folder.with_name(f"{folder.name} kept"))


@pytest.fixture(scope="session")
def shared_once(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the company after ``share``."""
    office = Console(tmp_path_factory.mktemp("shared"))
    shutil.copy(filled, office.file)
    with pytest.MonkeyPatch.context() as patch, key_ring(office.folder / "ring"):
        surround(office.folder, patch)
        office.done("share", "--hub", office.folder / "hub", "--desk", "Office PC")
    return put_away(office.folder)


@pytest.fixture(scope="session")
def joined_once(shared_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same folder after a laptop was let in."""
    office = Console(tmp_path_factory.mktemp("joined"))
    laptop = Console(office.folder / "laptop")
    laptop.folder.mkdir()
    with pytest.MonkeyPatch.context() as patch, key_ring(office.folder / "ring"):
        surround(office.folder, patch)
        move(shared_once, office.folder)
        hub = office.folder / "hub"
        said = laptop.json("join", "--hub", hub, "--person", "Ann", "--desk", "laptop")
        office.done("sync")
        office.done("enrol", "laptop", "--words", "-".join(said["words"]))
        for desk in (office, laptop, office):
            desk.done("sync")
    return put_away(office.folder)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the company, made by commands."""
    console = Console(tmp_path_factory.mktemp("founded"))
    console.done("new", "--company", "Riverside Builders", "--code", "rb", "--admin", "Dora")
    console.done("person", "Ann", "--roles", "pm")
    console.done("person", "Carl", "--roles", "approver,exporter")
    jobs = console.sheet(
        "jobs.csv",
        ("Job", "Description", "Status"),
        ("24-117", "Harbor Tower", "Open"),
        ("24-118", "Old Library", "Closed"),
    )
    codes = console.sheet(
        "cost codes.csv",
        ("Cost Code", "Description", "Group"),
        ("03-000", "Concrete", "yes"),
        ("03-310", "Slab on grade", ""),
        ("09-900", "Painting", ""),
    )
    categories = console.sheet(
        "categories.csv", ("Category", "Description"), ("LAB", "Labor"), ("MAT", "Material")
    )
    console.done("import", "jobs", jobs)
    console.done("import", "cost-codes", codes)
    console.done("import", "categories", categories)
    return console.file


@pytest.fixture(scope="session")
def filled(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the company with two drafts."""
    console = Console(tmp_path_factory.mktemp("filled"))
    shutil.copy(founded, console.file)
    console.import_sub_jobs(
        ("24-117", "010", "Level 10", "03-310", "LAB", "40", "hour", "2600"),
        ("24-117", "010", "Level 10", "03-310", "MAT", "", "", "1,850.50"),
        ("24-117", "020", "Level 20", "09-900", "LAB", "", "", "(100.00)"),
    )
    return console.file
