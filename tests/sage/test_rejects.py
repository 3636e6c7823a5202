"""Each record of a reject file ends in exactly one of four groups, and nothing is guessed."""

import hashlib
import time
from collections import Counter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.sage.rejects import (
    MOST_LISTED,
    Found,
    Matching,
    Standing,
    Verdict,
    WrittenLine,
    match,
)
from tests.drivers.reject_batches import PROFILE, batches, file_of, written_of
from tests.drivers.reject_files import ALL, CASES, HOPELESS, Case, mixed, number_of, text_of

_NO_JOB = "It could be a line of 24-117/010 or 24-200/010: the file does not tell its job."
_NO_PARENTS = (
    "It could be a line of 24-117/010 or 24-117/020 or 24-200/010: the file does not tell its job "
    "and extra."
)
_NO_LINE = "No line of extra 020 stands in the file: whether Sage refused any of it is not told."
_NO_KIND = "SubJob Desk writes no record of the kind P: this line is not from it."


LINES = file_of()
WRITTEN = written_of(LINES)


def _match(data: bytes, written: list[WrittenLine] | None = None) -> Matching:
    return match(PROFILE, WRITTEN if written is None else written, data, "batch 12")


def _numbers(matching: Matching, found: Found) -> tuple[int, ...]:
    """The numbers, in the batch's file, of the lines in a group."""
    return tuple(
        sorted(
            WRITTEN[v.place].position
            for v in matching.verdicts
            if v.found is found and v.place >= 0
        )
    )


def _only(matching: Matching, found: Found) -> Verdict:
    (verdict,) = [one for one in matching.verdicts if one.found is found]
    return verdict


def test_the_batch_is_the_one_that_the_cases_speak_of() -> None:
    assert tuple(line.position for line in WRITTEN) == ALL
    assert LINES[3] == 'C,"03-310",,"LAB",11222026,0.00,"",10.00,,,,,"010"'
    assert LINES[3] == LINES[13]
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: number_of(case.name))
def test_a_reject_file_made_by_machine(case: Case) -> None:
    matching = _match(case.make(LINES))
    counts = matching.counts
    assert _numbers(matching, Found.MATCHED) == tuple(sorted(case.matched))
    assert _numbers(matching, Found.CHANGED) == case.changed
    assert counts[Found.CHANGED] == len(case.changed)
    assert counts[Found.UNKNOWN] == case.unknown
    if case.unreadable >= 0:
        assert counts[Found.UNREADABLE] == case.unreadable
    else:
        assert counts[Found.UNREADABLE] > 1
    assert matching.is_whole == case.is_whole
    assert matching.unlisted == 0
    assert Counter(one.found for one in matching.verdicts) == +Counter(counts)
    starts = [one.line for one in matching.verdicts if one.found is not Found.UNREADABLE]
    assert len(set(starts)) == len(starts)
    assert all(one.says for one in matching.verdicts if one.found is not Found.MATCHED)
    assert all(one.column for one in matching.verdicts if one.found is Found.UNREADABLE)
    assert tuple(one.reason for one in matching.verdicts if one.reason) == case.reasons


@pytest.mark.parametrize(("name", "data"), HOPELESS)
def test_a_file_without_a_line_of_the_batch(name: str, data: bytes) -> None:
    matching = _match(data)
    assert (matching.lines, matching.is_whole) == (0, False)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("an amount edited", "Amount 22.00 instead of 20.00 in batch 12."),
        ("a quantity edited", "Quantity 3.00 instead of 0.00 in batch 12."),
    ],
)
def test_both_values_of_what_was_changed_by_hand(name: str, says: str) -> None:
    (case,) = [case for case in CASES if case.name == name]
    assert _only(_match(case.make(LINES)), Found.CHANGED).says == says


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("an edited line alone", _NO_JOB),
        ("a category edited", "Batch 12 has no line 03-310 MAT of 24-117/010."),
        ("one line twice", "This line stands too often in the file: batch 12 has it once."),
        ("an equal line of two jobs alone", _NO_JOB),
        ("without field 13, below nothing", _NO_PARENTS),
        ("a line of another extra", "Extra 077 is not in batch 12."),
        ("a line of another cost code", "Batch 12 has no line 09-999 LAB of 24-117/010."),
        ("an extra without its lines", _NO_LINE),
        ("a production line", _NO_KIND),
    ],
)  # fmt: skip
def test_why_a_record_is_unknown(name: str, says: str) -> None:
    (case,) = [case for case in CASES if case.name == name]
    assert _only(_match(case.make(LINES)), Found.UNKNOWN).says == says


