"""A change goes out as the difference to what Sage has, byte for byte; then Sage has it all."""

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subjob_desk.domain.codes import strip
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.money import hundredths
from subjob_desk.sage.profile import load_profile
from subjob_desk.sage.reader import read
from subjob_desk.usecases.changing import Changing
from subjob_desk.usecases.views import WrittenBatch
from tests.drivers.growing import examples
from tests.drivers.office import DATE, TOWER, Office

Rows = list[tuple[str, str, str, str, str]]
Sums = dict[tuple[str, str, str], list[int]]
FIELDS = ["cost_code", "category", "quantity", "unit", "amount"]
FIRST = (("02-100", "EQP", "3", "day", "300.00"), ("03-310", "LAB", "40", "hour", "2600.00"))


@pytest.fixture
def sub(office: Office) -> str:
    """``010`` is in Sage with the lines of ``FIRST``."""
    with office.by("Ann"):
        _changes, made = office.editing.new_sub_job(TOWER, "010", "Level 10")
        office.editing.paste(made, [], FIELDS, FIRST)
    send_and_export(office, made)
    return made


def send_and_export(office: Office, sub: str) -> tuple[WrittenBatch, ...]:
    """On to Sage, which posts it."""
    with office.by("Ann"):
        assert office.deciding.send([sub]).stayed == ()
    office.accept(sub)
    written = office.export(sub)
    for batch in written:
        with office.by("Dora"):
            office.answering.posted(batch.id)
    return written


def changed(office: Office, sub: str, rows: Sequence[Sequence[str]]) -> list[str]:
    """Ann revises it to these lines; the ``C`` lines of the file, without date and extra."""
    with office.by("Ann"):
        office.deciding.revise([sub])
        office.editing.remove_lines(sub, [line.id for line in office.sub_job(sub).lines])
        office.editing.paste(sub, [], FIELDS, rows)
    (batch,) = send_and_export(office, sub)
    assert batch.kind == "CHANGE"
    data = (office.out / f"SJ_RB_{batch.number:06d}_CHANGE.jce").read_bytes().decode("cp1252")
    head, *lines = data.split("\r\n")[2:-1]
    assert head == 'E,"010","Level 10"'
    for line in lines:
        assert line.endswith(',,,,,"010"')
    return [line.replace(',,,,,"010"', "").replace(",11222026", "") for line in lines]


CHANGES = {
    "a new line": (
        (*FIRST, ("09-900", "SUB", "1", "ls", "500")),
        ['C,"09-900",,"SUB",1.00,"ls",500.00'],
    ),
    "more": (
        (FIRST[0], ("03-310", "LAB", "44", "hour", "2860")),
        ['C,"03-310",,"LAB",4.00,"hour",260.00'],
    ),
    "less": (
        (FIRST[0], ("03-310", "LAB", "30", "hour", "1950")),
        ['C,"03-310",,"LAB",-10.00,"hour",-650.00'],
    ),
    "below nothing": (
        (FIRST[0], ("03-310", "LAB", "-1", "hour", "-0.01")),
        ['C,"03-310",,"LAB",-41.00,"hour",-2600.01'],
    ),
    "quantity only": (
        (FIRST[0], ("03-310", "LAB", "41", "hour", "2600")),
        ['C,"03-310",,"LAB",1.00,"hour",0.00'],
    ),
    "a line removed": ((FIRST[1],), ['C,"02-100",,"EQP",-3.00,"day",-300.00']),
    "another unit": (
        (FIRST[0], ("03-310", "LAB", "5", "day", "2600")),
        ['C,"03-310",,"LAB",5.00,"day",2600.00', 'C,"03-310",,"LAB",-40.00,"hour",-2600.00'],
    ),
    "another category": (
        (FIRST[0], ("03-310", "SUB", "40", "hour", "2600")),
        ['C,"03-310",,"LAB",-40.00,"hour",-2600.00', 'C,"03-310",,"SUB",40.00,"hour",2600.00'],
    ),
    "a code without money": (
        (*FIRST, ("09-900", "SUB", "0", "", "0")),
        ['C,"09-900",,"SUB",0.00,"",0.00'],
    ),
    "one line as two": (
        (FIRST[0], ("03-310", "LAB", "40", "hour", "2600"), ("09-900", "LAB", "1", "", "1")),
        ['C,"09-900",,"LAB",1.00,"",1.00'],
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_the_difference(office: Office, sub: str, what: str) -> None:
    rows, lines = CHANGES[what]
    assert changed(office, sub, rows) == lines
    assert office.state(sub) is State.IN_SAGE


def test_only_the_description_is_keyed_into_sage(office: Office, sub: str) -> None:
    with office.by("Ann"):
        office.deciding.revise([sub])
        office.editing.change_description(sub, "Level 10 west")
    change = Changing(office.desk).change(sub)
    assert change is not None
    assert (change.description_in_sage, change.description) == ("Level 10", "Level 10 west")
    assert change.differing == ()
    files = office.files()
    office.deciding.send([sub])
    office.accept(sub)
    with office.by("Dora"):
        plan = office.exporting.plan(DATE, office.out)
        assert plan.notes == ("Key in Sage: 24-117/010 'Level 10 west'.",)
        assert (plan.files, plan.equal) == ((), ("24-117/010",))
        changes, _written = office.exporting.write(plan, office.out)
    assert "Key in Sage: 24-117/010 'Level 10 west'." in changes.said
    assert office.files() == files
    assert office.state(sub) is State.IN_SAGE
    assert Changing(office.desk).change(sub) is None


def test_a_change_is_seen_beside_what_sage_has_until_sage_has_it(office: Office, sub: str) -> None:
    changing = Changing(office.desk)
    assert changing.change(sub) is None
    with office.by("Ann"):
        office.deciding.revise([sub])
    opened = changing.change(sub)
    assert opened is not None
    assert (opened.differing, opened.more) == ((), 0)
    line = office.sub_job(sub).lines[1]
    with office.by("Ann"):
        office.editing.change_line(sub, line.id, "amount", "2500")
        office.editing.change_line(sub, line.id, "quantity", "38")
        office.deciding.send([sub])
    for step in (office.accept, office.export):
        seen = changing.change(sub)
        assert seen is not None
        (row,) = seen.differing
        assert (row.line.quantity_in_sage, row.line.quantity) == (4000, 3800)
        assert (row.line.more_quantity, row.line.more_amount) == (-200, -10_000)
        assert (seen.in_sage, seen.amount, seen.more) == (290_000, 280_000, -10_000)
        assert (seen.extra_code, seen.is_whole) == ("010", True)
        assert seen.code_reason == "Sage has it as 010; it stays until a reset."
        step(sub)
    with office.by("Dora"):
        office.answering.posted(office.exporting.batches()[0].id)
    assert changing.change(sub) is None
    assert changing.change("nobody") is None


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["02-100", "03-310", "03310"]),
        st.sampled_from(["LAB", "SUB"]),
        st.sampled_from(["0", "1.5", "-3"]),
        st.sampled_from(["hour", "day"]),
        st.sampled_from(["0", "10", "-2.50"]),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda row: (row[0].replace("-", ""), row[1]),
)
ANSWERS = st.sampled_from(["posted", "refused", "void"])


