"""A hub as it really looks: full of foreign and spoilt files, emptied, set back to last week.

Nobody loses anything, nothing there is ever changed or deleted, and one bad file stops no other.
"""

import errno
import os
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from subjob_desk.sync import company_file
from subjob_desk.sync.hub_names import spare_names
from subjob_desk.usecases import hub_reading
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exchanging import Exchanging
from subjob_desk.usecases.joining import join
from tests.drivers.held_hub import refusing
from tests.drivers.shared_office import Trio

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
DAMAGED = 10_000 if LONG else 300
MINUTE = 60.0


def segments(trio: Trio, actor: str) -> list[Path]:
    """The files of a desk in the hub, oldest first."""
    found = (trio.hub / "log" / actor).rglob("*.sjl")
    return sorted(found, key=lambda file: int(file.name.partition("-")[0]))


def flipped(data: bytes, at: int) -> bytes:
    """One bit is another."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def contents(files: Iterable[Path]) -> dict[Path, bytes]:
    """What lies there."""
    return {file: file.read_bytes() for file in files if file.is_file()}


def set_back(trio: Trio, week: Path) -> None:
    """The hub is again what it was when it was copied to ``week``."""
    shutil.rmtree(trio.hub)
    shutil.copytree(week, trio.hub)


def assert_all_there(trio: Trio, *subs: str) -> None:
    """Everybody has everything and adds up to the same."""
    assert [one.exists(sub) for one in trio.all for sub in subs] == [True] * 3 * len(subs)
    assert len(trio.digests()) == 1
    assert [one.sharing.status().outbox for one in trio.all] == [0, 0, 0]


def litter(trio: Trio) -> list[Path]:
    """What people, carriers and other programs leave in a folder; conflict copies of good files."""
    [*_, mine] = segments(trio, trio.laptop.actor)
    good = mine.read_bytes()
    inside = trio.hub / "log" / trio.laptop.actor
    left = {
        trio.hub / "desktop.ini": b"[.ShellClassInfo]",
        trio.hub / "Thumbs.db": b"\xd0\xcf\x11\xe0",
        trio.hub / "~$plan.xlsx": b"\x05Anna",
        trio.hub / "Plan of the second floor.pdf": b"%PDF-1.7 " + bytes(range(256)) * 20,
        trio.hub / "empty.txt": b"",
        trio.hub / "log" / "SJL1 is only a name.txt": b"SJL1 but nothing of ours\n",
        trio.hub / "log" / "grüße aus dem urlaub.jpg": bytes(range(256)) * 40,
        inside / "notes.sjl": b"Please do not delete. Anna\n",
        inside / f"{mine.stem} (1).sjl": good,
        inside / f"{mine.stem}-PC-ANNA.sjl": good,
        trio.hub / f"Kopie von {mine.stem}.sjl": good,
        trio.hub / "sent by mail.txt": good,
        inside / "half.sjl": good[: len(good) // 2],
        inside / "zeros.sjl": good[: len(good) // 2].ljust(len(good), b"\0"),
        inside / f"{mine.stem} (2).sjl": good[: len(good) // 2],
        inside / f"{mine.stem}.sjl.tmp": good[:100],
        trio.hub / "company (1).sj": (trio.hub / "company.sj").read_bytes(),
        trio.hub / "company-PC-ANNA.sj": flipped((trio.hub / "company.sj").read_bytes(), 40),
        trio.hub / "enrol" / "somebody.req": b"Please let me in. Ben\n",
    }
    for file, data in left.items():
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)
    (inside / "1-2-0123abcd.sjl").mkdir()
    return list(left)


def test_a_hub_full_of_foreign_files_hurts_nobody_and_stays_as_it_is(trio: Trio) -> None:
    sub = trio.laptop.draft("010")
    trio.laptop.exchange()
    before = contents(litter(trio))
    report = trio.home.exchange()
    assert trio.home.exists(sub)
    told = {Path(note.name).name: note.outcome for note in report.notes}
    assert told.pop("company-PC-ANNA.sj") == "damaged"
    assert {"half.sjl", "zeros.sjl"} <= told.keys()
    assert set(told.values()) == {"incomplete"}
    assert trio.home.exchange().notes == (), "told once"
    trio.settle()
    assert contents(before) == before
    assert_all_there(trio, sub)


def test_only_a_copy_under_another_name_is_left(trio: Trio) -> None:
    sub = trio.laptop.draft("010")
    trio.laptop.exchange()
    for number, file in enumerate(segments(trio, trio.laptop.actor)):
        ending = (" (1).sjl", "-PC-ANNA.sjl", ".sjl.sjl")[number % 3]
        file.rename(trio.hub / f"{file.stem}{ending}")
    trio.settle()
    assert_all_there(trio, sub)


@pytest.mark.parametrize("lost", ["log", "company.sj", "log/{laptop}"])
def test_what_was_deleted_in_the_hub_comes_back_from_whoever_holds_it(
    trio: Trio, lost: str
) -> None:
    sub = trio.laptop.draft("010")
    trio.settle()
    gone = trio.hub / lost.format(laptop=trio.laptop.actor, office=trio.office.actor)
    before = set(contents(gone.rglob("*.sjl")))
    if gone.is_dir():
        shutil.rmtree(gone)
    else:
        gone.unlink()
    report = trio.home.exchange()
    assert report.notes == ()
    assert set(contents(gone.rglob("*.sjl"))) == before
    later = trio.laptop.draft("020")
    trio.settle()
    assert_all_there(trio, sub, later)


def test_a_hub_set_back_to_last_week_is_healed_by_all(trio: Trio, tmp_path: Path) -> None:
    before = trio.laptop.sent("010")
    trio.settle()
    week = tmp_path / "last week"
    shutil.copytree(trio.hub, week)
    trio.home.accept(before, who="Carl")
    drafts = [trio.laptop.draft("020"), trio.office.draft("030", who="Ben")]
    trio.settle()
    newest = contents(trio.hub.rglob("*.sjl"))
    set_back(trio, week)
    late = trio.office.draft("040")
    healed = [one.exchange().healed for one in trio.all]
    assert healed[0] > 0, "the first that comes puts everything back"
    assert {file: file.read_bytes() for file in newest} == newest, "to the byte"
    trio.settle()
    assert [one.exchange().healed for one in trio.all] == [0, 0, 0]
    assert_all_there(trio, before, *drafts, late)


def test_set_back_while_only_one_desk_is_left_that_was_there(trio: Trio, tmp_path: Path) -> None:
    week = tmp_path / "last week"
    shutil.copytree(trio.hub, week)
    sub = trio.laptop.draft("010")
    trio.laptop.exchange()
    set_back(trio, week)
    assert trio.home.exchange().taken == 0, "nobody else has it"
    assert trio.laptop.sharing.status().outbox == 0
    assert trio.laptop.exchange().healed == 1
    trio.settle()
    assert_all_there(trio, sub)


def test_thousands_of_damaged_files_do_not_hold_up_a_good_one(trio: Trio) -> None:
    sub = trio.laptop.draft("010")
    trio.laptop.exchange()
    [*_, newest] = segments(trio, trio.laptop.actor)
    good = newest.read_bytes()
    for number in range(DAMAGED):
        spoilt = flipped(good, 60 + number % (len(good) - 300))
        (newest.parent / f"{number + 1}-{number + 1}-{number:08x}.sjl").write_bytes(spoilt)
    newest.rename(newest.with_name(f"99999999-99999999-{'f' * 8}.sjl"))
    began = time.perf_counter()
    report = trio.home.exchange()
    took = time.perf_counter() - began
    assert trio.home.exists(sub)
    assert took < MINUTE, f"{DAMAGED} damaged files: {took:.1f} s"
    assert len(report.notes) == DAMAGED
    began = time.perf_counter()
    assert trio.home.exchange().notes == ()
    assert time.perf_counter() - began < MINUTE


def test_a_damaged_file_is_set_aside_named_and_never_deleted(trio: Trio) -> None:
    trio.laptop.draft("010")
    trio.laptop.exchange()
    [*_, newest] = segments(trio, trio.laptop.actor)
    damaged = flipped(newest.read_bytes(), 300)
    newest.write_bytes(damaged)
    [note] = trio.home.exchange().notes
    assert note.name.endswith(newest.name)
    aside = trio.home.path.with_name("rb.sjd.damaged")
    assert aside.name in note.said
    [copy] = aside.iterdir()
    assert copy.read_bytes() == damaged
    trio.settle()
    assert newest.read_bytes() == damaged
    assert copy.exists()


def test_a_good_company_file_is_put_beside_a_damaged_one(trio: Trio) -> None:
    """Else nobody could join any more, nor find out why."""
    card = trio.hub / "company.sj"
    damaged = flipped(card.read_bytes(), 300)
    card.write_bytes(damaged)
    for _round in range(2):
        trio.home.exchange()
    assert card.read_bytes() == damaged
    shed = trio.join("shed", "Ben")
    shed.close()


def test_a_good_request_is_put_beside_a_damaged_one(trio: Trio) -> None:
    folder, before = trio.folder / "shed", {*(trio.hub / "enrol").glob("*.req")}
    folder.mkdir()
    join(folder / "rb.sjd", str(trio.hub), "Ben", "shed")
    [request] = {*(trio.hub / "enrol").glob("*.req")} - before
    request.write_bytes(b"SJR1 damaged before anybody has read it\n")
    shed = Desk.open(folder / "rb.sjd")
    for _round in range(2):
        Exchanging(shed).exchange()
    shed.close()
    trio.office.exchange()
    assert [row.desk for row in trio.office.sharing.requests()] == ["shed"]


def test_where_every_name_is_taken_by_damaged_bytes_it_waits_for_one(trio: Trio) -> None:
    sub = trio.laptop.draft("010")
    trio.laptop.exchange()
    [*_, newest] = segments(trio, trio.laptop.actor)
    good = newest.read_bytes()
    names = [newest.with_name(name) for name in spare_names(newest.name)]
    for file in names:
        file.write_bytes(flipped(good, 300))
    for _round in range(2):
        assert trio.laptop.exchange().healed == 0
    cards = [trio.hub / name for name in spare_names("company.sj")]
    for file in cards:
        file.write_bytes(b"SJC1 no company any more\n")
    for _round in range(2):
        assert trio.laptop.exchange().published == 0
    cards[-1].unlink()
    names[-1].unlink()
    assert trio.laptop.exchange().healed == 1
    assert company_file.parse(cards[-1].read_bytes()).edition == 1
    trio.home.exchange()
    assert trio.home.exists(sub)


def test_own_files_are_looked_at_a_few_at_a_time_and_later_where_that_is_refused(
    trio: Trio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_reading, "_CHECKED_BYTES", 0)
    for code in ("010", "020"):
        trio.laptop.draft(code)
        trio.laptop.exchange()
    spoilt = segments(trio, trio.laptop.actor)[-2:]
    for file in spoilt:
        file.write_bytes(flipped(file.read_bytes(), 300))
    with refusing(
        lambda call, path: OSError(errno.EACCES, "") if call == "open" and ".sjl" in path else None
    ):
        assert trio.laptop.exchange().healed == 0
    healed = [trio.laptop.exchange().healed for _round in range(4)]
    assert (max(healed), sum(healed)) == (1, 2)


def test_whoever_holds_it_puts_a_good_copy_beside_a_damaged_one(trio: Trio, tmp_path: Path) -> None:
    sub = trio.laptop.draft("010")
    trio.laptop.packets.write(tmp_path / "monday.sjpkg")
    trio.laptop.exchange()
    [*_, newest] = segments(trio, trio.laptop.actor)
    newest.write_bytes(flipped(newest.read_bytes(), 300))
    trio.home.packets.read(tmp_path / "monday.sjpkg")
    trio.home.exchange()
    trio.home.exchange()
    trio.office.exchange()
    assert trio.office.exists(sub), "the laptop may never come back"
