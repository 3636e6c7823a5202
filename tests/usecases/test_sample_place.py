"""Where copies of the sample lie: fresh each time, old ones cleared, nothing else touched."""

from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.sample_place import is_sample, new_sample_path, sample_exports


def _sample(data: Path) -> Path:
    """A copy as small as can be, with an exported file."""
    path = new_sample_path(data)
    Desk.found(path, name="Riverside", code="RB", admin="Erin").close()
    exports = sample_exports(path)
    assert exports is not None
    exports.mkdir()
    (exports / "SJ_RB_000001_ORIGINAL.jce").write_bytes(b"x")
    return path


def test_a_fresh_copy_takes_the_place_of_a_closed_one(tmp_path: Path) -> None:
    first = _sample(tmp_path)
    assert first == tmp_path / "Samples" / "1" / "Sample company.sjdesk"
    assert is_sample(first)
    second = new_sample_path(tmp_path)
    assert second == first
    assert list(second.parent.iterdir()) == []


def test_an_open_copy_is_left_alone(tmp_path: Path) -> None:
    first = _sample(tmp_path)
    before = first.read_bytes()
    desk = Desk.open(first)
    second = _sample(tmp_path)
    assert second.parent.name == "2"
    assert first.is_file()
    desk.close()
    assert first.read_bytes()[:16] == before[:16]
    assert new_sample_path(tmp_path).parent.name == "1"
    assert not second.exists()


def test_what_somebody_put_there_stays_with_all_of_it(tmp_path: Path) -> None:
    first = _sample(tmp_path)
    (first.parent / "my notes.txt").write_text("keep", encoding="utf-8", newline="")
    (tmp_path / "Samples" / "mine").mkdir()
    assert new_sample_path(tmp_path).parent.name == "2"
    assert first.is_file()
    assert (first.parent / "Sample company exports" / "SJ_RB_000001_ORIGINAL.jce").is_file()
    assert (tmp_path / "Samples" / "mine").is_dir()


def test_a_company_of_ones_own_is_no_sample(tmp_path: Path) -> None:
    assert sample_exports(tmp_path / "riverside.sjdesk") is None
    assert not is_sample(tmp_path / "Sample company.sjdesk")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "Samples").write_bytes(b"")
    with pytest.raises(UserError) as refused:
        new_sample_path(tmp_path)
    assert refused.value.problem == f"The folder {tmp_path / 'Samples'} cannot be made."
    assert refused.value.remedy == "Check that you may write there and that the disk has room."
