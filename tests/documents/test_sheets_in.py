"""Files that cannot be read as sheets: what is said, and what to do about it."""

import errno
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subjob_desk.documents.cells import Sheet
from subjob_desk.documents.sheets_in import MOST_BYTES, read_sheet, unreadable
from subjob_desk.domain.errors import UserError

WriteBytes = Callable[..., Path]
WriteXlsx = Callable[..., Path]

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
CHOOSE = "Choose a .csv or .xlsx file."
SAVE_AS = "Open it in Excel and save it as .xlsx."


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(UserError) as refused:
        read_sheet(path)
    return refused.value.problem, refused.value.remedy


@pytest.mark.parametrize(
    ("content", "problem", "remedy"),
    [
        (b"", "{} is empty.", "Choose a sheet with headings in its first row."),
        (b"\xef\xbb\xbf\r\n,,\r\n", "{} is empty.", "Choose a sheet with headings"),
        (b" , \n \n", "{} is empty.", "Choose a sheet with headings"),
        (b"%PDF-1.7\n...", "{} is a PDF, not a sheet.", f"{CHOOSE} Or copy the rows and paste."),
        (COMPOUND, "{} is a workbook in the old .xls format.", SAVE_AS),
        (
            COMPOUND + "EncryptedPackage".encode("utf-16-le"),
            "{} is protected by a password.",
            "Open it in Excel, remove the password",
        ),
        (b"<html><table>", "{} is a web page or XML file, not a sheet.", SAVE_AS),
        (b"\x89PNG\r\n\0\0", "{} is not a sheet: it holds no readable text.", CHOOSE),
        ("J\0ob".encode("utf-16"), "{} is not a sheet: it holds no readable text.", CHOOSE),
        (
            b"PK\x03\x04junk",
            "{} is damaged: it cannot be read as a workbook.",
            "Open it in Excel and save it again as .xlsx.",
        ),
    ],
)
@pytest.mark.parametrize("name", ["costs.csv", "costs.xlsx"])
def test_what_is_no_sheet(
    raw: WriteBytes, content: bytes, problem: str, remedy: str, name: str
) -> None:
    said, mend = refusal(raw(content, name))
    assert said == problem.format(name)
    assert mend.startswith(remedy)


def test_a_sheet_without_known_headings_names_its_first_row(raw: WriteBytes) -> None:
    problem, remedy = refusal(raw("011000,Summary\n013000,Administration\n"))
    assert problem == (
        'costs.csv has no heading this program knows. Its first row is: "011000", "Summary".'
    )
    assert remedy.startswith("Write headings into the first row, such as Job, Extra")


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.csv") == (
        f"There is no file {tmp_path / 'gone.csv'}.",
        "Check the name and the folder.",
    )
    assert refusal(tmp_path) == (f"{tmp_path} is a folder.", CHOOSE)


HELD = "cannot be opened: another program holds it, or the right to read it is missing."


@pytest.mark.parametrize(
    ("number", "problem", "remedy"),
    [
        (
            errno.ENOENT,
            f"There is no file {Path('shared') / 'a.xlsx'}.",
            "Check the name and the folder.",
        ),
        (
            errno.EACCES,
            f"a.xlsx {HELD}",
            "Close it in Excel, or ask its owner for the right to read it.",
        ),
        (
            errno.EIO,
            "a.xlsx cannot be read: Broken disk.",
            "Copy the file to this computer and choose the copy.",
        ),
    ],
)
def test_what_the_system_refuses_is_told_apart(number: int, problem: str, remedy: str) -> None:
    said = unreadable(Path("shared") / "a.xlsx", OSError(number, "Broken disk"))
    assert (said.problem, said.remedy) == (problem, remedy)


def test_a_file_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as huge:
        huge.truncate(MOST_BYTES + 1)
    assert refusal(path) == ("huge.csv is larger than 200 MB.", "Split it into several files.")


