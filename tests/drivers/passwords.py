"""A password that people of a test company have already, and what proves it in no time."""

from typing import Final

from subjob_desk.store.passwords import Password, put
from subjob_desk.usecases.desk import Desk

RIGHT: Final = "three wet stones"

KNOWN: Final = "$argon2id$v=19$m=8,t=1,p=1$c2FsdCBvZiBhIHN0b25lLg$v9h78llcCqW4IF71ccJQqw"
"""Proves ``RIGHT``. How much a try costs stands in it: here next to nothing.

What the program itself makes costs a tenth of a second, which is its purpose
(``tests/usecases/test_passwords.py`` shows that).
"""


def give_password(desk: Desk, *names: str, at: str = "2026-11-20T08:00:00Z") -> None:
    """Let these people have the password ``RIGHT``, set at ``at``."""
    for name in names:
        person = desk.person_named(name).id
        with desk.database.write() as connection:
            put(connection, Password(person, KNOWN, person, at))
    desk.passwords_changed()
