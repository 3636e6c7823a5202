"""What exchange asks: heads, what waits and for whom, forks, how far a sending has come."""

from pathlib import Path

from subjob_desk.domain.facts import (
    Acknowledged,
    BranchKept,
    Checkpoint,
    Sent,
)
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.store import desk_queries, gate_queries, given, meta, segments
from subjob_desk.store.database import Database
from subjob_desk.store.desk_queries import Branch, CheckpointRow, Fork
from subjob_desk.store.forks import is_settled
from subjob_desk.store.projector import append
from subjob_desk.store.segments import Segment
from tests.drivers.apart import Apart
from tests.drivers.arriving import received
from tests.drivers.log import HOME, SUB

EAST = "desk-east"


def _two_desks() -> Apart:
    log = Apart()
    log.add_desk(EAST)
    log.create("ben", SUB, desk=EAST)
    return log


def _file(tmp_path: Path, operations: list[Operation]) -> Database:
    return received(tmp_path / "rb.sjd", [operations])


def _segment(op: Operation, *, own: bool = True) -> Segment:
    return Segment(op.actor, 1, op.seq, op.id, op.id, "", own)


def test_a_damaged_note_of_what_went_out_says_that_nothing_did(tmp_path: Path) -> None:
    with _file(tmp_path, []) as database, database.write() as connection:
        given.note(connection, HOME, "hub", 7)
        assert given.gone_out(connection, HOME) == 7
        meta.put(connection, f"{meta.GIVEN} {HOME}", "[7")
        assert given.gone_out(connection, HOME) == given.reach(connection, HOME, "hub") == 0
        given.note(connection, HOME, "hub", 3)
        assert given.in_hub(connection, HOME) == 3


def test_other_entries_are_held_than_a_checkpoint_names(tmp_path: Path) -> None:
    log = _two_desks()
    with _file(tmp_path, log.operations) as database, database.read() as connection:
        heads = desk_queries.heads(connection)
        assert gate_queries.holds_exactly(connection, heads)
        assert not gate_queries.holds_exactly(connection, {**heads, "desk-west": (1, "0" * 64)})
        assert not gate_queries.holds_exactly(connection, {**heads, EAST: (1, "0" * 64)})
        assert not gate_queries.holds_exactly(connection, {HOME: heads[HOME]})


def test_heads_and_contact(tmp_path: Path) -> None:
    log = _two_desks()
    last = {op.actor: op for op in log.operations}
    with _file(tmp_path, log.operations) as database, database.read() as connection:
        assert desk_queries.heads(connection) == {
            actor: (op.seq, op.id) for actor, op in last.items()
        }
        assert desk_queries.last_contact(connection) == {actor: op.at for actor, op in last.items()}
        assert desk_queries.entries_by_desk(connection) == {
            actor: op.seq for actor, op in last.items()
        }


def test_what_waits_names_the_desk_and_how_much_is_missing(tmp_path: Path) -> None:
    log = _two_desks()
    for _time in range(3):
        log.create("ben", f"sub-{_time}", desk=EAST)
    theirs = [op for op in log.operations if op.actor == EAST]
    ours = [op for op in log.operations if op.actor == HOME]
    with _file(tmp_path, [*ours, theirs[3]]) as database:
        with database.read() as connection:
            (one,) = desk_queries.held(connection)
            assert (one.id, one.desk, one.missing) == (theirs[3].id, EAST, 3)
            assert desk_queries.count_held(connection) == 1
            assert desk_queries.count_odd(connection)["held"] == 1
            (odd,) = desk_queries.odd_entries(connection, ["held"], 10)
            assert (odd.id, odd.status, odd.actor) == (one.id, "held", EAST)
        with database.write() as connection:
            append(connection, theirs)
        with database.read() as connection:
            assert desk_queries.held(connection) == []


