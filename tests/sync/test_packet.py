"""Packets: blocks one after another, of which a damaged one takes no other with it."""

import functools
import io
import itertools
import os
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.sync import company_file, limits, request, segment
from subjob_desk.sync.blocks import SegmentFaultError
from subjob_desk.sync.packet import Block, read_packet
from tests.drivers.handed_over import (
    ANNA_KEY,
    DATA,
    REGISTRAR,
    REGISTRAR_KEY,
    entry,
    flipped,
    segment_of,
)

PACKET = (DATA / "reference.sjpkg").read_bytes()
COMPANY_FILE = (DATA / "company.sj").read_bytes()
REQUEST = (DATA / "reference.req").read_bytes()
ANNAS = (DATA / "reference.sjl").read_bytes()
OFFICES = PACKET[len(COMPANY_FILE + REQUEST + ANNAS) :]
BLOCKS = (COMPANY_FILE, REQUEST, ANNAS, OFFICES)
IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
BITS = range(8) if IS_LONG else (0, 5, 6)
"""They make other digits and letters, signs of both, and new line ends."""

KEYS = {REGISTRAR: REGISTRAR_KEY.public_hex}


def blocks(data: bytes) -> list[Block]:
    """All that is found in a packet."""
    return list(read_packet(io.BytesIO(data)))


@functools.lru_cache(maxsize=16)
def is_good(block: Block) -> bool:
    """Whether a block is whole and signed by whom it names."""
    try:
        match block.kind:
            case "company":
                company_file.parse(block.data)
            case "request":
                request.parse(block.data)
            case "segment":
                actor = segment.header(block.data).actor
                segment.parse(block.data, KEYS.get(actor, ANNA_KEY.public_hex))
            case _:
                return False
    except SegmentFaultError:
        return False
    return True


def good(data: bytes) -> list[bytes]:
    """The good blocks of a packet."""
    return [block.data for block in blocks(data) if is_good(block)]


def test_the_form_is_frozen() -> None:
    assert b"".join(BLOCKS) == PACKET
    found = blocks(PACKET)
    assert [one.kind for one in found] == ["company", "request", "segment", "segment"]
    assert [one.at for one in found] == [PACKET.index(one) for one in BLOCKS]
    assert good(PACKET) == list(BLOCKS)


def test_a_single_file_of_a_hub_is_a_packet_too() -> None:
    for one in BLOCKS:
        assert good(one) == [one]


def test_a_turned_bit_takes_no_other_block_with_it() -> None:
    ends = list(itertools.accumulate(map(len, BLOCKS)))
    for place, data in flipped(PACKET, BITS):
        hit = sum(place >= end for end in ends)
        assert good(data) == [one for n, one in enumerate(BLOCKS) if n != hit], place


def test_a_packet_that_is_cut_short_keeps_what_it_has() -> None:
    ends = list(itertools.accumulate(map(len, BLOCKS)))
    for length in range(len(PACKET)):
        whole = [one for one, end in zip(BLOCKS, ends, strict=True) if end <= length]
        assert good(PACKET[:length]) == whole
        assert good(PACKET[:length].ljust(len(PACKET), b"\0")) == whole


def test_a_block_cut_anywhere_does_not_reach_into_the_next() -> None:
    for cut_off in range(len(ANNAS)):
        assert good(ANNAS[:cut_off] + OFFICES) == [OFFICES], cut_off
    for cut_off in range(0, len(ANNAS), 9):
        assert good(ANNAS[:cut_off] + COMPANY_FILE + REQUEST) == [COMPANY_FILE, REQUEST], cut_off
    for cut_off in range(len(REQUEST)):
        assert good(REQUEST[:cut_off] + ANNAS + OFFICES) == [ANNAS, OFFICES], cut_off


def test_a_beginning_that_is_missing_does_not_matter_to_the_next() -> None:
    for cut_off in range(1, len(ANNAS)):
        assert good(ANNAS[cut_off:] + OFFICES) == [OFFICES], cut_off


@pytest.mark.parametrize(
    "between",
    [
        b"\n",
        b"\r\n\r\n",
        b"\0" * 5_000,
        b"\xef\xbb\xbf",
        b"END\n",
        b"SJL1 \n",
        b"SJL1",
        b"SJX1 of a program to come\n{}\n",
        b"PK\x03\x04" + bytes(range(256)) * 20,
        b"-- \nSent from my phone\n",
        b"{" * 3_000_000,
        ANNAS[-198:],
    ],
)
def test_what_stands_between_blocks_is_passed_over(between: bytes) -> None:
    assert good(between + ANNAS + between + OFFICES + between) == [ANNAS, OFFICES]


def test_blanks_and_zeros_are_nothing_at_all() -> None:
    assert blocks(b"") == []
    assert blocks(b"\r\n \0\0\t\n" * 9) == []
    assert [one.kind for one in blocks(ANNAS + b"\n\n" + OFFICES + b"\0" * 99)] == ["segment"] * 2


