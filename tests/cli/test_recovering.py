"""The office PC is lost: its desk is recovered by a command, as three processes over one folder."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.drivers.desk_process import DeskProcess
from tests.drivers.recovery import sheet_in
from tests.drivers.three_desks import Folder, ThreeDesks


@pytest.fixture
def desks(filled: Path, tmp_path: Path) -> Iterator[ThreeDesks]:
    """The office with Dora and Carl, Ann's laptop, and Bob at home, over one folder."""
    office = DeskProcess(tmp_path, "office")
    shutil.copy(filled, office.file)
    laptop, home = DeskProcess(tmp_path, "laptop"), DeskProcess(tmp_path, "home")
    three = ThreeDesks(office, laptop, home, Folder(tmp_path / "hub"))
    three.begin()
    yield three
    three.close()


@pytest.fixture
def new(tmp_path: Path) -> Iterator[DeskProcess]:
    """A PC bought yesterday; it keeps keys under a password."""
    desk = DeskProcess(tmp_path, "new", "a password of tests")
    yield desk
    desk.close()


def recover(new: DeskProcess, desks: ThreeDesks) -> Any:
    """The document of the command, with the sheet typed back."""
    sheet = new.folder / "sheet.txt"
    sheet.write_text(sheet_in(desks.office.file).lower(), encoding="utf-8", newline="\n")
    named = ("recover", "--hub", new.folder.parent / "hub", "--sheet", sheet)
    assert "no branch that ends in 0000" in new.on(*named, "--branch", "0000").err
    return json.loads(new.done(*named, "--json"))


def assert_refused(new: DeskProcess, desks: ThreeDesks) -> None:
    """Nothing is made without the sheet, the hub or an unused name."""
    hub = new.folder.parent / "hub"
    sheet = new.folder / "sheet.txt"
    for text, said in (
        (None, "cannot be read from"),
        ("1: ABCDE", "Line 1 has 5 letters and digits; it should have 22."),
    ):
        if text:
            sheet.write_text(text, encoding="utf-8", newline="\n")
        found = new.on("recover", "--hub", hub, "--sheet", sheet)
        assert (found.status, said in found.err) == (2, True), found
    taken = new.run("recover", desks.office.file, "--hub", hub, "--sheet", sheet)
    assert "There is a file rb.sjdesk already" in taken.err
    assert new.on("recover", "--hub", hub).status == 2
    assert not new.file.exists()


def test_the_desk_of_a_lost_pc_is_recovered(
    desks: ThreeDesks, new: DeskProcess, tmp_path: Path
) -> None:
    office, laptop, home = desks.office, desks.laptop, desks.home
    laptop.done("send", "--as", "Ann", "24-117/010", "24-117/020")
    desks.carry(laptop, home)
    home.done("accept", "--as", "Bob", "24-117/010")
    desks.carry(home)

    assert_refused(new, desks)
    made = recover(new, desks)
    assert (made["desk"], made["edition"]) == ("office", 2)
    assert "look in Sage which batches were imported" in made["said"]
    new.done("person", "Emil", "--roles", "pm", "--as", "Dora")
    out = ("export", "--as", "Carl", "--out", tmp_path, "--date", "2026-11-22")
    said = new.on(*out)
    assert said.status == 2
    assert "lost PC may have written batches that nobody here has seen" in said.err
    reason = ("--reason", "The office PC was stolen.")
    new.done("posting-desk", "take", "--checked-in-sage", *reason, "--as", "Dora")
    new.done(*out)
    desks.carry(new, laptop, home, new)
    assert [file.name for file in tmp_path.glob("SJ_RB_*.jce")] == ["SJ_RB_001000_ORIGINAL.jce"]
    assert new.states() == laptop.states() == home.states()
    assert new.digest() == laptop.digest() == home.digest()

    office.done("person", "Thief", "--roles", "admin,approver", "--as", "Dora")
    said = office.on("sync")
    assert said.status == 1
    assert "office was recovered on another PC and goes on there" in said.err
    assert office.on("send", "--as", "Ann", "24-117/030").status == 2
    assert office.digest() == home.digest()

    words = office.json("join", "--again", "--desk", "old office", "--person", "Dora")["words"]
    desks.carry(new)
    office.on("sync")
    desks.carry(new)
    [asking] = new.json("desks")["requests"]
    new.done("enrol", asking["actor"], "--words", "-".join(words), "--as", "Dora")
    desks.carry(new, office)
    office.done("send", "--as", "Dora", "24-117/030")
    desks.carry(office, new, laptop, home, office)
    assert home.states()["24-117/030"] == "sent"
    assert office.digest() == new.digest() == laptop.digest() == home.digest()
    assert office.json("desks")["problem"] == ""
    for desk in (office, new, laptop, home):
        assert desk.done("verify").startswith("Nothing is wrong")
