"""The command that recovers the registrar's desk when its PC is lost."""

from pathlib import Path
from typing import Annotated

import typer

from subjob_desk.cli.options import File
from subjob_desk.cli.outcome import Outcome
from subjob_desk.cli.printing import progress
from subjob_desk.cli.secrets import passphrase, password_to_join
from subjob_desk.domain.errors import UserError
from subjob_desk.usecases import recovering


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
) -> Outcome:
    """Recover the registrar's desk when its PC is lost. FILE is made anew.

    It needs the recovery sheet, and its passphrase in SUBJOB_DESK_PASSPHRASE or as it is asked
    for; SUBJOB_DESK_PASSWORD opens the new key.
    """
    wish = recovering.Wish(
        file, hub, _text_of(sheet), passphrase(), password_to_join(), without_missing
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


def _text_of(sheet: Path) -> str:
    try:
        return sheet.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"The lines of the recovery sheet cannot be read from {sheet}.",
            "Type them into a plain text file, one line of the sheet a line, and name that.",
        ) from error
