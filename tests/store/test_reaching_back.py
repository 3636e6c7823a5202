"""What the registrar cuts off, gives back or takes reaches back, and to nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from subjob_desk.domain.codes import strip
from subjob_desk.domain.facts import (
    BatchAnswered,
    BranchKept,
    Checkpoint,
    DescriptionChanged,
    Enrolled,
    Fact,
    ListClosed,
    ListPart,
    PersonSet,
    PostingGranted,
    Revoked,
    SettingChanged,
)
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.domain.shared_facts import WHOLLY
from subjob_desk.store import lookups, queries
from subjob_desk.store import projections as p
from subjob_desk.store.database import Database
from subjob_desk.store.projector import Touched, append, batch_of
from tests.drivers.apart import SUBS, Apart
from tests.drivers.arriving import (
    assert_digest_is_of_the_states,
    assert_is_fold_of_everything,
    assert_same,
    assert_set_aside_as_it_should,
    received,
)
from tests.drivers.log import HOME

EAST = "desk-east"
WEST = "desk-west"
A, B, C = SUBS
ENROLLED = Enrolled(EAST, "00" * 32, f"PC {EAST}")
SITE_OFFICE = Enrolled(EAST, "00" * 32, "Site office", ("ann",))
BENJAMIN = PersonSet("ben", "Benjamin", ("pm",))


class Office(Apart):
    """Three admitted desks that know three sub jobs."""

    def __init__(self, *persons: str) -> None:
        """``persons`` may write in the east; nobody named: all."""
        super().__init__()
        for desk in (HOME, EAST, WEST):
            here = persons if desk == EAST else ()
            self.registrar(Enrolled(desk, "00" * 32, f"PC {desk}", here))
        for sub in SUBS:
            self.create("ben", sub)
        self.add_desk(EAST)
        self.add_desk(WEST)

    def registrar(self, fact: Fact) -> Operation:
        """The registrar's user records ``fact`` about the company."""
        return self.note("ann", fact, COMPANY)

    def edit(self, sub: str, text: str = "Wall", *, who: str = "ben", desk: str = EAST) -> int:
        """Change a description; returns the number of the entry."""
        return self.note(who, DescriptionChanged("Slab", text), sub, desk=desk).seq


def reasons(database: Database) -> dict[str, str]:
    """Why entries have no effect, by object."""
    with database.read() as connection:
        query = select(p.entry.c.sub, p.entry.c.reason).where(p.ODD)
        return {row.sub: row.reason for row in connection.execute(query)}


Scene = tuple[Apart, list[Operation]]
"""What was recorded, and what of it arrives last."""


def revoked() -> Scene:
    office = Office()
    cut = office.edit(A)
    office.edit(B)
    office.edit(C, desk=WEST)
    return office, [office.registrar(Revoked(EAST, cut, "lost"))]


def revoked_before(fact: Fact) -> Scene:
    office, _ = revoked()
    assert isinstance(office, Office)
    return office, [office.registrar(fact)]


def narrowed() -> Scene:
    office = Office()
    cut = office.edit(A)
    office.edit(B)
    office.edit(C, who="ann")
    return office, [office.registrar(PersonSet("ben", "ben", (), (), {EAST: cut, HOME: 99}))]


def narrowed_everywhere() -> Scene:
    office = Office()
    office.edit(B)
    office.edit(C, who="ann")
    return office, [office.registrar(PersonSet("ben", "ben", ("viewer",), (), {HOME: 99}))]


def kept_apart() -> Scene:
    office = Office()
    office.registrar(SettingChanged("separation", "true", "false"))
    office.registrar(PersonSet("ben", "ben", ("approver", "pm")))
    office.meet(HOME, EAST)
    for sub in SUBS:
        office.send("ben", sub, EAST)
    cut, _late = (office.accept("ben", "010", sub, EAST).seq for sub in (A, B))
    return office, [office.registrar(SettingChanged("separation", "false", "true", {EAST: cut}))]


def renamed(fact: Fact) -> Scene:
    office = Office("ann")
    office.edit(A, who="ann")
    office.edit(B)
    return office, [office.registrar(fact)]


