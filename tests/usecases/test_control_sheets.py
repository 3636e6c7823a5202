"""Control sheets: what the file holds, whenever asked, and what somebody has to key in."""

import csv
import datetime as dt
import hashlib
import io
from pathlib import Path

import pytest

from subjob_desk.documents.paper import Steps
from subjob_desk.domain.errors import UserError
from subjob_desk.sage.control_sheet import Again, KeyIn
from subjob_desk.usecases.control_sheets import ControlSheets
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.linking import Linking
from tests.drivers.office import CAMPUS, Office
from tests.drivers.pdf_text import text_of


def _sheets(office: Office) -> ControlSheets:
    return ControlSheets(office.desk, dt.timezone(dt.timedelta(hours=-5), "EST"))


def _steps_on(office: Office, batch_id: str) -> list[str]:
    """The steps as they stand on the paper."""
    (found,) = [one for one in _sheets(office).paper(batch_id).blocks if isinstance(one, Steps)]
    return ["\n".join((step.text, *(box.text for box in step.boxes))) for step in found.steps]


def _revised(office: Office, sub: str, description: str, *amounts: str) -> None:
    """A change of description, and of amounts if given, accepted."""
    office.deciding.revise([sub])
    office.editing.change_description(sub, description)
    if amounts:
        office.change(sub, *amounts)
    office.deciding.send([sub])
    office.accept(sub)


def test_the_sheet_says_what_the_file_says(office: Office) -> None:
    office.accepted("010", "10.00", "20.50")
    office.accepted("020", "-7.00")
    office.accepted("010", "3.00", job=CAMPUS)
    (written,) = office.export()
    sheet = _sheets(office).sheet(written.id)
    data = Path(written.file).read_bytes()
    assert sheet.sha256 == hashlib.sha256(data).hexdigest()
    assert (sheet.number, sheet.kind, sheet.date) == (1, "ORIGINAL", "2026-11-22")
    assert (sheet.file_name, sheet.folder) == ("SJ_RB_000001_ORIGINAL.jce", str(office.out))
    assert sheet.reject_name == "SJ_RB_000001_ORIGINAL_REJ.jce"
    assert (sheet.company, sheet.term, sheet.who) == ("Riverside", "Extra", "Dora")
    assert sheet.at == "2026-11-22T09:30:00Z"
    assert [
        (job.job, [(one.extra, one.sums.lines, one.sums.amount) for one in job.extras])
        for job in sheet.count.jobs
    ] == [("24-117", [("010", 2, 3_050), ("020", 1, -700)]), ("24-200", [("010", 1, 300)])]
    assert (sheet.count.sums.lines, sheet.count.sums.amount) == (written.lines, written.amount)
    assert (sheet.key_in, sheet.again) == ((), ())
    assert _sheets(office).count(written.id) == sheet.count


def test_screen_and_sheet_tell_the_same_steps(office: Office) -> None:
    sub = office.in_sage("010", "10.00")
    office.accepted("020", "1.00")
    _revised(office, sub, "Café", "15.00")
    keyed = office.in_sage("030", "10.00")
    _revised(office, keyed, "Pier")
    original, change = office.export()
    for written in (original, change):
        assert list(_sheets(office).steps(written)) == _steps_on(office, written.id)
    assert not any("Key in Sage" in step for step in _sheets(office).steps(original))
    told = _sheets(office).steps(change)
    assert "Key in Sage" in told[-2]
    assert told[3].split("\n") == [
        "Set the options like this:",
        "Tick: Import as an Approved Estimate Change",
        "Leave empty: Allow creation of Cost Codes not on standard Cost Code list",
    ]


def test_years_later_it_is_the_same_sheet(office: Office, tmp_path: Path) -> None:
    sub = office.in_sage("010", "10.00")
    _revised(office, sub, "Second name", "15.00")
    (second,) = office.export()
    paper = _sheets(office).paper(second.id)
    first = _sheets(office).write_pdf(second.id, tmp_path / "first.pdf", size="a4").read_bytes()
    with office.by("Dora"):
        office.answering.posted(second.id)
    answered = _sheets(office).paper(second.id)
    _revised(office, sub, "Third name", "25.00")
    office.export()
    with office.by("Ann"):
        office.deciding.reset([sub], "gone", deleted_in_sage=True)
    office.clock.pass_by(days=3_000)
    office.reopen()
    again = _sheets(office).paper(second.id)
    assert again == answered
    assert again.blocks[1:] == paper.blocks  # beside the warning that Sage has it already
    Path(second.file).unlink()
    office.reopen()
    assert _sheets(office).paper(second.id) == again
    assert "Second name" in text_of(first)


