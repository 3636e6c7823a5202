"""export --rehearse and rehearse: what Sage would do, without writing anything."""

import shutil
from pathlib import Path

import pytest

from tests.cli.console import Console

DATE = ("--date", "2026-11-22")
FILE = (
    '*,"24-117","Harbor Tower"\r\n'
    'E,"010","Level 10"\r\n'
    'C,"03-310",,"LAB",11222026,40.00,"hour",2600.00,,,,,"010"\r\n'
    'C,"03-000",,"MAT",11222026,0.00,"",1850.50,,,,,"010"\r\n'
)


@pytest.fixture(scope="module")
def answered(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the company with both sub jobs accepted, and a list of extras."""
    console = Console(tmp_path_factory.mktemp("accepted"))
    shutil.copy(filled, console.file)
    console.done("send", "--as", "Ann", "--all")
    console.done("accept", "--as", "Carl", "--all")
    extras = console.sheet("extras.csv", ("Job", "Extra", "Description"), ("24-117", "900", "Roof"))
    console.done("import", "extras", extras)
    return console.file


@pytest.fixture
def accepted(console: Console, answered: Path) -> Console:
    """The company with both sub jobs accepted."""
    shutil.copy(answered, console.file)
    return console


def _line(number: int, sub_job: str, verdict: str, says: str) -> dict[str, object]:
    return {"line": number, "sub_job": sub_job, "verdict": verdict, "says": says, "remedy": ""}


def _extra(code: str, description: str, money: str) -> dict[str, object]:
    return {
        "job": "24-117", "extra": code, "description": description, "known": True,
        "before": "0.00", "change": money, "after": money, "sub_job": f"24-117/{code}",
    }  # fmt: skip


def test_an_export_is_rehearsed_and_nothing_is_written(accepted: Console) -> None:
    before = {path.name for path in accepted.folder.iterdir()}
    document = accepted.json(
        "export", "--as", "Carl", "--out", accepted.folder, *DATE, "--rehearse"
    )
    ten, twenty = "24-117/010", "24-117/020"
    new = "Adds cost code {}, category {}, under this Extra."
    assert document == {
        "batches": [],
        "refused": [],
        "rehearsal": [
            {
                "number": 1,
                "kind": "ORIGINAL",
                "file": "SJ_RB_000001_ORIGINAL.jce",
                "lines": [
                    _line(2, "", "job-exists",
                          "Job 24-117 is in Sage: what follows belongs to it."),
                    _line(3, ten, "extra-created", "Creates Extra 010."),
                    _line(4, ten, "cost-code-added", new.format("03-310", "LAB")),
                    _line(5, ten, "cost-code-added", new.format("03-310", "MAT")),
                    _line(6, twenty, "extra-created", "Creates Extra 020."),
                    _line(7, twenty, "cost-code-added", new.format("09-900", "LAB")),
                ],
                "extras": [
                    _extra("010", "Level 10", "4450.50"), _extra("020", "Level 20", "-100.00")
                ],
                "refused": 0,
                "not_checked": [],
                "second_import": "",
            }
        ],
    }  # fmt: skip
    assert set(accepted.states().values()) == {"accepted"}
    assert {path.name for path in accepted.folder.iterdir()} == before


def test_a_rehearsed_export_for_people(accepted: Console) -> None:
    said = accepted.done("export", "--as", "Carl", "--out", accepted.folder, *DATE, "--rehearse")
    assert said.out == (
        "Batch 1, ORIGINAL, SJ_RB_000001_ORIGINAL.jce: Sage uses 1 job, creates 2 extras, "
        "adds 3 lines with a cost code new there.\n"
        "Job     Code  Description  Before  This file     After\n"
        "------  ----  -----------  ------  ---------  --------\n"
        "24-117  010   Level 10       0.00   4,450.50  4,450.50\n"
        "24-117  020   Level 20       0.00    -100.00   -100.00\n"
    )


def test_what_stays_and_a_rehearsal_of_nothing(accepted: Console) -> None:
    codes = accepted.sheet("fewer.csv", ("Cost Code", "Description"), ("03-310", "Slab on grade"))
    accepted.done("import", "cost-codes", codes)
    document = accepted.json(
        "export", "--as", "Carl", "--out", accepted.folder, *DATE, "--rehearse", status=1
    )
    assert [one["sub_job"] for one in document["refused"]] == ["24-117/020"]
    assert len(document["rehearsal"]) == 1
    accepted.on("export", "--as", "Carl", "--out", accepted.folder, *DATE)
    assert accepted.on(
        "export", "--as", "Carl", "--out", accepted.folder, *DATE, "--rehearse"
    ).status == 1  # fmt: skip


def test_a_second_import_is_predicted_and_named(accepted: Console) -> None:
    accepted.exported()
    file = accepted.folder / "SJ_RB_000001_ORIGINAL.jce"
    waiting = accepted.on("rehearse", file)
    assert (waiting.status, waiting.err) == (
        0,
        (
            f"{file.name}: This is batch 1, written on {_day(accepted)}. Whether it was imported "
            "already is not known: no answer of Sage to it is recorded.\n"
        ),
    )
    accepted.done("answer", "--as", "Carl", "--batch", "1", "--posted")
    document = accepted.json("rehearse", file, status=1)
    assert (document["number"], document["kind"], document["refused"]) == (1, "ORIGINAL", 0)
    assert document["second_import"] == (
        f"This is batch 1, written on {_day(accepted)}, and posted: importing it again doubles the "
        "budget of 2 extras by 4,350.50."
    )


def _day(console: Console) -> str:
    batches = console.json("batches")
    rows = batches["batches"] if isinstance(batches, dict) else batches
    return str(rows[0]["at"])[:10]


def test_a_finished_file_that_sage_would_refuse(accepted: Console) -> None:
    file = accepted.folder / "any.jce"
    file.write_text(FILE + "?\r\n", encoding="cp1252", newline="")
    said = accepted.on("rehearse", file)
    assert said.status == 1
    assert said.out.startswith("any.jce: Sage uses 1 job, creates 1 extra, adds 1 line")
    assert "2 lines would be refused." in said.out
    assert said.err.splitlines() == [
        (
            "any.jce, line 4: Cost code 03-000 is a group and takes no costs. "
            "Choose one of the cost codes below it."
        ),
        (
            "any.jce, line 5: Column 1: There is no record of the kind '?'; known are *, E, C, P. "
            "Mend this place, or write the file again from Exports."
        ),
    ]
    document = accepted.json("rehearse", file, status=1)
    assert [line["verdict"] for line in document["lines"]] == [
        "job-exists", "extra-created", "cost-code-added", "refused-cost-code-group",
        "refused-unreadable",
    ]  # fmt: skip
    assert accepted.on("rehearse", accepted.folder / "none.jce").status == 2


def test_many_refused_lines_are_counted_for_people(accepted: Console) -> None:
    file = accepted.folder / "noise.jce"
    file.write_bytes(b"?\n" * 60)
    said = accepted.on("rehearse", file)
    assert said.err.splitlines()[-1] == (
        "noise.jce: 10 further lines would be refused; --json lists all."
    )


def test_a_sheet_in_place_of_an_interchange_file_is_a_whole_sentence(accepted: Console) -> None:
    file = accepted.folder / "jobs.csv"
    file.write_text("Job,Description\r\n24-117,Tower\r\n", encoding="cp1252", newline="")
    assert accepted.on("rehearse", file).out == "jobs.csv: 2 lines would be refused.\n"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("budget.xlsx", b"PK\x03\x04..xl/workbook.xml", "an Excel workbook"),
        ("all.zip", b"PK\x03\x04..a.txt", "a ZIP archive"),
        ("report.pdf", b"%PDF-1.7 x", "a PDF"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", "an Office document of the old kind"),
        ("rb.sjdesk", b"SQLite format 3\0..", "a database"),
        ("saved.jce", "C,1\r\n".encode("utf-16"), "a text in UTF-16"),
        ("noise.bin", b"C,1\0\1\2\r\n", "a file of another program"),
    ],
)
def test_files_of_other_kinds_are_named_and_not_read(
    accepted: Console, name: str, data: bytes, kind: str
) -> None:
    file = accepted.folder / f"x{name}"
    file.write_bytes(data)
    for said in (accepted.run("read", file), accepted.on("rehearse", file)):
        assert said.status == 2
        assert f"x{name} is {kind}, not an interchange file. Name a .jce file." in said.err
        assert ("Save it as plain text (ANSI) first." in said.err) == ("UTF-16" in kind)
        assert said.out == ""
