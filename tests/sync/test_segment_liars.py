"""Segments of a desk that lies: rightly signed, and still refused as a whole."""

import json

import pytest

from subjob_desk.domain.operations import decode
from subjob_desk.sync import limits
from subjob_desk.sync.segment import SegmentFaultError, parse
from subjob_desk.sync.signing import Purpose
from tests.drivers.handed_over import (
    ANNA,
    ANNA_KEY,
    COMPANY,
    REGISTRAR,
    chain,
    entry,
    identity,
    segment_of,
    signed,
)


def refusal(data: bytes) -> str:
    """What is said of a segment that Anna's desk signed."""
    with pytest.raises(SegmentFaultError) as fault:
        parse(data, ANNA_KEY.public_hex)
    assert fault.value.kind == "damaged"
    return fault.value.said


def test_the_limits_are_those_that_were_agreed() -> None:
    assert (limits.FILE, limits.OPERATIONS, limits.CARD) == (8_388_608, 10_000, 65_536)


def test_the_liars_tools_work() -> None:
    parse(segment_of(chain(3)), ANNA_KEY.public_hex)
    parse(segment_of(chain(2, first=5, prev="0" * 64), first=5), ANNA_KEY.public_hex)


# --- the header ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        f"SJL1 {COMPANY} {ANNA} 1 2",
        f"SJL1 {COMPANY} {ANNA} 1 4",
        f"SJL1 {COMPANY} {ANNA} 2 4",
        f"SJL1 {COMPANY} {ANNA} 3 1",
        f"SJL1 {COMPANY} {ANNA} 0 2",
        f"SJL1 {COMPANY} {ANNA} 01 3",
        f"SJL1 {COMPANY} {ANNA} +1 3",
        f"SJL1 {COMPANY} {ANNA} 1 3 ",
        f"SJL1 {COMPANY} {ANNA} 1  3",
        f"SJL1 {COMPANY} {ANNA} 1 3\r",
        f"SJL1 {COMPANY} {ANNA} ١ ٣",
        f"SJL1 {COMPANY} {ANNA} 1 10001",
        f"SJL1 {COMPANY} {ANNA} 1 9999999999999999",
        f"SJL1 {COMPANY} {ANNA} 9999999999999997 9999999999999999",
        f"SJL1 {COMPANY} {ANNA} 1 {10**30}",
        f"SJL1 {COMPANY} {ANNA[:-1]} 1 3",
        f"SJL1 {COMPANY} {ANNA.upper()} 1 3",
        f"SJL1 {COMPANY} ../../../windows 1 3",
        f"SJL1 {COMPANY} {REGISTRAR} 1 3",
        f"SJL1 {'b' * 16} {ANNA} 1 3",
        f"SJL1 {ANNA} {COMPANY} 1 3",
        f"SJL1 {COMPANY} {ANNA}",
    ],
)
def test_a_header_that_says_something_else(header: str) -> None:
    assert refusal(segment_of(chain(3), header=header))


def test_more_entries_than_a_file_may_hold() -> None:
    said = refusal(segment_of([b"{}"] * 10_001))
    assert "more entries than a file may hold" in said


def test_more_values_than_a_file_may_hold() -> None:
    line = b'{"v":1' + b",1" * 249_999 + b"}"
    assert "entry 1 cannot be read" in refusal(segment_of([line] * 2))
    assert "more than 500,000 values" in refusal(segment_of([line, line.replace(b"}", b",1}")]))


# --- whose entries ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "field",
    [{"act": REGISTRAR}, {"co": "b" * 16}, {"seq": 4}, {"seq": 1}],
    ids=["another desk", "another company", "a number too far", "a number twice"],
)
def test_an_entry_that_belongs_elsewhere(field: dict[str, object]) -> None:
    lines = chain(1)
    lines += chain(1, first=2, prev=identity(lines[0]), **field)
    assert "Its entry 2 belongs elsewhere." in refusal(segment_of(lines))


def test_entries_that_do_not_follow_each_other() -> None:
    one, two, three = chain(3)
    other = chain(1, first=2, prev=identity(one), who="p-ben")[0]
    assert "entry 3 does not follow" in refusal(segment_of([one, other, three]))
    assert "entry 1 belongs elsewhere" in refusal(segment_of([two, one, three]))
    assert "entry 2 does not follow" in refusal(segment_of([one, entry(2)]))
    assert "entry 1 does not follow" in refusal(segment_of([entry(1, "ab" * 32)]))
    assert "entry 2 does not follow" in refusal(segment_of([entry(2)], first=2))


# --- the lines -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b" ",
        b"{}",
        b"[]",
        b"null",
        b"\0",
        b"END",
        b"END " + b"0" * 64 + b" " + b"0" * 128,
        b"SJL1 cccccccccccccccc annaslaptopannas 1 1",
        b"\xef\xbb\xbf" + entry(),
        entry() + b"\r",
        entry() + b" ",
        b" " + entry(),
        entry() + entry(),
        entry() + b"\0",
        entry()[:-1],
        entry().replace(b'"Slab"', b'"Slab\xff"'),
        entry().replace(b'"Slab"', b'"Sl\xed\xa0\x80ab"'),
        entry().replace(b'"Slab"', b'"Sl\\ud800ab"'),
        entry().replace(b'"Slab"', b'"Sl\\u0000ab"'),
        entry().replace(b'"Slab"', b'"Sl\0ab"'),
        entry().replace(b'"Slab"', b'"Sl\tab"'),
        entry().replace(b'"adm":2', b'"adm":2,"adm":3'),
        entry().replace(b'"adm":2', b'"adm":2,"\\u0061dm":3'),
        entry().replace(b'"adm":2', b'"adm":9007199254740993'),
        entry().replace(b'"adm":2', b'"adm":2.0'),
        entry().replace(b'"adm":2', b'"adm":-0'),
        entry().replace(b'"adm":2', b'"adm":2,"x":{"a":1,"a":1}'),
        entry(val={"job": "24-117"}),
        entry(v="1"),
        entry(typ=1),
        entry(sub="two words"),
        entry(sub="word\n"),
    ],
)
def test_a_line_that_two_readers_could_read_differently(line: bytes) -> None:
    assert refusal(segment_of([line]))


def test_what_one_reader_of_json_takes_first_and_another_last_is_refused() -> None:
    """The case behind it: the approver's program shows one entry, ours books another."""
    line = entry().replace(b'"who":"p-anna"', b'"who":"p-ben","who":"p-anna"')
    assert decode(line).who == "p-anna"
    pairs = json.loads(line, object_pairs_hook=lambda found: found)
    assert next(value for name, value in pairs if name == "who") == "p-ben"
    assert "names a field twice" in refusal(segment_of([line]))


def test_an_end_inside_the_lines_ends_nothing() -> None:
    one, two = chain(2)
    inner = segment_of([one])
    outer = signed(inner + two + b"\n")
    assert refusal(outer)
    assert refusal(segment_of([one, inner.splitlines()[-1], two], last=2))
    quoted = entry(val={"job": "1", "code": "1", "description": "\nEND " + "0" * 64})
    parse(segment_of([quoted]), ANNA_KEY.public_hex)


def test_a_signature_for_something_else_is_none() -> None:
    above = segment_of(chain(1)).partition(b"END ")[0]
    for purpose in (Purpose.COMPANY, Purpose.REQUEST):
        assert "not signed by the desk" in refusal(signed(above, purpose=purpose))
