"""Joins the look-up of Sage's extras with the use case, for the whole window."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import Act
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.linking.dialog import LinkDialog, for_sub_job


class LinkFlow(QObject):
    """One look-up at a time; it stays open until a link is made or it is closed."""

    def __init__(self, ctx: Context, window: QWidget) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self._dialog: LinkDialog | None = None
        self._sub_id = ""
        self._name_acts()
        ctx.gateway.changed.connect(self._changed)
        ctx.gateway.refused.connect(self._refused)

    def do(self, act: Act, ids: Sequence[str]) -> None:
        """Link one sub job, asking to what, or take links away."""
        if act is Act.UNLINK:
            self._ctx.gateway.do(self, lambda: self._ctx.linking.unlink(ids))
        elif len(ids) == 1:
            self._ask(ids[0])
        elif ids:
            problem = tr("{n} sub jobs are selected.").format(n=len(ids))
            remedy = tr("Select one: each is linked to one of Sage's.")
            self._ctx.gateway.refuse(self, UserError(problem, remedy))

    def _ask(self, sub_id: str) -> None:
        row = self._ctx.browsing.sub_job(sub_id).row
        self._sub_id = sub_id
        term = self._ctx.looking_up.term()
        dialog = for_sub_job(row.name, row.description, term, self._window)
        dialog.searched.connect(self._search)
        dialog.taken.connect(self._take)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        self._search("")
        dialog.open()

    @Slot(str)
    def _search(self, text: str) -> None:
        if self._dialog is not None:
            found = self._ctx.linking.candidates(self._sub_id, text)
            self._dialog.show_candidates(found, self._nothing(text.strip()))

    def _nothing(self, text: str) -> str:
        if "extras" not in self._ctx.desk.company.lists:
            return tr(
                "No list of Sage's {extra}s was imported yet: it is not known which there are. "
                "Import it under Desk > Lists from Sage."
            ).format(extra=self._ctx.looking_up.term())
        if text:
            return tr("None of Sage's list has “{text}” in its code or description.").format(
                text=text
            )
        return tr("Sage's list has none of this project. Import a newer list if it should.")

    @Slot(object)
    def _take(self, code: str) -> None:
        sub_id = self._sub_id
        done = self._ctx.gateway.do(self, lambda: self._ctx.linking.link(sub_id, code))
        if done is not None and self._dialog is not None:
            self._dialog.accept()

    @Slot(object)
    def _refused(self, error: UserError) -> None:
        if self._ctx.gateway.initiator is self and self._dialog is not None:
            self._dialog.show_refusal(error)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.company:
            self._name_acts()

    def _name_acts(self) -> None:
        """The acts are called after the company's own word for *Extra*."""
        self._ctx.actions.show_term(self._ctx.looking_up.term())

    @Slot()
    def _closed(self) -> None:
        self._dialog = None
