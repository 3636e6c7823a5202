"""The export where folders fail: what is recorded is said, and nothing old stands in the way."""

import errno
from pathlib import Path

import pytest

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import BatchClosed, BatchOpened, SettingChanged
from subjob_desk.domain.ids import new_id
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.operations import COMPANY
from subjob_desk.store import batch_files
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.views import ExportPlan, WrittenBatch
from tests.drivers.failing_disk import no_names
from tests.drivers.office import DATE, TOWER, Office
from tests.drivers.refusals import refused

NAME = "SJ_RB_000001_ORIGINAL.jce"


def _plan(office: Office, *subs: str) -> ExportPlan:
    with office.by("Dora"):
        return office.exporting.plan(DATE, office.out, subs or None)


def _write(office: Office) -> tuple[Changes, tuple[WrittenBatch, ...]]:
    plan = _plan(office)
    with office.by("Dora"):
        return office.exporting.write(plan, office.out)


def _changed(office: Office, code: str, description: str) -> str:
    """A sub job in Sage whose description alone is changed, accepted."""
    sub = office.in_sage(code, "10.00")
    _redescribed(office, sub, description)
    return sub


def _redescribed(office: Office, sub: str, description: str) -> None:
    office.deciding.revise([sub])
    office.editing.change_description(sub, description)
    office.deciding.send([sub])
    office.accept(sub)


def test_a_batch_whose_file_gets_no_name_is_recorded_and_said(office: Office) -> None:
    sub = office.accepted()
    with no_names():
        changes, (written,) = _write(office)
    assert (written.number, written.file) == (1, str(office.out / NAME))
    assert written.fault == (
        f"Batch 1 is recorded, but its file could not get its name: The disk with the folder "
        f"{office.out} is full. Write it again from Exports (command line: write-again)."
    )
    assert written.fault in changes.said
    assert "not written" not in changes.said
    assert changes.sub_jobs == {sub}
    assert changes.stayed == ()
    assert office.state(sub) is State.EXPORTED
    (temporary,) = office.files()
    assert temporary.endswith(".part")
    assert office.exporting.mend() == [f"Finished writing {NAME}, which was interrupted."]
    assert office.files() == [NAME]
    assert (office.out / NAME).read_bytes() == office.exporting.batch_text(written.id).encode()


def test_a_refusal_nobody_knows_does_not_hide_a_recorded_batch(office: Office) -> None:
    office.accepted()
    with no_names(errno.EDOM):
        _changes, (written,) = _write(office)
    assert "could not get its name: refused." in written.fault


def test_after_a_file_without_a_name_the_rest_waits(office: Office) -> None:
    changed = office.in_sage("010", "10.00")
    office.deciding.revise([changed])
    office.change(changed, "12.00")
    office.deciding.send([changed])
    office.accept(changed)
    new = office.accepted("020")
    with no_names():
        changes, (written,) = _write(office)
    assert (written.number, written.kind) == (2, "ORIGINAL")
    assert [(one.name, one.message, one.remedy) for one in changes.stayed] == [
        (
            "24-117/010",
            "Batch 2 comes first.",
            "Write its file again (command line: write-again), then export.",
        )
    ]
    assert office.states(new, changed) == [State.EXPORTED, State.ACCEPTED]


def test_a_refused_first_file_leaves_equal_ones_as_they_were(office: Office) -> None:
    equal = _changed(office, "010", "Another name")
    office.accepted("020")
    plan = _plan(office)
    entries = office.entries()
    (office.out / "SJ_RB_000002_ORIGINAL.jce").write_bytes(b"somebody else's")
    with office.by("Dora"), pytest.raises(UserError):
        office.exporting.write(plan, office.out)
    assert (office.entries(), office.state(equal)) == (entries, State.ACCEPTED)


def test_several_that_were_not_written_are_told_in_the_plural(office: Office) -> None:
    for code in ("010", "020"):
        sub = office.in_sage(code, "10.00")
        office.deciding.revise([sub])
        office.change(sub, "12.00")
        office.deciding.send([sub])
        office.accept(sub)
    office.accepted("030")
    with no_names():
        changes, _written = _write(office)
    assert "2 sub jobs were not written: " in changes.said


def _elsewhere(office: Office) -> None:
    """Batch 1, written by a desk into a folder whose very path this system refuses."""
    batch_id = new_id()
    with office.by("Dora"), office.desk.deed() as deed:
        deed.note(batch_id, BatchOpened(1, "ORIGINAL", DATE.isoformat(), "default", {}))
        sha256 = batch_files.keep(deed.connection, b"; nothing\r\n")
        deed.note(batch_id, BatchClosed(0, "0.00", sha256, str(office.folder / ("x" * 300))))
        deed.done("")


def test_a_folder_that_fails_counts_as_a_missing_file(office: Office) -> None:
    _elsewhere(office)
    assert [row.number for row in office.exporting.missing()] == [1]
    assert office.exporting.numbered(1).file_missing
    assert office.exporting.mend() == []
    sub = office.accepted("020")
    office.export()
    assert office.state(sub) is State.EXPORTED


