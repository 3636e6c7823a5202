"""What changed between two rounds, line by line, by line id."""

from msgspec.structs import replace

from subjob_desk.domain.content import LINE_FIELDS, Content, Line
from subjob_desk.domain.differences import Difference, differences, field_text, line_text
from subjob_desk.domain.money import Money, Quantity

LAB = Line("l1", "03-310", "LAB", Quantity(4000), "hr", Money(260000))
MAT = Line("l2", "03-310", "MAT")
WAS = Content("24-117", "010", "Slab", (LAB, MAT))


def test_nothing_changed() -> None:
    assert differences(WAS, WAS) == ()
    assert differences(WAS, replace(WAS, lines=(MAT, LAB))) == ()


def test_every_field_in_reading_order() -> None:
    now = Line("l1", "03-320", "SUB", Quantity(1), "day", Money(-5))
    changed = Content("24-117", "011", "Wall", (now, MAT))
    assert differences(WAS, changed) == (
        Difference("Code", "010", "011", field="code"),
        Difference("Description", "Slab", "Wall", field="description"),
        Difference("Cost code of 03-320 SUB", "03-310", "03-320", "l1", "cost_code"),
        Difference("Category of 03-320 SUB", "LAB", "SUB", "l1", "category"),
        Difference("Quantity of 03-320 SUB", "40.00", "0.01", "l1", "quantity"),
        Difference("Unit of 03-320 SUB", "hr", "day", "l1", "unit"),
        Difference("Amount of 03-320 SUB", "2600.00", "-0.05", "l1", "amount"),
    )


def test_lines_come_and_go() -> None:
    new = Line("l3", "02-100", "EQP", amount=Money(100))
    assert differences(WAS, replace(WAS, lines=(new, LAB))) == (
        Difference("New line", "", "02-100 EQP 1.00", "l3"),
        Difference("Line removed", "03-310 MAT 0.00", "", "l2"),
    )


def test_a_line_typed_anew_is_another_line() -> None:
    again = replace(WAS, lines=(replace(LAB, id="l9"), MAT))
    assert [one.what for one in differences(WAS, again)] == ["New line", "Line removed"]


def test_texts_of_fields_and_lines() -> None:
    assert [field_text(LAB, field) for field in LINE_FIELDS] == [
        "03-310", "LAB", "40.00", "hr", "2600.00",
    ]  # fmt: skip
    assert line_text(Line("l", "", "")) == "0.00"


def test_a_line_without_a_category_is_named_without_a_blank() -> None:
    was = Content("1", "2", "", (Line("l1", "03-310", ""),))
    now = replace(was, lines=(Line("l1", "03-310", "", amount=Money(1)),))
    assert differences(was, now)[0].what == "Amount of 03-310"
