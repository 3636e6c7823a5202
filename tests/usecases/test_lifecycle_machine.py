"""Random people do random things in a real company; what must always hold stands in ``living``."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import EDITABLE, State
from subjob_desk.usecases.linking import Linking
from subjob_desk.usecases.rejecting import Rejecting
from tests.drivers.growing import examples
from tests.drivers.ledger import write_reject
from tests.drivers.living import REACHED, Living
from tests.drivers.office import CAMPUS, TOWER
from tests.drivers.picture import ARROWS

PEOPLE = st.sampled_from(["Ann", "Ben", "Carl", "Dora", "Uma"])
MANAGERS = st.sampled_from(["Ann", "Ben", "Ann", "Ben", "Uma", "Carl"])
APPROVERS = st.sampled_from(["Carl", "Dora", "Carl", "Dora", "Uma", "Ben"])
EXPORTERS = st.sampled_from(["Dora", "Uma", "Dora", "Carl"])
PICKS = st.lists(st.integers(0, 99), min_size=1, max_size=3)
ONE = st.integers(0, 99)
AMOUNTS = st.sampled_from(["0", "10", "-2.50", "99.99"])
LINKED = ["E10", "E20", "030", "e-10"]
LINKS = st.sampled_from(LINKED)
ANSWERS = st.sampled_from(["posted", "refused", "void"])


_MANAGED = ["retrieve", "revise", "discard", "reset", "delete", "inactive", "inactive"]


class Life(Living):
    """A company lived in by chance."""

    @rule(who=MANAGERS, job=st.sampled_from([TOWER, CAMPUS]), code=st.sampled_from("12345"))
    def create(self, who: str, job: str, code: str) -> None:
        def verb() -> None:
            _changes, sub = self.office.editing.new_sub_job(job, f"0{code}0", "Level")
            self.subs.append(sub)

        self._do("create", who, verb)

    @precondition(lambda self: self.subs)
    @rule(who=MANAGERS, pick=ONE, amount=AMOUNTS, row=st.integers(0, 2))
    def edit_line(self, who: str, pick: int, amount: str, row: int) -> None:
        (sub,) = self._some([pick])
        state = self.states[sub]
        if state is None:
            return
        editing = self.office.editing
        line = next((one for one in state.lines if one.cost_code == f"03-31{row}"), None)
        cells = [[f"03-31{row}", "LAB", amount, "1.5", "hr" if amount == "10" else "day"]]
        fields = ["cost_code", "category", "amount", "quantity", "unit"]
        self._do(
            "edit",
            who,
            lambda: editing.paste(sub, [line.id] if line else [], fields, cells),
        )

    @precondition(lambda self: self.subs)
    @rule(who=MANAGERS, pick=ONE, what=st.sampled_from(["remove", "describe", "code"]))
    def edit(self, who: str, pick: int, what: str) -> None:
        (sub,) = self._some([pick])
        state = self.states[sub]
        if state is None:
            return
        editing = self.office.editing
        verbs: dict[str, Callable[[], Changes]] = {
            "remove": lambda: editing.remove_lines(sub, [one.id for one in state.lines[:1]]),
            "describe": lambda: editing.change_description(sub, f"{state.description[:20]}!"),
            "code": lambda: editing.change_code(sub, f"{state.code[:6]}9"),
        }
        self._do("edit", who, verbs[what])

    @precondition(lambda self: self.subs)
    @rule(who=MANAGERS, picks=PICKS)
    def send(self, who: str, picks: list[int]) -> None:
        self._bulk("send", who, picks, self.office.deciding.send)

    @precondition(lambda self: self.subs)
    @rule(who=APPROVERS, picks=PICKS)
    def accept(self, who: str, picks: list[int]) -> None:
        self._bulk("accept", who, picks, self.office.deciding.accept)

    @precondition(lambda self: self.subs)
    @rule(who=APPROVERS, pick=ONE, code=st.sampled_from(["010", "077", "088"]))
    def accept_as(self, who: str, pick: int, code: str) -> None:
        accept = self.office.deciding.accept
        self._bulk("accept", who, [pick], lambda subs: accept(subs, code if subs else None))

    @precondition(lambda self: self.subs)
    @rule(
        who=PEOPLE,
        picks=PICKS,
        act=st.sampled_from(
            ["retrieve", "reject", "withdraw", "revise", "discard", "reset", "delete", "inactive"]
        ),
        on=st.booleans(),
    )
    def decide(self, who: str, picks: list[int], act: str, on: bool) -> None:
        office = self.office
        before = dict(self.states)
        verbs: dict[str, Callable[[list[str]], Changes]] = {
            "retrieve": office.deciding.retrieve,
            "reject": lambda subs: office.deciding.reject(subs, "Wrong code"),
            "withdraw": office.deciding.withdraw,
            "revise": office.deciding.revise,
            "discard": office.deciding.discard,
            "reset": lambda subs: office.deciding.reset(subs, "gone", deleted_in_sage=True),
            "delete": office.editing.delete,
            "inactive": lambda subs: office.standing.set_inactive(subs, on),
        }
        self._bulk(act, who, picks, verbs[act])
        if act == "reset":
            for sub, state in before.items():
                if state is not None and self.states[sub] != state:
                    self.ledger.delete(state)

    @rule(who=EXPORTERS)
    def export(self, who: str) -> None:
        written = self._do("export", who, lambda: self.office.export(who=who))
        for batch in written or ():
            self.ledger.take_file(batch, self.states)

    @precondition(lambda self: self.subs)
    @rule(pick=ONE)
    def go_on(self, pick: int) -> None:
        """The next step of the path by whoever does it every day."""
        (sub,) = self._some([pick])
        state = self.states[sub]
        if state is None:
            return
        if state.state in EDITABLE:
            self.send("Ann", [pick])
        elif state.state is State.SENT:
            self.accept("Carl", [pick])
        elif state.state is State.ACCEPTED:
            self.export("Dora")
        elif state.state is State.IN_SAGE:
            self._bulk("revise", "Ben", [pick], self.office.deciding.revise)

    @precondition(lambda self: self.ledger.waiting)
    @rule(who=EXPORTERS, answer=ANSWERS, pick=ONE, which=ONE)
    def answer(self, who: str, answer: str, pick: int, which: int) -> None:
        batch = list(self.ledger.waiting)[which % len(self.ledger.waiting)]
        carried = sorted(self.ledger.waiting[batch], key=self.subs.index)
        bad, answering = carried[pick % len(carried)], self.office.answering
        verbs: dict[str, Callable[[], Changes]] = {
            "posted": lambda: answering.posted(batch),
            "refused": lambda: answering.refused(batch, [bad], "no"),
            "void": lambda: answering.void(batch, "slip"),
        }
        if self._do(answer, who, verbs[answer]) is not None:
            self.ledger.answer(batch, answer, bad, self.states)

    @precondition(lambda self: self.ledger.waiting)
    @rule(who=EXPORTERS, pick=ONE, which=ONE)
    def answer_partly(self, who: str, pick: int, which: int) -> None:
        """Sage's reject file holds a line of one sub job; everything else is posted."""
        batch = list(self.ledger.waiting)[which % len(self.ledger.waiting)]
        carried = sorted(self.ledger.waiting[batch], key=self.subs.index)
        bad, file = carried[pick % len(carried)], Path(self._folder.name) / "rejected.jce"
        amounts = write_reject(file, self.office.exporting.batch_text(batch), self.states[bad])
        rejecting = Rejecting(self.office.desk)
        if self._do("refused", who, lambda: rejecting.apply(rejecting.preview(batch, file))):
            self.ledger.answer_partly(batch, bad, amounts, self.states)

    @precondition(lambda self: self.ledger.refused)
    @rule(
        who=APPROVERS, way=st.sampled_from(["correct", "try again", "posted after all"]), pick=ONE
    )
    def mend(self, who: str, way: str, pick: int) -> None:
        sub = sorted(self.ledger.refused, key=self.subs.index)[pick % len(self.ledger.refused)]
        answering = self.office.answering
        verbs = {
            "correct": lambda: answering.correct(sub, "0999"),
            "try again": lambda: answering.try_again([sub]),
            "posted after all": lambda: answering.posted_after_all([sub], "by hand"),
        }
        before = self.states[sub]
        self._do(way, who, verbs[way])
        if way == "posted after all" and self.states[sub] != before:
            self.ledger.arrive_after_all(sub, self.states)

    @precondition(lambda self: self.subs)
    @rule(who=PEOPLE, pick=ONE, code=LINKS)
    def link(self, who: str, pick: int, code: str) -> None:
        (sub,) = self._some([pick])
        if self.states[sub] is not None:
            self._do("link", who, lambda: Linking(self.office.desk).link(sub, code))

    @precondition(lambda self: self.subs)
    @rule(who=PEOPLE, picks=PICKS)
    def unlink(self, who: str, picks: list[int]) -> None:
        self._bulk("unlink", who, picks, Linking(self.office.desk).unlink)

    @rule(value=st.booleans(), who=PEOPLE)
    def set_separation(self, value: bool, who: str) -> None:
        setting = self.office.administering.set_setting
        self._do("office", who, lambda: setting("separation", value))

    @rule(who=PEOPLE, back=st.booleans())
    def undo_or_redo(self, who: str, back: bool) -> None:
        """Undo gives exactly the state before, redo exactly the one after."""
        undoing = self.office.undoing
        with self.office.by(who):
            told = undoing.next_undo() if back else undoing.next_redo()
            if told is None:
                return
            try:
                (undoing.undo if back else undoing.redo)()
            except UserError:  # its code was taken by another since
                assert self._look() == self.states
                return
        sources, targets = (self.past, self.undone) if back else (self.undone, self.past)
        now = self._look()
        changed = {sub for sub, state in now.items() if state != self.states.get(sub)}
        assert changed
        for sub in changed:
            assert now[sub] == sources[sub].pop()
            targets[sub].append(self.states.get(sub))
            self.states[sub] = now[sub]

    @rule(chance=st.randoms(use_true_random=True))
    def a_busy_day(self, chance: Random) -> None:
        """Many acts in a row: single ones seldom lead far along the path."""
        for _act in range(15):
            self._anything(chance)
            self._check()

    def _anything(self, chance: Random) -> None:
        pick, picks = chance.randrange(99), [chance.randrange(99), chance.randrange(99)]
        manager, approver = chance.choice(["Ann", "Ben", "Uma"]), chance.choice(["Carl", "Dora"])
        if not self.subs:
            self.create(manager, TOWER, chance.choice("12345"))
        acts: list[Callable[[], None]] = [
            lambda: self.create(manager, chance.choice([TOWER, CAMPUS]), chance.choice("12345")),
            lambda: self.edit_line(manager, pick, chance.choice(["0", "10", "-2"]), pick % 3),
            lambda: self.edit_line(manager, pick, chance.choice(["0", "10", "-2"]), pick % 3),
            lambda: self.edit(manager, pick, chance.choice(["remove", "describe", "code"])),
            lambda: self.decide(manager, picks, chance.choice(_MANAGED), on=chance.random() < 0.3),
            lambda: self.decide(approver, picks, chance.choice(["reject", "withdraw"]), on=True),
            lambda: self.decide("Ann", picks, chance.choice(["reset", "discard"]), on=True),
            lambda: self.accept_as(approver, pick, chance.choice(["010", "077"])),
            lambda: self.undo_or_redo(chance.choice([manager, approver]), back=True),
            lambda: self.undo_or_redo(chance.choice([manager, approver]), back=False),
            lambda: self.link(chance.choice([manager, approver]), pick, chance.choice(LINKED)),
            lambda: self.unlink(chance.choice([manager, approver]), picks),
            *[lambda: self.go_on(pick)] * 5,
        ]
        if self.ledger.waiting:
            answers = ["posted", "posted", "posted", "refused", "refused", "void"]
            acts += [lambda: self.answer("Dora", chance.choice(answers), pick, pick)] * 3
            acts += [lambda: self.answer_partly("Dora", pick, pick)]
        if self.ledger.refused:
            ways = ["correct", "try again", "posted after all"]
            acts += [lambda: self.mend(chance.choice(["Carl", "Dora"]), chance.choice(ways), pick)]
        chance.choice(acts)()

    @rule()
    def open_again(self) -> None:
        self.office.reopen()
        assert self._look() == self.states


def test_a_company_lived_in_by_chance() -> None:
    run_state_machine_as_test(
        Life, settings=settings(max_examples=examples(5), stateful_step_count=30)
    )


@settings(max_examples=examples(4), phases=[Phase.generate])
@given(st.randoms(use_true_random=True))
def _many_days(chance: Random) -> None:
    life = Life()
    life.found()
    for _day in range(12):
        life.a_busy_day(chance)
        life.open_again()
    life.teardown()


def test_busy_days_go_most_ways_of_the_picture() -> None:
    REACHED.clear()
    _many_days()
    arrows = {(act, *arrow) for act, ways in ARROWS.items() for arrow in ways}
    assert arrows >= REACHED
    assert len(REACHED) > len(arrows) / 2, sorted(arrows - REACHED, key=str)
