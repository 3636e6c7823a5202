"""Copies of damaged files: some, never more than the disk of a desk can bear, never a path."""

from pathlib import Path

import pytest

from subjob_desk.usecases import quarantine
from subjob_desk.usecases.quarantine import Quarantine


def test_a_copy_lies_beside_the_company_under_a_plain_name(tmp_path: Path) -> None:
    kept = Quarantine(tmp_path / "rb.sjd").keep("log/../../Grüße 1-2.sjl", b"damaged")
    assert kept is not None
    assert kept.parent == tmp_path / "rb.sjd.damaged"
    assert kept.name.endswith(" log-------Gr--e-1-2-sjl.damaged")
    assert kept.read_bytes() == b"damaged"


def test_a_hub_full_of_damaged_files_fills_no_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "_MOST_BYTES", 30)
    monkeypatch.setattr(quarantine, "_MOST_FILES", 3)
    aside = Quarantine(tmp_path / "rb.sjd")
    sizes = (10, 25, 10, 10, 0, 0)
    kept = [aside.keep(f"{n}.sjl", bytes([n]) * size) for n, size in enumerate(sizes)]
    assert [one is not None for one in kept] == [True, False, True, True, False, False]


def test_what_the_disk_refuses_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "rb.sjd.damaged").write_bytes(b"a file in the way")
    assert Quarantine(tmp_path / "rb.sjd").keep("1.sjl", b"damaged") is None
