"""A console, and companies with people, lists from Sage and sub jobs, each made once and copied."""

import shutil
from pathlib import Path

import pytest

from tests.cli.console import Console


@pytest.fixture
def console(tmp_path: Path) -> Console:
    """A console in an empty folder."""
    return Console(tmp_path)


@pytest.fixture
def company(console: Console, founded: Path) -> Console:
    """Riverside Builders: Dora is the administrator, Ann a PM, Carl approves and exports."""
    shutil.copy(founded, console.file)
    return console


@pytest.fixture
def tower(console: Console, filled: Path) -> Console:
    """The company with two drafts, 010 and 020, of project 24-117."""
    shutil.copy(filled, console.file)
    return console


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the company, made by commands."""
    console = Console(tmp_path_factory.mktemp("founded"))
    console.done("new", "--company", "Riverside Builders", "--code", "rb", "--admin", "Dora")
    console.done("person", "Ann", "--roles", "pm")
    console.done("person", "Carl", "--roles", "approver,exporter")
    jobs = console.sheet(
        "jobs.csv",
        ("Job", "Description", "Status"),
        ("24-117", "Harbor Tower", "Open"),
        ("24-118", "Old Library", "Closed"),
    )
    codes = console.sheet(
        "cost codes.csv",
        ("Cost Code", "Description", "Group"),
        ("03-000", "Concrete", "yes"),
        ("03-310", "Slab on grade", ""),
        ("09-900", "Painting", ""),
    )
    categories = console.sheet(
        "categories.csv", ("Category", "Description"), ("LAB", "Labor"), ("MAT", "Material")
    )
    console.done("import", "jobs", jobs)
    console.done("import", "cost-codes", codes)
    console.done("import", "categories", categories)
    return console.file


@pytest.fixture(scope="session")
def filled(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the company with two drafts."""
    console = Console(tmp_path_factory.mktemp("filled"))
    shutil.copy(founded, console.file)
    console.import_sub_jobs(
        ("24-117", "010", "Level 10", "03-310", "LAB", "40", "hour", "2600"),
        ("24-117", "010", "Level 10", "03-310", "MAT", "", "", "1,850.50"),
        ("24-117", "020", "Level 20", "09-900", "LAB", "", "", "(100.00)"),
    )
    return console.file
