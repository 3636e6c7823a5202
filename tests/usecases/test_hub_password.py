"""The password of a database hub: given once, kept by the PC and never written down by us."""

from pathlib import Path

import keyring
import pytest

from subjob_desk.sync.carrier import NOT_UNDERSTOOD, split_password
from subjob_desk.usecases.hub_company import kept_address
from subjob_desk.usecases.hub_password import (
    keep_password,
    known_password,
    with_password,
    without_password,
)
from tests.drivers.folder_ring import FolderRing
from tests.drivers.refusals import refused
from tests.drivers.shared_office import key_ring

ADDRESS = "postgresql://ann@srv:5432/office?sslmode=require"


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUBJOB_DESK_HUB_PASSWORD", raising=False)


@pytest.mark.parametrize("password", ["s3cret", "p@ss:w/ö rd%", ":", "@"])
def test_address_and_password_come_apart_as_they_were_put_together(password: str) -> None:
    whole = with_password(ADDRESS, password)
    assert split_password(whole) == (ADDRESS, password)
    assert without_password(whole) == (ADDRESS, password)


def test_half_an_address_is_refused_when_it_is_used() -> None:
    half = "postgresql://[srv"
    assert with_password(half, "s3cret") == half
    for use in (without_password, kept_address):
        with refused(*NOT_UNDERSTOOD):
            use(half)


def test_a_folder_has_none() -> None:
    for folder in (r"\\srv\hub", "/srv/hub", r"C:\hub"):
        assert with_password(folder, "s3cret") == folder
        assert without_password(folder) == (folder, "")
        assert known_password(folder) is None


def test_the_credential_store_keeps_it_beyond_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = tmp_path / "ring"
    with key_ring(ring):
        assert known_password(ADDRESS) is None
        for password in ("s3cret", "newer"):
            assert kept_address(with_password(ADDRESS, password)) == ADDRESS
        assert known_password(ADDRESS) == "newer"
        assert "newer" in {one.read_text(encoding="utf-8") for one in ring.iterdir()}
        monkeypatch.setenv("SUBJOB_DESK_HUB_PASSWORD", "of the script")
        assert known_password(ADDRESS) == "of the script"


def test_without_a_store_or_with_a_locked_one_it_is_known_until_the_program_ends(
    tmp_path: Path,
) -> None:
    alone = f"{ADDRESS}&application_name=alone"
    keep_password(alone)
    assert known_password(alone) is None
    keep_password(with_password(alone, "s3cret"))
    assert known_password(alone) == "s3cret"
    locked = f"{ADDRESS}&application_name=locked"
    with key_ring(tmp_path / "ring"):
        ring = keyring.get_keyring()
        assert isinstance(ring, FolderRing)
        ring.is_locked = True
        keep_password(with_password(locked, "s3cret"))
        assert known_password(locked) == "s3cret"
