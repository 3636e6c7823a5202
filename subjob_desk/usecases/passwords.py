"""A password for each person at this desk: set, change, take away, and who has one.

Nothing of it goes into the log: it is a matter of this desk. How it is proved stands in ``proof``.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.rights import Person, Role
from subjob_desk.store import passwords
from subjob_desk.store.passwords import Password
from subjob_desk.usecases.beginning_anew import way_on
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.proof import verifier_of

SHORTEST: Final = 8
"""Characters; any will do."""
_LONGEST: Final = 1000

PROTECTS: Final = (
    "A password keeps others from acting under a name in this program on this PC. "
    "The company file itself is not encrypted: whoever can copy it can read it."
)


class PasswordRow(msgspec.Struct, frozen=True):
    """Whether a person has a password at this desk."""

    person: str
    is_set: bool
    at: str = ""
    """When it was set or taken away; empty if there never was one."""
    by: str = ""
    """Name of who took it away; empty if it is set or never was."""


class Passwords:
    """Acts on passwords by the person who acts at the desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def rows(self) -> dict[str, PasswordRow]:
        """Everybody of the company, by person id."""
        with self._desk.reading() as connection:
            kept = passwords.everybody(connection)
        people = self._desk.company.everybody
        names = {person.id: person.name for person in people}
        return {person.id: _row(person.id, kept.get(person.id), names) for person in people}

    def warning(self) -> str:
        """What passwords protect at this desk as of now and what not, a line for each thing."""
        rows = self.rows()
        people = [person for person in self._desk.company.everybody if person.roles]
        without = [person for person in people if not rows[person.id].is_set]
        if len(without) == len(people):
            return (
                "Nobody has a password: anybody at this PC can act under any of these names. "
                "Each person sets their own: act as that person, then set it here. Until then lock "
                "the PC when you leave it."
            )
        return "\n".join((*_gaps(people, without), PROTECTS))

    def set(self, new: str, old: str | None = None) -> str:
        """Set or change the password of the person who acts; ``old`` proves the one there is.

        Returns what was done. Raises :class:`UserError`.
        """
        person = self._writing()
        had = self._desk.needs_password(person.id)
        self._desk.act_as(person.id, old)
        refuse_weak(new, person.name)
        if self._is_signing:
            self._desk.key.before_change(person.id, new)
        self._keep(Password(person.id, verifier_of(new), person.id, self._desk.stamp()))
        self._desk.act_as(person.id, new)
        if self._is_signing:
            self._desk.key.after_change(person.id, new)
        done = "has another password now" if had else "has a password now"
        return f"{person.name} {done}, at this desk."

    def for_key(self, password: str | None) -> None:
        """Who acts is about to make the key of this desk: ``password`` is theirs, or becomes it.

        ``None``: the key will lie open in the credential store of this PC. That is refused where
        somebody here has a password, which it would undo. Raises :class:`UserError`.
        """
        person = self._writing()
        if self._desk.needs_password(person.id):
            self._desk.act_as(person.id, password)
        elif password is not None:
            self.set(password)
        elif self._desk.guarded:
            raise UserError(
                f"{_listed(self._desk.guarded)} has a password at this desk: its key is kept under "
                "passwords, too.",
                f"Choose one for {person.name}.",
            )

    def take_away(self, person_id: str, old: str | None = None) -> str:
        """Take a password away: one's own with ``old``, a forgotten one as administrator.

        Returns what was done. Raises :class:`UserError`.
        """
        acting = self._writing()
        person = self._desk.company.person(person_id)
        if person is None:
            raise UserError("This person does not exist.", "Choose another one.")
        if not self._desk.needs_password(person_id):
            raise UserError(f"{person.name} has no password.", "There is nothing to take away.")
        if person_id == acting.id:
            self._desk.act_as(person.id, old)
        elif Role.ADMIN not in acting.roles:
            raise UserError(
                f"{acting.name} is not an administrator.",
                f"Let {person.name} or an administrator take the password away.",
            )
        elif not acting.is_proven:
            raise UserError(
                f"{acting.name} has a password, and it was not given.", "Give it first."
            )
        if self._is_signing:
            left = [one.id for one in self._desk.guarded if one.id != person_id]
            self._desk.key.before_taking_away(person_id, left, way_on(self._desk.database))
        self._keep(Password(person_id, "", acting.id, self._desk.stamp()))
        if self._is_signing:
            self._desk.key.after_taking_away(person_id)
        return (
            f"{person.name} has no password any more: anybody at this PC can act under this name."
        )

    @property
    def _is_signing(self) -> bool:
        """Whether this desk has a key, and each password here opens it."""
        return self._desk.company.desks.is_shared

    def _writing(self) -> Person:
        if not self._desk.is_writing:
            raise UserError(
                "This company is open for reading only.", "Close it and open it for writing."
            )
        return self._desk.person

    def _keep(self, password: Password) -> None:
        with self._desk.database.write() as connection:
            passwords.put(connection, password)
        self._desk.passwords_changed()


def _row(person: str, kept: Password | None, names: dict[str, str]) -> PasswordRow:
    if kept is None:
        return PasswordRow(person, is_set=False)
    if kept.verifier or not kept.is_whole:
        return PasswordRow(person, is_set=True, at=kept.at)
    return PasswordRow(person, is_set=False, at=kept.at, by=names.get(kept.by, kept.by))


def _gaps(people: Sequence[Person], without: Sequence[Person]) -> list[str]:
    """What is still open although somebody has a password."""
    told: list[str] = []
    if without:
        who = _listed(without)
        told.append(f"Without a password: {who}. Anybody at this PC can act under these names.")
    administrators = [person for person in people if Role.ADMIN in person.roles]
    open_ones = [person for person in administrators if person in without]
    if open_ones:
        told.append(
            f"As long as {_listed(open_ones)} has none, anybody can take the others away: "
            "administrators need one first."
        )
    elif len(administrators) == 1:
        told.append(
            f"{administrators[0].name} is the only administrator: if that password is forgotten, "
            "nobody can take it away, and only a backup from before it was set helps. Make a "
            "second administrator."
        )
    return told


def _listed(people: Sequence[Person]) -> str:
    return ", ".join(person.name for person in people)


def refuse_weak(new: str, name: str) -> None:
    """Raise :class:`UserError` for what is no password for a person of this name."""
    if len(new) < SHORTEST:
        raise UserError(
            f"A password has at least {SHORTEST} characters.",
            "Take several words: they are long and easy to remember.",
        )
    if len(new) > _LONGEST:
        raise UserError(f"A password has at most {_LONGEST} characters.", "Take a shorter one.")
    if new.casefold().strip() in (name.casefold(), "password", "12345678"):
        raise UserError("That is the first thing anybody would try.", "Take another password.")
