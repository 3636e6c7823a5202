"""CSV files and pasted text: encodings, separators, strict reading, row numbers."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.documents.cells import EMPTY, Cell, CellKind
from subjob_desk.documents.csv_in import decoded, rows_of, separator_of
from subjob_desk.documents.sheets_in import read_sheet
from subjob_desk.domain.errors import UserError

WriteBytes = Callable[..., Path]

CONTRACTOR = Path(__file__).parent / "data" / "cost-codes-real.csv"


def texts(path: Path) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in read_sheet(path).rows]


def test_a_contractors_list_is_read_as_it_is() -> None:
    sheet = read_sheet(CONTRACTOR)
    assert sheet.name == "cost-codes-real.csv"
    assert sheet.headings == ("costCode", "Description")
    assert len(sheet.rows) == 65
    assert [cell.text for cell in sheet.rows[0].cells] == ["011000", "Summary"]
    assert [cell.text for cell in sheet.rows[-1].cells] == ["31 24 00", "excavation"]
    assert sheet.rows[-1].number == 66
    assert sheet.notes == ()


@pytest.mark.parametrize(
    ("separator", "notes"),
    [
        (",", ()),
        (";", ("Columns are separated by semicolons.",)),
        ("\t", ("Columns are separated by tabs.",)),
    ],
)
def test_separators_are_recognised_by_the_headings(
    raw: WriteBytes, separator: str, notes: tuple[str, ...]
) -> None:
    head = separator.join(["Job", '"Cost, Code; No."', "Description", "Amount"])
    row = separator.join(["24-117", "03-310", '"Walls, roof; doors"', '"1,200.50"'])
    sheet = read_sheet(raw(f"{head}\r\n{row}\r\n"))
    assert sheet.headings == ("Job", "Cost, Code; No.", "Description", "Amount")
    assert [cell.text for cell in sheet.rows[0].cells] == [
        "24-117",
        "03-310",
        "Walls, roof; doors",
        "1,200.50",
    ]
    assert sheet.notes == notes


def test_decimal_commas_do_not_make_a_semicolon_file_a_comma_file(raw: WriteBytes) -> None:
    assert texts(raw("Job;Amount\n1;1,50\n2;2,50\n")) == [("1", "1,50"), ("2", "2,50")]


def test_the_separator_line_of_excel_is_obeyed_and_not_read(raw: WriteBytes) -> None:
    assert texts(raw("sep=;\r\nJob;Extra\r\n1;2,3\r\n")) == [("1", "2,3")]


def test_one_column_needs_no_separator(raw: WriteBytes) -> None:
    sheet = read_sheet(raw("Job\n24-117\n"))
    assert sheet.headings == ("Job",)
    assert sheet.notes == ()


@pytest.mark.parametrize(
    ("encoding", "notes"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ()),
        ("utf-16", ("Encoding: UTF-16.",)),
        (
            "cp1252",
            ("Encoding: Windows-1252 (the file is not UTF-8). Look at accents and signs.",),
        ),
    ],
)
def test_encodings_are_recognised_and_the_rare_ones_said(
    raw: WriteBytes, encoding: str, notes: tuple[str, ...]
) -> None:
    sheet = read_sheet(raw("Job,Description\n1,Café ½\n".encode(encoding)))
    assert sheet.headings[0] == "Job"
    assert sheet.rows[0].cells[1] == Cell("Café ½")
    assert sheet.notes == notes


def test_bytes_that_are_no_text_are_named_by_line(raw: WriteBytes) -> None:
    with pytest.raises(UserError) as refused:
        read_sheet(raw(b"Job,Description\n1,ok\n2,\x81\n"))
    assert refused.value.problem == (
        "costs.csv holds bytes in line 3 that are no Windows-1252 text."
    )
    assert refused.value.remedy == 'Open it in Excel and save it as "CSV UTF-8" or as .xlsx.'


def test_a_wrong_quotation_mark_is_named_by_row(raw: WriteBytes) -> None:
    with pytest.raises(UserError) as refused:
        read_sheet(raw('Job,Description\n1,"Two\nlines"\n2,"6" pipe"\n'))
    assert refused.value.problem == (
        'Row 3 of costs.csv has a quotation mark " in the wrong place.'
    )
    assert "line 4" in refused.value.remedy
    assert "save it as .xlsx" in refused.value.remedy


def test_an_unclosed_quotation_mark_is_refused(raw: WriteBytes) -> None:
    with pytest.raises(UserError, match="quotation mark"):
        read_sheet(raw('Job,Description\n1,"open\n2,x\n'))


def test_quotation_marks_inside_a_bare_cell_are_text(raw: WriteBytes) -> None:
    assert texts(raw('Job,Description\n1,6" pipe\n')) == [("1", '6" pipe')]


def test_rows_count_as_in_excel_and_empty_ones_are_left_out(raw: WriteBytes) -> None:
    sheet = read_sheet(raw('Job,Description\n1,"Two\nlines"\n\n , \n2,x\n,\n\n\n'))
    assert [row.number for row in sheet.rows] == [2, 5]
    assert sheet.rows[1].cells == (Cell("2"), Cell("x"))


def test_short_rows_are_filled_and_long_ones_flagged(raw: WriteBytes) -> None:
    sheet = read_sheet(raw("Job,Extra,Description\n1\n2,010,Walls, roof\n3,020,x,,\n"))
    assert sheet.rows[0].cells == (Cell("1"), EMPTY, EMPTY)
    assert [row.surplus for row in sheet.rows] == [(), (" roof",), ()]


def test_cells_are_text_or_empty(raw: WriteBytes) -> None:
    row = read_sheet(raw("Job,Extra,Amount\n007, ,1e5\n")).rows[0]
    assert [cell.kind for cell in row.cells] == [CellKind.TEXT, CellKind.EMPTY, CellKind.TEXT]
    assert row.cells[0].text == "007"


def test_a_column_without_heading_is_noted(raw: WriteBytes) -> None:
    sheet = read_sheet(raw("Job,,Extra,,\n1,x,010,y,\n"))
    assert sheet.headings == ("Job", "", "Extra")
    assert "Columns B, D have no heading and were not read." in sheet.notes
    assert sheet.rows[0].surplus == ()


def test_titles_above_the_headings_are_passed_over_and_said(raw: WriteBytes) -> None:
    sheet = read_sheet(raw("Redwood Builders\n\nJob;Extra\n1;010\n"))
    assert sheet.heading_row == 3
    assert sheet.rows[0].number == 4
    assert "The headings are in row 3; what stands above was not read." in sheet.notes


def test_line_breaks_in_headings_become_blanks(raw: WriteBytes) -> None:
    assert read_sheet(raw('Job,"Cost\r\nCode"\n1,2\n')).headings == ("Job", "Cost Code")


_CELLS = st.text(
    st.characters(codec="cp1252", exclude_categories=["Cc"]) | st.sampled_from('",;\t\n'),
    max_size=12,
)


@given(
    st.lists(st.lists(_CELLS, min_size=2, max_size=2), min_size=1, max_size=8),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_what_was_written_is_read(rows: list[list[str]], separator: str, encoding: str) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(
        [["Job", "Description"], *rows]
    )
    data = written.getvalue().encode(encoding)
    text, _ = decoded(data, "x.csv")
    if encoding == "cp1252" and text != written.getvalue():
        # The one loss there is: Windows-1252 bytes that happen to be UTF-8 as well.
        assert data.decode("utf-8") == text
        return
    found, rest = separator_of(text)
    assert found == separator
    assert list(rows_of(rest, found, "x.csv")) == [["Job", "Description"], *rows]
