"""Proof that somebody at this desk is who he says: his password, wrong tries, and the wait.

It guards this program on this PC; the company file is not encrypted by it. Who sets a password
and who takes one away stands in ``passwords``; who acts in ``desk``.
"""

import os
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec
from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.rights import Person
from subjob_desk.store import passwords
from subjob_desk.store.connection import Connection
from subjob_desk.store.database import Database
from subjob_desk.store.passwords import Password
from subjob_desk.sync.sealing import STRONG, password_bytes

NOBODY_YET: Final = ""
"""Whose the password is that was given when this desk joined, before it knew its people."""

_SALT: Final = 16
_LENGTH: Final = 32

_FREE_TRIES: Final = 2
"""Wrong passwords in a row that cost no wait: slips of the finger."""
_LONGEST_WAIT: Final = 300
"""Seconds: long enough to end guessing, short enough for a colleague's joke to pass."""


def verifier_of(password: str) -> str:
    """What proves ``password`` later, with parameters and a salt of its own (PHC form)."""
    made = Argon2id(
        salt=os.urandom(_SALT),
        length=_LENGTH,
        iterations=STRONG.rounds,
        lanes=STRONG.lanes,
        memory_cost=STRONG.memory,
    )
    return made.derive_phc_encoded(password_bytes(password))


def prove(database: Database, person: Person, given: str | None, now: datetime) -> None:
    """Return if ``given`` is the person's password, or none is needed.

    At a desk that joined, the password given then proves whoever acts there first. Raises
    :class:`UserError` otherwise, and while a wait after wrong ones lasts. A try is counted before
    it is made: ending the program in between saves nobody from the wait.
    """
    kept = _kept(database, person.id)
    if kept is None:
        return
    if not kept.is_whole:
        raise UserError(
            f"What the company file keeps about the password of {person.name} is damaged.",
            "Let another administrator take the password away, then set a new one. If there is no "
            "other, only a backup of the company from before helps.",
        )
    if given is None:
        raise UserError(
            f"{person.name} has a password, and it was not given.",
            "Give it, or let somebody else act.",
        )
    _refuse_too_early(person, kept, now)
    stamp = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    tried = msgspec.structs.replace(kept, failures=kept.failures + 1, failed_at=stamp)
    with database.write() as connection:
        passwords.put(connection, tried)
    if not _fits(given, kept.verifier):
        wait = wait_after(tried.failures)
        remedy = f"Try again in {_shown(wait)}." if wait else "Try again; capitals count."
        raise UserError(f"That is not the password of {person.name}.", remedy)
    with database.write() as connection:
        passwords.put(connection, msgspec.structs.replace(kept, failures=0, failed_at=""))


def give_first(connection: Connection, password: str, at: str) -> None:
    """A new desk gets ``password``, before it is known who works there."""
    passwords.put(connection, Password(NOBODY_YET, verifier_of(password), NOBODY_YET, at))


def adopt(database: Database, person: str, at: str) -> None:
    """The password of :data:`NOBODY_YET`, just given, is that of ``person`` from now on."""
    with database.write() as connection:
        kept = passwords.get(connection, NOBODY_YET)
        if kept is None:
            return
        passwords.put(connection, Password(person, kept.verifier, person, at))
        passwords.put(connection, Password(NOBODY_YET, "", person, at))


def wait_after(failures: int) -> int:
    """Seconds to wait after so many wrong passwords in a row: 0, 0, 2, 4, 8 … 300."""
    beyond = failures - _FREE_TRIES
    return min(2**beyond, _LONGEST_WAIT) if 0 < beyond < 20 else _LONGEST_WAIT * (beyond > 0)


def _kept(database: Database, person: str) -> Password | None:
    """What proves the person, or whoever acts first at a desk that joined; ``None`` for nothing."""
    with database.read() as connection:
        found = [passwords.get(connection, who) for who in (person, NOBODY_YET)]
    return next((one for one in found if one and (one.verifier or not one.is_whole)), None)


def _refuse_too_early(person: Person, kept: Password, now: datetime) -> None:
    wait = timedelta(seconds=wait_after(kept.failures))
    if not wait or not kept.failed_at:
        return
    passed = now - datetime.fromisoformat(kept.failed_at)
    if timedelta() <= passed < wait:  # a clock that was put back holds nobody up for days
        left = -((passed - wait) // timedelta(seconds=1))
        raise UserError(
            f"The wrong password was given {kept.failures} times for {person.name}.",
            f"Try again in {_shown(left)}.",
        )


def _fits(password: str, verifier: str) -> bool:
    try:
        Argon2id.verify_phc_encoded(password_bytes(password), verifier)
    except InvalidKey:
        return False
    return True


def _shown(seconds: int) -> str:
    return f"{seconds} s" if seconds < 120 else f"{-(-seconds // 60)} minutes"
