"""What one new entry costs in a log of a million entries and in one of a thousand."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import msgspec
import pytest

from subjob_desk.sync import segment
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.standing import Standing
from subjob_desk.usecases.taking_in import TAKEN, TakingIn
from tests.benchmarks.desks import SharedCompany, take_in
from tests.benchmarks.ratios import Compare, Work

SMALL, LARGE = 1_000, 1_000_000
RUNS = 30
AT_MOST = 3

numbers = count(1)


class Log(msgspec.Struct):
    """A company with so many entries, nearly all of another desk."""

    company: SharedCompany
    desk: Desk
    sub: str
    """A sub job of this desk."""


def _log(folder: Path, entries: int) -> Log:
    company = SharedCompany(2)
    path = folder / "company.sjd"
    with company.file(path, company.registrar) as database:
        take_in(database, company.work(company.desks[1], entries))
    desk = Desk.open(path)
    Standing(desk).type_job("24-117", "Harbor Tower")
    _changes, sub = Editing(desk).new_sub_job("24117", "010", "Level 1")
    return Log(company, desk, sub)


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Log, Log]]:
    """The large one and the small one."""
    large = _log(tmp_path_factory.mktemp("large"), LARGE)
    small = _log(tmp_path_factory.mktemp("small"), SMALL)
    yield large, small
    large.desk.close()
    small.desk.close()


def _gesture(log: Log) -> Work:
    text = f"Level {next(numbers)}"
    return lambda: Editing(log.desk).change_description(log.sub, text)


def _foreign(log: Log) -> Work:
    company, other = log.company, log.company.desks[1]
    op = company.edit(other)
    data = segment.build(company.id, other, op.seq, [op.stored], company.keys[other])
    taking = TakingIn(log.desk.database, company.card)

    def take() -> None:
        if taking.take(data).outcome != TAKEN:
            raise AssertionError("not taken")

    return take


@pytest.mark.parametrize(
    ("what", "make"), [("change a description", _gesture), ("take one entry in", _foreign)]
)
def test_one_entry(
    logs: tuple[Log, Log], compare: Compare, what: str, make: Callable[[Log], Work]
) -> None:
    """It touches its sub job and the ends of some indexes, however long the log is."""
    large, small = logs
    ratio = compare.made(
        f"{what}, {LARGE:,} entries",
        f"the same among {SMALL:,}",
        lambda: make(large),
        lambda: make(small),
        runs=RUNS,
    )
    assert ratio < AT_MOST
