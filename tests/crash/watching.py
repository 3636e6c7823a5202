"""Those who watch the calls of a unit: one writes them down, one ends the program, one refuses."""

import os
from pathlib import Path

from tests.crash.calls import READING, Call

KILLED = 7


class Recorder:
    """Writes down every call that changed something, and what a person had been shown by then."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.shown: list[tuple[int, frozenset[str]]] = []
        self.all = 0

    def before(self, call: Call) -> None:
        """It is counted."""
        self.all += 1

    def after(self, call: Call) -> None:
        """It is kept."""
        if call.verb not in READING:
            self.calls.append(call)

    def show(self, ids: frozenset[str]) -> None:
        """A person saw these entries as recorded."""
        self.shown.append((len(self.calls), ids))

    def shown_at(self, moment: int) -> frozenset[str]:
        """What a person had been shown after so many calls."""
        ids: frozenset[str] = frozenset()
        for at, seen in self.shown:
            if at <= moment:
                ids = seen
        return ids


class Death:
    """The program ends before its changing call of that number; nothing of it is tidied up."""

    def __init__(self, moment: int, told: Path) -> None:
        self._moment, self._told = moment, told
        self._made = 0

    def before(self, call: Call) -> None:
        """This one may be the last."""
        if call.verb in READING:
            return
        if self._made == self._moment:
            os._exit(KILLED)
        self._made += 1

    def after(self, call: Call) -> None:
        """It lives on."""

    def show(self, ids: frozenset[str]) -> None:
        """A person saw these entries as recorded; the living hear of it."""
        self._told.write_text("\n".join(sorted(ids)), encoding="ascii", newline="\n")


class Refusal:
    """The system refuses one call, or that one and everything after it."""

    def __init__(self, moment: int, error: int, *, for_good: bool) -> None:
        self._moment, self._error, self._for_good = moment, error, for_good
        self.is_over = False
        self.refused: Call | None = None
        self._shown: frozenset[str] = frozenset()
        self._made = 0

    def before(self, call: Call) -> None:
        """Refuse it, if it is its turn."""
        made, self._made = self._made, self._made + 1
        if self.is_over:
            return
        if made == self._moment or (made > self._moment and self._for_good):
            self.refused = self.refused or call
            raise OSError(self._error, os.strerror(self._error), call.path)

    def after(self, call: Call) -> None:
        """It was made."""

    def show(self, ids: frozenset[str]) -> None:
        """A person saw these entries as recorded."""
        self._shown = ids

    @property
    def shown(self) -> frozenset[str]:
        """What a person had been shown."""
        return self._shown
