"""When each conflict came about: what a person reads under *When*."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from subjob_desk.usecases.moments import stamp
from tests.drivers.office import Office
from tests.drivers.shared_office import Trio


@contextmanager
def span(office: Office) -> Iterator[list[str]]:
    """What is done inside happens days after all before it; first and last moment of that."""
    office.clock.pass_by(days=2)
    found = [stamp(office.clock())]
    yield found
    found.append(stamp(office.clock()))


def apart(trio: Trio) -> list[str]:
    """An older version is edited while it is sent and accepted; later it is in Sage."""
    office, laptop = trio.office, trio.laptop
    sub = laptop.draft("010", "100")
    trio.settle()
    with laptop.by("Ann"), span(laptop) as when:
        laptop.editing.change_description(sub, "Typed on site")
    with office.by("Ben"):
        office.deciding.send([sub])
    office.accept(sub, who="Carl")
    office.export(sub)
    office.clock.pass_by(days=9)
    [batch] = office.exporting.batches()
    with office.by("Dora"):
        office.answering.posted(batch.id)
    return when


def inactive_waits(trio: Trio) -> list[str]:
    office, laptop = trio.office, trio.laptop
    sub = laptop.draft("010", "100")
    trio.settle()
    with laptop.by("Ann"):
        laptop.deciding.send([sub])
    with office.by("Ben"), span(office) as when:
        office.standing.set_inactive([sub], inactive=True)
    return when


def clash(trio: Trio) -> list[str]:
    """The same code is taken at two desks."""
    trio.laptop.draft("010")
    with span(trio.office) as when:
        trio.office.draft("010")
    return when


SCENES = {"apart": apart, "inactive-waits": inactive_waits, "clash": clash}


@pytest.mark.parametrize("kind", SCENES)
def test_a_conflict_is_as_old_as_what_made_it_one(trio: Trio, kind: str) -> None:
    make: Callable[[Trio], list[str]] = SCENES[kind]
    first, last = make(trio)
    trio.settle()
    with trio.laptop.by("Ann"):
        assert first <= trio.laptop.conflict(kind).at <= last


def test_two_values_are_as_old_as_the_second_of_them(trio: Trio) -> None:
    office, laptop = trio.office, trio.laptop
    sub = laptop.draft("010", "100")
    trio.settle()
    with laptop.by("Ann"):
        laptop.editing.change_description(sub, "Typed on site")
    with office.by("Ben"), span(office) as when:
        office.editing.change_description(sub, "Typed in the office")
    trio.settle()
    with laptop.by("Ann"):
        row = laptop.conflict("values")
        assert when[0] <= row.at <= when[1]
        assert laptop.settling.of(sub) == [row]
