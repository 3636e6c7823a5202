"""How long work says how far it is, and how it learns that nobody wants it any more.

Who listens decides what becomes of it: a status line, a dialog, a console, nobody.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do, about every 50 ms of work.

Only where nothing is half done, or where all that is will be undone: it may raise
:class:`~subjob_desk.domain.errors.StoppedError`, and the work lets that through.
"""

Stages = Callable[[str, int, int], None]
"""The same for work of several stages: what is counted (``rows read``), how many are done, of how
many. With :data:`FINISHING` as what is counted begins what can no longer be stopped.
"""

FINISHING: Final = ""


def silent(_done: int, _total: int) -> None:
    """A :data:`Progress` nobody listens to."""


def silent_stages(_what: str, _done: int, _total: int) -> None:
    """:data:`Stages` nobody listens to."""


def counting(stages: Stages, what: str) -> Progress:
    """One of the stages: the progress of what is called ``what``."""

    def tell(done: int, total: int) -> None:
        stages(what, done, total)

    return tell


_BETWEEN: Final = 250
"""Items between two words of progress: milliseconds, as long as an item takes microseconds."""


def each(
    items: Iterable[T], total: int, progress: Progress, between: int = _BETWEEN
) -> Iterator[T]:
    """``items`` one after the other, ``total`` of them or so, with progress every now and then."""
    for done, item in enumerate(items):
        if done % between == 0:
            progress(done, max(done, total))
        yield item
    progress(total, total)
