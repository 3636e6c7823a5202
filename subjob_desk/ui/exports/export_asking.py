"""What the export asks beside its steps: which folder it proposes, and why it goes on despite all.

What follows from it is the controller's.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths

from subjob_desk.ui.common import helping
from subjob_desk.ui.common.dialogs.reason import ReasonDialog
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.sample_place import sample_exports

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from subjob_desk.ui.common.context import Context

FOLDER: Final = "export.folder"
"""Under this name the folder is remembered."""


def proposed_folder(ctx: Context) -> Path:
    """The sample's own, else that of the last export, else one that is there."""
    own = sample_exports(ctx.desk.path)
    last = ctx.settings.text(FOLDER)
    if own is not None or last:
        return own or Path(last)
    documents = Path(
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    )
    return documents if documents.is_dir() else Path.home()


def despite_dialog(over: QWidget) -> ReasonDialog:
    """Something of other desks may be missing: that is a person's to answer for, with why."""
    asking = ReasonDialog(
        tr("Export all the same"),
        tr("Go on"),
        over,
        explanation=tr(
            "Somebody may have retrieved or rejected what goes out, and this desk has not heard "
            "of it. The reason is kept with the batch."
        ),
    )
    helping.about(asking, "sharing#the-posting-desk")
    return asking
