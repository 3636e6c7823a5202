"""One exchange and what lies in its hub: foreign, cut, flipped, renamed, lost and late files."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from subjob_desk.domain.errors import StoppedError, UserError
from subjob_desk.usecases.exchanging import Exchanging
from subjob_desk.usecases.joining import join
from tests.drivers.shared_office import Trio


def segments(trio: Trio, actor: str) -> list[Path]:
    """The files of a desk in the hub, oldest first."""
    found = (trio.hub / "log" / actor).rglob("*.sjl")
    return sorted(found, key=lambda file: int(file.name.partition("-")[0]))


def test_an_idle_exchange_says_so(trio: Trio) -> None:
    report = trio.laptop.exchange()
    assert (report.taken, report.published, report.healed) == (0, 0, 0)
    assert report.said == "Nothing new."


def test_foreign_files_and_conflict_copies_hurt_nobody(trio: Trio) -> None:
    sub = trio.laptop.draft("010")
    trio.laptop.exchange()
    [*_, newest] = segments(trio, trio.laptop.actor)
    (trio.hub / "desktop.ini").write_bytes(b"[.ShellClassInfo]")
    (trio.hub / "plan.xlsx").write_bytes(b"PK\x03\x04 a plan")
    (trio.hub / "log" / "holiday.jpg").write_bytes(bytes(range(256)) * 40)
    shutil.copy(newest, newest.with_name(f"{newest.stem}-PC-ANNA.sjl"))
    newest.rename(trio.hub / f"{newest.stem} (1).sjl")
    report = trio.home.exchange()
    assert trio.home.exists(sub)
    assert report.notes == ()
    assert trio.home.exchange().taken == 0


def cut(data: bytes) -> bytes:
    """Half copied."""
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    """One bit is another."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize(("spoil", "outcome"), [(cut, "incomplete"), (flipped, "damaged")])
def test_a_spoilt_file_is_told_and_its_desk_puts_another_beside_it(
    trio: Trio, spoil: Callable[[bytes], bytes], outcome: str
) -> None:
    sub = trio.laptop.draft("010")
    trio.laptop.exchange()
    [*_, newest] = segments(trio, trio.laptop.actor)
    newest.write_bytes(spoil(newest.read_bytes()))
    report = trio.home.exchange()
    assert [note.outcome for note in report.notes] == [outcome]
    assert not trio.home.exists(sub)
    assert trio.home.exchange().notes == (), "told once"
    assert trio.laptop.exchange().healed == 1
    trio.home.exchange()
    assert trio.home.exists(sub)


@pytest.mark.parametrize("other", [b"", b"PK\x03\x04 a plan", bytes(9 * 1024 * 1024)])
def test_something_else_under_the_name_of_a_segment_does_not_stand_for_it(
    trio: Trio, other: bytes
) -> None:
    sub = trio.laptop.draft("010")
    trio.laptop.exchange()
    trio.office.exchange()
    [*_, newest] = segments(trio, trio.laptop.actor)
    newest.write_bytes(other)
    trio.office.exchange()
    assert trio.office.exchange().healed == 1
    trio.home.exchange()
    assert trio.home.exists(sub)


def test_a_damaged_file_is_kept_for_who_looks_into_it(trio: Trio) -> None:
    trio.laptop.draft("010")
    trio.laptop.exchange()
    [*_, newest] = segments(trio, trio.laptop.actor)
    damaged = flipped(newest.read_bytes())
    newest.write_bytes(damaged)
    trio.home.exchange()
    [kept] = (trio.home.path.parent / "rb.sjd.damaged").iterdir()
    assert kept.read_bytes() == damaged


def test_a_hub_that_was_emptied_is_filled_again(trio: Trio) -> None:
    sub = trio.laptop.draft("010")
    trio.settle()
    shutil.rmtree(trio.hub)
    trio.hub.mkdir()
    report = trio.home.exchange()
    assert report.healed > 1
    assert report.said == (
        f"Nothing new. {report.healed} files that the hub lacked went there again."
    )
    assert segments(trio, trio.laptop.actor), "whoever holds it hands it on"
    newcomer = trio.join("shed", "Ben")
    assert newcomer.exists(sub)
    newcomer.close()


