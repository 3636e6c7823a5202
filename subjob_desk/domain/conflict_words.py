"""The words in which conflicts are told, as far as they do not depend on names and values.

Which conflict a sub job has is found out in ``conflicts``.
"""

from typing import Final

from subjob_desk.domain.lifecycle import State

_APART: Final = {
    State.IN_SAGE: "Take it into a change with Revise, or discard it.",
    State.EXPORTED: "Once it is in Sage take it into a change, or discard it.",
    State.FAILED: "Once it is in Sage take it into a change, or discard it.",
}

DID: Final = {
    State.RETRIEVED: "retrieved it",
    State.REJECTED: "rejected it",
    State.ACCEPTED: "accepted it too",
}
"""What came too late."""

KEPT: Final = {
    "deleted": (
        "{who} deleted it while {other} worked on it at another desk. It stays, with everything "
        "{other} did; delete it again if it is to go."
    ),
    "change_discarded": (
        "{who} discarded the change while {other} sent or exported it at another desk. The change "
        "stays; retrieve it and discard it again if it is to go."
    ),
    "undone": (
        "{who} undid a step on which {other} had built already. The step stays; take it back by "
        "another act if it is to go."
    ),
    "revised": (
        "{who} and {other} opened a change at the same time. There is one change, and both work "
        "on it."
    ),
}
"""What gave way, by kind."""

CUT: Final = {
    "accepted": "an acceptance",
    "sent": "a sending",
    "rejected": "a rejection",
    "retrieved": "a retrieval",
}
"""What was cut off, by kind."""

HOW: Final = {
    "desk": "{what} of {who} at {desk}, which was revoked since",
    "right": "{what} of {who}, who has lost the right to it since",
    "branch": "{what} of {who} on a copy of {desk} that was set aside since",
}
"""How it was cut off."""

_TO_CHECK: Final = {
    State.EXPORTED: "Check it; then void the batch, or leave it as it is.",
    State.IN_SAGE: "Check it; correct it by Revise, or leave it as it is.",
}

DISPUTED: Final = (
    "Disputed: its batch was written at a desk from which the posting had been taken. Look in "
    "Sage whether that file was imported, then record the answer or void the batch."
)

DOUBLE: Final = (
    "Two batches carry it, and this one does not count. Make sure that this file was not imported "
    "into Sage; if it was, take its lines out there."
)


def apart(state: State) -> str:
    """What to do with an edit of an older version, by where the round stands."""
    return _APART.get(state, "It stands in the draft as soon as it comes back.")


def to_check(state: State) -> str:
    """What to do where a file was written on something that was cut off since."""
    return _TO_CHECK.get(state, "Check it; correct it, or leave it as it is.")
