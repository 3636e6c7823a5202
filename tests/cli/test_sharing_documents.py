"""Every command on several desks: one JSON document whatever the status, reasons beside it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.cli.console import Console

Words = tuple[object, ...]


class Place(NamedTuple):
    """Two desks of one company, and the folder all of it lies in."""

    office: Console
    laptop: Console
    folder: Path


@pytest.fixture
def place(office: Console, tmp_path: Path) -> Place:
    """Shared, and joined by a laptop that waits to be let in."""
    laptop = Console(tmp_path / "laptop")
    laptop.folder.mkdir()
    laptop.done("join", "--hub", tmp_path / "hub", "--person", "Ann", "--desk", "laptop")
    office.done("sync")
    return Place(office, laptop, tmp_path)


def at_office(*words: object) -> Callable[[Place], Words]:
    """A command about the company in the office; ``Path`` stands for one in the folder."""

    def made(place: Place) -> Words:
        command, *rest = words
        given = [place.folder / one if isinstance(one, Path) else one for one in rest]
        if command == "packet":
            return (command, given[0], place.office.file, *given[1:])
        return (command, place.office.file, *given)

    return made


def waiting(place: Place) -> Words:
    """The desk that was not let in exchanges."""
    return ("sync", place.laptop.file)


def anew(*words: object) -> Callable[[Place], Words]:
    """A command that makes a company file."""

    def made(place: Place) -> Words:
        command, name, *rest = words
        given = [place.folder / one if isinstance(one, Path) else one for one in rest]
        return (command, place.folder / str(name), *given)

    return made


HUB = ("--hub", Path("hub"))
CASES: list[tuple[Callable[[Place], Words], int, set[str]]] = [
    (at_office("share", *HUB), 2, set()),
    (at_office("sync"), 0, {"taken", "published", "conflicts", "tasks", "waiting", "problem"}),
    (waiting, 1, {"taken", "published", "problem", "remedy"}),
    (at_office("sync", "--hub", Path("nowhere")), 2, set()),
    (at_office("desks"), 0, {"desks", "requests", "digest", "hub"}),
    (anew("desks", "nothing.sjdesk"), 2, set()),
    (anew("join", "more.sjdesk", *HUB, "--person", "Emil"), 0, {"file", "words", "request"}),
    (anew("join", "more.sjdesk", *HUB, "--person", "Emil"), 2, set()),
    (at_office("sync"), 0, {"taken"}),
    (at_office("join", "--again"), 2, set()),
    (at_office("enrol", "laptop", "--words", "a-b-c-d-e-f"), 2, set()),
    (at_office("revoke", "Emil"), 0, {"said"}),
    (at_office("revoke", "nobody"), 2, set()),
    (at_office("packet", "write", Path("a.sjpkg")), 0, {"file"}),
    (at_office("packet", "write", Path("a.sjpkg")), 2, set()),
    (at_office("packet", "read", Path("a.sjpkg")), 0, {"taken", "files", "conflicts"}),
    (at_office("packet", "read", Path("b.sjpkg")), 2, set()),
    (at_office("posting-desk", "take"), 2, set()),
    (at_office("posting-desk", "release"), 0, {"said"}),
    (at_office("posting-desk", "take"), 0, {"said"}),
    (at_office("recovery-sheet", "--out", Path("sheet.pdf")), 0, {"file"}),
    (at_office("recovery-sheet", "--check", Path("a.sjpkg")), 2, set()),
    (anew("recover", "again.sjdesk", *HUB, "--sheet", Path("none.txt")), 2, set()),
    (at_office("settle", "abcdef", "noted"), 2, set()),
    (at_office("forks", "Office PC"), 2, set()),
    (at_office("entries", "--status", "lost"), 2, set()),
    (at_office("edit", "24-117/010", "--code", "012", "--as", "Ann"), 0, {"sub_job", "refused"}),
    (
        at_office(*("edit", "24-117/012", "--code", "020"), "--description", "X", "--as", "Ann"),
        1,
        {"sub_job", "refused"},
    ),
    (at_office("edit", "24-117/012", "--code", "020", "--as", "Ann"), 2, set()),
]


def test_one_document_whatever_the_status(place: Place) -> None:
    for words, status, keys in CASES:
        command, *rest = words(place)
        said = place.office.run(command, "--json", *rest)
        assert (said.status, said.out.isascii()) == (status, True), (command, rest, said)
        document: dict[str, Any] = json.loads(said.out)
        if status == 2:
            assert said.err == f"{document['problem']} {document['remedy']}\n"
            assert document["problem"].endswith(".")
            assert document["remedy"].endswith(".")
        else:
            assert keys <= document.keys(), (command, rest, document)
        assert bool(said.err) == (status > 0), (command, rest, said)
    for command in ("conflicts", "entries", "forks"):
        said = place.office.on(command, "--json")
        assert (said.status, said.document, said.err) == (0, [], "")
