"""What stands on something that was undone elsewhere at the same time."""

from subjob_desk.domain.at_once import stands_on
from tests.drivers.races import EAST, described, draft


def test_nothing_is_known_to_stand_on_an_entry_of_a_newer_program() -> None:
    log = draft()
    newer = log.note_newer("ann")
    edit = described(log, "Slab", "Wall", "ben", EAST)
    assert not stands_on(edit, newer)
    [created] = [op for op in log.operations if op.kind == "created"]
    assert stands_on(edit, created)
