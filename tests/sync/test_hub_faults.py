"""What the world refuses around a hub reaches the user as a problem and a remedy, by code."""

import errno
from pathlib import Path

import pytest

from subjob_desk.sync.carrier import FileFault
from subjob_desk.sync.hub_faults import (
    Act,
    hub_faults,
    in_the_way,
    in_users_words,
    misread,
    name_taken,
    of_one_file,
)
from tests.drivers.held_hub import WindowsCodeError
from tests.drivers.refusals import refused

HUB = Path("hub")
NAME = "log/1-2-0123abcd.sjl"
WAITS = "Until then everything you do waits in the outbox; nothing is lost."


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
    ("names", "problem", "remedy"),
    [
        (
            ("ENOENT", "ENOTDIR"),
            "The hub folder hub is not there.",
            "Connect its drive or the network, make it if there was none, or choose another. "
            + WAITS,
        ),
        (
            ("EACCES", "EPERM"),
            "You have no right to read in the hub folder hub.",
            f"Ask whoever looks after this folder for that right. {WAITS}",
        ),
        (
            ("EROFS",),
            "The hub folder hub can only be read.",
            f"Ask whoever looks after this folder for the right to write there. {WAITS}",
        ),
        (
            ("ENOSPC",),
            "The disk with the hub folder hub is full.",
            f"Make room there. {WAITS}",
        ),
        (
            ("EFBIG",),
            "The disk with the hub folder hub takes no file of this size.",
            f"Choose a hub on another disk. {WAITS}",
        ),
        (
            ("EBUSY",),
            f"Another program (a virus scanner, OneDrive) holds {NAME} in the hub folder hub.",
            "It stays in the outbox and goes out with a later exchange; nothing is lost.",
        ),
        (
            ("ENAMETOOLONG",),
            "The path of the hub folder hub is too long.",
            "Choose a folder with a shorter path.",
        ),
        (
            ("EIO", "ETIMEDOUT", "ENETUNREACH"),
            "The hub folder hub stopped answering.",
            f"Check the drive or the network, then synchronise again. {WAITS}",
        ),
        (("ELOOP",), "The hub folder hub leads in a circle.", f"Choose another hub. {WAITS}"),
    ],
)
def test_every_known_code_has_its_words(names: tuple[str, ...], problem: str, remedy: str) -> None:
    for name in names:
        with refused(problem, remedy), hub_faults(HUB, Act.READ, NAME):
            raise OSError(getattr(errno, name), "")


def test_what_is_found_in_the_folder_has_its_words() -> None:
    told = [(one.problem, one.remedy) for one in (
        in_the_way(HUB, "log"), name_taken(HUB, NAME), misread(HUB),
    )]  # fmt: skip
    assert told == [
        (
            "In the hub folder hub, log should be a folder and is something else.",
            f"Move it away, then synchronise again. {WAITS}",
        ),
        (
            f"In the hub folder hub other bytes already bear the name {NAME}.",
            "They were not replaced: find out where that file comes from, then move it away.",
        ),
        (
            "What was read back from the hub folder hub is not what was written there.",
            f"The drive may be wearing out: have it looked at, or choose another hub. {WAITS}",
        ),
    ]


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
