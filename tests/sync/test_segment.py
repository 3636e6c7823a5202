"""Segments as they are meant: round trips, reference bytes, cutting, and every damaged byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.domain.operations import decode
from subjob_desk.sync.blocks import read_block
from subjob_desk.sync.segment import (
    Header,
    SegmentFaultError,
    build,
    cut,
    header,
    parse,
    rebuild,
)
from tests.drivers.handed_over import (
    ANNA,
    ANNA_KEY,
    COMPANY,
    DATA,
    FOREIGN_KEY,
    chain,
    entry,
    flipped,
    identity,
    segment_of,
)

REFERENCE = (DATA / "reference.sjl").read_bytes()


def test_the_form_is_frozen() -> None:
    """Should this fail, no desk with the released program reads what this one writes."""
    assert build(COMPANY, ANNA, 1, chain(3), ANNA_KEY) == REFERENCE


def test_what_is_built_is_read() -> None:
    lines = chain(4, first=7, prev="ab" * 32)
    found = parse(build(COMPANY, ANNA, 7, lines, ANNA_KEY), ANNA_KEY.public_hex)
    assert (found.company, found.actor, found.first, found.last) == (COMPANY, ANNA, 7, 10)
    assert found.lines == tuple(lines)
    assert [decode(line).seq for line in found.lines] == [7, 8, 9, 10]
    found.check(ANNA_KEY.public_hex)


def test_its_header_is_read_from_its_beginning_alone() -> None:
    assert header(REFERENCE[:60]) == Header(COMPANY, ANNA, 1, 3)
    assert header(REFERENCE) == Header(COMPANY, ANNA, 1, 3)


def test_a_segment_that_was_taken_is_built_again_byte_for_byte() -> None:
    found = parse(REFERENCE)
    again = rebuild(header(REFERENCE), found.lines, found.sha256, found.signature)
    assert again == REFERENCE


def test_nothing_else_is_built_in_its_name() -> None:
    found = parse(REFERENCE)
    others = chain(3, who="p-ben")
    with pytest.raises(ValueError, match="altered after it was written"):
        rebuild(header(REFERENCE), others, found.sha256, found.signature)


def test_what_no_reader_would_take_is_not_built() -> None:
    with pytest.raises(ValueError, match="belongs elsewhere"):
        build(COMPANY, ANNA, 2, chain(1), ANNA_KEY)
    with pytest.raises(ValueError, match="Its first line is not written as it should be"):
        build(COMPANY, ANNA, 1, [], ANNA_KEY)
    with pytest.raises(ValueError, match="first line"):
        build("../etc/passwd.sj", ANNA, 1, chain(1), ANNA_KEY)


def test_entries_of_a_newer_program_travel() -> None:
    """Kept byte for byte, without effect (I16): also for the desks behind this one."""
    lines = chain(1, typ="engraved", val={"depth": [3, {"by": ["hand"]}]})
    lines += chain(1, first=2, prev=identity(lines[0]), v=2, val="anything", more=[1])
    assert parse(build(COMPANY, ANNA, 1, lines, ANNA_KEY)).lines == tuple(lines)


# --- damaged on the way (I8) -----------------------------------------------------------------


def test_no_bit_can_be_turned_over() -> None:
    parse(REFERENCE, ANNA_KEY.public_hex)
    for place, data in flipped(REFERENCE):
        with pytest.raises(SegmentFaultError):
            parse(data, ANNA_KEY.public_hex)
        assert place >= 0


def test_no_bit_of_the_signature_alone_goes_unnoticed_by_the_check() -> None:
    signature = len(REFERENCE) - 129
    for place, data in flipped(REFERENCE):
        if place >= signature:
            with pytest.raises(SegmentFaultError):
                parse(data).check(ANNA_KEY.public_hex)


def test_every_cut_file_is_incomplete() -> None:
    for length in range(len(REFERENCE)):
        with pytest.raises(SegmentFaultError) as fault:
            parse(REFERENCE[:length], ANNA_KEY.public_hex)
        assert fault.value.kind == "incomplete", length


def test_a_place_kept_free_and_not_filled_yet_is_incomplete() -> None:
    for length in range(len(REFERENCE)):
        part = REFERENCE[:length].ljust(len(REFERENCE), b"\0")
        with pytest.raises(SegmentFaultError) as fault:
            parse(part)
        assert fault.value.kind == "incomplete", length


def test_a_beginning_is_missing_or_bytes_follow() -> None:
    for cut_off in (1, 5, 40, REFERENCE.index(b"\n") + 1, len(REFERENCE) - 1):
        with pytest.raises(SegmentFaultError) as fault:
            parse(REFERENCE[cut_off:])
        assert fault.value.kind == "foreign", cut_off
    end = REFERENCE[REFERENCE.index(b"END ") :]
    for more in (b"\n", b" ", b"{}\n", b"x", b"\0\0", b"END ", end, REFERENCE, b"\r\n"):
        with pytest.raises(SegmentFaultError) as fault:
            parse(REFERENCE + more)
        assert fault.value.kind == "damaged", more


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "incomplete"),
        (b"\0" * 500, "incomplete"),
        (b"SJ", "incomplete"),
        (b"SJL1 ", "incomplete"),
        (b"[.ShellClassInfo]\r\nIconIndex=0\r\n", "foreign"),
        (b"SJL\n", "foreign"),
        (b"SJL0 " + REFERENCE[5:], "foreign"),
        (b"SJL01 " + REFERENCE[5:], "foreign"),
        (b"SJC1 {}\n", "foreign"),
        (b"\xef\xbb\xbf" + REFERENCE, "foreign"),
        (REFERENCE.decode().encode("utf-16"), "foreign"),
        (b"SJL2 " + REFERENCE[5:], "too-new"),
        (b"SJL12 anything at all", "too-new"),
        (REFERENCE.replace(b"\n", b"\r\n"), "damaged"),
        (REFERENCE.replace(b"\nEND", b"\n\nEND"), "damaged"),
        (REFERENCE.replace(b"\nEND", b"END"), "damaged"),
        (REFERENCE.replace(b"\n{", b"\n {", 1), "damaged"),
        (REFERENCE.replace(b"END", b"end"), "damaged"),
        (REFERENCE[:-1] + b" ", "damaged"),
        (REFERENCE[:-1] + b"\r", "damaged"),
        (REFERENCE[:-130] + REFERENCE[-130:].upper(), "damaged"),
        (b"SJL1 " + b"x" * 200, "damaged"),
        (b"SJL1 \xff\xfe\n" + b"x" * 200, "damaged"),
        (b"SJL1 " + b"\0" * 100 + b"x" * 200, "damaged"),
    ],
)
def test_other_bytes_are_told_by_kind(data: bytes, kind: str) -> None:
    with pytest.raises(SegmentFaultError) as fault:
        parse(data)
    assert fault.value.kind == kind
    assert fault.value.said.endswith(".")
    assert str(fault.value) == f"{kind}: {fault.value.said}"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "incomplete"),
        (b"SJL1 cccc", "incomplete"),
        (b"SJL1 cccc" + b"\0" * 500, "incomplete"),
        (b"SJL1 " + b"c" * 500, "damaged"),
        (b"SJL1 \xff\xff\n", "damaged"),
        (b"SJL2 x\n", "too-new"),
        (b"%PDF-1.7", "foreign"),
    ],
)
def test_so_are_other_headers(data: bytes, kind: str) -> None:
    with pytest.raises(SegmentFaultError) as fault:
        header(data)
    assert fault.value.kind == kind


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (REFERENCE[:-1], "The file of entries has not arrived as a whole yet."),
        (REFERENCE + b"x", "The file of entries has no proper end."),
        (b"SJL1 \xff\n" + REFERENCE[:200], "The file of entries begins with no text."),
        (
            REFERENCE.replace(b"p-anna", b"p-anne", 1),
            "The file of entries was altered after it was written.",
        ),
        (b"SJL2 x", "The file of entries was written by a newer version of the program."),
        (b"%PDF-1.7", "It is no file of entries."),
    ],
)
def test_what_is_wrong_is_said(data: bytes, said: str) -> None:
    with pytest.raises(SegmentFaultError) as fault:
        read_block(data, "SJL", limit=len(data), count=_three, what="file of entries")
    assert fault.value.said == said
    with pytest.raises(SegmentFaultError) as fault:
        parse(REFERENCE).check(FOREIGN_KEY.public_hex)
    assert fault.value.said == (
        "The file of entries is altered. It was not signed by the desk it names."
    )


def test_more_lines_than_announced_will_never_be_whole() -> None:
    head = REFERENCE[: REFERENCE.index(b"\nEND ") + 1]
    for rest, kind in (
        (b"EN", "incomplete"),
        (b"{}\nEN", "damaged"),
        (b"{}\n{", "damaged"),
        (b"xx", "damaged"),
        (b"{", "damaged"),
        (b"END " + b"0" * 64 + b"x", "damaged"),
    ):
        with pytest.raises(SegmentFaultError) as fault:
            parse(head + rest)
        assert fault.value.kind == kind


def test_what_is_altered_already_will_never_be_whole() -> None:
    first_line = REFERENCE[: REFERENCE.index(b"\n") + 1]
    for rest, kind in (
        (b"", "incomplete"),
        (b"{", "incomplete"),
        (b"{}\n", "incomplete"),
        (b"x", "damaged"),
        (b"END", "damaged"),
        (b"x\n", "damaged"),
        (b"{x\n{", "damaged"),
        (b"x}\n{", "damaged"),
    ):
        with pytest.raises(SegmentFaultError) as fault:
            parse(first_line + rest)
        assert fault.value.kind == kind, rest


def test_a_block_may_be_as_large_as_it_may_be() -> None:
    size = len(REFERENCE)
    assert len(read_block(REFERENCE, "SJL", limit=size, count=_three, what="file").lines) == 3
    with pytest.raises(SegmentFaultError, match="The file is larger than 1,306 bytes"):
        read_block(REFERENCE, "SJL", limit=size - 1, count=_three, what="file")


def _three(_header: str) -> int:
    return 3


def test_another_key_is_none() -> None:
    forged = segment_of(chain(3), key=FOREIGN_KEY)
    for key in (ANNA_KEY.public_hex, "", "00" * 32, "zz" * 32, ANNA_KEY.public_hex.upper()):
        with pytest.raises(SegmentFaultError, match="not signed by the desk"):
            parse(forged).check(key)
    with pytest.raises(SegmentFaultError, match="not signed by the desk"):
        parse(forged, ANNA_KEY.public_hex)


# --- cutting ---------------------------------------------------------------------------------


@given(
    st.lists(st.integers(0, 300), max_size=40),
    st.integers(1, 7),
    st.integers(1_100, 2_000),
)
def test_every_part_of_a_run_makes_a_segment(
    lengths: list[int], operations: int, size: int
) -> None:
    lines: list[bytes] = []
    for n, length in enumerate(lengths):
        prev = identity(lines[-1]) if lines else ""
        lines.append(entry(n + 1, prev, typ="newer", val="x" * length))
    parts = list(cut(lines, operations=operations, size=size))
    assert [line for part in parts for line in lines[part]] == lines
    for part in parts:
        data = build(COMPANY, ANNA, part.start + 1, lines[part], ANNA_KEY)
        assert len(data) <= size
        assert 1 <= part.stop - part.start <= operations


def test_a_part_is_as_large_as_it_may_be() -> None:
    lines = chain(5)
    assert list(cut(lines)) == [slice(0, 5)]
    assert list(cut(lines, operations=2)) == [slice(0, 2), slice(2, 4), slice(4, 5)]
    assert list(cut([])) == []


def test_parts_are_filled_to_the_last_byte() -> None:
    """Beside its lines, each with its end, a part has room for the longest header and its end."""
    lines, beside = [b"x" * 10] * 4, 128 + len(REFERENCE) - REFERENCE.index(b"END ")
    assert list(cut(lines, size=beside + 22)) == [slice(0, 2), slice(2, 4)]
    assert list(cut(lines, size=beside + 21)) == [slice(n, n + 1) for n in range(4)]
    assert list(cut(lines, size=beside + 11)) == [slice(n, n + 1) for n in range(4)]
    with pytest.raises(ValueError, match="entry 1 of the run is too long"):
        list(cut(lines, size=beside + 10))
    assert list(cut([b"x" * 2**20] * 8)) == [slice(0, 7), slice(7, 8)]


def test_many_values_make_more_parts() -> None:
    line = b'{"v":1' + b",[1" * 124_999 + b",1}"
    assert list(cut([line] * 5)) == [slice(0, 2), slice(2, 4), slice(4, 5)]
    with pytest.raises(ValueError, match="entry 1 of the run is too long"):
        list(cut([line.replace(b"}", b",}")]))


@pytest.mark.parametrize(
    ("first", "last", "is_good"),
    [
        (1, 10_000, True),
        (1, 10_001, False),
        (7, 10_006, True),
        (7, 10_007, False),
        (2**53 - 1, 2**53 - 1, True),
        (2**53 - 1, 2**53, False),
        (2, 1, False),
    ],
)
def test_numbers_of_entries_have_their_bounds(first: int, last: int, is_good: bool) -> None:
    line = f"SJL1 {COMPANY} {ANNA} {first} {last}\n".encode()
    if is_good:
        assert header(line) == Header(COMPANY, ANNA, first, last)
    else:
        with pytest.raises(SegmentFaultError, match="more entries than a file may hold, or none"):
            header(line)


@pytest.mark.parametrize("line", [b"{" + b" " * 2**20, b"{" + b"," * 300_000])
def test_an_entry_that_no_segment_can_hold_is_told(line: bytes) -> None:
    with pytest.raises(ValueError, match="entry 2 of the run is too long"):
        list(cut([b"{}", line]))
    with pytest.raises(ValueError, match="entry 1 of the run is too long"):
        list(cut([b"x" * 600], size=900))
