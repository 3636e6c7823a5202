"""Identities: random ones for things, a hash for facts.

A thing (company, desk, person, sub job, line, batch, bulk act) is named by 16 random base32
characters; an operation by the SHA-256 of its stored bytes (``sync.md`` section 1).
"""

import base64
import hashlib
import secrets


def new_id() -> str:
    """A new random identity: 16 lower-case base32 characters (80 bits)."""
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii").lower()


def operation_id(stored: bytes) -> str:
    """The identity of an operation: SHA-256 of its bytes as stored, 64 lower-case hex digits."""
    return hashlib.sha256(stored).hexdigest()
