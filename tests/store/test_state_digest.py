"""What all states add up to: kept with every act, checked like all that screens read."""

from pathlib import Path

from sqlalchemy import text

from subjob_desk.store import maintenance
from subjob_desk.store.database import Database
from subjob_desk.store.projector import append
from subjob_desk.store.state_digest import drop_state, mark, save_states, state_digest
from tests.drivers.apart import Apart
from tests.drivers.arriving import assert_digest_is_of_the_states, received
from tests.drivers.lies import no_progress

NOTHING = "0" * 64


def _row(key: str, state: bytes) -> dict[str, object]:
    return {
        "sub": key, "kind": "batch", "undoable": "", "redoable": "", "has_conflicts": False,
        "state": state,
    }  # fmt: skip


def test_states_are_added_replaced_and_dropped(database: Database) -> None:
    with database.write() as connection:
        assert state_digest(connection) == NOTHING
        save_states(connection, [_row("batch a", b"1"), _row("batch b", b"2")])
        both = state_digest(connection)
        assert_digest_is_of_the_states(connection)
        save_states(connection, [_row("batch b", b"3")])
        assert state_digest(connection) != both
        assert_digest_is_of_the_states(connection)
        save_states(connection, [_row("batch b", b"2")])
        assert state_digest(connection) == both
        drop_state(connection, "batch a")
        assert state_digest(connection) == mark("batch", "batch b", b"2").hex()
        drop_state(connection, "batch b")
        drop_state(connection, "batch b")
        assert state_digest(connection) == NOTHING


def test_nothing_moves_from_one_part_to_the_next() -> None:
    assert mark("batch", "a", b"bc") != mark("batch", "ab", b"c")


def test_every_act_changes_it(tmp_path: Path) -> None:
    log = Apart()
    with received(tmp_path / "rb.sjd", [log.operations]) as database:
        seen = set()
        for act in (log.create, log.send, log.accept, log.withdraw):
            with database.write() as connection:
                append(connection, [act()])
                seen.add(state_digest(connection))
                assert_digest_is_of_the_states(connection)
        assert len(seen) == 4


def test_a_digest_that_is_not_that_of_the_log_is_found(tmp_path: Path) -> None:
    log = Apart()
    log.create()
    with received(tmp_path / "rb.sjd", [log.operations]) as database:
        assert maintenance.projection_findings(database, no_progress) == []
        with database.write() as connection:
            connection.execute(text("UPDATE state_sum SET total = :t"), {"t": NOTHING})
        (finding,) = maintenance.projection_findings(database, no_progress)
        assert "state_sum" in finding
