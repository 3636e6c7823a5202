"""Where the command line takes a password from: the environment or the terminal, never an argument.

Arguments are seen by everybody who can list processes, and stay in the history of the shell.
"""

import getpass
import os
import sys
from typing import Final

from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.signing_in import DeskKey

TO_ACT: Final = "SUBJOB_DESK_PASSWORD"
TO_BE_SET: Final = "SUBJOB_DESK_NEW_PASSWORD"
OF_ROOT: Final = "SUBJOB_DESK_PASSPHRASE"


def given_password(desk: Desk, person_id: str) -> str | None:
    """The password of who is to act; ``None`` if that person needs none here.

    Raises :class:`UserError` if one is needed and there is nobody to ask.
    """
    person = desk.company.person(person_id)
    if person is None or not desk.needs_password(person_id):
        return None
    problem = f"{person.name} has a password, and it was not given."
    return _from(TO_ACT, f"Password of {person.name}: ", problem)


def new_password(name: str) -> str:
    """A password to be set, typed twice where it is typed. Raises :class:`UserError`."""
    there = os.environ.get(TO_BE_SET)
    if there is not None:
        return there
    problem = f"The new password of {name} was not given."
    first = _from(TO_BE_SET, f"New password of {name}: ", problem)
    if _asked("The same once more: ") != first:
        raise UserError("The two passwords differ.", "Run the command again; nothing was set.")
    return first


def new_passphrase() -> str:
    """The passphrase of a root key that is made now. Raises :class:`UserError`."""
    there = os.environ.get(OF_ROOT)
    if there is not None:
        return there
    problem = "The passphrase of the recovery sheet was not given."
    first = _from(OF_ROOT, "New passphrase for the recovery sheet: ", problem)
    if _asked("The same once more: ") != first:
        raise UserError("The two passphrases differ.", "Run the command again; nothing was set.")
    return first


def passphrase() -> str:
    """The passphrase of a recovery sheet there is. Raises :class:`UserError`."""
    problem = "The passphrase of the recovery sheet was not given."
    return _from(OF_ROOT, "Passphrase of the recovery sheet: ", problem)


def password_to_set(desk: Desk) -> str | None:
    """The password that opens the key of this desk: that of who acts, or one to be set now.

    ``None`` where the PC keeps the key without one. Raises :class:`UserError`.
    """
    who = desk.person
    if desk.needs_password(who.id):
        return given_password(desk, who.id)
    return password_to_join() if desk.key.needs_password else os.environ.get(TO_ACT)


def password_to_join() -> str | None:
    """The password that opens the key of a new desk; ``None`` where none is given or needed."""
    there = os.environ.get(TO_ACT)
    if there is not None or not DeskKey("", "").needs_password:
        return there
    problem = "The key of this desk needs a password, and none was given."
    first = _from(TO_ACT, "New password for this desk: ", problem)
    if _asked("The same once more: ") != first:
        raise UserError("The two passwords differ.", "Run the command again; nothing was set.")
    return first


def _from(variable: str, question: str, problem: str) -> str:
    there = os.environ.get(variable)
    if there is not None:
        return there
    if not sys.stdin.isatty():
        raise UserError(
            problem,
            f"Set the environment variable {variable}, or run the command in a terminal, "
            "where it is asked for.",
        )
    return _asked(question)


def _asked(question: str) -> str:
    return getpass.getpass(question, stream=sys.stderr)
