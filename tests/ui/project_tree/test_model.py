"""The tree's item model: lazy, keeps its indexes, speaks in sentences."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.money import Money
from subjob_desk.ui.common.roles import RowRole
from subjob_desk.ui.project_tree.cells import LongestCodeRole, TreeColumn
from subjob_desk.ui.project_tree.model import TreeModel
from subjob_desk.usecases.views import ProjectRow, SubJobRow


def project(key: str, name: str = "Harbor Tower", note: str = "") -> ProjectRow:
    return ProjectRow(key, key, name, 2, Money(7_482_300_00), note)


def sub_job(
    key: str, code: str, state: State = State.DRAFT, *, inactive: bool = False
) -> SubJobRow:
    name = f"Level {code}"
    return SubJobRow(
        f"{key}-{code}", key, key, code, name, state, inactive, 1, Money(182_298_00), 6, ""
    )


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[TreeModel]:
    model = TreeModel()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    tester.setUseFetchMore(False)
    yield model
    model.deleteLater()


def names(model: TreeModel, parent: QModelIndex | None = None) -> list[str]:
    top = parent if parent is not None else QModelIndex()
    return [str(model.index(row, 0, top).data()) for row in range(model.rowCount(top))]


def test_asks_for_the_sub_jobs_of_a_project_only_when_it_is_opened(
    qtbot: QtBot, model: TreeModel
) -> None:
    model.show_projects([project("A"), project("B")])
    first = model.index_of_project("A")
    assert model.hasChildren(first)
    assert model.rowCount(first) == 0
    with qtbot.waitSignal(model.sub_jobs_wanted) as asked:
        model.fetchMore(first)
    assert asked.args == ["A"]
    model.show_sub_jobs("A", [sub_job("A", "010")])
    assert not model.canFetchMore(first)
    assert names(model, first) == ["010  Level 010"]


def test_a_project_without_sub_jobs_has_nothing_to_open(model: TreeModel) -> None:
    model.show_projects([project("A")])
    model.show_sub_jobs("A", [])
    assert not model.hasChildren(model.index_of_project("A"))


def test_rows_keep_their_indexes_when_others_come_go_and_move(model: TreeModel) -> None:
    model.show_projects([project("A"), project("B"), project("C")])
    model.show_sub_jobs("B", [sub_job("B", code) for code in ("001", "002", "003")])
    kept = QPersistentModelIndex(model.index_of("B-003"))
    gone = QPersistentModelIndex(model.index_of("B-001"))
    model.show_projects([project("C"), project("X"), project("B")])
    model.show_sub_jobs("B", [sub_job("B", code) for code in ("003", "000", "002")])
    assert not gone.isValid()
    assert kept.data(RowRole) == sub_job("B", "003")
    assert kept.parent().data(RowRole) == project("B")
    assert names(model) == ["C  Harbor Tower", "X  Harbor Tower", "B  Harbor Tower"]


def test_changed_rows_are_told(qtbot: QtBot, model: TreeModel) -> None:
    model.show_projects([project("A")])
    model.show_sub_jobs("A", [sub_job("A", "001"), sub_job("A", "002")])
    with qtbot.waitSignal(model.dataChanged) as told:
        model.show_sub_jobs("A", [sub_job("A", "001"), sub_job("A", "002", State.SENT)])
    assert told.args is not None
    assert told.args[0].row() == 1
    with qtbot.waitSignal(model.dataChanged):
        model.show_projects([project("A", "Harbour Tower")])


def test_a_closed_project_lets_go_of_its_sub_jobs(model: TreeModel) -> None:
    model.show_projects([project("A")])
    model.show_sub_jobs("A", [sub_job("A", "001")])
    model.forget_sub_jobs("A")
    assert model.loaded("A") is None
    assert model.canFetchMore(model.index_of_project("A"))
    assert not model.index_of("A-001").isValid()


def test_removed_projects_take_their_sub_jobs_along(model: TreeModel) -> None:
    model.show_projects([project("A"), project("B")])
    model.show_sub_jobs("A", [sub_job("A", "001")])
    model.show_projects([project("B")])
    assert not model.index_of("A-001").isValid()
    assert not model.index_of_project("A").isValid()


def test_descriptions_line_up_behind_the_longest_code(model: TreeModel) -> None:
    model.show_projects([project("A")])
    model.show_sub_jobs("A", [sub_job("A", "1"), sub_job("A", "1000")])
    assert model.index_of("A-1").data(LongestCodeRole) == "1000"


def test_a_row_reads_as_one_sentence(model: TreeModel) -> None:
    model.show_projects([project("A", note="closed")])
    model.show_sub_jobs("A", [sub_job("A", "010", State.REJECTED, inactive=True)])
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.index_of_project("A").data(spoken) == (
        "Project A Harbor Tower, 2 sub jobs, 7,482,300, closed"
    )
    assert model.index_of("A-010").data(spoken) == (
        "A/010 Level 010, Rejected, inactive, 6 lines, 182,298"
    )


def test_has_the_columns_of_the_picture(model: TreeModel) -> None:
    titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in TreeColumn]
    assert titles == ["Project / sub job", "State", "Amount"]
