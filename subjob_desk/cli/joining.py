"""Commands by which desks come and go: join, enrol and revoke."""

from pathlib import Path
from typing import Annotated

import typer

from subjob_desk.cli.options import As, File, at_desk, wrong_usage
from subjob_desk.cli.outcome import Outcome
from subjob_desk.cli.printing import progress
from subjob_desk.cli.secrets import given_password, password_to_join
from subjob_desk.cli.sharing import DeskName, this_pc
from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.admitting import Admitting
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.joining import become_another_desk
from subjob_desk.usecases.joining import join as make_desk
from subjob_desk.usecases.sharing import Sharing
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
) -> Outcome:
    """Make this PC a new desk. It writes a request and prints six words."""
    name = desk_name or this_pc()
    if again:
        made = _again(file, person, name)
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
    handed = f" Hand over {made.request_file}." if made.request_file else ""
    return Outcome(
        document,
        (
            f"Wrote {made.path}. It asks to be let in.{handed}",
            f"Read these words to the administrator: {words}",
        ),
    )


def _again(file: Path, person: str | None, name: str) -> Joined:
    with at_desk(file, acting=False) as desk:
        who = desk.acting if person is None else desk.person_named(person).id
        password = given_password(desk, who)
        desk.act_as(who, password)
        return become_another_desk(desk, name, password)


def enrol(
    file: File,
    request: Annotated[
        str, typer.Argument(metavar="REQUEST", help="Its file, or the id of the desk.")
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
        data = _request(desk, request, words)
        changes = Admitting(desk).enrol(data, _listed(roles), _listed(projects), words)
    return Outcome({"said": changes.said}, (changes.said, "Synchronise both desks now."))


def revoke(
    file: File,
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="The desk: its id or name.")],
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
        asking = [row for row in Sharing(desk).requests() if row.actor == actor]
        if asking:
            said = admitting.dismiss(asking).said
            return Outcome({"said": said}, (said,))
        known = desk_named(desk, actor)
        changes = admitting.readmit(known, cut) if readmit else admitting.revoke(known, cut, reason)
    return Outcome({"said": changes.said}, (changes.said,))


def desk_named(desk: Desk, text: str) -> str:
    """The id of a desk by its id or its name. Raises :class:`UserError`."""
    enrolled = desk.company.desks.enrolled
    if text in enrolled:
        return text
    found = [one.actor for one in enrolled.values() if one.name.casefold() == text.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise UserError(f"Several desks are called {text}.", "Give the id: see the command desks.")
    names = ", ".join(one.name for one in enrolled.values())
    raise UserError(f"There is no desk {text}.", f"Known are: {names}." if names else "")


def _request(desk: Desk, text: str, words: str) -> bytes:
    asking = Sharing(desk).asking(text, words)
    if asking is not None:
        return asking.data
    file = Path(text)
    if not file.is_file():
        raise UserError(
            f"There is no request {text}.",
            "Synchronise, then take its id from the command desks; or name the file it wrote.",
        )
    return file.read_bytes()


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
