"""What another desk did and did not arrive here: the export waits for it, or for a reason."""

import errno
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from subjob_desk.store import meta
from subjob_desk.usecases import hub_memory, unread
from subjob_desk.usecases.moments import stamp
from subjob_desk.usecases.packets import newest_of
from subjob_desk.usecases.sharing_views import FileNote
from tests.cli.console import Console
from tests.drivers.held_hub import refusing
from tests.drivers.hostile_desk import HostileDesk
from tests.drivers.office import DATE
from tests.drivers.refusals import refused
from tests.drivers.shared_office import SharedOffice, Trio

ALL_THE_SAME = "or say why it goes out all the same (command line: --despite)."
CANNOT_BE_USED = "1 file in the hub cannot be used: see Desk > Exchange."
RETRIEVED = "somebody may have retrieved or rejected what would go out."


def files_of(trio: Trio, desk: SharedOffice) -> set[Path]:
    """What a desk put into the hub."""
    return {*(trio.hub / "log" / desk.actor).rglob("*.sjl")}


def retrieved(trio: Trio) -> tuple[str, Path, bytes]:
    """Accepted in the office, retrieved by Ann: the sub job, and the file that says so."""
    sub = trio.laptop.sent("010")
    trio.settle()
    trio.office.accept(sub, who="Dora")
    before = files_of(trio, trio.laptop)
    with trio.laptop.by("Ann"):
        trio.laptop.deciding.retrieve([sub])
    trio.laptop.exchange()
    [file] = files_of(trio, trio.laptop) - before
    return sub, file, file.read_bytes()


def name_in(trio: Trio, file: Path) -> str:
    """A file of the hub as it is listed."""
    return file.relative_to(trio.hub).as_posix()


def flipped(data: bytes) -> bytes:
    """One bit is another."""
    return data[:300] + bytes([data[300] ^ 1]) + data[301:]


@pytest.mark.parametrize(
    ("spoil", "outcome", "said"),
    [
        (flipped, "damaged", "The file of entries was altered after it was written."),
        (
            lambda data: data.replace(b"SJL1", b"SJL2", 1),
            "too-new",
            "The file of entries was written by a newer version of the program.",
        ),
        (
            lambda data: data[:400],
            "incomplete",
            "The file of entries has not arrived as a whole yet.",
        ),
    ],
)
def test_nothing_is_exported_while_a_file_of_entries_cannot_be_read(
    trio: Trio, spoil: Callable[[bytes], bytes], outcome: str, said: str
) -> None:
    office = trio.office
    _sub, file, good = retrieved(trio)
    file.write_bytes(spoil(good))
    for number in range(3):
        report = office.exchange()
        assert report.said.endswith(CANNOT_BE_USED), number
        status = office.sharing.status()
        assert status.unread == 1
        [note] = status.unread_files
        assert (note.name, note.outcome) == (name_in(trio, file), outcome)
        assert note.said.startswith(said)
    with refused(
        "1 file in the hub cannot be used, and what it holds came here in no other way: "
        f"{RETRIEVED} {note.name}: {note.said}",
        f"See Desk > Exchange. Once that file is whole or the program up to date, synchronise; "
        f"{ALL_THE_SAME}",
    ):
        office.would_export()
    assert office.would_export("Ann says it is right.") == ([1], [])
    file.write_bytes(good)
    os.utime(file, ns=(1, 1))
    assert "came in" in office.exchange().said
    assert office.sharing.status().unread == 0
    assert office.would_export() == ([], [])


def test_what_came_in_another_way_is_not_waited_for(trio: Trio, tmp_path: Path) -> None:
    office = trio.office
    sub, file, good = retrieved(trio)
    file.write_bytes(flipped(good))
    garbage = file.with_name("9999-9999-01234567.sjl")
    garbage.write_bytes(b"no file of this program")
    office.exchange()
    assert office.sharing.status().unread == 1
    trio.laptop.exchange()
    trio.laptop.exchange()
    office.exchange()
    assert office.state(sub) is State.RETRIEVED
    status = office.sharing.status()
    assert (status.unread, status.unread_files) == (0, ())
    assert office.would_export() == ([], [])


