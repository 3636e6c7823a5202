"""Identities: random ones for things, a hash for facts.

A thing (company, desk, person, sub job, line, batch, bulk act) is named by 16 random base32
characters; an operation by the SHA-256 of its stored bytes (``sync.md`` section 1). Of those of a
sub job the last six are told by the rest and by the desk that creates it: whoever reads the
identity of another desk's sub job cannot pass as having created it.
"""

import base64
import hashlib
import secrets
from typing import Final

_CHECKED: Final = 10
"""Characters of the identity of a sub job that are random."""


def new_id() -> str:
    """A new random identity: 16 lower-case base32 characters (80 bits)."""
    return _base32(secrets.token_bytes(10))


def new_sub_job_id(actor: str) -> str:
    """The identity of a sub job that the desk ``actor`` creates."""
    chosen = new_id()[:_CHECKED]
    return chosen + _check(chosen, actor)


def is_named_by(sub: str, actor: str) -> bool:
    """Whether this desk chose the identity of a sub job; those of before say nothing of it."""
    return sub[_CHECKED:] == _check(sub[:_CHECKED], actor)


def _check(chosen: str, actor: str) -> str:
    told = hashlib.sha256(f"sub job {chosen} of desk {actor}".encode()).digest()
    return _base32(told[:10])[_CHECKED:]


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode("ascii").lower()


def operation_id(stored: bytes) -> str:
    """The identity of an operation: SHA-256 of its bytes as stored, 64 lower-case hex digits."""
    return hashlib.sha256(stored).hexdigest()
