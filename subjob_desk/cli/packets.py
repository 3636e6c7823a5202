"""The command on packets: all entries as one file, for a memory stick or a mail."""

from pathlib import Path
from typing import Annotated

import typer

from subjob_desk.cli.exchanged import act_if_let_in, exchanged
from subjob_desk.cli.options import As, File, at_desk, wrong_usage
from subjob_desk.cli.outcome import Outcome
from subjob_desk.cli.printing import progress
from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.packets import Packets
from subjob_desk.usecases.sharing_views import ExchangeReport


def packet(
    what: Annotated[str, typer.Argument(metavar="write|read", help="Write one, or take one in.")],
    file: File,
    path: Annotated[Path, typer.Argument(metavar="PACKET", help="The file.", readable=False)],
    person: As = None,
) -> Outcome:
    """Carry entries as a file. Write one with all of them, or read another desk's."""
    if what not in ("write", "read"):
        raise wrong_usage("packet", f"It is not clear what '{what}' is: give write or read.")
    if what == "write":
        with at_desk(file, acting=False) as desk:
            act_if_let_in(desk, person)
            said = Packets(desk).write(path)
        return Outcome({"file": str(path)}, (said,))

    def read(desk: Desk) -> ExchangeReport:
        report = Packets(desk).read(path, progress("Read"))
        if _is_foreign(report):
            raise UserError(
                f"Nothing of {path.name} can be used: {report.notes[0].said}",
                "Take a packet that another desk of this company wrote.",
            )
        return report

    return exchanged(file, person, read)


def _is_foreign(report: ExchangeReport) -> bool:
    """Whether a packet has nothing of this company, and is therefore the wrong file."""
    used = report.taken or report.duplicates
    return not used and bool(report.notes) and all(n.outcome == "foreign" for n in report.notes)
