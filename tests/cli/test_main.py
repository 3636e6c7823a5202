"""Where the program starts: window or command line; and the command line as its own process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from subjob_desk.__main__ import main
from tests.cli.console import Console

WITHOUT_QT = """
import sys
for name in ("PySide6", "shiboken6", "subjob_desk.ui", "subjob_desk.app"):
    sys.modules[name] = None
from subjob_desk.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
"""The program where every import of Qt or of a screen raises."""

HOLD = """
import sys
from pathlib import Path
from subjob_desk.usecases.desk import Desk
desk = Desk.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
desk.close()
"""
"""Another process that has the company open for writing until it is told to close it."""


def process(*words: object, code: str = "") -> subprocess.CompletedProcess[str]:
    """The program as a process of its own."""
    start = ["-c", code] if code else ["-m", "subjob_desk"]
    return subprocess.run(
        [sys.executable, *start, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    "words",
    [(), ("--sample",), ("company.sjdesk",), ("./company",), ("C:\\companies\\rb.db",)],
)
def test_the_window_opens(
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # The import of the window is blocked: that it was tried is what is asked here.
    monkeypatch.setitem(sys.modules, "subjob_desk.app", None)
    assert main(words) == 2
    assert capsys.readouterr().err.startswith("The window cannot be shown on this computer: ")


def test_a_company_without_a_dot_opens_in_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "subjob_desk.app", None)
    for name in ("riverside", "list"):
        (tmp_path / name).touch()
    assert main(["riverside"]) == 2
    assert "The window cannot be shown" in capsys.readouterr().err
    assert main(["list"]) == 2
    assert capsys.readouterr().err.startswith("FILE is missing."), "a command is a command"


@pytest.mark.parametrize(
    "words", [("lits",), ("--sample", "more"), ("--wrong",), ("a.sjdesk", "b")]
)
def test_the_command_line_answers_everything_else(
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "subjob_desk.app", None)
    assert main(words) == 2
    assert "There is no" in capsys.readouterr().err


def test_self_test_without_a_window_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "subjob_desk.app", None)
    assert main(["self-test", "--json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert len(findings) == 1
    assert findings[0].startswith("The window cannot be shown on this computer: ")


def test_no_command_needs_qt(tower: Console) -> None:
    out = tower.folder / "out"
    out.mkdir()
    jobs = tower.sheet("jobs.csv", ("Job", "Description"), ("24-117", "Harbor Tower"))
    every = (
        ("new", tower.folder / "other.sjdesk", "--company", "R", "--code", "X"),
        ("person", tower.file, "Eve", "--roles", "viewer"),
        ("import", tower.file, "jobs", jobs),
        ("send", tower.file, "--as", "Ann", "--all"),
        ("accept", tower.file, "--as", "Carl", "--all"),
        ("export", tower.file, "--as", "Carl", "--out", out, "--date", "2026-11-22"),
        ("read", out / "SJ_RB_000001_ORIGINAL.jce"),
        ("list", tower.file),
        ("verify", tower.file),
    )
    code = WITHOUT_QT.replace(
        "sys.exit(main(sys.argv[1:]))",
        f"sys.exit(max(main(words) for words in {[[str(w) for w in words] for words in every]!r}))",
    )
    done = process(code=code)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Wrote batch 1" in done.stdout


def test_statuses_of_the_process(tower: Console) -> None:
    listed = process("list", tower.file, "--json")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert [row["code"] for row in json.loads(listed.stdout)] == ["010", "020"]
    bad = tower.folder / "bad.jce"
    bad.write_bytes(b"Q,1\r\n")
    assert process("read", bad).returncode == 1
    refused = process("list", tower.folder / "none.sjdesk")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("There is no file ")
    assert main(["list"]) == 2


def test_beside_another_process_that_writes(tower: Console) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tower.file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        for words in (("list",), ("show", "24-117/010"), ("check",), ("verify",)):
            tower.done(*words)
        said = tower.on("send", "--as", "Ann", "--all")
        other.communicate("close\n")
    assert said.status == 2
    assert f"process {other.pid}" in said.err
    assert "Close it there. Reading commands (list, show, check) work meanwhile." in said.err
    assert tower.on("send", "--as", "Ann", "--all").status == 0


def test_output_that_nobody_reads_to_its_end(tower: Console) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "subjob_desk", "list", str(tower.file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        listing.stdout.close()
        assert listing.stderr.read() == b""
    assert listing.returncode == 0
