"""Commands on desks that work apart: share, sync, desks.

A new desk joins by the commands of ``joining``; packets and the posting desk have their own.
"""

import platform
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from subjob_desk.cli.desk_names import shortest
from subjob_desk.cli.exchanged import exchanged, own_words, report_document, status_document
from subjob_desk.cli.options import As, File, at_desk, command_line
from subjob_desk.cli.outcome import DONE, PARTLY, Outcome
from subjob_desk.cli.printing import moment, progress, table
from subjob_desk.cli.secrets import new_passphrase, password_to_set
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exchanging import Exchanging
from subjob_desk.usecases.sharing import Sharing
from subjob_desk.usecases.sharing_views import (
    DeskRow,
    ExchangeReport,
    RequestRow,
)

HubToSet = Annotated[
    str,
    typer.Option("--hub", metavar="FOLDER|URL", help="Where all desks exchange their entries."),
]

DeskName = Annotated[
    str | None,
    typer.Option("--desk", metavar="NAME", help="How people call this PC; else its own name."),
]


def share(file: File, hub: HubToSet, desk_name: DeskName = None, person: As = None) -> Outcome:
    """Share the company with other desks. Passphrase and password are asked for.

    SUBJOB_DESK_PASSPHRASE seals the company's root key, for the recovery sheet;
    SUBJOB_DESK_PASSWORD opens the key of this desk.
    """
    with at_desk(file, person) as desk:
        passphrase = new_passphrase()
        password = password_to_set(desk)
        said = Sharing(desk).share(hub, passphrase, desk_name or this_pc(), password).said
        report = Exchanging(desk).exchange(progress("Exchanged"), hub=hub)
        document: dict[str, object] = {"hub": Exchanging(desk).hub(), **report_document(report)}
    sheet = command_line("recovery-sheet", file, "--out sheet.pdf")
    notes = [f"{report.problem} {report.remedy}"] if report.problem else []
    told = (said, f"That sheet: {sheet}", report.said)
    return Outcome(document, told, notes, PARTLY if notes else DONE)


def sync(
    file: File,
    hub: Annotated[
        str | None,
        typer.Option("--hub", metavar="FOLDER|URL", help="Exchange there from now on."),
    ] = None,
    person: As = None,
) -> Outcome:
    """Exchange entries with the other desks. Prints what went out and came in."""

    def exchange(desk: Desk) -> ExchangeReport:
        if hub is not None:
            Sharing(desk).set_hub(hub)
        return Exchanging(desk).exchange(progress("Exchanged"), hub=hub or "")

    return exchanged(file, person, exchange)


def desks(file: File) -> Outcome:
    """List the desks of the company. Also tells how this one stands, and who asks."""
    with at_desk(file, writing=False, acting=False) as desk:
        return _desks(desk, file)


def this_pc() -> str:
    """The name of this PC."""
    return platform.node() or "PC"


def _desks(desk: Desk, file: Path) -> Outcome:
    sharing = Sharing(desk)
    status, rows, requests = sharing.status(), sharing.desks(), sharing.requests()
    document: dict[str, object] = {
        "hub": status.hub,
        "last_exchange": status.last,
        "digest": Exchanging(desk).digest(),
        **status_document(status),
        "desks": [
            {
                "actor": row.actor,
                "name": row.name,
                "persons": list(row.persons),
                "state": row.state,
                "entries": row.entries,
                "last_contact": row.last_contact,
                "last_contact_by_its_clock": row.is_written,
                "is_this": row.is_this,
                "is_registrar": row.is_registrar,
                "is_posting": row.is_posting,
            }
            for row in rows
        ],
        "requests": [
            {"actor": row.actor, "person": row.person, "desk": row.desk, "at": row.at}
            for row in requests
        ],
    }
    if not rows:
        return Outcome(document, ("This company is used at this desk only.",))
    told = table(
        ("Desk", "Id", "State", "Entries", "Last contact", ""),
        [
            (
                row.name,
                row.actor,
                row.state,
                str(row.entries),
                _contact(row),
                _parts_of(row),
            )
            for row in rows
        ],
        right=(3,),
    )
    notes = [f"{status.problem} {status.remedy}"] if status.problem else []
    return Outcome(document, [*told, *own_words(desk), *_asking(desk, file, requests)], notes)


def _contact(row: DeskRow) -> str:
    """When something of a desk came last; by its own clock where that moment is not known here."""
    if not row.last_contact:
        return "never"
    return f"{'wrote ' if row.is_written else ''}{moment(row.last_contact)}"


def _parts_of(row: DeskRow) -> str:
    """What a desk is besides, in words of the table."""
    parts = (("this", row.is_this), ("registrar", row.is_registrar), ("posting", row.is_posting))
    return " ".join(word for word, holds in parts if holds)


def _asking(desk: Desk, file: Path, requests: Sequence[RequestRow]) -> Iterator[str]:
    """Who asks to be let in, and what is typed to do so; who was dismissed."""
    names = {row.actor: row.desk for row in requests}
    people = {one.name.casefold() for one in desk.company.everybody}
    taken = [*names.values(), *(one.name for one in desk.company.desks.enrolled.values())]
    for row in requests:
        yield f"{row.person} at {row.desk} asks to be let in: {row.actor}."
        known = " ".join(row.person.split()).casefold() in people
        roles = () if known else ("--roles ROLE,…",)
        words = (shortest(row.desk, row.actor, taken), '--words "the six words"', *roles)
        yield f"    {command_line('enrol', file, *words)}"
    for row in Sharing(desk).dismissed():
        yield f"Dismissed, though enrol lets it in: {row.person} at {row.desk}, {row.actor}."
