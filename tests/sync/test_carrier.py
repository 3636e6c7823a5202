"""Which carrier an address means, what it costs to load, and where passwords do not go."""

import subprocess
import sys
from pathlib import Path

import pytest

from subjob_desk.sync.carrier import NameTakenError, open_carrier, put_beside, split_password
from subjob_desk.sync.hub_names import spare_names
from tests.drivers.refusals import refused

KINDS = (
    "Name a folder that all desks reach, or a PostgreSQL database as"
    " postgresql://person@server/database."
)
NAME = "log/k7q2abcdefghij23/202611/1-2-0123abcd.sjl"


def test_a_path_is_a_folder(tmp_path: Path) -> None:
    carrier = open_carrier(f" {tmp_path} ")
    assert carrier.name == str(tmp_path)
    assert carrier.put("company.sj", b"x")
    assert (tmp_path / "company.sj").read_bytes() == b"x"
    carrier.close()


@pytest.mark.parametrize(
    ("address", "problem", "remedy"),
    [
        ("sqlite:///office.db", "“sqlite” is no kind of hub.", KINDS),
        ("https://example.com/hub", "“https” is no kind of hub.", KINDS),
        ("", "No hub is named.", "Name the folder that all desks reach."),
        ("  ", "No hub is named.", "Name the folder that all desks reach."),
        ("hub\0", "No hub is named.", "Name the folder that all desks reach."),
    ],
)
def test_what_is_no_hub_is_told_at_once(address: str, problem: str, remedy: str) -> None:
    with refused(problem, remedy):
        open_carrier(address)


@pytest.mark.parametrize(
    ("address", "shown", "password"),
    [
        ("/share/hub", "/share/hub", None),
        ("postgresql://ann@srv/office", "postgresql://ann@srv/office", None),
        ("postgresql://ann:a%40b@srv:5433/o", "postgresql://ann@srv:5433/o", "a@b"),
        ("postgres://ann:@srv/o?sslmode=require", "postgres://ann@srv/o?sslmode=require", ""),
        ("postgresql://srv/o?user=ann&password=s3", "postgresql://srv/o?user=ann", "s3"),
    ],
)
def test_the_password_is_taken_out_of_an_address(
    address: str, shown: str, password: str | None
) -> None:
    assert split_password(address) == (shown, password)


def test_what_looks_like_a_database_and_is_none_is_told() -> None:
    with refused(
        "The address of the hub is not understood.",
        "It looks like postgresql://person@server/database.",
    ):
        open_carrier("postgresql://srv:many/office")


def test_a_database_is_named_without_its_password() -> None:
    carrier = open_carrier("postgresql://ann:s3cret@srv/office")
    assert carrier.name == "postgresql://ann@srv/office"
    assert "s3cret" not in repr(vars(carrier))


def test_whoever_uses_a_folder_loads_no_database() -> None:
    asks = (
        "import sys; from subjob_desk.sync.carrier import open_carrier; open_carrier('hub');"
        "sys.exit(any(name.startswith(('sqlalchemy', 'psycopg')) for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", asks], check=True)


def test_a_segment_goes_beside_damaged_bytes_that_bear_its_name(tmp_path: Path) -> None:
    carrier = open_carrier(str(tmp_path))
    assert put_beside(carrier, NAME, b"whole") == (NAME, True)
    (tmp_path / NAME).write_bytes(b"whale")
    spare = NAME.replace(".sjl", "-2.sjl")
    assert put_beside(carrier, NAME, b"whole") == (spare, True)
    assert put_beside(carrier, NAME, b"whole") == (spare, False)
    for name in spare_names(NAME):
        (tmp_path / name).write_bytes(b"whale")
    with pytest.raises(NameTakenError, match="other bytes"):
        put_beside(carrier, NAME, b"whole")
