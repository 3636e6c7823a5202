"""What the step *Rehearse* lists: refused ones first, and what is looked for."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from subjob_desk.domain.money import Money
from subjob_desk.ui.common import theme
from subjob_desk.ui.exports.rehearse_model import Column, RehearseModel
from subjob_desk.ui.exports.rehearse_rows import (
    About,
    Rehearsed,
    matching,
    of_file,
    only_staying,
)
from subjob_desk.ui.exports.rehearse_words import stay_words
from subjob_desk.usecases.rehearsal_views import BudgetRow, RehearsedFile, RehearsedLine

REFUSED = "Cost code 09-999 is not on the standard list."
REMEDY = "Choose one from the list."


def budget(extra: str, *, known: bool = True) -> BudgetRow:
    row = ("24-117", extra, f"Level {extra}", known, Money(100), Money(250), Money(350))
    return BudgetRow(*row, f"id-{extra}")


def line(number: int, extra: str, verdict: str, says: str, remedy: str = "") -> RehearsedLine:
    return RehearsedLine(number, f"id-{extra}" if extra else "", verdict, says, remedy)


def rehearsed() -> Rehearsed:
    lines = (
        line(2, "", "job-created", "Creates job 24-117: it is not in Sage yet."),
        line(3, "010", "extra-created", "Creates Extra 010."),
        line(4, "010", "cost-code-added", "Adds cost code 03-310."),
        line(5, "020", "extra-own", "Adds to Extra 020."),
        line(6, "020", "cost-code-exists", "Adds to cost code 03-310."),
        line(7, "020", "refused-cost-code-unknown", REFUSED, REMEDY),
        line(8, "", "not-known", "What Sage does with a record 'P' is not known."),
    )
    extras = (budget("010"), budget("020", known=False))
    file = RehearsedFile(1, "ORIGINAL", "SJ.jce", lines, extras, 1, ("No list.",), "Twice.")
    stay = (("24-117/030", "It is locked.", "Retrieve it."),)
    return of_file(file, stay, About({"id-010": "24-117/010"}, going=2))


def test_refused_ones_come_first() -> None:
    shown = rehearsed()
    assert [group.label for group in shown.groups] == [
        "Stays here",
        "24-117/020",
        "Jobs",
        "Other lines",
        "24-117/010",
    ]
    refused = shown.groups[1]
    assert refused.says == "1 of its lines would be refused."
    assert [(child.label, child.is_refused) for child in refused.children] == [
        ("Line 7", True),
        ("Line 6", False),
    ]
    assert shown.counts == (
        "1 line refused",
        "1 stays here",
        "1 new Extra",
        "1 Extra added to",
    )
    assert shown.second_import == "Twice."
    said = (
        f"Sage would refuse 1 line: {REFUSED} {REMEDY} "
        "Nothing is written before that is mended; go back, and rehearse again."
    )
    assert shown.verdict == ("problem", said)
    assert shown.stays == (
        "1 sub job stays here and is in no file. 24-117/030: It is locked. Retrieve it. "
        "The other 2 go out."
    )
    assert shown.total == "Total of this file: 2 Extras, 2 lines, +5.00"
    assert shown.partly_known


def test_what_is_not_checked_is_said_beside_what_is() -> None:
    lines = (line(3, "010", "extra-not-checked", "Creates or adds."),)
    file = RehearsedFile(1, "ORIGINAL", "SJ.jce", lines, (budget("010"),), 0, ("No list.",), "")
    shown = of_file(file, (), About({}, lists="20 Nov"))
    said = (
        "Nothing is found that Sage would refuse: 1 Extra created or added to. No list. "
        "All else is checked against the lists of 20 Nov."
    )
    assert shown.verdict == ("warning", said)
    assert shown.groups[0].says == "Adds to or creates Extra 010"
    assert stay_words((), 3) == ""


def test_what_is_looked_for() -> None:
    groups = rehearsed().groups
    assert matching(groups, " ") == groups
    (found,) = matching(groups, "09-999 standard")
    assert [child.label for child in found.children] == ["Line 7"]
    (whole,) = matching(groups, "level 010")
    assert len(whole.children) == 1
    assert matching(groups, "swimming pool") == ()


def test_nothing_goes_out_at_all() -> None:
    shown = only_staying((("24-117/030", "It is locked.", "Retrieve it."),))
    assert [group.label for group in shown.groups] == ["Stays here"]
    assert only_staying(()).groups == ()


def test_the_model_tells_refusals_with_their_remedy(qtbot: QtBot) -> None:
    model = RehearseModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    model.show_groups(rehearsed().groups)
    extra = model.index(1, 0)
    said = model.index(0, Column.SAYS, extra)
    assert said.data() == f"{REFUSED} {REMEDY}"
    assert model.index(0, Column.CHIP, extra).data() == "Refused"
    colour = said.data(Qt.ItemDataRole.ForegroundRole)
    assert colour.name().upper() == theme.current().problem
    assert extra.siblingAtColumn(Column.SAYS).data() == (
        "Level 020  ·  1 of its lines would be refused."
    )
    assert extra.siblingAtColumn(Column.BEFORE).data() == "1.00 *"
    tip = extra.siblingAtColumn(Column.BEFORE).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Only what went there from here. Sage may have more under it."
    assert extra.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "24-117/020, Refused, Level 020  ·  1 of its lines would be refused., "
        "before 1.00 *, this file +2.50, after 3.50 *"
    )
    stays = model.index(0, 0)
    assert model.index(0, Column.SAYS, stays).data() == "It is locked. Retrieve it."
    assert model.child_at(stays) is None
    assert model.group_at(QModelIndex()) is None
    assert tester is not None