def test_why_a_foreign_job_is_unknown() -> None:
    (case,) = [case for case in CASES if case.name == "a line of another job"]
    said = [v.says for v in _match(case.make(LINES)).verdicts if v.found is Found.UNKNOWN]
    assert said == [
        "Job 24-999 is not in batch 12.",
        "Its job is not in batch 12.",
        "Its job is not in batch 12.",
    ]
    told = _match(b'*,"",""\r\nE,"",""\r\nE,"010","X"\r\n').verdicts
    assert [one.says for one in told] == [
        "The record names no job.",
        "The record names no extra.",
        "No line of extra 010 stands in the file: whether Sage refused any of it is not told.",
    ]


@pytest.mark.parametrize(
    ("name", "line", "column", "says"),
    [
        ("cut before the amount", 5, 27, "The file ends inside this line."),
        ("cut behind the amount", 5, 41, "The file ends inside this line."),
        ("cut in a text", 5, 8, "The file ends inside this line."),
        (
            "words without a mark",
            4,
            1,
            "This line does not begin with *, E or C: it is not a record.",
        ),
        ("a third decimal", 4, 36, "The amount is not a plain number such as 1850.50."),
        ("a control character", 4, 6, "A control character (code 7) stands here."),
        ("a mark too many", 2, 11, "After the closing \" a ',' is expected here."),
        ("a continued line without end", 4, 12, "The line ends in + but the file ends here."),
    ],
)
def test_where_a_record_cannot_be_read(name: str, line: int, column: int, says: str) -> None:
    (case,) = [case for case in CASES if case.name == name]
    found = _only(_match(case.make(LINES)), Found.UNREADABLE)
    assert (found.line, found.column, found.says) == (line, column, says)


def test_a_quantity_that_is_no_number() -> None:
    data = text_of([LINES[1], LINES[3].replace("0.00", "1e5", 1)])
    found = _only(_match(data), Found.UNREADABLE)
    assert (found.column, found.says) == (28, "The quantity is not a plain number such as 1850.50.")


def test_what_an_editor_made_of_the_file_is_said() -> None:
    data = text_of(LINES[1:6])
    assert _match(data).notes == ()
    for encoding, name in (("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-8-sig", "UTF-8")):
        (note,) = _match(data.decode().encode(encoding)).notes
        assert note == (
            f"The file was saved as {name} by an editor, not as Sage writes it; it is read as that."
        )
    accents = ['*,"24-117","Café façade"', *LINES[2:6]]
    assert _match(text_of(accents)).notes == ()
    again = _match("\r\n".join(accents).encode())
    assert "UTF-8" in again.notes[0]
    assert again.notes[1] == (
        "The last line of the file has no line end: an editor may have dropped it, or the file may "
        "have been cut here. What stood behind it is not known."
    )
    assert again.is_whole


def test_a_file_out_of_order_is_said_to_be() -> None:
    matching = _match(text_of(sorted(LINES[n - 1] for n in (2, 3, 4, 12, 16, 17))))
    assert matching.notes == (
        (
            "Not every line stands below its own job and extra, or a job or extra has no line, as "
            "if an editor had sorted, moved or deleted lines: none is taken for a line of the job "
            "above it."
        ),
    )
    said = {one.text[:9]: one.says for one in matching.verdicts if one.found is Found.UNKNOWN}
    assert said['*,"24-117'] == (
        "The records of the file are out of order: which lines are its own is not told."
    )
    assert next(v.says for v in matching.verdicts if v.text.startswith("C")) == _NO_JOB
    alone = _match(text_of([LINES[11], *LINES[1:3], LINES[4]]))
    assert _only(alone, Found.UNKNOWN).says == (
        "No line of job 24-200 stands in the file: whether Sage refused any of it is not told."
    )
    twice = _match(text_of([*LINES[1:3], LINES[4], LINES[2]]))
    assert _only(twice, Found.UNKNOWN).says == (
        "No line of a further extra 010 stands in the file: whether Sage refused any of it is not "
        "told."
    )
    astray = _match(text_of(['*,"24-999",""', *LINES[1:3], LINES[4]]))
    assert [one.says for one in astray.verdicts if one.text.startswith("C")] == [
        (
            "The records of the file are out of order and it names a job that batch 12 does not "
            "have: whose line this is is not told."
        )
    ]


def test_what_is_recorded_already() -> None:
    standing = {"24-117/010": Standing.REFUSED, "24-117/020": Standing.POSTED}
    written = [
        msgspec.structs.replace(one, standing=standing.get(one.owner, Standing.OPEN))
        for one in WRITTEN
    ]
    matching = _match(text_of(LINES[1:9]), written)
    said = [one.says for one in matching.verdicts if one.place >= 0 or one.found is Found.UNKNOWN]
    assert said == [
        *["It is recorded already that Sage refused it."] * 3,
        *["It is recorded already that Sage has this line of 24-117/020."] * 2,
    ]


