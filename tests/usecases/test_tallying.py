"""The numbers on the window's bars: right after each act, and cheap however large the company."""

from sqlalchemy import text

from subjob_desk.usecases.tallying import Tally
from tests.drivers.shared_office import Trio

JOB = {"24117"}


def test_only_what_was_touched_is_counted_again(trio: Trio) -> None:
    laptop = trio.laptop
    trio.described_twice()
    tally = Tally(laptop.desk)
    assert tally.counts() == (1, 0)
    row = laptop.conflict("values")
    laptop.settling.settle(row.id, row.acts[0].id)
    assert tally.counts(JOB) == Tally(laptop.desk).counts() == (0, 0)


def test_codes_taken_twice_are_counted_from_the_index_alone(trio: Trio) -> None:
    office, laptop = trio.office, trio.laptop
    first, second = laptop.sent("010"), laptop.sent("020")
    trio.settle()
    trio.home.accept(first, who="Carl", extra_code="077")
    office.accept(second, who="Dora", extra_code="077")
    trio.settle()
    tally = Tally(office.desk)
    assert tally.counts() == (1, 0)
    assert [row.kind for row in office.settling.conflicts()] == ["clash"]
    with office.by("Dora"):
        office.deciding.withdraw([second], "another code")
    assert tally.counts(JOB) == Tally(office.desk).counts()
    query = "SELECT job_key, count(*) FROM sub_job WHERE extra_key <> '' GROUP BY 1, extra_key"
    with office.desk.reading() as connection:
        plan = [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
    assert plan == ["SCAN sub_job USING COVERING INDEX sub_job_same_extra"]


def test_one_code_is_counted_once_as_it_is_listed(trio: Trio) -> None:
    """Taken at two desks at once, then both accepted under it before the desks meet."""
    office, laptop, home = trio.all
    first, second = laptop.sent("010"), office.draft("0-10")
    for desk in (laptop, home):
        desk.exchange()
    home.accept(first)
    laptop.exchange()
    office.exchange()
    for desk in (office, laptop):
        desk.exchange()
        [row] = desk.settling.conflicts()
        assert "have the same code, taken at different desks." in row.sentence
        assert Tally(desk.desk).counts() == (1, 0)
    with office.by("Ann"):
        office.editing.change_code(second, "011")
    assert office.settling.conflicts() == []
    assert Tally(office.desk).counts() == (0, 0)


def test_what_was_accepted_under_one_code_is_no_second_conflict(trio: Trio) -> None:
    office, laptop, home = trio.all
    first = laptop.sent("010")
    office.accepted("010")
    for desk in (laptop, home):
        desk.exchange()
    home.accept(first)
    trio.settle()
    for desk in trio.all:
        [row] = desk.settling.conflicts()
        assert row.kind == "clash"
        assert row.sentence.startswith("24-117/010~1 ('Level 010') and 24-117/010~2 (")
        assert "would both be Extra 010. None of them is exported" in row.sentence
        assert Tally(desk.desk).counts() == (1, 0)
