"""Commands that move sub jobs along: send, retrieve, accept, withdraw and reject.

What Sage has to do with stands in ``sage_side``.
"""

from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from subjob_desk.cli.options import All, As, File, Names, at_desk, ids_of, wrong_usage
from subjob_desk.cli.outcome import Outcome
from subjob_desk.cli.shapes import act_outcome, nothing_to
from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import Act
from subjob_desk.domain.rights import NEEDS
from subjob_desk.usecases.browsing import Listing
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.desk import Desk

Verb = Callable[[Deciding, Sequence[str]], Changes]

NotAll = Annotated[bool, typer.Option("--all", hidden=True)]
"""Known only to be refused in plain words: these acts are done knowingly, one by one."""


def send(file: File, names: Names = None, person: As = None, every: All = False) -> Outcome:
    """Send to accounting. --all: drafts, retrieved ones, and rejected ones edited since."""
    return move(Act.SEND, Deciding.send, file, person, _chosen(Act.SEND, names, every))


def retrieve(file: File, names: Names = None, person: As = None, every: All = False) -> Outcome:
    """Take back what nobody has answered yet."""
    names = _chosen(Act.RETRIEVE, names, every)
    return move(Act.RETRIEVE, Deciding.retrieve, file, person, names)


def accept(
    file: File,
    names: Names = None,
    person: As = None,
    every: All = False,
    extra_code: Annotated[
        str | None,
        typer.Option("--extra-code", metavar="CODE", help="Its code in Sage, if another."),
    ] = None,
) -> Outcome:
    """Accept exactly what was sent; --all: everything that waits."""
    chosen = _chosen(Act.ACCEPT, names, every)
    if extra_code is not None and every:
        raise wrong_usage("accept", "--extra-code belongs to one sub job, not to --all.")

    def verb(deciding: Deciding, ids: Sequence[str]) -> Changes:
        return deciding.accept(ids, extra_code)

    return move(Act.ACCEPT, verb, file, person, chosen)


def withdraw(
    file: File,
    names: Names = None,
    person: As = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")] = "",
    every: NotAll = False,
) -> Outcome:
    """Take back an acceptance that was not exported."""

    def verb(deciding: Deciding, ids: Sequence[str]) -> Changes:
        return deciding.withdraw(ids, reason)

    return move(Act.WITHDRAW, verb, file, person, named(Act.WITHDRAW, names, every))


def reject(
    file: File,
    reason: Annotated[
        str,
        typer.Option("--reason", metavar="REASON", help="One of the company's list, in any case."),
    ],
    names: Names = None,
    person: As = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What is wrong.")] = "",
    every: NotAll = False,
) -> Outcome:
    """Send back with a reason; Other needs a note."""

    def verb(deciding: Deciding, ids: Sequence[str]) -> Changes:
        return deciding.reject(ids, reason, note)

    return move(Act.REJECT, verb, file, person, named(Act.REJECT, names, every))


def _chosen(act: Act, names: list[str] | None, every: bool) -> list[str]:
    """The names; none mean all. Refuses both together, and neither."""
    if every and names:
        raise wrong_usage(act.value, "--all and names of sub jobs do not go together.")
    if not every and not names:
        raise wrong_usage(act.value, f"It is not said what to {act.value}: give JOB/CODE or --all.")
    return names or []


def named(act: Act, names: list[str] | None, every: bool) -> list[str]:
    """The names, of which there must be one at least. Raises :class:`UserError` for ``--all``."""
    if every:
        raise wrong_usage(act.value, f"{act.value} is not done to all at once: give JOB/CODE.")
    if not names:
        raise wrong_usage(act.value, f"It is not said what to {act.value}: give JOB/CODE.")
    return names


def move(act: Act, verb: Verb, file: File, person: As, names: Sequence[str]) -> Outcome:
    """Do ``act`` to the named sub jobs, or to all on which it is possible, and tell of it."""
    with at_desk(file, person) as desk:
        ids = ids_of(desk, names) if names else _all(desk, act)
        if not ids:
            return nothing_to(act.value)
        return act_outcome(desk, verb(Deciding(desk), ids), sweep=not names)


def _all(desk: Desk, act: Act) -> list[str]:
    """Where the act is possible. Who could never do it is told so, instead of *nothing to do*."""
    if NEEDS[act] not in desk.person.roles:
        reason = desk.person.missing_right(act, "") or ""
        raise UserError(reason, "Ask an administrator for the role, or let somebody else do it.")
    return Listing(desk).possible(act)
