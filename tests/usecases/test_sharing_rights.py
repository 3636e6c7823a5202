"""What is taken back or taken away holds for what other desks did at the same time."""

from subjob_desk.domain.facts import Fact, PersonSet, SettingChanged
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.operations import decode
from subjob_desk.store import desk_queries, op_log
from tests.drivers.shared_office import SharedOffice, Trio


def newest_fact(office: SharedOffice) -> Fact | None:
    """What was recorded last."""
    with office.desk.reading() as connection:
        rows = op_log.all_stored(connection, op_log.last_n(connection) - 1)
    return decode(rows[-1].stored).fact


def newest_person_set(office: SharedOffice) -> PersonSet:
    """How the rights of somebody were recorded last."""
    fact = newest_fact(office)
    assert isinstance(fact, PersonSet)
    return fact


def test_a_withdrawal_takes_back_the_acceptance_with_another_code_too(trio: Trio) -> None:
    office = trio.office
    sub = trio.accepted_twice()
    assert "codes" in office.kinds("Dora")
    with office.by("Dora"):
        assert office.deciding.withdraw([sub], "Neither of them is right.").stayed == ()
    assert office.state(sub) is State.SENT
    trio.settle()
    assert [one.state(sub) for one in trio.all] == [State.SENT] * 3
    assert office.kinds("Dora") == []
    assert len(trio.digests()) == 1


def test_a_withdrawal_leaves_the_acceptance_nobody_there_had_seen(trio: Trio) -> None:
    office, home = trio.office, trio.home
    sub = trio.laptop.sent("010")
    trio.settle()
    office.accept(sub, who="Dora")
    home.accept(sub, who="Carl")
    with office.by("Dora"):
        office.deciding.withdraw([sub], "Wrong project.")
    trio.settle()
    assert [one.state(sub) for one in trio.all] == [State.ACCEPTED] * 3


def test_what_is_taken_from_somebody_is_cut_at_every_desk(trio: Trio) -> None:
    office = trio.office
    trio.laptop.draft("010")
    trio.settle()
    for name, before, after in (
        ("Dora", (["exporter", "approver"], []), (["exporter"], [])),
        ("Ben", (["pm"], []), (["pm"], ["24-117"])),
        ("Ben", (["pm"], ["24-117", "24-200"]), (["pm"], ["24-117"])),
    ):
        with office.by("Ann"):
            office.administering.set_person(name, *before)
            with office.desk.reading() as connection:
                heads = desk_queries.heads(connection)
            office.administering.set_person(name, *after)
        cuts = newest_person_set(office).cuts
        assert cuts == {trio.home.actor: 0} | {actor: seq for actor, (seq, _id) in heads.items()}
        assert cuts[office.actor] > 0
        assert set(cuts) == {one.actor for one in trio.all}


def test_what_is_given_to_somebody_cuts_nothing(trio: Trio) -> None:
    office = trio.office
    for before, after in (
        ((["pm"], ["24-117"]), (["pm"], [])),
        ((["pm"], []), (["pm", "approver"], [])),
        ((["viewer"], []), (["viewer", "pm"], ["24-117", "24-200"])),
    ):
        with office.by("Ann"):
            office.administering.set_person("Emil", *before)
            office.administering.set_person("Emil", *after)
        assert newest_person_set(office).cuts is None
        with office.by("Ann"):
            office.administering.set_person("Emil", ["viewer"])


def test_a_project_that_was_taken_away_ends_with_what_had_arrived(trio: Trio) -> None:
    office, laptop = trio.office, trio.laptop
    with office.by("Ann"):
        office.administering.set_person("Ann", ["admin", "pm"], [])
    before = laptop.sent("010", job="24200")
    trio.settle()
    with office.by("Ann"):
        office.administering.set_person("Ann", ["admin", "pm"], ["24-117"])
    late = laptop.draft("020", job="24200")
    own = laptop.draft("030")
    trio.settle()
    assert [one.state(before) for one in trio.all] == [State.SENT] * 3
    assert [one.exists(late) for one in trio.all] == [False] * 3
    assert [one.exists(own) for one in trio.all] == [True] * 3
    assert len(trio.digests()) == 1


def test_separation_of_duties_begins_at_every_desk_with_what_had_arrived(trio: Trio) -> None:
    office, home = trio.office, trio.home
    with office.by("Ann"):
        office.administering.set_person("Carl", ["approver", "pm"])
        office.administering.set_setting("separation", value=False)
    assert newest_fact(office) == SettingChanged("separation", "true", "false")
    trio.settle()
    before, late = (home.sent(code, who="Carl") for code in ("010", "020"))
    home.accept(before, who="Carl")
    trio.settle()
    home.accept(late, who="Carl")
    with office.by("Ann"), office.desk.reading() as connection:
        heads = {actor: seq for actor, (seq, _id) in desk_queries.heads(connection).items()}
        office.administering.set_setting("separation", value=True)
    cuts = {trio.laptop.actor: 0} | heads
    assert newest_fact(office) == SettingChanged("separation", "false", "true", cuts)
    assert set(cuts) == {one.actor for one in trio.all}
    trio.settle()
    assert [one.state(before) for one in trio.all] == [State.ACCEPTED] * 3
    assert [one.state(late) for one in trio.all] == [State.SENT] * 3
    [row] = home.settling.entries(["refused"])
    assert row.reason == "Who sent it cannot accept it."
    assert len(trio.digests()) == 1


def test_other_settings_cut_nothing(trio: Trio) -> None:
    with trio.office.by("Ann"):
        trio.office.administering.set_setting("upper_case", value=True)
    assert newest_fact(trio.office) == SettingChanged("upper_case", "false", "true")
