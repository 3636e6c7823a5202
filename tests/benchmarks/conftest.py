"""Benchmarks run alone, one after the other, and end with a table of ratios.

``pytest tests/benchmarks``; without being named they are not collected (``tests/conftest.py``).
"""

from collections.abc import Callable, Iterator

import msgspec
import pytest

from tests.benchmarks.companies import Site, grown
from tests.benchmarks.ratios import HEADING, PROPERTY, Compare, Ratio


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """No workers: what runs beside a measurement would be measured with it."""
    return 0


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of all ratios of this run."""
    ratios = [
        msgspec.convert(value, Ratio)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, value in report.user_properties
        if name == PROPERTY
    ]
    if ratios:
        terminalreporter.section("ratios")
        terminalreporter.write_line(HEADING)
        for ratio in ratios:
            terminalreporter.write_line(ratio.row)


@pytest.fixture
def compare(record_property: Callable[[str, object], None]) -> Compare:
    """Measures and reports."""
    return Compare(record_property)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A company of 100 sub jobs."""
    site = grown(tmp_path_factory.mktemp("small"), 100)
    yield site
    site.desk.close()


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A company of 100,000 sub jobs, alike in every project."""
    site = grown(tmp_path_factory.mktemp("large"), 100_000)
    yield site
    site.desk.close()
