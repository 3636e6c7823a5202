"""The export of 100,000 lines against ``csv.writer`` writing the same fields."""

import csv
import io
from pathlib import Path

import pytest

from subjob_desk.sage.profile import load_profile
from subjob_desk.sage.reader import read
from subjob_desk.sage.writer import FileContent, render
from subjob_desk.store import queries
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.preparing import prepare
from tests.benchmarks.companies import DATE, Site, founded, sheet_rows, write_csv
from tests.benchmarks.ratios import Compare

SUB_JOBS = 2_000
LINES = 50
PROJECTS = 100


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A company in which 2,000 sub jobs of 50 lines are accepted."""
    site = founded(tmp_path, PROJECTS)
    importing = Importing(site.desk)
    path = write_csv(tmp_path / "sheet.csv", sheet_rows(SUB_JOBS, LINES, PROJECTS))
    importing.apply(importing.preview("sub-jobs", path))
    ids = [sub for job in range(PROJECTS) for sub in site.ids(job)]
    site.deciding.send(ids)
    site.deciding.accept(ids)
    return site


def _content(site: Site) -> FileContent:
    """What goes into the file, as the use case prepares it."""
    desk = site.desk
    with desk.reading() as connection:
        ids = [record.id for record in queries.listed(connection)]
    ready = prepare(desk.reading, desk.company, desk.person, ids, DATE)
    return ready.batches[0].content


def test_export_of_a_hundred_thousand_lines(site: Site, compare: Compare) -> None:
    """Checked, planned, rendered, written, read back, recorded; of all that, rendering alone."""
    exporting, folder = site.exporting, site.folder
    plan = exporting.plan(DATE, folder)
    data = plan.files[0].text.encode("cp1252")
    profile = load_profile()
    fields = [record.fields for record in read(profile, data).records]
    content = _content(site)

    def write_fields() -> None:
        with (folder / "raw.csv").open("w", encoding="cp1252", newline="") as file:
            csv.writer(file).writerows(fields)

    def write_in_memory() -> None:
        csv.writer(io.StringIO()).writerows(fields)

    compare.works("render", "csv.writer, memory", lambda: render(profile, content), write_in_memory)
    compare.works(
        "plan an export", "csv.writer", lambda: exporting.plan(DATE, folder), write_fields
    )
    whole = compare.works(
        "plan and write an export",
        "csv.writer",
        lambda: exporting.write(exporting.plan(DATE, folder), folder),
        write_fields,
        runs=1,
    )
    site.desk.close()
    assert len(fields) == SUB_JOBS * (LINES + 1) + PROJECTS
    assert whole < 300