def test_without_its_folder_everything_waits_in_the_outbox(trio: Trio) -> None:
    trio.laptop.draft("010")
    trio.hub.rename(trio.folder / "away")
    with pytest.raises(UserError):
        trio.laptop.exchange()
    sub = trio.laptop.draft("020")
    (trio.folder / "away").rename(trio.hub)
    trio.settle()
    assert trio.office.exists(sub)


def test_many_damaged_files_do_not_hold_up_a_good_one(trio: Trio) -> None:
    sub = trio.laptop.draft("010")
    trio.laptop.exchange()
    [*_, newest] = segments(trio, trio.laptop.actor)
    spoilt = flipped(newest.read_bytes())
    for number in range(300):
        (newest.parent / f"{number + 1000}-{number + 1000}-0123abcd.sjl").write_bytes(spoilt)
    trio.home.exchange()
    assert trio.home.exists(sub)
    assert len(list((trio.home.path.parent / "rb.sjd.damaged").iterdir())) <= 20
    assert trio.home.exchange().notes == ()


def test_a_desk_nobody_let_in_counts_for_nothing_until_it_is(trio: Trio) -> None:
    laptop, office = trio.laptop, trio.office
    with office.by("Ann"):
        office.admitting.revoke(laptop.actor, 0, "")
    office.exchange()
    sub = laptop.draft("010")
    laptop.exchange()
    office.exchange()
    assert not office.exists(sub)


def test_stopped_between_two_files_it_goes_on_the_next_time(trio: Trio) -> None:
    subs = []
    for code in ("010", "020", "030"):
        subs.append(trio.laptop.draft(code))
        trio.laptop.exchange()

    def stop(_done: int, _total: int) -> None:
        if trio.home.exists(subs[0]):
            raise StoppedError

    with pytest.raises(StoppedError):
        Exchanging(trio.home.desk).exchange(stop)
    assert trio.home.exists(subs[0])
    assert not trio.home.exists(subs[2])
    trio.home.exchange()
    assert trio.home.exists(subs[2])


def test_joining_never_touches_a_file_that_is_there(trio: Trio, tmp_path: Path) -> None:
    there = tmp_path / "mine.sjd"
    there.write_bytes(b"something of mine")
    with pytest.raises(UserError, match="already"):
        join(there, str(trio.hub), "Ben", "shed")
    assert there.read_bytes() == b"something of mine"


def test_who_cannot_join_leaves_nothing_behind(trio: Trio, tmp_path: Path) -> None:
    shutil.rmtree(trio.hub / "log")
    with pytest.raises(UserError, match="are not there yet"):
        join(tmp_path / "new.sjd", str(trio.hub), "Ben", "shed")
    assert not (tmp_path / "new.sjd").exists()
    trio.office.exchange()
    assert trio.office.sharing.requests() == []


def test_a_packet_brings_the_same_as_the_hub(trio: Trio, tmp_path: Path) -> None:
    sub = trio.laptop.sent("010")
    packet = tmp_path / "monday.sjpkg"
    trio.laptop.packets.write(packet)
    assert trio.home.packets.read(packet).taken > 0
    trio.home.desk.refresh()
    assert trio.home.exists(sub)
    assert trio.laptop.undoing.next_undo() is None, "it left the PC"
    with pytest.raises(UserError, match="already"):
        trio.laptop.packets.write(packet)


def test_a_damaged_part_of_a_packet_stops_no_other(trio: Trio, tmp_path: Path) -> None:
    sub = trio.laptop.draft("010")
    packet = tmp_path / "monday.sjpkg"
    trio.laptop.packets.write(packet)
    data = packet.read_bytes()
    place = data.index(b"SJL1")
    packet.write_bytes(data[: place + 300] + b"?" + data[place + 301 :])
    report = trio.home.packets.read(packet)
    assert [note.outcome for note in report.notes] == ["damaged"]
    assert trio.home.exists(sub)
