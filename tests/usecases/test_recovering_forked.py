"""The registrar's key was stolen and wrote another past: the recovery sheet says which holds."""

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.recovering import recover
from subjob_desk.usecases.succession import NEVER_WAS
from tests.drivers.recovery import Recovery, other_past
from tests.drivers.shared_office import SharedOffice, Trio


def fork_of(one: SharedOffice) -> tuple[int, list[str]]:
    """Where the registrar's chain forks at a desk, and the last entries, longest branch first."""
    [fork] = one.sharing.forks()
    assert fork.actor == one.desk.database.registrar_id
    branches = sorted(fork.branches, key=lambda branch: -branch.last)
    return fork.seq, [branch.entry for branch in branches]


def assert_all_alike(trio: Trio, *more: SharedOffice) -> None:
    assert len(trio.digests()) == 1
    for one in (*trio.all, *more):
        assert one.sharing.forks() == []
        assert one.sharing.status().problem == ""


def test_the_honest_branch_goes_on_at_every_desk(trio: Trio, recovery: Recovery) -> None:
    sub = trio.laptop.draft("010")
    trio.settle()
    thief = trio.office
    false = other_past(trio, thief)
    with trio.office.by("Ann"):
        trio.office.administering.set_person("Emil", ["pm"], [])
    trio.settle()
    trio.settle()
    seq, (honest, stolen) = fork_of(trio.home)
    with pytest.raises(UserError, match=f"forks at entry {seq}") as caught:
        recover(recovery.wish("new"))
    assert honest[:12] in caught.value.remedy
    assert stolen[:12] in caught.value.remedy
    thief.close()
    trio.office = recovery.at("new", branch=honest[:12])
    assert trio.office.exists(sub)
    trio.settle()
    trio.settle()
    with trio.office.by("Ann"):
        trio.office.administering.set_person("Fay", ["pm"], [])
    later = trio.laptop.draft("020")
    trio.settle()
    names = {person.name for person in trio.home.desk.company.everybody}
    assert {"Emil", "Fay"} <= names
    assert all(one.exists(each) for one in trio.all for each in (sub, later))
    yard = trio.join("yard", "Ben")
    for one in (trio.office, yard, trio.laptop, trio.home, yard):
        one.exchange()
    assert yard.exists(later)
    assert_all_alike(trio, yard)
    yard.close()
    false.rename(false.with_name("1-8-11111111.sjl"))
    [note] = trio.home.exchange().notes
    assert (note.outcome, note.said) == ("old-key", NEVER_WAS)


def test_the_branch_is_named_by_what_begins_no_other(trio: Trio, recovery: Recovery) -> None:
    other_past(trio, trio.office)
    trio.settle()
    seq, (honest, _stolen) = fork_of(trio.office)
    with pytest.raises(UserError, match=f"Nothing of it counts from entry {seq} on") as caught:
        trio.office.draft("010")
    assert "Recover it with the recovery sheet" in caught.value.remedy
    for branch, many in (("00000000", "no branch"), ("", "two PCs")):
        with pytest.raises(UserError, match=many):
            recover(recovery.wish("new", branch=branch))
    assert not recovery.wish("new").path.exists()
    trio.office.close()
    trio.office = recovery.at("new", branch=honest)
    trio.settle()
    trio.settle()
    assert_all_alike(trio)


def test_nobody_can_found_the_company_once_more(trio: Trio, recovery: Recovery) -> None:
    other_past(trio, trio.office, 1)
    trio.settle()
    yard = trio.join("yard", "Ben")
    sub = trio.laptop.draft("010")
    for one in (trio.laptop, trio.office, yard, trio.home):
        one.exchange()
    assert all(one.exists(sub) for one in (*trio.all, yard))
    assert_all_alike(trio, yard)
    trio.office.close()
    trio.office = recovery.at("new")
    trio.settle()
    assert_all_alike(trio)
    yard.close()
