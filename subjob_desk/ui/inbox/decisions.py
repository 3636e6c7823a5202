"""What each answer means in use cases: a verb for the gateway from an act and its ids.

Knows no widget and keeps nothing but the codes somebody has typed and not yet used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.lifecycle import Act

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context

Verb = Callable[[], Changes]


class Decisions:
    """Verbs for items of the inbox."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._typed: dict[str, str] = {}
        self._offered: dict[str, str] = {}

    # --- codes -------------------------------------------------------------------------------

    def type_code(self, sub_id: str, code: str, proposed: str) -> None:
        """Remember a code typed for an item; the proposed one again is no typed code."""
        self._offered.pop(sub_id, None)
        if code.strip() == proposed:
            self._typed.pop(sub_id, None)
        else:
            self._typed[sub_id] = code.strip()

    def offer_code(self, sub_id: str, code: str) -> None:
        """A code that stands in the field until another one is typed; empty for none."""
        self._offered.pop(sub_id, None)
        if code:
            self._offered[sub_id] = code

    def typed_code(self, sub_id: str) -> str | None:
        """The code typed or offered for an item and not yet used; ``None`` for none."""
        return self._typed.get(sub_id, self._offered.get(sub_id))

    def forget(self, ids: frozenset[str]) -> None:
        """These are decided: what was typed for them is used up."""
        for sub_id in ids:
            self._typed.pop(sub_id, None)
            self._offered.pop(sub_id, None)

    # --- verbs -------------------------------------------------------------------------------

    def verbs(self, act: Act, ids: Sequence[str]) -> tuple[Verb, ...]:
        """The verbs of an act that asks nothing first; empty for an act that does."""
        if act is Act.ACCEPT:
            return self._accept(ids)
        ctx = self._ctx
        plain: dict[Act, Verb] = {
            Act.TRY_AGAIN: lambda: ctx.answering.try_again(ids),
            Act.SEND: lambda: ctx.deciding.send(ids),
            Act.RETRIEVE: lambda: ctx.deciding.retrieve(ids),
            Act.REVISE: lambda: ctx.deciding.revise(ids),
            Act.DISCARD: lambda: ctx.deciding.discard(ids),
            Act.DELETE: lambda: ctx.editing.delete(ids),
            Act.INACTIVATE: lambda: ctx.standing.set_inactive(ids, True),
            Act.REACTIVATE: lambda: ctx.standing.set_inactive(ids, False),
        }
        return (plain[act],) if act in plain else ()

    def correct(self, sub_id: str, code: str) -> Verb:
        """Another extra code for an item Sage refused."""
        return lambda: self._ctx.answering.correct(sub_id, code)

    def reject(self, ids: Sequence[str], reason: str, note: str) -> Verb:
        """Send items back."""
        return lambda: self._ctx.deciding.reject(ids, reason, note)

    def withdraw(self, ids: Sequence[str], reason: str) -> Verb:
        """Take acceptances back."""
        return lambda: self._ctx.deciding.withdraw(ids, reason)

    def posted_after_all(self, ids: Sequence[str], reason: str) -> Verb:
        """Sage has refused items after all."""
        return lambda: self._ctx.answering.posted_after_all(ids, reason)

    def _accept(self, ids: Sequence[str]) -> tuple[Verb, ...]:
        """Items with a code of their own one by one, all others in one act."""
        plain = tuple(sub_id for sub_id in ids if sub_id not in self._typed)
        own = [self._accept_as(i, self._typed[i]) for i in ids if i in self._typed]
        bulk: list[Verb] = [lambda: self._ctx.deciding.accept(plain)] if plain else []
        return (*own, *bulk)

    def _accept_as(self, sub_id: str, code: str) -> Verb:
        return lambda: self._ctx.deciding.accept([sub_id], code)
