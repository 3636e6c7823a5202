"""The self-test finds nothing in a whole program, and something in a broken one."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from subjob_desk.app import self_test
from subjob_desk.documents.sheets_in import read_sheet
from subjob_desk.ui.self_test import drawing, main_job, sharing
from subjob_desk.ui.self_test.workbook import write_workbook

if sys.platform == "linux" and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def test_whole_program_has_no_finding(qapp: QApplication) -> None:
    assert self_test() == []


def test_main_job_leaves_company_and_file(tmp_path: Path) -> None:
    assert main_job.findings(tmp_path) == []

    (file,) = (tmp_path / "for Sage").iterdir()
    assert file.name == "SJ_TEST_000001_ORIGINAL.jce"
    assert b'"Caf\xe9 terrace"' in file.read_bytes()
    assert (tmp_path / "self-test.sjdesk").is_file()
    assert main_job.differences(file.read_bytes()) == []


def test_other_bytes_are_found(tmp_path: Path) -> None:
    main_job.findings(tmp_path)
    data = (tmp_path / "for Sage" / "SJ_TEST_000001_ORIGINAL.jce").read_bytes()

    (amount,) = main_job.differences(data.replace(b"2600.00", b"2600.0"))
    (end,) = main_job.differences(data.removesuffix(b"\r\n"))

    assert amount.startswith("line 4 of SJ_TEST_000001_ORIGINAL.jce is")
    assert end.endswith(f"has {len(data) - 2} bytes and not {len(data)}.")


def test_a_missing_driver_of_the_database_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sharing.findings(tmp_path) == []
    monkeypatch.setitem(sys.modules, "psycopg", None)  # as if it had stayed behind
    (said,) = sharing.findings(tmp_path)
    assert said.startswith("the driver of PostgreSQL is not there: ")


def test_blank_picture_is_found(tmp_path: Path) -> None:
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(0xFFF6F7F9)
    image.save(str(tmp_path / "blank.png"))

    assert drawing.blank(tmp_path / "blank.png") == ["it is blank or nearly so: 1 colours."]


def test_missing_picture_is_found(tmp_path: Path) -> None:
    assert drawing.blank(tmp_path / "none.png") == ["the picture cannot be read back."]


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ([("Job", "Amount"), ("24 & 1", 12.5)], ["24 & 1", "12.5"]),
        ([("Job", "Unit", "Amount"), ("<1>", "", 7)], ["<1>", "", "7"]),
    ],
)
def test_workbook_reads_as_written(
    tmp_path: Path, rows: Sequence[Sequence[str | float]], cells: list[str]
) -> None:
    path = tmp_path / "book.xlsx"

    write_workbook(path, rows)

    (row,) = read_sheet(path).rows
    assert [cell.text for cell in row.cells] == cells
