"""Three desks as three processes: a PM on site, an approver at home, the accountant beside Sage.

Each works apart; afterwards all show the same and add up to the same, whatever carried it.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drivers.desk_process import DeskProcess
from tests.drivers.postgres import Cluster
from tests.drivers.three_desks import Database, Folder, Means, Packets, ThreeDesks


@pytest.fixture(params=["folder", "packets", "database"])
def means(request: pytest.FixtureRequest, tmp_path: Path) -> Means:
    """What carries the entries between the desks."""
    if request.param == "database":
        server: Cluster = request.getfixturevalue("postgres")
        return Database(server.new_database())
    return Folder(tmp_path / "hub") if request.param == "folder" else Packets(tmp_path / "stick")


@pytest.fixture
def desks(means: Means, filled: Path, tmp_path: Path) -> Iterator[ThreeDesks]:
    """The office with Dora and Carl, Ann's laptop, and Bob at home."""
    office = DeskProcess(tmp_path, "office")
    shutil.copy(filled, office.file)
    three = ThreeDesks(
        office, DeskProcess(tmp_path, "laptop"), DeskProcess(tmp_path, "home"), means
    )
    yield three
    three.close()


def test_three_desks_work_apart_and_agree(desks: ThreeDesks, tmp_path: Path) -> None:
    desks.begin()
    laptop, home, office = desks.laptop, desks.home, desks.office

    laptop.send("Ann", "24-117/010", "24-117/020", "24-117/030", "24-117/040", days_off=-400)
    desks.carry(laptop, home)
    home.done("reject", "--as", "Bob", "--reason", "Wrong amount", "24-117/010")
    home.done("accept", "--as", "Bob", "24-117/020", "24-117/030", "24-117/040")
    laptop.send("Ann", "24-117/050", days_off=300)
    laptop.done("retrieve", "--as", "Ann", "24-117/020")
    desks.carry(home, office, laptop, office, home)
    office.done("export", "--as", "Carl", "--out", tmp_path, "--date", "2026-11-22")
    desks.carry(office, laptop, home, office, laptop)

    expected = {
        "24-117/010": "rejected",
        "24-117/020": "retrieved",
        "24-117/030": "exported",
        "24-117/040": "exported",
        "24-117/050": "sent",
    }
    assert office.states() == laptop.states() == home.states() == expected
    assert office.digest() == laptop.digest() == home.digest()
    files = list(tmp_path.glob("SJ_RB_*.jce"))
    assert len(files) == 1
    assert home.json("desks")["posting_desk"] == "office"
    for desk in (office, laptop, home):
        assert desk.done("verify").startswith("Nothing is wrong")
