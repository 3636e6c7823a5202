"""A company file that was copied with everything around it, and used on two PCs."""

import shutil
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.exchanging import Exchanging
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.joining import become_another_desk
from tests.drivers.office import TOWER
from tests.drivers.refusals import refused
from tests.drivers.shared_office import SharedOffice, Trio, key_ring


def branch_of(trio: Trio, entries: int) -> tuple[str, str]:
    """Desk and last entry of the branch that is so long."""
    [fork] = trio.office.sharing.forks()
    [tip] = [one.entry for one in fork.branches if one.entries == entries]
    return fork.actor, tip


def test_both_were_used_for_days_and_nothing_of_either_is_lost(
    trio: Trio, twin: SharedOffice
) -> None:
    laptop, office, all_four = trio.laptop, trio.office, (*trio.all, twin)
    mine = laptop.draft("010")
    theirs = twin.sent("020", "5.00", "-7.50")
    only = twin.draft("021", "0.01", description="Café, north = south")
    for _round in range(2):
        for one in (laptop, twin, trio.home, office):
            one.exchange()
    for one in all_four:
        assert one.sharing.status().quarantined > 0, "everybody is alarmed"
        assert [fork.name for fork in one.sharing.forks()] == ["laptop"]
        assert not any(one.exists(sub) for sub in (mine, theirs, only))
    for one in (laptop, twin):
        with refused(
            "This desk was used at two PCs: a copy of its company file went on elsewhere. What "
            "either of them writes from here on counts nowhere.",
            "Make this one a desk of its own, which is let in anew (command line: join --again). "
            "Which of the two counts up to now is chosen at Office PC.",
        ):
            one.draft("050")
    with office.by("Ann"):
        said = office.admitting.keep_branch(*branch_of(trio, 2)).said
    [sheet] = office.path.parent.glob("*.csv")
    assert f"What 2 sub jobs said only in the other one was saved as {sheet.name}" in said
    trio.settle()
    assert [one.exists(mine) for one in trio.all] == [True] * 3
    assert not office.exists(theirs)
    importing = Importing(office.desk)
    with office.by("Ben"):
        importing.apply(importing.preview("sub-jobs", sheet))
    again = {one: office.browsing.find(f"24-117/{one}") for one in ("020", "021")}
    assert office.sub_job(again["021"]).description == "Café, north = south"
    lines = office.sub_job(again["020"]).lines
    assert sorted((line.cost_code, line.amount) for line in lines) == [
        ("03-310", 500), ("03-311", -750),
    ]  # fmt: skip
    trio.joins_again(twin, "Ann's tablet")
    later = [twin.draft("070")]
    for _round in range(2):
        for one in all_four:
            one.exchange()
    assert all(one.exists(sub) for one in all_four for sub in (mine, *again.values(), *later))
    assert len({Exchanging(one.desk).digest() for one in all_four}) == 1


def test_what_was_edited_only_in_the_other_branch_is_told(trio: Trio, twin: SharedOffice) -> None:
    office = trio.office
    known = office.draft("030", "1.00", who="Ben")
    office.exchange()
    for one in (trio.laptop, twin):
        one.exchange()
    twin.change(known, "2.00")
    same = [trio.laptop.draft("010"), twin.draft("040")]
    with twin.by("Ann"):
        twin.editing.delete([same[1]])
        twin.editing.new_sub_job(TOWER, "041", "Without lines")
    trio.laptop.exchange()
    twin.exchange()
    trio.settle()
    branches = {one.entries: one.entry for fork in office.sharing.forks() for one in fork.branches}
    assert len(branches) == 2
    with office.by("Ann"):
        said = office.admitting.keep_branch(trio.laptop.actor, branches[2]).said
    assert "What 2 sub jobs said" in said
    [sheet] = office.path.parent.glob("*.csv")
    rows = sheet.read_text(encoding="utf-8-sig").splitlines()
    trio.settle()
    assert rows[1:] == [
        "24-117,030,Level 030,03-310,LAB,0.00,,2.00",
        "24-117,041,Without lines,,,,,",
    ]


def test_copied_alone_to_another_pc_it_gives_nothing_out(
    trio: Trio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = trio.laptop
    unsent = laptop.draft("010")
    folder = tmp_path / "new pc"
    folder.mkdir()
    laptop.desk.close()
    shutil.copy(laptop.path, folder / "rb.sjd")
    laptop.reopen()
    laptop.sign_in("Ann")
    monkeypatch.setenv("SUBJOB_DESK_KEYS", str(folder / "keys"))
    before = sorted(trio.hub.rglob("*"))
    with key_ring(folder / "ring"):
        copy = SharedOffice.reopened(folder, trio.hub)
        with pytest.raises(UserError, match="it was copied from another PC"):
            copy.draft("020", who="Ann")
        copy.exchange()
        with pytest.raises(UserError, match="2 entries of this desk have not gone out"):
            become_another_desk(copy.desk, "New laptop")
        copy.close()
    assert sorted(trio.hub.rglob("*")) == before
    monkeypatch.setenv("SUBJOB_DESK_KEYS", str(tmp_path / "keys"))
    own = laptop.draft("030")
    trio.settle()
    assert [one.exists(sub) for one in trio.all for sub in (unsent, own)] == [True] * 6
    assert trio.office.sharing.forks() == []
