"""A file went out, and its batch does not count any more: people hear of it, and it stays put."""

from pathlib import Path

import pytest
from sqlalchemy import event

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.ids import new_id
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.operations import COMPANY
from subjob_desk.store import desk_queries
from subjob_desk.usecases import uncounted_files
from tests.drivers.backups import accepted, export
from tests.drivers.hostile_desk import HostileDesk
from tests.drivers.office import DATE
from tests.drivers.recovery import Recovery
from tests.drivers.shared_office import SharedOffice, Trio, disk_copied

STAYS = (
    "It may be in Sage already: Batch 1 was written at home on 22 Nov 2026, and does not count any "
    "more: home was revoked: its entries beyond 1 have no effect."
)


def stays(one: SharedOffice) -> list[str]:
    """What an export says of all that waits, also with a reason to export despite what waits."""
    with one.by("Dora"):
        plan = one.exporting.plan(DATE, one.out, None, despite="Nobody answers.")
    assert plan.files == ()
    return [f"{why} {remedy}" for _name, why, remedy in plan.stay]


def test_of_a_desk_that_was_shut_out(trio: Trio) -> None:
    office, home = trio.office, trio.post_at_home()
    sub = accepted(trio, "010")
    with office.by("Ann"):
        office.admitting.revoke(home.actor, None, "The PC was stolen.")
        office.posting.take(checked_in_sage=True, reason="The PC was stolen.")
    export(home, sub)  # it has not heard of that
    home.exchange()
    trio.settle()
    for one in (office, trio.laptop):
        assert {who: one.kinds(who) for who in ("Ann", "Dora", "Ben")} == {
            "Ann": ["uncounted"],
            "Dora": ["uncounted"],
            "Ben": [],
        }
    assert office.sharing.status().tasks == 1
    assert trio.laptop.state(sub) is State.ACCEPTED
    [row] = office.settling.of(sub)
    assert row.sentence == (
        "Batch 1 was written at home on 22 Nov 2026 for 24-117/010, and does not count any more: "
        "home was revoked: its entries beyond 1 have no effect. Look in Sage whether it was "
        "imported. If so, take it back there first, or let home count up to its entry 4 at Office "
        "PC (Desk > Desks; command line: revoke --readmit). What it holds is not exported again "
        "before somebody has seen to that."
    )
    assert (row.name, row.is_task, [act.label for act in row.acts]) == (
        "24-117/010",
        True,
        ["Seen: it is not in Sage"],
    )
    [told] = stays(office)
    assert STAYS in told
    assert "Look in Sage whether that file was imported, and say so under" in told
    with office.by("Ben"), pytest.raises(UserError, match="Ben neither exports nor"):
        office.settling.settle(row.id, row.acts[0].id)
    with office.by("Dora"):
        assert office.settling.settle(row.id, row.acts[0].id).said == "Batch 1: it is not in Sage."
        with pytest.raises(UserError, match="settled already"):
            office.settling.settle(row.id, row.acts[0].id)
    trio.settle()
    assert [one.kinds("Ann") for one in (office, trio.laptop)] == [[], []]
    assert office.settling.of(sub) == []
    assert [one.number for one in office.export(sub)] == [1000]


