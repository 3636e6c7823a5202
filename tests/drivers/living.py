"""How random people act in a real company, and what must always hold whatever they do.

What they do are the rules of the machine; what Sage has is kept apart, from the very files.
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from sqlalchemy import func, select

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.sub_job import LIVE, SubJob
from subjob_desk.store import projections as p
from subjob_desk.usecases.importing import Importing
from tests.drivers.ledger import Ledger
from tests.drivers.office import Office
from tests.drivers.picture import ARROWS, role

T = TypeVar("T")
REACHED: set[tuple[str, State | None, State | None]] = set()
"""The arrows gone so far, over all runs."""

EXTRAS = (
    "Job,Extra,Description\n24-117,E10,Old canopy\n24-117,030,Generator pad\n"
    "24-200,E10,Eye Institute\n24-200,E20,Parking\n"
)
"""What Sage has already; one of them has a code that people here like to give, too."""


class Living(RuleBasedStateMachine):
    """A company, its people and the ledger of what Sage has."""

    @initialize()
    def found(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.office = Office(Path(self._folder.name))
        self.office.administering.set_person("Uma", ["pm", "approver", "exporter"])
        sheet = Path(self._folder.name) / "extras.csv"
        sheet.write_text(EXTRAS, encoding="utf-8", newline="")
        importing = Importing(self.office.desk)
        importing.apply(importing.preview("extras", sheet))
        self.subs: list[str] = []
        self.states: dict[str, SubJob | None] = {}
        self.past: dict[str, list[SubJob | None]] = defaultdict(list)
        self.undone: dict[str, list[SubJob | None]] = defaultdict(list)
        self.ledger = Ledger()

    # --- how anything is done ------------------------------------------------------------------

    def _look(self) -> dict[str, SubJob | None]:
        return {s: self.office.sub_job(s) if self.office.exists(s) else None for s in self.subs}

    def _do(self, act: str, who: str, verb: Callable[[], T]) -> T | None:
        """One act by one person; whatever it changes must be an arrow of the picture."""
        entries = self.office.entries()
        try:
            with self.office.by(who):
                done = verb()
        except UserError:
            assert self.office.entries() == entries
            assert self._look() == self.states
            return None
        self._compare(act, who)
        return done

    def _compare(self, act: str, who: str) -> None:
        roles = set(self.office.desk.person_named(who).roles)
        for sub, now in self._look().items():
            before = self.states.get(sub)
            if now == before:
                continue
            assert role(act, before.state if before else None) in roles
            arrow = (before.state if before else None, now.state if now else None)
            assert arrow in ARROWS[act]
            REACHED.add((act, *arrow))
            self.past[sub].append(before)
            self.undone[sub].clear()
            self.states[sub] = now

    def _some(self, picks: Sequence[int]) -> list[str]:
        return list(dict.fromkeys(self.subs[pick % len(self.subs)] for pick in picks))

    def _bulk(self, act: str, who: str, picks: Sequence[int], verb: Callable[..., Changes]) -> None:
        subs = [sub for sub in self._some(picks) if self.states[sub] is not None]
        changes = self._do(act, who, lambda: verb(subs))
        if changes is not None:
            stayed = {one.sub_id for one in changes.stayed}
            assert stayed | changes.sub_jobs == set(subs)
            assert not stayed & changes.sub_jobs
            assert all(one.message for one in changes.stayed)

    # --- what always holds ---------------------------------------------------------------------

    @invariant()
    def an_acceptance_is_in_one_live_batch(self) -> None:
        live = [
            export.acceptance
            for state in self.states.values()
            for past in (state.rounds if state else ())
            for export in past.exports
            if export.state in LIVE
        ]
        assert len(live) == len(set(live))
        with self.office.desk.reading() as connection:
            rows = connection.execute(
                select(p.export.c.acceptance).where(p.export.c.state.in_(LIVE))
            ).scalars()
            assert sorted(rows) == sorted(live)

    @invariant()
    def sage_has_what_is_in_sage(self) -> None:
        self.ledger.check(self.states)

    @invariant()
    def counts_are_those_of_the_rows(self) -> None:
        c, t = p.sub_job.c, p.tally.c
        with self.office.desk.reading() as connection:
            counted = select(c.job_key, c.state, c.inactive, func.count(), func.sum(c.amount))
            groups = counted.group_by(c.job_key, c.state, c.inactive)
            told = select(t.job_key, t.state, t.inactive, t.count, t.amount)
            rows = {tuple(row) for row in connection.execute(groups)}
            assert rows == {tuple(r) for r in connection.execute(told.where(t.job_key != ""))}
            total = connection.execute(
                select(func.sum(t.count)).where(t.job_key == "")
            ).scalar_one()
        assert (total or 0) == sum(state is not None for state in self.states.values())

    def _check(self) -> None:
        self.an_acceptance_is_in_one_live_batch()
        self.sage_has_what_is_in_sage()
        self.counts_are_those_of_the_rows()

    def teardown(self) -> None:
        if hasattr(self, "office"):
            findings = self.office.findings()
            self.office.close()
            self._folder.cleanup()
            assert findings == []
