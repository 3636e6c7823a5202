"""The coverage report in its window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.drivers.accounting import Accounting
from tests.drivers.exports import ExportsDriver
from tests.drivers.sheets import CoverageDriver

Opened = Callable[[], ExportsDriver]


@pytest.fixture
def exports(company: Accounting, opened: Opened) -> ExportsDriver:
    names = company.waiting(3)
    company.exported(names[:2])
    company.accepted(names[2:])
    return opened()


def test_every_accepted_sub_job_and_the_verdict(exports: ExportsDriver, qtbot: QtBot) -> None:
    exports.click("coverage")
    report = CoverageDriver(qtbot)
    assert report.banner() == (
        "None is missing and none is twice: 2 in a batch, 1 waiting for export. "
        "The lists and the history agree."
    )
    assert report.rows() == [
        ("24-117/010", "batch 1, waits for Sage"),
        ("24-117/011", "batch 1, waits for Sage"),
        ("24-117/012", "waits for export"),
    ]
    assert report.nameless() == []
    with qtbot.waitSignal(report.destroyed()):
        report.press("Esc")


def test_it_is_filtered_as_one_types(exports: ExportsDriver, qtbot: QtBot) -> None:
    exports.ctx.actions.coverage.trigger()
    report = CoverageDriver(qtbot)
    report.filter("accepted")
    assert [name for name, _where in report.rows()] == ["24-117/012"]
    report.filter("ORIGINAL 011")
    assert [name for name, _where in report.rows()] == ["24-117/011"]
    report.filter("nothing of that")
    assert report.rows() == []
    report.press("Esc")


def test_it_is_saved_and_a_row_leads_to_its_sub_job(
    exports: ExportsDriver, qtbot: QtBot, tmp_path: Path
) -> None:
    exports.click("coverage")
    report = CoverageDriver(qtbot)
    report.save("csv", tmp_path / "coverage.csv")
    assert report.banner() == f"Saved as {tmp_path / 'coverage.csv'}."
    assert (tmp_path / "coverage.csv").read_bytes().count(b"\r\n") == 4
    with qtbot.waitSignal(exports.place.open_wanted) as opened:
        report.open(1)
    assert opened.args == [exports.ctx.browsing.find("24-117/011")]
    assert exports.window.place_name == "projects"