def test_a_changed_description_in_the_file_is_to_be_compared(office: Office) -> None:
    sub = office.in_sage("010", "10.00")
    office.accepted("020", "1.00")
    _revised(office, sub, "Café", "15.00")
    original, change = office.export()
    assert _sheets(office).sheet(original.id).key_in == ()
    assert _sheets(office).sheet(change.id).key_in == (
        KeyIn("24-117", "010", "Level 010", "Café", in_file=True),
    )


def test_a_description_alone_stands_on_the_sheet_of_the_same_export(office: Office) -> None:
    sub, same = office.in_sage("010", "10.00"), office.in_sage("011", "10.00")
    office.accepted("020", "1.00")
    _revised(office, sub, "Café")
    _revised(office, same, "Level 011")
    (written,) = office.export()
    sheets = _sheets(office)
    assert sheets.sheet(written.id).key_in == (
        KeyIn("24-117", "010", "Level 010", "Café", in_file=False),
    )
    assert sheets.additions() == ()
    rows = _rows(sheets.write_csv(written.id, office.folder / "sheet.csv"))
    assert [row["Key in Sage"] for row in rows] == ["", "Café"]
    assert (rows[1]["Description in Sage before"], rows[1]["Lines"]) == ("Level 010", "0")


def test_an_export_that_wrote_nothing_has_a_sheet_of_its_own(office: Office) -> None:
    sub, same = office.in_sage("010", "10.00"), office.in_sage("011", "10.00")
    _revised(office, sub, "Café")
    _revised(office, same, "Level 011")
    assert office.export() == ()
    office.clock.pass_by(days=1)
    _revised(office, same, "Pier")
    assert office.export() == ()
    sheets = _sheets(office)
    newest, oldest = sheets.additions()
    assert (newest.who, newest.at) == ("Dora", "2026-11-23T09:30:00Z")
    assert newest.key_in == (KeyIn("24-117", "011", "Level 011", "Pier", in_file=False),)
    assert oldest.key_in == (KeyIn("24-117", "010", "Level 010", "Café", in_file=False),)
    told = text_of(sheets.write_pdf(oldest.id, office.folder / "keys.pdf").read_bytes())
    assert "Descriptions to key in Sage" in told
    assert "Riverside · exported by Dora, 22 Nov 2026 04:30 EST" in told
    assert {"010", "Level 010", "Café", "no"} <= set(told)
    (row,) = _rows(sheets.write_csv(newest.id, office.folder / "keys.csv"))
    assert (row["Job"], row["Extra"], row["Key in Sage"]) == ("24-117", "011", "Pier")


def test_a_linked_extra_is_compared_with_sages_list(office: Office) -> None:
    known = office.folder / "extras.csv"
    known.write_text("Job,Extra,Description\n24-117,E10,Old canopy\n", "utf-8", newline="\n")
    with office.by("Dora"):
        importing = Importing(office.desk)
        importing.apply(importing.preview("extras", known))
    sub = office.draft("E10", "5.00")
    with office.by("Ann"):
        Linking(office.desk).link(sub, "E10")
        office.deciding.send([sub])
    office.accept(sub)
    (written,) = office.export()
    assert list(_sheets(office).steps(written)) == _steps_on(office, written.id)
    assert _sheets(office).sheet(written.id).key_in == (
        KeyIn("24-117", "E10", "Old canopy", "Level E10", in_file=True),
    )


def test_what_goes_out_again_names_the_batch_that_refused_it(office: Office) -> None:
    sub = office.failed("010", "5.00")
    with office.by("Dora"):
        office.answering.try_again([sub])
    office.accepted("020", "1.00")
    (written,) = office.export()
    sheets = _sheets(office)
    assert sheets.sheet(written.id).again == (Again(1, "24-117", "010"),)
    told = text_of(sheets.write_pdf(written.id, office.folder / "again.pdf").read_bytes())
    assert "Again from batch 1: 24-117/010." in told
    rows = _rows(sheets.write_csv(written.id, office.folder / "again.csv"))
    assert [row["Again from batch"] for row in rows] == ["1", ""]


