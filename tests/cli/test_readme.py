"""The commands of the README, run as they stand there."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.console import Console

README = Path(__file__).parents[2] / "README.md"


def commands(number: int) -> list[list[str]]:
    """The words of each command in a block below *From the command line*, the first is 0."""
    text = README.read_text(encoding="utf-8").partition("## From the command line")[2]
    block = re.findall(r"```\n(.*?)```", text.partition("# For developers")[0], re.DOTALL)[number]
    words = [shlex.split(line) for line in block.splitlines()]
    assert [one[0] for one in words] == ["subjob-desk"] * len(words)
    return [one[1:] for one in words]


def test_every_command_does_all_of_it(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(console.folder)
    shutil.copytree(README.parent / "resources" / "samples", Path("resources", "samples"))
    for one in commands(0):
        said = console.run(*one)
        assert said.status == 0, (one, said.err)
        assert all(line.endswith("was not checked.") for line in said.err.splitlines()), one
    (written,) = console.folder.glob("SJ_RB_*.jce")
    assert written.read_bytes().count(b"\r\nC,") == 4
    assert (console.folder / "batch-1.pdf").stat().st_size > 0


def test_a_second_pc_works_as_it_stands_there(
    tower: Console, surroundings: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tower.folder)
    monkeypatch.setenv("SUBJOB_DESK_PASSWORD", "a password of tests")
    tower.file.rename("office.sjdesk")
    tower.run("person", "office.sjdesk", "Ann Ruiz", "--roles", "pm")
    six = ""
    told: list[str] = []
    for one in commands(1):
        said = tower.run(*(six if word.startswith("six-words") else word for word in one))
        assert (said.status, said.err) == (0, ""), (one, said.err)
        six = six or said.out.partition("administrator: ")[2].partition("\n")[0]
        told += said.out.splitlines()
    assert "Ann Ruiz at Site asks to be let in" in "\n".join(told)
    assert "This desk is let in: Ann Ruiz acts here." in told
    assert {"recovery-sheet.pdf", "monday.sjpkg"} < {one.name for one in tower.folder.iterdir()}
