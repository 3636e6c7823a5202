"""link, unlink and compare, as typed at a console."""

import pytest

from tests.cli.console import Console

EXTRAS = (("24-117", "0-10", "Level 10"), ("24-117", "030", "Generator pad"))


@pytest.fixture
def known(tower: Console) -> Console:
    """The tower, and what Sage has of it."""
    sheet = tower.sheet("extras.csv", ("Job", "Extra", "Description"), *EXTRAS)
    tower.done("import", "extras", sheet)
    return tower


def test_linking_by_the_own_code_or_another_one(known: Console) -> None:
    blocked = known.on("check", "24-117/010")
    assert blocked.status == 1
    assert "Extra 0-10 is already in Sage ('Level 10')." in blocked.out
    said = known.done("link", "--as", "Ann", "24-117/010")
    assert said.out == "Linked 24-117/010 to Extra 0-10 of Sage ('Level 10').\n"
    assert known.done("check", "24-117/010").status == 0
    document = known.json("link", "--as", "Ann", "24 117/020", "--extra", "0 30")
    assert document["done"] == ["24-117/020"]
    shown = known.json("show", "24-117/020")
    assert shown["extra_code"] == "030"
    assert shown["linked"] == "030"
    assert shown["history"][-1]["text"] == "linked it to Extra 030 of Sage ('Generator pad')"


def test_a_link_that_cannot_be(known: Console) -> None:
    refused = known.on("link", "--as", "Ann", "24-117/020")
    assert (refused.status, refused.out) == (2, "")
    assert refused.err == (
        "Extra 020 is not on Sage's list for job 24-117. "
        "Choose one that is, or import a newer list of Extras.\n"
    )
    assert "Carl is not a project manager." in known.on("link", "--as", "Carl", "24-117/010").err


def test_unlinking(known: Console) -> None:
    known.done("link", "--as", "Ann", "24-117/010")
    partly = known.on("unlink", "--as", "Ann", "24-117/010", "24-117/020")
    assert partly.status == 1
    assert partly.out == (
        "Took the link of 24-117/010 to Sage away. 1 stays as it is: 24-117/020: "
        "It is not linked to anything in Sage.\n"
    )
    assert known.on("unlink", "--as", "Ann", "24-117/010").status == 2
    assert "It is not said what to unlink" in known.on("unlink", "--as", "Ann").err


def test_comparing(known: Console) -> None:
    found = known.on("compare")
    assert found.status == 1
    lines = found.out.splitlines()
    assert lines[1].startswith("Compared with Extras: list 1 of ")
    assert [line.split("  ")[0] for line in lines[6:8]] == [
        "Extra only in Sage",
        "Same Extra, not linked",
    ]
    assert lines[-1] == "2 differences: Extra only in Sage 1; Same Extra, not linked 1."
    document = known.json("compare", "--project", "24-117", status=1)
    assert document["counts"] == {"extra-not-here": 1, "extra-not-linked": 1}
    assert document["differences"][1] == {
        "kind": "extra-not-linked",
        "name": "24-117/010",
        "here": "Level 10",
        "in_sage": "0-10 'Level 10'",
        "message": "Sage has Extra 0-10 already: link it, or take another code.",
        "extra": "0-10",
    }


def test_comparing_where_nothing_differs(known: Console) -> None:
    known.done("link", "--as", "Ann", "24-117/010")
    known.done("link", "--as", "Ann", "24-117/020", "--extra", "030")
    sheet = known.sheet("extras.csv", ("Job", "Extra"), ("24-117", "0-10"), ("24-117", "030"))
    known.done("import", "extras", sheet)
    assert known.done("compare").out.endswith("\nNothing differs.\n")


def test_comparing_with_nothing(console: Console) -> None:
    console.done("new", "--company", "Riverside", "--code", "rb")
    out = console.done("compare").out
    assert "No list of Extras was imported: not checked.\n" in out
    assert out.endswith("There is nothing to compare with: import the lists from Sage first.\n")
    assert console.on("compare", "--project", "9").err.startswith("There is no project 9.")
