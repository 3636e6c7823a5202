"""Commands on the recovery sheet: write it, check it, and recover the registrar's desk with it."""

from pathlib import Path
from typing import Annotated

import typer

from subjob_desk.cli.options import As, File, at_desk, wrong_usage
from subjob_desk.cli.outcome import Outcome
from subjob_desk.cli.printing import progress
from subjob_desk.cli.secrets import passphrase, password_to_join
from subjob_desk.domain.errors import UserError
from subjob_desk.usecases import recovering
from subjob_desk.usecases.papers import paper_size
from subjob_desk.usecases.recovery_sheet import RecoverySheets


def recover(
    file: File,
    hub: Annotated[
        str,
        typer.Option("--hub", metavar="FOLDER|URL|PACKET", help="Where the company is."),
    ],
    sheet: Annotated[
        Path,
        typer.Option(
            "--sheet",
            metavar="TEXTFILE",
            help="The lines of the recovery sheet, typed back.",
            readable=False,
        ),
    ],
    without_missing: Annotated[
        bool,
        typer.Option(
            "--without-missing", help="Go on although entries are missing that nobody has."
        ),
    ] = False,
    branch: Annotated[
        str,
        typer.Option(
            "--branch",
            metavar="ENTRY",
            help="Where two PCs wrote on: the last entry of the one that counts.",
        ),
    ] = "",
) -> Outcome:
    """Recover the registrar's desk when its PC is lost. FILE is made anew.

    It needs the recovery sheet, and its passphrase in SUBJOB_DESK_PASSPHRASE or as it is asked
    for; SUBJOB_DESK_PASSWORD opens the new key.
    """
    wish = recovering.Wish(
        file, hub, _text_of(sheet), passphrase(), password_to_join(), without_missing, branch
    )
    made = recovering.recover(wish, progress("Read"))
    document: dict[str, object] = {
        "file": made.path,
        "desk": made.desk,
        "edition": made.edition,
        "until": made.until,
        "said": made.said,
    }
    return Outcome(document, (f"Wrote {made.path}.", made.said))


def recovery_sheet(
    file: File,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.pdf", help="Write it as this PDF.", readable=False),
    ] = None,
    check: Annotated[
        Path | None,
        typer.Option(
            "--check",
            metavar="TEXTFILE",
            help="Whether its lines, typed back, are right.",
            readable=False,
        ),
    ] = None,
    paper: Annotated[
        str,
        typer.Option(
            "--paper", metavar="SIZE", help="letter or a4; that of your country if left out."
        ),
    ] = "",
    person: As = None,
) -> Outcome:
    """Write the recovery sheet as a PDF. Or check one that was typed back."""
    paper_size(paper)
    if check is not None and out is None:
        typed = _text_of(check)
        with at_desk(file, writing=False) as desk:
            said = RecoverySheets(desk).check(typed)
        return Outcome({"said": said}, (said,))
    if out is None or check is not None:
        raise wrong_usage("recovery-sheet", "It is not said what to do: give --out or --check.")
    with at_desk(file, person) as desk:
        written = RecoverySheets(desk).write_pdf(out, size=paper)
    return Outcome(
        {"file": str(written)},
        (
            f"Wrote the recovery sheet to {written}.",
            "Print it, keep it where you keep contracts, and delete the file.",
        ),
    )


def _text_of(sheet: Path) -> str:
    try:
        return sheet.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"The lines of the recovery sheet cannot be read from {sheet}.",
            "Type them into a plain text file, one line of the sheet a line, and name that.",
        ) from error
