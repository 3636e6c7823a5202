"""list, show, check and read: exact documents, and text for people."""

from pathlib import Path

import pytest

from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.standing import Standing
from tests.cli.console import Console

LEVEL_10 = {
    "job": "24-117",
    "code": "010",
    "description": "Level 10",
    "state": "draft",
    "round": 0,
    "amount": "4450.50",
    "lines": 2,
    "problems": [],
}

LEVEL_20 = {
    "job": "24-117",
    "code": "020",
    "description": "Level 20",
    "state": "draft",
    "round": 0,
    "amount": "-100.00",
    "lines": 1,
    "problems": [],
}


def test_list_as_a_document(tower: Console) -> None:
    assert tower.json("list") == [LEVEL_10, LEVEL_20]


def test_list_names_the_problems(tower: Console) -> None:
    tower.edit("24-117/020", category="", cost_code="03-311")
    row = tower.json("list")[1]
    assert [set(problem) for problem in row["problems"]] == [
        {"severity", "field", "message", "remedy"}
    ] * 2
    fields = {problem["field"]: problem["severity"] for problem in row["problems"]}
    assert fields == {"cost_code": "blocking", "category": "blocking"}
    assert any("Did you mean 03-310?" in problem["remedy"] for problem in row["problems"])
    assert "2 blocking" in tower.done("list").out


def test_list_for_people(tower: Console) -> None:
    assert tower.done("list").out.splitlines() == [
        "Sub job     State  Round  Lines    Amount  Description  Problems",
        "----------  -----  -----  -----  --------  -----------  --------",
        "24-117/010  Draft             2  4,450.50  Level 10",
        "24-117/020  Draft             1   -100.00  Level 20",
        "2 sub jobs, total 4,350.50.",
    ]


def test_list_by_state_and_project(tower: Console) -> None:
    tower.done("send", "--as", "Ann", "24-117/010")
    assert [row["code"] for row in tower.json("list", "--state", "sent")] == ["010"]
    assert [row["code"] for row in tower.json("list", "--state", "Draft")] == ["020"]
    assert [row["code"] for row in tower.json("list", "--project", "24 117")] == ["010", "020"]
    assert tower.json("list", "--project", "24-118") == []
    said = tower.on("list", "--project", "99-999")
    assert (said.status, said.err.partition(".")[0]) == (2, "There is no project 99-999")


def test_list_says_what_is_inactive_and_what_waits_for_sage(tower: Console) -> None:
    desk = Desk.open(tower.file)
    desk.acting = desk.person_named("Ann").id
    Standing(desk).set_inactive([Browsing(desk).find("24-117/020")], True)
    desk.close()
    tower.done("send", "--as", "Ann", "--all")
    tower.done("accept", "--as", "Carl", "--all")
    tower.exported()
    text = tower.done("list").out
    assert "Exported in batch 1, waiting for Sage" in text
    assert "Draft, inactive" in text
    assert [entry["sub_job"] for entry in tower.json("check")] == ["24-117/010"]


def test_show_as_a_document(tower: Console) -> None:
    document = tower.json("show", "24117/010")
    history = document.pop("history")
    assert document == {
        **LEVEL_10,
        "inactive": False,
        "extra_code": "",
        "linked": None,
        "batch": None,
        "sending": None,
        "change": None,
        "content": [
            {
                "cost_code": "03-310",
                "category": "LAB",
                "quantity": "40.00",
                "unit": "hour",
                "amount": "2600.00",
                "description": "Slab on grade",
            },
            {
                "cost_code": "03-310",
                "category": "MAT",
                "quantity": "0.00",
                "unit": "",
                "amount": "1850.50",
                "description": "Slab on grade",
            },
        ],
    }
    assert [(row["who"], row["text"], row["without_effect"]) for row in history] == [
        ("Ann", "created 010 'Level 10' with 2 lines", "")
    ]
    assert history[0]["at"].endswith("Z")


def test_show_for_people(tower: Console) -> None:
    tower.done("send", "--as", "Ann", "24-117/010")
    tower.done(*("reject", "--as", "Carl", "--reason", "other", "--note", "Too dear", "24-117/010"))
    text = tower.done("show", "24-117/010").out
    assert text.splitlines()[:4] == [
        "24-117/010  Level 10",
        "Project 24-117  Harbor Tower",
        "State: Rejected, round 1",
        "Rejected by Carl, round 1: Other. Too dear",
    ]
    for part in ("Total 4,450.50", "1,850.50", "History", "Ann sent it to accounting, round 1"):
        assert part in text


def test_show_without_lines_and_with_the_code_in_sage(tower: Console) -> None:
    tower.import_sub_jobs(("24-117", "030", "Level 30", "", "", "", "", ""))
    text = tower.done("show", "24-117/030").out
    assert "It has no estimate lines." in text
    assert "blocking: " in text
    tower.done("send", "--as", "Ann", "24-117/010")
    tower.done("accept", "--as", "Carl", "24-117/010", "--extra-code", "T10")
    assert "Code in Sage: T10" in tower.done("show", "24-117/010").out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("24-117/099", "There is no sub job 24-117/099. See the list for what there is.\n"),
        ("24-117", "'24-117' does not name a sub job. Write project and code: 24-117/010.\n"),
    ],
)
def test_a_name_that_names_nothing(tower: Console, name: str, said: str) -> None:
    for command in ("show", "check"):
        result = tower.on(command, name)
        assert (result.status, result.out, result.err) == (2, "", said)


