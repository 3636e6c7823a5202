"""A table of rows: what changes is told to views so exactly that selection survives."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common.chip import state_at
from subjob_desk.ui.common.roles import IdRole, InactiveRole, RowRole
from subjob_desk.ui.common.row_model import Column, RowModel


@dataclass(frozen=True)
class Thing:
    """A row."""

    id: str
    name: str = ""


def _id(thing: Thing) -> str:
    return thing.id


def _name(thing: Thing) -> str:
    return thing.name or thing.id.upper()


def _state(_thing: Thing) -> State:
    return State.SENT


def _red(_thing: Thing) -> str:
    return "#9E2219"


def _yes(_thing: Thing) -> bool:
    return True


def _model() -> RowModel[Thing]:
    return RowModel(
        (
            Column("Id", _id),
            Column("Name", _name, align_right=True, tip=_id, colour=_red),
            Column("State", _name, state=_state, inactive=_yes, accessible=_id),
        ),
        _id,
    )


def _things(ids: str) -> list[Thing]:
    return [Thing(each) for each in ids]


_ids = st.lists(st.sampled_from("abcdefghij"), unique=True).map("".join)


@given(before=_ids, after=_ids)
def test_any_rows_become_any_others_and_what_stays_keeps_its_index(before: str, after: str) -> None:
    model = _model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.replace(_things(before))
    held = {each: QPersistentModelIndex(model.index_of(each)) for each in before}
    model.replace([Thing(each, f"new {each}") for each in after])
    assert [row.id for row in model.rows()] == list(after)
    for each in before:
        if each in after:
            assert held[each].row() == after.index(each)
            assert model.data(held[each], Qt.ItemDataRole.DisplayRole) == each
        else:
            assert not held[each].isValid()


def test_the_selection_survives(qtbot: QtBot) -> None:
    model, view = _model(), QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    model.replace(_things("abc"))
    view.selectionModel().setCurrentIndex(
        model.index_of("b"),
        QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
    )
    model.replace(_things("xcbz"))
    assert [model.id_at(index) for index in view.selectionModel().selectedRows()] == ["b"]


def test_a_cell_offers_text_alignment_tip_state_and_colour() -> None:
    model = _model()
    model.replace(_things("a"))
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Name"
    right = model.index(0, 1)
    assert right.data() == "A"
    assert right.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert right.data(Qt.ItemDataRole.ToolTipRole) == "a"
    assert right.data(Qt.ItemDataRole.ForegroundRole).name() == "#9e2219"
    assert right.data(IdRole) == "a"
    assert right.data(RowRole) == Thing("a")
    assert state_at(model.index(0, 2)) is State.SENT
    assert state_at(right) is None
    assert model.index(0, 2).data(InactiveRole) is True


def test_a_row_reads_as_one_sentence() -> None:
    model = _model()
    model.replace(_things("a"))
    spoken = [model.index(0, c).data(Qt.ItemDataRole.AccessibleTextRole) for c in range(3)]
    assert spoken == ["a, A, A", "Name A", "a"]


def test_rows_are_found_by_id() -> None:
    model = _model()
    model.replace(_things("ab"))
    assert model.index_of("b").row() == 1
    assert not model.index_of("z").isValid()
    assert model.row(1) == Thing("b")
    assert model.data(QModelIndex()) is None


def test_two_rows_with_one_id_are_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="same id"):
        _model().replace(_things("aa"))