def test_what_waits_and_is_about_a_sub_job(tmp_path: Path) -> None:
    log = _two_desks()
    missing = log.send("ben", desk=EAST)
    waits = log.retrieve("ben", desk=EAST)
    there = [op for op in log.operations if op is not missing]
    with _file(tmp_path, there) as database, database.read() as connection:
        [found] = gate_queries.held_on(connection, [SUB, "sub-0"])
        assert (found.sub, found.entry) == (SUB, waits)
        assert found.job_key
        assert gate_queries.held_on(connection, ["sub-0"]) == []


def test_what_waits_for_the_registrar_says_so(tmp_path: Path) -> None:
    log = _two_desks()
    ours = [op for op in log.operations if op.actor == HOME]
    theirs = [op for op in log.operations if op.actor == EAST]
    with _file(tmp_path, [*ours[:-2], *theirs]) as database, database.read() as connection:
        (one,) = desk_queries.held(connection)
        assert (one.desk, one.missing) == (HOME, 2)


def test_what_waits_for_somebody_unknown(tmp_path: Path) -> None:
    log = _two_desks()
    log.meet(HOME, EAST)
    log.send("ben")
    sent = log.operations[-1]
    rest = [op for op in log.operations if op.actor == HOME]
    with _file(tmp_path, rest) as database, database.read() as connection:
        (one,) = desk_queries.held(connection)
        assert (one.id, one.desk, one.missing) == (sent.id, "", 1)


def test_what_waits_for_what_waits_itself_names_its_desk(tmp_path: Path) -> None:
    log = _two_desks()
    log.create("ben", "other", desk=EAST)
    log.meet(HOME, EAST)
    log.send("ben", "other")
    rest = [op for op in log.operations if op.sub != SUB]
    with _file(tmp_path, rest) as database, database.read() as connection:
        found = {one.actor: (one.desk, one.missing) for one in desk_queries.held(connection)}
        assert found == {EAST: (EAST, 1), HOME: (EAST, 2)}


def test_forks_with_their_branches_and_what_is_kept(tmp_path: Path) -> None:
    log = _two_desks()
    copy = log.copy_desk(EAST)
    first = log.create("ben", "one", desk=EAST)
    second = log.create("ben", "two", desk=EAST)
    other = log.create("ben", "three", desk=copy)
    log.note("ann", BranchKept(EAST, first.seq, first.id), COMPANY)
    with _file(tmp_path, log.operations) as database, database.read() as connection:
        (fork,) = desk_queries.forks(connection)
        assert (fork.actor, fork.seq) == (EAST, 2)
        assert set(fork.branches) == {
            Branch(second.id, 3, second.at, 2, 1),
            Branch(other.id, 2, other.at, 1, 0),
        }
        assert desk_queries.pinned(connection, EAST) == [(2, first.id)]
        assert desk_queries.heads(connection)[EAST] == (2, first.id)
        assert isinstance(fork, Fork)
        assert fork.is_settled


def test_a_fork_is_settled_by_the_choice_of_the_registrar_alone(tmp_path: Path) -> None:
    log = _two_desks()
    copy = log.copy_desk(EAST)
    first = log.create("ben", "one", desk=EAST)
    again = log.copy_desk(EAST)
    inner = [log.create("ben", name, desk=desk) for name, desk in (("two", EAST), ("3", again))]
    other = log.create("ben", "four", desk=copy)
    twin = log.copy_desk(copy)
    outer = [log.create("ben", name, desk=desk) for name, desk in (("5", copy), ("6", twin))]
    assert [one.seq for one in (*inner, *outer)] == [3] * 4
    log.note("ann", Checkpoint({EAST: (first.seq, first.id)}, "", 1), HOME)
    with _file(tmp_path, log.operations) as database, database.write() as connection:
        assert not is_settled(connection, EAST, 1), "there is one"
        assert not is_settled(connection, EAST, first.seq), "it is pinned, not chosen"
        append(connection, [log.note("ann", BranchKept(EAST, 2, other.id), COMPANY)])
        assert is_settled(connection, EAST, first.seq)
        assert not is_settled(connection, EAST, 3), "it goes on in two ways"
        assert not desk_queries.forks(connection)[0].is_settled
        append(connection, [log.note("ann", BranchKept(EAST, 3, outer[0].id), COMPANY)])
        assert is_settled(connection, EAST, 3)
        assert desk_queries.forks(connection)[0].is_settled
        assert not is_settled(connection, EAST, 99), "there is none"


