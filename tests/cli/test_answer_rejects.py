"""Sage's reject file from the command line: recorded, shown by record, and finished later."""

from pathlib import Path

import pytest

from tests.cli.console import Console

LINES = (
    '*,"24-117","Harbor Tower"',
    'E,"010","Level 10"',
    'C,"03-310",,"LAB",11222026,40.00,"hour",2600.00,,,,,"010"',
    'C,"03-310",,"MAT",11222026,0.00,"",1850.50,,,,,"010"',
    'E,"020","Level 20"',
    'C,"09-900",,"LAB",11222026,0.00,"",-100.00,,,,,"020"',
)


@pytest.fixture
def exported(tower: Console) -> Console:
    """The tower's two sub jobs in batch 1."""
    tower.done("send", "--as", "Ann", "--all")
    tower.done("accept", "--as", "Carl", "--all")
    assert tower.exported() == 1
    text = (tower.folder / "SJ_RB_000001_ORIGINAL.jce").read_bytes().decode("cp1252")
    assert tuple(text.split("\r\n")[1:-1]) == LINES
    return tower


def rejects(console: Console, *lines: str, name: str = "REJ.jce") -> Path:
    """A reject file with these lines."""
    path = console.folder / name
    path.write_text("".join(f"{line}\r\n" for line in lines), "cp1252", newline="")
    return path


NO_LINE = "No line of extra 020 stands in the file: whether Sage refused any of it is not told."

DISORDERED = (
    "Not every line stands below its own job and extra, or a job or extra has no line, as if an "
    "editor had sorted, moved or deleted lines: none is taken for a line of the job above it."
)

ANSWER = ("--as", "Carl", "--batch", "1")


def test_every_record_finds_its_line(exported: Console) -> None:
    path = rejects(exported, LINES[0], LINES[1], LINES[3], "; Category MAT is not standard")
    document = exported.json("answer", *ANSWER, "--rejects", path)
    said = "Batch 1: Sage refused 1 sub job; 1 sub job in Sage."
    assert {key: value for key, value in document.items() if key != "records"} == {
        "done": ["24-117/010", "24-117/020"],
        "stayed": [],
        "said": said,
        "batch": 1,
        "matched": 3,
        "changed": 0,
        "unknown": 0,
        "unreadable": 0,
        "unlisted": 0,
        "refused": ["24-117/010"],
        "posted": ["24-117/020"],
        "waiting": [],
        "notes": [],
    }
    assert document["records"][2] == {
        "line": 3,
        "column": None,
        "found": "matched",
        "sub_job": "24-117/010",
        "text": LINES[3],
        "message": "",
        "reason": "Category MAT is not standard",
    }
    assert exported.states() == {"24-117/010": "failed", "24-117/020": "in-sage"}
    shown = exported.done("show", "24-117/010").out
    assert "Sage refused 1 of its 2 lines: Category MAT is not standard" in shown


def test_what_is_not_clear_is_printed_and_the_rest_waits(exported: Console) -> None:
    path = rejects(
        exported,
        LINES[0],
        LINES[1],
        LINES[2].replace("2600", "2500"),
        LINES[3],
        'C,"03-999',
        LINES[4],
    )
    said = exported.on("answer", *ANSWER, "--rejects", path)
    assert said.status == 1
    assert said.out == (
        "Batch 1: Sage refused 1 sub job in part. 3 records of REJ.jce are not clear, so 1 sub job "
        "and the other lines of 1 sub job wait until you say what Sage did.\n"
    )
    assert said.err.splitlines() == [
        DISORDERED,
        "Line 3, changed by hand: Amount 2,500.00 instead of 2,600.00 in batch 1. | "
        + LINES[2].replace("2600", "2500"),
        'Line 5, column 3, unreadable: The text that begins with " here is not closed. | C,"03-999',
        f"Line 6, unknown: {NO_LINE} | {LINES[4]}",
    ]
    assert exported.states() == {"24-117/010": "failed", "24-117/020": "exported"}
    refused = exported.on("failed", "24-117/010", "--as", "Carl", "--try-again")
    assert "What Sage did with 1 line of it is not recorded yet" in refused.err
    assert exported.on("answer", *ANSWER, "--void", "--reason", "slip").status == 2
    one = exported.done("answer", *ANSWER, "--posted", "24-117/020")
    assert one.out == "Batch 1: 1 sub job more in Sage; 1 sub job still waiting.\n"
    rest = exported.done(
        "answer", *ANSWER, "--refused", "24-117/010", "--message", "Cost code is closed"
    )
    assert rest.out == "Batch 1: Sage refused 1 sub job; 0 sub jobs in Sage.\n"
    exported.done("failed", "24-117/010", "--as", "Carl", "--try-again")
    assert exported.exported() == 2


def test_a_document_counts_what_is_not_clear(exported: Console) -> None:
    path = rejects(exported, LINES[0], LINES[1], LINES[3], "noise")
    path.write_bytes(path.read_bytes().decode("cp1252").encode("utf-16"))
    document = exported.json("answer", *ANSWER, "--rejects", path, status=1)
    assert (document["matched"], document["unreadable"]) == (3, 1)
    assert document["waiting"] == ["24-117/010", "24-117/020"]
    assert document["notes"] == [
        "The file was saved as UTF-16 by an editor, not as Sage writes it; it is read as that."
    ]


def test_much_noise_is_counted(exported: Console) -> None:
    path = rejects(exported, *LINES[:3], *["noise"] * 1500)
    said = exported.on("answer", *ANSWER, "--rejects", path)
    assert said.status == 1
    assert said.err.splitlines()[-1] == "500 further records not listed here."


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ((), "REJ.jce is empty."),
        (("; nothing",), "There is no record in REJ.jce, only comments."),
        (
            ('C,"09-999",,"LAB",11222026,0.00,"",1.00,,,,,"010"',),
            "No line of REJ.jce is a line of batch 1 as it was written. Line 1: Batch 1 has no",
        ),
    ],
)
def test_a_file_that_answers_nothing_is_refused(
    exported: Console, lines: tuple[str, ...], problem: str
) -> None:
    said = exported.on("answer", *ANSWER, "--rejects", rejects(exported, *lines))
    assert said.status == 2
    assert said.err.startswith(problem)
    assert set(exported.states().values()) == {"exported"}


def test_a_file_that_is_not_there(exported: Console) -> None:
    said = exported.on("answer", *ANSWER, "--rejects", exported.folder / "gone.jce")
    assert (said.status, said.err) == (
        2,
        "There is no file gone.jce. Choose the file Sage wrote.\n",
    )
