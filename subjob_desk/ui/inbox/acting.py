"""What a wish of the user does in the inbox: asks where a reason is needed, then decides.

Joins dialogs, use cases and gateway; what the list shows afterwards is the controller's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import Act
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.inbox.decisions import Decisions, Verb

if TYPE_CHECKING:
    from subjob_desk.ui.common.context import Context
    from subjob_desk.ui.inbox.place import InboxPlace


class Acting(QObject):
    """Runs acts on sub jobs of the inbox; is the initiator of what it changes."""

    decided = Signal(object)
    """``Changes`` of one or more verbs together."""
    undone = Signal(object)
    """``Changes`` of an undo."""
    said = Signal(str, bool)
    """A sentence for the bar, and whether it says why nothing was done."""
    code_missing = Signal()
    """An act needs a code typed first."""

    def __init__(
        self, place: InboxPlace, ctx: Context, decisions: Decisions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._place = place
        self._ctx = ctx
        self._decisions = decisions
        self._asked: tuple[str, ...] = ()
        self._draft: tuple[tuple[str, ...], str, str] = ((), "", "")
        ctx.gateway.refused.connect(self._refused)

    def do(self, act: Act, ids: tuple[str, ...], cursor: str) -> None:
        """Do ``act`` to ``ids``; one that concerns a code goes to the item under the cursor."""
        ask = {
            Act.REJECT: self._ask_rejection,
            Act.WITHDRAW: self._ask_withdrawal,
            Act.POST_AFTER_ALL: self._ask_posted,
        }.get(act)
        if act is Act.CORRECT:
            self._correct(cursor)
        elif ask is None:
            self._run(self._decisions.verbs(act, ids))
        elif able := self._possible(act, ids):
            self._asked = able
            ask(able)

    @Slot()
    def undo(self) -> None:
        """Undo the last act of this person, by name."""
        changes = self._ctx.gateway.do(self, self._ctx.undoing.undo)
        if changes is not None:
            self.undone.emit(changes)
            self.said.emit(changes.said, False)

    # --- answers of dialogs ------------------------------------------------------------------

    @Slot(str, str)
    def reject_for(self, reason: str, note: str) -> None:
        """Send the items that were asked about back."""
        self._draft = ((), "", "")
        self._run((self._decisions.reject(self._asked, reason, note),))

    @Slot(str, str)
    def keep_rejection(self, reason: str, note: str) -> None:
        """Escape: what was filled in comes back when the same items are rejected again."""
        self._draft = (self._asked, reason, note)

    @Slot(object, object)
    def withdraw_for(self, _reason: str, text: str) -> None:
        """Take back the acceptances that were asked about."""
        self._run((self._decisions.withdraw(self._asked, text),))

    @Slot(object, object)
    def posted_for(self, _reason: str, text: str) -> None:
        """The items that were asked about are in Sage after all."""
        self._run((self._decisions.posted_after_all(self._asked, text),))

    # --- asking ------------------------------------------------------------------------------

    def _possible(self, act: Act, ids: Sequence[str]) -> tuple[str, ...]:
        """On which of ``ids`` it is possible; says why on none, instead of asking in vain."""
        known = self._ctx.browsing.availability(ids).get(act)
        if known is not None and known.ids:
            return tuple(known.ids)
        self.said.emit(known.reason if known is not None else "", True)
        return ()

    def _ask_rejection(self, ids: tuple[str, ...]) -> None:
        what, about = self._named(ids)
        draft = self._draft[1:] if self._draft[0] == ids else ("", "")
        reasons = self._ctx.looking_up.reject_reasons()
        self._place.ask_rejection(tr("Reject {what}").format(what=what), about, reasons, draft)

    def _ask_withdrawal(self, ids: tuple[str, ...]) -> None:
        what, _ = self._named(ids)
        self._place.ask_withdrawal(
            tr("Withdraw the acceptance of {what}").format(what=what),
            tr("It waits for a decision again and stays out of the next export."),
        )

    def _ask_posted(self, ids: tuple[str, ...]) -> None:
        what, _ = self._named(ids)
        self._place.ask_posted(
            tr("Posted after all: {what}").format(what=what),
            tr("For when somebody corrected Sage's reject file and posted it. Say how you know."),
        )

    def _named(self, ids: Sequence[str]) -> tuple[str, str]:
        """How the selection is called, and a line about it."""
        if len(ids) == 1:
            row = self._ctx.browsing.sub_job(ids[0]).row
            lines = counted(row.lines, tr("{n} line"), tr("{n} lines"))
            return row.name, f"{row.description}, {lines}, {formats.money(row.amount)}"
        count = counted(len(ids), tr("{n} sub job"), tr("{n} sub jobs"))
        return count, tr("Each gets the same answer.")

    # --- deciding ----------------------------------------------------------------------------

    def _correct(self, sub_id: str) -> None:
        if not self._possible(Act.CORRECT, (sub_id,)):
            return
        code = self._decisions.typed_code(sub_id)
        if code is None:
            self.code_missing.emit()
            self.said.emit(tr("Type the code it shall have in Sage, then press Enter."), False)
            return
        self._run((self._decisions.correct(sub_id, code),))

    def _run(self, verbs: Iterable[Verb]) -> None:
        done = [self._ctx.gateway.do(self, verb) for verb in verbs]
        changes = [each for each in done if each is not None]
        if not changes:
            return
        together = Changes(
            sub_jobs=frozenset().union(*(each.sub_jobs for each in changes)),
            stayed=tuple(stayed for each in changes for stayed in each.stayed),
            said=" ".join(each.said for each in changes),
        )
        self._decisions.forget(together.sub_jobs)
        self.decided.emit(together)
        if len(changes) == len(done):
            self.said.emit(together.said, not together.sub_jobs)

    @Slot(object)
    def _refused(self, error: UserError) -> None:
        if self._ctx.gateway.initiator is self:
            self.said.emit(f"{error.problem} {error.remedy}".strip(), True)
