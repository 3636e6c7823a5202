"""Thousands of damaged files of every kind: no crash, and nothing of them is taken as good.

What is good bears the signature of somebody who wrote exactly that.
"""

import io
import os
from collections.abc import Callable
from random import Random

import pytest

from subjob_desk.sync import company_file, request, segment
from subjob_desk.sync.blocks import SegmentFaultError
from subjob_desk.sync.packet import read_packet
from tests.drivers.handed_over import (
    ANNA_KEY,
    COMPANY,
    DATA,
    REGISTRAR,
    REGISTRAR_KEY,
    chain,
    segment_of,
)

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
FILES = 5_000_000 if IS_LONG else 5_000

SEGMENT = (DATA / "reference.sjl").read_bytes()
COMPANY_FILE = (DATA / "company.sj").read_bytes()
REQUEST = (DATA / "reference.req").read_bytes()
SEEDS = [SEGMENT, COMPANY_FILE, REQUEST, (DATA / "reference.sjpkg").read_bytes()]
PIECES = [
    b"END ", b"\nEND ", b"SJL1 ", b"SJL2 ", b"SJC1 ", b"SJR1 {", b"\n", b"\r\n", b"\0" * 300, b"{",
    b"}", b"[" * 2_000, b'"', b"\\", b"\\u0000", b"\\ud800", b'"v":1', b'"v":2', b"1e9", b"9" * 400,
    b"-0", b",", b"\xff", b"\xef\xbb\xbf", b"0" * 64, SEGMENT[:76], SEGMENT[-198:], SEGMENT[-400:],
]  # fmt: skip
KINDS = ("foreign", "incomplete", "damaged", "too-new")


class Chance(Random):
    """The same damage in every run, by its seed."""


def mutated(chance: Chance, data: bytes) -> bytes:
    """``data`` with a few stretches of it changed."""
    for _ in range(chance.randint(1, 8)):
        at = chance.randint(0, len(data))
        match chance.randrange(6):
            case 0:
                data = data[:at] + chance.choice(PIECES) + data[at:]
            case 1:
                data = data[:at] + data[at + chance.randint(1, 40) :]
            case 2:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 3:
                part = data[at : at + chance.randint(1, 200)]
                data = data[:at] + part * chance.randint(2, 4) + data[at:]
            case 4:
                data = data[:at]
            case _:
                other = chance.choice(SEEDS)
                data = data[:at] + other[chance.randint(0, len(other)) :]
    return data


def judged(read: Callable[[bytes], object], data: bytes) -> object | None:
    """What was read, or ``None`` for what was refused in the way it should be."""
    try:
        return read(data)
    except SegmentFaultError as fault:
        told = fault
    assert told.kind in KINDS
    assert told.said[0].isupper()
    assert told.said.endswith(".")
    return None


def _segment(data: bytes) -> object:
    keys = {REGISTRAR: REGISTRAR_KEY.public_hex}
    return segment.parse(data, keys.get(segment.header(data).actor, ANNA_KEY.public_hex))


def test_nothing_altered_is_taken_and_nothing_upsets_the_readers() -> None:
    chance = Chance(4)
    whole = {
        SEGMENT,
        COMPANY_FILE,
        REQUEST,
        SEEDS[-1][-len(SEEDS[-1]) + sum(map(len, SEEDS[:3])) :],
    }
    for _ in range(FILES):
        data = mutated(chance, chance.choice(SEEDS))
        found = [block.data for block in read_packet(io.BytesIO(data))]
        for one in [data, *found]:
            for read in (_segment, company_file.parse, request.parse):
                assert judged(read, one) is None or one in whole


@pytest.mark.parametrize("seed", range(4))
def test_what_a_liar_signs_is_read_without_a_crash(seed: int) -> None:
    """Here the last line fits whatever stands above it, so that the lines themselves are read."""
    chance = Chance(seed)
    for _ in range(FILES // 10):
        lines = chain(3)
        place = chance.randrange(3)
        lines[place] = mutated(chance, lines[place]).replace(b"\n", b"")
        found = judged(_segment, segment_of(lines))
        if found is not None:
            assert isinstance(found, segment.Segment)
            assert found.company == COMPANY
            assert found.lines == tuple(lines)
