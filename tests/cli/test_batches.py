"""batches, control-sheet, write-again and coverage: documents, text, files and refusals."""

import csv
import hashlib
import io
from pathlib import Path

import pytest

from tests.cli.console import Console
from tests.drivers.pdf_text import text_of

NAME = "SJ_RB_000001_ORIGINAL.jce"


@pytest.fixture
def exported(tower: Console) -> Console:
    """The company with both sub jobs in batch 1."""
    tower.done("send", "--as", "Ann", "--all")
    tower.done("accept", "--as", "Carl", "--all")
    tower.exported()
    return tower


def test_batches_as_a_document(exported: Console) -> None:
    data = (exported.folder / NAME).read_bytes()
    (batch,) = exported.json("batches")
    assert batch.pop("at").endswith("Z")
    assert batch == {
        "number": 1,
        "kind": "ORIGINAL",
        "date": "2026-11-22",
        "state": "written",
        "sub_jobs": 2,
        "lines": 3,
        "quantities": [{"unit": "hour", "quantity": "40.00"}],
        "amount": "4350.50",
        "amount_in_sage": "0.00",
        "amount_waiting": "4350.50",
        "amount_refused": "0.00",
        "sha256": hashlib.sha256(data).hexdigest(),
        "file": str(exported.folder / NAME),
        "file_missing": False,
        "again_from": [],
        "waiting": 2,
        "person": "Carl",
    }


def test_batches_for_people(company: Console, exported: Console) -> None:
    lines = exported.done("batches").out.splitlines()
    assert lines[0].split() == [
        *("Batch", "Kind", "Date", "State", "Sub", "jobs", "Lines", "Total", "SHA-256", "File")
    ]
    assert lines[2].split()[:9] == [
        *("000001", "ORIGINAL", "2026-11-22", "Waits", "for", "Sage", "2", "3", "4,350.50")
    ]
    assert lines[3] == "Total 4,350.50: 0.00 in Sage, 4,350.50 waits for Sage."
    (exported.folder / NAME).unlink()
    result = exported.on("batches")
    assert result.status == 0
    assert "is missing: write it again with the command write-again" in result.err


def test_without_batches(company: Console) -> None:
    assert company.json("batches") == []
    assert company.done("batches").out == "No file was written yet.\n"


def test_what_was_refused_names_the_batch_it_comes_from(exported: Console) -> None:
    exported.done(
        *("answer", "--as", "Carl", "--batch", "1"),
        *("--refused", "24-117/010", "--message", "No such phase"),
    )
    exported.done("failed", "--as", "Carl", "24-117/010", "--try-again")
    exported.exported()
    newest, first = exported.json("batches")
    assert (newest["again_from"], first["again_from"]) == ([1], [])
    told = exported.done("batches").out
    assert "Waits for Sage, again from 1" in told
    assert told.splitlines()[-1] == (
        "Total 4,350.50: -100.00 in Sage, 4,450.50 waits for Sage. Not counted: 4,450.50 refused."
    )
    sheet = exported.json("control-sheet", "--batch", "2")
    assert sheet["again"] == [{"batch": 1, "job": "24-117", "extra": "010"}]


def test_a_control_sheet_as_a_document(exported: Console) -> None:
    sheet = exported.json("control-sheet", "--batch", "000001")
    assert sheet["file_name"] == NAME
    assert sheet["jobs"] == [
        {
            "job": "24-117",
            "description": "Harbor Tower",
            "extras": [
                {
                    "extra": "010",
                    "description": "Level 10",
                    "lines": 2,
                    "quantities": [{"unit": "hour", "quantity": "40.00"}],
                    "amount": "4450.50",
                },
                {
                    "extra": "020",
                    "description": "Level 20",
                    "lines": 1,
                    "quantities": [],
                    "amount": "-100.00",
                },
            ],
            "lines": 3,
            "quantities": [{"unit": "hour", "quantity": "40.00"}],
            "amount": "4350.50",
        }
    ]
    assert (sheet["extras"], sheet["lines"], sheet["amount"]) == (2, 3, "4350.50")
    (options,) = [step["options"] for step in sheet["steps"] if step["options"]]
    assert [option["on"] for option in options] == [False, False]
    assert sheet["sha256"] == hashlib.sha256((exported.folder / NAME).read_bytes()).hexdigest()


def test_a_control_sheet_as_text(exported: Console) -> None:
    lines = exported.done("control-sheet", "--batch", "1").out.splitlines()
    assert lines[0] == "Control sheet: batch 1 ORIGINAL"
    assert "[ ] 8. Run Tasks > Post Entries." in lines
    assert "        -  Leave empty: Import as an Approved Estimate Change" in lines
    assert f"Imported by (initials): {'_' * 24}" in lines
    assert any(line.split() == ["010", "Level", "10", "2", "40.00", "hour", "4,450.50"]
               for line in lines)  # fmt: skip


