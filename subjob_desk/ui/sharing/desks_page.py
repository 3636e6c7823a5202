"""The section *Desks*: who takes part, who asks to, who writes the batches, and what forks."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.empty import EmptyState
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.desk.page import Page
from subjob_desk.ui.sharing import phrases
from subjob_desk.ui.sharing.exchange_page import button, explain
from subjob_desk.ui.sharing.notice import Notice, Notices
from subjob_desk.usecases.sharing_views import DeskRow, ForkRow, RequestRow


@dataclass(frozen=True)
class MayNot:
    """Why the acts of the page cannot be done; empty where they can."""

    admit: str = ""
    release: str = ""
    take: str = ""


class DesksPage(Page):
    """The list, and above it what waits for a decision."""

    let_in_wanted = Signal(object)
    dismiss_wanted = Signal(object)
    recall_wanted = Signal(object)
    """``RequestRow``, all three."""
    branch_wanted = Signal(object)
    """``ForkRow``."""
    revoke_wanted = Signal(object)
    readmit_wanted = Signal(object)
    """``DeskRow``, both."""
    release_wanted = Signal()
    take_wanted = Signal()
    share_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            "desk_desks",
            tr("Desks"),
            tr(
                "Every PC that takes part. The registrar lets desks in and takes them out; one "
                "desk at a time writes the batches."
            ),
        )
        self._may_not = MayNot()
        self._forks: Sequence[ForkRow] = ()
        self._before = QWidget()
        self._before.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._before.hide()  # never seen: keeps the place before the cards in the keyboard's order
        self._waiting = Notices()
        self._unwanted = Notices()
        self._show_unwanted = button("desk_dismissed", "")
        self._show_unwanted.setProperty("quiet", True)
        self._show_unwanted.setCheckable(True)
        self._show_unwanted.toggled.connect(self._fold)
        self.model: RowModel[DeskRow] = RowModel(
            (
                Column(tr("Desk"), _name, tip=_name),
                Column(tr("Persons"), _persons, tip=_persons),
                Column(tr("Last contact"), phrases.contact, tip=_contact_tip),
                Column(tr("Entries"), _entries, align_right=True),
                Column(
                    tr("State"),
                    phrases.desk_state,
                    tip=_state_tip,
                    colour=_colour,
                    picture=phrases.desk_picture,
                ),
            ),
            _id,
            self,
        )
        self.table = RowTable("desk_list", tr("Desks"), self.model)
        self.table.set_widths(0, 130, 110, 70, 240)
        self.table.setMinimumHeight(160)
        self.table.selectionModel().selectionChanged.connect(self._show_possible)
        self._empty = EmptyState(
            tr("This company is on this PC only.\nOnce it is shared, each desk stands here."),
            tr("Share this company…"),
            picture=Icon.DESK,
        )
        self._empty.wanted.connect(self.share_wanted)
        acts = self._make_acts()
        self.content.addWidget(self._before)
        self.content.addLayout(self._waiting)
        self.content.addWidget(self._show_unwanted, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addLayout(self._unwanted)
        self.content.addWidget(self.table, 1)
        self.content.addLayout(acts)
        self.content.addWidget(self._empty, 1)
        self.show_desks((), MayNot())
        self.show_waiting((), (), ())

    def _make_acts(self) -> QHBoxLayout:
        self._out = button("desk_revoke", tr("Ta&ke out…"))
        self._out.clicked.connect(self._revoke)
        self._back = button("desk_readmit", tr("Let in agai&n…"))
        self._back.clicked.connect(self._readmit)
        self._branches = button("desk_branches", tr("&Branches…"))
        self._branches.clicked.connect(self._want_branches)
        self._release = button("desk_release", tr("&Give the posting back"))
        self._release.clicked.connect(self.release_wanted)
        self._take = button("desk_take_posting", tr("Hand the posting &over…"))
        self._take.clicked.connect(self.take_wanted)
        self._acts = (self._out, self._back, self._branches, self._release, self._take)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._out)
        row.addWidget(self._back)
        row.addWidget(self._branches)
        row.addStretch(1)
        row.addWidget(self._release)
        row.addWidget(self._take)
        return row

    def show_desks(self, rows: Sequence[DeskRow], may_not: MayNot) -> None:
        """The desks that take part; none where the company is on one PC only."""
        self.model.replace(rows)
        self._may_not = may_not
        for widget in (self.table, *self._acts):
            widget.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._show_possible()

    def show_may_not(self, may_not: MayNot) -> None:
        """Why the acts cannot be done, as it is now."""
        self._may_not = may_not
        self._show_possible()

    def show_waiting(
        self,
        requests: Sequence[RequestRow],
        forks: Sequence[ForkRow],
        dismissed: Sequence[RequestRow],
    ) -> None:
        """Desks that ask to be let in, chains of which a branch is to be chosen.

        ``dismissed``: requests that were not wanted; they are shown when they are asked for.
        """
        had_keyboard = self._waiting.has_keyboard() or self._unwanted.has_keyboard()
        away = (tr("Dismiss"), self.dismiss_wanted.emit)
        asking = [
            Notice(f"request_{number}", row, _request_words(row), self.let_in_wanted.emit, away)
            for number, row in enumerate(requests)
        ]
        forked = [
            Notice(f"fork_{row.actor}_{row.seq}", row, _fork_words(row), self.branch_wanted.emit)
            for row in forks
            if not row.is_settled
        ]
        self._waiting.replace([*asking, *forked])
        unwanted = [
            Notice(f"dismissed_{number}", row, _unwanted_words(row), self.recall_wanted.emit)
            for number, row in enumerate(dismissed)
        ]
        self._unwanted.replace(unwanted)
        self._forks = forks
        self._say_unwanted()
        self._in_order([*asking, *forked], unwanted)
        self._show_possible()
        if had_keyboard:  # what it was on is gone: it goes on to what is to be decided next
            left = [one.button for one in asking] + [one.button for one in forked]
            (left[0] if left else self.table).setFocus()

    def _in_order(
        self,
        waiting: Sequence[Notice[RequestRow] | Notice[ForkRow]],
        unwanted: Sequence[Notice[RequestRow]],
    ) -> None:
        """The keyboard goes through the page as it is read: new cards would come last."""
        acts = [act for one in waiting for act in one.buttons]
        more = [act for one in unwanted for act in one.buttons]
        for act in (*acts, *more):
            explain(act, self._may_not.admit)
        for one, following in pairwise((self._before, *acts, self._show_unwanted, *more)):
            self.setTabOrder(one, following)

    def _say_unwanted(self) -> None:
        count, shown = self._unwanted.count(), self._show_unwanted.isChecked()
        words = (
            tr("Hide what was dismissed")
            if shown
            else counted(count, tr("Show {n} dismissed request"), tr("Show {n} dismissed requests"))
        )
        self._show_unwanted.setText(words)
        self._show_unwanted.setAccessibleName(words)
        self._show_unwanted.setVisible(bool(count))
        self._unwanted.set_shown(shown=shown)

    @Slot()
    def _fold(self) -> None:
        self._say_unwanted()

    def row(self) -> DeskRow | None:
        """The desk that is marked."""
        index = self.table.currentIndex()
        marked = self.table.selectionModel().hasSelection() and index.isValid()
        return self.model.row(index) if marked else None

    @Slot()
    def _revoke(self) -> None:
        if (row := self.row()) is not None:
            self.revoke_wanted.emit(row)

    @Slot()
    def _readmit(self) -> None:
        if (row := self.row()) is not None:
            self.readmit_wanted.emit(row)

    @Slot()
    def _want_branches(self) -> None:
        if (fork := self._fork()) is not None:
            self.branch_wanted.emit(fork)

    def _fork(self) -> ForkRow | None:
        """The fork of the desk that is marked."""
        row = self.row()
        return next((one for one in self._forks if row and one.actor == row.actor), None)

    @Slot()
    def _show_possible(self) -> None:
        row, may_not = self.row(), self._may_not
        held = self.window().focusWidget()
        nobody = tr("Choose a desk first.")
        out = row is not None and row.state == "revoked"
        taken = tr("It was taken out already.") if out else ""
        own = tr("The registrar's desk stays.") if row and row.is_registrar else ""
        explain(self._out, may_not.admit or (taken or own if row else nobody))
        in_already = "" if out else tr("It takes part.")
        explain(self._back, may_not.admit or (in_already if row else nobody))
        whole = "" if self._fork() is not None else tr("Its entries do not fork.")
        explain(self._branches, may_not.admit or (whole if row else nobody))
        explain(self._release, may_not.release)
        explain(self._take, may_not.take)
        if any(act is held and not act.isEnabled() for act in self._acts):
            self.table.setFocus()  # what it was on is done: Qt would lead to any next button


def _request_words(row: RequestRow) -> tuple[str, str, str]:
    return (
        tr("{person} at {desk} asks to be let in").format(person=row.person, desk=row.desk),
        tr("Asked {when}. Call them up: they read six words to you.").format(
            when=formats.moment(row.at)
        ),
        tr("Let in…"),
    )


def _unwanted_words(row: RequestRow) -> tuple[str, str, str]:
    return (
        tr("{person} at {desk}").format(person=row.person, desk=row.desk),
        tr("Asked {when}; dismissed. It can write nothing that counts.").format(
            when=formats.moment(row.at)
        ),
        tr("List it again"),
    )


def _fork_words(row: ForkRow) -> tuple[str, str, str]:
    return (
        tr("The entries of {desk} fork after entry {seq}").format(
            desk=row.name, seq=formats.number(row.seq - 1)
        ),
        tr(
            "Two copies of that desk wrote on: a backup was restored, or the PC was cloned. What "
            "came after counts nowhere until a branch is chosen."
        ),
        tr("Choose a branch…"),
    )


def _id(row: DeskRow) -> str:
    return row.actor


def _name(row: DeskRow) -> str:
    duties = phrases.duties(row)
    return tr("{desk} ({duties})").format(desk=row.name, duties=duties) if duties else row.name


def _persons(row: DeskRow) -> str:
    return ", ".join(row.persons) or tr("everybody")


def _entries(row: DeskRow) -> str:
    return formats.number(row.entries)


def _contact_tip(row: DeskRow) -> str:
    return formats.zone_tip(row.last_contact) if row.last_contact else ""


def _state_tip(row: DeskRow) -> str:
    return f"{phrases.desk_state(row)}. {row.reason}".strip() if row.reason else ""


def _colour(row: DeskRow) -> str | None:
    now = theme.current()
    colours = {"revoked": now.muted, "ended": now.muted, "forked": now.problem}
    return colours.get(row.state, now.in_sage[1])
