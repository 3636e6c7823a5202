"""What the world refuses around a hub reaches the user as a problem and a remedy, by code."""

import errno
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.carrier import FileFault
from subjob_desk.sync.hub_faults import Act, hub_faults, in_users_words, of_one_file
from tests.drivers.held_hub import WindowsCodeError

HUB = Path("hub")
NAME = "log/1-2-0123abcd.sjl"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (2, "is not there"),
        (3, "is not there"),
        (5, "no right to write"),
        (19, "can only be read"),
        (21, "is not there"),
        (32, "Another program"),
        (33, "Another program"),
        (53, "is not there"),
        (59, "stopped answering"),
        (64, "stopped answering"),
        (65, "no right to write"),
        (67, "is not there"),
        (112, "is full"),
        (121, "stopped answering"),
        (206, "too long"),
        (1231, "stopped answering"),
        (1295, "used up"),
        (99_999, "no right to write"),
    ],
)
def test_the_code_of_windows_comes_first(number: int, said: str) -> None:
    told = in_users_words(WindowsCodeError(number), HUB, Act.WRITE, NAME)
    assert told is not None
    assert said in told.problem
    assert "hub" in told.problem
    assert told.remedy


@pytest.mark.parametrize(
    "name",
    [
        *("ENOENT", "ENOTDIR", "EACCES", "EPERM", "EROFS", "ENOSPC", "EFBIG", "EBUSY"),
        *("ENAMETOOLONG", "EIO", "ETIMEDOUT", "ENETUNREACH", "ELOOP"),
    ],
)
def test_every_known_code_has_its_words(name: str) -> None:
    with pytest.raises(UserError) as refusal, hub_faults(HUB, Act.READ, NAME):
        raise OSError(getattr(errno, name), "")
    assert str(HUB) in refusal.value.problem
    assert "{" not in refusal.value.problem + refusal.value.remedy
    assert refusal.value.remedy.endswith(".")


def test_reading_and_writing_are_told_apart() -> None:
    for act in Act:
        told = in_users_words(OSError(errno.EACCES, ""), HUB, act)
        assert told is not None
        assert f"no right to {act} in" in told.problem


def test_what_is_not_known_stays_what_it_is() -> None:
    unknown = OSError(errno.ECHILD, "a bug")
    assert in_users_words(unknown, HUB, Act.READ) is None
    assert of_one_file(unknown, NAME) is None
    with pytest.raises(OSError, match="a bug"), hub_faults(HUB, Act.READ):
        raise unknown


def test_a_file_that_is_not_fetched_from_the_cloud_yet_is_only_late() -> None:
    fault = of_one_file(WindowsCodeError(362, errno.EINVAL), NAME)
    assert fault is not None
    assert fault.kind is FileFault.BUSY
    assert "not been fetched" in fault.said
