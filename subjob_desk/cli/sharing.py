"""Commands on desks that work apart: share, sync, desks.

A new desk joins by the commands of ``joining``; packets and the posting desk have their own.
"""

import platform
from typing import Annotated

import typer

from subjob_desk.cli.options import As, File, at_desk
from subjob_desk.cli.outcome import DONE, PARTLY, Outcome
from subjob_desk.cli.printing import progress, table
from subjob_desk.cli.secrets import given_password, new_passphrase, password_to_set
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exchanging import Exchanging, joined_reports
from subjob_desk.usecases.premises import NotLetInError
from subjob_desk.usecases.sharing import Sharing
from subjob_desk.usecases.sharing_views import ExchangeReport, ExchangeStatus

HubToSet = Annotated[
    str,
    typer.Option("--hub", metavar="FOLDER|URL", help="Where all desks exchange their entries."),
]

DeskName = Annotated[
    str | None,
    typer.Option("--desk", metavar="NAME", help="How people call this PC; else its own name."),
]

_BAD = ("damaged", "old-key", "unknown-desk", "too-new", "too-large", "unreadable")
"""What is worth an exit status of its own; an incomplete file may be on its way."""


_NAMED = 20
"""Files told one by one: a hub may hold thousands of damaged ones."""


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
    return Outcome(document, (said, report.said))


def sync(
    file: File,
    hub: Annotated[
        str | None,
        typer.Option("--hub", metavar="FOLDER|URL", help="Exchange there from now on."),
    ] = None,
    person: As = None,
) -> Outcome:
    """Exchange entries with the other desks. Prints what went out and came in."""
    with at_desk(file, acting=False) as desk:
        if hub is not None:
            Sharing(desk).set_hub(hub)
        waited = isinstance(desk.trouble, NotLetInError)
        if not waited:
            _act(desk, person)
        report = _exchange(desk, hub)
        if waited and desk.trouble is None:
            _act(desk, person)
            report = joined_reports(report, _exchange(desk, hub))
        status = Sharing(desk).status()
    return exchange_outcome(report, status)


def _act(desk: Desk, person: str | None) -> None:
    who = desk.acting if person is None else desk.person_named(person).id
    desk.act_as(who, given_password(desk, who))


def _exchange(desk: Desk, hub: str | None) -> ExchangeReport:
    report = Exchanging(desk).exchange(progress("Exchanged"), hub=hub or "")
    desk.refresh()
    return report


def desks(file: File) -> Outcome:
    """List the desks of the company. Also tells how this one stands, and who asks."""
    with at_desk(file, writing=False, acting=False) as desk:
        return _desks(desk)


def exchange_outcome(report: ExchangeReport, status: ExchangeStatus) -> Outcome:
    """What an exchange or a packet brought, and what keeps this desk from working."""
    notes = [f"{note.name}: {note.said}" for note in report.notes[:_NAMED]]
    if len(report.notes) > _NAMED:
        notes.append(f"{len(report.notes) - _NAMED:,} more: --json names all of them.")
    told = [report.said]
    if status.held:
        told.append(f"{status.held} wait for entries of other desks.")
    if status.problem:
        notes.append(f"{status.problem} {status.remedy}")
    elif status.needs_password and status.outbox:
        notes.append(
            "The key of this desk is locked: nothing of it went out. Synchronise once more, with "
            "the password of who works here."
        )
    bad = any(note.outcome in _BAD for note in report.notes)
    document = {**report_document(report), **_status_document(status)}
    return Outcome(document, told, notes, PARTLY if bad or status.problem else DONE)


def report_document(report: ExchangeReport) -> dict[str, object]:
    """What an exchange did."""
    return {
        "taken": report.taken,
        "published": report.published,
        "healed": report.healed,
        "duplicates": report.duplicates,
        "files": [
            {"name": note.name, "outcome": note.outcome, "message": note.said}
            for note in report.notes
        ],
    }


def this_pc() -> str:
    """The name of this PC."""
    return platform.node() or "PC"


def _status_document(status: ExchangeStatus) -> dict[str, object]:
    return {
        "outbox": status.outbox,
        "held": status.held,
        "refused": status.refused,
        "quarantined": status.quarantined,
        "conflicts": status.conflicts,
        "tasks": status.tasks,
        "posting_desk": status.posting_desk,
        "problem": status.problem,
        "remedy": status.remedy,
    }


def _desks(desk: Desk) -> Outcome:
    sharing = Sharing(desk)
    status, rows, requests = sharing.status(), sharing.desks(), sharing.requests()
    document: dict[str, object] = {
        "hub": status.hub,
        "last_exchange": status.last,
        "digest": Exchanging(desk).digest(),
        **_status_document(status),
        "desks": [
            {
                "actor": row.actor,
                "name": row.name,
                "persons": list(row.persons),
                "state": row.state,
                "entries": row.entries,
                "last_contact": row.last_contact,
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
                row.last_contact,
                " ".join(
                    word
                    for word, holds in (
                        ("this", row.is_this),
                        ("registrar", row.is_registrar),
                        ("posting", row.is_posting),
                    )
                    if holds
                ),
            )
            for row in rows
        ],
        right=(3,),
    )
    asking = [f"{row.person} at {row.desk} asks to be let in: {row.actor}." for row in requests]
    notes = [f"{status.problem} {status.remedy}"] if status.problem else []
    return Outcome(document, [*told, *asking], notes)
