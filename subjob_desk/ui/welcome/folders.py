"""Where company files made in the first window lie."""

from pathlib import Path

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.words import tr


def folder_of(path: Path) -> None:
    """Make the folder of a company file. Raises :class:`UserError`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            tr("The folder {folder} cannot be made.").format(folder=path.parent),
            tr("Choose another place for the file."),
        ) from error
