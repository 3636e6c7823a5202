"""The registrar's PC is lost: its desk goes on at another one, and the others go on with it."""

import shutil
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.sync import company_file
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exchanging import Exchanging
from subjob_desk.usecases.joining import become_another_desk, join
from subjob_desk.usecases.recovering import recover
from subjob_desk.usecases.sharing import Sharing
from tests.drivers.recovery import (
    Recovery,
    given_to_laptop_only,
    other_past,
    put,
    written_apart,
)
from tests.drivers.refusals import refused
from tests.drivers.shared_office import SharedOffice, Trio


def company_files(trio: Trio) -> list[Path]:
    """By edition."""
    return sorted(trio.hub.glob("*.sj"), key=lambda file: edition(file.read_bytes()))


def edition(data: bytes) -> int:
    """Of a company file."""
    return company_file.parse(data).edition


def assert_agreed(*desks: SharedOffice) -> None:
    """They add up to the same, and nothing is wrong with any of them."""
    assert len({one.sharing.status().problem for one in desks} | {""}) == 1
    trio = Trio.__new__(Trio)
    trio.office, trio.laptop, trio.home = desks
    assert len(trio.digests()) == 1


def test_the_desk_goes_on_and_the_others_go_on_with_it(trio: Trio, recovery: Recovery) -> None:
    before = trio.laptop.draft("010")
    trio.settle()
    lost = trio.office.actor
    office = recovery.takes_over()
    assert office.actor == lost
    assert recovery.last.said.startswith("Office PC goes on here, after its entry ")
    assert office.sharing.status().is_registrar
    later = trio.laptop.draft("020")
    trio.settle()
    with office.by("Ann"):
        office.administering.set_person("Emil", ["approver"], [])
    yard = trio.join("yard", "Emil")
    trio.settle()
    yard.exchange()
    assert all(one.exists(sub) for one in (*trio.all, yard) for sub in (before, later))
    assert [row.is_registrar for row in yard.sharing.desks()].count(True) == 1
    assert_agreed(*trio.all)
    yard.close()


def test_a_desk_that_asked_before_is_let_in_after(trio: Trio, recovery: Recovery) -> None:
    path = trio.folder / "yard.sjd"
    words = join(path, str(trio.hub), "Ben", "yard").words
    office = recovery.takes_over()
    [asking] = office.sharing.requests()
    assert office.sharing.request(asking.data).words == words
    with office.by("Ann"):
        office.admitting.enrol(asking.data, (), (), "-".join(words))
    office.exchange()
    yard = Desk.open(path)
    Exchanging(yard).exchange()
    yard.refresh()
    assert yard.trouble is None
    assert not Sharing(yard).status().problem
    yard.close()


def test_the_new_edition_stands_beside_the_old_one_and_comes_back(
    trio: Trio, recovery: Recovery
) -> None:
    recovery.takes_over()
    first, second = company_files(trio)
    assert (first.name, edition(first.read_bytes())) == ("company.sj", 1)
    kept = first.read_bytes()
    trio.settle()
    second.unlink()
    first.unlink()
    trio.laptop.exchange()
    [again] = company_files(trio)
    assert again.name == second.name
    first.write_bytes(kept)
    trio.settle()
    with trio.office.by("Ann"):
        trio.office.administering.set_person("Emil", ["pm"], [])
    trio.settle()
    assert_agreed(*trio.all)
    assert "Emil" in [one.name for one in trio.home.desk.company.everybody]


def test_nothing_is_exported_before_the_posting_is_taken_anew(
    trio: Trio, recovery: Recovery
) -> None:
    sub = trio.office.accepted("010")
    trio.settle()
    office = recovery.takes_over()
    assert "look in Sage which batches were imported" in recovery.last.said
    with pytest.raises(UserError, match="lost PC may have written batches") as caught:
        office.export(sub)
    assert "take the posting anew" in caught.value.remedy
    with office.by("Ann"):
        for deed in (office.posting.release, office.posting.take):
            with pytest.raises(UserError, match="lost PC may have written batches"):
                deed()
        office.posting.take(checked_in_sage=True, reason="The office was broken into.")
    assert office.export(sub)[0].number == 1000
    trio.settle()
    assert_agreed(*trio.all)


def test_the_posting_of_another_desk_stays_there(trio: Trio, recovery: Recovery) -> None:
    trio.post_at_home()
    recovery.takes_over()
    assert "Sage" not in recovery.last.said
    trio.settle()
    assert trio.home.sharing.status().is_posting_desk


