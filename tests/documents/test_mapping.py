"""Columns by field: order, context, doubles, missing ones, faulty rows."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from subjob_desk.documents.cells import EMPTY, Cell, CellKind
from subjob_desk.documents.mapping import Fault, Mapped, mapped_rows
from subjob_desk.documents.sheets_in import read_sheet
from subjob_desk.domain.errors import UserError

WriteBytes = Callable[..., Path]

CONTRACTOR = Path(__file__).parent / "data" / "cost-codes-real.csv"


def mapped(path: Path, kind: str) -> Mapped:
    return mapped_rows(read_sheet(path), kind)


def test_headings_in_any_order_and_texts_without_blanks_around(raw: WriteBytes) -> None:
    path = raw("AMOUNT; cost code ;sub job;Job No.;Cat\n 1,50 ; 03  310;\u00a0010 ;24-117;LAB\n")
    found = mapped(path, "sub-jobs")
    assert found.columns == {
        "amount": "AMOUNT",
        "cost_code": "cost code",
        "extra": "sub job",
        "job": "Job No.",
        "category": "Cat",
    }
    (row,) = found.rows
    assert row.number == 2
    assert row.values == {
        "amount": "1,50",
        "cost_code": "03  310",
        "extra": "010",
        "job": "24-117",
        "category": "LAB",
    }
    assert row.text("unit") == ""
    assert row.cell("unit") is EMPTY
    assert row.cell("cost_code") == Cell(" 03  310")
    assert row.fault is None


def test_a_contractors_list_maps_to_cost_codes() -> None:
    found = mapped(CONTRACTOR, "cost-codes")
    assert len(found.rows) == 65
    assert found.rows[-2].values == {"cost_code": "31 23 00", "description": "back fill"}


def test_unused_headings_are_listed_after_the_notes_of_reading(raw: WriteBytes) -> None:
    found = mapped(raw("Job;Foreman;Name;Amount\n1;Ann;Clinic;5\n"), "jobs")
    assert found.notes == (
        "Columns are separated by semicolons.",
        'Not used: "Foreman", "Amount".',
    )
    assert found.rows[0].values == {"job": "1", "description": "Clinic"}


@pytest.mark.parametrize(
    ("headings", "extra", "cost_code"),
    [
        ("Job,Code,Cost Code", "b", "c"),
        ("Job,Cost Code,Code", "c", "b"),
        ("Job,Extra,Code", "b", "c"),
        ("Job,Code,Category", "b", ""),
    ],
)
def test_a_bare_code_among_sub_jobs(
    raw: WriteBytes, headings: str, extra: str, cost_code: str
) -> None:
    (row,) = mapped(raw(f"{headings}\na,b,c\n"), "sub-jobs").rows
    assert (row.text("extra"), row.text("cost_code")) == (extra, cost_code)


@pytest.mark.parametrize(
    ("headings", "kind", "one", "other", "field"),
    [
        ("Job,Project No.,Extra", "sub-jobs", "Job", "Project No.", "Job"),
        ("Job,Extra,Budget,Total", "sub-jobs", "Budget", "Total", "Amount"),
        ("Code,Phase", "cost-codes", "Code", "Phase", "Cost Code"),
        ("Job,Extra,Cost Code,Code", "sub-jobs", "Cost Code", "Code", "Cost Code"),
    ],
)
def test_two_headings_of_one_field(
    raw: WriteBytes, headings: str, kind: str, one: str, other: str, field: str
) -> None:
    with pytest.raises(UserError) as refused:
        mapped(raw(f"{headings}\na,b,c,d\n"), kind)
    assert refused.value.problem == (
        f'costs.csv: the headings "{one}" and "{other}" both mean {field}.'
    )
    assert refused.value.remedy == "Rename or delete the one that should not be read."


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        ("jobs", "the heading is missing: Job"),
        ("extras", "the headings are missing: Job, Extra"),
        ("cost-codes", "the heading is missing: Cost Code"),
        ("categories", "the heading is missing: Category"),
        ("sub-jobs", "the headings are missing: Job, Extra"),
    ],
)
def test_required_headings(raw: WriteBytes, kind: str, problem: str) -> None:
    with pytest.raises(UserError) as refused:
        mapped(raw("Description,,Colour\na,b,c\n"), kind)
    assert refused.value.problem == f'costs.csv: {problem}. Found: "Description", "Colour".'
    assert refused.value.remedy == (
        "Write the missing heading above its column and read the sheet again."
    )


def test_many_headings_are_listed_in_part(raw: WriteBytes) -> None:
    others = ",".join(f"x{number}" for number in range(25))
    assert mapped(raw(f"Job,{others}\n1\n"), "jobs").notes[-1].endswith('"x19" and 5 more.')


def test_a_row_that_slipped_is_at_fault(raw: WriteBytes) -> None:
    (row,) = mapped(raw("Job,Name\n1,Walls, roof\n"), "jobs").rows
    assert row.fault == Fault(
        "",
        'The row has more cells than the sheet has headings; beyond them stands "roof".',
        "Put a text with the separator in it into quotation marks, or save the sheet as .xlsx.",
    )


def test_formula_problems_are_faults_of_used_fields_only(tmp_path: Path) -> None:
    path = tmp_path / "costs.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        worksheet = workbook.add_worksheet()
        worksheet.write_row(0, 0, ["Job", "Extra", "Amount", "Margin"])
        worksheet.write_row(1, 0, ["1", "010"])
        worksheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        worksheet.write_row(2, 0, ["1", "020", 5])
        worksheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
        worksheet.write_row(3, 0, ["1", "030"])
        worksheet.write_formula(3, 2, "=A1", None, "")
    first, second, third = mapped(path, "sub-jobs").rows
    assert first.cell("amount").kind is CellKind.FORMULA_PROBLEM
    assert first.fault == Fault(
        "amount",
        "Amount shows #DIV/0!.",
        "Correct the formula, let Excel calculate, and save the workbook.",
    )
    assert second.fault is None
    assert third.fault is not None
    assert third.fault.message == "Amount holds a formula without a result."


def test_rows_with_nothing_in_used_columns_are_left_out(raw: WriteBytes) -> None:
    found = mapped(raw("Job,Foreman\n1,Ann\n,Bob\n2,\n"), "jobs")
    assert [row.number for row in found.rows] == [2, 4]


SUB_JOBS = (
    "Job,Sub Job,Description,Cost Code,Category,Quantity,Unit,Amount\n24-117,010,L,1,L,1,h,2\n"
)


@pytest.mark.parametrize(
    ("kind", "shown", "remedy"),
    [
        ("jobs", '"Sub Job", "Cost Code", "Category", "Quantity", "Amount"', "choose a job list"),
        ("extras", '"Cost Code", "Category", "Quantity", "Amount"', "choose a list of extras"),
        ("cost-codes", '"Job", "Sub Job", "Category", "Quantity", "Amount"', "of cost codes"),
        ("categories", '"Job", "Sub Job", "Cost Code", "Quantity", "Amount"', "of categories"),
    ],
)
def test_a_sheet_of_sub_jobs_is_no_list(
    raw: WriteBytes, kind: str, shown: str, remedy: str
) -> None:
    with pytest.raises(UserError) as refused:
        mapped(raw(SUB_JOBS), kind)
    assert f"is no list of this kind: the headings {shown} are of sub jobs" in str(refused.value)
    assert refused.value.remedy.startswith("Import it as what it is, or choose ")
    assert remedy in refused.value.remedy
    assert refused.value.remedy.endswith("; if it is one, delete those columns from it.")


def test_a_list_of_extras_is_no_job_list(raw: WriteBytes) -> None:
    with pytest.raises(UserError) as refused:
        mapped(raw("Job,Extra,Description\n24-117,010,Level 10\n"), "jobs")
    assert refused.value.problem.endswith('the heading "Extra" is of extras or sub jobs.')
    assert "delete that column from it" in refused.value.remedy


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        ("jobs", "Job,Description,Status,Type,Total,Unit,Estimated Cost"),
        ("extras", "Job,Extra,Description,Status,Amount"),
        ("cost-codes", "Cost Code,Description,Group,Unit of Measure,Category"),
        ("categories", "Category,Description,Unit,Amount"),
        ("sub-jobs", "Job,Extra,Description,Status,Address"),
    ],
)
def test_columns_of_other_use_do_not_make_it_another_kind(
    raw: WriteBytes, kind: str, headings: str
) -> None:
    cells = ",".join("1" for _heading in headings.split(","))
    assert len(mapped(raw(f"{headings}\n{cells}\n"), kind).rows) == 1
