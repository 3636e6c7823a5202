"""The picture of a sub job's life as a table, for judging what random people do."""

from subjob_desk.domain.lifecycle import EDITABLE, State

ARROWS: dict[str, set[tuple[State | None, State | None]]] = {
    "create": {(None, State.DRAFT)},
    "edit": {(state, state) for state in EDITABLE},
    "delete": {(State.DRAFT, None)},
    "send": {(state, State.SENT) for state in EDITABLE},
    "retrieve": {(State.SENT, State.RETRIEVED)},
    "accept": {(State.SENT, State.ACCEPTED)},
    "reject": {(State.SENT, State.REJECTED), (State.FAILED, State.REJECTED)},
    "withdraw": {(State.ACCEPTED, State.SENT)},
    "export": {(State.ACCEPTED, State.EXPORTED), (State.ACCEPTED, State.IN_SAGE)},
    "posted": {(State.EXPORTED, State.IN_SAGE)},
    "refused": {(State.EXPORTED, State.FAILED), (State.EXPORTED, State.IN_SAGE)},
    "void": {(State.EXPORTED, State.ACCEPTED)},
    "correct": {(State.FAILED, State.ACCEPTED)},
    "try again": {(State.FAILED, State.ACCEPTED)},
    "posted after all": {(State.FAILED, State.IN_SAGE)},
    "revise": {(State.IN_SAGE, State.DRAFT)},
    "discard": {(state, State.IN_SAGE) for state in EDITABLE},
    "reset": {(state, State.DRAFT) for state in (*EDITABLE, State.IN_SAGE)},
    "inactive": {(state, state) for state in (*EDITABLE, State.IN_SAGE)},
    "link": {(state, state) for state in (*EDITABLE, State.SENT, State.FAILED)},
    "unlink": {(state, state) for state in (*EDITABLE, State.SENT, State.FAILED)},
    "office": set(),
}
"""The picture of ``product.md`` section 3: from where to where each act may lead."""

_ROLE = {
    **dict.fromkeys(
        ("create", "edit", "delete", "send", "retrieve", "revise", "discard", "inactive"), "pm"
    ),
    **dict.fromkeys(("accept", "reject", "withdraw", "correct", "try again"), "approver"),
    **dict.fromkeys(("export", "posted", "refused", "void", "posted after all"), "exporter"),
    "reset": "admin",
}
"""Which role each act needs, wherever the sub job stands."""


def role(act: str, before: State | None) -> str:
    """Which role an act needs on a sub job that stands there: links follow who has it in hand."""
    if act in ("link", "unlink"):
        return "pm" if before in EDITABLE else "approver"
    return _ROLE[act]
