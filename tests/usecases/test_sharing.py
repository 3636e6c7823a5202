"""Desks that share a company: exchange, admitting, posting, gate, settling, undo.

Real files and a real folder as hub; what stands at each desk is what its log says.
"""

from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.joining import become_another_desk
from tests.drivers.office import DATE
from tests.drivers.refusals import refused
from tests.drivers.shared_office import Trio, keep_copy


def test_what_one_does_the_others_see(trio: Trio) -> None:
    sub = trio.laptop.sent("010")
    trio.settle()
    assert [one.state(sub) for one in trio.all] == [State.SENT] * 3
    trio.home.accept(sub, who="Carl")
    trio.settle()
    assert [one.state(sub) for one in trio.all] == [State.ACCEPTED] * 3
    assert len(trio.digests()) == 1


def test_a_sending_is_in_the_outbox_then_in_the_hub_then_received(trio: Trio) -> None:
    laptop, sub = trio.laptop, trio.laptop.sent("010")
    said = [laptop.sending_status(sub)]
    laptop.exchange()
    said.append(laptop.sending_status(sub))
    trio.home.exchange()
    laptop.exchange()
    said.append(laptop.sending_status(sub))
    assert said == ["outbox", "in-hub", "received"]


def test_the_youngest_minute_goes_out_only_on_demand(trio: Trio) -> None:
    laptop = trio.laptop
    laptop.draft("010")
    assert laptop.exchange(on_demand=False).published == 0
    assert laptop.undoing.next_undo() is not None
    laptop.clock.pass_by(seconds=60)
    assert laptop.exchange(on_demand=False).published > 0
    assert laptop.undoing.next_undo() is None
    with pytest.raises(UserError, match="nothing to undo"):
        laptop.undoing.undo()


def test_only_the_posting_desk_exports(trio: Trio) -> None:
    sub = trio.laptop.sent("010")
    trio.settle()
    trio.home.accept(sub, who="Carl")
    trio.settle()
    with pytest.raises(UserError, match="The posting desk is Office PC"):
        trio.laptop.export(sub)
    trio.office.export(sub)
    trio.settle()
    assert [one.state(sub) for one in trio.all] == [State.EXPORTED] * 3


def test_the_posting_moves_cleanly(trio: Trio) -> None:
    office, home = trio.office, trio.home
    office.export(office.accepted("010"))
    with office.by("Dora"):
        office.posting.release()
    with pytest.raises(UserError, match="has given the posting back"):
        office.export(office.accepted("020"))
    with office.by("Ann"):
        office.administering.set_person("Carl", ["approver", "exporter"])
    trio.settle()
    with (
        home.by("Carl"),
        refused(
            "Office PC has given the posting back.",
            "Take it at Office PC, for this desk or another one (command line: posting-desk take "
            "--desk NAME).",
        ),
    ):
        home.exporting.plan(DATE, home.out)
    with office.by("Ann"):
        office.posting.take(actor=home.actor)
    trio.settle()
    assert home.sharing.status().is_posting_desk
    assert home.desk.company.desks.next_number(1) == 2
    with pytest.raises(UserError, match="The posting desk is home"):
        office.export(office.accepted("030"))


def test_a_taken_posting_is_said_and_numbers_jump(trio: Trio) -> None:
    office, home = trio.office, trio.home
    with office.by("Ann"):
        office.administering.set_person("Carl", ["approver", "exporter"])
        office.posting.release()
        office.posting.take(actor=home.actor)
        with pytest.raises(UserError, match="has not given that back"):
            office.posting.take()
        with pytest.raises(UserError, match="not said why"):
            office.posting.take(checked_in_sage=True)
        office.posting.take(checked_in_sage=True, reason="The PC at home burnt.")
    assert office.export(office.accepted("010"))[0].number == 1000


def test_a_desk_that_is_shut_out_counts_no_more(trio: Trio) -> None:
    office, laptop = trio.office, trio.laptop
    before = laptop.draft("010")
    trio.settle()
    with office.by("Ann"):
        office.admitting.revoke(laptop.actor, None, "The laptop was stolen.")
    later = laptop.draft("020")
    laptop.exchange()
    office.exchange()
    assert office.exists(before)
    assert not office.exists(later)
    laptop.exchange()
    with refused(
        "This desk was shut out: The laptop was stolen.",
        "Nothing of it counts any more. Ask an administrator.",
    ):
        laptop.draft("030")
    with office.by("Ann"):
        office.admitting.readmit(laptop.actor, None)
    trio.settle()
    assert office.exists(later)


