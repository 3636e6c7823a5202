"""Last night's backup of a company file is opened after an export: noticed, nothing twice.

Whatever became of the hub meanwhile, whoever posts, and whether or not the export had gone out.
"""

import shutil
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from subjob_desk.store import backup
from subjob_desk.store.database import Database
from subjob_desk.usecases import joining
from subjob_desk.usecases.export_gate import ExportGate
from subjob_desk.usecases.premises import NotLetInError
from tests.drivers.backups import EXPORTERS, accepted, export, restore
from tests.drivers.office import DATE
from tests.drivers.refusals import refused
from tests.drivers.shared_office import WORDS_OF_ROOT, SharedOffice, Trio, keep_copy, key_ring


def assert_nothing_twice(trio: Trio, posting: SharedOffice, sub: str) -> None:
    """It knows again what it did, goes on with the next number, and all agree."""
    assert posting.desk.trouble is None
    assert posting.state(sub) is State.EXPORTED
    with posting.by(EXPORTERS[posting.folder.name]):
        assert posting.exporting.plan(DATE, posting.out).files == ()
    later = accepted(trio, "090")
    export(posting, later)
    trio.settle()
    assert [one.state(sub) for one in trio.all] == [State.EXPORTED] * 3
    assert [row.number for row in posting.exporting.batches()] == [2, 1]
    assert trio.office.sharing.forks() == []
    assert [one.kinds("Ann") for one in trio.all] == [[]] * 3
    assert len(trio.digests()) == 1
    assert len(posting.files()) == 2


def test_the_hub_is_gone_and_another_one_brings_it_back(trio: Trio, tmp_path: Path) -> None:
    posting, sub = trio.post_at_home(), accepted(trio, "010")
    keep_copy(posting, tmp_path / "backup")
    export(posting, sub)
    trio.settle()
    shutil.rmtree(trio.hub)
    restore(posting, tmp_path / "backup")
    for _attempt in ("before", "after it was tried"):
        assert posting.state(sub) is State.ACCEPTED
        with pytest.raises(UserError, match="older copy"):
            export(posting, sub, folder=tmp_path)
        with pytest.raises(UserError):
            posting.exchange()
    trio.hub.mkdir()
    posting.exchange()
    with pytest.raises(UserError, match="older copy"):
        export(posting, sub, folder=tmp_path)
    trio.settle()
    assert_nothing_twice(trio, posting, sub)


def test_to_the_registrars_desk_a_packet_of_another_one_brings_it_back(
    trio: Trio, tmp_path: Path
) -> None:
    posting, sub = trio.office, accepted(trio, "010")
    keep_copy(posting, tmp_path / "backup")
    export(posting, sub)
    trio.settle()
    shutil.rmtree(trio.hub)
    restore(posting, tmp_path / "backup")
    trio.laptop.packets.write(tmp_path / "back.sjpkg")
    with pytest.raises(UserError, match="older copy"):
        export(posting, sub, folder=tmp_path)
    posting.packets.read(tmp_path / "back.sjpkg")
    posting.desk.refresh()
    trio.hub.mkdir()
    trio.settle()
    assert_nothing_twice(trio, posting, sub)


def test_an_export_that_no_other_desk_has_seen_is_not_written_again(
    trio: Trio, tmp_path: Path
) -> None:
    posting, sub = trio.post_at_home(), accepted(trio, "010")
    keep_copy(posting, tmp_path / "backup")
    (tmp_path / "elsewhere").mkdir()
    export(posting, sub, folder=tmp_path / "elsewhere")
    restore(posting, tmp_path / "backup")
    trio.settle()
    assert posting.state(sub) is State.ACCEPTED, "nobody can know better"
    with refused(
        "This company file is an older copy: it knows 0 batches, but batch 1 was written at this "
        "desk.",
        "Find the newest company file. If it is lost, look in Sage which batches were imported; "
        "then let the registrar's desk take the posting anew, and say that you did (command line: "
        "posting-desk take --checked-in-sage --reason TEXT).",
    ):
        export(posting, sub)
    with posting.by("Carl"), pytest.raises(UserError, match="older copy"):
        posting.posting.release()
    assert posting.files() == []
    with trio.office.by("Ann"):
        trio.office.posting.take(
            checked_in_sage=True, reason="Batch 1 is in Sage already.", actor=trio.office.actor
        )
    trio.settle()
    assert trio.office.export(sub)[0].number == 1000


def test_at_the_registrars_desk_the_posting_is_taken_anew(trio: Trio, tmp_path: Path) -> None:
    office, sub = trio.office, accepted(trio, "010")
    keep_copy(office, tmp_path / "backup")
    (tmp_path / "elsewhere").mkdir()
    export(office, sub, folder=tmp_path / "elsewhere")
    restore(office, tmp_path / "backup")
    with office.by("Ann"):
        with pytest.raises(UserError, match="older copy: it knows 0 batches"):
            office.posting.take()
        office.posting.take(checked_in_sage=True, reason="Batch 1 never got there.")
    assert office.export(sub)[0].number == 1000
    trio.settle()
    assert [one.state(sub) for one in trio.all] == [State.EXPORTED] * 3
    assert len(trio.digests()) == 1


