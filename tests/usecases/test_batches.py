"""Batches long after they were written: the same bytes from the log alone, and no name twice."""

import datetime as dt
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import BatchOpened, Exported
from subjob_desk.domain.money import hundredths
from subjob_desk.domain.operations import Operation, decode
from subjob_desk.sage.writer import CostLine, ExtraPart, FileContent, JobPart, render
from subjob_desk.store import batch_files, op_log
from subjob_desk.usecases.batches import profile_of
from subjob_desk.usecases.control_sheets import ControlSheets
from tests.drivers.batches import both_texts
from tests.drivers.office import CAMPUS, Office


def _log(office: Office) -> list[Operation]:
    with office.desk.reading() as connection:
        return [decode(row.stored) for row in op_log.all_stored(connection)]


def _rendered(office: Office, log: list[Operation], opened: Operation) -> bytes:
    """A file made anew from what the log recorded, by the profile it was recorded with."""
    fact = opened.fact
    assert isinstance(fact, BatchOpened)
    jobs: dict[str, list[ExtraPart]] = {}
    for op in log:
        if isinstance(op.fact, Exported) and op.fact.batch == opened.sub:
            sub_job = office.sub_job(op.sub)
            (description,) = [
                past.content.description
                for past in sub_job.rounds
                if any(export.op == op.id for export in past.exports)
            ]
            lines = tuple(
                CostLine(
                    line.cost_code,
                    line.category,
                    hundredths(line.quantity),
                    line.unit,
                    hundredths(line.amount),
                )
                for line in op.fact.lines
            )
            part = ExtraPart(op.fact.extra_code, description, lines)
            jobs.setdefault(sub_job.job, []).append(part)
    content = FileContent(
        fact.number,
        fact.kind,
        dt.date.fromisoformat(fact.date),
        tuple(JobPart(job, fact.jobs[job], tuple(extras)) for job, extras in jobs.items()),
    )
    with office.desk.reading() as connection:
        return render(profile_of(connection, opened.sub), content)


def test_every_kept_file_is_what_the_log_renders(office: Office) -> None:
    sub = office.in_sage("010", "10.00", "20.00")
    office.exported("010", "3.00", job=CAMPUS)
    void = office.accepted("020", "0")
    (second,) = office.export()
    with office.by("Dora"):
        office.answering.void(second.id, "Wrong date")
    office.deciding.revise([sub])
    office.change(sub, "-15.00", "20.00")
    office.editing.change_description(sub, "Café, north")
    office.deciding.send([sub])
    office.accept(sub)
    office.export()
    office.deciding.revise([office.in_sage("030")])
    office.reopen()
    log = _log(office)
    batches = {row.id: row for row in office.exporting.batches()}
    opened = [op for op in log if isinstance(op.fact, BatchOpened)]
    assert len(opened) == len(batches) == 6
    with office.desk.reading() as connection:
        kept = {one: batch_files.bytes_of(connection, row.sha256) for one, row in batches.items()}
    assert {op.sub: _rendered(office, log, op) for op in opened} == kept
    assert office.exists(void)


def test_written_again_it_is_the_same_file_with_the_same_hash(office: Office) -> None:
    office.exported()
    (row,) = office.exporting.batches()
    before = Path(row.file).read_bytes()
    Path(row.file).unlink()
    office.clock.pass_by(days=400)
    office.reopen(writing=False)
    with office.by("Dora"):
        assert office.exporting.write_again(row.id).read_bytes() == before
    assert office.exporting.batches()[0].sha256 == row.sha256
    assert office.exporting.missing() == []


def test_no_number_and_no_name_is_given_twice(office: Office) -> None:
    seen: list[tuple[int, str]] = []
    sub = office.accepted("010")
    for _ in range(3):
        (written,) = office.export(sub)
        seen.append((written.number, Path(written.file).name))
        with office.by("Dora"):
            office.answering.void(written.id, "Wrong date")
        Path(written.file).unlink()  # somebody tidies up
        office.reopen()
    assert seen == [
        (1, "SJ_RB_000001_ORIGINAL.jce"),
        (2, "SJ_RB_000002_ORIGINAL.jce"),
        (3, "SJ_RB_000003_ORIGINAL.jce"),
    ]
    assert office.files() == []
    for row in office.exporting.batches():
        with office.by("Dora"), pytest.raises(UserError, match=f"Batch {row.number} is void"):
            office.exporting.write_again(row.id)


def test_a_void_batch_whose_acceptance_was_withdrawn_is_still_what_the_log_says(
    office: Office,
) -> None:
    sub = office.exported()
    (row,) = office.exporting.batches()
    with office.by("Dora"):
        office.answering.void(row.id, "Wrong date")
    with office.by("Carl"):
        office.deciding.withdraw([sub], "Wrong amount")
    kept, again = both_texts(office, row.id)
    assert kept == again


def test_quantities_are_added_by_unit_and_nothing_is_opened_for_it(office: Office) -> None:
    sub = office.draft("010", "10.00", "20.00", "30.00")
    lines = office.sub_job(sub).lines
    with office.by("Ann"):
        for line, quantity, unit in zip(lines, ("2", "3.5", ""), ("hr", "hr", ""), strict=True):
            office.editing.change_line(sub, line.id, "quantity", quantity)
            office.editing.change_line(sub, line.id, "unit", unit)
        office.deciding.send([sub])
    office.accept(sub)
    (written,) = office.export()
    assert office.exporting.quantities() == {written.id: [("hr", 550)]}
    count = ControlSheets(office.desk).count(written.id)
    assert [(one.unit, one.quantity) for one in count.sums.quantities] == [("hr", 550)]


def test_an_extra_of_a_file_leads_to_its_sub_job(office: Office) -> None:
    office.export(office.accepted("010", "5.00", "-1.00"), office.accepted("010", job=CAMPUS))
    batch = office.exporting.batches()[0].id
    found = office.exporting.item_of(batch, "24 117", "010")
    assert found is not None
    assert (found.row.name, found.change) == ("24-117/010", 400)
    assert office.exporting.item_of(batch, "24-117", "020") is None
    assert office.exporting.item_of("gone", "24-117", "010") is None


def test_an_extra_leads_to_its_sub_job_also_under_the_code_it_had(office: Office) -> None:
    sub = office.failed("010", "5.00")
    first = office.exporting.batches()[0].id
    with office.by("Carl"):
        office.answering.correct(sub, "011")
    (again,) = office.export(sub)
    found = [office.exporting.item_of(first, "24-117", code) for code in ("010", "011")]
    assert [one.row.id if one else "" for one in found] == [sub, ""]
    now = office.exporting.item_of(again.id, "24-117", "011")
    assert now is not None
    assert now.row.id == sub
