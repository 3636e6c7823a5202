"""Which answers the inbox offers for an item in which state, and in which words.

A table and two pure functions; whether an answer is possible now is asked of the use cases.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from subjob_desk.domain.lifecycle import Act, State
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.views import Availability

OFFERED: Final[dict[State, tuple[Act, ...]]] = {
    State.SENT: (Act.REJECT, Act.ACCEPT),
    State.ACCEPTED: (Act.WITHDRAW,),
    State.IN_SAGE: (Act.REVISE,),
    State.FAILED: (Act.REJECT, Act.POST_AFTER_ALL, Act.TRY_AGAIN, Act.CORRECT),
}
"""Left to right; where the state is not named the inbox has nothing to answer."""

PRIMARY: Final = frozenset({Act.ACCEPT, Act.CORRECT})

ALL: Final = (
    Act.REJECT,
    Act.WITHDRAW,
    Act.POST_AFTER_ALL,
    Act.TRY_AGAIN,
    Act.CORRECT,
    Act.REVISE,
    Act.ACCEPT,
)
"""Every answer, in the order of its button."""


class Offer(msgspec.Struct, frozen=True):
    """One button of the answer bar."""

    act: Act
    text: str
    reason: str
    """Why it cannot be used; empty if it can."""


def word(act: Act) -> str:
    """The word on the button; dots where something is asked first."""
    return {
        Act.ACCEPT: tr("Accept"),
        Act.REJECT: tr("Reject…"),
        Act.WITHDRAW: tr("Withdraw…"),
        Act.POST_AFTER_ALL: tr("Posted after all…"),
        Act.TRY_AGAIN: tr("Try again"),
        Act.CORRECT: tr("Use this code"),
        Act.REVISE: tr("Revise"),
    }[act]


def key(act: Act) -> str:
    """The key that does it while the list has the focus; empty for none."""
    return {
        Act.ACCEPT: "A",
        Act.REJECT: "R",
        Act.WITHDRAW: "W",
        Act.CORRECT: "C",
        Act.TRY_AGAIN: "T",
        Act.POST_AFTER_ALL: "P",
    }.get(act, "")


def offers(
    state: State, available: Mapping[Act, Availability], ids: Sequence[str]
) -> tuple[Offer, ...]:
    """The buttons for a selection whose item under the cursor is in ``state``.

    What was accepted under several extra codes can be accepted once more under one.
    """
    acts = OFFERED.get(state, ())
    if state is State.ACCEPTED and can_accept(available):
        acts = (*acts, Act.ACCEPT)
    return tuple(_offer(act, available.get(act), len(ids)) for act in acts)


def can_accept(available: Mapping[Act, Availability]) -> bool:
    """Whether acceptance is possible for anything of the selection."""
    accept = available.get(Act.ACCEPT)
    return accept is not None and bool(accept.ids)


def with_code(offered: Sequence[Offer], *, is_another: bool) -> tuple[Offer, ...]:
    """*Use this code* only where another one stands in the field (``is_another``)."""
    same = tr("Type another code first: this is the one Sage refused.")
    return tuple(
        Offer(offer.act, offer.text, same)
        if offer.act is Act.CORRECT and not offer.reason and not is_another
        else offer
        for offer in offered
    )


def with_fault(offered: Sequence[Offer], fault: str) -> tuple[Offer, ...]:
    """*Accept* only where acceptance would not say ``fault``; empty for none."""
    return tuple(
        Offer(offer.act, offer.text, fault)
        if fault and offer.act is Act.ACCEPT and not offer.reason
        else offer
        for offer in offered
    )


def _offer(act: Act, availability: Availability | None, selected: int) -> Offer:
    able = len(availability.ids) if availability is not None else 0
    text = word(act)
    if selected > 1 and able and act is not Act.CORRECT:
        dots = text.endswith("…")
        text = f"{text.rstrip('…')} {able}{'…' if dots else ''}"
    if able:
        return Offer(act, text, "")
    reason = availability.reason if availability is not None else ""
    return Offer(act, text, reason or tr("This cannot be done now."))
