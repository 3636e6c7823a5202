"""The item models of the inbox, with rows made by hand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from subjob_desk.domain.content import Line
from subjob_desk.domain.differences import Difference
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.money import Money, Quantity
from subjob_desk.ui.inbox.cells import Place
from subjob_desk.ui.inbox.details_card import HistoryModel
from subjob_desk.ui.inbox.entries import GroupHead, arrange
from subjob_desk.ui.inbox.estimate import EstimateModel
from subjob_desk.ui.inbox.model import InboxModel
from subjob_desk.usecases.views import HistoryRow, InboxRow, LineRow, SubJobRow

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
SINCE = "2026-11-16T09:12:00+00:00"


def item(number: int, *odd: str, compared: str = "", batch: int = 0) -> InboxRow:
    row = SubJobRow(
        id=f"sub{number}",
        job_key="24117",
        job="24-117",
        code=f"{number:03d}",
        description=f"Level {number}",
        state=State.SENT,
        inactive=False,
        round=1,
        amount=Money(number * 100_000_00),
        lines=2,
        extra_code="",
        batch=batch,
    )
    return InboxRow(row, SINCE, "Ann Ruiz", odd, compared)


def ids(model: InboxModel) -> list[str]:
    return [entry.id if isinstance(entry, GroupHead) else entry.row.id for entry in model.rows()]


def show(model: InboxModel, rows: Sequence[InboxRow]) -> None:
    model.show_entries(arrange(rows, grouped=True), "What is odd")


def test_odd_items_come_first_under_a_heading(qtbot: QtBot) -> None:
    model = InboxModel()
    QAbstractItemModelTester(model, FATAL, model)
    show(model, [item(1), item(2, "came back"), item(3)])
    assert ids(model) == ["group:look", "sub2", "group:clean", "sub1", "sub3"]
    assert [head.count for _, head in model.heads()] == [1, 2]
    assert model.clean_ids() == ("sub1", "sub3")
    assert model.headerData(Place.ODD, Qt.Orientation.Horizontal) == "What is odd"


def test_decided_items_leave_and_empty_groups_with_them(qtbot: QtBot) -> None:
    model = InboxModel()
    QAbstractItemModelTester(model, FATAL, model)
    show(model, [item(1), item(2, "came back"), item(3), item(4)])
    model.remove({"sub2", "sub3"})
    assert ids(model) == ["group:clean", "sub1", "sub4"]
    assert [head.count for _, head in model.heads()] == [2]
    show(model, [item(4, "came back"), item(1), item(5)])
    assert ids(model) == ["group:look", "sub4", "group:clean", "sub1", "sub5"]
    show(model, [])
    assert ids(model) == []


def test_where_the_cursor_goes(qtbot: QtBot) -> None:
    model = InboxModel()
    show(model, [item(1, "x"), item(2, "x"), item(3), item(4)])
    row = model.row_of
    assert model.next_without(row("sub1"), {"sub1"}) == "sub2"
    assert model.next_without(row("sub2"), {"sub2"}) == "sub3"
    assert model.next_without(row("sub4"), {"sub4"}) == "sub3"
    assert model.next_without(row("sub2"), {"sub1"}) == "sub2"
    assert model.next_without(row("sub1"), {"sub1", "sub2", "sub3", "sub4"}) == ""


def test_ticks_follow_the_items(qtbot: QtBot) -> None:
    model = InboxModel()
    show(model, [item(1), item(2), item(3)])
    with qtbot.waitSignal(model.ticks_changed):
        model.toggle_tick("sub3")
    model.setData(
        model.index_of("sub1", Place.TICK), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole
    )
    model.tick(["nobody"], on=True)
    assert model.ticked() == ("sub1", "sub3")
    with qtbot.waitSignal(model.ticks_changed):
        model.remove({"sub3"})
    assert model.ticked() == ("sub1",)


def test_a_row_reads_as_one_sentence(qtbot: QtBot) -> None:
    model = InboxModel()
    show(model, [item(1, "came back, 2 changes", "Unit is long")])
    index = model.index_of("sub1", Place.SUB_JOB)
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole).startswith(
        "24-117/001 Level 1, Waiting for accounting, 100,000.00, sent by Ann Ruiz, round 1, "
    )
    odd = model.index_of("sub1", Place.ODD)
    assert odd.data() == "came back, 2 changes, Unit is long"
    assert odd.data(Qt.ItemDataRole.ToolTipRole) == "came back, 2 changes\nUnit is long"


def test_what_is_not_odd_says_where_it_went(qtbot: QtBot) -> None:
    model = InboxModel()
    show(model, [item(1, compared="like 24-117/010"), item(2, batch=12)])
    assert model.index_of("sub1", Place.ODD).data() == "like 24-117/010"
    assert model.index_of("sub2", Place.ODD).data() == "batch 12"


def test_changed_cells_of_the_estimate_are_tinted(qtbot: QtBot) -> None:
    model = EstimateModel()
    QAbstractItemModelTester(model, FATAL, model)
    lines = [
        LineRow(Line("one", "09-250", "SUB", Quantity(100), "ls", Money(500_00)), "Gypsum board"),
        LineRow(Line("two", "15-400", "SUB", Quantity(0), "", Money(-7_00)), "Plumbing"),
    ]
    changes = [
        Difference("Cost code of 09-250 SUB", "09-200", "09-250", "one", "cost_code"),
        Difference("New line", "", "15-400 SUB", "two"),
    ]
    model.replace(lines, changes)
    tinted = [
        [bool(model.index(row, c).data(Qt.ItemDataRole.BackgroundRole)) for c in range(6)]
        for row in range(2)
    ]
    assert tinted == [[True, *[False] * 5], [True, True, False, True, True, True]]
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "was 09-200"
    assert model.index(1, 5).data() == "-7.00"


def test_history_reads_like_sentences(qtbot: QtBot) -> None:
    model = HistoryModel()
    QAbstractItemModelTester(model, FATAL, model)
    model.replace(
        [
            (1, HistoryRow(SINCE, "Ann Ruiz", "sent it, round 1")),
            (0, HistoryRow(SINCE, "Carl Otis", "accepted it", "undone")),
        ]
    )
    assert model.index(0, 1).data() == "Ann Ruiz sent it, round 1"
    assert model.index(1, 1).data() == "Carl Otis accepted it (undone)"
