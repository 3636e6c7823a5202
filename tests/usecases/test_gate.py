"""The gate: what Sage would refuse stays, with message and remedy; everything else goes out."""

import msgspec

from subjob_desk.domain.facts import BatchOpened
from subjob_desk.domain.lifecycle import State
from subjob_desk.sage.profile import load_profile
from subjob_desk.usecases.gate import Gate
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.preparing import MOST_JOBS, Preparation, prepare
from tests.drivers.office import CAMPUS, DATE, Office


def _import(office: Office, kind: str, *rows: str) -> None:
    path = office.folder / f"{kind}.csv"
    path.write_text("\n".join(rows), encoding="utf-8", newline="\n")
    importing = Importing(office.desk)
    importing.apply(importing.preview(kind, path))


def _prepared(office: Office, *subs: str) -> Preparation:
    desk = office.desk
    with office.by("Dora"):
        return prepare(desk.reading, desk.company, desk.person, subs, DATE)


def test_a_predicted_refusal_keeps_its_sub_job_back_and_the_rest_goes_out(office: Office) -> None:
    _import(office, "categories", "Category,Description", "LAB,Labor", "MAT,Material")
    old = office.in_sage("010", "10.00")
    office.deciding.revise([old])
    office.editing.add_line(old, "cost_code", "03-310")
    office.editing.change_line(old, office.sub_job(old).lines[1].id, "category", "MAT")
    office.editing.remove_lines(old, [office.sub_job(old).lines[0].id])
    office.deciding.send([old])
    office.accept(old)
    other, third = office.accepted("020", "5.00"), office.in_sage("030", "1.00")
    office.deciding.revise([third])
    office.change(third, "2.00")
    office.deciding.send([third])
    office.accept(third)
    # What is to be taken back from Sage is of a category that left the list meanwhile: the
    # content itself is in order, the file would stop Sage's import.
    _import(office, "categories", "Category,Description", "MAT,Material")
    for sub in (other, third):
        with office.by("Carl"):
            office.deciding.withdraw([sub], "category")
        office.deciding.retrieve([sub])
        line = office.sub_job(sub).lines[0].id
        office.editing.change_line(sub, line, "category", "MAT")
        office.deciding.send([sub])
        office.accept(sub)
    with office.by("Dora"):
        plan = office.exporting.plan(DATE, office.out)
    assert [(file.kind, file.sub_jobs) for file in plan.files] == [("ORIGINAL", 1)]
    assert plan.stay == (
        ("24-117/010", "Category LAB is not a standard category: Sage stops the import here.",
         ("Use a standard category, or ask accounting to add it in Sage and to import the list "
         "again.")),
        ("24-117/030", "Category LAB is not a standard category: Sage stops the import here.",
         ("Use a standard category, or ask accounting to add it in Sage and to import the list "
         "again.")),
    )  # fmt: skip
    with office.by("Dora"):
        changes, written = office.exporting.write(plan, office.out)
    assert [batch.sub_jobs for batch in written] == [("24-117/020",)]
    assert "2 sub jobs cannot go out: 24-117/010: Category LAB" in changes.said
    assert office.states(old, other, third) == [
        State.ACCEPTED, State.EXPORTED, State.ACCEPTED,
    ]  # fmt: skip


def test_of_several_in_one_file_only_the_refused_one_stays(office: Office) -> None:
    first, second = office.accepted("010", "10.00"), office.accepted("020", "5.00")
    (batch,) = _prepared(office, first, second).batches
    company, profile = office.desk.company, load_profile()
    sub_jobs = [item.sub_job for item in batch.items]
    gate = Gate(office.desk.reading, company, profile)
    assert gate.refused(batch.data, "ORIGINAL", batch.owners, sub_jobs) == {}
    wrong = batch.data.replace(b"5.00,,,,,", b"5.001,,,,,")
    refused = gate.refused(wrong, "ORIGINAL", batch.owners, sub_jobs)
    assert list(refused) == [second]
    assert refused[second] == (
        "The amount 5.001 has more than two decimals: how Sage rounds is not known.",
        "Write it with two decimals.",
    )
    headless = batch.data.replace(b"*,", b"X,")
    assert set(gate.refused(headless, "ORIGINAL", batch.owners, sub_jobs)) == {first, second}
    tail = batch.data + b"?\r\n"
    assert set(gate.refused(tail, "ORIGINAL", batch.owners, sub_jobs)) == {first, second}


def test_categories_leave_in_the_spelling_of_the_list(office: Office) -> None:
    sub = office.draft("010", "10.00")
    office.editing.change_line(sub, office.sub_job(sub).lines[0].id, "category", "l-b")
    _import(office, "categories", "Category,Description", "LB,Labor")
    office.deciding.send([sub])
    office.accept(sub)
    (batch,) = _prepared(office, sub).batches
    assert b'"LB",11222026' in batch.data


def test_very_many_jobs_go_into_several_files(office: Office) -> None:
    tower, campus = office.accepted("010"), office.accepted("010", job=CAMPUS)
    second = office.accepted("020")
    desk = office.desk
    with office.by("Dora"):
        found = prepare(
            desk.reading, desk.company, desk.person, [tower, campus, second], DATE, most_jobs=1
        )
    assert [
        (batch.number, batch.kind, [item.sub_job.id for item in batch.items])
        for batch in found.batches
    ] == [(1, "ORIGINAL", [tower, second]), (2, "ORIGINAL", [campus])]


def test_what_the_log_says_of_a_file_fits_one_operation() -> None:
    jobs = {f"24-{number:05d}-XYZ": "Ä" * 30 for number in range(MOST_JOBS)}
    place = {"address": "Ä" * 60, "city": "Ä" * 30, "state": "Ä" * 4, "zip": "Ä" * 10}
    codes = {f"03-{number:09d}": "Ä" * 30 for number in range(3_000)}
    opened = BatchOpened(
        1, "ORIGINAL", "2026-11-22", "own", jobs, dict.fromkeys(jobs, place), codes
    )
    assert len(msgspec.json.encode(opened)) < (1 << 20) - 1_000
