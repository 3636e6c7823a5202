"""What a desk remembers outside its company file: copies and old states are known by it."""

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from subjob_desk.domain.errors import UserError
from subjob_desk.sync import installation
from subjob_desk.sync.installation import Installation
from subjob_desk.sync.local_file import replace_file
from subjob_desk.sync.retrying import Patience
from tests.drivers.held_files import ScannerError, refused_names
from tests.drivers.held_hub import refusing
from tests.drivers.refusals import refused

ACTOR = "k7q2k7q2k7q2k7q2"
ENTRIES = {5: "aa", 9: "bb"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A company file."""
    path = tmp_path / "rb.sjdesk"
    path.write_bytes(b"company")
    return path


@pytest.fixture
def known(tmp_path: Path, place: Path) -> Installation:
    """A desk that has published up to its entry 5."""
    made = Installation(ACTOR, tmp_path / "desks")
    made.begin(place)
    made.note_published(5, "aa")
    return made


def _files(tmp_path: Path) -> list[Path]:
    return [tmp_path / "desks" / f"{ACTOR}.{which}" for which in ("desk", "desk2")]


# --- same, copied, restored ----------------------------------------------------------------------


def test_a_desk_knows_itself(known: Installation, place: Path) -> None:
    for head in (5, 6, 500):
        assert known.check(known.nonce, head, ENTRIES.__getitem__, place) == "same"
    assert len(known.nonce) == 32
    assert known.begin(place) == known.nonce


def test_two_desks_never_have_the_same_nonce(tmp_path: Path) -> None:
    nonces = {Installation(name, tmp_path).begin() for name in "abcdefgh"}
    assert len(nonces) == 8


def test_a_file_from_another_pc_is_copied(known: Installation, tmp_path: Path) -> None:
    assert known.check("f" * 32, 9) == "copied"
    assert known.check("", 9) == "copied"
    assert Installation(ACTOR, tmp_path / "elsewhere").check(known.nonce, 9) == "copied"


def test_a_file_behind_what_was_published_is_restored(known: Installation, place: Path) -> None:
    assert known.check(known.nonce, 4, ENTRIES.__getitem__, place) == "restored"
    assert known.check(known.nonce, 0) == "restored"


def test_a_copy_beside_the_file_it_was_made_of_is_copied(known: Installation, place: Path) -> None:
    copy = place.with_name("rb copy.sjdesk")
    copy.write_bytes(place.read_bytes())
    assert known.check(known.nonce, 5, place=copy) == "copied"
    assert known.check(known.nonce, 5, place=place) == "same"


def test_a_file_that_was_moved_is_the_same(known: Installation, place: Path) -> None:
    moved = place.rename(place.with_name("moved.sjdesk"))
    assert known.check(known.nonce, 5, place=moved) == "same"
    place.write_bytes(b"company")
    assert known.check(known.nonce, 5, place=moved) == "same"
    assert known.check(known.nonce, 5, place=place) == "copied"


def test_two_windows_may_settle_at_one_place_at_once(
    known: Installation, place: Path, tmp_path: Path
) -> None:
    moved = place.rename(place.with_name("moved.sjdesk"))

    def meanwhile(seq: int) -> str:
        other = Installation(ACTOR, tmp_path / "desks")
        assert other.check(known.nonce, 5, place=moved) == "same"
        other.note_published(6, "cc")
        return ENTRIES[seq]

    assert known.check(known.nonce, 6, meanwhile, moved) == "same"
    assert known.published == 6


def test_another_name_of_the_same_file_is_the_same(known: Installation, place: Path) -> None:
    other = place.with_name("by another name.sjdesk")
    other.hardlink_to(place)
    assert known.check(known.nonce, 5, place=other) == "same"


def test_a_chain_that_went_another_way_is_copied(known: Installation) -> None:
    assert known.check(known.nonce, 7, {5: "zz"}.__getitem__) == "copied"


# --- what was published --------------------------------------------------------------------------


def test_the_number_never_goes_down(known: Installation, tmp_path: Path) -> None:
    for seq in (9, 5, 0, 8, 9):
        known.note_published(seq, ENTRIES.get(seq, "cc"))
        assert Installation(ACTOR, tmp_path / "desks").published == 9


def test_two_copies_never_publish_different_entries_of_one_number(known: Installation) -> None:
    known.note_published(5, "aa")
    known.note_published(5)
    with pytest.raises(UserError, match="Another copy of this company file"):
        known.note_published(5, "zz")
    assert known.check(known.nonce, 5, ENTRIES.__getitem__) == "same"


def test_an_entry_that_was_not_known_is_filled_in(tmp_path: Path) -> None:
    desk = Installation(ACTOR, tmp_path)
    desk.begin()
    desk.note_published(5)
    assert desk.check(desk.nonce, 5, {5: "zz"}.__getitem__) == "same"
    desk.note_published(5, "aa")
    assert desk.check(desk.nonce, 5, {5: "zz"}.__getitem__) == "copied"


@pytest.mark.parametrize("damaged", [0, 1])
def test_the_highest_batch_is_remembered_and_never_goes_down(
    known: Installation, tmp_path: Path, damaged: int
) -> None:
    known.note_batch(3)
    known.note_batch(2)
    known.note_published(6, "cc")
    _files(tmp_path)[damaged].write_bytes(b"")
    again = Installation(ACTOR, tmp_path / "desks")
    assert (again.batch, again.published) == (3, 6)


def test_a_power_cut_while_a_batch_is_noted_leaves_one_file_that_knows_it(
    known: Installation, tmp_path: Path
) -> None:
    _first, second = _files(tmp_path)
    before = second.read_bytes()
    known.note_batch(7)
    second.write_bytes(before)
    assert Installation(ACTOR, tmp_path / "desks").batch == 7


def test_a_desk_that_does_not_share_remembers_no_batch(tmp_path: Path) -> None:
    alone = Installation(ACTOR, tmp_path / "desks")
    alone.note_batch(1)
    assert alone.batch == 0
    assert not any(file.exists() for file in _files(tmp_path))


def test_nothing_is_published_by_a_desk_that_is_not_remembered(tmp_path: Path) -> None:
    desk = Installation(ACTOR, tmp_path / "desks")
    assert (desk.nonce, desk.published) == ("", 0)
    with refused(
        "What this desk remembers outside its company file is gone or damaged.",
        "Make this company file a desk of its own: it joins the company again (command line: join "
        "--again).",
    ):
        desk.note_published(1)


# --- torn files ----------------------------------------------------------------------------------


@pytest.mark.parametrize("which", [0, 1])
def test_a_power_cut_between_both_files_leaves_a_number_that_is_high_enough(
    known: Installation, tmp_path: Path, which: int
) -> None:
    """The number 9 was not noted as far as the caller knows: nothing of it has left the PC."""
    files = _files(tmp_path)
    with (
        refused_names(files[which].name, OSError(errno.EIO, "cut")),
        pytest.raises(UserError, match="does not answer"),
    ):
        known.note_published(9, "bb")
    assert known.published == (5 if which == 0 else 9)
    known.note_published(9, "bb")
    for file in files:
        whole = file.read_bytes()
        file.unlink()
        assert known.published == 9
        file.write_bytes(whole)


def test_what_was_damaged_is_made_whole_at_the_next_number(
    known: Installation, tmp_path: Path
) -> None:
    one, other = _files(tmp_path)
    for damaged, kept in [(one, other), (other, one)]:
        damaged.write_bytes(b"")
        known.note_published(3)
        kept.unlink()
        assert known.published == 5
        known.note_published(5, "aa")
    assert one.read_bytes() == other.read_bytes()


def test_every_damage_of_one_file_is_made_good_by_the_other(
    known: Installation, tmp_path: Path, place: Path
) -> None:
    nonce = known.nonce
    for file in _files(tmp_path):
        whole = file.read_bytes()
        for damaged in _damaged(whole):
            file.write_bytes(damaged)
            assert known.check(nonce, 4, None, place) == "restored"
            assert known.published == 5
        file.write_bytes(whole)


def test_every_damage_of_both_files_is_seen(known: Installation, tmp_path: Path) -> None:
    nonce = known.nonce
    one, other = _files(tmp_path)
    other.unlink()
    for damaged in _damaged(one.read_bytes()):
        one.write_bytes(damaged)
        assert known.check(nonce, 500) == "copied"
        with pytest.raises(UserError, match="gone or damaged"):
            known.note_published(6)


def test_the_file_of_another_desk_is_not_ones_own(known: Installation, tmp_path: Path) -> None:
    other = Installation("b", tmp_path / "desks")
    for file in _files(tmp_path):
        (file.parent / file.name.replace(ACTOR, "b")).write_bytes(file.read_bytes())
    assert (other.nonce, other.published) == ("", 0)


def test_a_check_that_fits_what_is_no_record_is_seen(known: Installation, tmp_path: Path) -> None:
    for body in (b"[]", b"{", b'{"actor":1,"nonce":""}'):
        for file in _files(tmp_path):
            file.write_bytes(installation.check_of(body) + b" " + body)
        assert known.nonce == ""


def _damaged(whole: bytes) -> Iterator[bytes]:
    """Every flipped bit, every cut, and what a disk leaves behind."""
    for bit in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        yield bytes(flipped)
    yield from (whole[:length] for length in range(len(whole)))
    yield from (bytes(len(whole)), whole + b"\0", whole + whole, b" " * 70_000)


# --- what the PC refuses -------------------------------------------------------------------------


def test_a_folder_whose_name_is_taken_is_told(tmp_path: Path) -> None:
    (tmp_path / "desks").write_bytes(b"")
    with refused(
        f"{tmp_path / 'desks'} cannot be written: something else has its name.",
        "Move that away, then try again.",
    ):
        Installation(ACTOR, tmp_path / "desks").begin()


def test_who_waits_for_another_window_is_told(
    known: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "_LOCK_SECONDS", 0)
    lock = tmp_path / "desks" / f"{ACTOR}.lock"
    with (
        FileLock(lock),
        refused(f"Another program holds {lock}.", "Close other windows of SubJob Desk, try again."),
    ):
        known.note_published(6)


def test_a_virus_scanner_is_waited_for(tmp_path: Path) -> None:
    file, waits = tmp_path / "a.desk", list[float]()
    patience = Patience(seconds=10, now=lambda: sum(waits), wait=waits.append)
    with refused_names(".desk", ScannerError(errno.EACCES, "held"), 3) as scanner:
        replace_file(file, b"new", patience)
    assert (file.read_bytes(), scanner.refused) == (b"new", 3)
    with (
        refused_names(".desk", ScannerError(errno.EACCES, "held")),
        refused(f"{file} is open in another program.", "Close it there, then try again."),
    ):
        replace_file(file, b"newer", patience)
    assert sum(waits) > 10
    assert [one.name for one in tmp_path.iterdir()] == ["a.desk"]
    assert file.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "problem", "remedy"),
    [
        (errno.ENOSPC, "The disk with {folder} is full.", "Make room on it."),
        (
            errno.EROFS,
            "You have no right to write {folder}{sep}a.desk.",
            "This program keeps there what belongs to this desk: let IT give you the right.",
        ),
        (errno.EIO, "The disk with {folder} does not answer.", "Check the drive."),
    ],
)
def test_what_the_disk_refuses_is_told_and_nothing_is_left(
    tmp_path: Path, number: int, problem: str, remedy: str
) -> None:
    file = tmp_path / "a.desk"
    replace_file(file, b"old")

    with (
        refused_names(".desk", OSError(number, "no")),
        refused(problem.format(folder=tmp_path, sep=os.sep), remedy),
    ):
        replace_file(file, b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["a.desk"]
    assert file.read_bytes() == b"old"


def test_what_nobody_knows_stays_a_bug(tmp_path: Path) -> None:
    unknown = refused_names(".desk", OSError(errno.EXDEV, "no"))
    with unknown, pytest.raises(OSError, match="no"):
        replace_file(tmp_path / "a.desk", b"new")


def test_windows_has_no_folders_to_flush(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    replace_file(tmp_path / "a.desk", b"new")
    assert (tmp_path / "a.desk").read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no flushing of folders")
def test_a_disk_whose_folders_cannot_be_flushed_will_do(tmp_path: Path) -> None:
    folder = tmp_path / "desks"

    def no_flush(call: str, path: str) -> OSError | None:
        is_folder = call == "open" and path == str(folder)
        return OSError(errno.EINVAL, "not here") if is_folder else None

    with refusing(no_flush):
        replace_file(folder / "a.desk", b"kept")
    assert (folder / "a.desk").read_bytes() == b"kept"
