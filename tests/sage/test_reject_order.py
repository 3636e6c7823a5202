"""A reject file in another order, or cut off: exactly right or not clear, never a wrong line."""

import zlib
from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from subjob_desk.sage.rejects import Found, Matching, WrittenLine, match
from tests.drivers.reject_batches import (
    PROFILE,
    Batch,
    batches,
    file_of,
    refused_part,
    written_of,
)
from tests.drivers.reject_files import BATCH, text_of

_TWINS: Batch = (
    ("24-117", "010", "10.00", "20.00"),
    ("24-200", "010", "10.00", "20.00"),
    ("24-200", "020", "10.00", "5.00"),
)


def _match(data: bytes, written: list[WrittenLine]) -> Matching:
    return match(PROFILE, written, data, "batch 12")


def _found(matching: Matching, written: list[WrittenLine]) -> list[int]:
    """Numbers, in the batch's file, of the lines that would be recorded as refused."""
    return sorted(
        written[one.place].position
        for one in matching.verdicts
        if one.found is Found.MATCHED and one.place >= 0
    )


def _bare(line: str) -> str:
    """A line without its own extra."""
    return line[: line.rindex(",,,,,")] if line.startswith("C") else line


def _told(file: Sequence[str], lines: list[str], written: list[WrittenLine]) -> list[int] | None:
    """What the file says if it is one as Sage writes them; ``None`` if it is not.

    A file in another order may by chance be such a file again: then nobody can tell it was not.
    """
    by_text = {(one.job, one.extra, lines[one.position - 1]): one.position for one in written}
    by_text |= {(job, extra, _bare(text)): number for (job, extra, text), number in by_text.items()}
    found: list[int] = []
    job = extra = before = ""
    below: set[str] = set()
    for line in file:
        kind = line[:1]
        if before + kind not in {"*", "*E", "EC", "CC", "CE", "C*"}:
            return None
        code = (*line.split('"'), "")[1]
        if kind == "*":
            job, below = code, set()
        elif kind == "E" and code in below:
            return None
        elif kind == "E":
            extra = code
            below.add(code)
        elif (job, extra, line) not in by_text:
            return None
        else:
            found.append(by_text[job, extra, line])
        before = kind
    return sorted(found) if before == "C" and len(set(found)) == len(found) else None


def _arranged(file: list[str], how: int) -> list[str]:
    """In an order of which editors and hands are capable; beyond them any other."""
    if how < 4:
        rank = {"*": 0, "E": how % 2, "C": 2}
        return [sorted(file), file[::-1], sorted(file, key=lambda line: rank[line[0]]),
                sorted(file, reverse=True)][how]  # fmt: skip
    order = sorted(range(len(file)), key=lambda n: zlib.crc32(f"{how} {n}".encode()))
    return [file[n] for n in order]


def _check(file: list[str], truth: set[int], lines: list[str], written: list[WrittenLine]) -> None:
    matching = _match(text_of(file), written)
    found, told = _found(matching, written), _told(file, lines, written)
    if told is not None:
        assert (found, matching.is_whole) == (told, True)
    else:
        assert set(found) <= truth
        assert len(found) == len(set(found))
        assert not matching.is_whole or set(found) == truth


@given(
    batches(),
    st.sets(st.integers(0, 30), min_size=1),
    st.integers(0, 2000),
    st.booleans(),
    st.booleans(),
)
@example(BATCH, {0, 8}, 0, False, False)
@example(BATCH, {0, 8}, 1, False, False)
@example(BATCH, {0, 8}, 2, False, False)
@example(BATCH, {0, 7}, 2, False, False)
@example(_TWINS, {0, 3, 5}, 0, True, False)
@example(_TWINS, {0, 1, 2, 4}, 1, False, True)
def test_any_order_of_a_reject_file_is_exactly_right_or_not_clear(
    batch: Batch, picks: set[int], how: int, is_repeated: bool, is_bare: bool
) -> None:  # fmt: skip
    lines = file_of(batch)
    written = written_of(lines)
    truth = {written[pick % len(written)].position for pick in picks}
    file = refused_part(lines, truth, repeated=is_repeated)
    if is_bare:
        file = [_bare(line) for line in file]
    _check(file, truth, lines, written)
    for turn in range(5):
        _check(_arranged(file, how if turn == 0 else how + 4 + turn), truth, lines, written)


@given(st.permutations(range(9)), st.sets(st.integers(0, 5), min_size=1))
def test_twins_in_any_order(order: list[int], picks: set[int]) -> None:
    lines = file_of(_TWINS)
    written = written_of(lines)
    truth = {written[pick].position for pick in picks}
    file = refused_part(lines, truth)
    _check([file[n] for n in order if n < len(file)] + file[9:], truth, lines, written)


@given(
    batches(4),
    st.sets(st.integers(0, 15), min_size=1, max_size=4),
    st.integers(0, 3),
    st.sampled_from(("\r\n", "\n", "\r")),
)
def test_a_file_cut_at_any_byte_posts_nothing_unless_what_is_left_is_a_whole_file(
    batch: Batch, picks: set[int], how: int, end: str
) -> None:  # fmt: skip
    lines = file_of(batch)
    written = written_of(lines)
    truth = {written[pick % len(written)].position for pick in picks}
    file = refused_part(lines, truth)
    if how:
        file = _arranged(file, how - 1)
    data = text_of(file, end)
    for size in range(len(data) + 1):
        matching = _match(data[:size], written)
        left = data[:size].decode().splitlines()
        found, told = _found(matching, written), _told(left, lines, written)
        assert set(found) <= truth or told == found
        if matching.is_whole:
            assert left == file[: len(left)], data[:size]
            assert left[-1].startswith("C") or how
            has_end = data[:size].endswith((b"\r", b"\n"))
            assert any("no line end" in note for note in matching.notes) != has_end
            assert told == found if not how else len(found) == sum(x[0] == "C" for x in left)


def test_each_cut_of_a_bare_file_is_seen_or_said() -> None:
    """Without quotation marks a code may go on behind the end of the file."""
    lines = file_of()
    written = written_of(lines)
    data = text_of([line.replace('"', "") for line in (*lines[1:3], lines[4], lines[5])])
    for size in range(len(data) + 1):
        matching = _match(data[:size], written)
        if matching.is_whole:
            assert data[:size].endswith((b"\r", b"\n"))


def test_parents_that_contradict_one_line_are_trusted_for_none() -> None:
    """Each parent has lines of its extra code below, but those of the other job."""
    lines = file_of(
        (("24-117", "010", "10.00", "5.00", "7.00"), ("24-200", "010", "20.00", "5.00", "7.00"))
    )
    written = written_of(lines)
    job, extra, ten, five, _, other, same, twenty, _, seven = lines[1:11]
    truth = {4, 5, 9, 11}
    _check([job, extra, ten, five, other, same, twenty, seven], truth, lines, written)
    exchanged = [job, extra, twenty, seven, other, same, ten, five]
    assert _told(exchanged, lines, written) is None
    _check(exchanged, truth, lines, written)
    assert _found(_match(text_of(exchanged), written), written) == [4, 9]