def test_what_was_exported_on_an_entry_that_is_cut_off_since_stays_exported(trio: Trio) -> None:
    office, home = trio.office, trio.home
    sub = office.sent("010")
    trio.settle()
    home.accept(sub, who="Carl")
    trio.settle()
    office.export(sub)
    with office.by("Ann"):
        said = office.admitting.revoke(home.actor, 0, "Never his.").said
    assert said.endswith(
        "1 exported sub job rests on them and stays as it is: look at Conflicts and tasks."
    )
    assert office.state(sub) is State.EXPORTED
    assert "was exported on an acceptance of Carl at home" in office.conflict("cut-since").sentence
    trio.settle()
    assert len(trio.digests()) == 1
    assert office.kinds("Dora") == ["cut-since"]
    with office.by("Dora"):
        office.settling.note(office.conflict("cut-since").id)
    assert office.kinds("Dora") == []


def test_what_is_said_of_the_acts_of_the_registrar(trio: Trio) -> None:
    office, laptop, home = trio.office, trio.laptop, trio.home
    data = trio.request("shed", "Ben")
    words = "-".join(office.sharing.request(data).words)
    with office.by("Ann"):
        admitting = office.admitting
        assert admitting.enrol(data, (), (), words).said == "shed is let in: Ben works there."
        assert admitting.dismiss([office.sharing.request(data)]).said == "Dismissed 1 request."
        last = next(row.entries for row in office.sharing.desks() if row.name == "laptop")
        assert admitting.revoke(laptop.actor, None, "Lost.").said == (
            f"laptop is shut out: its entries beyond {last} have no effect."
        )
        assert admitting.readmit(laptop.actor, 3).said == "The entries of laptop up to 3 count."
        assert admitting.readmit(laptop.actor, None).said == "laptop works with the others again."
        office.administering.set_person("Carl", ["approver", "exporter"])
        assert office.posting.release().said == (
            "This desk gave the posting back. Synchronise, then take it at Office PC for the desk "
            "that goes on."
        )
        said = office.posting.take(actor=home.actor).said
        assert said == "The posting desk is home from here on."
        assert admitting.revoke(home.actor, 0, "").said == (
            "home is shut out: its entries beyond 0 have no effect. Take the posting for another "
            "desk (command line: posting-desk take)."
        )
        assert office.posting.take(checked_in_sage=True, reason="It burnt.").said == (
            "The posting desk is Office PC from here on, taken from home. What home may still have "
            "written is shown as disputed when it arrives."
        )
    said = office.sharing.set_hub(str(trio.hub)).said
    assert said == f"Entries are exchanged in {trio.hub} from now on."


def test_wrong_words_let_nobody_in(trio: Trio) -> None:
    with trio.office.by("Ann"), pytest.raises(UserError, match="six words"):
        trio.office.admitting.enrol(trio.request("shed", "Ben"), (), (), "a b c d e f")


def test_who_is_shut_out_does_not_come_back_by_asking_once_more(trio: Trio) -> None:
    office, data = trio.office, trio.request("shed", "Ben")
    asking = office.sharing.request(data)
    with office.by("Ann"):
        office.admitting.enrol(data, ("pm",), (), "-".join(asking.words))
        office.admitting.revoke(asking.actor, 0, "Lost.")
        with pytest.raises(UserError, match="shed is shut out"):
            office.admitting.enrol(data, (), (), "-".join(asking.words))
        office.admitting.readmit(asking.actor, None)
        office.admitting.enrol(data, (), (), "-".join(asking.words))
    assert [row.state for row in office.sharing.desks() if row.actor == asking.actor] == ["active"]


def test_last_nights_backup_on_the_posting_desk_exports_nothing_twice(
    trio: Trio, tmp_path: Path
) -> None:
    office = trio.office
    sub = office.accepted("010")
    trio.settle()
    keep_copy(office, tmp_path / "backup")
    office.export(sub)
    trio.settle()
    office.desk.close()
    office.path.write_bytes((tmp_path / "backup").read_bytes())
    office.reopen()
    with pytest.raises(UserError, match="older copy"):
        office.export(sub)
    office.exchange()
    assert office.desk.trouble is None
    assert office.state(sub) is State.EXPORTED
    with office.by("Dora"):
        assert office.exporting.plan(DATE, office.out).files == ()
    trio.settle()
    assert len(trio.digests()) == 1
    assert len(office.files()) == 1


