"""What the system does not let this user read or write is told in our own words."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.cli.console import Console

NOBODY = 65534


def unprivileged(*words: object) -> tuple[int, str]:
    """Status and complaint of a command by a user without any right."""
    # What is imported late may lie where only the superuser reads: a first command imports it.
    console = Console(Path(str(words[1])).parent)
    console.run("list", words[1])
    console.run("read", words[1])
    with _as_nobody():
        result = console.run(*words)
    return result.status, result.err


@contextmanager
def _as_nobody() -> Iterator[None]:
    """The superuser gives his rights up, and takes them back; everybody else has none to give."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    groups = os.getgroups()
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, 0)
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)
        os.setgroups(groups)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder everybody can reach: those of other tests belong to their user alone."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@pytest.fixture
def closed(tower: Console, open_folder: Path) -> Path:
    """A copy of the company that nobody may read."""
    path = open_folder / "rb.sjdesk"
    path.write_bytes(tower.file.read_bytes())
    path.chmod(0o000)
    return path


if sys.platform != "win32":

    @pytest.mark.parametrize("words", [("list",), ("check",), ("verify",), ("show", "24-117/010")])
    def test_a_company_that_may_not_be_read(closed: Path, words: tuple[str, ...]) -> None:
        status, said = unprivileged(words[0], closed, *words[1:])
        assert status == 2
        assert said.startswith(f"{closed} may not be read")

    def test_a_folder_that_may_not_be_entered(closed: Path) -> None:
        closed.chmod(0o644)
        closed.parent.chmod(0o000)
        status, said = unprivileged("list", closed)
        assert status == 2
        assert said.startswith(f"{closed} may not be read")

    def test_a_folder_that_may_not_be_written(closed: Path) -> None:
        closed.chmod(0o644)
        closed.parent.chmod(0o555)
        status, said = unprivileged("list", closed)
        assert (status == 0) or said.startswith(f"{closed} may not be read"), said
        assert "cannot be written" not in said
        status, said = unprivileged("send", closed, "--all", "--as", "Ann")
        assert status == 2
        assert said.startswith(f"{closed} cannot be written")

    def test_a_new_company_in_a_folder_that_may_not_be_written(open_folder: Path) -> None:
        open_folder.chmod(0o555)
        path = open_folder / "new.sjdesk"
        status, said = unprivileged("new", path, "--company", "R", "--code", "R")
        assert status == 2
        assert said.startswith(f"{path} cannot be written")

    def test_other_files_that_may_not_be_read(closed: Path) -> None:
        status, said = unprivileged("read", closed)
        assert status == 2
        assert said.startswith(f"{closed} could not be read")
        company = closed.with_name("open.sjdesk")
        closed.chmod(0o644)
        company.write_bytes(closed.read_bytes())
        company.chmod(0o666)
        company.parent.chmod(0o777)
        closed.chmod(0o000)
        status, said = unprivileged("import", company, "jobs", closed)
        assert status == 2
        assert said.startswith("rb.sjdesk cannot be opened: another program holds it, or the right")
