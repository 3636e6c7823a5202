"""Saving a document: whole or not at all, and never over another file unasked."""

from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.saving import save


def test_a_document_is_saved_once_and_the_same_one_again(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    assert save(path, b"one") == path
    assert save(path, b"one") == path
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


def test_another_file_is_replaced_only_if_asked(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"somebody else's")
    with pytest.raises(UserError) as refused:
        save(path, b"one")
    assert refused.value.problem == f"There is another file sheet.pdf in {tmp_path} already."
    assert refused.value.remedy == "It was not replaced: take another name, or move it away."
    assert path.read_bytes() == b"somebody else's"
    save(path, b"one", replace=True)
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


def test_what_the_world_refuses_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not there"):
        save(tmp_path / "gone" / "sheet.pdf", b"one")
    with pytest.raises(UserError, match="is a folder"):
        save(tmp_path, b"one")
    assert list(tmp_path.iterdir()) == []
