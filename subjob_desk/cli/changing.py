"""Commands on what is in Sage: revise opens a change, discard gives it up, reset starts anew.

The content of a change is edited like any other, here by a sheet: ``import FILE sub-jobs``.
"""

from collections.abc import Sequence
from typing import Annotated

import typer

from subjob_desk.cli.moving import NotAll, move, named
from subjob_desk.cli.options import As, File, Name, Names, at_desk, ids_of
from subjob_desk.cli.outcome import Outcome
from subjob_desk.cli.shapes import act_outcome
from subjob_desk.domain.changes import Changes
from subjob_desk.domain.codes import strip
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import Act
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.deciding import Deciding


def revise(file: File, names: Names = None, person: As = None, every: NotAll = False) -> Outcome:
    """Open a change of what is in Sage. Only the differences go out."""
    return move(Act.REVISE, Deciding.revise, file, person, named(Act.REVISE, names, every))


def discard(file: File, names: Names = None, person: As = None, every: NotAll = False) -> Outcome:
    """Give an open change up. The content is again what Sage has."""
    return move(Act.DISCARD, Deciding.discard, file, person, named(Act.DISCARD, names, every))


def reset(
    file: File,
    name: Name,
    confirm: Annotated[
        str, typer.Option("--confirm", metavar="JOB/CODE", help="Its name once more.")
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")],
    person: As = None,
    deleted: Annotated[
        bool, typer.Option("--deleted-in-sage", help="The extra was deleted in Sage.")
    ] = False,
) -> Outcome:
    """Forget what Sage has, after the extra was deleted there. Everything goes out anew."""
    with at_desk(file, person) as desk:
        ids = ids_of(desk, [name])
        full = Browsing(desk).sub_job(ids[0]).row.name
        if _key(confirm) != _key(full):
            raise UserError(
                f"{confirm.strip()} does not confirm the reset of {full}.",
                f"Write --confirm {full} if it is the one.",
            )
        return act_outcome(desk, _reset(Deciding(desk), ids, reason, deleted))


def _reset(deciding: Deciding, ids: Sequence[str], reason: str, deleted: bool) -> Changes:
    return deciding.reset(ids, reason, deleted_in_sage=deleted)


def _key(name: str) -> tuple[str, str]:
    job, _slash, code = name.partition("/")
    return strip(job), strip(code)
