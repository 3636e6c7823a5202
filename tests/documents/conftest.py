"""Makers of real sheets in a folder of their own, for the tests of ``documents``."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

Value = str | float | bool | None
WriteXlsx = Callable[..., Path]
WriteBytes = Callable[..., Path]


@pytest.fixture
def xlsx(tmp_path: Path) -> WriteXlsx:
    """Write rows of plain values into the first sheet of a workbook."""

    def write(rows: Sequence[Sequence[Value]], name: str = "costs.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as workbook:
            worksheet = workbook.add_worksheet("Budget")
            for number, row in enumerate(rows):
                worksheet.write_row(number, 0, row)
        return path

    return write


@pytest.fixture
def raw(tmp_path: Path) -> WriteBytes:
    """Write bytes (or text as UTF-8) into a file."""

    def write(content: bytes | str, name: str = "costs.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write