def test_of_what_is_nothing_of_ours_only_the_beginning_is_kept() -> None:
    assert blocks(b"x" * 3_000_000 + b"\n" + ANNAS) == [
        Block("other", 0, b"x" * 256),
        Block("segment", 3_000_001, ANNAS),
    ]


def test_of_a_block_that_is_too_large_enough_is_kept_to_tell_so() -> None:
    huge = ANNAS[: ANNAS.index(b"\n") + 1] + (b"{" + b" " * 99 + b"}\n") * 90_000
    first, second = blocks(huge + ANNAS)
    assert len(first.data) == limits.FILE + 1
    with pytest.raises(SegmentFaultError, match="larger than"):
        segment.parse(first.data)
    assert second.data == ANNAS


def test_no_text_of_an_entry_begins_a_block() -> None:
    """What people type may look like a first line; in an entry it is written otherwise."""
    for text in (
        ANNAS.decode(),
        "SJL1 cccccccccccccccc annaslaptopannas 1 3",
        "\nSJL1 cccccccccccccccc annaslaptopannas 1 3\n",
        'SJC1 {"company":"',
        'SJR1 {"',
        "END " + "0" * 64 + " " + "0" * 128,
    ):
        said = {"job": text[:500], "code": "010", "description": text[-500:]}
        data = segment_of([entry(val=said)])
        assert good(data + ANNAS) == [data, ANNAS]


def test_a_file_full_of_beginnings_hides_no_good_block_and_costs_little() -> None:
    first_line = ANNAS[: ANNAS.index(b"\n") + 1]
    found = blocks(first_line * 5_000 + ANNAS + first_line * 5_000 + OFFICES)
    assert [one for one in BLOCKS if one in {block.data for block in found}] == [ANNAS, OFFICES]
    assert len(found) == 1_000 + 2
    assert len(blocks(ANNAS * 2_000 + first_line + ANNAS)) == 2_002


PIECES = st.sampled_from(
    [*BLOCKS, ANNAS[:700], ANNAS[300:], OFFICES[:75], b"\0\0\n", b"SJL1 ", b"{"]
)


@given(st.lists(PIECES, max_size=6))
def test_every_good_block_is_found_wherever_it_stands(pieces: list[bytes]) -> None:
    found = good(b"".join(pieces))
    assert [one for one in pieces if one in BLOCKS] == found


@given(st.lists(PIECES | st.binary(max_size=40), max_size=6))
def test_all_of_a_packet_is_accounted_for(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    place = 0
    for block in blocks(data):
        assert not data[place : block.at].strip(b"\0\t\r\n ")
        assert data[block.at :].startswith(block.data)
        place = block.at + (len(block.data) if block.kind != "other" else 0)
        if block.kind == "other":
            place = next((n.at for n in blocks(data) if n.at > block.at), len(data))
    assert not data[place:].strip(b"\0\t\r\n ")


def test_a_packet_is_read_piece_by_piece() -> None:
    """The first blocks are there long before the last is read: memory holds a piece at a time."""
    stream = io.BytesIO(ANNAS * 10_000)
    reading = read_packet(stream)
    assert next(reading).data == ANNAS
    assert stream.tell() <= 2**20
    assert sum(one.data == ANNAS for one in reading) == 9_999


def test_blocks_lie_across_the_pieces_that_are_read() -> None:
    for shift in (*range(0, 2 * len(ANNAS), 97), 1308, 1309, 1320, 1351):
        data = b"x" * (2**20 - shift) + b"\n" + ANNAS + OFFICES
        assert [one.data for one in blocks(data)][1:] == [ANNAS, OFFICES], shift


def test_a_block_runs_into_a_line_of_megabytes() -> None:
    for shift in (1, 20, 42, 43, 300):
        data = b"x" * (2**21 - shift) + ANNAS
        assert [one.data for one in blocks(data)][1:] == [ANNAS], shift


def test_a_line_without_end_is_not_kept() -> None:
    stream = io.BytesIO(b"x" * 2**25)
    tracemalloc.start()
    try:
        assert list(read_packet(stream)) == [Block("other", 0, b"x" * 256)]
        assert tracemalloc.get_traced_memory()[1] < 2**23
    finally:
        tracemalloc.stop()


def test_what_a_newer_program_wrote_is_told_and_is_one_block() -> None:
    newer = ANNAS.replace(b"SJL1", b"SJL2")
    first, second, third = blocks(newer * 3 + COMPANY_FILE + b"SJX9 new\n" + b"SJQ2 \n" * 9)
    assert (first.kind, first.data) == ("segment", newer[:256])
    with pytest.raises(SegmentFaultError, match="newer version of the program"):
        segment.parse(first.data)
    assert second.data == COMPANY_FILE
    assert third.kind == "other"
    cut_off = blocks(ANNAS[:400] + b"\n" + newer + OFFICES)
    assert [one.kind for one in cut_off] == ["segment"] * 3
    far_newer = b"SJL12 x\n" * 9 + b"SJR2 \n"
    assert blocks(far_newer) == [Block("segment", 0, far_newer)]
    assert [len(one.data) for one in cut_off] == [401, 256, len(OFFICES)]
