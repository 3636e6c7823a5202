"""The numbers on the window's bars: right after each act, and cheap however large the company."""

from sqlalchemy import text

from subjob_desk.usecases.tallying import Tally
from tests.drivers.shared_office import Trio

JOB = {"24117"}


def test_only_what_was_touched_is_counted_again(trio: Trio) -> None:
    office, laptop = trio.office, trio.laptop
    sub = laptop.draft("010", "100")
    trio.settle()
    with laptop.by("Ann"):
        laptop.editing.change_description(sub, "Concrete slab")
    with office.by("Ben"):
        office.editing.change_description(sub, "Slab on grade")
    trio.settle()
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
