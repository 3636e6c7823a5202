"""A posting desk that was cut off gives the posting back without end: it costs nobody anything."""

from pathlib import Path

import msgspec
import pytest

from subjob_desk.domain.facts import (
    Enrolled,
    PostingGranted,
    PostingReleased,
    Revoked,
)
from subjob_desk.domain.operations import COMPANY, Operation
from subjob_desk.store.projector import company_of
from tests.drivers.apart import DESKS, Apart
from tests.drivers.arriving import assert_is_fold_of_everything, assert_same, received
from tests.drivers.log import HOME

_HOME, EAST, WEST = DESKS


class Handing(Apart):
    """The posting is the east's; the west is let in too."""

    def __init__(self) -> None:
        super().__init__()
        for desk in DESKS:
            self.order(Enrolled(desk, "00" * 32, f"PC {desk}"))
        self.order(PostingGranted(EAST, "", 99, 0, "checked"))
        for desk in (EAST, WEST):
            self.add_desk(desk)

    def order(self, fact: Enrolled | PostingGranted | Revoked) -> Operation:
        """The registrar's user says so."""
        return self.note("ann", fact, COMPANY)

    def release(self) -> Operation:
        """The east gives the posting back."""
        return self.note("dora", PostingReleased(), COMPANY, desk=EAST)


def _size(path: Path, log: Apart) -> int:
    """Bytes of what is kept of the company."""
    with received(path, [log.operations]) as database, database.read() as connection:
        return len(msgspec.msgpack.encode(company_of(connection)))


def test_what_is_cut_off_is_not_kept(tmp_path: Path) -> None:
    log = Handing()
    log.order(Revoked(EAST, 0, "stolen"))
    before = _size(tmp_path / "before.sjd", log)
    for _time in range(40):
        log.release()
    assert _size(tmp_path / "after.sjd", log) == before


def test_the_posting_is_taken_all_the_same(tmp_path: Path) -> None:
    log = Handing()
    log.order(Revoked(EAST, 0, "stolen"))
    for _time in range(3):
        log.release()
    log.meet(HOME, EAST)
    assert not log.company().desks.is_released
    taken = log.order(PostingGranted(WEST, "", 0, 1000, "checked"))
    assert log.company().desks.posting.desk == WEST
    with received(tmp_path / "rb.sjd", [log.operations]) as whole:
        with whole.read() as connection:
            assert_is_fold_of_everything(connection)
        ways = ([[op] for op in log.operations], [[taken], log.operations])
        for number, portions in enumerate(ways):
            with received(tmp_path / f"{number}.sjd", portions) as other:
                assert_same(whole, other)


@pytest.mark.parametrize("is_cut_first", [False, True])
def test_a_hand_over_stays_one_although_its_release_is_cut_off(
    tmp_path: Path, *, is_cut_first: bool
) -> None:
    """Nobody loses the posting because another desk counts no more, however that arrives."""
    log = Handing()
    given = log.release()
    log.meet(HOME, EAST)
    if is_cut_first:
        cut = log.order(Revoked(EAST, 0, "stolen"))
        granted = log.order(PostingGranted(WEST, given.id))
    else:
        granted = log.order(PostingGranted(WEST, given.id))
        cut = log.order(Revoked(EAST, 0, "stolen"))
    log.release()
    assert log.company().desks.posting.desk == WEST
    late = [log.operations[:-1], log.operations[-1:]]
    early = [[op for op in log.operations if op.id not in (granted.id, cut.id)], [cut, granted]]
    with received(tmp_path / "rb.sjd", [log.operations]) as whole:
        with whole.read() as connection:
            company = company_of(connection)
            assert company is not None
            assert company.desks.posting.desk == WEST
            assert_is_fold_of_everything(connection)
        for number, portions in enumerate((late, early, [[op] for op in log.operations])):
            with received(tmp_path / f"{number}.sjd", portions) as other:
                assert_same(whole, other)
