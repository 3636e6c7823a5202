"""Packs: a closed month in one file, read in the stead of many, and nothing lost by it."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from subjob_desk.domain.ids import new_id
from subjob_desk.store import meta, papers, segments
from subjob_desk.store.database import Database
from subjob_desk.sync.carrier import Carrier, Listed, open_carrier
from subjob_desk.usecases import packs
from subjob_desk.usecases.exchange import Terms, exchange
from subjob_desk.usecases.exchanging import Exchanging
from subjob_desk.usecases.packets import take_packet
from tests.drivers.shared_office import SharedOffice, Trio


class WatchedHub:
    """Another hub, of which it is known what was read."""

    def __init__(self, hub: Carrier) -> None:
        """Nothing was read yet."""
        self._hub = hub
        self.read: list[str] = []

    @property
    def name(self) -> str:
        """See :class:`Carrier`."""
        return self._hub.name

    def put(self, name: str, data: bytes) -> bool:
        """See :class:`Carrier`."""
        return self._hub.put(name, data)

    def list(self) -> Iterable[Listed]:
        """See :class:`Carrier`."""
        return self._hub.list()

    def get(self, name: str) -> bytes:
        """See :class:`Carrier`."""
        self.read.append(name)
        return self._hub.get(name)

    def close(self) -> None:
        """See :class:`Carrier`."""
        self._hub.close()


@pytest.fixture
def busy(trio: Trio) -> list[str]:
    """Ann sends six sub jobs in November, each exchanged by itself, and a checkpoint comes."""
    subs = []
    for number in range(1, 7):
        subs.append(trio.laptop.sent(f"{number:02}0"))
        trio.laptop.exchange()
    trio.office.exchange()
    trio.office.clock.pass_by(hours=25)
    trio.office.exchange()
    trio.laptop.exchange()
    return subs


def month_later(office: SharedOffice) -> None:
    """It is December, and something is exchanged."""
    office.clock.pass_by(days=20)
    office.exchange()


def packs_in(trio: Trio, actor: str) -> list[Path]:
    """The packs of a desk in the hub."""
    return sorted((trio.hub / "pack" / actor).glob("202611.*.sjl"))


def segments_in(trio: Trio, actor: str) -> list[Path]:
    """Its other files there."""
    return sorted((trio.hub / "log" / actor).rglob("*.sjl"))


def newcomer(trio: Trio, folder: Path) -> Database:
    """The empty company file of somebody who joins."""
    known = trio.office.desk.database
    with known.read() as connection:
        card = papers.get(connection, papers.COMPANY_FILE)
    assert card is not None
    made = Database.create(folder / "new.sjd", known.company_id, new_id(), known.registrar_id)
    with made.write() as connection:
        papers.put(connection, papers.COMPANY_FILE, card)
    return made


def names_read(trio: Trio, database: Database) -> list[str]:
    """What an exchange of this company file reads in the hub."""
    hub = WatchedHub(open_carrier(str(trio.hub)))
    exchange(database, hub, Terms(trio.office.clock()))
    return hub.read


def test_a_month_that_is_over_is_put_as_one_file(trio: Trio, busy: list[str]) -> None:
    laptop = trio.laptop
    before = segments_in(trio, laptop.actor)
    assert packs_in(trio, laptop.actor) == []
    month_later(laptop)
    [pack] = packs_in(trio, laptop.actor)
    assert len(str(pack.relative_to(trio.hub))) <= 60
    assert set(before) <= set(segments_in(trio, laptop.actor)), "nothing is taken away"
    report = laptop.exchange()
    assert (report.published, report.healed) == (0, 0)
    assert packs_in(trio, laptop.actor) == [pack]


def test_a_file_that_was_put_back_makes_no_other_pack(trio: Trio, busy: list[str]) -> None:
    laptop = trio.laptop
    month_later(laptop)
    [pack] = packs_in(trio, laptop.actor)
    with laptop.desk.database.write() as connection:
        meta.put(connection, f"{meta.PACKED} {laptop.actor}", "0")
    laptop.exchange()
    assert packs_in(trio, laptop.actor) == [pack]
    with laptop.desk.reading() as connection:
        assert int(meta.get(connection, f"{meta.PACKED} {laptop.actor}")) > 0


def test_two_months_that_are_over_are_two_packs(trio: Trio, busy: list[str]) -> None:
    laptop = trio.laptop
    for one in trio.all:
        one.clock.pass_by(days=20)
    for code in ("070", "080"):
        laptop.draft(code)
        laptop.exchange()
    trio.office.exchange()
    for one in trio.all:
        one.clock.pass_by(days=31)
    for _round in range(2):
        laptop.exchange()
    made = sorted(file.name[:6] for file in (trio.hub / "pack" / laptop.actor).iterdir())
    assert made == ["202611", "202612"]


def test_of_a_chain_with_a_gap_no_pack_is_made(trio: Trio, busy: list[str]) -> None:
    laptop = trio.laptop
    with laptop.desk.database.write() as connection:
        segments.remove(connection, segments.rows(connection, laptop.actor)[2])
    month_later(laptop)
    assert packs_in(trio, laptop.actor) == []


def test_before_a_checkpoint_there_is_no_pack(trio: Trio) -> None:
    for number in range(1, 4):
        trio.laptop.draft(f"{number:02}0")
        trio.laptop.exchange()
    month_later(trio.laptop)
    assert packs_in(trio, trio.laptop.actor) == []


def test_who_joins_reads_the_pack_and_skips_what_it_holds(
    trio: Trio, busy: list[str], tmp_path: Path
) -> None:
    month_later(trio.laptop)
    trio.office.exchange()
    with newcomer(trio, tmp_path) as database:
        of_laptop = [name for name in names_read(trio, database) if trio.laptop.actor in name]
    assert of_laptop[0].startswith("pack/")
    assert not [name for name in of_laptop if "/202611/" in name]


def test_the_pack_alone_is_enough(trio: Trio, busy: list[str]) -> None:
    month_later(trio.laptop)
    for file in segments_in(trio, trio.laptop.actor):
        if file.parent.name == "202611":
            file.unlink()
    shed = trio.join("shed", "Ben")
    assert all(shed.exists(sub) for sub in busy)
    assert Exchanging(shed.desk).digest() == Exchanging(trio.office.desk).digest()
    shed.close()


def test_who_holds_the_month_does_not_read_its_pack(trio: Trio, busy: list[str]) -> None:
    month_later(trio.laptop)
    read = names_read(trio, trio.office.desk.database)
    assert not [name for name in read if name.startswith("pack/")]


def test_a_name_that_promises_what_is_held_hides_nothing_else(trio: Trio, busy: list[str]) -> None:
    sub = trio.laptop.draft("070")
    trio.laptop.exchange()
    newest = max(
        segments_in(trio, trio.laptop.actor), key=lambda file: int(file.name.split("-")[0])
    )
    newest.rename(newest.with_name("1-3-0123abcd.sjl"))
    trio.office.exchange()
    assert trio.office.exists(sub)


def test_what_is_too_much_for_one_pack_is_several(trio: Trio, busy: list[str]) -> None:
    laptop = trio.laptop
    laptop.clock.pass_by(days=20)
    sealing = Exchanging(laptop.desk).terms(on_demand=True).sealing
    assert sealing is not None
    made = packs.make(laptop.desk.database, sealing.key, laptop.clock(), most=7)
    assert made > 1
    assert packs.make(laptop.desk.database, sealing.key, laptop.clock(), most=7) == 0
    laptop.exchange()
    assert len(packs_in(trio, laptop.actor)) == made
    for file in segments_in(trio, laptop.actor):
        if file.parent.name == "202611":
            file.unlink()
    shed = trio.join("shed", "Ben")
    assert all(shed.exists(sub) for sub in busy)
    shed.close()


def test_a_packet_holds_everything_once(trio: Trio, busy: list[str], tmp_path: Path) -> None:
    laptop = trio.laptop
    laptop.packets.write(tmp_path / "before.sjpkg")
    month_later(laptop)
    said = laptop.packets.write(tmp_path / "after.sjpkg")
    with laptop.desk.reading() as connection:
        rows = segments.rows(connection)
        kept = packs.without_doubles(connection, rows)
    assert len(kept) < len(rows)
    assert sum(row.last - row.first + 1 for row in kept) == laptop.entries()
    assert f"{laptop.entries()} entries" in said
    with newcomer(trio, tmp_path) as database:
        assert take_packet(database, tmp_path / "after.sjpkg").taken == laptop.entries()
