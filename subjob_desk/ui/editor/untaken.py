"""What was typed here and could not be saved: named, as a problem and in one sentence.

Keeps nothing; the editor and the grid know what stands in their fields and cells.
"""

from collections.abc import Sequence

import msgspec

from subjob_desk.domain.checks import Problem, Severity
from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.editor.grid_model import LinesModel, heading

_MOST_NAMED = 5


class Untaken(msgspec.Struct, frozen=True):
    """One text that stands in a field or a cell and is not saved."""

    name: str
    """The field as it is called on the screen: ``Amount``."""
    text: str
    message: str
    """Why it could not be taken and what to do."""
    field: str
    line_id: str = ""
    line: str = ""
    """``line 3`` or ``the new line``; empty for a field of the sub job itself."""

    def problem(self) -> Problem:
        """As the list of problems shows it, before all others."""
        if self.line:
            said = tr("{name} '{text}' of {line} is not saved.")
        else:
            said = tr("{name} '{text}' is not saved.")
        words = said.format(name=self.name, text=self.text, line=self.line)
        return Problem("", Severity.BLOCKING, self.field, words, self.message, self.line_id)


def cells_untaken(model: LinesModel) -> list[Untaken]:
    """What stands in cells of the grid and could not be taken."""
    found = []
    for (line_id, field), refused in model.refused_typing().items():
        row = model.index_of(line_id, field).row()
        line = tr("line {n}").format(n=row + 1) if line_id else tr("the new line")
        found.append(Untaken(heading(field), refused.text, refused.message, field, line_id, line))
    return found


def unsaved_words(ctx: Context, shown: str, here: int) -> str:
    """What the status line says: ``1 value not saved``; empty when all is saved.

    ``here`` is how many values of the sub job ``shown`` are not saved.
    """
    if here:
        return counted(here, tr("{n} value not saved"), tr("{n} values not saved"))
    kept = {place.partition("/")[0] for place in ctx.unsaved.places()} - {shown, "profile"}
    names = _names(ctx, sorted(kept)[:_MOST_NAMED])
    if len(names) == 1:
        return tr("A value is not saved in {name}").format(name=names[0])
    return tr("Values are not saved in {n} sub jobs").format(n=len(names)) if names else ""


def _names(ctx: Context, ids: Sequence[str]) -> list[str]:
    """The names of those that can still be edited; for others nothing typed comes back."""
    names = []
    for sub_id in ids:
        try:
            page = ctx.browsing.sub_job(sub_id)
        except UserError:  # no sub job, or one that was deleted since
            continue
        if not page.locked:
            names.append(page.row.name)
    return names
