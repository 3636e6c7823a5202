"""The recovery sheet by commands: written as a PDF, typed back, and told apart."""

from pathlib import Path

import pytest

from tests.cli.console import Console
from tests.drivers.pdf_text import text_of
from tests.drivers.recovery import sheet_in


def test_it_is_written_and_checked(office: Console, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    said = office.done("recovery-sheet", "--out", out).out
    assert said == (
        f"Wrote the recovery sheet to {out}.\n"
        "Print it, keep it where you keep contracts, and delete the file.\n"
    )
    lines = sheet_in(office.file)
    assert lines.splitlines()[0].partition(" ")[2].split()[0] in text_of(out.read_bytes())
    typed = tmp_path / "typed.txt"
    typed.write_text(lines.lower(), encoding="utf-8", newline="\n")
    said = office.done("recovery-sheet", "--check", typed).out
    assert said == "The sheet is right: with its passphrase it opens Riverside Builders.\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" \n\n", "No line of the recovery sheet is typed. Type its 8 lines, as they are"),
        ("1: ABCDE", "Line 1 has 5 letters and digits; it should have 22.\nLine 2 is missing."),
        (None, "The lines of the recovery sheet cannot be read from"),
    ],
)
def test_a_sheet_that_is_not_right_is_told_once(
    office: Console, tmp_path: Path, text: str | None, said: str
) -> None:
    typed = tmp_path / "typed.txt"
    if text is not None:
        typed.write_text(text, encoding="utf-8", newline="\n")
    refused = office.on("recovery-sheet", "--check", typed)
    assert (refused.status, refused.out) == (2, "")
    assert refused.err.startswith(said)


def test_who_may_have_it(office: Console, laptop: Console, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    said = office.on("recovery-sheet", "--out", out, "--as", "Carl")
    assert said.err.startswith("Carl is not an administrator")
    said = laptop.on("recovery-sheet", "--out", out)
    assert said.err.startswith("Ann is not an administrator")
    typed = tmp_path / "typed.txt"
    typed.write_text(sheet_in(office.file), encoding="utf-8", newline="\n")
    said = laptop.on("recovery-sheet", "--check", typed)
    assert said.err == (
        "This desk does not keep the root key of the company. Print the recovery sheet at the "
        "desk that shared the company.\n"
    )
    said = office.on("recovery-sheet")
    assert said.err.startswith("It is not said what to do: give --out or --check.")
    assert not out.exists()
    out.write_bytes(b"another")
    said = office.on("recovery-sheet", "--out", out)
    assert "It was not replaced: take another name" in said.err


def test_a_company_at_one_desk_needs_none(company: Console, tmp_path: Path) -> None:
    said = company.on("recovery-sheet", "--out", tmp_path / "sheet.pdf")
    assert (said.status, said.err.partition(".")[0]) == (
        2,
        "This company is not shared with other desks",
    )
