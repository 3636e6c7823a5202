"""Workbooks: exact numbers, number formats, error values, several sheets, odd writers."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.documents.cells import EMPTY, Cell, CellKind
from subjob_desk.documents.sheets_in import read_sheet
from subjob_desk.documents.xlsx_in import number_text
from tests.drivers.refusals import refused

WriteXlsx = Callable[..., Path]


def rewritten(path: Path, part: str, old: str, new: str) -> Path:
    """The workbook with ``old`` replaced in one of its parts, as other programs write it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_a_workbook_that_would_fill_the_memory_is_not_unpacked(xlsx: WriteXlsx) -> None:
    path = xlsx([["Job"]])
    data = bytearray(path.read_bytes())
    listed = data.index(b"PK\x01\x02")
    data[listed + 24 : listed + 28] = (3_000_000_000).to_bytes(4, "little")
    path.write_bytes(data)
    with refused(
        "costs.xlsx is too large: unpacked it has more than 2 GB.",
        "Split it into several workbooks.",
    ):
        read_sheet(path)


def test_texts_numbers_truths_and_blanks(xlsx: WriteXlsx) -> None:
    sheet = read_sheet(xlsx([["Job", "Description", "Amount", "Group"], ["1", " ", 4.5, True]]))
    assert sheet.name == 'costs.xlsx, sheet "Budget"'
    assert sheet.headings == ("Job", "Description", "Amount", "Group")
    assert sheet.rows[0].cells == (Cell("1"), EMPTY, Cell("4.5", CellKind.NUMBER), Cell("TRUE"))
    assert sheet.notes == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (310000.0, "310000"),
        (0.1 + 0.2, "0.3"),
        (1234567890.12, "1234567890.12"),
        (12.345, "12.345"),
        (-0.0, "0"),
        (1e20, "100000000000000000000"),
        (-1.5e-7, "-0.00000015"),
        (123456789012345.0, "123456789012345"),
        (100.1 * 3, "300.3"),
    ],
)
def test_numbers_have_fifteen_digits_and_no_exponent(value: float, text: str) -> None:
    assert number_text(value) == text


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6))
def test_every_decimal_of_fifteen_digits_survives(digits: int, places: int) -> None:
    written = f"{abs(digits):0{places + 1}d}"
    point = len(written) - places
    exact = f"{'-' if digits < 0 else ''}{written[:point]}.{written[point:]}"
    expected = exact.rstrip("0").rstrip(".")
    assert number_text(float(exact)) == ("0" if expected == "-0" else expected)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_number_texts_are_plain_decimals(value: float) -> None:
    text = number_text(value)
    assert set(text) <= set("-.0123456789")
    assert float(text) == float(f"{value:.15g}")


def test_number_formats_show_codes_as_excel_does(tmp_path: Path) -> None:
    path = tmp_path / "codes.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        worksheet = workbook.add_worksheet()
        zeros = workbook.add_format({"num_format": "000"})
        masked = workbook.add_format({"num_format": '00"-"0000'})
        worksheet.write_row(0, 0, ["Job", "Extra", "Cost Code", "Amount"])
        worksheet.write_number(1, 0, 117)
        worksheet.write_number(1, 1, 10, zeros)
        worksheet.write_number(1, 2, 11000, masked)
        worksheet.write_number(1, 3, 5, zeros)
        worksheet.write_string(2, 1, "020", zeros)
    first, second = read_sheet(path).rows
    assert first.cells == (
        Cell("117", CellKind.NUMBER),
        Cell("10", CellKind.NUMBER, "010"),
        Cell("11000", CellKind.NUMBER, "01-1000"),
        Cell("5", CellKind.NUMBER),
    )
    assert second.cells[1] == Cell("020")


def test_dates_and_times_are_told_from_numbers(tmp_path: Path) -> None:
    path = tmp_path / "dates.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        worksheet = workbook.add_worksheet()
        worksheet.write_row(0, 0, ["Cost Code", "Description", "Amount"])
        day = workbook.add_format({"num_format": "d-mmm"})
        hour = workbook.add_format({"num_format": "hh:mm"})
        worksheet.write_datetime(1, 0, date(2026, 3, 10), day)
        worksheet.write_datetime(1, 1, time(8, 30), hour)
        worksheet.write_datetime(
            1, 2, timedelta(hours=30), workbook.add_format({"num_format": "[hh]:mm"})
        )
    cells = read_sheet(path).rows[0].cells
    assert [cell.kind for cell in cells] == [CellKind.DATE] * 3
    assert cells[0].text == "2026-03-10"
    assert cells[1].text.endswith("08:30:00")


def test_error_values_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "errors.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        worksheet = workbook.add_worksheet()
        worksheet.write_row(0, 0, ["Job", "Amount"])
        worksheet.write_formula(1, 0, '="24-"&"117"', None, "24-117")
        worksheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        worksheet.write_formula(4, 1, "=2+3", None, 5)
        worksheet.write_formula(6, 1, "=NA()", None, "#N/A")
    rows = read_sheet(path).rows
    assert [row.number for row in rows] == [2, 5, 7]
    assert rows[0].cells == (Cell("24-117"), Cell("#DIV/0!", CellKind.FORMULA_PROBLEM))
    assert rows[1].cells == (EMPTY, Cell("5", CellKind.NUMBER))
    assert rows[2].cells[1] == Cell("#N/A", CellKind.FORMULA_PROBLEM)


