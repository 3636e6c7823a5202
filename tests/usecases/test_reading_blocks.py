"""What becomes of each block of a file or packet, and of a file that holds several."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from subjob_desk.domain.errors import StoppedError
from subjob_desk.sync import company_file, request, segment
from subjob_desk.sync.company_file import CompanyFile, EarlierKey
from subjob_desk.sync.packet_file import open_packet, write_packet
from subjob_desk.sync.request import Request
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases import editions, taking_in
from subjob_desk.usecases.exchange import known_company_file
from subjob_desk.usecases.reading_blocks import ReadingBlocks
from subjob_desk.usecases.taking_in import Outcome, TakingIn
from tests.drivers.handed_over import (
    ANNA,
    ANNA_KEY,
    AT,
    COMPANY,
    FOREIGN_KEY,
    REGISTRAR,
    REGISTRAR_KEY,
    ROOT_KEY,
    chain,
    segment_of,
)
from tests.drivers.shared_office import SharedOffice, Trio

OTHER = Outcome("foreign", "It belongs to another company.")
CARD = CompanyFile(COMPANY, "Riverside", "", REGISTRAR, REGISTRAR_KEY.public_hex, 1, AT)


def reading_of(office: SharedOffice) -> tuple[Callable[[bytes], Outcome], list[Outcome]]:
    """Takes a file in there; and what was recorded with the last thing taken."""
    database, recorded = office.desk.database, list[Outcome]()
    reading = ReadingBlocks(database, TakingIn(database, known_company_file(database)))
    return lambda data: reading.take(data, lambda _c, one: recorded.append(one)), recorded


def newest_of(trio: Trio, actor: str) -> bytes:
    """The newest file of a desk in the hub."""
    files = (trio.hub / "log" / actor).rglob("*.sjl")
    return max(files, key=lambda file: int(file.name.partition("-")[0])).read_bytes()


def test_what_is_not_of_this_company_or_of_nobody(trio: Trio) -> None:
    take, recorded = reading_of(trio.office)
    own = trio.office.desk.company.id
    unknown = chain(1, co=own)
    assert take(segment_of(chain(1))) == OTHER
    assert take(company_file.build(CARD, ROOT_KEY)) == OTHER
    assert take(request.build(Request(COMPANY, ANNA, "", "Anna", "PC", AT), ANNA_KEY)) == OTHER
    assert take(segment.build(own, ANNA, 1, unknown, ANNA_KEY)) == Outcome(
        "unknown-desk", "Desk anna was not let in."
    )
    assert take(b"a holiday picture") == Outcome("foreign", "It is nothing of SubJob Desk.")
    for nothing in (b"", bytes(500)):
        assert take(nothing) == Outcome("incomplete", "It has not arrived as a whole yet.")
    assert recorded == []


def test_a_request_waits_once_at_the_registrars_desk_and_nowhere_else(trio: Trio) -> None:
    asking = Request(trio.office.desk.company.id, ANNA, "", "Anna", "PC", AT)
    data = request.build(asking, ANNA_KEY)
    take, recorded = reading_of(trio.office)
    assert [take(data), take(data)] == [Outcome("taken"), Outcome("duplicate")]
    assert recorded == [Outcome("taken")]
    assert reading_of(trio.home)[0](data) == Outcome("duplicate")
    assert [row.desk for row in trio.office.sharing.requests()] == ["PC"]
    assert trio.home.sharing.requests() == []


def test_of_several_blocks_in_a_file_the_worst_is_said(trio: Trio) -> None:
    subs = [trio.laptop.draft("010")]
    trio.laptop.exchange()
    first = newest_of(trio, trio.laptop.actor)
    subs.append(trio.laptop.draft("020"))
    trio.laptop.exchange()
    both = first + newest_of(trio, trio.laptop.actor)
    take, recorded = reading_of(trio.home)
    assert take(both + first[:300]) == Outcome(
        "incomplete", "The file of entries has not arrived as a whole yet.", 4
    )
    assert recorded == []
    assert [trio.home.exists(sub) for sub in subs] == [True, True]
    assert take(both) == Outcome("duplicate")
    assert recorded == [Outcome("duplicate")]
    again, recorded = reading_of(trio.office)
    assert again(both) == Outcome("taken", entries=4)
    assert recorded == [Outcome("taken", entries=4)]


def test_a_long_file_comes_in_by_parts_and_goes_on_after_it_was_stopped(
    trio: Trio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_in, "_PART", 1)
    sub = trio.laptop.sent("010")
    trio.laptop.exchange()
    data, database = newest_of(trio, trio.laptop.actor), trio.home.desk.database
    taking = TakingIn(database, known_company_file(database))

    def stop(_connection: object, _outcome: Outcome) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        taking.take(data, stop)
    assert trio.home.exists(sub), "the parts before the last one are in"
    assert taking.take(data) == Outcome("taken", entries=1)
    trio.settle()
    assert len(trio.digests()) == 1


def test_a_file_that_two_keys_of_the_registrar_have_to_sign_is_none(trio: Trio) -> None:
    database = trio.home.desk.database
    known = known_company_file(database)
    earlier = EarlierKey(1, FOREIGN_KEY.public_hex, "0" * 64)
    taking = TakingIn(database, msgspec.structs.replace(known, edition=2, earlier=(earlier,)))
    [first] = (trio.hub / "log" / known.registrar).rglob("1-*.sjl")
    assert taking.take(first.read_bytes()) == Outcome(
        "damaged", "It holds entries that two keys have to sign."
    )


def test_in_whatever_order_its_parts_stand_a_packet_is_taken(trio: Trio, tmp_path: Path) -> None:
    """A desk is let in by an entry that stands behind its own ones."""
    shed = trio.join("shed", "Ben")
    sub = shed.draft("010", who="Ben")
    shed.packets.write(tmp_path / "shed.sjpkg")
    shed.close()
    blocks = [one.data for one in open_packet(tmp_path / "shed.sjpkg")]
    write_packet(tmp_path / "turned.sjpkg", reversed(blocks))
    report = trio.home.packets.read(tmp_path / "turned.sjpkg")
    assert report.notes == ()
    trio.home.desk.refresh()
    assert trio.home.exists(sub)


def card(edition: int = 1, root: SigningKey = ROOT_KEY, **said: object) -> bytes:
    """A company file that says something else."""
    return company_file.build(msgspec.structs.replace(CARD, edition=edition, **said), root)


@pytest.mark.parametrize(
    ("data", "kept", "outcome"),
    [
        (card(), None, Outcome("foreign", "This company is not shared.")),
        (card(), card(), Outcome("duplicate")),
        (card(2), card(), Outcome("taken")),
        (card(), card(2), Outcome("duplicate")),
        (
            card(2, registrar=ANNA),
            card(),
            Outcome("too-new", "Another desk has become the registrar's."),
        ),
    ],
)
def test_which_company_file_holds(data: bytes, kept: bytes | None, outcome: Outcome) -> None:
    assert editions.judged(company_file.parse(data), data, kept) == outcome


def test_of_two_company_files_of_one_edition_one_holds_and_both_are_told() -> None:
    two = card(2), card(2, key=ANNA_KEY.public_hex)
    found = [
        editions.judged(company_file.parse(one), one, other) for one, other in (two, reversed(two))
    ]
    assert {one.outcome for one in found} == {"taken", "damaged"}
    [told] = [one.said for one in found if one.said]
    assert told.startswith("There are two company files of one edition")
