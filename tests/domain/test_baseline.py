"""What is to be written: the content minus what Sage has, so that Sage ends with the content."""

from collections import defaultdict
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.domain.baseline import against, to_write
from subjob_desk.domain.codes import strip
from subjob_desk.domain.content import Line
from subjob_desk.domain.facts import ExportedLine
from subjob_desk.domain.money import Money, Quantity, hundredths


def _line(code: str, amount: int, quantity: int = 0, unit: str = "", category: str = "LAB") -> Line:
    return Line("l", code, category, Quantity(quantity), unit, Money(amount))


def _exported(code: str, amount: str, quantity: str = "0.00", unit: str = "") -> ExportedLine:
    return ExportedLine(code, "LAB", quantity, unit, amount)


def test_the_first_time_everything_goes_out() -> None:
    lines = (_line("03-310", 150, 400, "hr"), _line("02-100", -5))
    assert to_write(lines, ()) == (
        _exported("02-100", "-0.05"),
        _exported("03-310", "1.50", "4.00", "hr"),
    )


def test_a_zero_line_creates_its_code_once() -> None:
    line = _line("03-310", 0)
    written = to_write((line,), ())
    assert written == (_exported("03-310", "0.00"),)
    assert to_write((line,), written) == ()


def test_what_is_equal_is_not_written_again() -> None:
    lines = (_line("03-310", 150, 400, "hr"), _line("02-100", -5))
    assert to_write(lines, to_write(lines, ())) == ()


def test_differences_in_amount_and_quantity() -> None:
    had = (_exported("03-310", "10.00", "4.00", "hr"),)
    assert to_write((_line("03-310", 900, 400, "hr"),), had) == (
        _exported("03-310", "-1.00", "0.00", "hr"),
    )
    assert to_write((_line("03-310", 1000, 350, "hr"),), had) == (
        _exported("03-310", "0.00", "-0.50", "hr"),
    )


def test_a_removed_line_is_taken_back_in_sages_spelling() -> None:
    had = (_exported("03 310", "10.00", "4.00", "hr"),)
    assert to_write((), had) == (_exported("03 310", "-10.00", "-4.00", "hr"),)


def test_a_code_is_one_in_any_spelling() -> None:
    had = (_exported("03310", "10.00"),)
    assert to_write((_line("03-310", 1100, category="lab"),), had) == (
        ExportedLine("03-310", "lab", "0.00", "", "1.00"),
    )


def test_another_unit_is_minus_the_old_plus_the_new() -> None:
    had = (_exported("03-310", "10.00", "4.00", "hr"),)
    assert to_write((_line("03-310", 1000, 400, "day"),), had) == (
        _exported("03-310", "10.00", "4.00", "day"),
        _exported("03-310", "-10.00", "-4.00", "hr"),
    )


def test_another_unit_of_a_zero_line_is_nothing_to_write() -> None:
    had = (_exported("03-310", "0.00", "0.00", "hr"),)
    assert to_write((_line("03-310", 0, 0, "day"),), had) == ()


LINES = st.lists(
    st.builds(
        _line,
        st.sampled_from(["03-310", "03310", "02-100", "2100"]),
        st.integers(-300, 300),
        st.integers(-200, 200),
        st.sampled_from(["", "hr", "day"]),
        st.sampled_from(["LAB", "lab", "MAT"]),
    ),
    max_size=6,
)


def _has(lines: Iterable[ExportedLine]) -> dict[tuple[str, str], tuple[int, int]]:
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in lines:
        total = sums[strip(one.cost_code), strip(one.category)]
        total[0] += hundredths(one.quantity)
        total[1] += hundredths(one.amount)
    return {key: (quantity, amount) for key, (quantity, amount) in sums.items()}


@given(st.lists(LINES, min_size=1, max_size=4))
def test_after_any_changes_sage_has_the_content(contents: list[list[Line]]) -> None:
    in_sage: tuple[ExportedLine, ...] = ()
    for content in contents:
        in_sage += to_write(content, in_sage)
        wanted: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        for line in content:
            total = wanted[strip(line.cost_code), strip(line.category)]
            total[0] += line.quantity
            total[1] += line.amount
        has = _has(in_sage)
        assert wanted.keys() <= has.keys()
        assert {key: tuple(wanted.get(key, (0, 0))) for key in has} == has
        assert to_write(content, in_sage) == ()


def test_content_and_sage_side_by_side() -> None:
    had = (_exported("03-310", "10.00", "4.00", "hr"), _exported("02-100", "5.00"))
    lines = (_line("03-310", 1500, 600, "hr"), _line("09-900", 0))
    rows = against(lines, had)
    assert [(row.cost_code, row.is_new, row.is_gone) for row in rows] == [
        ("02-100", False, True),
        ("03-310", False, False),
        ("09-900", True, False),
    ]
    assert [(row.amount_in_sage, row.amount, row.more_amount) for row in rows] == [
        (500, 0, -500),
        (1000, 1500, 500),
        (0, 0, 0),
    ]
    assert (rows[1].quantity_in_sage, rows[1].quantity, rows[1].more_quantity) == (400, 600, 200)
    assert [row.differs for row in rows] == [True, True, True]
    assert not against(lines, to_write(lines, ()))[0].differs


def test_what_was_taken_back_whole_is_not_listed_any_more() -> None:
    had = (_exported("02-100", "5.00", "1.00"), _exported("02-100", "-5.00", "-1.00"))
    assert against((), had) == ()
    (again,) = against((_line("02-100", 0),), had)
    assert (again.is_new, again.is_gone, again.differs) == (False, False, False)
