"""The list of batches: totals, kinds apart, what goes out again, and voiding by mouse and key."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from subjob_desk.usecases.answering import Answering
from subjob_desk.usecases.exporting import Exporting
from tests.drivers.accounting import Accounting
from tests.drivers.exports import ExportsDriver

Opened = Callable[[], ExportsDriver]


def test_totals_stand_at_the_foot(company: Accounting, opened: Opened) -> None:
    names = company.waiting(3)
    company.exported(names[:1])
    Answering(company.desk).void(Exporting(company.desk).batches()[0].id, "Wrong date")
    company.exported(names[:2])
    company.exported(names[2:])
    exports = opened()
    assert exports.totals() == "ORIGINAL: 387,369.00 waits"
    assert exports.foot("coverage") == "Coverage…"
    assert exports.foot("additions") == ""


def test_without_batches_there_is_no_total(opened: Opened) -> None:
    assert opened().totals() == ""


def test_what_goes_out_again_is_counted_once(company: Accounting, opened: Opened) -> None:
    names = company.waiting(3)
    company.exported(names[:2])
    company.failed(names[:2], "Extra is closed")
    Answering(company.desk).try_again([company.ids[names[0]]])
    company.export_again(names[:1])
    batch = Exporting(company.desk).batches()[0]
    Answering(company.desk).posted(batch.id)
    company.exported(names[2:])
    assert opened().totals() == (
        "ORIGINAL: 129,123.00 posted, 129,123.00 waits, 258,246.00 refused"
    )


def test_quantities_are_told_unit_by_unit(company: Accounting, opened: Opened) -> None:
    company.exported(company.waiting(1))
    exports = opened()
    assert exports.fact("quantity") == "160.00 hr, 1.00 ls, 12,400.00 sf"
    assert exports.fact("again") == ""


def test_what_goes_out_again_names_its_batch(company: Accounting, opened: Opened) -> None:
    names = company.waiting(2)
    company.failed(names[:1], "Extra is closed")
    Answering(company.desk).try_again([company.ids[names[0]]])
    company.exported(names)
    exports = opened()
    assert exports.again() == ["000001", ""]
    assert exports.fact("again") == "batch 1, refused by Sage"
    exports.choose(1)
    assert exports.fact("again") == ""


@pytest.mark.parametrize("way", ["mouse", "keys", "menu"])
def test_a_void_batch_gives_its_items_back(
    company: Accounting, opened: Opened, qtbot: QtBot, way: str
) -> None:
    (name,) = company.waiting(1)
    company.exported([name])
    exports = opened()
    if way == "mouse":
        exports.click("void")
    elif way == "keys":
        exports.focus("void")
        exports.press("Space")
    else:
        exports.ctx.actions.void.trigger()
    dialog = exports.dialog("reason_dialog")
    exports.type("Wrong date")
    exports.press("Enter")
    qtbot.waitUntil(lambda: exports.rows()[0][3] == "Void")
    assert dialog is not None
    row = exports.ctx.browsing.sub_job(company.ids[name]).row
    assert (row.state.value, row.batch) == ("accepted", 0)
    assert exports.why_not("write-again") == "The batch is void."
    assert exports.ctx.browsing.counts().accepted == 1