def test_formulas_nobody_calculated_are_seen(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    worksheet = workbook.active
    assert worksheet is not None
    worksheet.append(["Job", "Amount"])
    worksheet.append(["1", "=2*3"])
    worksheet.append([None, "=B2"])
    workbook.save(tmp_path / "made.xlsx")
    rows = read_sheet(tmp_path / "made.xlsx").rows
    assert rows[0].cells == (Cell("1"), Cell("", CellKind.FORMULA_PROBLEM))
    assert rows[1].cells == (EMPTY, Cell("", CellKind.FORMULA_PROBLEM))


def test_formulas_with_an_empty_text_are_empty(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        worksheet = workbook.add_worksheet()
        worksheet.write_row(0, 0, ["Job", "Description"])
        worksheet.write_row(1, 0, ["1"])
        worksheet.write_formula(1, 1, '=IF(A9="","",A9)', None, "?")
    part = "xl/worksheets/sheet1.xml"
    row = read_sheet(rewritten(path, part, "<v>?</v>", "<v></v>")).rows[0]
    assert row.cells == (Cell("1"), EMPTY)


def test_prefixed_names_and_single_marks_are_read(tmp_path: Path) -> None:
    path = tmp_path / "prefixed.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        worksheet = workbook.add_worksheet()
        zeros = workbook.add_format({"num_format": "000"})
        worksheet.write_row(0, 0, ["Job", "Extra", "Amount"])
        worksheet.write_row(1, 0, [1, 2], zeros)
        worksheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(part).decode()
    body = xml[xml.index("<worksheet") :]
    prefixed = body.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    prefixed = prefixed.replace('xmlns="', 'xmlns:x="').replace('"', "'")
    row = read_sheet(rewritten(path, part, body, prefixed)).rows[0]
    assert [cell.shown for cell in row.cells] == ["001", "002", ""]
    assert row.cells[2] == Cell("#DIV/0!", CellKind.FORMULA_PROBLEM)


def test_the_first_visible_sheet_with_content_is_taken_and_said(tmp_path: Path) -> None:
    path = tmp_path / "several.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        hidden = workbook.add_worksheet("Lists")
        hidden.write_row(0, 0, ["Job", "hidden"])
        workbook.add_worksheet("Cover").write(3, 0, " ")
        taken = workbook.add_worksheet("Budget")
        taken.write_row(0, 0, ["Job"])
        taken.write_row(1, 0, ["24-117"])
        taken.activate()
        hidden.hide()
        workbook.add_worksheet("Notes").write_row(0, 0, ["Job"])
    sheet = read_sheet(path)
    assert sheet.name == 'several.xlsx, sheet "Budget"'
    assert sheet.rows[0].cells == (Cell("24-117"),)
    assert sheet.notes == (
        'Read: sheet "Budget", the first with content. Not read: "Cover", "Notes", "Lists".',
    )


def test_merged_cells_titles_and_trailing_formats_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        worksheet = workbook.add_worksheet()
        bold = workbook.add_format({"bold": True})
        worksheet.merge_range(0, 0, 0, 2, "Budget of the tower", bold)
        worksheet.write_row(2, 1, ["Job", "Extra"])
        worksheet.write_row(3, 1, ["24-117", "010"])
        worksheet.merge_range(4, 1, 5, 1, "24-118")
        worksheet.write_row(4, 2, ["020"])
        worksheet.write(5, 2, "030")
        for row in range(6, 500):
            worksheet.write_blank(row, 3, None, bold)
    sheet = read_sheet(path)
    assert sheet.headings == ("", "Job", "Extra")
    assert sheet.heading_row == 3
    assert [(row.number, *(cell.text for cell in row.cells)) for row in sheet.rows] == [
        (4, "", "24-117", "010"),
        (5, "", "24-118", "020"),
        (6, "", "", "030"),
    ]


def test_notes_beside_the_table_are_not_rows(xlsx: WriteXlsx) -> None:
    path = xlsx([["Job", "Extra"], ["1", "010", None, "ask Ann"], [None, None, None, "and Bob"]])
    sheet = read_sheet(path)
    assert [row.number for row in sheet.rows] == [2]
    assert sheet.rows[0].surplus == ()
    assert sheet.notes == ("Column D has no heading and was not read.",)


def test_formatting_out_to_the_last_column_is_no_value(tmp_path: Path) -> None:
    path = tmp_path / "wide.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        worksheet = workbook.add_worksheet()
        worksheet.write_row(0, 0, ["Job"])
        worksheet.write_blank(1_048_575, 16_383, None, workbook.add_format({"bold": True}))
        worksheet.write_row(1, 0, ["1"])
    assert len(read_sheet(path).rows) == 1


def test_a_workbook_is_known_by_its_content(xlsx: WriteXlsx) -> None:
    assert read_sheet(xlsx([["Job"], ["1"]], "costs.csv")).headings == ("Job",)


def test_a_workbook_without_styles_is_read(xlsx: WriteXlsx) -> None:
    path = xlsx([["Job"], [117]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    del parts["xl/styles.xml"]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    path.write_bytes(stream.getvalue())
    assert read_sheet(path).rows[0].cells == (Cell("117", CellKind.NUMBER),)
