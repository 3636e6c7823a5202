"""Commands on a company as a whole: found it, its people, its soundness; and the program's own.

What is done to sub jobs stands in ``moving`` and ``sage_side``.
"""

import getpass
from collections.abc import Callable
from typing import Annotated

import msgspec
import typer

from subjob_desk.cli.options import PROGRAM, As, File, at_desk
from subjob_desk.cli.outcome import DONE, PARTLY, Outcome
from subjob_desk.cli.printing import progress, stages
from subjob_desk.domain.codes import Mask
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.safekeeping import Safekeeping
from subjob_desk.usecases.sample import make_sample
from subjob_desk.usecases.words import counted

SelfTest = Callable[[], list[str]]
"""Tests the shipped program, window included; returns a sentence for each thing that is wrong."""

_MASK = "# a digit, A a letter, X either; left out: any code."


def sample(file: File) -> Outcome:
    """Write the sample company."""
    written = make_sample(file)
    typed = f'"{written}"' if " " in str(written) else written
    return Outcome(
        {"file": str(written)},
        (f"Wrote the sample company to {written}.", f"Open it with: {PROGRAM} {typed}"),
    )


def new(
    file: File,
    company: Annotated[str, typer.Option("--company", metavar="NAME", help="Its name.")],
    code: Annotated[str, typer.Option("--code", metavar="CODE", help="Short, for file names: RB.")],
    admin: Annotated[
        str | None,
        typer.Option("--admin", metavar="NAME", help="First administrator; else your login."),
    ] = None,
    job_mask: Annotated[str, typer.Option("--job-mask", metavar="MASK", help=_MASK)] = "",
    extra_mask: Annotated[str, typer.Option("--extra-mask", metavar="MASK", help=_MASK)] = "",
    cost_code_mask: Annotated[
        str, typer.Option("--cost-code-mask", metavar="MASK", help=_MASK)
    ] = "",
    term: Annotated[
        str | None,
        typer.Option("--term", metavar="WORD", help="The company's word for Sage's Extra."),
    ] = None,
) -> Outcome:
    """Write a new company with this desk and an administrator."""
    masks = {"job_mask": job_mask, "extra_mask": extra_mask, "cost_code_mask": cost_code_mask}
    settings = {name: Mask.parse(mask).text for name, mask in masks.items() if mask}
    if term is not None:
        settings["term"] = term
    desk = Desk.found(file, name=company, code=code, admin=_login() if admin is None else admin)
    try:
        for name, value in settings.items():
            Administering(desk).set_setting(name, value)
    except BaseException:
        desk.close()
        file.unlink(missing_ok=True)
        raise
    known, acting = desk.company.settings, desk.person.name
    desk.close()
    document: dict[str, object] = {
        "file": str(file),
        "company": known.name,
        "code": known.code,
        "admin": acting,
    }
    return Outcome(
        document,
        (f"Wrote the company {known.name} to {file}. {acting} is its administrator.",),
    )


def person(
    file: File,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Somebody known, or somebody new.")],
    roles: Annotated[
        str,
        typer.Option("--roles", metavar="ROLE,…", help="pm, approver, exporter, admin, viewer."),
    ],
    projects: Annotated[
        str,
        typer.Option(
            "--projects", metavar="JOB,…", help="Limit a project manager to these; else all."
        ),
    ] = "",
    acting: As = None,
) -> Outcome:
    """Add a person, or give one other roles."""
    with at_desk(file, acting) as desk:
        office = Administering(desk)
        said = office.set_person(name, _listed(roles), _listed(projects)).said
        known = desk.person_named(" ".join(name.split()))
        row = next(row for row in office.people() if row.id == known.id)
    document: dict[str, object] = {
        "name": row.name,
        "roles": list(row.roles),
        "projects": list(row.jobs),
    }
    limited = f" Projects: {', '.join(row.jobs)}." if row.jobs else ""
    return Outcome(document, (f"{said}{limited}",))


def verify(file: File) -> Outcome:
    """Look for everything that is wrong with the file. Works beside an open window too."""
    with at_desk(file, writing=False) as desk:
        findings = Safekeeping(desk).verify(stages("Verified"))
        remarks = Safekeeping(desk).remarks()
    outcome = _findings(findings, f"Nothing is wrong with {file.name}.")
    return msgspec.structs.replace(outcome, text=(*outcome.text, *remarks))


def rebuild(file: File) -> Outcome:
    """Make everything that screens show anew from the record."""
    with at_desk(file, acting=False) as desk:
        count = Safekeeping(desk).rebuild(progress("Rebuilt"))
    return Outcome({"operations": count}, (f"Rebuilt from {counted(count, 'operation')}.",))


def self_test(ctx: typer.Context) -> Outcome:
    """Test whether this program is whole on this PC."""
    test: SelfTest = ctx.obj
    return _findings(test(), "The program is whole.")


def _findings(findings: list[str], none: str) -> Outcome:
    document: dict[str, object] = {"findings": findings}
    return Outcome(document, findings or (none,), status=PARTLY if findings else DONE)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return "Administrator"