def test_a_posting_given_back_is_only_taken_after_a_look_in_sage(
    trio: Trio, recovery: Recovery
) -> None:
    with trio.office.by("Ann"):
        trio.office.posting.release()
    trio.settle()
    office = recovery.takes_over()
    with office.by("Ann"), pytest.raises(UserError, match="lost PC may have written batches"):
        office.posting.take(actor=trio.home.actor)


def test_the_old_pc_comes_back_and_stops(trio: Trio, recovery: Recovery) -> None:
    old = trio.office
    trio.office = recovery.at("new")
    ghost = old.draft("666")
    with trio.office.by("Ann"):
        trio.office.administering.set_person("Emil", ["pm"], [])
    trio.settle()
    old.exchange()
    with pytest.raises(UserError, match="Office PC was recovered on another PC") as caught:
        old.draft("667")
    assert "join as a desk of its own" in caught.value.remedy
    assert old.exchange().published == 0
    trio.settle()
    assert not any(one.exists(ghost) for one in (*trio.all, old))
    assert_agreed(*trio.all)
    words = become_another_desk(old.desk, "Old PC").words
    old.reopen()
    old.exchange()
    trio.office.exchange()
    [asking] = trio.office.sharing.requests()
    with trio.office.by("Ann"):
        trio.office.admitting.enrol(asking.data, (), (), "-".join(words))
    for one in (trio.office, old):
        one.exchange()
    sub = old.draft("010")
    for one in (old, *trio.all, old):
        one.exchange()
    assert trio.home.exists(sub)
    assert_agreed(old, trio.office, trio.home)
    old.close()


def test_what_the_lost_key_signs_later_counts_nowhere(trio: Trio, recovery: Recovery) -> None:
    thief = trio.office
    trio.office = recovery.at("new")
    ghost = thief.draft("666")
    files = written_apart(trio, thief)
    put(trio, files)
    report = trio.home.exchange()
    assert [note.outcome for note in report.notes] == ["old-key"]
    assert "signed with the key of a PC that had been lost" in report.said
    trio.settle()
    assert not any(one.exists(ghost) for one in trio.all)
    assert_agreed(*trio.all)
    thief.close()


def test_what_was_taken_before_the_recovery_was_known_counts_no_more(
    trio: Trio, recovery: Recovery
) -> None:
    thief = trio.office
    ghost = given_to_laptop_only(trio)
    assert trio.laptop.exists(ghost)
    own = trio.laptop.draft("010")
    trio.office = recovery.at("new")
    trio.laptop.exchange()
    assert not trio.laptop.exists(ghost)
    with refused(
        "This desk has stood upon entries that its lost registrar's PC gave to no other desk: "
        "what it wrote since waits for as many new ones.",
        "Synchronise again once somebody has worked at Office PC; or let this PC join as a desk "
        "of its own (command line: join --again).",
    ):
        trio.laptop.draft("020")
    with trio.office.by("Ann"):
        for name in ("Emil", "Fay", "Gus"):
            trio.office.administering.set_person(name, ["pm"], [])
    trio.settle()
    trio.settle()
    assert not any(one.exists(ghost) for one in trio.all)
    assert all(one.exists(own) for one in trio.all)
    assert_agreed(*trio.all)
    thief.close()


def test_another_past_is_none(trio: Trio, recovery: Recovery) -> None:
    thief = trio.office
    trio.office = recovery.at("new")
    trio.settle()
    other_past(trio, thief)
    report = trio.home.exchange()
    assert [note.said for note in report.notes] == [
        "It holds another past of the registrar's desk than the one that goes on."
    ]
    yard = trio.join("yard", "Ben")
    trio.settle()
    yard.exchange()
    assert [fork for one in (*trio.all, yard) for fork in one.sharing.forks()] == []
    assert_agreed(trio.office, yard, trio.home)
    for one in (yard, thief):
        one.close()


def test_entries_that_others_have_had_must_be_there(trio: Trio, recovery: Recovery) -> None:
    office = trio.office
    with office.by("Ann"):
        office.administering.set_person("Emil", ["pm"], [])
    office.exchange()
    trio.laptop.exchange()
    kept = sorted((trio.hub / "log" / office.actor).rglob("*.sjl"), key=newest)
    trio.laptop.draft("010")
    trio.laptop.exchange()
    office.close()
    wish = recovery.wish("new")
    for lost in (kept[-1], kept[1]):
        lost.unlink(missing_ok=True)
        with pytest.raises(UserError, match=f"^{numbers(lost)} of Office PC, which other desks"):
            recover(wish)
    assert not wish.path.exists()
    trio.laptop.exchange()
    trio.office = recovery.at("new")
    trio.settle()
    assert "Emil" in [one.name for one in trio.office.desk.company.everybody]
    assert_agreed(*trio.all)


