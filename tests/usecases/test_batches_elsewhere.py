"""Batches of another desk: their bytes are not kept here, and yet they are the very same."""

import hashlib
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import BatchClosed, BatchOpened
from subjob_desk.domain.ids import new_id
from subjob_desk.store import batch_files
from subjob_desk.usecases.control_sheets import ControlSheets
from subjob_desk.usecases.rehearsing import Rehearsing
from subjob_desk.usecases.views import BatchRow, WrittenBatch
from tests.drivers.office import CAMPUS, Office
from tests.drivers.shared_office import Trio


@pytest.fixture
def written(trio: Trio) -> list[WrittenBatch]:
    """Two batches the office wrote; the posting has moved to the PC at home since."""
    office = trio.office
    sub = office.draft("010", "10.00", "-20.00")
    with office.by("Ann"):
        office.editing.change_description(sub, "Café, north")
        office.deciding.send([sub])
    office.accept(sub)
    office.accepted("020", "3.00", job=CAMPUS)
    found = list(office.export())
    with office.by("Dora"):
        office.answering.posted(found[0].id)
    office.deciding.revise([sub])
    office.change(sub, "15.00", "-20.00")
    office.deciding.send([sub])
    office.accept(sub)
    found += office.export()
    trio.post_at_home()
    return found


def _row(office: Office, batch_id: str) -> BatchRow:
    return next(row for row in office.exporting.batches() if row.id == batch_id)


def _is_kept(office: Office, sha256: str) -> bool:
    with office.desk.reading() as connection:
        return bool(batch_files.kept(connection, [sha256]))


def test_the_new_posting_desk_writes_an_older_batch_again(
    trio: Trio, written: list[WrittenBatch]
) -> None:
    home, newest = trio.home, written[-1]
    before = Path(newest.file).read_bytes()
    assert not _is_kept(home, newest.sha256)
    with home.by("Carl"):
        again = home.exporting.write_again(newest.id, home.out)
    assert again.parent == home.out
    assert again.read_bytes() == before
    assert _is_kept(home, newest.sha256)


def test_text_and_control_sheet_are_those_of_the_desk_that_wrote_it(
    trio: Trio, written: list[WrittenBatch]
) -> None:
    office, home = trio.office, trio.home
    for batch in written:
        text = home.exporting.batch_text(batch.id)
        assert text == office.exporting.batch_text(batch.id)
        sheet = ControlSheets(home.desk).sheet(batch.id)
        assert sheet == ControlSheets(office.desk).sheet(batch.id)
        assert ControlSheets(home.desk).count(batch.id) == sheet.count


def test_who_only_looks_keeps_nothing(trio: Trio, written: list[WrittenBatch]) -> None:
    laptop, newest = trio.laptop, written[-1]
    laptop.reopen(writing=False)
    text = laptop.exporting.batch_text(newest.id)
    assert text == trio.office.exporting.batch_text(newest.id)
    assert not _is_kept(laptop, newest.sha256)


def test_a_finished_file_is_known_again_at_another_desk(
    trio: Trio, written: list[WrittenBatch]
) -> None:
    newest = written[-1]
    part = trio.home.folder / "part.jce"
    part.write_bytes(b"".join(Path(newest.file).read_bytes().splitlines(keepends=True)[1:]))
    assert f"batch {newest.number}" in Rehearsing(trio.home.desk).of_file(part).second_import


def test_a_file_in_a_folder_of_another_desk_is_not_missing_here(
    trio: Trio, written: list[WrittenBatch]
) -> None:
    office, home, newest = trio.office, trio.home, written[-1]
    home.exporting.batch_text(newest.id)
    Path(newest.file).unlink()
    assert _row(office, newest.id).file_missing
    assert _row(home, newest.id).file_missing, "a folder that both reach"
    office.out.rename(office.folder / "away")
    assert _row(office, newest.id).file_missing
    assert not _row(home, newest.id).file_missing
    (office.folder / "away").rename(office.out)


def test_a_batch_that_is_not_what_its_desk_says_is_not_made(trio: Trio) -> None:
    home = trio.home
    with trio.office.by("Ann"):
        trio.office.administering.set_person("Carl", ["approver", "exporter"])
    with trio.office.by("Dora"), trio.office.desk.deed() as deed:
        batch = new_id()
        deed.note(batch, BatchOpened(1, "ORIGINAL", "2026-11-22", "default", {}))
        sha256 = hashlib.sha256(b"another file").hexdigest()
        deed.note(batch, BatchClosed(0, "0.00", sha256, str(trio.office.out)))
        deed.done("")
    trio.settle()
    with home.by("Carl"), pytest.raises(UserError) as refused:
        home.exporting.write_again(batch, home.out)
    assert "batch 1 cannot be made again here" in refused.value.problem
    assert "Office PC" in refused.value.remedy
    assert list(home.out.iterdir()) == []
    assert not _is_kept(home, sha256)
