"""What guessing at passwords and words costs: little in the tests, of this process and others.

The program itself has no such switch; whoever wants what it really costs, says so.
"""

from typing import Final

import msgspec

from subjob_desk.sync import sealing, words

_STRONG: Final = msgspec.structs.astuple(sealing.STRONG)
_PARTS: Final = ("_MEMORY_KIB", "_PASSES", "_LANES")
_WORDS: Final = tuple(getattr(words, part) for part in _PARTS)
_LEAST: Final = (64, 1, 1)
"""KiB, rounds and lanes."""


def make_low() -> None:
    """From now on in this process.

    Whoever opens a box that was sealed elsewhere pays what stands in that box.
    """
    _set(_LEAST, _LEAST)


def make_real() -> None:
    """As in the program."""
    _set(_STRONG, _WORDS)


def _set(sealed: tuple[int, ...], said: tuple[int, ...]) -> None:
    for name, value in zip(("memory", "rounds", "lanes"), sealed, strict=True):
        msgspec.structs.force_setattr(sealing.STRONG, name, value)
    for name, value in zip(_PARTS, said, strict=True):
        setattr(words, name, value)
