"""The command that changes the code and the description of a sub job.

Its estimate lines come from a sheet, see ``sheets``; what moves it along stands in ``moving``.
"""

from collections.abc import Callable
from typing import Annotated

import typer

from subjob_desk.cli.options import As, File, Name, at_desk, ids_of, wrong_usage
from subjob_desk.cli.outcome import DONE, PARTLY, Outcome
from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.editing import Editing


def edit(
    file: File,
    name: Name,
    code: Annotated[
        str | None, typer.Option("--code", metavar="CODE", help="The code it gets.")
    ] = None,
    description: Annotated[
        str | None, typer.Option("--description", metavar="TEXT", help="How it is described.")
    ] = None,
    person: As = None,
) -> Outcome:
    """Give a sub job another code or description. Of two with one code name one JOB/CODE~2."""
    if code is None and description is None:
        raise wrong_usage("edit", "It is not said what changes: give --code or --description.")
    with at_desk(file, person) as desk:
        [sub_id] = ids_of(desk, [name])
        said, refused = _edit(desk, sub_id, code, description)
        row = Browsing(desk).sub_job(sub_id).row
        shown = Browsing(desk).names()(sub_id, row.name)
    told = (f"{shown} is now '{row.description}'.", *said)
    document: dict[str, object] = {
        "sub_job": shown,
        "code": row.code,
        "description": row.description,
        "said": " ".join(told),
        "refused": [{"message": one.problem, "remedy": one.remedy} for one in refused],
    }
    notes = [str(one) for one in refused]
    return Outcome(document, told, notes, PARTLY if refused else DONE)


def _edit(
    desk: Desk, sub_id: str, code: str | None, description: str | None
) -> tuple[list[str], list[UserError]]:
    """What is remarked on each value, and why one was not taken. All refused: raises that."""
    editing = Editing(desk)
    steps: list[tuple[Callable[[str, str], Changes], str]] = []
    if description is not None:
        steps.append((editing.change_description, description))
    if code is not None:
        steps.append((editing.change_code, code))
    said: list[str] = []
    refused: list[UserError] = []
    for change, value in steps:
        try:
            said += filter(None, [change(sub_id, value).said])
        except UserError as error:
            refused.append(error)
    if len(refused) == len(steps):
        raise refused[0]
    return said, refused
