"""Patience with a file that is held for a moment, by a clock of the test's own."""

import errno

import pytest

from subjob_desk.domain.errors import StoppedError
from subjob_desk.sync.retrying import Patience, is_held
from tests.drivers.held_hub import Clock, WindowsCodeError


class Step:
    """Refused ``times`` times, then done."""

    def __init__(self, error: OSError, times: int) -> None:
        self.error = error
        self.left = times

    def __call__(self) -> str:
        if self.left:
            self.left -= 1
            raise self.error
        return "done"


@pytest.mark.parametrize("code", [5, 32, 33])
def test_what_a_scanner_holds_is_tried_again(code: int) -> None:
    clock = Clock()
    attempts = Patience(now=clock.now, wait=clock.wait).begin()
    assert attempts.until_free(Step(WindowsCodeError(code), 4)) == "done"
    assert clock.waits == sorted(clock.waits)
    assert len(clock.waits) == 4
    assert clock.seconds < 1


def test_after_ten_seconds_the_refusal_comes_through() -> None:
    clock = Clock()
    attempts = Patience(now=clock.now, wait=clock.wait).begin()
    with pytest.raises(WindowsCodeError):
        attempts.until_free(Step(WindowsCodeError(32), 1_000))
    assert clock.seconds == pytest.approx(10)
    with pytest.raises(WindowsCodeError):
        attempts.until_free(Step(WindowsCodeError(32), 1))
    assert clock.seconds == pytest.approx(10), "the steps of one file share its time"


@pytest.mark.parametrize(
    "error", [WindowsCodeError(112), OSError(errno.EACCES, ""), OSError(0, "")]
)
def test_nothing_else_is_waited_for(error: OSError) -> None:
    clock = Clock()
    with pytest.raises(type(error)) as raised:
        Patience(now=clock.now, wait=clock.wait).begin().until_free(Step(error, 1))
    assert raised.value is error
    assert clock.waits == []
    assert is_held(OSError(errno.EBUSY, ""))


def test_whoever_waits_may_give_up() -> None:
    def stop(_seconds: float) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        Patience(wait=stop).begin().until_free(Step(WindowsCodeError(32), 1))
