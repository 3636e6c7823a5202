"""One unit of work, done once undisturbed and written down, to be cut short at any place."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress

from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.desk import Desk
from tests.crash.disk import Chance, Disk, Tree, lay_out, tree_of
from tests.crash.judging import Judge
from tests.crash.mortal import Mortals
from tests.crash.system_calls import watched
from tests.crash.units import Pcs, Resuming, Unit, first_format, ids_of
from tests.crash.watching import Recorder, Refusal


class Cut:
    """A unit of work between what it finds and what it leaves."""

    def __init__(
        self,
        unit: Unit,
        pcs: Pcs,
        before: Tree,
        *,
        log_ahead: bool = True,
        is_thorough: bool = False,
        done: Tree | None = None,
    ) -> None:
        """Do it once on the PCs as they are in ``before``, and write down its calls.

        ``done``: what is there at last, where this unit alone does not bring all of it about.
        """
        self.unit, self.pcs, self.before, self._log_ahead = unit, pcs, before, log_ahead
        lay_out_again(before, pcs)
        entries = _entries(pcs, unit)
        lay_out_again(before, pcs)
        self.recorded = Recorder()
        with watched(pcs.root, self.recorded, log_ahead=log_ahead):
            unit.run(pcs, self.recorded.show)
        self.after = tree_of(pcs.root)
        self.judge = Judge(unit, pcs, entries, done or self.after, is_thorough=is_thorough)

    @property
    def moments(self) -> int:
        """How many changing calls it makes."""
        return len(self.recorded.calls)

    def kills(self) -> Iterator[tuple[int, Tree]]:
        """What is left after each number of calls."""
        disk = Disk(self.before)
        yield 0, disk.after_kill()
        for moment, call in enumerate(self.recorded.calls, 1):
            disk.make(call)
            yield moment, disk.after_kill()

    def told(self, moment: int) -> str:
        """Which moment that is, for a person."""
        if moment >= self.moments:
            return "at the end"
        call = self.recorded.calls[moment]
        return f"before call {moment}, {call.verb} {call.path}"

    def power_cuts(self, count: int, seed: int = 0) -> Iterator[tuple[int, int, Tree]]:
        """``count`` images: after how many calls, from which seed, and what is left."""
        moments = Chance(seed)
        chosen = sorted(moments.randint(0, self.moments) for _ in range(count))
        disk, made = Disk(self.before), 0
        for number, moment in enumerate(chosen):
            for call in self.recorded.calls[made:moment]:
                disk.make(call)
            made = moment
            chance = seed * 1_000_003 + number
            yield moment, chance, disk.after_power_cut(Chance(chance))

    def refused(self, moment: int, error: int, *, for_good: bool) -> list[str]:
        """What is wrong after the system refused the call of that number with ``error``.

        It is told as :class:`UserError` or not at all; whatever else comes is raised.
        """
        lay_out_again(self.before, self.pcs)
        refusal = Refusal(moment, error, for_good=for_good)
        with (
            suppress(UserError),
            watched(self.pcs.root, refusal, log_ahead=self._log_ahead),
        ):
            self.unit.run(self.pcs, refusal.show)
        return self.judge.problems_there(refusal.shown)

    def dead(self, mortals: Mortals, moment: int) -> list[str]:
        """What is wrong after a process died before the changing call of that number."""
        lay_out_again(self.before, self.pcs)
        shown = mortals.die(self.unit.name, moment, log_ahead=self._log_ahead)
        return self.judge.problems_there(shown)

    def resumed(self, tree: Tree) -> "Cut":
        """The unit of work of whoever begins again with what a death left."""
        return Cut(
            Resuming(self.unit),
            self.pcs,
            tree,
            log_ahead=self._log_ahead,
            is_thorough=True,
            done=self.after,
        )

    def moment_of(self, verb: str, name: str, after: int = 0) -> int:
        """After how many calls the first one comes, not before ``after``, that does this to a file
        whose path holds ``name``.
        """
        return next(
            moment
            for moment, call in enumerate(self.recorded.calls)
            if moment >= after and call.verb == verb and name in call.path
        )


def prepared(unit: Unit, pcs: Pcs, company: Tree, *, log_ahead: bool = True) -> Tree:
    """The PCs of ``company`` right before the unit."""
    lay_out_again(company if unit.is_shared else first_format(), pcs)
    unit.prepare(pcs)
    if not log_ahead:
        _keep_rollback_journals(pcs)
    return tree_of(pcs.root)


def lay_out_again(tree: Tree, pcs: Pcs) -> None:
    """The PCs are like that now."""
    shutil.rmtree(pcs.root, ignore_errors=True)
    lay_out(tree, pcs.root)


def _keep_rollback_journals(pcs: Pcs) -> None:
    """As where the file system gives SQLite no shared memory."""
    for path in pcs.root.glob("*/rb.sjd"):
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)


def _entries(pcs: Pcs, unit: Unit) -> frozenset[str]:
    with closing(Desk.open(pcs.root / unit.pc / "rb.sjd")) as desk:
        return ids_of(desk.database)
