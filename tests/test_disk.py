"""What a disk refuses is told apart by its code, alike everywhere; the words are each place's."""

import errno

import pytest

from subjob_desk.disk import Refusal, faults, in_words, refusals
from tests.drivers.held_hub import WindowsCodeError
from tests.drivers.refusals import refused

WORDS = {
    Refusal.NO_ANSWER: ("{disk} is silent.", "Wait."),
    Refusal.TAKEN: ("{disk} has it.", "No."),
}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOENT, ""), (Refusal.GONE,)),
        (OSError(errno.ENOTDIR, ""), (Refusal.NO_FOLDER,)),
        (OSError(errno.EIO, ""), (Refusal.BAD_SECTOR,)),
        (OSError(errno.ECHILD, ""), ()),
        (WindowsCodeError(21), (Refusal.NO_DRIVE, Refusal.NO_RIGHT)),
        (WindowsCodeError(32), (Refusal.IN_USE, Refusal.NO_RIGHT)),
        (WindowsCodeError(123, errno.EINVAL), (Refusal.BAD_NAME, Refusal.BAD_NAME)),
        (WindowsCodeError(99_999), (Refusal.NO_RIGHT,)),
    ],
)
def test_the_code_of_windows_comes_first(error: OSError, said: tuple[Refusal, ...]) -> None:
    assert refusals(error) == said


@pytest.mark.parametrize("name", ["ENETDOWN", "ECONNREFUSED", "ETIMEDOUT"])
def test_a_network_that_is_gone_is_told_as_that(name: str) -> None:
    with refused("P: is silent.", "Wait."), faults(WORDS, disk="P:"):
        raise OSError(getattr(errno, name), "")


def test_what_a_place_has_no_words_for_stays_a_bug() -> None:
    told = in_words(WindowsCodeError(39, errno.EEXIST), WORDS, disk="P:")
    assert told is not None
    assert told.problem == "P: has it.", "its errno is known where its own code is not"
    for unknown in (OSError(errno.ENOSPC, "full"), WindowsCodeError(39)):
        assert in_words(unknown, WORDS, disk="P:") is None
        with pytest.raises(OSError, match=r"full|refused"), faults(WORDS, disk="P:"):
            raise unknown
