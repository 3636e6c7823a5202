"""Text on a console: tables, numbers, streams that lack characters or are not there."""

import io
import sys

import pytest

from subjob_desk.cli.outcome import Outcome
from subjob_desk.cli.printing import (
    grouped,
    make_streams_safe,
    progress,
    publish,
    stages,
    table,
)
from subjob_desk.domain.progress import FINISHING


class Screen(io.StringIO):
    """A stream a person looks at."""

    def isatty(self) -> bool:
        """It is a terminal."""
        return True


class Full(io.StringIO):
    """A stream onto a full disk."""

    def writelines(self, _lines: object, /) -> None:
        """Nothing fits any more."""
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0.00"),
        (-5, "-0.05"),
        (99_999, "999.99"),
        (123_456_789, "1,234,567.89"),
        (-100_000_00, "-100,000.00"),
    ],
)
def test_numbers_for_people(value: int, text: str) -> None:
    assert grouped(value) == text


def test_columns_are_aligned_and_no_blanks_hang_over() -> None:
    assert table(
        ("Name", "Amount", "Note"), [("a", "1.00", ""), ("bcdef", "10.00", "x")], (1,)
    ) == [
        "Name   Amount  Note",
        "-----  ------  ----",
        "a        1.00",
        "bcdef   10.00  x",
    ]


def test_a_console_that_lacks_a_character(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="cp437", newline="")
    monkeypatch.setattr(sys, "stdout", narrow)
    make_streams_safe()
    assert publish(Outcome({}, ("Dépôt → 東京",)), as_json=False) == 0
    narrow.seek(0)
    assert narrow.read() == "Dépôt ? ??\n"


def test_no_console_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    make_streams_safe()
    assert publish(Outcome({}, ("Done.",), ("But.",), 1), as_json=False) == 1
    progress("Verified")(1, 2)


def test_a_full_disk_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", Full())
    assert publish(Outcome({}, ("Done.",)), as_json=False) == 1
    assert capsys.readouterr().err == (
        "The output could not be written: No space left on device.\n"
    )


def test_progress_is_for_people_only(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    tell = progress("Verified")
    tell(1_000, 2_000)
    tell(2_000, 2_000)
    assert screen.getvalue() == "\rVerified: 1,000 of 2,000\rVerified: 2,000 of 2,000\n"
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    progress("Verified")(1, 2)
    assert log.getvalue() == ""


def test_each_stage_of_long_work_has_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    tell = stages("Import")
    tell("rows read", 0, 0)
    for done in (1_000, 2_000, 2_000):
        tell("rows read", done, 2_000)
    tell("rows checked", 2_000, 2_000)
    tell(FINISHING, 0, 0)
    assert screen.getvalue() == (
        "\rImport: 1,000 of 2,000 rows read\rImport: 2,000 of 2,000 rows read\n"
        "\rImport: 2,000 of 2,000 rows checked\n"
    )
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    stages("Import")("rows read", 1, 2)
    assert log.getvalue() == ""


def test_a_terminal_is_told_no_control_character(capsys: pytest.CaptureFixture[str]) -> None:
    publish(Outcome([], ["a\x1b[2Jb\rc\x9b", "two\nlines\tand é"]), as_json=False)
    assert capsys.readouterr().out == "a?[2Jb?c?\ntwo\nlines\tand é\n"
