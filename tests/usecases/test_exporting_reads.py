"""A plan is made in short reads, and is of one state of the log all the same."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from subjob_desk.store.connection import Connection
from subjob_desk.usecases.desk import Desk
from tests.drivers.office import DATE, Office


class BusyDesk(Desk):
    """A desk at which somebody else may act whenever a read is over."""

    others: Callable[[], None] | None = None

    def reading(self) -> AbstractContextManager[Connection]:
        """A short look, as ever."""
        return self._then_others(super().reading())

    @contextmanager
    def _then_others(self, look: AbstractContextManager[Connection]) -> Iterator[Connection]:
        with look as connection:
            yield connection
        if self.others is not None:
            others, self.others = self.others, None
            others()
            self.others = others


@pytest.fixture
def desk(office: Office) -> BusyDesk:
    """With two accepted sub jobs; Dora acts."""
    office.accepted("010", "1.00")
    office.accepted("020", "2.00")
    office.desk.close()
    desk = BusyDesk.open(office.path, clock=office.clock)
    office.use(desk)
    desk.acting = desk.person_named("Dora").id
    return desk


def test_what_is_recorded_meanwhile_is_planned_for(office: Office, desk: BusyDesk) -> None:
    reads = 0

    def withdraw_once() -> None:
        nonlocal reads
        reads += 1
        if reads == 5:  # both are on the list already, and were looked at
            with office.by("Carl"):
                office.deciding.withdraw([gone], "")

    gone = office.browsing.find("24-117/020")
    desk.others = withdraw_once
    plan = office.exporting.plan(DATE, None)
    desk.others = None
    assert reads > 10
    assert [file.sub_jobs for file in plan.files] == [1]
    assert len(plan.ids) == 1
    _changes, written = office.exporting.write(plan, office.out)
    assert [batch.sub_jobs for batch in written] == [("24-117/010",)]


def test_who_records_all_the_time_does_not_hold_it_up(office: Office, desk: BusyDesk) -> None:
    done = 0

    def describe() -> None:
        nonlocal done
        done += 1
        with office.by("Ann"):
            office.editing.change_description(draft, f"Level {done}")

    with office.by("Ann"):
        draft = office.draft("030")
    desk.others = describe
    plan = office.exporting.plan(DATE, None)
    desk.others = None
    assert done > 10
    assert [file.sub_jobs for file in plan.files] == [2]