def exported(office: Office, desk: str, sub: str = B) -> list[Operation]:
    """A whole way to the batch ``b1``, all at one desk."""
    office.send("ben", sub, desk)
    office.accept("carl", "010", sub, desk)
    return office.export("b1", subs=(sub,), desk=desk)


def taken() -> Scene:
    office = Office()
    exported(office, HOME)
    office.edit(A)
    cut = office.operations[-1].seq - 3
    return office, [office.registrar(PostingGranted(WEST, "", cut, 1000, "checked"))]


def closed_beyond_the_cut() -> Scene:
    office = Office()
    office.registrar(PostingGranted(EAST, "", 99, 0, "checked"))
    office.meet(HOME, EAST)
    _opened, export, _closed = exported(office, EAST)
    return office, [office.registrar(Revoked(EAST, export.seq, "lost"))]


SCENES: dict[str, tuple[Callable[[], Scene], set[str]]] = {
    "a desk is revoked": (revoked, {B}),
    "a desk is admitted up to a later entry": (lambda: revoked_before(Revoked(EAST, 99)), {B}),
    "a desk is admitted as a whole": (lambda: revoked_before(Revoked(EAST, WHOLLY)), {B}),
    "a revoked desk is enrolled again": (lambda: revoked_before(ENROLLED), set()),
    "a person loses a role at one desk": (narrowed, {B}),
    "a person loses a role everywhere else": (narrowed_everywhere, {B}),
    "people are kept apart": (kept_apart, {B}),
    "a person named in a reason is called otherwise": (lambda: renamed(BENJAMIN), {B}),
    "a desk named in a reason is called otherwise": (lambda: renamed(SITE_OFFICE), {B}),
    "the posting is taken": (taken, {B}),
    "the closing of a batch is cut off": (closed_beyond_the_cut, {B}),
}


def _in_two(tmp_path: Path, scene: Scene) -> tuple[Database, Touched]:
    log, late = scene
    ids = {op.id for op in late}
    database = received(tmp_path / "late.sjd", [[op for op in log.operations if op.id not in ids]])
    with database.write() as connection:
        return database, append(connection, late)


@pytest.mark.parametrize("name", SCENES)
def test_exactly_what_is_touched_is_folded_anew(tmp_path: Path, name: str) -> None:
    make, expected = SCENES[name]
    scene = make()
    database, touched = _in_two(tmp_path, scene)
    with database, received(tmp_path / "whole.sjd", [scene[0].operations]) as whole:
        assert touched.sub_jobs == expected
        assert_same(database, whole)
        with database.read() as connection:
            assert_is_fold_of_everything(connection)
            assert_digest_is_of_the_states(connection)


def test_the_reasons_are_told(tmp_path: Path) -> None:
    database, _touched = _in_two(tmp_path, revoked())
    with database:
        assert reasons(database) == {
            B: "PC desk-east was revoked: its entries beyond 1 have no effect."
        }


def test_an_ordinary_entry_of_the_registrar_reaches_nothing(tmp_path: Path) -> None:
    office = Office()
    office.edit(B)
    late = [office.registrar(PersonSet("carl", "carl", ("pm",)))]
    database, touched = _in_two(tmp_path, (office, late))
    with database:
        assert touched.sub_jobs == set()


def test_batches_answered_at_two_desks_are_folded_in_causal_order(tmp_path: Path) -> None:
    office = Office()
    office.registrar(PostingGranted(EAST, "", 99, 0, "checked"))
    office.meet(HOME, EAST)
    exported(office, EAST)
    office.meet(HOME, EAST)
    theirs = office.note("dora", BatchAnswered("posted"), "b1", desk=EAST)
    office.registrar(PostingGranted(WEST, "", 99, 0, "checked"))
    office.meet(HOME, WEST)
    ours = office.note("dora", BatchAnswered("void"), "b1", desk=WEST)
    assert office.placed[theirs.id].order < office.placed[ours.id].order
    database, touched = _in_two(tmp_path, (office, [theirs]))
    with database, received(tmp_path / "whole.sjd", [office.operations]) as whole:
        assert touched.batches == {"b1"}
        assert_same(database, whole)
        with database.read() as connection:
            batch = batch_of(connection, "b1")
            assert_is_fold_of_everything(connection)
    assert batch is not None
    assert batch.state == "posted"


