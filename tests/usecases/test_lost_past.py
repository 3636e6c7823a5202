"""What only the lost PC of the registrar, or only the others, had known: told, and saved."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.operations import COMPANY
from subjob_desk.store import disowned
from subjob_desk.store.entries import heads_of
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.joining import become_another_desk
from tests.drivers.hostile_desk import HostileDesk
from tests.drivers.recovery import Recovery
from tests.drivers.shared_office import Trio


@pytest.fixture
def recovery(trio: Trio) -> Iterator[Recovery]:
    made = Recovery(trio)
    yield made
    made.close()


def test_a_decision_that_one_desk_had_heard_of(
    trio: Trio, recovery: Recovery, tmp_path: Path
) -> None:
    """The hub was set back: who was shut out works with all again, and nobody would know."""
    home, laptop, before = trio.home, trio.laptop.actor, tmp_path / "before"
    shutil.copytree(trio.hub, before)
    with trio.office.by("Ann"):
        trio.office.admitting.revoke(laptop, None, "stolen")
    trio.office.exchange()
    home.exchange()
    shutil.rmtree(trio.hub)
    shutil.copytree(before, trio.hub)
    recovery.takes_over()
    trio.settle()
    assert home.desk.company.desks.enrolled[laptop].cut is None
    assert (home.sharing.status().tasks, trio.laptop.sharing.status().tasks) == (1, 0)
    [row] = home.settling.conflicts()  # Carl, for no administrator works there
    assert (row.name, [act.label for act in row.acts]) == ("", ["Seen"])
    assert row.sentence == (
        "Office PC goes on from an older past: what was known beyond that counts no more. These "
        "decisions were lost: Ann shut out laptop (22 Nov 2026). Do again at Office PC what was "
        "right."
    )
    said = home.settling.settle(row.id, row.acts[0].id).said
    assert said == "What was lost is listed no more; the entries stay in the log."
    assert home.settling.conflicts() == []
    assert home.sharing.status().tasks == 0


def test_what_the_old_pc_had_not_given_out(trio: Trio, recovery: Recovery) -> None:
    old, new = trio.office, recovery.at("new")
    new.exchange()
    sub = old.draft("066", "123.45", "67.80")
    with old.desk.reading() as connection:
        lost = list(heads_of(connection, [sub])[sub])
    bad = HostileDesk(trio, trio.home, "Carl")  # its nonsense was never lost: it never counted
    ann = old.desk.person_named("Ann").id
    created = {"job": "24-117", "code": "998", "description": "Fence", "lines": []}
    made_viewer = {"person": ann, "name": "Ann", "roles": ["viewer"], "jobs": []}
    bad.give(
        bad.entry("person_set", COMPANY, made_viewer, who=ann),
        bad.entry("created", "v" * 16, created, who=ann, adm=0),
        bad.entry("person_set", COMPANY, made_viewer, who=ann, par=lost),
    )
    old.exchange()
    row = old.conflict("lost-past")
    assert "1 sub job says something else there or cannot be found any more: save" in row.sentence
    assert "decisions" not in row.sentence
    with old.desk.reading() as connection:
        assert len(disowned.lost(connection)) == 3  # of the sub job, and what was built upon it
    assert row.acts[0].label == "Save the sub jobs as a sheet"
    said = old.settling.settle(row.id, row.acts[0].id).said
    [sheet] = old.path.parent.glob("*.csv")
    assert said == (
        f"What 1 sub job said only in entries that do not count was saved as {sheet.name}, beside "
        "the company file: look through it and import it as sub jobs."
    )
    with new.by("Ben"):
        importing = Importing(new.desk)
        importing.apply(importing.preview("sub-jobs", sheet))
    lines = new.sub_job(new.browsing.find("24-117/066")).lines
    assert sorted((line.cost_code, line.amount) for line in lines) == [
        ("03-310", 12345),
        ("03-311", 6780),
    ]
    become_another_desk(old.desk, "old")
    old.use(Desk.open(old.path, clock=old.clock))
    assert old.kinds("Ann") == ["lost-past"]
    trio.office = new
    old.close()


def test_the_branch_that_was_not_chosen(trio: Trio, recovery: Recovery) -> None:
    other = HostileDesk(trio, trio.office, "Ann")
    trio.office.exported("010", "12.50")
    trio.office.exchange()
    created = {"job": "24-117", "code": "998", "description": "Fence", "lines": []}
    other.give(other.entry("created", "v" * 16, created))
    trio.settle()
    assert (
        "take it back there first, or recover Office PC with that branch (command line: recover "
        "--branch)."
    ) in trio.laptop.conflict("uncounted").sentence
    [fork] = trio.home.sharing.forks()
    chosen = min(fork.branches, key=lambda one: one.entries)
    trio.office.close()
    trio.office = recovery.at("new", branch=chosen.entry)
    [sheet] = trio.office.path.parent.glob("*.csv")
    said = f"What 1 sub job said only in the other branch was saved as {sheet.name}, beside"
    assert said in recovery.last.said
    [line] = sheet.read_text(encoding="utf-8-sig").splitlines()[1:]
    assert line == "24-117,010,Level 010,03-310,LAB,0.00,,12.50"
    assert trio.office.browsing.find("24-117/998") == "v" * 16
    trio.settle()
    assert [one.sharing.forks() for one in trio.all] == [[], [], []]
    told = trio.laptop.conflict("lost-past").sentence
    assert told.endswith(" 1 file for Sage was written then: tell who exports.")
    with trio.laptop.by("Ben"), pytest.raises(UserError, match="Ben is not an administrator"):
        trio.laptop.settling.settle("lost-past", "seen")
