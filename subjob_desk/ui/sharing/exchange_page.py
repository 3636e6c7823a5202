"""The section *Exchange*: where entries of the desks meet, when they last did, and packets."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.ui.actions import Actions
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.act_button import ActButton
from subjob_desk.ui.common.labels import ElidedLabel
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.page import Page, card
from subjob_desk.ui.sharing import phrases
from subjob_desk.ui.sharing.notice import Notices
from subjob_desk.ui.sharing.six_words import SixWords
from subjob_desk.ui.sharing.trouble_card import TroubleCard
from subjob_desk.usecases.sharing_views import ExchangeReport, ExchangeStatus, FileNote


class ExchangePage(Page):
    """One PC alone is told how to share; desks that share see how they stand."""

    share_wanted = Signal()
    hub_wanted = Signal()
    sheet_wanted = Signal()
    """The recovery sheet."""

    def __init__(self, actions: Actions) -> None:
        super().__init__(
            "desk_exchange",
            tr("Exchange"),
            tr(
                "Each desk works on its own and hands its entries to the others: through a folder, "
                "a database server, or packets by mail and stick. Nothing gets lost on the way."
            ),
        )
        self.trouble = TroubleCard(actions)
        self._words = Notices()
        self._shown_words: tuple[str, ...] = ()
        self._news: tuple[FileNote, ...] = ()
        self._unread: tuple[FileNote, ...] = ()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._alone())
        self._stack.addWidget(self._shared(actions))
        self.content.addWidget(self.trouble)
        self.content.addWidget(self._stack, 1)

    # What the controller shows.

    def show_status(self, status: ExchangeStatus, may_not: str) -> None:
        """How this desk stands with the others; ``may_not``: why nothing can be set here."""
        self._stack.setCurrentIndex(1 if status.is_shared else 0)
        self._invitation.setVisible(not status.problem)
        explain(self._share, may_not)
        explain(self._sheet, may_not)
        self._sheet.setVisible(status.is_registrar)
        self._hub.show_text(status.hub or tr("none yet"))
        self._last.setText(phrases.synchronised(status))
        self._last.setToolTip(formats.zone_tip(status.last) if status.last else "")
        nothing = (
            tr("Nothing: everything of this desk is with the others")
            if status.is_admitted
            else tr("Nothing before this desk is let in")
        )
        self._outbox.setText(phrases.entries(status.outbox) if status.outbox else nothing)
        self._held.setText(phrases.entries(status.held) if status.held else tr("Nothing"))
        self._posting.setText(phrases.posting(status))
        self._show_banner(status)
        if status.unread_files != self._unread:
            self._unread = status.unread_files
            self._show_notes()

    def show_words(self, words: Sequence[str]) -> None:
        """The six words of this desk's request, to be read aloud; none once it is let in."""
        if tuple(words) != self._shown_words:
            self._shown_words = tuple(words)
            self._words.replace([SixWords(self._shown_words)] if words else [])
            self._words_box.setVisible(bool(words))

    def show_report(self, report: ExchangeReport) -> None:
        """What the last exchange met that it could not simply take."""
        self._news = report.notes
        self._show_notes()

    def _show_notes(self) -> None:
        """Beside what is new what still cannot be used: that stays until it is mended."""
        news = {note.name for note in self._news}
        rows = (*self._news, *(note for note in self._unread if note.name not in news))
        self.notes.replace(rows)
        self._notes_box.setVisible(bool(rows))
        if rows and not self._notes_table.selectionModel().hasSelection():
            self._notes_table.selectRow(0)
        self._show_note()

    @Slot()
    def _show_note(self) -> None:
        """All words about the file that is marked: a table cuts off long ones."""
        index = self._notes_table.currentIndex()
        row = self.notes.row(index) if index.isValid() else None
        self._note.setText(f"{row.name}: {row.said}" if row is not None else "")

    def _show_banner(self, status: ExchangeStatus) -> None:
        self.trouble.show_status(status)
        is_odd = phrases.is_not_its_own(status)
        self._now.setVisible(not is_odd)  # the card has the one act that comes first
        if is_odd:
            self.banner.clear()
        elif not status.is_admitted:
            self.banner.show_text(
                "info",
                tr(
                    "This desk waits to be let in: read your six words to whoever sits at the "
                    "registrar's desk. Until then you can look, and nothing goes out."
                ),
            )
        elif status.problem:
            self.banner.show_text("warning", f"{status.problem} {status.remedy}".strip())
        elif status.needs_password:
            self.banner.show_text(
                "warning",
                tr("What you do stays on this PC until you give your password at the bottom left."),
            )
        else:
            self.banner.clear()

    # Parts.

    def _alone(self) -> QWidget:
        self._invitation, column = card()
        title = QLabel(tr("This company is on this PC only"))
        title.setProperty("tone", "section")
        column.addWidget(title)
        for text in (
            tr("1.  Share it here once. This PC becomes the registrar: it lets others in."),
            tr("2.  At the other PC choose Join a company, and read six words aloud."),
            tr("3.  Compare them here, say what the person may do, and both work on."),
        ):
            step = QLabel(text)
            step.setWordWrap(True)
            column.addWidget(step)
        note = QLabel(
            tr(
                "Any folder both PCs can reach will do: a share of the office, OneDrive, a stick. "
                "The company file itself stays where it is."
            )
        )
        note.setProperty("tone", "muted")
        note.setWordWrap(True)
        self._share = button("exchange_share", tr("Share this &company…"), primary=True)
        self._share.clicked.connect(self.share_wanted)
        column.addWidget(note)
        column.addSpacing(4)
        column.addWidget(self._share, 0, Qt.AlignmentFlag.AlignLeft)
        return _stacked(self._invitation)

    def _shared(self, actions: Actions) -> QWidget:
        self._hub = ElidedLabel("strong", mode=Qt.TextElideMode.ElideMiddle)
        self._last, self._outbox, self._held, self._posting = (QLabel() for _ in range(4))
        frame, column = card()
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for name, words, label in (
            ("exchange_hub", tr("Hub"), self._hub),
            ("exchange_last", tr("Last time"), self._last),
            ("exchange_outbox", tr("Goes out next"), self._outbox),
            ("exchange_held", tr("Waits for entries of others"), self._held),
            ("exchange_posting", tr("Writes the batches"), self._posting),
        ):
            label.setObjectName(name)
            title = QLabel(words)
            title.setProperty("tone", "muted")
            form.addRow(title, label)
        column.addLayout(form)
        column.addSpacing(4)
        self._change = button("exchange_change_hub", tr("Another hu&b…"))
        self._change.clicked.connect(self.hub_wanted)
        self._sheet = button("exchange_sheet", tr("&Recovery sheet…"))
        self._sheet.clicked.connect(self.sheet_wanted)
        self._now = ActButton(
            actions.refresh, text=tr("Synchronise now"), primary=True, show_key=True
        )
        column.addLayout(_row(self._now, self._change, self._sheet))
        self._notes_box = self._make_notes()
        self._words_box = QWidget()
        self._words_box.setLayout(self._words)
        self._words_box.hide()
        return _stacked(self._words_box, frame, self._notes_box, self._packets(actions))

    def _packets(self, actions: Actions) -> QFrame:
        frame, column = card()
        title = QLabel(tr("Without a network"))
        title.setProperty("tone", "section")
        note = QLabel(
            tr(
                "A packet holds everything the other desk may lack. Send it by mail or carry it on "
                "a stick; at the other desk drop it on the window."
            )
        )
        note.setProperty("tone", "muted")
        note.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(note)
        column.addLayout(
            _row(
                ActButton(actions.write_packet, text=tr("Write a packet…")),
                ActButton(actions.read_packet, text=tr("Read a packet…")),
            )
        )
        return frame

    def _make_notes(self) -> QFrame:
        self.notes: RowModel[FileNote] = RowModel(
            (
                Column(tr("File"), _file, tip=_file),
                Column(tr("What it is"), phrases.outcome_word),
                Column(tr("Why, and what to do"), _said, tip=_said),
            ),
            _file,
            self,
        )
        table = RowTable("exchange_notes", tr("Files that were not taken"), self.notes)
        table.set_widths(240, 150, 0)
        table.setFixedHeight(152)
        self._note = QLabel()
        self._note.setObjectName("exchange_note")
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._notes_table = table
        table.selectionModel().selectionChanged.connect(self._show_note)
        frame, column = card()
        title = QLabel(tr("Not taken at the last exchange"))
        title.setProperty("tone", "section")
        column.addWidget(title)
        column.addWidget(table)
        column.addWidget(self._note)
        frame.hide()
        return frame


def button(name: str, text: str, *, primary: bool = False) -> QPushButton:
    """A button of a page, named for tests and screen readers."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text.replace("&", "").rstrip("…"))
    made.setProperty("primary", primary)
    return made


def explain(what: QPushButton, why: str) -> None:
    """Possible if ``why`` is empty; else the button says it."""
    what.setEnabled(not why)
    what.setToolTip(why)
    what.setAccessibleDescription(why)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _stacked(*frames: QWidget) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for frame in frames:
        column.addWidget(frame)
    column.addStretch(1)
    return inside


def _file(note: FileNote) -> str:
    return note.name


def _said(note: FileNote) -> str:
    return note.said
