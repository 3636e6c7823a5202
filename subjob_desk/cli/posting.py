"""The command on the posting desk: release and take."""

from typing import Annotated

import typer

from subjob_desk.cli.desk_names import desk_named
from subjob_desk.cli.options import As, File, at_desk, wrong_usage
from subjob_desk.cli.outcome import Outcome
from subjob_desk.usecases.posting import Posting


def posting_desk(
    file: File,
    what: Annotated[
        str, typer.Argument(metavar="release|take", help="Give the posting back, or take it.")
    ],
    actor: Annotated[
        str | None,
        typer.Option("--desk", metavar="DESK", help="Who gets it; this desk, if left out."),
    ] = None,
    checked: Annotated[
        bool,
        typer.Option("--checked-in-sage", help="Take it from a desk that cannot give it back."),
    ] = False,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")] = "",
    person: As = None,
) -> Outcome:
    """Release or take the posting. Only one desk at a time writes batches."""
    if what not in ("release", "take"):
        raise wrong_usage("posting-desk", f"It is not clear what '{what}' is: release or take.")
    if what == "release" and (actor or checked or reason):
        raise wrong_usage("posting-desk", "These options belong to take.")
    with at_desk(file, person) as desk:
        posting = Posting(desk)
        if what == "release":
            changes = posting.release()
        else:
            target = desk_named(desk, actor) if actor else ""
            changes = posting.take(checked_in_sage=checked, reason=reason, actor=target)
    return Outcome({"said": changes.said}, (changes.said,))
