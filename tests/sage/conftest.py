"""Content and profiles that the tests of the interchange file share."""

import datetime as dt
from pathlib import Path

import pytest

from subjob_desk.sage.profile import Profile, load_profile
from subjob_desk.sage.writer import CostLine, ExtraPart, FileContent, JobPart


@pytest.fixture(scope="session")
def profile() -> Profile:
    """The shipped profile."""
    return load_profile()


@pytest.fixture
def data() -> Path:
    """Where the files lie that must be met byte for byte."""
    return Path(__file__).with_name("data")


@pytest.fixture
def shipped() -> str:
    """The text of the shipped profile."""
    import subjob_desk.sage

    folder = Path(subjob_desk.sage.__file__).with_name("profiles")
    return (folder / "default.toml").read_bytes().decode("utf-8")


@pytest.fixture
def base() -> FileContent:
    """The example of ``sage-jce.md`` section 3, out of order."""
    generator = ExtraPart("020", "Generator pad", (CostLine("03-310", "LAB", 0, "", 170000),))
    parking = ExtraPart(
        "010",
        "Parking canopy",
        (
            CostLine("03-310", "MAT", 0, "", 185050),
            CostLine("03-310", "LAB", 4000, "hour", 260000),
        ),
    )
    clinic = JobPart("03-002", "Riverside Clinic", (generator, parking))
    return FileContent(123, "ORIGINAL", dt.date(2026, 11, 22), (clinic,))
