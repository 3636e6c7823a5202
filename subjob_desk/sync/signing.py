"""Keys of desks and companies: Ed25519, and what each signature is for.

Where secret keys lie and what protects them there belongs to ``vault`` and ``sealing``.
"""

import re
import secrets
from enum import StrEnum
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SEED: Final = 32
"""Bytes of a secret key."""

_PUBLIC: Final = re.compile(r"[0-9a-f]{64}")
_SIGNATURE: Final = re.compile(r"[0-9a-f]{128}")

_PROVE_NOTHING: Final = frozenset(
    number[:-2] + f"{int(number[-2:], 16) | sign:02x}"
    for number in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
    for sign in (0x00, 0x80)
)
"""The points of small order: "keys" under which anybody's signature holds for some texts."""


class Purpose(StrEnum):
    """What is signed: no signature of one kind ever passes for another."""

    SEGMENT = "SubJob Desk segment 1\0"
    COMPANY = "SubJob Desk company 1\0"
    REQUEST = "SubJob Desk request 1\0"
    SNAPSHOT = "SubJob Desk snapshot 1\0"


class SigningKey:
    """A secret key in memory. It never shows its secret in a text."""

    def __init__(self, seed: bytes) -> None:
        """The key made of ``seed``, :data:`SEED` random bytes. Raises ``ValueError`` for others."""
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public_hex: Final = self._key.public_key().public_bytes_raw().hex()
        """What others check signatures with: 64 lower-case hex digits."""

    @classmethod
    def new(cls) -> "SigningKey":
        """A key nobody had before."""
        return cls(secrets.token_bytes(SEED))

    @property
    def seed(self) -> bytes:
        """The secret itself, for the vault."""
        return self._key.private_bytes_raw()

    def sign(self, data: bytes, purpose: Purpose) -> str:
        """The signature of ``data``: 128 lower-case hex digits."""
        return self._key.sign(purpose.encode("ascii") + data).hex()


def is_public_key(public_hex: str) -> bool:
    """Whether ``public_hex`` is written as a public key is, and is one that proves something."""
    return _PUBLIC.fullmatch(public_hex) is not None and public_hex not in _PROVE_NOTHING


def verify(public_hex: str, data: bytes, signature: str, purpose: Purpose) -> bool:
    """Whether the holder of the key signed ``data`` for this purpose; never raises."""
    if not is_public_key(public_hex) or _SIGNATURE.fullmatch(signature) is None:
        return False
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex))
    try:
        key.verify(bytes.fromhex(signature), purpose.encode("ascii") + data)
    except InvalidSignature:
        return False
    return True
