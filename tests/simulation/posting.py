"""What is done at the posting desk: batches, Sage's answers, and handing the posting over.

With the gate of ``sync.md`` section 6, as far as it needs no files.
"""

from typing import Final

import msgspec

from subjob_desk.domain.codes import strip
from subjob_desk.domain.facts import (
    BatchAnswered,
    BatchClosed,
    BatchOpened,
    Exported,
    ExportedLine,
    Fact,
    Posted,
    PostedAfterAll,
    PostingGranted,
    PostingReleased,
    Refused,
    Voided,
)
from subjob_desk.domain.lifecycle import Act, State
from subjob_desk.domain.money import decimal_text
from subjob_desk.domain.rights import Role
from subjob_desk.domain.rules import why_not
from subjob_desk.domain.sub_job import SubJob
from tests.simulation.files_for_sage import PROFILE, Part, sha256_of, total_of
from tests.simulation.notes import Note
from tests.simulation.world import Machine, World

_DATE: Final = "2026-11-22"

_HOLDING = (State.ACCEPTED, State.EXPORTED, State.FAILED, State.IN_SAGE)


class Posting:
    """Who has the exporter role, wherever they sit."""

    def __init__(self, world: World) -> None:
        """In one world."""
        self._world = world
        self._chance = world.chance

    def is_posting(self, machine: Machine) -> bool:
        """Whether the machine believes that it posts."""
        desks = machine.desk.company().desks
        return desks.posting.desk == machine.actor and not desks.is_released

    def exporters(self, machine: Machine) -> list[str]:
        """Who may export here."""
        if machine.name == "attic":
            return []
        everybody = machine.desk.company().everybody
        return [one.id for one in everybody if Role.EXPORTER in one.roles]

    def export(self, machine: Machine, wanted: str = "") -> bool:
        """One batch of what the gate lets through; false if there is nothing."""
        people = self.exporters(machine)
        if not people or not self.is_posting(machine):
            return False
        chosen = [one for one in self._through_the_gate(machine) if not wanted or one.id == wanted]
        if not chosen:
            return False
        self.write_batch(machine, self._chance.pick(people), chosen[:3])
        return True

    def _through_the_gate(self, machine: Machine) -> list[SubJob]:
        subs = [sub for sub in machine.desk.subs() if sub in self._world.accepted]
        known = [view for view in map(machine.sub_job, subs) if view is not None]
        holders: dict[tuple[str, str], list[str]] = {}
        for view in known:
            code = view.extra_code
            if code and (view.state in _HOLDING or view.fixed_extra_code):
                holders.setdefault((view.job_key, strip(code)), []).append(view.id)
        unread = {view.job_key for view in known if view.needs_update}
        return [
            view
            for view in known
            if not why_not(Act.EXPORT, view)
            and view.job_key not in unread
            and len(holders.get((view.job_key, strip(view.extra_code)), ())) == 1
        ]

    def write_batch(self, machine: Machine, who: str, chosen: list[SubJob]) -> None:
        """Opened, an entry per sub job, closed: all in one act."""
        batch, number = f"batch-{self._world.number()}", self._world.made
        opened = BatchOpened(number, "ORIGINAL", _DATE, PROFILE, {v.job: "" for v in chosen})
        notes = [Note(opened, batch)]
        parts = []
        for view in chosen:
            acceptance = view.round.acceptance if view.round else None
            fact = Exported(batch, view.extra_code, _lines(view))
            lines = [list(msgspec.structs.astuple(line)) for line in fact.lines]
            parts.append(Part(view.job, fact.extra_code, view.content.description, lines))
            notes.append(Note(fact, view.id, acceptance.op if acceptance else ""))
        sha256 = sha256_of(number, opened.kind, _DATE, opened.jobs, parts)
        count = sum(len(part.lines) for part in parts)
        notes.append(Note(BatchClosed(count, total_of(parts), sha256, "/out"), batch))
        self._world.act(machine, who, notes)

    def answer(self, machine: Machine, outcome: str = "") -> bool:
        """Sage's answer to a written batch; false if none waits for one."""
        people = self.exporters(machine)
        waiting = [one for one in machine.desk.batches() if self._waits(machine, one)]
        if not people or not waiting or not self.is_posting(machine):
            return False
        batch, who = self._chance.pick(waiting), self._chance.pick(people)
        outcome = outcome or self._chance.pick(("posted", "posted", "partly-refused", "void"))
        fact: Fact = {
            "posted": Posted(batch),
            "partly-refused": Refused(batch, "Sage has no such job"),
            "void": Voided(batch, "not imported"),
        }[outcome]
        notes = [
            Note(fact, sub)
            for sub in machine.desk.subs()
            if (view := machine.sub_job(sub)) is not None and _waits_for(view, batch)
        ]
        notes.append(Note(BatchAnswered(outcome), batch))
        self._world.act(machine, who, notes)
        return True

    def _waits(self, machine: Machine, batch_id: str) -> bool:
        batch = machine.desk.batch(batch_id)
        return batch is not None and batch.state == "written"

    def post_after_all(self, machine: Machine, sub: str) -> None:
        """What Sage refused was corrected and posted in Sage itself."""
        view, people = machine.sub_job(sub), self.exporters(machine)
        if view is None or not people or not self.is_posting(machine):
            return
        if not why_not(Act.POST_AFTER_ALL, view):
            self._world.say(machine, self._chance.pick(people), PostedAfterAll("by hand"), sub)

    # --- handing over --------------------------------------------------------------------------

    def release(self, machine: Machine) -> str:
        """The posting desk gives it back; the id of that entry, empty if it has nothing."""
        people = self.exporters(machine)
        if not people or not self.is_posting(machine):
            return ""
        return self._world.say(machine, self._chance.pick(people), PostingReleased()).id

    def grant_released(self, taker: Machine) -> bool:
        """The registrar gives on what was given back, if it was."""
        desks = self._world.home.desk.company().desks
        since = desks.posting.since
        cited = [e.entry for e in desks.releases if e.grant == since and not e.is_cut]
        if not cited or taker.actor not in desks.enrolled:
            return False
        fact = PostingGranted(taker.actor, released=cited[0])
        self._world.say(self._world.home, "ann", fact)
        return True

    def take_by_force(self, taker: Machine) -> None:
        """The registrar takes the posting from a desk that does not answer."""
        home = self._world.home
        before = home.desk.company().desks.posting.desk
        number = 1000 * (1 + self._world.number())
        fact = PostingGranted(
            taker.actor, cut=home.desk.reach(before), number=number, reason="checked in Sage"
        )
        self._world.say(home, "ann", fact)


def _waits_for(view: SubJob, batch: str) -> bool:
    export = view.round.export if view.round else None
    return export is not None and export.batch == batch and not why_not(Act.POST, view)


def _lines(view: SubJob) -> tuple[ExportedLine, ...]:
    return tuple(
        ExportedLine(
            line.cost_code,
            line.category,
            decimal_text(line.quantity),
            line.unit,
            decimal_text(line.amount),
        )
        for line in view.content.lines
    )
