"""What desks hand each other, made by hand: entries of a chain, good files, and those of liars.

Independent of the product's writers: only keys, hashes and the JSON of an envelope.
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from subjob_desk.sync.signing import Purpose, SigningKey

COMPANY: Final = "c" * 16
REGISTRAR: Final = "office7office7of"
ANNA: Final = "annaslaptopannas"
AT: Final = "2026-11-22T09:14:03Z"

ROOT_KEY: Final = SigningKey(b"root key of the company in tests")
REGISTRAR_KEY: Final = SigningKey(b"the registrar's desk in all test")
ANNA_KEY: Final = SigningKey(b"the key of Anna's laptop, seed 1")
FOREIGN_KEY: Final = SigningKey(b"a key that nobody ever admitted!")

DATA: Final = Path(__file__).parent.parent / "sync" / "data"
"""The reference files: made once, read for ever."""

LINE: Final = ["l1", "03-310", "LAB", "1.00", "ea", "10.00"]
CREATED: Final = {"job": "24-117", "code": "010", "description": "Slab", "lines": [LINE]}


def entry(seq: int = 1, prev: str = "", /, **fields: object) -> bytes:
    """The stored bytes of an entry of Anna's desk that creates a sub job, with other ``fields``."""
    envelope = {
        "v": 1,
        "co": COMPANY,
        "act": ANNA,
        "seq": seq,
        **({"prev": prev} if prev else {}),
        "adm": 2,
        "who": "p-anna",
        "sub": "s" * 16,
        "typ": "created",
        "deed": "d" * 16,
        "val": CREATED,
        "ts": AT,
        "app": "1.0.0",
    }
    return msgspec.json.encode({**envelope, **fields})


def chain(count: int, *, first: int = 1, prev: str = "", **fields: object) -> list[bytes]:
    """``count`` entries that follow each other."""
    lines: list[bytes] = []
    for seq in range(first, first + count):
        lines.append(entry(seq, prev, **fields))
        prev = identity(lines[-1])
    return lines


def identity(line: bytes) -> str:
    """The id of an entry."""
    return hashlib.sha256(line).hexdigest()


def signed(above: bytes, key: SigningKey = ANNA_KEY, purpose: Purpose = Purpose.SEGMENT) -> bytes:
    """``above`` and a last line that fits it: what its signer wrote is as he wanted it."""
    digest = hashlib.sha256(above)
    signature = key.sign(digest.digest(), purpose)
    return above + f"END {digest.hexdigest()} {signature}\n".encode()


def segment_of(
    lines: Sequence[bytes],
    *,
    header: str = "",
    first: int = 1,
    last: int | None = None,
    key: SigningKey = ANNA_KEY,
) -> bytes:
    """A signed segment that says whatever it is given to say."""
    end = first + len(lines) - 1 if last is None else last
    header = header or f"SJL1 {COMPANY} {ANNA} {first} {end}"
    return signed(b"\n".join((header.encode(), *lines, b"")), key)


def card_of(
    family: str, said: object, key: SigningKey, purpose: Purpose, *, line: bytes = b""
) -> bytes:
    """A signed card that says whatever it is given to say."""
    return signed(
        family.encode() + b"1 " + (line or msgspec.json.encode(said)) + b"\n", key, purpose
    )


def flipped(data: bytes, bits: Sequence[int] = range(8)) -> Iterable[tuple[int, bytes]]:
    """``data`` with each of these bits of each byte turned over, and the byte where that was."""
    for place in range(len(data)):
        for bit in bits:
            yield place, data[:place] + bytes((data[place] ^ 1 << bit,)) + data[place + 1 :]
