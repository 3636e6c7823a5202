"""A company with sub jobs at accounting, and the inbox opened on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from subjob_desk.ui.common import theme
from tests.drivers.accounting import Accounting
from tests.drivers.inbox import InboxDriver


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Accounting]:
    """A company with lists from Sage and no sub job yet."""
    company = Accounting(tmp_path)
    yield company
    company.desk.close()


@pytest.fixture
def opened(
    qapp: QApplication, qtbot: QtBot, company: Accounting, tmp_path: Path
) -> Callable[[], InboxDriver]:
    """Opens the inbox for Carl, once the company is as the test wants it."""
    theme.apply(qapp, "light")

    def open_inbox() -> InboxDriver:
        company.act_as("Carl Otis")
        return InboxDriver(qtbot, company.desk, tmp_path)

    return open_inbox
