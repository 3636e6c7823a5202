"""An answer that is asked for at each gesture, kept as long as nothing came into the log."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from subjob_desk.domain.company import Company
from subjob_desk.store import meta, op_log
from subjob_desk.store.connection import Connection

_T = TypeVar("_T")


class Remembered(Generic[_T]):
    """What ``find`` finds, for the company and the log that were asked about last."""

    def __init__(self, find: Callable[[Connection, Company], Iterable[_T]]) -> None:
        """``find`` depends on nothing but its company and which entries are there and disowned."""
        self._find = find
        self._last: tuple[Company, tuple[int, str], tuple[_T, ...]] | None = None

    def of(self, connection: Connection, company: Company) -> tuple[_T, ...]:
        """The answer as of now."""
        mark = op_log.last_n(connection), meta.get(connection, meta.DISOWNED)
        last = self._last
        if last is None or last[0] is not company or last[1] != mark:
            last = self._last = (company, mark, tuple(self._find(connection, company)))
        return last[2]
