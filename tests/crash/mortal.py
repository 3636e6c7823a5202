"""A process that does a unit of work and dies at a given call; :class:`Mortals` begins them.

Run as a program it reads one life a line. It divides for each, so that only the first one waits
for the program to be loaded.
"""

import json
import os
import subprocess
import sys
import traceback
from pathlib import Path

from tests.crash.system_calls import watched
from tests.crash.units import UNITS, Pcs
from tests.crash.watching import KILLED, Death

_ROOT = Path(__file__).parents[2]
_LIVED, _FAILED = 0, 1


class Mortals:
    """Processes on the PCs in one folder; end them with :meth:`close`."""

    def __init__(self, folder: Path) -> None:
        """``folder`` holds the PCs; see :class:`~tests.crash.units.Pcs`."""
        self._told = folder / "told"
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(_ROOT)},
            text=True,
            encoding="utf-8",
        )

    def die(self, unit: str, moment: int, *, log_ahead: bool) -> frozenset[str]:
        """Do the unit as far as that call; returns what a person had been shown by then."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._told.unlink(missing_ok=True)
        self._process.stdin.write(f"{json.dumps([unit, moment, log_ahead])}\n")
        self._process.stdin.flush()
        status = int(self._process.stdout.readline())
        assert status in (KILLED, _LIVED)  # ids are random: it may need a page less than another
        if not self._told.exists():
            return frozenset()
        return frozenset(self._told.read_text(encoding="ascii").split())

    def close(self) -> None:
        """No more of them."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


def serve(folder: Path) -> None:
    """Live and die as often as asked."""
    for line in sys.stdin:
        unit, moment, log_ahead = json.loads(line)
        child = os.fork()
        if child == 0:
            _live(folder, unit, moment, log_ahead)
        _child, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _live(folder: Path, unit: str, moment: int, log_ahead: bool) -> None:
    pcs = Pcs(folder)
    death = Death(moment, folder / "told")
    try:
        with pcs.at_hand(), watched(pcs.root, death, log_ahead=log_ahead):
            UNITS[unit].run(pcs, death.show)
        os._exit(_LIVED)
    finally:
        traceback.print_exc()
        os._exit(_FAILED)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
