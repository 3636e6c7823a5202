"""Two sub jobs that took one code at two desks: named, told apart, and given another code."""

from pathlib import Path

import pytest

from tests.cli.console import HEADINGS, Console
from tests.cli.test_settling import sync


@pytest.fixture
def both(office: Console, laptop: Console) -> tuple[Console, Console]:
    """Both desks made a sub job 030 of their own, and know it by now."""
    for desk, description in ((office, "Ramp"), (laptop, "Lift")):
        row = ("24-117", "030", description, "03-310", "LAB", "1", "", "100")
        sheet = desk.sheet("new.csv", HEADINGS, row)
        desk.done("import", "sub-jobs", sheet, "--as", "Ann")
    laptop.on("sync")
    office.on("sync")
    laptop.on("sync")
    return office, laptop


def names(desk: Console) -> dict[str, str]:
    """What ``list`` prints for each description."""
    told = desk.done("list").out.splitlines()
    return {
        description: line.split()[0]
        for line in told
        for description in ("Lift", "Ramp")
        if f"  {description}  " in line
    }


def test_it_is_listed_as_a_conflict_at_both_desks(both: tuple[Console, Console]) -> None:
    for desk in both:
        [row] = desk.json("conflicts", "--as", "Ann")
        assert (row["kind"], row["task"], row["acts"]) == ("clash", False, [])
        assert row["sub_job"] == "24-117/030~1"
        told = desk.done("conflicts", "--as", "Ann").out
        assert "have the same code, taken at different desks. Neither is sent, accepted" in told
        assert f"    subjob-desk edit {desk.file} 24-117/030~1 --code CODE\n" in told
        assert told.endswith("1 conflict, 0 tasks.\n")
        said = desk.on("sync")
        assert "1 conflict waits. See: subjob-desk conflicts " in said.out
        assert desk.json("sync")["conflicts"] == 1


def test_each_has_the_same_name_at_both_desks(both: tuple[Console, Console]) -> None:
    office, laptop = both
    assert sorted(names(office).values()) == ["24-117/030~1", "24-117/030~2"]
    assert names(office) == names(laptop)
    checked = {row["sub_job"]: row["problems"] for row in office.json("check", status=1)}
    [problem] = checked["24-117/030~1"]
    assert problem["message"].startswith("Code 030 is taken by 24-117/030 ('")
    assert office.done("show", names(office)["Lift"]).out.startswith(f"{names(office)['Lift']}  L")


def test_a_name_that_fits_both_is_refused(both: tuple[Console, Console]) -> None:
    office, _laptop = both
    lift, ramp = names(office)["Lift"], names(office)["Ramp"]
    first, second = sorted([f"{lift} ('Lift')", f"{ramp} ('Ramp')"])
    said = office.on("send", "--as", "Ann", "24-117/030")
    assert (said.status, said.out) == (2, "")
    assert said.err == (
        f"2 sub jobs have the code 24-117/030, taken at different desks: {first}, {second}. "
        "Say which one is meant, for instance 24-117/030~1; or give one of them another code "
        "first.\n"
    )
    for wrong in ("24-117/030~3", "24-117/030~0"):
        assert f"There is no sub job {wrong}." in office.on("show", wrong).err


def test_one_gets_another_code_and_all_goes_on(both: tuple[Console, Console]) -> None:
    office, laptop = both
    said = laptop.json("edit", names(laptop)["Lift"], "--code", "031", "--as", "Ann")
    assert (said["sub_job"], said["description"]) == ("24-117/031", "Lift")
    assert laptop.json("conflicts", "--as", "Ann") == []
    sync(laptop, office)
    assert office.json("conflicts") == []
    told = office.done("list").out
    assert "24-117/030  " in told
    assert "~" not in told
    office.done("send", "--as", "Ann", "24-117/030", "24-117/031")
    gone = office.on("show", "24-117/030~2")
    assert (gone.status, gone.err.partition(".")[0]) == (2, "There is no sub job 24-117/030~2")


def test_edit_changes_code_and_description(tower: Console) -> None:
    said = tower.done("edit", "24-117/010", "--description", 'Level "ten"', "--as", "Ann").out
    assert said.splitlines()[0] == "24-117/010 is now 'Level 'ten''."
    assert len(said.splitlines()) == 2, "what was folded is said"
    assert tower.json("show", "24-117/010")["description"] == "Level 'ten'"


def test_edit_says_what_it_could_not_do(tower: Console) -> None:
    words = ("--code", "020", "--description", "Roof", "--as", "Ann")
    said = tower.on("edit", "24-117/010", *words)
    assert (said.status, said.out) == (1, "24-117/010 is now 'Roof'.\n")
    assert said.err.startswith("Code 020 is taken by 24-117/020 (")
    [refused] = tower.json("edit", "24-117/010", *words, status=1)["refused"]
    assert refused["remedy"] == "Take another code."
    assert tower.on("edit", "24-117/010", *words[:2], "--as", "Ann").status == 2
    nothing = tower.on("edit", "24-117/010")
    assert nothing.err.startswith("It is not said what changes: give --code or --description.")
    tower.done("send", "--as", "Ann", "24-117/010")
    locked = tower.on("edit", "24-117/010", "--code", "011", "--as", "Ann")
    assert (locked.status, "locked while it waits" in locked.err) == (2, True)


def test_one_extra_code_for_two_is_one_conflict(
    both: tuple[Console, Console], tmp_path: Path
) -> None:
    office, laptop = both
    laptop.done("edit", names(laptop)["Lift"], "--code", "031", "--as", "Ann")
    laptop.done("send", "24-117/030", "24-117/031", "--as", "Ann")
    sync(laptop, office)
    home = Console(tmp_path / "home")
    home.folder.mkdir()
    words = home.json("join", "--hub", tmp_path / "hub", "--person", "Carl", "--desk", "home")
    office.on("sync")
    office.done("enrol", "home", "--words", "-".join(words["words"]))
    sync(office, home)
    home.done("accept", "24-117/030", "--extra-code", "99", "--as", "Carl")
    office.done("accept", "24-117/031", "--extra-code", "99", "--as", "Carl")
    sync(home)
    assert "1 conflict waits. See: " in office.on("sync").out
    [row] = office.json("conflicts", "--as", "Carl")
    assert "would both be Extra 99. None of them is exported" in row["message"]


def test_a_sheet_touches_neither(both: tuple[Console, Console]) -> None:
    office, _laptop = both
    row = ("24-117", "030", "Ramp", "03-310", "LAB", "1", "", "900")
    sheet = office.sheet("again.csv", HEADINGS, row)
    said = office.on("import", "sub-jobs", sheet, "--as", "Ann")
    assert said.status == 1
    assert "Code 030 is taken by 24-117/030 ('" in said.err
    assert [row["amount"] for row in office.json("list") if row["code"] == "030"] == ["100.00"] * 2
