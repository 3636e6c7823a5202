"""Situations in which races happen: two desks stand alike and act at once, both unaware.

Each play is named by the row of ``sync.md`` section 3 it is there for; what comes of it is judged
by others.
"""

from collections.abc import Callable
from typing import Final

import msgspec

from subjob_desk.domain.facts import (
    Accepted,
    DescriptionChanged,
    LineChange,
    LineFact,
    LinesChanged,
)
from subjob_desk.domain.lifecycle import EDITABLE, Act, State
from subjob_desk.domain.money import Money
from subjob_desk.domain.sub_job import SubJob
from tests.simulation.acting import People
from tests.simulation.losing import Losses
from tests.simulation.lying import Liars
from tests.simulation.notes import Note
from tests.simulation.office import Office
from tests.simulation.posting import Posting
from tests.simulation.world import Machine, World

_TRIES: Final = 9


class Plays:
    """All of them, over one world."""

    def __init__(
        self, world: World, people: People, posting: Posting, office: Office, liars: Liars
    ) -> None:
        """With those who act."""
        self._world, self._people, self._posting = world, people, posting
        self._office, self._liars = office, liars
        self._chance = world.chance
        self.losses = losses = Losses(world, posting, liars)
        self.all: Final[dict[int, Callable[[], None]]] = {
            1: self.retrieve_and_accept,
            2: self.retrieve_after_export,
            3: self.retrieve_what_was_seen_accepted,
            4: self.accept_and_reject,
            5: self.two_codes,
            6: self.one_code_twice,
            7: self.edit_behind_the_round,
            8: self.different_fields,
            9: self.same_field,
            10: self.sent_twice,
            11: self.another_digest,
            12: self.no_right,
            13: self.revoked_meanwhile,
            14: self.role_lost_meanwhile,
            15: self.fork,
            16: self.hand_over,
            17: self.refused_by_sage,
            18: self.deleted_or_inactive_meanwhile,
            19: self.newer_kind,
            20: self.revised_twice,
            **losses.all,
        }

    # --- setting the scene ---------------------------------------------------------------------

    def _two(self) -> tuple[Machine, Machine]:
        able = [one for one in self._world.machines if not one.is_cut_off]
        one = self._chance.pick(able)
        return one, self._chance.pick([other for other in able if other is not one])

    def _scene(self, *states: State) -> tuple[Machine, Machine, str] | None:
        """Two machines that both see a sub job in one of these states; ``None``: not to be had."""
        one, other = self._two()
        return self._brought(one, other, states)

    def _brought(
        self, one: Machine, other: Machine, states: tuple[State, ...]
    ) -> tuple[Machine, Machine, str] | None:
        self._world.meet(one, other)
        for sub in self._chance.shuffled(self._world.subs()):
            if self.bring(one, other, sub, states):
                self._world.meet(one, other)
                return one, other, sub
        return None

    def bring(self, one: Machine, other: Machine, sub: str, states: tuple[State, ...]) -> bool:
        """Lead a sub job into one of ``states``, by honest acts at any machine that may."""
        for _try in range(_TRIES):
            view = one.sub_job(sub)
            if view is not None and (view.is_deleted or view.needs_update or view.is_inactive):
                return False
            if view is not None and view.state in states:
                return True
            if not self._one_on(one, other, sub, view):
                return False
        return False

    def _one_on(self, one: Machine, other: Machine, sub: str, view: SubJob | None) -> bool:
        if view is None:
            self._people.create(one, sub)
            return True
        match view.state:
            case State.ACCEPTED | State.EXPORTED | State.FAILED:
                return self._at_posting(one, sub, view.state)
            case State.SENT:
                return self._anywhere((one, other), sub, Act.ACCEPT)
            case State.IN_SAGE:
                return self._anywhere((one, other), sub, Act.REVISE)
            case _:
                self._settle(one, view)
                return self._anywhere((one, other), sub, Act.SEND)

    def _settle(self, machine: Machine, view: SubJob) -> None:
        for note in self._people.choices(view):
            self._people.try_note(machine, note, Act.EDIT, view)

    def _anywhere(self, machines: tuple[Machine, ...], sub: str, act: Act) -> bool:
        for machine in machines:
            if self._people.try_act(machine, sub, act) is not None:
                self._world.meet(*self._distinct(machines))
                return True
        return False

    def _distinct(self, machines: tuple[Machine, ...]) -> tuple[Machine, Machine]:
        return machines[0], machines[1]

    def _at_posting(self, one: Machine, sub: str, state: State) -> bool:
        posting = self._world.posting
        if posting.is_cut_off:
            return False
        self._world.meet(one, posting)
        if state is State.ACCEPTED:
            done = self._posting.export(posting, sub)
        elif state is State.FAILED:
            done = self._people.try_act(posting, sub, Act.TRY_AGAIN) is not None
        else:
            done = self._posting.answer(posting, "posted")
        self._world.meet(one, posting)
        return done

    def _do(self, machine: Machine, sub: str, act: Act, *, code: str = "") -> bool:
        return self._people.try_act(machine, sub, act, code=code) is not None

    # --- rounds --------------------------------------------------------------------------------

    def retrieve_and_accept(self) -> None:
        """Row 1."""
        if scene := self._scene(State.SENT):
            one, other, sub = scene
            self._do(one, sub, Act.RETRIEVE)
            self._do(other, sub, Act.ACCEPT)

    def retrieve_after_export(self) -> None:
        """Row 2: the posting desk accepts and exports what is retrieved elsewhere."""
        posting = self._world.posting
        one = self._chance.pick([m for m in self._world.machines if m is not posting])
        if scene := self._brought(one, posting, (State.SENT,)):
            sub = scene[2]
            if self._do(posting, sub, Act.ACCEPT) and self._posting.export(posting, sub):
                self._do(one, sub, Act.RETRIEVE)

    def retrieve_what_was_seen_accepted(self) -> None:
        """Row 3: no honest desk offers it."""
        if scene := self._scene(State.ACCEPTED):
            one, _other, sub = scene
            self._liars.force(one, sub, Act.RETRIEVE, "ann")

    def accept_and_reject(self) -> None:
        """Row 4, in half of the cases with an export."""
        if scene := self._scene(State.SENT):
            one, other, sub = scene
            accepted = self._do(one, sub, Act.ACCEPT)
            self._do(other, sub, Act.REJECT)
            if accepted and self._chance(50):
                self._posting.export(one, sub)

    def two_codes(self) -> None:
        """Row 5."""
        if scene := self._scene(State.SENT):
            one, other, sub = scene
            self._do(one, sub, Act.ACCEPT, code="010")
            self._do(other, sub, Act.ACCEPT, code="0011")

    def one_code_twice(self) -> None:
        """Row 6: two sub jobs of one project get one extra code at once."""
        first, second = self._scene(State.SENT), None
        if first:
            one, other, sub = first
            for twin in self._chance.shuffled(self._world.subs()):
                if twin != sub and self.bring(one, other, twin, (State.SENT,)):
                    second = twin
                    break
            if second is not None:
                self._world.meet(one, other)
                self._do(one, sub, Act.ACCEPT, code="044")
                self._do(other, second, Act.ACCEPT, code="04-4")

    def sent_twice(self) -> None:
        """Row 10."""
        if scene := self._scene(*EDITABLE):
            one, other, sub = scene
            self._do(one, sub, Act.SEND)
            if self._chance(50):
                self._do(other, sub, Act.EDIT)
            self._do(other, sub, Act.SEND)

    # --- editing -------------------------------------------------------------------------------

    def edit_behind_the_round(self) -> None:
        """Row 7."""
        if scene := self._scene(*EDITABLE):
            one, other, sub = scene
            self._do(one, sub, Act.SEND)
            self._do(other, sub, Act.EDIT)
            if self._chance(50):
                self._do(one, sub, Act.ACCEPT)

    def _edit_both(self, *, same: bool) -> None:
        scene = self._scene(*EDITABLE)
        view = scene[0].sub_job(scene[2]) if scene else None
        if scene is None or view is None or not view.lines:
            return
        one, other, sub = scene
        was = view.lines[0]
        now = msgspec.structs.replace(was, amount=Money(was.amount + 100))
        later = msgspec.structs.replace(was, amount=Money(was.amount + 200))
        first = LinesChanged((LineChange(LineFact.of(was), LineFact.of(now)),))
        second = LinesChanged((LineChange(LineFact.of(was), LineFact.of(later)),))
        text = DescriptionChanged(view.description, f"Pit {self._world.number()}")
        self._people.try_note(one, Note(first, sub), Act.EDIT, view)
        self._people.try_note(other, Note(second if same else text, sub), Act.EDIT, view)

    def different_fields(self) -> None:
        """Row 8."""
        self._edit_both(same=False)

    def same_field(self) -> None:
        """Row 9."""
        self._edit_both(same=True)

    # --- lies and rights -----------------------------------------------------------------------

    def another_digest(self) -> None:
        """Row 11."""
        if scene := self._scene(State.SENT):
            one, _other, sub = scene
            view = one.sub_job(sub)
            if view is not None and view.round is not None:
                note = Note(Accepted("010"), sub, view.round.sent, "0" * 64)
                self._world.lie(one, note, "carl")

    def no_right(self) -> None:
        """Row 12: by somebody who is no approver, or who sent it or wrote a part of it."""
        if scene := self._scene(State.SENT):
            one, _other, sub = scene
            view = one.sub_job(sub)
            if view is not None and view.round is not None:
                who = self._chance.pick(("vic", "ben", *sorted(view.round.people)))
                self._liars.force(one, sub, Act.ACCEPT, who)

    def revoked_meanwhile(self) -> None:
        """Row 13: the desk works on, and learns of it later."""
        other = self._chance.pick(self._world.machines[1:])
        self._world.meet(self._world.home, other)
        self._office.revoke(other)
        for _n in range(3):
            self._liars.something_honest(other)

    def role_lost_meanwhile(self) -> None:
        """Row 14: an approver decides who is none any more."""
        home = self._world.home
        other = self._chance.pick(self._world.machines[1:])
        if scene := self._brought(home, other, (State.SENT,)):
            sub = scene[2]
            self._office.set_roles("carl", is_cut=True)
            self._people.try_act(other, sub, Act.ACCEPT, who="carl")

    def fork(self) -> None:
        """Row 15: last night's backup is restored, and everybody works on."""
        simple = [one for one in self._world.simple() if one is not self._world.home]
        other = self._chance.pick(simple)
        self._world.exchange(other)
        self._world.back_up(other)
        self._liars.something_honest(other)
        self._world.exchange(other)
        self._world.restore(other)
        self._liars.something_honest(other)
        self._liars.something_honest(other)

    def hand_over(self) -> None:
        """Row 16: clean, or by force while the old desk works on."""
        before = self._world.posting
        taker = self._chance.pick([one for one in self._world.machines if one is not before])
        if before is self._world.home or self._chance(30):
            self._give_on(before, taker)
            before = self._world.posting
            if before is self._world.home or self._chance(40):
                return
            taker = self._chance.pick([one for one in self._world.machines if one is not before])
        other = self._chance.pick([one for one in self._world.machines if one is not before])
        self._brought(before, other, (State.ACCEPTED,))
        self._posting.take_by_force(taker)
        if self._chance(70) and taker is not before:
            self._world.meet(self._world.home, taker)
            self._posting.export(taker)
        self._posting.export(before)

    def _give_on(self, before: Machine, taker: Machine) -> None:
        self._posting.release(before)
        if self._chance(50):
            self._liars.export_all(before)
        self._world.meet(before, self._world.home)
        if self._posting.grant_released(taker):
            self._world.meet(self._world.home, taker)

    def refused_by_sage(self) -> None:
        """Row 17: also said by a desk that does not post."""
        posting = self._world.posting
        one = self._chance.pick([m for m in self._world.machines if m is not posting])
        if scene := self._brought(one, posting, (State.EXPORTED,)):
            self._liars.answer_elsewhere(one, scene[2])
            self._posting.answer(posting, "partly-refused")

    # --- the rest ------------------------------------------------------------------------------

    def deleted_or_inactive_meanwhile(self) -> None:
        """Row 18."""
        if self._chance(50):
            one, other = self._two()
            sub = f"short-{self._world.number()}"
            self._people.create(one, sub)
            self._world.meet(one, other)
            self._do(one, sub, Act.DELETE)
            self._do(other, sub, self._chance.pick((Act.EDIT, Act.SEND)))
        elif scene := self._scene(*EDITABLE):
            one, other, sub = scene
            self._do(one, sub, Act.INACTIVATE)
            self._do(other, sub, Act.SEND)

    def newer_kind(self) -> None:
        """Row 19: on a sub job of its own mostly, for it stays read-only."""
        one, other = self._two()
        sub = self._chance.pick(self._world.subs())
        if self._chance(90):
            sub = f"newer-{self._world.number()}"
        self._people.create(one, sub)
        self._world.meet(one, other)
        self._liars.newer(one, sub)
        self._do(other, sub, self._chance.pick((Act.EDIT, Act.SEND)))

    def revised_twice(self) -> None:
        """Row 20."""
        if scene := self._scene(State.IN_SAGE):
            one, other, sub = scene
            for machine in (one, other):
                self._do(machine, sub, Act.REVISE)
                self._do(machine, sub, Act.EDIT)