def test_a_list_that_comes_late_does_not_replace_a_later_one(tmp_path: Path) -> None:
    office = Office()
    lists = {desk: _list(office, desk, f"{desk} list") for desk in (EAST, HOME)}
    earlier, later = sorted(lists.values(), key=lambda ops: office.placed[ops[-1].id].order)
    rest = [op for op in office.operations if op not in (*earlier, *later)]
    with received(tmp_path / "late.sjd", [rest, later, earlier]) as database:
        with database.read() as connection:
            known = lookups.categories(connection)
        with received(tmp_path / "whole.sjd", [office.operations]) as whole:
            assert_same(database, whole)
    desk = EAST if lists[EAST] is later else HOME
    assert known["LAB"].description == f"{desk} list"


def test_a_list_of_a_revoked_desk_gives_way_to_the_one_before(tmp_path: Path) -> None:
    office = Office()
    _list(office, HOME, "before")
    office.meet(HOME, EAST)
    _list(office, EAST, "after")
    for roles in (("viewer",), ("pm",), ("viewer",)):
        office.registrar(PersonSet("vic", "vic", roles))
    late = [office.registrar(Revoked(EAST, 0, "lost"))]
    before = [op for op in office.operations if op not in late]
    whole = received(tmp_path / "whole.sjd", [office.operations])
    with received(tmp_path / "late.sjd", [before]) as database, whole:
        assert _laborer(database) == "after"
        with database.write() as connection:
            touched = append(connection, late)
        assert touched.company
        assert _laborer(database) == "before"
        assert touched.jobs == {strip(HOME), strip(EAST)}
        with database.read() as connection:
            assert [one.key for one in queries.projects(connection)] == [strip(HOME)]
        assert_same(database, whole)


@pytest.mark.parametrize("size", [1, 99])
def test_a_list_that_was_cut_off_for_a_while_counts(tmp_path: Path, size: int) -> None:
    """Revoked and admitted again, before and after, in one portion or one by one."""
    office = Office()
    _list(office, EAST, "theirs")
    early = list(office.operations)
    for fact in (Revoked(EAST, 0, "lost"), PersonSet("vic", "vic", ("pm",))):
        office.registrar(fact)
    _list(office, EAST, "theirs again")
    for _filler in range(9):
        office.registrar(PersonSet("vic", "vic", ("viewer",)))
    office.registrar(Revoked(EAST, WHOLLY))
    late = [op for op in office.operations if op not in early]
    portions = [early, *(late[n : n + size] for n in range(0, len(late), size))]
    with received(tmp_path / "late.sjd", portions) as database:
        assert _laborer(database) == "theirs again"
        assert reasons(database) == {}
        with database.read() as connection:
            assert_is_fold_of_everything(connection)


def _laborer(database: Database) -> str:
    with database.read() as connection:
        return lookups.categories(connection)["LAB"].description


def _list(office: Office, desk: str, text: str) -> list[Operation]:
    """A list of projects and one of categories, both of one row."""
    made: list[Operation] = []
    for kind, row in (("jobs", (desk, text, "open")), ("categories", ("LAB", text))):
        deed = f"{kind}-{desk}"
        part, closed = ListPart(deed, kind, (row,)), ListClosed(deed, kind, "list.csv", 1, 1)
        made += [office.note("dora", one, COMPANY, desk=desk, deed=deed) for one in (part, closed)]
    return made


# --- forks ---------------------------------------------------------------------------------------


def forked() -> tuple[Office, list[Operation], list[Operation]]:
    """The east is cloned after one entry; both copies write two more."""
    office = Office()
    office.edit(A)
    copy = office.copy_desk(EAST)
    office.edit(B)
    office.edit(B, "Roof")
    office.edit(C, desk=copy)
    office.edit(C, "Roof", desk=copy)
    mine = [op for op in office.operations if op.actor == EAST and op.sub == B]
    theirs = [op for op in office.operations if op.actor == EAST and op.sub == C]
    return office, mine, theirs