def test_other_archives_are_no_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(path) == ("letter.docx is not an Excel workbook (.xlsx).", SAVE_AS)


def test_an_empty_workbook(xlsx: WriteXlsx) -> None:
    problem, _ = refusal(xlsx([[]]))
    assert problem == "costs.xlsx is empty."
    problem, _ = refusal(xlsx([["  "]]))
    assert problem == "costs.xlsx is empty."


def test_a_workbook_without_known_headings_names_its_sheet(xlsx: WriteXlsx) -> None:
    problem, _ = refusal(xlsx([["Colour", 5], ["red", 6]]))
    assert problem == (
        'costs.xlsx, sheet "Budget" has no heading this program knows. '
        'Its first row is: "Colour", "5".'
    )


def test_a_value_far_from_the_others(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        worksheet = workbook.add_worksheet()
        worksheet.write_row(0, 0, ["Job"])
        worksheet.write(1_048_575, 16_383, "x")
    assert refusal(path) == (
        'far.xlsx, sheet "Sheet1" has a value far away from the others, in cell XFD1048576.',
        "Delete what stands outside the table and save the workbook.",
    )


def altered(path: Path, part: str, old: bytes, new: bytes) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b'r="A2"', b'r="A99999999"'),
        ("xl/worksheets/sheet1.xml", b'r="A2"', b'r="XFXFD2"'),
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b""),
        ("xl/workbook.xml", b"<sheets>", b"<sheet"),
        ("xl/_rels/workbook.xml.rels", b"worksheets/", b"nowhere/"),
    ],
)
def test_damaged_workbooks(xlsx: WriteXlsx, part: str, old: bytes, new: bytes) -> None:
    path = altered(xlsx([["Job"], [1.5]]), part, old, new)
    problem, remedy = refusal(path)
    assert problem.endswith("is damaged: it cannot be read as a workbook.")
    assert remedy == "Open it in Excel and save it again as .xlsx."


def test_a_broken_formula_cell_without_a_place(xlsx: WriteXlsx) -> None:
    part = "xl/worksheets/sheet1.xml"
    path = altered(xlsx([["Job"], [1.5]]), part, b'<c r="A2"><v>1.5</v>', b'<c t="e"><v>#N/A</v>')
    assert refusal(path) == (
        'costs.xlsx, sheet "Budget" has formulas without a usable result.',
        "Open it in Excel, let it calculate, and save it again as .xlsx.",
    )


def read_or_refused(path: Path) -> None:
    outcome: Sheet | UserError
    try:
        outcome = read_sheet(path)
    except UserError as refused:
        outcome = refused
    if isinstance(outcome, UserError):
        assert outcome.problem.endswith(".")
        assert outcome.remedy.endswith(".")


_IN_ONE_FOLDER = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@given(st.binary(max_size=300) | st.text('Job,;\t"\r\n 12é\0=', max_size=200).map(str.encode))
@_IN_ONE_FOLDER
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    for head in (b"", b"Job,Extra\n", b"PK\x03\x04", b"\xff\xfe"):
        path = tmp_path / "any.csv"
        path.write_bytes(head + content)
        read_or_refused(path)


@given(st.data())
@_IN_ONE_FOLDER
def test_any_damage_inside_a_workbook_is_read_or_refused(
    tmp_path: Path, data: st.DataObject
) -> None:
    path = tmp_path / "any.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        worksheet = workbook.add_worksheet()
        worksheet.write_row(0, 0, ["Job", "Amount"])
        worksheet.write_number(1, 0, 7, workbook.add_format({"num_format": "000"}))
        worksheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = data.draw(st.sampled_from(sorted(name for name in parts if name.startswith("xl/"))))
    start = data.draw(st.integers(0, len(parts[part])))
    length = data.draw(st.integers(0, 30))
    new = data.draw(st.text('<>/"=A1rs &', max_size=10).map(str.encode))
    parts[part] = parts[part][:start] + new + parts[part][start + length :]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    read_or_refused(path)
