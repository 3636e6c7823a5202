"""What only several desks can do to each other: forks, late batches, lost roles, clashing codes."""

from pathlib import Path

import pytest
from sqlalchemy import update

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from subjob_desk.store import projections
from subjob_desk.usecases.safekeeping import Safekeeping
from tests.drivers.hostile_desk import HostileDesk
from tests.drivers.office import DATE
from tests.drivers.shared_office import SharedOffice, Trio


def test_a_chain_that_forks_counts_once_the_registrar_has_chosen(
    trio: Trio, twin: SharedOffice
) -> None:
    mine, theirs = trio.laptop.draft("010"), twin.draft("020")
    trio.laptop.exchange()
    twin.exchange()
    trio.settle()
    office = trio.office
    assert not office.exists(mine)
    assert not office.exists(theirs)
    assert office.sharing.status().quarantined > 0
    [fork] = office.sharing.forks()
    assert (fork.name, len(fork.branches)) == ("laptop", 2)
    assert {row.status for row in office.settling.entries(["quarantined"])} == {"quarantined"}
    [finding] = trio.laptop.findings()
    assert "forked" in finding
    assert [row.state for row in office.sharing.desks()] == ["active", "active", "forked"]
    kept = max(fork.branches, key=lambda one: one.entries)
    with office.by("Ann"):
        office.admitting.keep_branch(fork.actor, kept.entry)
    trio.settle()
    assert [one.exists(mine) + one.exists(theirs) for one in trio.all] == [1, 1, 1]
    assert len(trio.digests()) == 1
    assert [row.state for row in office.sharing.desks()] == ["active", "active", "ended"]
    assert [row.is_settled for row in office.sharing.forks()] == [True]
    twin.exchange()
    assert [one.findings() for one in (*trio.all, twin)] == [[], [], [], []]
    [told] = Safekeeping(trio.laptop.desk).remarks()
    assert told.startswith("The entries of laptop fork after entry ")
    assert told.endswith(": the registrar has chosen which branch counts.")


def test_who_was_shut_out_cannot_take_away_what_he_had_done_by_another_past(trio: Trio) -> None:
    thief = HostileDesk(trio, trio.laptop, "Ann")  # his copy of the disk is older
    sub = trio.laptop.sent("010")
    trio.settle()
    trio.office.accept(sub, who="Dora")
    with trio.office.by("Ann"):
        trio.office.admitting.revoke(trio.laptop.actor, None, "The laptop was stolen.")
    trio.settle()
    theft = {"job": "24-117", "code": "998", "description": "x", "lines": []}
    thief.give(thief.entry("created", "v" * 16, theft))
    trio.settle()
    assert [one.state(sub) for one in trio.all] == [State.ACCEPTED] * 3
    assert not trio.office.exists("v" * 16)
    assert len(trio.digests()) == 1
    [fork] = trio.office.sharing.forks()
    [kept] = [one for one in fork.branches if one.is_kept]
    with trio.office.by("Ann"):
        trio.office.admitting.keep_branch(fork.actor, kept.entry)
    trio.settle()
    assert trio.laptop.state(sub) is State.ACCEPTED


def test_a_batch_of_a_desk_that_lost_the_posting_is_disputed(trio: Trio) -> None:
    office, home = trio.office, trio.home
    sub = trio.post_at_home_and_taken_back()
    home.export(sub, who="Carl")
    trio.settle()
    assert [one.state(sub) for one in trio.all] == [State.EXPORTED] * 3
    assert office.kinds("Ann") == ["disputed"]
    assert len(trio.digests()) == 1
    assert office.export(office.accepted("020"))[0].number == 1000


def test_what_was_sent_twice_is_told_to_both(trio: Trio) -> None:
    office, laptop = trio.office, trio.laptop
    sub = laptop.draft("010", "100")
    trio.settle()
    for one, who in ((laptop, "Ann"), (office, "Ben")):
        with one.by(who):
            assert one.deciding.send([sub]).stayed == ()
    trio.settle()
    row = laptop.conflict("sent-twice")
    assert [act.label for act in row.acts] == ["Seen"]
    assert {row.mine_label, row.theirs_label} == {"Yours", "Ben"}
    assert row.sentence.endswith(
        " sent it at the same time, so it waits more than once. At most one of these rounds is "
        "exported."
    )


def test_one_person_at_two_desks_reads_which_value_is_of_which(trio: Trio) -> None:
    sub = trio.laptop.draft("010")
    trio.settle()
    for one, text in ((trio.laptop, "North wing"), (trio.office, "South wing")):
        with one.by("Ann"):
            one.editing.change_description(sub, text)
    trio.settle()
    seen = {}
    for one in (trio.laptop, trio.office):
        with one.by("Ann"):
            row = one.conflict("values")
            seen[one.folder.name] = (row.mine_label, row.mine, row.theirs_label, row.theirs)
    assert seen == {
        "laptop": ("Yours, at laptop", "North wing", "Ann, at Office PC", "South wing"),
        "office": ("Yours, at Office PC", "South wing", "Ann, at laptop", "North wing"),
    }


def test_a_deletion_that_gave_way_is_told(trio: Trio) -> None:
    office, laptop = trio.office, trio.laptop
    sub = laptop.draft("010", "100")
    trio.settle()
    with office.by("Ben"):
        office.editing.change_description(sub, "Slab on grade")
    with laptop.by("Ann"):
        laptop.editing.delete([sub])
    trio.settle()
    assert [one.exists(sub) for one in trio.all] == [True] * 3
    assert laptop.conflict("kept").sentence == (
        "Ann deleted it while Ben worked on it at another desk. It stays, with everything Ben "
        "did; delete it again if it is to go."
    )
    told = {row.text: row.without_effect for row in laptop.browsing.history(sub)}
    assert told["deleted it"] == "Ben worked on it at the same time, and that counts."


