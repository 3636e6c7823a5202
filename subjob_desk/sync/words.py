"""Six words for a request, which its desk and the registrar read to each other by telephone.

If they are equal, nobody between the two has put another request or company in its place.
"""

import hashlib
import re
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from subjob_desk.sync.word_list import WORDS

COUNT: Final = 6
"""Words: 54 bits."""

_SALT: Final = b"SubJob Desk words 1"
_MEMORY_KIB: Final = 64 * 1024
_PASSES: Final = 3
_LANES: Final = 4
_BITS: Final = 9
_LETTERS: Final = re.compile(r"[a-z]+")


def six_words(request: bytes, company_file: bytes) -> tuple[str, ...]:
    """The words for exactly these bytes of a request and of the company file it was made for.

    Takes a good tenth of a second on purpose: a forger has to try very many requests to find one
    with the same words. A desk asks with the company file it kept when it made its request, never
    with one it reads later: so a forger cannot try company files as well.
    """
    both = hashlib.sha256(request).digest() + hashlib.sha256(company_file).digest()
    drawn = Argon2id(
        salt=_SALT, length=8, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB
    ).derive(both)
    number = int.from_bytes(drawn, "big")
    places = (number >> (_BITS * n) & (2**_BITS - 1) for n in range(COUNT))
    return tuple(WORDS[place] for place in places)


def shown(words: tuple[str, ...]) -> str:
    """The words as people see and type them: joined by hyphens."""
    return "-".join(words)


def are_same(typed: str, words: tuple[str, ...]) -> bool:
    """Whether ``typed`` is these words in this order; case and what stands between do not count."""
    return bool(words) and tuple(_LETTERS.findall(typed.casefold())) == words
