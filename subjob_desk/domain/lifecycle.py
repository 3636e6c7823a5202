"""The states of a sub job, the acts on it, and which act is possible in which state.

The picture of ``product.md`` section 3 as two tables. Who may act is in ``rights``.
"""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """The state of a sub job; the value is its id in JSON."""

    DRAFT = "draft"
    SENT = "sent"
    RETRIEVED = "retrieved"
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    EXPORTED = "exported"
    IN_SAGE = "in-sage"
    FAILED = "failed"


SHOWN: Final[dict[State, str]] = {
    State.DRAFT: "Draft",
    State.SENT: "Waiting for accounting",
    State.RETRIEVED: "Retrieved",
    State.REJECTED: "Rejected",
    State.ACCEPTED: "Accepted, to export",
    State.EXPORTED: "Exported, waiting for Sage",
    State.IN_SAGE: "In Sage",
    State.FAILED: "Refused by Sage",
}

EDITABLE: Final = frozenset({State.DRAFT, State.RETRIEVED, State.REJECTED})


class Act(StrEnum):
    """What a person can do to a sub job."""

    EDIT = "edit"
    DELETE = "delete"
    SEND = "send"
    RETRIEVE = "retrieve"
    ACCEPT = "accept"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    EXPORT = "export"
    VOID = "void"
    POST = "post"
    REFUSE = "refuse"
    CORRECT = "correct"
    TRY_AGAIN = "try-again"
    POST_AFTER_ALL = "post-after-all"
    REVISE = "revise"
    DISCARD = "discard"
    RESET = "reset"
    LINK = "link"
    UNLINK = "unlink"
    INACTIVATE = "inactivate"
    REACTIVATE = "reactivate"


POSSIBLE: Final[dict[Act, frozenset[State]]] = {
    Act.EDIT: EDITABLE,
    Act.DELETE: frozenset({State.DRAFT}),
    Act.SEND: EDITABLE,
    Act.RETRIEVE: frozenset({State.SENT}),
    Act.ACCEPT: frozenset({State.SENT}),
    Act.REJECT: frozenset({State.SENT, State.FAILED}),
    Act.WITHDRAW: frozenset({State.ACCEPTED}),
    Act.EXPORT: frozenset({State.ACCEPTED}),
    Act.VOID: frozenset({State.EXPORTED}),
    Act.POST: frozenset({State.EXPORTED, State.FAILED}),
    Act.REFUSE: frozenset({State.EXPORTED, State.FAILED}),
    Act.CORRECT: frozenset({State.FAILED}),
    Act.TRY_AGAIN: frozenset({State.FAILED}),
    Act.POST_AFTER_ALL: frozenset({State.FAILED}),
    Act.REVISE: frozenset({State.IN_SAGE}),
    Act.DISCARD: EDITABLE,
    Act.RESET: frozenset({State.IN_SAGE, *EDITABLE}),
    Act.LINK: frozenset({*EDITABLE, State.SENT, State.FAILED}),
    Act.UNLINK: frozenset({*EDITABLE, State.SENT, State.FAILED}),
    Act.INACTIVATE: frozenset({*EDITABLE, State.IN_SAGE}),
    Act.REACTIVATE: frozenset({*EDITABLE, State.IN_SAGE}),
}
