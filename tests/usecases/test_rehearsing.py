"""Rehearsals: what is said of a plan, of a finished file, and of one that was written before."""

from pathlib import Path

import pytest

from subjob_desk.domain.errors import StoppedError, UserError
from subjob_desk.domain.facts import BatchAnswered, Refused
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.linking import Linking
from subjob_desk.usecases.rehearsal_views import RehearsedFile
from subjob_desk.usecases.rehearsing import Rehearsing
from subjob_desk.usecases.views import ExportPlan
from tests.drivers.office import CAMPUS, DATE, Office
from tests.drivers.stopping import StopAt


def _plan(office: Office) -> ExportPlan:
    with office.by("Dora"):
        return office.exporting.plan(DATE, office.out)


def _of_file(office: Office, path: Path) -> RehearsedFile:
    return Rehearsing(office.desk).of_file(path)


def _import(office: Office, kind: str, *rows: str) -> None:
    path = office.folder / f"{kind}.csv"
    path.write_text("\n".join(rows), encoding="utf-8", newline="\n")
    importing = Importing(office.desk)
    importing.apply(importing.preview(kind, path))


def _file(office: Office, number: int = 1, kind: str = "ORIGINAL") -> Path:
    return office.out / f"SJ_RB_{number:06d}_{kind}.jce"


def _lists(office: Office) -> None:
    _import(office, "jobs", "Job,Description,Status", "24-117,Harbor Tower,Open",
            "24-200,Mercy Campus,Open")  # fmt: skip
    _import(office, "extras", "Job,Extra,Description", "24-117,900,Roof")
    _import(office, "cost-codes", "Cost Code,Description", "03-310,Slab", "03-311,Wall")
    _import(office, "categories", "Category,Description", "LAB,Labor")


def test_a_plan_is_rehearsed_line_by_line(office: Office) -> None:
    _lists(office)
    first, second = office.accepted("010", "10.00", "20.00"), office.accepted("020", "5.00")
    entries = office.entries()
    told: list[tuple[int, int]] = []
    (found,) = Rehearsing(office.desk).of_plan(
        _plan(office), lambda done, total: told.append((done, total))
    )
    assert (found.number, found.kind, found.file_name, found.fits) == (
        1, "ORIGINAL", "SJ_RB_000001_ORIGINAL.jce", True,
    )  # fmt: skip
    assert [(line.line, line.item, line.verdict) for line in found.lines] == [
        (2, "", "job-exists"),
        (3, first, "extra-created"),
        (4, first, "cost-code-added"),
        (5, first, "cost-code-added"),
        (6, second, "extra-created"),
        (7, second, "cost-code-added"),
    ]
    assert [(row.item, row.known, row.after) for row in found.extras] == [
        (first, True, 3000), (second, True, 500),
    ]  # fmt: skip
    assert (found.refused, found.not_checked, found.second_import) == (0, (), "")
    assert told == [(7, 7)]
    assert (office.entries(), office.files()) == (entries, [])


def test_without_lists_the_rehearsal_says_what_was_not_checked(office: Office) -> None:
    office.accepted("010", "10.00")
    (found,) = Rehearsing(office.desk).of_plan(_plan(office))
    assert [line.verdict for line in found.lines] == [
        "job-not-checked", "extra-not-checked", "cost-code-not-known",
    ]  # fmt: skip
    assert len(found.not_checked) == 4
    assert [row.known for row in found.extras] == [False]


