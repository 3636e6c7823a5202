"""The lines of the list of people, in words: password, and why it cannot be changed here."""

from collections.abc import Sequence

import msgspec

from subjob_desk.domain.rights import Person, Role
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.people_page import PersonLine
from subjob_desk.usecases.passwords import PasswordRow
from subjob_desk.usecases.views import PersonRow


def person_lines(
    people: Sequence[PersonRow], passwords: dict[str, PasswordRow], acting: Person
) -> list[PersonLine]:
    """One line for each person; ``acting`` is who acts or looks on."""
    return [_line(row, passwords[row.id], acting) for row in people]


def _line(row: PersonRow, password: PasswordRow, acting: Person) -> PersonLine:
    return PersonLine(
        **msgspec.structs.asdict(row),
        password=_shown(password),
        has_password=password.is_set,
        why_not_set=_why_not_set(row, acting),
        why_not_take=_why_not_take(row, password, acting),
    )


def _shown(password: PasswordRow) -> str:
    day = formats.day(password.at) if password.at else ""
    if password.is_set:
        return tr("yes, since {day}").format(day=day)
    if password.by:
        return tr("no: {who} took it away, {day}").format(who=password.by, day=day)
    return tr("no")


def _why_not_set(row: PersonRow, acting: Person) -> str:
    if row.id == acting.id:
        return ""
    return tr("Only {name} sets it. Click the name at the bottom left and act as {name}.").format(
        name=row.name
    )


def _why_not_take(row: PersonRow, password: PasswordRow, acting: Person) -> str:
    if not password.is_set:
        return tr("{name} has no password.").format(name=row.name)
    if row.id == acting.id:
        return ""
    if not acting.is_proven:
        return tr("{name} has a password, and it was not given.").format(name=acting.name)
    if Role.ADMIN not in acting.roles:
        return tr("{name} or an administrator takes it away.").format(name=row.name)
    return ""