def test_what_came_in_a_packet_is_not_waited_for(trio: Trio) -> None:
    office = trio.office
    sub, file, good = retrieved(trio)
    file.write_bytes(flipped(good))
    office.exchange()
    assert office.sharing.status().unread == 1
    packet = trio.folder / "laptop.sjpkg"
    trio.laptop.packets.write(packet)
    office.packets.read(packet)
    office.desk.refresh()
    assert office.state(sub) is State.RETRIEVED
    status = office.sharing.status()
    assert (status.unread, status.unread_files) == (0, ())
    assert office.would_export() == ([], [])


def test_of_very_many_files_the_first_are_named_and_all_counted(trio: Trio) -> None:
    """Those beyond what is remembered by name count until the hub is looked at again."""
    office, actor = trio.office, trio.laptop.actor
    trio.laptop.draft("010")
    trio.settle()
    here = [f"log/{actor}/202611/{number}-{number}-01234567.sjl" for number in (1, 2)]
    others = [f"log/{actor}/202611/{n}-{n}-01234567.sjl" for n in range(9_000, 10_001)]
    with office.desk.database.write() as connection:
        for missing, left in ((others[:30], 30), (others, 1_003)):
            files = [FileNote(name, "damaged", "") for name in (*here, *missing)]
            unread.note(connection, unread.Unread(len(files), tuple(files[:1_000])))
            found = unread.known(connection)
            assert (found.count, len(found.files)) == (left, 20)


def test_a_file_nobody_here_may_read_is_told_and_waited_for(trio: Trio) -> None:
    office = trio.office
    _sub, file, _good = retrieved(trio)
    for refused_part, name in (
        (file.name, name_in(trio, file)),
        (f"log/{trio.laptop.actor}", f"log/{trio.laptop.actor}"),
    ):

        def no_right(call: str, path: str, part: str = refused_part) -> OSError | None:
            is_it = call in ("open", "os.scandir") and path.endswith(part)
            return OSError(errno.EACCES, "") if is_it else None

        with refusing(no_right):
            [note] = office.exchange().notes
            office.exchange()
        assert (note.name, note.outcome) == (name, "unreadable")
        assert note.said == f"You have no right to read {name}."
        assert office.sharing.status().unread == 1
        with pytest.raises(UserError, match="1 file in the hub cannot be used, and what it holds"):
            office.would_export()
    office.exchange()
    assert office.would_export() == ([], [])


def test_a_file_filled_later_is_read_though_it_seems_unchanged(
    trio: Trio, monkeypatch: pytest.MonkeyPatch
) -> None:
    sub = trio.laptop.draft("010")
    trio.laptop.exchange()
    [file] = [one for one in files_of(trio, trio.laptop) if b'"010"' in one.read_bytes()]
    good, state = file.read_bytes(), file.stat()
    others = [file.with_name(f"{number}-{number}-01234567.sjl") for number in range(901, 904)]
    for one in (file, *others):
        one.write_bytes(bytes(len(good)))
        os.utime(one, ns=(state.st_mtime_ns, state.st_mtime_ns))
    assert {note.outcome for note in trio.office.exchange().notes} == {"incomplete"}
    file.write_bytes(good)
    os.utime(file, ns=(state.st_mtime_ns, state.st_mtime_ns))
    monkeypatch.setattr(hub_memory, "_AGAIN", 2)
    for _round in range(2):  # each has its turn, however many there are
        trio.office.clock.pass_by(minutes=1)
        assert trio.office.exchange().notes == ()
    assert trio.office.exists(sub)