def test_a_linked_extra_is_added_to_and_its_own_budget_is_not_known(office: Office) -> None:
    _lists(office)
    office.administering.set_setting("term", "Option")
    sub = office.draft("010", "10.00")
    with office.by("Ann"):
        Linking(office.desk).link(sub, "900")
        assert office.deciding.send([sub]).stayed == ()
    office.accept(sub)
    (found,) = Rehearsing(office.desk).of_plan(_plan(office))
    assert [(line.item, line.verdict) for line in found.lines[1:]] == [
        (sub, "extra-linked"), (sub, "cost-code-not-known"),
    ]  # fmt: skip
    assert found.lines[1].says == "Adds to Option 900, which is in Sage and linked here."
    (row,) = found.extras
    assert (row.extra, row.known, row.before, row.change) == ("900", False, 0, 1000)
    (written,) = office.export(sub)
    with office.by("Dora"):
        office.answering.posted(written.id)
    _import(office, "extras", "Job,Extra,Description", "24-117,901,Other")
    gone = _of_file(office, _file(office))
    assert gone.lines[1].verdict == "refused-link-gone"
    assert gone.second_import.endswith("doubles the budget of 1 Option by 10.00.")


def test_a_change_adds_to_what_went_there_before(office: Office) -> None:
    sub = office.in_sage("010", "10.00", "20.00")
    office.deciding.revise([sub])
    office.change(sub, "15.00", "20.00")
    office.deciding.send([sub])
    office.accept(sub)
    (found,) = Rehearsing(office.desk).of_plan(_plan(office))
    assert [(line.verdict, line.item) for line in found.lines] == [
        ("job-exists", ""),  # typed once, but something of it was posted
        ("extra-own", sub),
        ("cost-code-exists", sub),
    ]
    (row,) = found.extras
    assert (row.known, row.before, row.change, row.after) == (True, 3000, 500, 3500)


def test_the_file_of_a_batch_that_waits_is_no_second_import_but_a_copy_is(office: Office) -> None:
    office.exported("010", "10.00")
    found = _of_file(office, _file(office))
    assert (found.number, found.kind, found.refused, found.second_import) == (1, "ORIGINAL", 0, "")
    assert found.not_checked[-1] == (
        "This is batch 1, written on 2026-11-22. Whether it was imported already is not known: no "
        "answer of Sage to it is recorded."
    )
    copy = office.folder / "copy.jce"
    copy.write_bytes(_file(office).read_bytes() + b"; seen\r\n")
    assert _of_file(office, copy).second_import == (
        "All its lines are those of batch 1, written on 2026-11-22, which waits for Sage's answer: "
        "import only one of the two files."
    )


def test_the_very_file_once_more_is_named_with_what_it_would_do(office: Office) -> None:
    subs = [office.accepted(code, "1000.00", "50.25") for code in ("010", "020", "030")]
    (batch,) = office.export(*subs)
    with office.by("Dora"):
        office.answering.posted(batch.id)
    found = _of_file(office, _file(office))
    assert found.second_import == (
        "This is batch 1, written on 2026-11-22, and posted: importing it again doubles the budget "
        "of 3 extras by 3,150.75."
    )
    assert (found.refused, found.fits) == (0, False)


def test_a_change_imported_twice_is_added_twice(office: Office) -> None:
    sub = office.in_sage("010", "10.00")
    office.deciding.revise([sub])
    office.change(sub, "6.00")
    office.deciding.send([sub])
    office.accept(sub)
    (batch,) = office.export(sub)
    with office.by("Dora"):
        office.answering.posted(batch.id)
    assert _of_file(office, _file(office, 2, "CHANGE")).second_import == (
        "This is batch 2, written on 2026-11-22, and posted: importing it again adds -4.00 to 1 "
        "extra a second time."
    )


def test_a_file_saved_anew_or_changed_is_still_recognised(office: Office) -> None:
    office.administering.set_setting("term", "Option")
    office.in_sage("010", "10.00", "20.00")
    lines = _file(office).read_text(encoding="cp1252").splitlines()
    records = [lines[1], lines[2], lines[4].replace(",", " , "), lines[3]]
    copy = office.folder / "copy.jce"
    copy.write_text("\n".join(records), encoding="cp1252", newline="\n")
    assert _of_file(office, copy).second_import == (
        "All its lines are those of batch 1, written on 2026-11-22, and posted: importing it again "
        "doubles the budget of 1 Option by 30.00."
    )
    copy.write_text("\n".join(records[:3]), encoding="cp1252", newline="\n")
    assert "by 20.00." in _of_file(office, copy).second_import
    copy.write_bytes(_file(office).read_bytes().replace(b",10.00,", b",11.00,"))
    assert _of_file(office, copy).second_import == (
        "It calls itself batch 1, written on 2026-11-22, and posted, but its lines are others: it "
        "was changed since. Do not import it; export what is accepted instead."
    )


