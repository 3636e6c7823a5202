"""A company with accepted sub jobs, and the exports opened on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.drivers.accounting import Accounting
from tests.drivers.exports import ExportsDriver


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Accounting]:
    """A company with lists from Sage and no sub job yet."""
    company = Accounting(tmp_path)
    yield company
    company.desk.close()


@pytest.fixture
def opened(qtbot: QtBot, company: Accounting, tmp_path: Path) -> Callable[[], ExportsDriver]:
    """Opens the exports for Carl, who exported into the company's folder before."""

    def open_exports() -> ExportsDriver:
        company.act_as("Carl Otis")
        exports = ExportsDriver.opened(qtbot, company.desk, tmp_path)
        exports.ctx.settings.remember("export.folder", str(company.folder))
        return exports

    return open_exports
