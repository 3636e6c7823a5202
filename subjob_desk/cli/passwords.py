"""The command on the password of a person at this desk.

How a password reaches any command stands in ``secrets``.
"""

from typing import Annotated

import typer

from subjob_desk.cli.options import As, File, at_desk, wrong_usage
from subjob_desk.cli.outcome import Outcome
from subjob_desk.cli.secrets import given_password, new_password
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.passwords import Passwords


def password(
    file: File,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose password.")],
    remove: Annotated[
        bool,
        typer.Option(
            "--remove", help="Take it away: one's own, or a forgotten one as administrator."
        ),
    ] = False,
    person: As = None,
) -> Outcome:
    """Set or change a person's password at this desk. It is asked for, never an argument."""
    if person is not None and not remove:
        raise wrong_usage("password", "--as goes with --remove only: a person sets his own.")
    with at_desk(file, acting=False) as desk:
        said = _take_away(desk, name, person or name) if remove else _set(desk, name)
        warning = Passwords(desk).warning()
    document: dict[str, object] = {"name": name, "has_password": not remove, "warning": warning}
    return Outcome(document, (said, warning))


def _set(desk: Desk, name: str) -> str:
    who = desk.person_named(name)
    old = given_password(desk, who.id)
    desk.act_as(who.id, old)
    return Passwords(desk).set(new_password(who.name), old)


def _take_away(desk: Desk, name: str, acting: str) -> str:
    whose, who = desk.person_named(name), desk.person_named(acting)
    old = given_password(desk, who.id)
    desk.act_as(who.id, old)
    return Passwords(desk).take_away(whose.id, old)
