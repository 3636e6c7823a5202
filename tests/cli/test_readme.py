"""The commands of the README, run as they stand there."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.console import Console

README = Path(__file__).parents[2] / "README.md"


def commands() -> list[list[str]]:
    """The words of each command in the block below *From the command line*."""
    text = README.read_text(encoding="utf-8")
    block = re.search(r"## From the command line.*?```\n(.*?)```", text, re.DOTALL)
    assert block is not None
    return [shlex.split(line) for line in block[1].splitlines()]


def test_every_command_does_all_of_it(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(console.folder)
    shutil.copytree(README.parent / "resources" / "samples", Path("resources", "samples"))
    words = commands()
    assert [one[0] for one in words] == ["subjob-desk"] * len(words)
    for one in words:
        said = console.run(*one[1:])
        assert said.status == 0, (one, said.err)
        assert all(line.endswith("was not checked.") for line in said.err.splitlines()), one
    (written,) = console.folder.glob("SJ_RB_*.jce")
    assert written.read_bytes().count(b"\r\nC,") == 4
    assert (console.folder / "batch-1.pdf").stat().st_size > 0
