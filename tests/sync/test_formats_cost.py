"""What reading may cost (I15): 8 MiB at most a second and 256 MiB, whoever signed them."""

import io
import time
import tracemalloc
from collections.abc import Callable
from contextlib import suppress

import pytest

from subjob_desk.domain.line_form import values_of
from subjob_desk.sync import company_file, limits, request, segment
from subjob_desk.sync.blocks import SegmentFaultError
from subjob_desk.sync.packet import read_packet
from tests.drivers.handed_over import entry, identity, segment_of

SECONDS = 1.0
"""Of the processor; the measure of ``sync.md`` section 7."""
MEMORY = 256 * 2**20
HEADER = segment_of([entry()]).partition(b"\n")[0] + b"\n"


def full(
    item: bytes, *, kind: str = "newer", form: bytes = b"[%s]", line: int = 2**20 - 900
) -> bytes:
    """A signed segment as full as it may be of entries that are full of one item."""
    lines: list[bytes] = []
    prev, size, values = "", 400, 0
    count = min(line // (len(item) + 1), 249_000 // (values_of(item) + 1))
    value = form % b",".join([item] * count)
    while True:
        made = entry(len(lines) + 1, prev, typ=kind, val=0)
        made = made.replace(b'"val":0', b'"val":' + value)
        size, values = size + len(made) + 1, values + values_of(made)
        if size > limits.FILE or values > limits.VALUES:
            return segment_of(lines)
        lines.append(made)
        prev = identity(made)


def _lines() -> bytes:
    form = b'{"job":"","code":"","description":"","lines":[%s]}'
    return full(b'["","","","0","","0"]', kind="created", form=form)


def _parts() -> bytes:
    return full(b"[]", kind="list_part", form=b'{"list":"","kind":"","rows":[%s]}')


COSTLY: dict[str, Callable[[], bytes]] = {
    "zeros": lambda: b"\0" * limits.FILE,
    "line ends": lambda: HEADER + b"\n" * (limits.FILE - len(HEADER)),
    "line ends, signed": lambda: segment_of([b""] * 8_000_000, last=3),
    "braces": lambda: HEADER + b"{}\n" * 2_790_000,
    "one endless line": lambda: HEADER + b"{" * (limits.FILE - len(HEADER)),
    "first lines": lambda: HEADER * (limits.FILE // len(HEADER)),
    "ends": lambda: HEADER + b"END \n" * 1_600_000,
    "newer": lambda: b"SJL2 \n" * 1_300_000,
    "cards": lambda: b'SJC1 {"company":"' * 490_000,
    "much larger": lambda: HEADER + b"x" * (2 * limits.FILE),
    "deep": lambda: segment_of([b'{"a":' + b"[" * 1_000_000 + b"}"]),
    "estimate lines": _lines,
    "list rows": _parts,
    "empty objects": lambda: full(b"{}"),
    "empty texts": lambda: full(b'""'),
    "line ends in texts": lambda: full(b'"' + b"\\n" * 4_000 + b'"'),
    "signs in texts": lambda: full(b'"' + b"\\u0001" * 4_000 + b'"'),
    "backslashes": lambda: full(b'"' + b"\\\\" * 4_000 + b'"'),
    "large numbers": lambda: full(b"9007199254740991"),
    "nested": lambda: full(b"[[[]]]"),
    "one number": lambda: segment_of([b'{"a":' + b"9" * 1_000_000 + b"}"]),
    "many entries": lambda: full(b'"' + b"x" * 200 + b'"', line=300),
}


def _read(data: bytes) -> None:
    for read in (segment.header, segment.parse, company_file.parse, request.parse):
        with suppress(SegmentFaultError):
            read(data)


def _seconds(act: Callable[[], None]) -> float:
    """What ``act`` costs; a busy computer makes single measurements too long, never too short."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


@pytest.mark.parametrize("name", COSTLY)
def test_any_input_is_read_within_a_second(name: str) -> None:
    data = COSTLY[name]()
    assert any(_seconds(lambda: _read(data)) < SECONDS for _try in range(3))


@pytest.mark.parametrize("name", ["line ends", "braces", "first lines", "ends", "newer", "cards"])
def test_so_is_any_packet(name: str) -> None:
    data = COSTLY[name]()
    found: list[int] = []

    def count() -> None:
        found.append(sum(1 for _block in read_packet(io.BytesIO(data))))

    assert any(_seconds(count) < SECONDS for _try in range(3))
    assert found[0] < 1_100


@pytest.mark.parametrize("name", ["line ends, signed", "empty objects"])
def test_and_within_the_memory(name: str) -> None:
    data = COSTLY[name]()
    tracemalloc.start()
    try:
        _read(data)
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
