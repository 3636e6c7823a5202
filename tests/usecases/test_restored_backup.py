"""Last night's backup of a company file is opened after an export: noticed, nothing twice.

Whatever became of the hub meanwhile, whoever posts, and whether or not the export had gone out.
"""

import shutil
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from tests.drivers.office import DATE
from tests.drivers.shared_office import SharedOffice, Trio, keep_copy


def post_at_home(trio: Trio) -> SharedOffice:
    """The posting moves to Carl's PC, which does not register anybody."""
    with trio.office.by("Ann"):
        trio.office.administering.set_person("Carl", ["approver", "exporter"])
        trio.office.posting.release()
        trio.office.posting.take(actor=trio.home.actor)
    trio.settle()
    return trio.home


EXPORTERS = {"home": "Carl", "office": "Dora"}


def export(desk: SharedOffice, *subs: str, folder: Path | None = None) -> None:
    """Export at a desk, by who exports there."""
    with desk.by(EXPORTERS[desk.folder.name]):
        plan = desk.exporting.plan(DATE, folder or desk.out, subs or None)
        desk.exporting.write(plan, folder or desk.out)


def restore(desk: SharedOffice, backup: Path) -> None:
    """The file is again what it was last night; what the PC remembers beside it is not."""
    desk.desk.close()
    shutil.copy(backup, desk.path)
    desk.reopen()


def accepted(trio: Trio, code: str) -> str:
    """Sent on site, accepted in the office, known to all."""
    sub = trio.laptop.sent(code)
    trio.settle()
    trio.office.accept(sub, who="Dora")
    trio.settle()
    return sub


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
    posting, sub = post_at_home(trio), accepted(trio, "010")
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
    posting, sub = post_at_home(trio), accepted(trio, "010")
    keep_copy(posting, tmp_path / "backup")
    (tmp_path / "elsewhere").mkdir()
    export(posting, sub, folder=tmp_path / "elsewhere")
    restore(posting, tmp_path / "backup")
    trio.settle()
    assert posting.state(sub) is State.ACCEPTED, "nobody can know better"
    with pytest.raises(UserError, match="older copy: it knows 0 batches"):
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
