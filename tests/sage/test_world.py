"""What the world refuses reaches the user as a problem and a remedy, by error code."""

import errno
import sys
from pathlib import Path

import pytest

from subjob_desk.disk import codes
from subjob_desk.domain.errors import UserError
from subjob_desk.sage.world import in_users_words, world_faults
from tests.drivers.held_hub import WindowsCodeError

FOLDER = Path("exports")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ENOENT", "is not there"),
        ("ENOTDIR", "is not there"),
        ("EACCES", "no right"),
        ("EPERM", "no right"),
        ("EROFS", "can only be read"),
        ("ENOSPC", "is full"),
        ("EDQUOT", "used up"),
        ("EFBIG", "no file of this size"),
        ("EBUSY", "open in another program"),
        ("ENAMETOOLONG", "too long"),
        ("EIO", "stopped answering"),
        ("EEXIST", "already another file"),
    ],
)
def test_every_known_code_has_its_words(name: str, said: str) -> None:
    (number,) = codes(name)
    words = in_users_words(OSError(number, ""), FOLDER, "a.jce")
    assert words is not None
    assert said in words.problem
    assert "exports" in words.problem
    assert words.remedy


@pytest.mark.parametrize(
    ("number", "said"),
    [(32, "open in another program"), (112, "is full"), (53, "is not there"), (5, "no right")],
)
def test_the_code_of_windows_comes_first(number: int, said: str) -> None:
    words = in_users_words(WindowsCodeError(number), FOLDER, "a.jce")
    assert words is not None
    assert said in words.problem


def test_a_code_of_windows_that_is_not_listed_falls_back_to_its_errno() -> None:
    words = in_users_words(WindowsCodeError(99999), FOLDER)
    assert words is not None
    assert "no right" in words.problem


def test_what_is_not_known_stays_what_it_is() -> None:
    unknown = OSError(errno.ECHILD, "a bug")
    assert in_users_words(unknown, FOLDER) is None
    with pytest.raises(OSError, match="a bug"), world_faults(FOLDER):
        raise unknown
    assert codes("NO_SUCH_NAME") == frozenset()


if sys.platform == "linux":

    def test_a_full_disk_as_the_system_reports_it() -> None:
        full = Path("/dev/full")
        with (
            pytest.raises(UserError, match="is full"),
            world_faults(full.parent, full.name),
            full.open("wb", buffering=0) as disk,
        ):
            disk.write(b"x")
