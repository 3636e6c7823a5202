"""What other desks did and know, at the sub job: fields in conflict, and how far a sending is."""

from collections.abc import Callable

from PySide6.QtWidgets import QTableView

from tests.drivers.desk_window import dialog
from tests.drivers.shared_office import SharedOffice, Trio
from tests.drivers.sharing import SharingDriver
from tests.drivers.two_windows import AtWindow
from tests.drivers.window import part

Sits = Callable[[SharedOffice, str], AtWindow]


def _typed_at_once(trio: Trio, sub: str) -> None:
    for one, text, amount in ((trio.laptop, "North", "15.00"), (trio.office, "South", "20.00")):
        with one.by("Ann"):
            one.editing.change_description(sub, text)
        one.change(sub, amount)


def test_fields_in_conflict_are_marked_and_stand_among_the_problems(trio: Trio, sits: Sits) -> None:
    sub = trio.laptop.draft("010")
    trio.settle()
    _typed_at_once(trio, sub)
    trio.settle()
    ann = sits(trio.laptop, "Ann")
    ann.sharing.section("conflicts")
    SharingDriver.confirm(part(ann.sharing.place, QTableView, "conflict_list"))
    ann.sit_down()
    assert ann.window.focus_name() == "editor_conflict_act_1"
    editor = ann.editor
    said = [one for one in editor.problems() if "at two desks at once" in one]
    assert len(said) == 2
    assert all(one.startswith("Blocking: ") for one in said)
    assert ann.marks.cell(0, "amount") == "problem"
    tip = editor.cell_tip(0, "amount")
    assert "15.00 (Ann)" in tip
    assert "20.00 (Ann)" in tip
    assert editor.note("description") == "2 values: choose one above."
    assert "South (Ann)" in ann.marks.tip("description")
    assert ann.marks.is_marked("description")
    assert not ann.marks.is_marked("code")
    amount, description = sorted(range(2), key=lambda at: "description" in said[at])
    editor.choose_problem(amount)
    assert ann.window.focus_name() == "estimate_grid"
    assert editor.at() == (0, "amount")
    editor.choose_problem(description)
    assert ann.window.focus_name() == "sub_job_description"
    ann.press("Alt+1")
    ann.press("Alt+1")
    assert not [one for one in editor.problems() if one.startswith("Blocking")]
    assert editor.note("description") == ""
    assert ann.marks.tip("description") == ""
    assert not ann.marks.is_marked("description")
    assert ann.marks.cell(0, "amount") == ""


def test_how_far_a_sending_is_stands_with_the_stations(trio: Trio, sits: Sits) -> None:
    sub = trio.laptop.draft("010")
    ann = sits(trio.laptop, "Ann")
    ann.jump_to(trio.laptop.sub_job(sub).code)
    assert ann.marks.sending() == ""
    ann.press("Ctrl+Return")
    assert ann.marks.sending() == "In the outbox of its desk"
    assert ann.marks.sending_tip() == "It goes out with the next exchange of that desk (F5)."
    trio.laptop.packets.write(trio.folder / "by hand.sjpkg")
    ann.window.window.exchange.show_status()
    assert ann.marks.sending() == "In a packet, not in the hub yet"
    assert ann.marks.sending_tip().startswith("Accounting has it as soon as somebody reads")
    ann.sharing.synchronise()
    assert ann.marks.sending() == "In the hub, not received yet"
    assert ann.marks.sending_tip() == "Accounting gets it with its next exchange."
    trio.home.exchange()
    trio.home.exchange()
    ann.sharing.synchronise()
    assert ann.marks.sending() == "Received by accounting"
    assert ann.marks.sending_tip().startswith("It is at a desk where it can be accepted")
    trio.home.accept(sub)
    trio.home.exchange()
    ann.sharing.synchronise()
    assert ann.marks.sending() == ""


def test_what_stays_at_sending_for_a_conflict_leads_to_it(trio: Trio, sits: Sits) -> None:
    subs = [trio.laptop.draft(code) for code in ("010", "011", "012")]
    trio.settle()
    _typed_at_once(trio, subs[1])
    with trio.laptop.by("Ann"):
        trio.laptop.editing.change_description(subs[2], "")
    trio.settle()
    ann = sits(trio.laptop, "Ann")
    ann.jump_to("010")
    ann.tree.select("24-117/010", "24-117/011", "24-117/012")
    ann.press("Ctrl+Return")
    ann.window.show_details()
    stayed = dialog(ann.window.qtbot, "stayed_dialog")
    SharingDriver.confirm(part(stayed, QTableView, "stayed_list"))
    assert ann.editor.title().startswith("24-117/011 ")
    ann.sit_down()
    assert ann.window.focus_name() == "editor_conflict_act_1"

    # The other one stays for a problem: the keyboard goes to its field.
    ann.window.show_details()
    stayed = dialog(ann.window.qtbot, "stayed_dialog")
    rows = part(stayed, QTableView, "stayed_list")
    rows.selectRow(1)
    SharingDriver.confirm(rows)
    ann.sit_down()
    assert ann.editor.title().startswith("24-117/012 ")
    assert ann.window.focus_name() == "sub_job_description"