def test_the_file_of_a_void_batch_is_not_to_be_imported(office: Office) -> None:
    sub = office.accepted("010", "10.00")
    (batch,) = office.export(sub)
    with office.by("Dora"):
        office.answering.void(batch.id, "wrong date")
    assert _of_file(office, _file(office)).second_import == (
        "This is batch 1, written on 2026-11-22; it was made void: do not import it."
    )
    # The same lines went out anew: what counts for a copy without a number is the living batch.
    office.export(sub)
    copy = office.folder / "copy.jce"
    copy.write_bytes(_file(office, 2).read_bytes().split(b"\r\n", 1)[1])
    assert "those of batch 2, written on" in _of_file(office, copy).second_import


def test_of_a_partly_refused_batch_only_what_sage_has_counts(office: Office) -> None:
    subs = [office.accepted(code, "10.00") for code in ("010", "020")]
    (batch,) = office.export(*subs)
    with office.by("Dora"):
        office.answering.refused(batch.id, subs[:1], "no such extra")
    assert _of_file(office, _file(office)).second_import == (
        "This is batch 1, written on 2026-11-22, of which Sage has a part: importing it adds 10.00 "
        "to 1 extra a second time."
    )
    lines = _file(office).read_bytes().splitlines(keepends=True)
    rejects = office.folder / "rejects.jce"
    rejects.write_bytes(b"".join(lines[1:4]))
    found = _of_file(office, rejects)
    assert found.second_import == ""
    assert found.not_checked[-1] == (
        "All its lines are those of batch 1, written on 2026-11-22. Sage refused these lines: if "
        "they are imported like this, record that their sub jobs were posted after all."
    )


def test_files_from_elsewhere_and_none_at_all(office: Office) -> None:
    office.in_sage("010", "10.00")
    other = office.folder / "other.jce"
    other.write_bytes(
        b'\xef\xbb\xbf*,"24-117",""\nE,"010","x"\nC,"03-310",,"LAB",11222026,0,"",10.01,,,,,"010"'
    )
    found = _of_file(office, other)
    assert (found.number, found.kind, found.second_import) == (0, "", "")
    assert found.not_checked[-1].startswith("The file was saved as UTF-8: what Sage does with")
    assert found.fits
    other = office.folder / "long.jce"
    other.write_bytes(b"?\n" * 5_000)
    with pytest.raises(StoppedError):
        Rehearsing(office.desk).of_file(other, StopAt(word=1).report)
    with pytest.raises(UserError, match="There is no file"):
        _of_file(office, office.folder / "none.jce")


def test_a_typed_job_of_which_sage_has_a_part_is_there(office: Office) -> None:
    _import(office, "extras", "Job,Extra,Description", "24-117,900,Roof")
    _import(office, "jobs", "Job,Description,Status", "24-117,Harbor Tower,Open")
    sub = office.accepted("010", "10.00", "20.00", job=CAMPUS)
    (written,) = office.export()
    with office.by("Dora"), office.desk.deed() as deed:
        deed.note(sub, Refused(written.id, "no", (1,)))
        deed.note(written.id, BatchAnswered("partly-refused", "no"))
        deed.done("")
    with office.by("Carl"):
        office.answering.try_again([sub])
    (found,) = Rehearsing(office.desk).of_plan(_plan(office))
    assert [line.verdict for line in found.lines[:2]] == ["job-exists", "extra-own"]