def test_a_role_that_was_taken_away_ends_with_what_had_arrived(trio: Trio) -> None:
    office, home = trio.office, trio.home
    before, later = trio.laptop.sent("010"), trio.laptop.sent("020")
    trio.settle()
    home.accept(before, who="Carl")
    home.exchange()
    office.exchange()
    with office.by("Ann"):
        office.administering.set_person("Carl", ["viewer"])
    home.accept(later, who="Carl")
    trio.settle()
    assert [one.state(before) for one in trio.all] == [State.ACCEPTED] * 3
    assert [one.state(later) for one in trio.all] == [State.SENT] * 3
    assert [row.status for row in office.settling.entries(["refused"])] == ["refused"]


def test_one_extra_code_taken_twice_is_listed_and_not_exported(trio: Trio) -> None:
    office, home = trio.office, trio.home
    first, second = trio.laptop.sent("010"), trio.laptop.sent("020")
    trio.settle()
    home.accept(first, who="Carl", extra_code="077")
    office.accept(second, who="Dora", extra_code="077")
    trio.settle()
    assert office.kinds("Dora") == ["clash"]
    with office.by("Dora"):
        assert office.exporting.plan(DATE, office.out).files == ()
        office.deciding.withdraw([second], "")
    assert office.kinds("Dora") == []


def test_nothing_is_exported_while_something_about_it_is_missing(trio: Trio) -> None:
    office, home = trio.office, trio.home
    sub = office.accepted("010")
    trio.settle()
    with home.by("Carl"):
        home.deciding.withdraw([sub], "")
    home.exchange()
    [*_, withdrawal] = sorted((trio.hub / "log" / home.actor).rglob("*.sjl"), key=_first)
    away = trio.folder / "late.sjl"
    withdrawal.rename(away)
    home.accept(sub, who="Carl")
    home.exchange()
    for again in (trio.hub / "log" / home.actor).rglob(withdrawal.name):
        again.unlink()
    office.exchange()
    [row] = office.settling.entries(["held"])
    assert row.reason == "It waits for 1 entry from home."
    with office.by("Dora"):
        [(_name, why, _remedy)] = office.exporting.plan(DATE, office.out, [sub]).stay
    assert why == "1 entry of home about it waits for others that have not arrived yet."
    away.rename(withdrawal)
    office.exchange()
    assert office.settling.entries(["held"]) == []
    office.export(sub)


def test_a_desk_that_adds_up_differently_says_so_until_it_is_mended(trio: Trio) -> None:
    home = trio.home
    with home.desk.database.write() as connection:
        connection.execute(update(projections.state_sum).values(total="f" * 64))
    trio.office.draft("010")
    trio.office.clock.pass_by(hours=25)
    trio.office.exchange()
    home.exchange()
    status = home.sharing.status()
    assert "a fault of the program" in status.problem
    assert trio.laptop.exchange().taken > 0
    assert trio.laptop.sharing.status().problem == ""
    Safekeeping(home.desk).rebuild()
    home.exchange()
    assert home.sharing.status().problem == ""


def test_an_edit_of_what_was_accepted_meanwhile_is_kept_apart_and_can_be_discarded(
    trio: Trio,
) -> None:
    office, laptop = trio.office, trio.laptop
    sub = laptop.draft("010", "100")
    trio.settle()
    with laptop.by("Ann"):
        laptop.editing.change_description(sub, "Typed on site")
    with office.by("Ben"):
        office.deciding.send([sub])
    office.accept(sub, who="Carl")
    office.export(sub)
    [batch] = office.exporting.batches()
    with office.by("Dora"):
        office.answering.posted(batch.id)
    trio.settle()
    with laptop.by("Ann"):
        row = laptop.conflict("apart")
        assert [act.id for act in row.acts] == ["revise", "discard"]
        laptop.settling.settle(row.id, "discard")
        assert laptop.settling.conflicts() == []
        with pytest.raises(UserError, match="settled already"):
            laptop.settling.settle(row.id, "discard")
    trio.settle()
    assert office.sub_job(sub).description != "Typed on site"


def test_inactive_waits_until_what_was_sent_is_answered(trio: Trio) -> None:
    office, laptop = trio.office, trio.laptop
    sub = laptop.draft("010", "100")
    trio.settle()
    with laptop.by("Ann"):
        laptop.deciding.send([sub])
    with office.by("Ben"):
        office.standing.set_inactive([sub], inactive=True)
    trio.settle()
    assert not office.sub_job(sub).is_inactive
    with laptop.by("Ann"):
        assert laptop.conflict("inactive-waits").acts == ()
        laptop.deciding.retrieve([sub])
        row = laptop.conflict("inactive-waits")
        assert [act.id for act in row.acts] == ["inactivate", "keep"]
        laptop.settling.settle(row.id, "keep")
    trio.settle()
    assert office.kinds("Ben") == []


def test_other_desks_cannot_order_anything(trio: Trio) -> None:
    laptop = trio.laptop
    with laptop.by("Ann"):
        with pytest.raises(UserError, match="Only the registrar's desk"):
            laptop.administering.set_person("Eve", ["admin"])
        with pytest.raises(UserError, match="Only the registrar's desk"):
            laptop.admitting.revoke(trio.home.actor, None, "")
        with pytest.raises(UserError, match="Only the registrar's desk"):
            laptop.posting.take()
        with pytest.raises(UserError, match="not this one"):
            laptop.posting.release()


def _first(file: Path) -> int:
    return int(file.name.partition("-")[0])