def test_a_control_sheet_as_files(exported: Console) -> None:
    pdf, table = exported.folder / "sheet.pdf", exported.folder / "sheet.CSV"
    said = exported.done("control-sheet", "--batch", "1", "--out", pdf, "--paper", "a4")
    assert said.out == f"Wrote {pdf}.\n"
    assert b"/MediaBox [ 0 0 595.28 841.89 ]" in pdf.read_bytes()
    assert "Control sheet: batch 1 ORIGINAL" in text_of(pdf.read_bytes())
    assert exported.json("control-sheet", "--batch", "1", "--out", table) == {"file": str(table)}
    text = table.read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["Extra"], row["Unit"], row["Amount"]) for row in rows] == [
        ("010", "", "1850.50"),
        ("010", "hour", "2600.00"),
        ("020", "", "-100.00"),
    ]
    pdf.write_bytes(b"mine")
    result = exported.on("control-sheet", "--batch", "1", "--out", pdf)
    assert result.status == 2
    assert result.err.startswith("There is another file sheet.pdf in ")
    assert pdf.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Give either --batch N or --descriptions."),
        (("--batch", "1", "--descriptions"), "Give either --batch N or --descriptions."),
        (("--batch", "1", "--out", "sheet.doc"), "sheet.doc ends neither in .pdf nor in .csv."),
        (("--batch", "1", "--paper", "a5"), "'a5' is no size of paper here."),
        (("--batch", "7"), "There is no batch 7."),
        (("--batch", "x"), "'x' is no number of a batch."),
    ],
)
def test_wrong_words_are_refused(company: Console, words: tuple[str, ...], told: str) -> None:
    result = company.on("control-sheet", *words)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(told)


def test_descriptions_alone_have_a_sheet(exported: Console) -> None:
    said = "No description waits to be keyed in: every export wrote a file."
    assert exported.json("control-sheet", "--descriptions") == {"said": said}
    exported.done("answer", "--as", "Carl", "--batch", "1", "--posted")
    exported.done("revise", "--as", "Ann", "24-117/020")
    exported.import_sub_jobs(
        ("24-117", "020", "Level 20, north", "09-900", "LAB", "", "", "(100.00)")
    )
    exported.done("send", "--as", "Ann", "--all")
    exported.done("accept", "--as", "Carl", "--all")
    exported.json("export", "--as", "Carl", "--out", exported.folder, "--date", "2026-11-23")
    sheet = exported.json("control-sheet", "--descriptions")
    (key,) = sheet["key_in"]
    assert (key["extra"], key["was"], key["now"]) == ("020", "Level 20", "Level 20, north")
    assert key["in_file"] is False
    pdf = exported.folder / "keys.pdf"
    exported.done("control-sheet", "--descriptions", "--out", pdf)
    assert "Level 20, north" in text_of(pdf.read_bytes())


def test_a_file_is_written_again(exported: Console) -> None:
    file = exported.folder / NAME
    data = file.read_bytes()
    file.unlink()
    said = exported.done("write-again", "--as", "Carl", "--batch", "1").out
    assert said == f"Batch 1 is in {file}, the same bytes.\n"
    assert file.read_bytes() == data
    elsewhere = exported.folder / "stick"
    elsewhere.mkdir()
    document = exported.json("write-again", "--as", "Carl", "--batch", "1", "--out", elsewhere)
    assert Path(document["file"]).read_bytes() == data
    assert document["sha256"] == hashlib.sha256(data).hexdigest()
    exported.done("answer", "--as", "Carl", "--batch", "1", "--posted")
    assert " is not an exporter." in exported.on("write-again", "--batch", "1").err
    result = exported.on("write-again", "--as", "Carl", "--batch", "1")
    assert result.status == 2
    assert "would double what Sage has" in result.err


def test_coverage(exported: Console) -> None:
    assert exported.json("coverage") == {
        "sub_jobs": [
            {
                "sub_job": name,
                "extra_code": name[-3:],
                "state": "exported",
                "batch": 1,
                "kind": "ORIGINAL",
                "says": "batch 1, waits for Sage",
            }
            for name in ("24-117/010", "24-117/020")
        ],
        "waiting": 0,
        "in_batches": 2,
        "changes": 2,
        "missing": [],
        "twice": [],
        "differing": [],
        "uncounted": [],
    }
    assert exported.done("coverage").out.splitlines()[-1] == (
        "2 accepted sub jobs: 2 in a batch, 0 waiting for export. "
        "None is missing, none is twice; lists and history agree."
    )


def test_they_work_beside_an_open_window(exported: Console) -> None:
    from subjob_desk.usecases.desk import Desk

    desk = Desk.open(exported.file)
    try:
        for words in (("batches",), ("control-sheet", "--batch", "1"), ("coverage",)):
            exported.done(*words)
    finally:
        desk.close()
