"""The lists from Sage: which version is in force, and the way to a new one."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from subjob_desk.ui.actions import LISTS, Actions
from subjob_desk.ui.common.act_button import ActButton
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.import_words import list_title, list_use
from subjob_desk.ui.desk.page import Page, card


@dataclass(frozen=True)
class ListShown:
    """One list in force, in words."""

    rows: str
    when: str
    """Number, day and person; empty if none was imported."""
    tip: str


class ListsPage(Page):
    """One card for each kind of list."""

    compare_wanted = Signal()

    def __init__(self, actions: Actions, term: str) -> None:
        """``term`` is the company's word for Sage's *Extra*."""
        super().__init__(
            "desk_lists",
            tr("Lists from Sage"),
            tr(
                "Print or export them from Sage as CSV or Excel. A new list replaces the old one "
                "as a whole; a preview shows first what changes."
            ),
        )
        self._titles: dict[str, QLabel] = {}
        self._import: dict[str, ActButton] = {}
        self._rows: dict[str, QLabel] = {}
        self._when: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, (kind, action) in enumerate(zip(LISTS, actions.import_lists, strict=True)):
            frame, column = card()
            column.addLayout(self._head(kind))
            column.addWidget(self._rows[kind])
            column.addWidget(self._when[kind])
            column.addStretch(1)
            button = ActButton(action, text=tr("Import a new list…"))
            self._import[kind] = button
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            frame.setMinimumHeight(150)
            grid.addWidget(frame, place // 2, place % 2)
        frame, column = card()
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        title = QLabel(tr("Sub jobs with their lines"))
        title.setProperty("tone", "section")
        note = QLabel(
            tr("From a sheet with one row for each line; changes drafts and what came back.")
        )
        note.setProperty("tone", "muted")
        note.setWordWrap(True)
        words.addWidget(title)
        words.addWidget(note)
        row.addLayout(words, 1)
        row.addWidget(ActButton(actions.import_sheet, text=tr("Import sub jobs…")))
        column.addLayout(row)
        grid.addWidget(frame, 2, 0, 1, 2)
        grid.addWidget(self._comparison(), 3, 0, 1, 2)
        self.note = Banner()
        self.content.addWidget(self.note)
        self.content.addLayout(grid)
        self.content.addStretch(1)
        self.show_term(term)

    def _comparison(self) -> QFrame:
        frame, column = card()
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        title = QLabel(tr("Here and in Sage"))
        title.setProperty("tone", "section")
        note = QLabel(
            tr("What is only here, what is only in Sage, and what the two describe differently.")
        )
        note.setProperty("tone", "muted")
        note.setWordWrap(True)
        words.addWidget(title)
        words.addWidget(note)
        row.addLayout(words, 1)
        button = QPushButton(tr("&Compare with Sage…"))
        button.setObjectName("compare_with_sage")
        button.setAccessibleName(tr("Compare with Sage"))
        button.clicked.connect(self._want_comparison)
        row.addWidget(button)
        column.addLayout(row)
        return frame

    @Slot()
    def _want_comparison(self) -> None:
        self.compare_wanted.emit()

    def show_term(self, term: str) -> None:
        """Name the lists; ``term`` is the company's word for Sage's *Extra*."""
        for kind, label in self._titles.items():
            title = list_title(kind, term)
            label.setText(title)
            self._import[kind].setAccessibleName(tr("Import: {list}").format(list=title))

    def show_lists(self, lists: Mapping[str, ListShown], may_not: str) -> None:
        """Show what is in force for each kind; ``may_not``: why no list can be imported."""
        self.note.show_text("info", may_not)
        for kind, shown in lists.items():
            self._rows[kind].setText(shown.rows)
            self._when[kind].setText(shown.when)
            self._when[kind].setVisible(bool(shown.when))
            self._when[kind].setToolTip(shown.tip)

    def _head(self, kind: str) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        title = self._titles[kind] = QLabel()
        title.setProperty("tone", "section")
        use = QLabel(list_use(kind))
        use.setProperty("tone", "muted")
        use.setWordWrap(True)
        words.addWidget(title)
        words.addWidget(use)
        self._rows[kind] = QLabel()
        self._rows[kind].setObjectName(f"list_rows_{kind}")
        self._rows[kind].setProperty("tone", "strong")
        self._when[kind] = QLabel()
        self._when[kind].setObjectName(f"list_when_{kind}")
        self._when[kind].setProperty("tone", "muted")
        self._when[kind].setWordWrap(True)
        return words
