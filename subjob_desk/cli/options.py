"""Options and arguments that several commands share, and how they become a desk and ids.

One command's own options stand beside that command.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer

from subjob_desk.cli.secrets import given_password
from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.premises import NotLetInError

PROGRAM = "subjob-desk"

_DIGITS: Final = 6
"""A file's name has room for so many digits of a batch's number."""

File = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="The company.", show_default=False, readable=False),
]
"""Whether it may be read is told by the storage, in our own words."""

As = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="PERSON",
        help="Who does it; capitals do not matter. On the registrar's desk the administrator, if "
        "left out.",
        show_default=False,
    ),
]

Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="JOB/CODE",
        help="Sub jobs, in any spelling: 24-117/010. Of two with one code: 24-117/010~2.",
        show_default=False,
    ),
]

Name = Annotated[
    str,
    typer.Argument(
        metavar="JOB/CODE",
        help="In any spelling. Of two with one code: 24-117/010~2.",
        show_default=False,
    ),
]

All = Annotated[bool, typer.Option("--all", help="All on which it is possible.")]


@contextmanager
def at_desk(
    file: Path, person: str | None = None, *, writing: bool = True, acting: bool = True
) -> Iterator[Desk]:
    """The company, open while the block runs; ``person`` acts in it, with the password if any.

    Without ``writing`` nothing is locked: it works beside an open window. Without ``acting``
    nothing is recorded under a name, and nobody is asked for a password.
    """
    desk = Desk.open(file, writing=writing)
    try:
        if acting and isinstance(desk.trouble, NotLetInError):
            raise desk.trouble  # the password of who asks to be let in is nobody else's
        who = desk.acting if person is None else desk.person_named(person).id
        if acting:
            desk.act_as(who, given_password(desk, who))
        yield desk
    finally:
        desk.close()


def ids_of(desk: Desk, names: Sequence[str]) -> list[str]:
    """The ids of the named sub jobs, each once, in the order given.

    Raises :class:`UserError` naming all that do not exist: a slip of the pen half-applies nothing.
    """
    browsing = Browsing(desk)
    found: dict[str, None] = {}
    refused: list[UserError] = []
    for name in names:
        try:
            found[browsing.find(name)] = None
        except UserError as error:
            refused.append(error)
    if refused:
        raise UserError(" ".join(error.problem for error in refused), refused[0].remedy)
    return list(found)


def command_line(command: str, file: Path, *words: str) -> str:
    """A command about the company, as it is typed."""
    name = f'"{file}"' if " " in str(file) else str(file)
    return " ".join((PROGRAM, command, name, *words))


def wrong_usage(command: str, problem: str) -> UserError:
    """The refusal of options that do not go together."""
    return UserError(problem, f"See: {PROGRAM} {command} --help.")


def exactly_one(command: str, **given: bool) -> str:
    """The one option of ``given`` that is there. Raises :class:`UserError` for none or several."""
    names = [f"--{name.replace('_', '-')}" for name in given]
    there = [name for name, is_given in zip(names, given.values(), strict=True) if is_given]
    if len(there) == 1:
        return there[0]
    offered = f"{', '.join(names[:-1])} or {names[-1]}"
    if there:
        raise wrong_usage(command, f"{' and '.join(there)} do not go together; give one of them.")
    raise wrong_usage(command, f"It is not said what happened: give {offered}.")


def batch_number(text: str) -> int:
    """The number of a batch as typed, with zeros in front or without. Raises :class:`UserError`."""
    if not (text.isascii() and text.isdigit()):
        raise UserError(f"'{text}' is no number of a batch.", "Write it like this: --batch 12.")
    if len(text.lstrip("0")) > _DIGITS:
        raise UserError(f"There is no batch {text}.", "See the list of exports.")
    return int(text)