def held_by(trio: Trio, desk: SharedOffice, who: str, sub: str, **fields: object) -> None:
    """Somebody writes an entry that waits for ever."""
    hostile = HostileDesk(trio, desk, who)
    value = {"was": "Level 010", "now": "Mine"}
    hostile.give(hostile.entry("description_changed", sub, value, par=["f" * 64], **fields))
    trio.office.exchange()


def test_what_waits_for_ever_names_its_desk_and_yields_to_a_reason(trio: Trio) -> None:
    office = trio.office
    sub = office.accepted("010")
    trio.settle()
    held_by(trio, trio.laptop, "Ann", sub)
    with office.by("Dora"):
        found = office.exporting.plan(DATE, office.out, None)
    why = "1 entry of laptop about it waits for others that have not arrived yet."
    [(name, told, remedy)] = found.stay
    assert (name, told) == ("24-117/010", why)
    assert remedy == (
        "Synchronise; it can be exported once they are here. If they never come, shut that desk "
        f"out (Desk > Desks; command line: revoke), {ALL_THE_SAME}"
    )
    with office.by("Dora"):
        found = office.exporting.plan(DATE, office.out, None, despite="Ann says it is right.")
    assert [one.number for one in found.files] == [1]
    assert f"24-117/010 goes out all the same: {why}" in found.notes
    with office.by("Ann"):
        office.admitting.revoke(trio.laptop.actor, None, "It was stolen.")
    assert office.would_export() == ([1], [])


def test_a_right_that_is_still_on_its_way_holds_up_what_is_done_by_it(trio: Trio) -> None:
    """Emil withdraws by a role of which the posting desk has not heard yet."""
    office, home = trio.office, trio.post_at_home()
    sub = office.accepted("010")
    trio.settle()
    before = files_of(trio, office)
    with office.by("Ann"):
        office.administering.set_person("Emil", ["pm", "approver"])
    office.exchange()
    late = {file: file.read_bytes() for file in files_of(trio, office) - before}
    with office.by("Emil"):
        office.deciding.withdraw([sub], "It is wrong.")
    office.exchange()
    for file in late:
        file.unlink()
    home.exchange()
    with home.by("Carl"):
        found = home.exporting.plan(DATE, home.out, None)
    [(_name, told, _remedy)] = found.stay
    assert (found.files, told.partition(" about it ")[0]) == ((), "1 entry of Office PC")
    for file, data in late.items():
        file.write_bytes(data)
    home.exchange()
    assert home.state(sub) is State.SENT


def test_who_claims_to_know_more_than_there_is_is_shut_out_or_overridden(trio: Trio) -> None:
    office = trio.office
    sub = office.accepted("010")
    with office.by("Ann"):
        office.administering.set_person("Carl", ["viewer"])
    trio.settle()
    held_by(trio, trio.home, "Carl", sub, adm=10**12)
    [told] = office.would_export()[1]
    assert told.startswith("1 entry of home about it waits for others")
    assert office.would_export("Carl only looks on.") == ([1], [])
    with office.by("Ann"):
        office.admitting.revoke(trio.home.actor, None, "He made it up.")
    assert office.would_export() == ([1], [])


@pytest.mark.parametrize(("roles", "jobs"), [(["viewer"], []), (["pm"], ["24-200"])])
def test_who_has_no_right_there_holds_up_nothing(
    trio: Trio, roles: list[str], jobs: list[str]
) -> None:
    office = trio.office
    sub = office.accepted("010")
    with office.by("Ann"):
        office.administering.set_person("Carl", roles, jobs)
    trio.settle()
    held_by(trio, trio.home, "Carl", sub)
    assert office.sharing.status().held == 1
    assert office.would_export() == ([1], [])


def by_packets(trio: Trio) -> None:
    """There is no hub any more."""
    for one in trio.all:
        with one.desk.database.write() as connection:
            meta.put(connection, meta.HUB, "")