def test_both_branches_are_set_aside(tmp_path: Path) -> None:
    office, _mine, theirs = forked()
    database, touched = _in_two(tmp_path, (office, theirs))
    with database, received(tmp_path / "whole.sjd", [office.operations]) as whole:
        assert touched.sub_jobs == {B, C}
        assert touched.forked == {EAST}
        reason = "The chain of PC desk-east forks before it, and this branch was not kept."
        assert reasons(database) == {B: reason, C: reason}
        assert_same(database, whole)


@pytest.mark.parametrize("keeping", [0, 1])
def test_the_branch_the_registrar_keeps_counts_up_to_there(tmp_path: Path, keeping: int) -> None:
    office, mine, _theirs = forked()
    kept = mine[keeping]
    late = [office.registrar(BranchKept(EAST, kept.seq, kept.id))]
    database, touched = _in_two(tmp_path, (office, late))
    with database, received(tmp_path / "whole.sjd", [office.operations]) as whole:
        assert touched.sub_jobs == {B}
        assert set(reasons(database)) == ({B, C} if keeping == 0 else {C})
        assert_same(database, whole)
        with database.read() as connection:
            assert_set_aside_as_it_should(connection)
            assert_is_fold_of_everything(connection)


def test_what_a_checkpoint_pinned_stays(tmp_path: Path) -> None:
    office, mine, theirs = forked()
    pin = Checkpoint({EAST: (mine[1].seq, mine[1].id)}, "", 1)
    office.note("ann", pin, HOME)
    database, touched = _in_two(tmp_path, (office, theirs))
    with database, received(tmp_path / "whole.sjd", [office.operations]) as whole:
        assert touched.sub_jobs == {C}
        assert set(reasons(database)) == {C}
        assert_same(database, whole)


def test_a_registrar_that_forks_takes_back_what_it_said_since(tmp_path: Path) -> None:
    office = Office()
    office.registrar(PersonSet("vic", "vic", ("pm",)))
    twin = office.copy_desk(HOME)
    office.registrar(PersonSet("eve", "eve", ("approver", "pm")))
    office.meet(HOME, EAST)
    office.edit(B, who="eve")
    office.edit(C, who="vic")
    late = [office.note("ann", PersonSet("eve", "eve", ()), COMPANY, desk=twin)]
    database, touched = _in_two(tmp_path, (office, late))
    with database, received(tmp_path / "whole.sjd", [office.operations]) as whole:
        assert touched.company
        assert B in touched.sub_jobs
        assert_same(database, whole)
        assert "not a project manager" in reasons(database)[B]
        with database.read() as connection:
            assert_is_fold_of_everything(connection)


def test_what_came_before_the_founding_is_judged_again(tmp_path: Path) -> None:
    office = Office()
    office.add_desk("desk-stranger")
    early = office.note("zoe", DescriptionChanged("", "x"), A, desk="desk-stranger", adm=0, par=())
    rest = [op for op in office.operations if op.id != early.id]
    with received(tmp_path / "early.sjd", [[early]]) as database:
        assert reasons(database) == {A: "The company has not been founded."}
        with database.write() as connection:
            append(connection, rest)
        with received(tmp_path / "whole.sjd", [office.operations]) as whole:
            assert_same(database, whole)
        assert reasons(database) == {A: "Its desk was not admitted."}


def test_a_batch_whose_opening_is_cut_off_is_gone(tmp_path: Path) -> None:
    office = Office()
    office.registrar(PostingGranted(EAST, "", 99, 0, "checked"))
    office.meet(HOME, EAST)
    opened, _export, _closed = exported(office, EAST)
    scene = office, [office.registrar(Revoked(EAST, opened.seq - 1, "lost"))]
    database, touched = _in_two(tmp_path, scene)
    with database:
        assert touched.batches == {"b1"}
        with database.read() as connection:
            assert batch_of(connection, "b1") is None
            assert connection.execute(select(p.batch)).all() == []
            assert_digest_is_of_the_states(connection)
