"""The page of what the program objects to: our sentences by hand, what follows from the tables.

Each heading in ``resources/help/objections.md`` carries the id of one objection.
"""

import re
from collections.abc import Sequence
from typing import Final

from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.objections import REHEARSED, Objection

_ENTRY: Final = re.compile(r"^### .+\{#([a-z0-9-]+)\} *$", re.MULTILINE)


def with_weight(text: str, known: Sequence[Objection]) -> str:
    """The page with a line under each entry that says how much it holds up."""
    weights = {objection.id: _weight(objection) for objection in known}

    def said(match: re.Match[str]) -> str:
        weight = weights.get(match[1])
        return f"{match[0]}\n\n*{weight}*" if weight else match[0]

    return _ENTRY.sub(said, text)


def _weight(objection: Objection) -> str:
    if objection.kind == REHEARSED:
        return tr("Found in the rehearsal: no file is written with it.")
    if objection.kind == "blocking":
        return tr("Holds up sending, accepting and exporting.")
    return tr("Only a note: it holds up nothing.")