def test_a_packet_of_another_desk_is_an_exchange(trio: Trio) -> None:
    office, laptop = trio.office, trio.laptop
    office.accepted("010")
    trio.settle()
    by_packets(trio)
    office.clock.pass_by(hours=25)
    with refused(
        "This desk read the last packet with something new of another one more than 24 hours ago: "
        f"{RETRIEVED}",
        "Read a packet of a desk at which something was recorded since (Desk > Exchange; command "
        f"line: packet read); {ALL_THE_SAME}",
    ):
        office.would_export()
    with refused(
        "It is not said where entries are exchanged.",
        "Write a packet and read those of the other desks (command line: packet), or name a hub: a "
        "folder all desks reach (command line: sync --hub).",
    ):
        office.exchange()
    own, old, new = (trio.folder / f"{name}.sjpkg" for name in ("own", "old", "new"))
    heard = office.sharing.status().last
    laptop.packets.write(old)
    office.packets.write(own)
    now = office.clock().timestamp()
    for packet in (own, old):
        os.utime(packet, (now, now))  # as when it is saved once more from a mail
        assert office.packets.read(packet).said == "Nothing new."
        assert office.sharing.status().last == heard
        with pytest.raises(UserError, match="more than 24 hours ago"):
            office.would_export()
    laptop.clock.pass_by(hours=24)
    laptop.draft("020")
    laptop.packets.write(new)
    office.packets.read(new)
    assert office.sharing.status().last == stamp(office.clock())
    assert office.would_export() == ([1], [])
    # As after a power cut right after it came in.
    with office.desk.database.write() as connection:
        meta.put(connection, meta.LAST_EXCHANGE, heard)
    office.packets.read(new)
    assert office.sharing.status().last == stamp(laptop.clock()), "when it was recorded there"
    with office.desk.database.write() as connection:
        meta.put(connection, meta.LAST_EXCHANGE, "")
    office.packets.read(old)
    assert office.sharing.status().last == "", "it lacks what came later"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ([], None),
        (["yesterday", "", "2026-11-22T09:00:00", "9999-12-31T23:59:59-14:00"], None),
        (["2026-11-22T09:30:01Z", "2026-11-22T09:00:00Z", "2026-11-22T10:00:00+01:00"], 0),
        (["2026-11-22T09:20:00Z", "2999-01-01T00:00:00Z", "2026-11-22T08:00:00Z"], 20),
    ],
)
def test_a_moment_that_is_none_or_has_not_come_yet_tells_nothing(
    written: list[str], found: int | None
) -> None:
    hour = datetime(2026, 11, 22, 9, tzinfo=UTC)
    expected = None if found is None else hour.replace(minute=found)
    assert newest_of(written, hour.replace(minute=30)) == expected


def test_an_exchange_of_tomorrow_is_told_as_that(trio: Trio) -> None:
    office = trio.office
    office.accepted("010")
    office.clock.pass_by(days=3)
    office.exchange()
    office.clock.pass_by(days=-2)
    with pytest.raises(UserError) as caught:
        office.would_export()
    assert caught.value.problem == (
        "This desk exchanged its entries at a time that has not come yet by the clock of this PC: "
        f"{RETRIEVED}"
    )


def test_the_command_line_names_what_cannot_be_used_each_time(trio: Trio) -> None:
    _sub, file, good = retrieved(trio)
    file.write_bytes(flipped(good))
    trio.office.desk.close()
    console = Console(trio.folder)
    for _round in range(2):
        said = console.run("sync", trio.office.path)
        assert said.status == 1
        assert CANNOT_BE_USED in said.out
        assert f"{name_in(trio, file)}: The file of entries was altered" in said.err
    document = console.run("sync", trio.office.path, "--json").document
    assert document["unread"] == 1
    assert [one["name"] for one in document["unread_files"]] == [name_in(trio, file)]
    shutil.rmtree(trio.hub)
    trio.hub.mkdir()
    said = console.run("sync", trio.office.path)
    assert said.status == 1
    assert f"The hub {trio.hub} held nothing of this company any more. What this desk" in said.err
    trio.office.reopen()