def test_of_a_desk_whose_disk_was_copied(
    trio: Trio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, laptop = trio.office, trio.laptop
    with office.by("Ann"):
        office.administering.set_person("Ann", ["admin", "pm", "exporter"])
        office.posting.release()
        office.posting.take(actor=laptop.actor)
    sub = accepted(trio, "010")
    with disk_copied(trio, tmp_path, monkeypatch) as twin:
        twin.export(sub, who="Ann")
        laptop.export(sub, who="Ann")
        laptop.draft("011")
        laptop.exchange()
        trio.settle()
        assert office.state(sub) is State.EXPORTED
        twin.exchange()
        trio.settle()
        for one in (*trio.all, twin):
            assert one.state(sub) is State.ACCEPTED
            assert one.kinds("Dora") == ["uncounted", "uncounted"]
        with office.by("Ann"):
            [fork] = office.sharing.forks()
            kept = max(fork.branches, key=lambda one: one.entries)
            office.admitting.keep_branch(laptop.actor, kept.entry)
    assert office.state(sub) is State.EXPORTED
    with office.by("Dora"):
        [row] = office.settling.conflicts()  # the file of the other PC is still one too many
        assert "and does not count any more: The chain of laptop forks before" in row.sentence
        assert "or let that branch of laptop count at Office PC (Desk > Desks; com" in row.sentence
        office.settling.settle(row.id, row.acts[0].id)
    trio.settle()
    assert [one.kinds("Dora") for one in trio.all] == [[], [], []]


def test_of_a_past_that_is_lost_with_the_registrars_pc(trio: Trio, tmp_path: Path) -> None:
    sub = accepted(trio, "010")
    packet = tmp_path / "monday.sjpkg"
    trio.home.packets.write(packet)
    export(trio.office, sub)
    alone = trio.office.exported("050")
    trio.settle()
    assert trio.laptop.state(sub) is State.EXPORTED
    recovery = Recovery(trio)
    trio.office.close()
    trio.office = recovery.at("new", packet)
    assert (
        "Nothing is exported here before. Files that only other desks know of are named there, "
        "under Conflicts and tasks: ask for them."
    ) in recovery.last.said
    trio.office.sharing.set_hub(str(trio.hub))
    trio.settle()
    assert [one.state(sub) for one in trio.all] == [State.ACCEPTED] * 3
    laptop = trio.laptop
    assert laptop.kinds("Ann") == ["lost-past", "uncounted", "uncounted"]
    assert laptop.kinds("Ben") == []
    assert laptop.sharing.status().tasks == 3
    past, first, other = laptop.settling.conflicts()
    assert past.sentence.endswith(" 2 files for Sage were written then: tell who exports.")
    assert "Batch 1 was written at Office PC on 22 Nov 2026 for 24-117/010" in first.sentence
    assert first.sentence.endswith("Office PC may know nothing of it: tell it there.")
    assert (other.sub, other.name) == ("", "Batch 2")
    assert f"for {alone}, and does not count any more: It was signed" in other.sentence
    said = laptop.settling.settle(other.id, other.acts[0].id).said
    assert said == "Batch 2: it is not in Sage."
    assert laptop.kinds("Ann") == ["lost-past", "uncounted"]


def test_what_was_seen_before_is_asked_again(trio: Trio) -> None:
    """A seen dispute says nothing of Sage, and "not in Sage" only of what did not count then."""
    office, home = trio.office, trio.home
    sub = trio.post_at_home_and_taken_back()
    with home.desk.reading() as connection:
        cut = desk_queries.reached(connection, home.actor)
    export(home, sub)
    trio.settle()
    row = office.conflict("disputed")
    with office.by("Ann"):
        office.settling.settle(row.id, row.acts[0].id)
    for _time in ("first", "and after it has counted again"):
        with office.by("Ann"):
            office.admitting.revoke(home.actor, cut, "The PC was stolen after all.")
        assert office.kinds("Dora") == ["uncounted"]
        [told] = stays(office)
        assert "It may be in Sage already: Batch 1 was written at home on" in told
        with office.by("Dora"):
            row = office.conflict("uncounted")
            office.settling.settle(row.id, row.acts[0].id)
        assert office.kinds("Dora") == []
        assert office.would_export() == ([1000], [])
        with office.by("Ann"):
            office.admitting.readmit(home.actor, None)
        assert office.state(sub) is State.EXPORTED


def test_nobody_is_held_up_by_what_a_viewer_claims(trio: Trio) -> None:
    """Carl's PC writes in the names of Dora and Ann: no file of its own, no lost decision."""
    office, home = trio.office, trio.home
    with office.by("Ann"):
        office.administering.set_person("Carl", ["viewer"], [])
    sub = accepted(trio, "010")
    bad = HostileDesk(trio, home, "Carl")
    dora, ann = (office.desk.person_named(one).id for one in ("Dora", "Ann"))
    batch, carl = "a" * 16, office.desk.person_named("Carl").id
    exported = {"batch": batch, "lines": [], "extra_code": "010"}
    closed = {"lines": 1, "amount": "1.00", "sha256": "0" * 64, "folder": "x"}
    made_admin = {"person": carl, "name": "Carl", "roles": ["admin"], "jobs": []}
    lines = [bad.entry("exported", sub, exported, par=bad.heads(sub), who=dora)]
    lines += [bad.entry("batch_closed", batch, closed, who=dora)]
    lines += [bad.entry("batch_closed", new_id(), closed, who=dora) for _n in range(40)]
    lines += [bad.entry("person_set", COMPANY, made_admin, par=bad.heads(sub), who=ann)]
    bad.give(*lines)
    office.exchange()
    assert len(office.settling.entries(["refused"])) == 42
    assert len(office.settling.entries(["broken"])) == 1
    assert [office.kinds(who) for who in ("Ann", "Dora")] == [[], []]
    assert office.would_export("Nobody answers.") == ([1], [])
    with office.desk.reading() as connection:
        ran: list[str] = []
        event.listen(connection, "before_cursor_execute", lambda *said: ran.append(said[2]))
        dora_now = office.desk.person_named("Dora")
        assert uncounted_files.count(connection, office.desk.company, dora_now) == 0
        assert len(ran) <= 2
        ran.clear()
        office.desk.refresh()
        assert uncounted_files.count(connection, office.desk.company, dora_now) == 0
        assert len(ran) <= 6  # none for each of them


def test_of_a_desk_that_posted_only_in_a_past_that_is_lost(trio: Trio, tmp_path: Path) -> None:
    """Carl got the posting and the right to export after what the registrar's desk goes on from."""
    sub = accepted(trio, "010")
    packet = tmp_path / "monday.sjpkg"
    trio.home.packets.write(packet)
    export(trio.post_at_home(), sub)
    recovery = Recovery(trio)
    trio.office.close()
    trio.office = recovery.at("new", packet)
    trio.office.sharing.set_hub(str(trio.hub))
    trio.office.draft("020")
    trio.office.draft("021")
    trio.office.draft("022")
    trio.settle()  # what Carl's PC knew of the registrar's desk is reached again, by another past
    trio.settle()
    for one in (trio.laptop, trio.home):  # who had heard of what was given to Carl
        assert one.state(sub) is State.ACCEPTED
        with one.by("Dora"):
            [row] = one.settling.of(sub)
        assert "Batch 1 was written at home on 22 Nov 2026 for 24-117/010" in row.sentence
