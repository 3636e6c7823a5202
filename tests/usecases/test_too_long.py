"""What is too long to be handed to another desk is never recorded, whoever shares later."""

from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.editing import MOST_LINES
from subjob_desk.usecases.importing import Importing
from tests.drivers.office import TOWER, Office

LONG = "x" * 4_000


def test_a_note_may_be_long_but_not_endless(office: Office) -> None:
    sub = office.sent()
    entries = office.entries()
    with office.by("Carl"), pytest.raises(UserError) as told:
        office.deciding.reject([sub], "Wrong code", LONG + "x")
    assert told.value.problem == (
        "This cannot be kept: what is recorded of it holds a text of more than 4,000 characters."
    )
    assert told.value.remedy == "Shorten it, or do it in smaller parts."
    assert (office.entries(), office.state(sub)) == (entries, State.SENT)
    with office.by("Carl"):
        office.deciding.reject([sub], "Wrong code", LONG)
    assert office.state(sub) == State.REJECTED


def test_no_field_is_forgotten(office: Office, tmp_path: Path) -> None:
    sub = office.draft()
    entries = office.entries()
    for act in (
        lambda: office.editing.new_sub_job(TOWER, "011", LONG + "x"),
        lambda: office.editing.change_description(sub, LONG + "x"),
        lambda: office.editing.change_code(sub, LONG + "x"),
        lambda: office.administering.set_person(LONG + "x", ["pm"]),
        lambda: office.administering.set_setting("term", LONG + "x"),
        lambda: office.administering.set_setting(
            "reject_reasons", ["x" * 99 + str(n) for n in range(41)]
        ),
        lambda: Desk.found(tmp_path / "other.sjd", name=LONG + "x", code="O", admin="Ann"),
    ):
        with pytest.raises(UserError, match="more than 4,000 characters"):
            act()
    assert office.entries() == entries
    assert not (tmp_path / "other.sjd").exists()


def test_many_long_lines_at_once_are_too_much(office: Office) -> None:
    sub = office.draft()
    entries = office.entries()
    rows = [[f"{n:04}" + "9" * 300, "LAB", "1.00"] for n in range(MOST_LINES - 1)]
    with pytest.raises(UserError, match="longer than 1,048,576 bytes"):
        office.editing.paste(sub, [], ["cost_code", "category", "amount"], rows)
    assert office.entries() == entries


def test_of_a_list_only_the_row_is_refused(office: Office, tmp_path: Path) -> None:
    sheet = tmp_path / "codes.csv"
    rows = f"Cost Code,Description\n01-100,{LONG}x\n01-200,{LONG}\n"
    sheet.write_text(rows, encoding="utf-8", newline="")
    importing = Importing(office.desk)
    preview = importing.preview("cost-codes", sheet)
    (refused,) = preview.refused
    assert (refused.row, refused.name, refused.field) == (2, "01-100", "description")
    assert refused.message == "Description is 4,001 characters long; 4,000 can be kept."
    assert importing.apply(preview).said.startswith("Imported 1 cost code from codes.csv")
