"""A company with sub jobs at accounting, and the inbox opened on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.drivers.accounting import Accounting
from tests.drivers.inbox import InboxDriver


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Accounting]:
    """A company with lists from Sage and no sub job yet."""
    company = Accounting(tmp_path)
    yield company
    company.desk.close()


@pytest.fixture
def opened(qtbot: QtBot, company: Accounting, tmp_path: Path) -> Callable[[], InboxDriver]:
    """Opens the inbox for Carl, once the company is as the test wants it."""

    def open_inbox() -> InboxDriver:
        company.act_as("Carl Otis")
        return InboxDriver.opened(qtbot, company.desk, tmp_path)

    return open_inbox
