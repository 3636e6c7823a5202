"""The read-only lists below the grid and in the look-up."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from subjob_desk.domain.differences import Difference
from subjob_desk.ui.editor.lists import DifferencesModel, HistoryModel, sentence
from subjob_desk.ui.editor.lookup import EntriesModel, Entry
from subjob_desk.usecases.views import HistoryRow

SENT = HistoryRow("2026-11-14T10:02:00Z", "Ann Ruiz", "sent it to accounting, round 2")


def watch(model: QAbstractItemModel) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)


def test_history_is_told_in_sentences_with_the_zone_in_the_tooltip(qtbot: QtBot) -> None:
    model = HistoryModel()
    watch(model)
    model.show([SENT])
    index = model.index(0, 0)
    assert str(index.data()).endswith("  Ann Ruiz sent it to accounting, round 2")
    assert "UTC" in str(index.data(Qt.ItemDataRole.ToolTipRole))


def test_what_had_no_effect_says_why() -> None:
    row = HistoryRow(SENT.at, "Ann Ruiz", "sent it", "it was taken back")
    assert sentence(row) == "Ann Ruiz sent it (without effect: it was taken back)"


def test_the_same_history_is_not_shown_anew(qtbot: QtBot) -> None:
    model = HistoryModel()
    model.show([SENT])
    with qtbot.assertNotEmitted(model.modelReset):
        model.show([SENT])


def test_differences_show_money_grouped_and_words_as_they_are(qtbot: QtBot) -> None:
    model = DifferencesModel()
    watch(model)
    model.show(
        [
            Difference("Amount of 09-510 SUB", "36000.00", "38305.00", "c", "amount"),
            Difference("Description", "Level 10", "Level 10 lobby", "", "description"),
        ]
    )
    rows = [[model.index(row, column).data() for column in range(3)] for row in range(2)]
    assert rows == [
        ["Amount of 09-510 SUB", "36,000.00", "38,305.00"],
        ["Description", "Level 10", "Level 10 lobby"],
    ]
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Amount of 09-510 SUB: was 36,000.00, is now 38,305.00"


def test_headings_can_be_seen_but_not_taken(qtbot: QtBot) -> None:
    model = EntriesModel()
    watch(model)
    entries = [Entry("09-000", "Finishes", is_heading=True), Entry("09-250", "Gypsum board")]
    model.show([*entries, Entry("09-510", "Ceilings")])
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.first_takeable("") == 1
    assert model.first_takeable("09-510") == 2
    model.show(entries[:1])
    assert model.first_takeable("") == -1