def numbers(file: Path) -> str:
    """The entries of a file of a hub, as they are told."""
    first, last, _sum = file.name.split("-")
    return f"Entry {first}" if first == last else f"Entries {first} to {last}"


def newest(file: Path) -> int:
    """The last entry of a file of a hub."""
    return int(file.name.split("-")[1])


def test_it_goes_on_without_what_nobody_has(trio: Trio, recovery: Recovery) -> None:
    office = trio.office
    with office.by("Ann"):
        office.administering.set_person("Emil", ["pm"], [])
    office.exchange()
    trio.laptop.exchange()
    sub = trio.laptop.draft("010")
    trio.laptop.exchange()
    max((trio.hub / "log" / office.actor).rglob("*.sjl"), key=newest).unlink()
    office.close()
    trio.office = recovery.at("new", without_missing=True)
    with trio.office.by("Ann"):
        for name in ("Fay", "Gus", "Hal"):
            trio.office.administering.set_person(name, ["pm"], [])
    trio.settle()
    assert all(one.exists(sub) for one in trio.all)
    names = [{one.name for one in desk.desk.company.everybody} for desk in trio.all]
    assert names[0] == names[1] == names[2]
    assert "Emil" not in names[0]
    assert_agreed(*trio.all)


def test_two_who_recover_at_once_are_told_and_one_stops(trio: Trio, recovery: Recovery) -> None:
    trio.office.close()
    apart = trio.folder / "other hub"
    shutil.copytree(trio.hub, apart)
    first, second = recovery.at("first"), recovery.at("second", apart)
    for made, name in ((first, "Emil"), (second, "Fay")):
        with made.by("Ann"):
            made.administering.set_person(name, ["pm"], [])
        made.exchange()
    trio.laptop.exchange()
    shutil.copytree(apart, trio.hub, dirs_exist_ok=True)
    second.sharing.set_hub(str(trio.hub))
    for _round in range(2):
        for one in (first, second, trio.laptop, trio.home):
            one.exchange()
    stopped = [one for one in (first, second) if one.desk.trouble]
    assert len(stopped) == 1
    trio.office = first if stopped == [second] else second
    for one in trio.all:
        assert "two company files of one edition" in one.sharing.status().problem
    assert len(trio.digests()) == 1
    trio.office = recovery.at("third")
    trio.settle()
    assert_agreed(*trio.all)


def test_it_can_be_lost_once_more(trio: Trio, recovery: Recovery) -> None:
    for name in ("second", "third"):
        recovery.takes_over(name)
        with trio.office.by("Ann"):
            trio.office.administering.set_person(f"Mr {name}", ["pm"], [])
        trio.settle()
    recovery.takes_over("fourth")
    recovery.takes_over("fifth")
    assert [edition(file.read_bytes()) for file in company_files(trio)] == [1, 2, 3, 4, 5]
    said = company_file.parse(company_files(trio)[-1].read_bytes())
    assert len(said.earlier) == 3
    trio.settle()
    assert_agreed(*trio.all)


def test_from_a_packet(trio: Trio, recovery: Recovery) -> None:
    sub = trio.laptop.draft("010")
    packet = trio.folder / "laptop.sjpkg"
    trio.laptop.packets.write(packet)
    trio.office.close()
    office = trio.office = recovery.at("new", packet)
    assert office.exists(sub)
    assert "Write a packet now" in recovery.last.said
    with office.by("Ann"):
        office.administering.set_person("Emil", ["pm"], [])
    office.packets.write(trio.folder / "new.sjpkg")
    for one in (trio.laptop, trio.home):
        one.packets.read(trio.folder / "new.sjpkg")
        one.desk.refresh()
    assert_agreed(*trio.all)


def test_without_the_sheet_nothing_is_made(trio: Trio, recovery: Recovery) -> None:
    lines = recovery.sheet.splitlines()
    slip = "\n".join([*lines[:3], lines[3][::-1], *lines[4:]])
    for more, said in (
        ({"passphrase": "another passphrase"}, "does not open this sheet"),
        ({"sheet": slip}, "Line 4 is not as it is printed"),
        ({"source": str(trio.folder / "keys")}, "no company"),
        (
            {"path": trio.office.path},
            r"There is a file rb\.sjd already\. It was not touched: choose another name\.",
        ),
    ):
        with pytest.raises(UserError, match=said):
            recover(recovery.wish("new", **more))
    assert not list((trio.folder / "new").iterdir())
    assert len(company_files(trio)) == 1
