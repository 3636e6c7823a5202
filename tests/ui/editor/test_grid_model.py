"""The grid's item model: lines, new row, tints, refused typing."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from subjob_desk.domain.checks import Problem, Severity
from subjob_desk.domain.content import Line
from subjob_desk.domain.money import Money, Quantity
from subjob_desk.ui.editor.clipboard import COLUMNS
from subjob_desk.ui.editor.grid_model import LinesModel, Refused, ToneRole
from subjob_desk.usecases.views import LineRow

UNKNOWN = Problem(
    "cost-code-unknown",
    Severity.BLOCKING,
    "cost_code",
    "Cost code 09-999 is not on the standard list.",
    "Did you mean 09-900?",
    "b",
    "09-900",
)
LONG_UNIT = Problem("unit-long", Severity.WARNING, "unit", "The unit is long.", "", "a")


def line(line_id: str, code: str = "09-250", amount: int = 9_672_000) -> LineRow:
    return LineRow(
        Line(line_id, code, "SUB", Quantity(1_240_000), "sf", Money(amount)), "Gypsum board"
    )


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[LinesModel]:
    model = LinesModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show([line("a"), line("b", "09-999")], [UNKNOWN, LONG_UNIT], editable=True)
    yield model
    model.deleteLater()


def shown(model: LinesModel, row: int) -> list[str]:
    return [str(model.index(row, column).data()) for column in range(len(COLUMNS))]


def test_shows_numbers_as_people_write_them_and_a_new_row(model: LinesModel) -> None:
    assert shown(model, 0) == ["09-250", "SUB", "Gypsum board", "12,400.00", "sf", "96,720.00"]
    assert shown(model, 2) == [""] * 6
    assert (model.line_count, model.rowCount()) == (2, 3)


def test_copies_and_edits_numbers_without_grouping(model: LinesModel) -> None:
    assert model.plain_text(0, COLUMNS.index("quantity")) == "12400.00"
    assert model.index(0, 5).data(Qt.ItemDataRole.EditRole) == "96720.00"


def test_the_description_cannot_be_typed(model: LinesModel) -> None:
    editable = Qt.ItemFlag.ItemIsEditable
    can = [bool(model.flags(model.index(0, at)) & editable) for at in range(len(COLUMNS))]
    assert can == [True, True, False, True, True, True]


def test_a_locked_grid_has_no_new_row_and_takes_nothing(model: LinesModel) -> None:
    model.show([line("a")], [], editable=False)
    assert model.rowCount() == 1
    assert not model.setData(model.index(0, 0), "01-310")


def test_tells_what_was_typed_and_where(qtbot: QtBot, model: LinesModel) -> None:
    with qtbot.waitSignal(model.entered) as told:
        model.setData(model.index(1, 0), "09-900")
    assert told.args == ["b", "cost_code", "09-900"]
    with qtbot.waitSignal(model.entered) as told:
        model.setData(model.index(2, 5), "12")
    assert told.args == ["", "amount", "12"]


def test_the_same_text_is_no_change(qtbot: QtBot, model: LinesModel) -> None:
    with qtbot.assertNotEmitted(model.entered):
        model.setData(model.index(1, 0), "09-999")


def test_tints_problem_cells_and_says_why(model: LinesModel) -> None:
    assert model.index(1, 0).data(ToneRole) == "problem"
    assert model.index(0, 4).data(ToneRole) == "warning"
    assert model.index(0, 0).data(ToneRole) == ""
    tip = model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Cost code 09-999 is not on the standard list. Did you mean 09-900?"
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == f"Cost code 09-999, {tip}"


def test_a_line_added_at_the_end_takes_the_place_of_the_new_row(model: LinesModel) -> None:
    current = QPersistentModelIndex(model.index(2, 1))
    model.show([line("a"), line("b"), line("c"), line("d")], [], editable=True)
    assert current.row() == 2
    assert model.line_id(current.row()) == "c"
    assert model.rowCount() == 5


def test_lines_keep_their_indexes_when_others_go_and_move(model: LinesModel) -> None:
    kept = QPersistentModelIndex(model.index(1, 5))
    model.show([line("x"), line("b"), line("a")], [], editable=True)
    assert model.line_id(kept.row()) == "b"
    model.show([line("b")], [], editable=True)
    assert kept.row() == 0


def test_refused_typing_stays_in_its_cell_until_it_is_let_go(model: LinesModel) -> None:
    model.refuse("a", "amount", Refused("1e5", "Amount '1e5' is not a number."))
    assert model.index(0, 5).data() == "1e5"
    assert model.index(0, 5).data(Qt.ItemDataRole.EditRole) == "1e5"
    assert model.index(0, 5).data(ToneRole) == "problem"
    model.show([line("a", amount=1)], [], editable=True)
    assert model.index(0, 5).data() == "1e5"
    model.refuse("a", "amount", None)
    assert model.index(0, 5).data() == "0.01"


def test_what_was_refused_in_the_new_row_moves_along_when_it_becomes_a_line(
    model: LinesModel,
) -> None:
    model.refuse("", "amount", Refused("1e5", "no"))
    model.show([line("a"), line("b"), line("c")], [], editable=True)
    model.adopt_typing("c")
    assert set(model.refused_typing()) == {("c", "amount")}
    assert model.index(2, 5).data() == "1e5"


def test_finds_cells_by_line_and_field(model: LinesModel) -> None:
    assert model.index_of("b", "unit").column() == 4
    assert model.index_of("b", "lines").column() == 0
    assert model.index_of("", "lines").row() == 2
    assert not model.index_of("nobody", "unit").isValid()