def test_every_word_of_the_printed_sheet(office: Office) -> None:
    with office.by("Ann"):
        office.administering.set_setting("term", "Option")
        _changes, sub = office.editing.new_sub_job("24117", "010", "Façade, north")
        office.editing.paste(
            sub,
            [],
            ["cost_code", "category", "quantity", "unit", "amount"],
            [
                ["03-310", "LAB", "40", "hour", "2600"],
                ["09-250", "SUB", "1250.5", "sf", "-100.25"],
                ["09-900", "MAT", "3", "", "12"],
            ],
        )
        office.deciding.send([sub])
    office.accept(sub)
    (written,) = office.export()
    path = office.folder / "sheet.pdf"
    assert _sheets(office).write_pdf(written.id, path, size="letter") == path
    told = text_of(path.read_bytes())
    digits = "".join(told[told.index("SHA-256") + 1].split())
    assert digits == written.sha256
    for words in (
        "Control sheet: batch 1 ORIGINAL",
        "Riverside · dated 22 Nov 2026",
        "ORIGINAL: new estimates",
        "Dora, 22 Nov 2026 04:30 EST",
        "Totals: the Estimate Import Report must show the same",
        "Options",
        "Quantity, hour",
        "Quantity, sf",
        "Quantity, (no unit)",
        "2,511.75",
        "Leave empty: Import as an Approved Estimate Change",
        "Leave empty: Allow creation of Cost Codes not on standard Cost Code list",
        "Run Tasks > Post Entries.",
        "Imported by (initials)",
        "Date",
        "Sage's report",
        "Job 24-117",
        "Harbor Tower",
        "Façade, north",
        "40.00 hour",
        "1,250.50 sf",
        "3.00 (no unit)",
        "Job 24-117, 1 Option",
        "In total 1 job, 1 Option",
        "Page 1 of 2",
    ):
        assert words in told, words
    assert not any("Extra" in words for words in told)


@pytest.mark.parametrize(
    ("answer", "warning"),
    [
        ("void", "This batch is VOID: its file must never be imported."),
        ("posted", "Sage has posted this batch already: a second import would double the budget."),
    ],
)
def test_an_answered_batch_warns_on_its_sheet(office: Office, answer: str, warning: str) -> None:
    office.accepted()
    (written,) = office.export()
    with office.by("Dora"):
        if answer == "void":
            office.answering.void(written.id, "Wrong date")
        else:
            office.answering.posted(written.id)
    _sheets(office).write_pdf(written.id, office.folder / "sheet.pdf")
    told = " ".join(text_of((office.folder / "sheet.pdf").read_bytes()))
    assert warning in told
    assert ("Steps in Sage" in told) == (answer != "void")
    # Nobody is to compare a void file with what Sage shows.
    assert ("must show the same" in told) == (answer != "void")
    assert ("Sage's report" in told) == (answer != "void")
    assert ("Totals of the file" in told) == (answer == "void")


def test_the_table_adds_up_and_never_mixes_units(office: Office) -> None:
    with office.by("Ann"):
        _changes, sub = office.editing.new_sub_job("24117", "010", "=Façade")
        office.editing.paste(
            sub,
            [],
            ["cost_code", "category", "quantity", "unit", "amount"],
            [["03-310", "LAB", "40", "hr", "2600"], ["09-250", "SUB", "12", "sf", "-100.25"]],
        )
        office.deciding.send([sub])
    office.accept(sub)
    (written,) = office.export()
    path = _sheets(office).write_csv(written.id, office.folder / "sheet.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfBatch,Kind,Date,State,File,SHA-256,Job,")
    rows = _rows(path)
    assert [(row["Unit"], row["Lines"], row["Quantity"], row["Amount"]) for row in rows] == [
        ("hr", "1", "40.00", "2600.00"),
        ("sf", "1", "12.00", "-100.25"),
    ]
    assert {row["Batch"] for row in rows} == {"000001"}
    assert {row["Extra description"] for row in rows} == {"'=Façade"}
    assert {row["SHA-256"] for row in rows} == {written.sha256}


def test_another_file_is_never_replaced_unasked(office: Office) -> None:
    office.accepted()
    (written,) = office.export()
    path = office.folder / "sheet.pdf"
    path.write_bytes(b"somebody else's")
    for write in (_sheets(office).write_pdf, _sheets(office).write_csv):
        with pytest.raises(UserError, match="There is another file"):
            write(written.id, path)
    assert path.read_bytes() == b"somebody else's"
    _sheets(office).write_pdf(written.id, path, replace=True)
    assert path.read_bytes().startswith(b"%PDF")


def test_a_batch_that_is_not_there(office: Office) -> None:
    with pytest.raises(UserError, match="There is no such batch"):
        _sheets(office).sheet("gone")
    with pytest.raises(UserError, match="There is no such batch"):
        _sheets(office).paper("gone")


def _rows(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))
