"""Which of the company files on this PC a packet is for. Reading it is ``packets``'s."""

from collections.abc import Iterable
from pathlib import Path

from subjob_desk.domain.errors import UserError
from subjob_desk.store.database import Database
from subjob_desk.usecases.packets import first_company_file


def company_for(packet: Path, files: Iterable[Path]) -> Path:
    """The first of the company ``files`` that is of the company that wrote ``packet``.

    Raises :class:`UserError` if none is, or if it is no packet, or cannot be read.
    """
    wanted = first_company_file(packet)[0]
    for file in files:
        if _company_of(file) == wanted.company:
            return file
    raise UserError(
        f"{packet.name} is a packet of {wanted.name}, which was not opened on this PC lately.",
        "Open its company file: the packet is read then. Without one, choose Join a company.",
    )


def _company_of(file: Path) -> str:
    try:
        with Database.open(file, writing=False) as database:
            return database.company_id
    except UserError:  # whatever is wrong with it is said when it is opened
        return ""
