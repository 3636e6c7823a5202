"""When a window locks itself, by a clock that is turned by hand."""

from subjob_desk.usecases.idle_lock import CHOICES, USUAL, IdleLock


class Clock:
    """Seconds, turned by hand."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def test_it_is_due_after_so_many_minutes_without_a_touch() -> None:
    clock = Clock()
    lock = IdleLock(10, clock)
    clock.seconds += 599
    assert (lock.is_due, lock.left) == (False, 1.0)
    lock.touched()
    clock.seconds += 599
    assert lock.left == 1.0
    clock.seconds += 1
    assert (lock.is_due, lock.left) == (True, 0.0)
    clock.seconds += 5 * 3600  # the PC slept
    assert lock.left == 0.0


def test_never_is_never() -> None:
    clock = Clock()
    lock = IdleLock(0, clock)
    clock.seconds += 10**9
    assert (lock.is_due, lock.left) == (False, None)


def test_another_time_holds_from_when_it_is_chosen() -> None:
    clock = Clock()
    lock = IdleLock(10, clock)
    clock.seconds += 400
    lock.set_minutes(5)
    assert lock.left == 300
    clock.seconds += 300
    assert lock.is_due


def test_a_clock_put_back_starts_the_time_anew() -> None:
    clock = Clock()
    lock = IdleLock(10, clock)
    clock.seconds -= 86_400
    assert lock.left == 600
    clock.seconds += 600
    assert lock.is_due


def test_what_can_be_chosen() -> None:
    assert USUAL in CHOICES
    assert CHOICES[-1] == 0
