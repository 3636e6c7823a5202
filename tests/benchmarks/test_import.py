"""The import of 100,000 rows against merely reading the same file with the raw library."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from subjob_desk.usecases.importing import Importing
from tests.benchmarks.companies import Site, founded, sheet_rows, write_csv, write_xlsx
from tests.benchmarks.ratios import Compare

SUB_JOBS = 2_000
LINES = 50
PROJECTS = 100


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A company with projects and lists, and no sub job."""
    site = founded(tmp_path, PROJECTS)
    yield site
    site.desk.close()


def test_import_of_a_hundred_thousand_rows_of_csv(site: Site, compare: Compare) -> None:
    """Every cell mended and checked, then one operation for each sub job."""
    path = write_csv(site.folder / "rows.csv", sheet_rows(SUB_JOBS, LINES, PROJECTS))
    _measure(site, compare, path, "csv.reader", _read_csv)


def test_import_of_a_hundred_thousand_rows_of_a_workbook(site: Site, compare: Compare) -> None:
    """The same from a workbook, whose numbers are binary."""
    path = write_xlsx(site.folder / "rows.xlsx", sheet_rows(SUB_JOBS, LINES, PROJECTS))
    _measure(site, compare, path, "python_calamine", _read_workbook)


def _measure(
    site: Site, compare: Compare, path: Path, than: str, read: Callable[[Path], int]
) -> None:
    importing = Importing(site.desk)
    kind = path.suffix[1:].upper()
    seen = compare.works(
        f"preview {kind}", than, lambda: importing.preview("sub-jobs", path), lambda: read(path)
    )
    preview = importing.preview("sub-jobs", path)
    done = compare.works(
        f"apply {kind}", than, lambda: importing.apply(preview), lambda: read(path), runs=1
    )
    assert preview.created == SUB_JOBS
    assert read(path) == SUB_JOBS * LINES + 1
    assert seen < 100
    assert done < 50


def _read_csv(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return len(list(csv.reader(file)))


def _read_workbook(path: Path) -> int:
    workbook = CalamineWorkbook.from_path(path)
    return len(workbook.get_sheet_by_index(0).to_python())
