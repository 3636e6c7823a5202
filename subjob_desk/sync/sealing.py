"""A secret sealed under a password: Argon2id makes the key, ChaCha20-Poly1305 closes the box.

Bytes in, bytes out; where a box is kept is ``vault``'s and ``recovery``'s.
"""

import hashlib
import os
import struct
import unicodedata
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from subjob_desk.domain.errors import UserError


class Cost(msgspec.Struct, frozen=True):
    """How hard each guess of a password is made."""

    memory: int
    """Kibibytes."""
    rounds: int
    lanes: int


STRONG: Final = Cost(64 * 1024, 3, 4)
"""About 0.1 s for each guess (``sync.md`` section 5)."""
_DEAREST: Final = Cost(1024 * 1024, 16, 16)
"""What a box may ask for: more is not ours, and would only hold the program up."""

_MAGIC: Final = b"SJK1"
_COST: Final = struct.Struct(">IBB")
_SALT: Final = 16
_NONCE: Final = 12
_KEY: Final = 32
_TAG: Final = 16
_CHECK: Final = 8
_HEAD: Final = len(_MAGIC) + _COST.size + _SALT + _NONCE
OVERHEAD: Final = _HEAD + _TAG + _CHECK
"""Bytes by which a box is longer than the secret in it."""


class WrongPasswordError(UserError):
    """The box is whole; the password is another one, or the box is somebody else's."""


class DamagedError(UserError):
    """The bytes are not those that were written."""


class TooNewError(DamagedError):
    """A newer version of the program wrote them."""


def seal(secret: bytes, password: str, about: bytes = b"", cost: Cost = STRONG) -> bytes:
    """``secret`` in a box that only ``password`` opens, and only with the same ``about``.

    ``about`` says whose box it is; it is not in the box. Two boxes are never equal.
    """
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    head = _MAGIC + _COST.pack(cost.memory, cost.rounds, cost.lanes) + salt + nonce
    key = _key(password, salt, cost)
    body = head + ChaCha20Poly1305(key).encrypt(nonce, secret, head + about)
    return body + _check(body)


def unseal(blob: bytes, password: str, about: bytes = b"") -> bytes:
    """The secret in a box made by :func:`seal`.

    Raises :class:`WrongPasswordError`, and :class:`DamagedError` for any changed or cut byte.
    """
    body, check = blob[:-_CHECK], blob[-_CHECK:]
    if len(body) < _HEAD + _TAG or not body.startswith(_MAGIC) or _check(body) != check:
        raise DamagedError(
            "What is kept of this key is damaged.", "Put back a copy of it from before."
        )
    head = body[:_HEAD]
    cost = Cost(*_COST.unpack_from(head, len(_MAGIC)))
    if not _is_bearable(cost):
        raise TooNewError(
            "This key was sealed by a newer version of SubJob Desk.", "Update the program."
        )
    salt, nonce = head[-_SALT - _NONCE : -_NONCE], head[-_NONCE:]
    key = _key(password, salt, cost)
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, body[_HEAD:], head + about)
    except InvalidTag as error:
        raise WrongPasswordError(
            "This password does not open the key.", "Try again; capitals count."
        ) from error


def password_bytes(password: str) -> bytes:
    """One spelling for ``é`` however a keyboard makes it; blanks and capitals count."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _is_bearable(cost: Cost) -> bool:
    return (
        8 * cost.lanes <= cost.memory <= _DEAREST.memory
        and 1 <= cost.rounds <= _DEAREST.rounds
        and 1 <= cost.lanes <= _DEAREST.lanes
    )


def _key(password: str, salt: bytes, cost: Cost) -> bytes:
    made = Argon2id(
        salt=salt,
        length=_KEY,
        iterations=cost.rounds,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    return made.derive(password_bytes(password))


def _check(body: bytes) -> bytes:
    """Tells a damaged box from a wrong password; it needs no secret and protects nothing."""
    return hashlib.sha256(body).digest()[:_CHECK]