def test_only_what_was_really_written_is_remembered(trio: Trio, tmp_path: Path) -> None:
    posting, sub = trio.office, accepted(trio, "010")
    gone = tmp_path / "gone"
    gone.mkdir()
    with posting.by("Dora"):
        plan = posting.exporting.plan(DATE, gone)
        gone.rmdir()
        with pytest.raises(UserError):
            posting.exporting.write(plan, gone)
    posting.reopen()
    export(posting, sub)
    posting.reopen()
    export(posting, accepted(trio, "020"))
    assert len(posting.files()) == 2


def test_a_backup_of_before_sharing_neither_writes_nor_shares_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUBJOB_DESK_KEYS", str(tmp_path / "keys"))
    with key_ring(tmp_path / "ring"):
        trio = Trio(tmp_path)
        office = trio.office
        sub = office.accepted("010")
        keep_copy(office, tmp_path / "backup")
        with office.by("Ann"):
            office.sharing.share(str(trio.hub), WORDS_OF_ROOT, "Office PC")
        office.exchange()
        export(office, sub)
        keep_copy(office, tmp_path / "newest")
        restore(office, tmp_path / "backup")
        problem = office.sharing.status().problem
        assert problem.startswith("This company file is a backup of before the company was shared")
        with pytest.raises(UserError, match=r"Open the newest company file\."):
            export(office, sub, folder=tmp_path)
        with pytest.raises(UserError, match="backup of before the company was shared"):
            share(office, trio.hub)
        monkeypatch.setenv("SUBJOB_DESK_KEYS", str(tmp_path / "of another PC"))
        restore(office, tmp_path / "backup")  # where nothing is remembered
        with pytest.raises(UserError, match=r"shared already, in .*hub: this file is a backup"):
            share(office, trio.hub)
        monkeypatch.setenv("SUBJOB_DESK_KEYS", str(tmp_path / "keys"))
        restore(office, tmp_path / "newest")
        assert office.desk.trouble is None
        assert office.exchange().published > 0
        office.close()


def share(office: SharedOffice, hub: Path) -> None:
    """As Ann, who registers."""
    with office.by("Ann"):
        office.sharing.share(str(hub), WORDS_OF_ROOT, "Office PC")


@pytest.mark.parametrize("how", ["again", "mended"])
def test_a_file_that_was_finished_later_is_remembered_as_well(
    trio: Trio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    office, sub = trio.office, accepted(trio, "010")
    keep_copy(office, tmp_path / "backup")

    class Died(BaseException):
        """The program is gone between the record and what the PC remembers."""

    def die(_gate: ExportGate, _number: int) -> None:
        raise Died

    with monkeypatch.context() as patch:
        patch.setattr(ExportGate, "note_written", die)
        with pytest.raises(Died):
            export(office, sub)
    with office.by("Dora"):
        if how == "again":
            office.exporting.write_again(office.exporting.batches()[0].id)
        else:
            office.exporting.mend()
    restore(office, tmp_path / "backup")
    with pytest.raises(UserError, match="batch 1 was written at this desk"):
        export(office, sub, folder=tmp_path)


def test_a_file_of_another_account_is_not_called_a_copy_of_it(
    trio: Trio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUBJOB_DESK_KEYS", str(tmp_path / "of another account"))
    trio.laptop.reopen()
    trouble = trio.laptop.desk.trouble
    assert trouble is not None
    assert trouble.problem.endswith("another PC, or another account works with it.")
    assert "Only if nobody else uses this file" in trouble.remedy


def test_a_join_that_was_broken_off_asks_anew(
    trio: Trio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = tmp_path / "half"
    half.mkdir()

    class Killed(BaseException):
        """The power went while the new desk had the company, and no key."""

    def die(one: joining._Joining, database: Database, _hub: str) -> bytes:
        backup.copy(database.path, tmp_path / "left")
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(joining._Joining, "_ask", die)
        with pytest.raises(Killed):
            joining.join(half / "rb.sjd", str(trio.hub), "Ben", "yard")
    shutil.copy(tmp_path / "left", half / "rb.sjd")
    yard = SharedOffice.reopened(half, trio.hub)
    trouble = yard.desk.trouble
    assert trouble is not None
    assert trouble.problem == "Joining was broken off before this desk had asked to be let in."
    assert len(joining.become_another_desk(yard.desk, "yard").words) == 6
    yard.reopen()
    assert isinstance(yard.desk.trouble, NotLetInError)
    yard.close()
