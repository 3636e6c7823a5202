"""History names what lost between two desks, and to whom."""

from pathlib import Path

import pytest

from subjob_desk.store.database import Database
from subjob_desk.store.projector import append
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from tests.drivers.log import COMPANY_ID, HOME, SUB, Log

AWAY = "desk-away"


def _told(path: Path, log: Log) -> list[tuple[str, str]]:
    """Who did what without effect, and why, as a screen shows it after both desks met."""
    log.meet(HOME, AWAY)
    with_all = [placed.op for placed in log.known_at(HOME)]
    database = Database.create(path, COMPANY_ID, HOME)
    with database.write() as connection:
        append(connection, with_all)
    database.close()
    desk = Desk.open(path, writing=False)
    rows = Browsing(desk).history(SUB)
    desk.close()
    return [(f"{row.who} {row.text}", row.without_effect) for row in rows if row.without_effect]


@pytest.fixture
def sent() -> Log:
    log = Log()
    log.create()
    log.send()
    log.add_desk(AWAY)
    return log


def test_superseded_by_a_retrieval(tmp_path: Path, sent: Log) -> None:
    sent.accept()
    sent.retrieve(desk=AWAY)
    assert _told(tmp_path / "a.sjd", sent) == [
        ("carl accepted it as 010", "Superseded: ann retrieved it before the export.")
    ]


def test_superseded_by_a_rejection(tmp_path: Path, sent: Log) -> None:
    sent.accept()
    sent.reject("dora", desk=AWAY)
    assert _told(tmp_path / "a.sjd", sent) == [
        ("carl accepted it as 010", "Superseded: dora rejected it before the export.")
    ]


def test_superseded_by_another_acceptance(tmp_path: Path, sent: Log) -> None:
    sent.accept()
    sent.accept("dora", desk=AWAY)
    ((who, why),) = _told(tmp_path / "a.sjd", sent)
    other = "dora" if who.startswith("carl") else "carl"
    assert why == f"Superseded: {other} accepted it at the same time, and that acceptance counts."


def test_too_late_for_the_file(tmp_path: Path, sent: Log) -> None:
    sent.accept()
    sent.export()
    sent.retrieve(desk=AWAY)
    assert _told(tmp_path / "a.sjd", sent) == [
        (
            "ann retrieved it from accounting",
            "It came too late: the file for Sage was already written.",
        )
    ]


def test_sent_twice(tmp_path: Path) -> None:
    log = Log()
    log.create()
    log.add_desk(AWAY)
    log.send()
    log.send("ben", desk=AWAY)
    ((who, why),) = _told(tmp_path / "a.sjd", log)
    other = "ben" if who.startswith("ann") else "ann"
    assert why == f"Superseded: {other} sent it at the same time, and that sending counts."