def test_a_number_that_was_taken_meanwhile_is_not_used_twice(office: Office) -> None:
    sub, plan = office.accepted(), _plan(office)

    def meanwhile(_done: int, _total: int) -> None:
        if not office.exporting.batches():
            _elsewhere(office)

    with (
        office.by("Dora"),
        refused("Batch 1 was written meanwhile.", "Look at the preview again, then write."),
    ):
        office.exporting.write(plan, office.out, meanwhile)
    assert office.files() == []
    assert office.state(sub) is State.ACCEPTED


def test_on_a_full_disk_nothing_is_said_to_be_equal(office: Office) -> None:
    sub = _changed(office, "010", "Another name")
    _fill_disk(office)
    plan = _plan(office)
    with (
        office.by("Dora"),
        refused(
            "The disk with rb.sjd is full; nothing of this act was kept.",
            "Make room on that disk, then do it again.",
        ),
    ):
        office.exporting.write(plan, office.out)
    assert office.state(sub) is State.ACCEPTED


def _fill_disk(office: Office) -> None:
    """The company file grows no more: what is written next has to go into the room it has."""
    other = office.draft("099")
    with office.desk.database.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def write_on() -> None:
        for number in range(1_000):
            office.editing.change_description(other, f"Level {number}")

    with pytest.raises(UserError, match="is full"):
        write_on()


def test_a_leftover_of_other_bytes_is_not_the_file(office: Office) -> None:
    office.exported()
    (office.out / NAME).unlink()
    leftover = office.out / f"{NAME}.0123abcd.part"
    leftover.write_bytes(b"half a file")
    assert office.exporting.mend() == []
    assert office.files() == [leftover.name]


def test_what_nobody_knows_is_said_too(office: Office) -> None:
    office.accepted()
    with no_names():
        _write(office)
    with no_names(errno.EDOM):
        assert office.exporting.mend() == ["Batch 1: refused."]


def test_what_cannot_be_mended_is_said_and_the_rest_is_mended(office: Office) -> None:
    for code in ("010", "020"):
        office.accepted(code)
        with no_names():
            _write(office)
    (office.out / NAME).write_bytes(b"somebody else's")
    told = office.exporting.mend()
    assert told[0] == "Finished writing SJ_RB_000002_ORIGINAL.jce, which was interrupted."
    assert told[1].startswith(f"Batch 1: In the folder {office.out} there is already another file")
    assert len(told) == 2


@pytest.mark.parametrize("name", ["sj_rb_000007_original.JCE", "SJ_RB_0000007_ORIGINAL.jce"])
def test_an_older_copy_is_told_by_any_spelling_of_the_name(office: Office, name: str) -> None:
    office.accepted()
    (office.out / name).write_bytes(b"; batch 7\r\n")
    with pytest.raises(UserError, match=f"batch 7 was written on .* \\({name}\\)"):
        _plan(office)


def test_a_description_that_is_left_out_is_said(office: Office) -> None:
    office.accepted("010")
    jobs = office.folder / "jobs.csv"
    text = "Job,Description,Status\n24-117,Harbor Tower and its two lower wings,Open\n"
    jobs.write_text(text, encoding="utf-8", newline="\n")
    importing = Importing(office.desk)
    importing.apply(importing.preview("jobs", jobs))
    said = "The description of job 24-117 is longer than 30 characters; the file leaves it out."
    plan = _plan(office)
    assert plan.notes == (said,)
    assert '*,"24-117",""' in plan.files[0].text
    changes, _written = _write(office)
    assert changes.said.endswith(said)


def test_a_description_that_only_changed_is_to_key_in(office: Office) -> None:
    first, second = _changed(office, "010", "Another name"), _changed(office, "020", "Level 020")
    plan = _plan(office, first, second)
    assert plan.notes == ("Key in Sage: 24-117/010 'Another name'.",)
    changes, _written = _write(office)
    assert changes.said == (
        "No amount differs from Sage, nothing was written for: 24-117/010, 24-117/020. "
        "Key in Sage: 24-117/010 'Another name'."
    )
    _redescribed(office, first, "Another name")
    assert _plan(office).notes == ()


def test_a_batch_is_read_by_the_profile_it_was_written_by(office: Office) -> None:
    with office.by("Ann"):
        office.editing.new_sub_job(TOWER, "099", "Later")
    office.exported()
    (row,) = office.exporting.batches()
    before = office.exporting.batch_text(row.id)
    with office.by("Ann"), office.desk.deed() as deed:
        deed.note(COMPANY, SettingChanged("profile", '"default"', '"another"'))
        deed.done("")
    assert office.desk.company.settings.profile == "another"
    assert office.exporting.batch_text(row.id) == before
    Path(row.file).unlink()
    with office.by("Dora"):
        office.exporting.write_again(row.id)
    assert Path(row.file).is_file()


def test_there_is_no_batch_zero(office: Office) -> None:
    office.exported()
    with pytest.raises(UserError, match="There is no batch 0"):
        office.exporting.numbered(0)
