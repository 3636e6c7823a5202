"""Requests of desks that want in, honest and forged: few are kept, and none is slow for anybody."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from subjob_desk.store import papers
from subjob_desk.sync import company_file, request
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.recovery import open_root
from subjob_desk.sync.request import Request
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exchange import known_company_file
from subjob_desk.usecases.joining import join
from subjob_desk.usecases.reading_blocks import KEPT, ReadingBlocks
from subjob_desk.usecases.sharing import Sharing
from subjob_desk.usecases.taking_in import TakingIn
from tests.drivers.shared_office import WORDS_OF_ROOT, SharedOffice, Trio

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
FORGED = 10_000 if LONG else 150
AT = "2026-11-22T09:14:03Z"


def forged(trio: Trio, actor: str, person: str = "Ben", at: str = AT) -> bytes:
    """A request as anybody who sees the hub can make one."""
    company = trio.office.desk.company.id
    return request.build(Request(company, actor, "", person, "a laptop", at), SigningKey.new())


def actor_of(number: int) -> str:
    """A desk's id."""
    digits = "".join("abcdefghij"[int(digit)] for digit in f"{number:08}")
    return f"forged22{digits}"


def put_forged(trio: Trio, count: int) -> None:
    """Fill the hub with requests of nobody."""
    folder = trio.hub / "enrol"
    folder.mkdir(exist_ok=True)
    for number in range(count):
        actor = actor_of(number)
        (folder / f"{actor}.req").write_bytes(forged(trio, actor, f"Nobody {number}"))


@pytest.fixture
def asking(trio: Trio, tmp_path: Path) -> Iterator[tuple[Desk, tuple[str, ...]]]:
    """The desk of Ben, which only asks so far, and the words it showed."""
    words = join(tmp_path / "shed.sjd", str(trio.hub), "Ben", "shed").words
    desk = Desk.open(tmp_path / "shed.sjd")
    yield desk, words
    desk.close()


def reading_of(office: SharedOffice) -> ReadingBlocks:
    """What takes blocks in there."""
    database = office.desk.database
    return ReadingBlocks(database, TakingIn(database, known_company_file(database)))


def test_what_is_no_good_holds_up_nobody_who_writes(trio: Trio) -> None:
    office, outcomes = trio.office, list[str]()
    card = trio.hub.joinpath("company.sj").read_bytes()
    ask = forged(trio, actor_of(1))
    spoilt = [data[:40] + b"?" + data[41:] for data in (card, ask)] + [card + b" " * 70_000]
    reading = reading_of(office)

    def take() -> None:
        outcomes.extend(reading.take(data, lambda _c, _o: None).outcome for data in (*spoilt, card))

    with office.desk.database.write():
        other = Thread(target=take, daemon=True)
        other.start()
        other.join(20)
        assert not other.is_alive(), "it waits for a transaction it does not need"
    assert outcomes == ["damaged", "damaged", "duplicate", "duplicate"]


def test_thousands_of_forged_requests_freeze_nothing(trio: Trio) -> None:
    office = trio.office
    honest = trio.hub / "enrol" / "honest.req"
    honest.parent.mkdir(exist_ok=True)
    honest.write_bytes(forged(trio, actor_of(99_999_999)))
    office.exchange()
    put_forged(trio, FORGED)
    size = office.path.stat().st_size
    began = time.perf_counter()
    report = office.exchange()
    assert time.perf_counter() - began < 60
    assert len(report.notes) < 5, "one sentence, not thousands"
    began = time.perf_counter()
    rows = office.sharing.requests()
    office.sharing.status()
    assert time.perf_counter() - began < 1
    assert len(rows) == KEPT
    assert all(row.words == () for row in rows), "words are made for the one that is chosen"
    assert office.path.stat().st_size < size + 20 * FORGED * 100
    assert honest.read_bytes() in {row.data for row in rows}


def test_a_request_that_came_too_late_for_the_list_is_let_in_by_its_file(
    trio: Trio, tmp_path: Path
) -> None:
    put_forged(trio, KEPT)
    trio.office.exchange()
    made = join(tmp_path / "shed.sjd", str(trio.hub), "Ben", "shed")
    [note] = trio.office.exchange().notes
    assert "ask to be let in" in note.said
    office = trio.office
    assert "shed" not in {row.desk for row in office.sharing.requests()}
    with office.by("Ann"):
        office.admitting.dismiss(office.sharing.requests())
    assert office.sharing.requests() == []
    office.exchange()
    [asking] = office.sharing.requests()
    with office.by("Ann"):
        office.admitting.enrol(asking.data, (), (), "-".join(made.words))
    assert office.sharing.requests() == []
    office.exchange()
    assert office.sharing.requests() == [], "those dismissed do not come again"
    unwanted = office.sharing.dismissed()
    assert len(unwanted) == KEPT
    reading = reading_of(office)
    assert reading.take(unwanted[0].data, lambda _c, _o: None).outcome == "duplicate"
    with office.by("Ann"):
        said = office.admitting.recall(unwanted[0]).said
    assert said == f"{unwanted[0].person} at a laptop is listed again."
    assert office.sharing.requests() == unwanted[:1]
    assert office.sharing.dismissed() == unwanted[1:]


def test_a_request_with_another_key_never_takes_the_place_of_the_honest_one(trio: Trio) -> None:
    office, folder = trio.office, trio.hub / "enrol"
    folder.mkdir(exist_ok=True)
    both = [forged(trio, actor_of(1), "Ben") for _honest_or_not in range(2)]
    for number, data in enumerate(both):
        (folder / f"{number}.req").write_bytes(data)
        office.exchange()
    assert sorted(row.data for row in office.sharing.requests()) == sorted(both)
    assert {(row.actor, row.person) for row in office.sharing.requests()} == {(actor_of(1), "Ben")}


def test_the_words_stay_those_of_the_company_file_the_desk_asked_with(
    trio: Trio, asking: tuple[Desk, tuple[str, ...]]
) -> None:
    desk, words = asking
    with trio.office.desk.reading() as connection:
        sealed = papers.get(connection, papers.ROOT_KEY) or b""
    known = known_company_file(desk.database)
    root = open_root(sealed, WORDS_OF_ROOT, known.company)
    newer = CompanyFile(
        known.company, "Renamed", known.root, known.registrar, known.key, known.edition + 1, AT
    )
    reading = ReadingBlocks(desk.database, TakingIn(desk.database, known))
    assert reading.take(company_file.build(newer, root), lambda _c, _o: None).outcome == "taken"
    assert known_company_file(desk.database).edition == known.edition + 1
    assert Sharing(desk).own_words() == words