def test_checkpoints_newest_first(tmp_path: Path) -> None:
    log = Apart()
    heads = {HOME: (1, log.operations[0].id)}
    log.note("ann", Checkpoint({}, "aa", 7), HOME)
    newest = log.note("ann", Checkpoint(heads, "bb", 7), HOME)
    with _file(tmp_path, log.operations) as database, database.read() as connection:
        assert desk_queries.checkpoints(connection) == [
            CheckpointRow(newest.id, newest.seq, "bb", 7, newest.at, heads)
        ]
        assert len(desk_queries.checkpoints(connection, 5)) == 2


def test_a_sending_goes_from_the_outbox_to_the_hub_to_its_readers(tmp_path: Path) -> None:
    log = _two_desks()
    log.meet(HOME, EAST)
    with _file(tmp_path, log.operations) as database:
        with database.read() as connection:
            assert desk_queries.sending_status(connection, SUB, (HOME, EAST)) == ""
        log.send("ann")
        sent = log.operations[-1]
        assert isinstance(sent.fact, Sent)
        with database.write() as connection:
            append(connection, [sent])
            assert desk_queries.sending_status(connection, SUB, (HOME, EAST)) == "outbox"
            assert given.outbox(connection, HOME) == sent.seq
            segments.add(connection, _segment(sent))
            assert desk_queries.sending_status(connection, SUB, (HOME, EAST)) == "outbox", (
                "it is not there yet"
            )
            given.note(connection, HOME, given.PACKET, sent.seq)
            assert desk_queries.sending_status(connection, SUB, (HOME, EAST)) == "in-packet"
            assert given.outbox(connection, HOME) == 0
            given.note(connection, HOME, "/hub", sent.seq - 1)
            assert desk_queries.sending_status(connection, SUB, (HOME, EAST)) == "in-packet"
            given.note(connection, HOME, "/hub", sent.seq)
            given.note(connection, HOME, "/hub", 1)
            assert desk_queries.sending_status(connection, SUB, (HOME, EAST)) == "in-hub"
            given.forget_hubs(connection, HOME)
            assert desk_queries.sending_status(connection, SUB, (HOME, EAST)) == "in-packet"
            assert given.reach(connection, EAST, "/hub") == 0
            log.meet(HOME, EAST)
            said = Acknowledged({HOME: sent.seq})
            append(connection, [log.note("carl", said, EAST, desk=EAST)])
            assert desk_queries.sending_status(connection, SUB, (HOME, EAST)) == "received"
            assert desk_queries.acknowledged(connection, EAST) == {HOME: sent.seq}


def test_what_another_desk_sent_came_from_a_hub(tmp_path: Path) -> None:
    log = _two_desks()
    sent = log.send("ben", desk=EAST)
    log.meet(HOME, EAST)
    with _file(tmp_path, log.operations) as database, database.write() as connection:
        assert desk_queries.sending_status(connection, SUB, (HOME, EAST)) == "outbox", (
            "in no segment of it yet"
        )
        segments.add(connection, _segment(sent, own=False))
        assert desk_queries.sending_status(connection, SUB, (HOME, EAST)) == "in-hub"


def test_an_older_acknowledgement_takes_nothing_back(tmp_path: Path) -> None:
    log = _two_desks()
    for seq in (4, 2):
        log.note("carl", Acknowledged({HOME: seq}), EAST, desk=EAST)
    with _file(tmp_path, log.operations) as database, database.read() as connection:
        assert desk_queries.acknowledged(connection, EAST) == {HOME: 4}


def test_the_file_knows_its_registrar(tmp_path: Path) -> None:
    path = tmp_path / "joined.sjd"
    with Database.create(path, "c" * 16, "d" * 16, "e" * 16) as made:
        assert made.registrar_id == "e" * 16
        with made.read() as connection:
            assert meta.get(connection, meta.REGISTRAR) == "e" * 16
