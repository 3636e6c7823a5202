"""Thousands of damaged files: no crash, bounded time and memory, each fault with its place.

The same files go through the model, which must say something of every record and fault.
"""

import os
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from subjob_desk.sage.profile import Profile
from subjob_desk.sage.reader import MOST_FAULTS, read
from subjob_desk.sage.rehearsal import Rehearsal
from tests.drivers.known_sage import Sage

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
FILES = 5_000
SECONDS_FOR_A_MEGABYTE = 60
BYTES_FOR_A_BYTE = 1_500
"""Most memory while a file is read; every record and fault is kept until its end."""

_SEEDS = [
    *(
        Path(__file__).with_name("data") / name
        for name in ("sage-lines.jce", "negative-amounts.jce")
    ),
    Path(__file__).with_name("data") / "longest-texts.jce",
]
_PIECES = [
    b'"', b",", b"+\r\n", b"\r\n", b"\r", b";", b"#", b"*", b"E,", b"C,", b'C,"', b"\x00", b"\x81",
    b"\xff\xfe", b"\xef\xbb\xbf", b"\x1a", b"\t", b" ", b"-", b"1e5", b"9" * 400, b",,,,,,,,,",
    b"13312026", b"\xe2\x82", b'""', b"+",
]  # fmt: skip


class Chance(Random):
    """The same damage in every run, by its seed."""


def _mutated(chance: Chance, data: bytes) -> bytes:
    for _ in range(chance.randint(1, 12)):
        at = chance.randint(0, len(data))
        match chance.randrange(7):
            case 0:
                data = data[:at] + chance.choice(_PIECES) + data[at:]
            case 1:
                data = data[:at] + data[at + chance.randint(1, 30) :]
            case 2:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 3:
                part = data[at : at + chance.randint(1, 80)]
                data = data[:at] + part * chance.randint(1, 4) + data[at:]
            case 4:
                data = data[:at]
            case 5:
                rows = data.splitlines(keepends=True)
                chance.shuffle(rows)
                data = b"".join(rows)
            case _:
                data = data.replace(chance.choice([b",", b'"', b"\r\n"]), chance.choice(_PIECES), 2)
    return data


def _files(count: int, seed: int) -> Iterator[bytes]:
    chance = Chance(seed)
    seeds = [path.read_bytes() for path in _SEEDS]
    for _ in range(count):
        yield _mutated(chance, chance.choice(seeds) * (chance.randint(1, 40) if IS_LONG else 1))


@pytest.mark.parametrize("seed", range(20) if IS_LONG else [1])
def test_five_thousand_damaged_files(profile: Profile, seed: int) -> None:
    sage = Sage().known()
    begun, size = time.perf_counter(), 0
    for data in _files(FILES, seed):
        size += len(data)
        reading = read(profile, data)
        physical = data.removeprefix(b"\xef\xbb\xbf").splitlines() or [b""]
        for fault in reading.faults:
            assert 1 <= fault.line <= len(physical)
            assert 1 <= fault.column <= len(physical[fault.line - 1]) + 1
            assert fault.message
        rehearsal = Rehearsal(profile, data, sage)
        told = [line.line for line in rehearsal.lines()]
        assert len(told) >= len(reading.records)
        if len(reading.faults) <= MOST_FAULTS:
            assert {fault.line for fault in reading.faults} <= set(told)
    if IS_LONG:  # in the ordinary run no clock decides
        assert time.perf_counter() - begun < SECONDS_FOR_A_MEGABYTE * (size / 1e6 + 1)


def test_the_memory_for_a_file_is_bounded_by_its_size(profile: Profile) -> None:
    many = 50_000 if IS_LONG else 2_000
    noise = Chance(7).randbytes(many * 20)
    for data in (noise, b"C," * many, b'"\n' * many, b"C,+\n" * many, b"?\n" * many):
        tracemalloc.start()
        read(profile, data)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < BYTES_FOR_A_BYTE * len(data)
