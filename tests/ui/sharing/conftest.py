"""A place for keys of each test's own: the company in all of them is one and the same file."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUBJOB_DESK_KEYS", str(tmp_path / "keys"))
