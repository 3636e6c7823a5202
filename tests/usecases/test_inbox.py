"""The approver's inbox: views, what is odd, what changed since, the extra code as it is typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.inbox import InboxBrowsing
from subjob_desk.usecases.standing import Standing
from tests.drivers.sheet_office import SheetOffice, opened_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        opened.take(
            "sub-jobs",
            opened.rows(
                *(
                    f"24-117,{n:03d},Level {n},{code},1,ls,{n}00"
                    for n in (10, 11, 12)
                    for code in ("01-310,LAB", "09-250,SUB")
                ),
                "24-117,020,Canopy,03-310,MAT,1,ls,0",
                "24-120,100,Wing,09-250,SUB,1,ls,5",
            ),
        )
        yield opened


@pytest.fixture
def inbox(office: SheetOffice) -> InboxBrowsing:
    return InboxBrowsing(office.desk)


def names(inbox: InboxBrowsing, view: str, text: str = "") -> list[str]:
    return [item.row.name for item in inbox.items(view, text)]


# --- views ---------------------------------------------------------------------------------------


def test_views_in_the_order_of_the_tabs(office: SheetOffice, inbox: InboxBrowsing) -> None:
    office.send("24-117/010", "24-117/011", "24-117/012")
    office.accept("24-117/010")
    Deciding(office.desk).retrieve([office.id_of("24-117/011")])
    Standing(office.desk).set_inactive([office.id_of("24-117/011")], inactive=True)

    assert [(one.view, one.title, one.count) for one in inbox.views()] == [
        ("waiting", "Waiting", 1),
        ("came-back", "Came back", 0),
        ("accepted", "Accepted", 1),
        ("exported", "Exported", 0),
        ("failed", "Failed", 0),
        ("in-sage", "In Sage", 0),
        ("inactive", "Inactive", 1),
    ]
    assert all(one.count == len(inbox.items(one.view)) for one in inbox.views())
    assert names(inbox, "inactive") == ["24-117/011"]


def test_items_of_all_projects_and_a_filter(office: SheetOffice, inbox: InboxBrowsing) -> None:
    office.send("24-120/100", "24-117/012", "24-117/010")

    assert names(inbox, "waiting") == ["24-117/010", "24-117/012", "24-120/100"]
    assert names(inbox, "waiting", "level 12") == ["24-117/012"]
    assert names(inbox, "waiting", "nothing like it") == []
    assert {item.sender for item in inbox.items("waiting")} == {"Ann Ruiz"}


def test_clean_ones_are_grouped_by_their_cost_codes(
    office: SheetOffice, inbox: InboxBrowsing
) -> None:
    office.send("24-117/010", "24-117/011", "24-117/012", "24-117/020", "24-120/100")

    assert [(item.row.name, item.odd, item.compared) for item in inbox.items("waiting")] == [
        ("24-117/010", (), ""),
        ("24-117/011", (), "like 24-117/010"),
        ("24-117/012", (), "like 24-117/010"),
        ("24-117/020", ("No line has an amount.",), ""),
        ("24-120/100", (), ""),
    ]


def test_what_became_wrong_while_it_waited_is_odd(
    office: SheetOffice, inbox: InboxBrowsing
) -> None:
    office.send("24-117/010")
    office.take_list("cost-codes", "Code,Name\n01-310,Supervision\n")

    assert inbox.items("waiting")[0].odd == (
        "Cost code 09-250 is no longer active on the standard list.",
    )


# --- one item ------------------------------------------------------------------------------------


def test_a_first_round(office: SheetOffice, inbox: InboxBrowsing) -> None:
    office.send("24-117/010")

    item = inbox.item(office.id_of("24-117/010"))

    assert (item.sender, item.since_title, item.differences) == ("Ann Ruiz", "", ())
    assert (item.extra_code, item.extra_fixed) == ("010", "")
    assert item.sage_note == "not checked: no list of Sage's Extras was imported"
    assert item.page.row.name == "24-117/010"


def test_a_second_round_after_a_rejection(office: SheetOffice, inbox: InboxBrowsing) -> None:
    office.send("24-117/010")
    sub_id = office.id_of("24-117/010")
    office.act_as("Carl Otis")
    Deciding(office.desk).reject([sub_id], "Wrong amount", "See drawing 4")
    office.act_as("Ann Ruiz")
    lines = office.page("24-117/010").lines
    editing = Editing(office.desk)
    editing.change_line(sub_id, lines[0].line.id, "amount", "999.50")
    editing.remove_lines(sub_id, [lines[1].line.id])
    editing.add_line(sub_id, "cost_code", "09-510")
    new = office.page("24-117/010").lines[1].line.id
    editing.change_line(sub_id, new, "category", "MAT")
    editing.change_description(sub_id, "Level ten")
    office.send("24-117/010")

    item = inbox.item(sub_id)

    assert item.since_title == 'Changed since it was rejected ("Wrong amount: See drawing 4")'
    assert [(one.what, one.was, one.now) for one in item.differences] == [
        ("Description", "Level 10", "Level ten"),
        ("Amount of 01-310 LAB", "1000.00", "999.50"),
        ("New line", "", "09-510 MAT 0.00"),
        ("Line removed", "09-250 SUB 1,000.00", ""),
    ]
    assert inbox.items("waiting")[0].odd == ("came back, 4 changes",)


def test_a_second_round_as_it_was(office: SheetOffice, inbox: InboxBrowsing) -> None:
    office.send("24-117/010")
    Deciding(office.desk).retrieve([office.id_of("24-117/010")])
    office.send("24-117/010")

    item = inbox.item(office.id_of("24-117/010"))

    title = "Sent again unchanged after Ann Ruiz retrieved it"
    assert (item.since_title, item.differences) == (title, ())
    assert inbox.items("waiting")[0].odd == ("sent again unchanged",)
    Deciding(office.desk).retrieve([office.id_of("24-117/010")])
    Editing(office.desk).change_description(office.id_of("24-117/010"), "Level ten")
    office.send("24-117/010")
    item = inbox.item(office.id_of("24-117/010"))
    assert item.since_title == "Changed since Ann Ruiz retrieved it"
    assert inbox.items("waiting")[0].odd == ("sent again, 1 change",)


def test_an_accepted_extra_code_is_proposed_again(
    office: SheetOffice, inbox: InboxBrowsing
) -> None:
    sub_id = office.id_of("24-117/010")
    office.send("24-117/010")
    office.act_as("Carl Otis")
    Deciding(office.desk).accept([sub_id], "10-A")
    assert inbox.item(sub_id).extra_code == "10-A"
    Deciding(office.desk).withdraw([sub_id], "Wait")

    # A withdrawn acceptance never happened: the code is proposed from the sub job itself.
    assert inbox.item(sub_id).extra_code == "010"


def test_what_sage_has_is_noted(office: SheetOffice, inbox: InboxBrowsing) -> None:
    office.send("24-117/010", "24-117/011")
    office.take_list("extras", "Job,Extra,Description\n24-117,0-10,Parking canopy\n")

    known = inbox.item(office.id_of("24-117/010"))

    assert known.sage_note == "Extra 0-10 is in Sage already"
    assert inbox.items("waiting")[0].odd == ("Extra 0-10 is already in Sage ('Parking canopy').",)
    assert inbox.item(office.id_of("24-117/011")).sage_note == "new under job 24-117"


def test_an_item_that_is_gone(inbox: InboxBrowsing) -> None:
    with pytest.raises(UserError) as caught:
        inbox.item("nobody")

    assert caught.value.problem == "This sub job does not exist any more."
    assert inbox.extra_code_problem("nobody", "1") == "This sub job does not exist any more."


# --- the extra code ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("010", ""),
        ("77", ""),
        ("", "Extra code is empty. Type a code of letters and digits, at most 10 characters."),
        (
            "LEVEL-00010",
            (
                "Extra code LEVEL-00010 is 11 characters long; Sage takes 10. Shorten it by 1 "
                "character."
            ),
        ),
        ("0-11", "Extra code 0-11 is taken by 24-117/011 ('Level 11'). Take another code."),
        (
            "7→",
            (
                "Extra code: character '→' at position 2 cannot be written to a file for Sage. "
                "Take it out, or write it with ordinary letters."
            ),
        ),
    ],
)
def test_the_extra_code_as_it_is_typed(
    office: SheetOffice, inbox: InboxBrowsing, code: str, said: str
) -> None:
    office.send("24-117/010")

    assert inbox.extra_code_problem(office.id_of("24-117/010"), code) == said


def test_the_extra_code_of_another_sub_job(office: SheetOffice, inbox: InboxBrowsing) -> None:
    office.send("24-117/010", "24-117/011")
    office.act_as("Carl Otis")
    Deciding(office.desk).accept([office.id_of("24-117/011")], "77")

    assert inbox.extra_code_problem(office.id_of("24-117/010"), "7-7") == (
        "Extra code 7-7 is taken by 24-117/011 ('Level 11', extra code 77). Take another code."
    )


def test_the_extra_code_off_the_mask(office: SheetOffice, inbox: InboxBrowsing) -> None:
    office.send("24-117/010")
    office.set("extra_mask", "###")

    assert inbox.extra_code_problem(office.id_of("24-117/010"), "A1") == (
        "Extra code A1 does not fit the mask ###. Write it like 123."
    )
