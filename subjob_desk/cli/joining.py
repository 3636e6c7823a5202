"""Commands by which desks come and go: join, enrol and revoke.

How a desk is named there stands in ``desk_names``.
"""

from pathlib import Path
from typing import Annotated

import typer

from subjob_desk.cli.desk_names import asking_named, desk_named, request_named
from subjob_desk.cli.options import As, File, at_desk, command_line, wrong_usage
from subjob_desk.cli.outcome import DONE, PARTLY, Outcome
from subjob_desk.cli.printing import progress
from subjob_desk.cli.secrets import given_password, password_to_join
from subjob_desk.cli.sharing import DeskName, this_pc
from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.admitting import Admitting
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exchanging import Exchanging
from subjob_desk.usecases.joining import become_another_desk, refuse_needless
from subjob_desk.usecases.joining import join as make_desk
from subjob_desk.usecases.sharing_views import Joined


def join(
    file: File,
    hub: Annotated[
        str | None,
        typer.Option("--hub", metavar="FOLDER|URL|PACKET", help="Where the company is."),
    ] = None,
    person: Annotated[
        str | None, typer.Option("--person", metavar="NAME", help="Who works at this desk.")
    ] = None,
    desk_name: DeskName = None,
    again: Annotated[
        bool, typer.Option("--again", help="Make a copied FILE a desk of its own.")
    ] = False,
    confirm: Annotated[
        str,
        typer.Option(
            "--confirm", metavar="NAME", help="With --again: its name, where it works well."
        ),
    ] = "",
) -> Outcome:
    """Make this PC a new desk. It writes a request and prints six words."""
    name = desk_name or this_pc()
    notes: list[str] = []
    if again:
        made = _again(file, person, name, confirm)
        notes = _hand_in(file)
    elif hub is None or person is None:
        raise wrong_usage("join", "It is not said where the company is, or who works here.")
    else:
        made = make_desk(file, hub, person, name, password_to_join(), progress("Read"))
    words = "-".join(made.words)
    document: dict[str, object] = {
        "file": made.path,
        "words": list(made.words),
        "request": made.request_file,
    }
    if made.request_file:
        handed = f" Hand over {made.request_file}."
        then = f"{command_line('packet read', file)} PACKET, with the packet that comes back."
    else:
        handed, then = "", f"{command_line('sync', file)}"
    return Outcome(
        document,
        (
            f"Wrote {made.path}. It asks to be let in.{handed}",
            f"Read these words to the administrator: {words}",
            f"Once this desk is let in: {then}",
        ),
        notes,
        PARTLY if notes else DONE,
    )


def _hand_in(file: Path) -> list[str]:
    """Put the request of a desk that joined again into its hub; returns why it is not there."""
    try:
        with at_desk(file, acting=False) as desk:
            Exchanging(desk).exchange(progress("Exchanged"))
    except UserError as error:
        packet = command_line("packet write", file, "PACKET")
        return [f"The request is not in the hub. {error} Or hand it over: {packet}"]
    return []


def _again(file: Path, person: str | None, name: str, confirm: str) -> Joined:
    with at_desk(file, acting=False) as desk:
        who = desk.acting if person is None else desk.person_named(person).id
        password = given_password(desk, who)
        desk.act_as(who, password)
        refuse_needless(desk, confirm)
        return become_another_desk(desk, name, password)


def enrol(
    file: File,
    request: Annotated[
        str,
        typer.Argument(
            metavar="DESK", help="Who asks, as desks lists it; or the file of the request."
        ),
    ],
    words: Annotated[str, typer.Option("--words", metavar="WORDS", help="As they are read out.")],
    roles: Annotated[
        str,
        typer.Option("--roles", metavar="ROLE,…", help="Of the person; left out: those he has."),
    ] = "",
    projects: Annotated[
        str, typer.Option("--projects", metavar="JOB,…", help="Only these projects.")
    ] = "",
    person: As = None,
) -> Outcome:
    """Let a new desk in. Its six words are compared by telephone first."""
    with at_desk(file, person) as desk:
        data = request_named(desk, request, words)
        changes = Admitting(desk).enrol(data, _listed(roles), _listed(projects), words)
    return Outcome(
        {"said": changes.said},
        (changes.said, _then(file, request)),
    )


def _then(file: Path, request: str) -> str:
    """How a new desk hears that it was let in: the way its request came."""
    if Path(request).is_file():
        packet = command_line("packet write", file, "PACKET")
        return f"Then here: {packet}; afterwards the new desk reads it."
    return f"Then here: {command_line('sync', file)}; afterwards at the new desk."


def revoke(
    file: File,
    actor: Annotated[
        str,
        typer.Argument(metavar="DESK", help="Its name, its id, or enough of its beginning."),
    ],
    cut: Annotated[
        int | None,
        typer.Option(
            "--cut", metavar="N", min=0, help="Its last entry that counts; else all known."
        ),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")] = "",
    readmit: Annotated[
        bool, typer.Option("--readmit", help="Let it count again, up to --cut or wholly.")
    ] = False,
    person: As = None,
) -> Outcome:
    """Shut a desk out. What it writes beyond the cut has no effect anywhere.

    Of a desk that only asks to be let in, the request is dismissed.
    """
    with at_desk(file, person) as desk:
        admitting = Admitting(desk)
        asking = asking_named(desk, actor)
        if asking:
            _refuse_alike(desk, actor)
            said = admitting.dismiss(asking).said
            return Outcome({"said": said}, (said,))
        known = desk_named(desk, actor)
        changes = admitting.readmit(known, cut) if readmit else admitting.revoke(known, cut, reason)
    return Outcome({"said": changes.said}, (changes.said,))


def _refuse_alike(desk: Desk, text: str) -> None:
    """Raise :class:`UserError` where a desk that was let in is called like one that asks."""
    alike = [
        one.actor
        for one in desk.company.desks.enrolled.values()
        if one.name.casefold() == text.casefold()
    ]
    if alike:
        raise UserError(
            f"Both a desk and one that asks to be let in are called {text}.",
            f"Give the id: {alike[0]} is let in; see the command desks for the other.",
        )


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