def test_check_without_blocking_problems(tower: Console) -> None:
    tower.edit("24-117/020", unit="sheets")
    document = tower.json("check", "24-117/020", "24 117/010")
    assert [entry["sub_job"] for entry in document] == ["24-117/020", "24-117/010"]
    assert [problem["severity"] for problem in document[0]["problems"]] == ["warning"]
    assert document[1]["problems"] == []
    text = tower.done("check").out
    assert text.splitlines()[-1] == (
        "Checked 2 sub jobs: 0 with blocking problems, 1 with warnings."
    )
    assert text.startswith("24-117/020  warning: ")


def test_check_finds_blocking_problems(tower: Console) -> None:
    tower.edit("24-117/020", category="")
    document = tower.json("check", status=1)
    assert [problem["severity"] for problem in document[1]["problems"]] == ["blocking"]
    assert tower.on("check", "24-117/020").status == 1
    assert tower.on("check", "24-117/010").status == 0


def test_reading_commands_work_beside_a_writer(tower: Console) -> None:
    desk = Desk.open(tower.file)
    for words in (("list",), ("show", "24-117/010"), ("check",), ("verify",)):
        tower.done(*words)
    sheet = tower.sheet("more jobs.csv", ("Job",), ("24-119",))
    assert tower.json("import", "jobs", sheet, "--dry-run")["created"] == 1
    desk.close()


@pytest.mark.parametrize(
    "words",
    [
        ("send", "--as", "Ann", "--all"),
        ("person", "Eve", "--roles", "pm"),
        ("rebuild",),
        ("export", "--as", "Carl", "--out", ".", "--date", "2026-11-22"),
    ],
)
def test_a_second_writer_is_refused_and_told_who_has_it(
    tower: Console, words: tuple[str, ...]
) -> None:
    desk = Desk.open(tower.file)
    said = tower.on(*words)
    desk.close()
    assert said.status == 2
    assert "has this company open since" in said.err
    assert "Close it there." in said.err
    assert tower.states() == {"24-117/010": "draft", "24-117/020": "draft"}


def write(path: Path, text: str) -> Path:
    """An interchange file with this text."""
    path.write_bytes(text.replace("\n", "\r\n").encode("cp1252"))
    return path


def test_read_as_a_document(console: Console) -> None:
    path = write(
        console.folder / "any.jce",
        '; a comment\n*,"03-002","Clinic"\nE,"010","Parking"\n'
        'C,"03-310",,"LAB",11222026,40,"hour",2600.5,,,,,"010"\n',
    )
    said = console.run("read", path, "--json")
    assert said.status == 0
    document = said.document
    assert set(document) == {"records", "faults"}
    assert document["faults"] == []
    assert document["records"][0] == {
        "line": 2,
        "id": "*",
        "fields": ["*", "03-002", "Clinic"],
        "job": "03-002",
        "job_description": "Clinic",
    }
    cost = document["records"][2]
    assert (cost["line"], cost["id"]) == (4, "C")
    assert cost["fields"] == [
        *("C", "03-310", "", "LAB", "11222026", "40", "hour", "2600.5", "", "", "", "", "010")
    ]
    assert (cost["quantity"], cost["amount"], cost["extra"]) == ("40.00", "2600.50", "010")


def test_read_for_people(console: Console) -> None:
    path = write(console.folder / "any.jce", '*,"03-002"\nE,"010"\n')
    said = console.run("read", path)
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        "Line  Kind  Fields",
        "----  ----  ----------",
        "   1  *     job 03-002",
        "   2  E     extra 010",
        "2 records, 0 faults.",
    ]


def test_read_finds_faults_with_their_place(console: Console) -> None:
    path = write(console.folder / "bad.jce", '*,"03-002"\nE,"010\nQ,1\n')
    said = console.run("read", path)
    assert said.status == 1
    assert "Line 2, column 3: " in said.out
    assert said.out.splitlines()[-1] == "1 record, 2 faults."
    faults = console.run("read", path, "--json").document["faults"]
    assert [(fault["line"], fault["column"]) for fault in faults] == [(2, 3), (3, 1)]
    assert all(fault["message"] for fault in faults)


def test_read_refuses_what_is_no_file(console: Console) -> None:
    missing = console.run("read", console.folder / "no.jce", "--json")
    assert missing.status == 2
    assert missing.document == {
        "problem": f"There is no file {console.folder / 'no.jce'}.",
        "remedy": "Check the name and the folder.",
    }
    assert console.run("read", console.folder).err == (
        f"{console.folder} is a folder. Name the file itself.\n"
    )
