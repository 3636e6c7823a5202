"""revise, discard and reset: a change of what is in Sage, from the command line alone."""

import pytest

from tests.cli.console import Console

CODE = "24-117/010"


@pytest.fixture
def in_sage(tower: Console) -> Console:
    """Both sub jobs of the tower are in Sage."""
    through_accounting(tower)
    return tower


def through_accounting(console: Console) -> None:
    """Send, accept, export and post everything."""
    console.done("send", "--as", "Ann", "--all")
    console.done("accept", "--as", "Carl", "--all")
    console.done("answer", "--as", "Carl", "--batch", console.exported(), "--posted")


def test_a_change_from_sheet_to_file_without_a_window(in_sage: Console) -> None:
    said = in_sage.done("revise", "--as", "Ann", CODE)
    assert said.out == "Opened a change of 24-117/010.\n"
    assert in_sage.states() == {CODE: "draft", "24-117/020": "in-sage"}
    in_sage.import_sub_jobs(
        ("24-117", "010", "Level 10", "03-310", "LAB", "40", "hour", "3000"),
        ("24-117", "010", "Level 10", "09-900", "LAB", "", "", "500"),
    )
    in_sage.done("send", "--as", "Ann", CODE)
    in_sage.done("accept", "--as", "Carl", CODE)
    number = in_sage.exported()
    file = in_sage.folder / f"SJ_RB_{number:06d}_CHANGE.jce"
    assert file.read_bytes().decode("cp1252").split("\r\n") == [
        "; SubJob Desk batch 000002 CHANGE: 1 extras, 3 lines, total -950.50",
        '*,"24-117","Harbor Tower"',
        'E,"010","Level 10"',
        'C,"03-310",,"LAB",11222026,0.00,"hour",400.00,,,,,"010"',
        'C,"03-310",,"MAT",11222026,0.00,"",-1850.50,,,,,"010"',
        'C,"09-900",,"LAB",11222026,0.00,"",500.00,,,,,"010"',
        "",
    ]


def test_what_a_change_would_write_is_shown(in_sage: Console) -> None:
    in_sage.done("revise", "--as", "Ann", CODE)
    in_sage.edit(CODE, amount="3000")
    shown = in_sage.done("show", CODE).out
    assert "Change of what is in Sage, where it is 010" in shown
    assert "03-310     LAB       hour  2,600.00  3,000.00      400.00" in shown
    assert "Sage has 4,450.50, now 4,850.50: difference 400.00" in shown
    document = in_sage.json("show", CODE)
    assert document["change"] == {
        "extra_code": "010",
        "was": "4450.50",
        "now": "4850.50",
        "difference": "400.00",
        "lines": [
            {
                "cost_code": "03-310",
                "category": "LAB",
                "unit": "hour",
                "quantity": {"in_sage": "40.00", "now": "40.00", "difference": "0.00"},
                "amount": {"in_sage": "2600.00", "now": "3000.00", "difference": "400.00"},
            }
        ],
    }
    assert in_sage.json("show", "24-117/020")["change"] is None


def test_a_change_is_given_up(in_sage: Console) -> None:
    in_sage.done("revise", "--as", "Ann", CODE)
    in_sage.edit(CODE, amount="3000")
    said = in_sage.done("discard", "--as", "Ann", CODE)
    assert said.out == "Discarded the change of 24-117/010.\n"
    assert in_sage.states()[CODE] == "in-sage"
    assert "4,450.50" in in_sage.done("show", CODE).out


@pytest.mark.parametrize("command", ["revise", "discard"])
def test_a_change_is_opened_and_given_up_knowingly(in_sage: Console, command: str) -> None:
    for words, problem in (
        (("--all",), f"{command} is not done to all at once: give JOB/CODE."),
        ((), f"It is not said what to {command}: give JOB/CODE."),
    ):
        said = in_sage.on(command, "--as", "Ann", *words)
        assert said.status == 2
        assert problem in said.err


def test_only_what_is_in_sage_is_revised(tower: Console) -> None:
    said = tower.on("revise", "--as", "Ann", CODE)
    assert said.status == 2
    assert "Only what is in Sage can be revised; it is: Draft." in said.err
    assert tower.on("discard", "--as", "Ann", CODE).status == 2


def test_a_reset_is_confirmed_by_its_name(in_sage: Console) -> None:
    words = ("--as", "Dora", "--reason", "Entered twice", "--deleted-in-sage")
    said = in_sage.on("reset", CODE, *words, "--confirm", "24-117/020")
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("24-117/020 does not confirm the reset of 24-117/010.")
    assert in_sage.states()[CODE] == "in-sage"
    done = in_sage.done("reset", CODE, *words, "--confirm", " 24-117/010 ")
    assert done.out == "Reset 24-117/010.\n"
    assert in_sage.states()[CODE] == "draft"
    told = in_sage.done("show", CODE).out
    assert "Dora reset it, the extra was deleted in Sage: Entered twice" in told
    through_accounting(in_sage)
    assert (in_sage.folder / "SJ_RB_000002_ORIGINAL.jce").is_file()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--as", "Dora", "--reason", "x", "--confirm", CODE), "A reset forgets what Sage has"),
        (
            ("--as", "Dora", "--reason", " ", "--confirm", CODE, "--deleted-in-sage"),
            "A reset needs a reason.",
        ),
        (("--as", "Dora", "--reason", "x", "--deleted-in-sage"), "--confirm is missing."),
        (
            ("--as", "Ann", "--reason", "x", "--confirm", CODE, "--deleted-in-sage"),
            "Ann is not an administrator",
        ),
    ],
)
def test_a_reset_needs_all_of_it(in_sage: Console, words: tuple[str, ...], problem: str) -> None:
    said = in_sage.on("reset", CODE, *words)
    assert said.status == 2
    assert problem in said.err
    assert in_sage.states()[CODE] == "in-sage"
