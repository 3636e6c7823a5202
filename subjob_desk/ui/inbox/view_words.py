"""Words of the inbox that depend on the view: the last column, the keys, and why it is empty."""

from typing import Final

from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.inbox.entries import WAITING

CAME_BACK: Final = "came-back"
ACCEPTED: Final = "accepted"
EXPORTED: Final = "exported"
FAILED: Final = "failed"
IN_SAGE: Final = "in-sage"
INACTIVE: Final = "inactive"

MIXED: Final = frozenset({CAME_BACK, INACTIVE})
"""Views that hold several states, so that the list shows them."""

_HOME: Final[dict[State, str]] = {
    State.SENT: WAITING,
    State.RETRIEVED: CAME_BACK,
    State.REJECTED: CAME_BACK,
    State.ACCEPTED: ACCEPTED,
    State.EXPORTED: EXPORTED,
    State.FAILED: FAILED,
    State.IN_SAGE: IN_SAGE,
}


def view_of(state: State, *, inactive: bool) -> str:
    """The view a sub job is found in; a draft is in none."""
    return INACTIVE if inactive else _HOME.get(state, "")


def last_title(view: str, *, told: bool) -> str:
    """The heading over the last column; ``told`` says that it has more than codes and batches."""
    if view == WAITING:
        return tr("What is odd")
    titles = {CAME_BACK: tr("Why it came back"), FAILED: tr("What Sage said")}
    return titles.get(view, tr("Remark")) if told else tr("Remark")


def keys(view: str) -> str:
    """The keys worth knowing in a view."""
    move = tr("J/K move   Space tick")
    acts = {
        WAITING: tr("A accept   R reject"),
        ACCEPTED: tr("W withdraw"),
        FAILED: tr("C code   T try again   P posted   R reject"),
    }.get(view, tr("Enter open"))
    return f"{move}   {acts}   " + tr("/ filter")


def nothing_here(view: str) -> str:
    """Why the list is empty, and what fills it."""
    return {
        WAITING: tr(
            "Nothing waits for a decision.\n"
            "Sub jobs appear here as soon as a project manager sends them."
        ),
        CAME_BACK: tr("No sub job is with its project again, rejected or retrieved."),
        ACCEPTED: tr(
            "Nothing is accepted and not yet exported.\nWhat you accept goes out from here."
        ),
        EXPORTED: tr(
            "Nothing waits for Sage.\n"
            "Exported sub jobs stay here until Sage's answer is recorded under Exports."
        ),
        FAILED: tr("Sage has refused nothing."),
        IN_SAGE: tr("Nothing is in Sage yet.\nMark a batch as posted under Exports."),
        INACTIVE: tr("No sub job is inactive."),
    }.get(view, tr("Nothing here."))


def nothing_found(text: str) -> str:
    """Why a filtered list is empty."""
    return tr("Nothing in this view matches “{text}”.").format(text=text)
