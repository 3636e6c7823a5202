"""One code that many sub jobs of a project want is one conflict, however many they are."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from subjob_desk.domain.ids import new_id
from subjob_desk.usecases.tallying import Tally
from tests.drivers.hostile_desk import HostileDesk
from tests.drivers.shared_office import Trio

MANY = 40
MOMENT = "2026-11-22T10:40:00Z"


@pytest.fixture
def laptop(trio: Trio) -> HostileDesk:
    return HostileDesk(trio, trio.laptop, "Ann")


def created(laptop: HostileDesk, code: str, count: int) -> Sequence[str]:
    """So many sub jobs of one code of its own; the last in the order of ids is the newest."""
    ids = sorted(new_id() for _ in range(count))
    laptop.give(
        *(
            laptop.entry(
                "created",
                sub,
                {"job": "24-117", "code": code, "description": f"Pad {n}", "lines": []},
                ts=MOMENT if n == count else "2026-11-22T09:31:00Z",
                deed=new_id(),
            )
            for n, sub in enumerate(ids, 1)
        )
    )
    return ids


@contextmanager
def asked() -> Iterator[list[str]]:
    """The statements run inside."""
    found: list[str] = []

    def note(
        _connection: Connection,
        _cursor: object,
        statement: str,
        _values: object,
        _context: object,
        _many: bool,
    ) -> None:
        found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_many_of_one_code_are_one_conflict(trio: Trio, laptop: HostileDesk) -> None:
    office, crowd = trio.office, created(laptop, "777", MANY)
    office.exchange()
    with asked() as before:
        [row] = office.settling.conflicts()
    assert row.sentence == (
        "24-117/777~1 ('Pad 1'), 24-117/777~2 ('Pad 2'), 24-117/777~3 ('Pad 3') and 37 more have "
        "the same code, taken at different desks. None of them is sent, accepted or exported "
        "before each has a code of its own: give all but one another code."
    )
    assert (row.sub, row.name, row.at) == (crowd[0], "24-117/777", MOMENT)
    assert (row.mine_label, row.mine, row.theirs_label, row.theirs) == (
        *("24-117/777~1", "Pad 1"),
        *("24-117/777~2", "Pad 2"),
    )
    tally = Tally(office.desk)
    assert tally.counts() == (1, 0)
    with office.by("Ann"):
        office.editing.change_code(crowd[0], "778")
    [later] = office.settling.conflicts()
    assert (later.id, later.sub) == (row.id, crowd[1]), "the same conflict, led by the next"
    assert "and 36 more" in later.sentence
    assert tally.counts({"24117"}) == (1, 0)
    created(laptop, "888", 4)
    office.exchange()
    with asked() as after:
        _first, second = office.settling.conflicts()
    assert " and 1 more have the same code" in second.sentence
    assert len(after) == len(before), "not a statement more for a row more"
    assert tally.counts({"24117"}) == Tally(office.desk).counts() == (2, 0)


def test_three_of_one_extra_code(trio: Trio) -> None:
    office = trio.office
    ids = [trio.laptop.sent(code) for code in ("010", "020", "030")]
    yard = trio.join("yard", "Carl")
    trio.settle()
    yard.exchange()
    for desk, who, sub in zip(
        (trio.home, office, yard), ("Carl", "Dora", "Carl"), sorted(ids), strict=True
    ):
        desk.accept(sub, who=who, extra_code="077")
    yard.exchange()
    trio.settle()
    [row] = office.settling.conflicts()
    codes = [office.browsing.sub_job(sub).row.code for sub in sorted(ids)]
    first, second, third = (f"24-117/{code} ('Level {code}')" for code in codes)
    assert row.sentence == (
        f"{first}, {second} and {third} would "
        "all be Extra 077. None of them is exported until at most one has this code: change it, "
        "or withdraw the other acceptances and give other extra codes."
    )
    assert (row.mine, row.theirs) == ("077", "077")
    assert Tally(office.desk).counts() == (1, 0)


def test_one_code_with_two_extra_codes_is_told_as_a_code(trio: Trio) -> None:
    """Only those that would all be one extra are left to that conflict."""
    office, laptop, home = trio.all
    first = laptop.sent("010")
    office.accepted("010")
    laptop.exchange()
    home.exchange()
    home.accept(first, extra_code="011")
    trio.settle()
    [row] = office.settling.conflicts()
    assert "have the same code, taken at different desks. Neither is sent" in row.sentence
    assert Tally(office.desk).counts() == (1, 0)