def test_a_copied_company_file_writes_nothing(trio: Trio, tmp_path: Path) -> None:
    keep_copy(trio.laptop, tmp_path / "copy.sjd")
    trio.laptop.reopen(tmp_path / "copy.sjd")
    with pytest.raises(UserError, match="is a copy"):
        trio.laptop.draft("010")
    trio.laptop.reopen()
    trio.laptop.draft("010")


def test_a_copy_becomes_a_desk_of_its_own(trio: Trio, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sjd"
    keep_copy(trio.laptop, copy)
    trio.laptop.reopen(copy)
    words = become_another_desk(trio.laptop.desk, "Second laptop").words
    trio.laptop.use(Desk.open(copy, clock=trio.laptop.clock))
    trio.laptop.exchange()
    with refused(
        "This desk waits to be let in.",
        "Tell who works at Office PC the six words, then synchronise.",
    ):
        trio.laptop.draft("010")
    trio.office.exchange()
    [asking] = trio.office.sharing.requests()
    with trio.office.by("Ann"):
        trio.office.admitting.enrol(asking.data, (), (), "-".join(words))
    trio.settle()
    sub = trio.laptop.draft("010")
    trio.settle()
    assert trio.home.exists(sub)
    assert len(trio.office.sharing.desks()) == 4


def test_the_gate_wants_an_exchange_of_today_or_a_reason(trio: Trio) -> None:
    office = trio.office
    sub = office.accepted("010")
    office.clock.pass_by(hours=25)
    with refused(
        "This desk exchanged its entries more than 24 hours ago: somebody may have retrieved or "
        "rejected what would go out.",
        "Synchronise first; or say why it goes out all the same (command line: --despite).",
    ):
        office.export(sub)
    with office.by("Dora"):
        plan = office.exporting.plan(DATE, office.out, despite="The network is down.")
        office.exporting.write(plan, office.out)
    assert office.state(sub) is State.EXPORTED


def test_two_values_of_one_field_are_settled(trio: Trio) -> None:
    office, laptop = trio.office, trio.laptop
    sub = trio.described_twice()
    with laptop.by("Ann"):
        row = laptop.conflict("values")
        assert {row.mine, row.theirs} == {"Concrete slab", "Slab on grade"}
        assert row.mine_label == "Yours"
        assert laptop.deciding.send([sub]).stayed
        act = next(one for one in row.acts if one.label == "Take Slab on grade")
        with refused("This cannot be done here any more.", "Look at the list again."):
            laptop.settling.settle(row.id, "take 2")
    with (
        laptop.by("Carl"),
        refused("Carl is not a project manager.", "Let somebody of the project choose."),
    ):
        laptop.settling.settle(row.id, "take 0")
    with laptop.by("Ann"):
        laptop.settling.settle(row.id, act.id)
        assert laptop.settling.conflicts() == []
    trio.settle()
    assert office.sub_job(sub).description == "Slab on grade"
    assert office.kinds("Ben") == []


def test_what_came_too_late_is_a_task_for_both(trio: Trio) -> None:
    office, laptop = trio.office, trio.laptop
    sub = laptop.sent("010")
    trio.settle()
    with laptop.by("Ann"):
        laptop.deciding.retrieve([sub])
    office.accept(sub, who="Carl")
    office.export(sub)
    trio.settle()
    assert laptop.kinds("Ann") == ["too-late"]
    with laptop.by("Ann"):
        laptop.settling.note(laptop.conflict("too-late").id)
    assert laptop.kinds("Ann") == []
    assert office.kinds("Carl") == ["too-late"]


def test_codes_that_differ_are_settled_by_an_approver(trio: Trio) -> None:
    office, home = trio.office, trio.home
    sub = trio.accepted_twice()
    with office.by("Dora"):
        [(_name, why, _remedy)] = office.exporting.plan(DATE, office.out, [sub]).stay
    assert "different extra codes" in why
    with home.by("Carl"):
        row = home.conflict("codes")
        home.settling.settle(row.id, row.acts[0].id)
    trio.settle()
    assert office.kinds("Dora") == []
    office.export(sub)


def test_the_registrar_checks_that_all_add_up_the_same(trio: Trio) -> None:
    trio.laptop.draft("010")
    trio.settle()
    trio.office.clock.pass_by(hours=25)
    trio.settle()
    assert [one.sharing.status().problem for one in trio.all] == ["", "", ""]