@settings(max_examples=examples(4), deadline=None)
@given(st.lists(st.tuples(ROWS, ANSWERS), min_size=2, max_size=5))
def test_all_files_together_are_the_content(life: list[tuple[Rows, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        try:
            live_through(office, life)
            assert office.findings() == []
        finally:
            office.close()


def live_through(office: Office, life: list[tuple[Rows, str]]) -> None:
    """One sub job, changed again and again; whatever Sage answers, the next file mends it."""
    with office.by("Ann"):
        _changes, sub = office.editing.new_sub_job(TOWER, "010", "Level 10")
    void: set[str] = set()
    for rows, answer in life:
        with office.by("Ann"):
            if office.state(sub) is State.IN_SAGE:
                office.deciding.revise([sub])
            office.editing.remove_lines(sub, [line.id for line in office.sub_job(sub).lines])
            office.editing.paste(sub, [], FIELDS, rows)
            assert office.deciding.send([sub]).stayed == ()
        office.accept(sub)
        for batch in office.export(sub):
            assert sums(office, void) == content(office, sub)
            void |= answered(office, sub, batch, answer)
        assert office.state(sub) is State.IN_SAGE
        assert sums(office, void) == content(office, sub)


def answered(office: Office, sub: str, batch: WrittenBatch, answer: str) -> set[str]:
    """Sage's answer; after a refusal or a slip it goes out again. Files that do not count."""
    answering = office.answering
    with office.by("Dora"):
        if answer == "posted":
            answering.posted(batch.id)
            return set()
        if answer == "void":
            answering.void(batch.id, "slip")
        else:
            answering.refused(batch.id, [sub], "no such extra")
            answering.try_again([sub])
        (again,) = office.export(sub)
        answering.posted(again.id)
    return {batch.file}


def sums(office: Office, void: set[str]) -> Sums:
    """Quantity and amount by code, category and unit in all files that count."""
    found: Sums = defaultdict(lambda: [0, 0])
    for path in office.out.iterdir():
        reading = read(load_profile(), path.read_bytes())
        assert not reading.faults
        for record in reading.records if str(path) not in void else ():
            if record.id == "C":
                total = found[strip(record.fields[1]), record.fields[3], record.fields[6]]
                total[0] += hundredths(record.fields[5])
                total[1] += hundredths(record.fields[7])
    return {key: total for key, total in found.items() if any(total)}


def content(office: Office, sub: str) -> Sums:
    """The same of the sub job."""
    found: Sums = defaultdict(lambda: [0, 0])
    for line in office.sub_job(sub).content.lines:
        total = found[strip(line.cost_code), line.category, line.unit]
        total[0] += line.quantity
        total[1] += line.amount
    return {key: total for key, total in found.items() if any(total)}