def test_lines_that_differ_by_their_unit_only() -> None:
    hours = WrittenLine("24-117", "010", "03-310", "LAB", 500, "hour", 0, "a", 0)
    days = WrittenLine("24-117", "010", "03-310", "LAB", 500, "day", 0, "a", 1)
    line = 'C,"03-310",,"LAB",11222026,5.00,"{}",0.00,,,,,"010"'
    parents = ['*,"24-117",""', 'E,"010",""']
    found = _match(text_of([*parents, line.format("DAY")]), [hours, days])
    assert [one.place for one in found.verdicts] == [-1, -1, 1]
    unclear = _match(text_of([*parents, line.format("week")]), [hours, days])
    assert _only(unclear, Found.UNKNOWN).says == (
        "It could be one of 2 lines of 24-117/010: their units differ."
    )


def test_a_parent_that_cannot_be_read_gives_its_lines_to_nobody() -> None:
    broken = [LINES[1], LINES[2], LINES[4], '*,"24-200', LINES[3]]
    matching = _match(text_of(broken))
    assert _numbers(matching, Found.MATCHED) == (5,)
    assert _only(matching, Found.UNKNOWN).says.startswith(
        "It could be a line of 24-117/010 or 24-200"
    )


def test_reasons_are_words_beside_a_record() -> None:
    far = _match(text_of([LINES[1], "; far away", "", LINES[2], LINES[4]]))
    assert [one.reason for one in far.verdicts if one.reason] == []
    parent = _match(text_of([LINES[1], "; Extra is closed", LINES[2], LINES[4]]))
    assert [(one.line, one.reason, one.owner) for one in parent.verdicts if one.reason] == [
        (3, "Extra is closed", "24-117/010")
    ]
    long = _match(text_of([LINES[1], LINES[2], f"; {'word ' * 100}", LINES[4]]))
    assert long.verdicts[-1].reason == ("word " * 100).strip()
    longer = _match(text_of([LINES[1], LINES[2], *[f"; {'word ' * 40}"] * 40, LINES[4]]))
    assert len(longer.verdicts[-1].reason) == 1001
    assert longer.verdicts[-1].reason.endswith("…")


@given(batches(), st.data())
def test_any_part_in_any_order_is_found_line_by_line(
    batch: tuple[tuple[str, ...], ...], data: st.DataObject
) -> None:
    lines = file_of(batch)
    written = written_of(lines)
    chosen = data.draw(st.lists(st.sampled_from(range(len(written))), min_size=1, unique=True))
    pad = data.draw(st.sampled_from(("", " ", "\t  ")))
    file: list[str] = []
    scene = ("", "")
    for place in chosen:
        line = written[place]
        if (line.job, line.extra) != scene:
            file += [f'*,"{pad}{line.job}",""', f'{pad}"E"{pad},"{line.extra}{pad}","X"']
            scene = line.job, line.extra
        file.append(lines[line.position - 1].replace(",", f"{pad},{pad}"))
    matching = _match(text_of(file), written)
    assert matching.is_whole
    assert sorted(one.place for one in matching.verdicts if one.place >= 0) == sorted(chosen)


@given(batches())
def test_all_lines_without_parents_are_found(batch: tuple[tuple[str, ...], ...]) -> None:
    lines = file_of(batch)
    written = written_of(lines)
    file = mixed([lines[line.position - 1] for line in written])
    matching = _match(text_of(file), written)
    assert (matching.is_whole, matching.lines) == (True, len(written))


@given(st.binary(max_size=300))
def test_any_bytes_are_counted_and_nothing_is_raised(data: bytes) -> None:
    matching = _match(text_of(LINES[1:6]) + data)
    assert matching.records == sum(matching.counts.values())
    assert matching.lines <= len(WRITTEN)


def test_much_noise_is_read_in_linear_time_and_counted() -> None:
    noise = hashlib.shake_256(b"noise").digest(1_000_000)
    begun = time.perf_counter()
    matching = _match(text_of(LINES) + noise)
    assert matching.lines == len(ALL)
    listed = Counter(one.found for one in matching.verdicts)
    assert listed[Found.UNREADABLE] == MOST_LISTED
    assert matching.counts[Found.UNREADABLE] > MOST_LISTED
    assert matching.unlisted == matching.records - len(matching.verdicts) > 0
    assert time.perf_counter() - begun < 10
