"""A change as a table: what Sage has, what it is now, and the difference, with the totals below.

Shows what it is given, in the editor and in the inbox alike; knows no use case.
"""

from enum import IntEnum
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.labels import ElidedLabel
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.usecases.change_views import AgainstRow, Change

_NONE: Final = "–"


class Place(IntEnum):
    """The columns in reading order."""

    COST_CODE = 0
    CATEGORY = 1
    DESCRIPTION = 2
    QUANTITY_IN_SAGE = 3
    QUANTITY = 4
    MORE_QUANTITY = 5
    UNIT = 6
    AMOUNT_IN_SAGE = 7
    AMOUNT = 8
    MORE_AMOUNT = 9


_WIDTHS: Final = (76, 48, 0, 80, 72, 96, 38, 88, 88, 122)
_GIVES_WAY: Final = (
    (820, (Place.DESCRIPTION,)),
    (708, (Place.QUANTITY_IN_SAGE, Place.QUANTITY, Place.MORE_QUANTITY, Place.UNIT)),
)
"""In a narrower table than so many pixels these columns are left out; the tooltip has them.

Of the quantities all or none: a difference alone says nothing.
"""


def signed(hundredths: int) -> str:
    """A difference: ``+400.00``, ``-100.00``, ``0.00``."""
    shown = formats.money(hundredths)
    return f"+{shown}" if hundredths > 0 else shown


def total_words(change: Change) -> str:
    """The three totals as one sentence."""
    return tr("Sage has {was}, now {now}, difference {more}").format(
        was=formats.money(change.in_sage),
        now=formats.money(change.amount),
        more=signed(change.more),
    )


def _sentence(row: AgainstRow) -> str:
    line = row.line
    name = f"{line.cost_code} {line.category} {row.description}".strip()
    return tr(
        "{name}: quantity in Sage {q_was}, now {q_now}, difference {q_more} {unit}; "
        "amount in Sage {was}, now {now}, difference {more}"
    ).format(
        name=name,
        q_was=_quantity_in_sage(row),
        q_now=_quantity(row),
        q_more=signed(line.more_quantity),
        unit=line.unit,
        was=_amount_in_sage(row),
        now=_amount(row),
        more=signed(line.more_amount),
    )


def _quantity_in_sage(row: AgainstRow) -> str:
    return _NONE if row.line.is_new else formats.quantity(row.line.quantity_in_sage)


def _quantity(row: AgainstRow) -> str:
    return _NONE if row.line.is_gone else formats.quantity(row.line.quantity)


def _amount_in_sage(row: AgainstRow) -> str:
    return _NONE if row.line.is_new else formats.money(row.line.amount_in_sage)


def _amount(row: AgainstRow) -> str:
    return _NONE if row.line.is_gone else formats.money(row.line.amount)


def _muted(_row: AgainstRow) -> str | None:
    return theme.current().muted


def _muted_if_equal(row: AgainstRow) -> str | None:
    return None if row.line.differs else theme.current().muted


def _tone(hundredths: int) -> str | None:
    """More is green, less is red; both carry their sign as well."""
    now = theme.current()
    if not hundredths:
        return now.muted
    return now.added if hundredths > 0 else now.problem


def columns() -> tuple[Column[AgainstRow], ...]:
    """The columns, in the order of ``Place``."""
    tip, quiet = _sentence, _muted_if_equal
    return (
        Column(tr("Cost code"), lambda row: row.line.cost_code, tip=tip, colour=quiet),
        Column(tr("Cat."), lambda row: row.line.category, tip=tip, colour=quiet),
        Column(tr("Description"), lambda row: row.description, tip=tip, colour=_muted),
        Column(tr("Qty in Sage"), _quantity_in_sage, True, tip=tip, colour=_muted),
        Column(tr("Quantity"), _quantity, True, tip=tip, colour=quiet),
        Column(
            tr("Qty difference"),
            lambda row: signed(row.line.more_quantity),
            True,
            tip=tip,
            colour=lambda row: _tone(row.line.more_quantity),
        ),
        Column(tr("Unit"), lambda row: row.line.unit, tip=tip, colour=_muted),
        Column(tr("Sage has"), _amount_in_sage, True, tip=tip, colour=_muted),
        Column(tr("Amount"), _amount, True, tip=tip, colour=quiet),
        Column(
            tr("Amount difference"),
            lambda row: signed(row.line.more_amount),
            True,
            tip=tip,
            colour=lambda row: _tone(row.line.more_amount),
        ),
    )


class AgainstTable(QWidget):
    """The table and, below it, the totals and what is left out. ``name`` begins all names."""

    chosen = Signal(object)
    """``AgainstRow``: Enter or a double click."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._change: Change | None = None
        self._model: RowModel[AgainstRow] = RowModel(
            columns(), lambda row: row.id, self, sentence=_sentence
        )
        self._table = RowTable(
            f"{name}_against", tr("What Sage has, what it is now, and the difference"), self._model
        )
        self._table.setProperty("plain", True)
        self._table.set_widths(*_WIDTHS)
        header = self._table.horizontalHeader()
        header.setObjectName(f"{name}_against_header")
        header.setAccessibleName(tr("Columns of what Sage has"))
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._all = QCheckBox()
        self._all.setObjectName(f"{name}_against_all")
        self._all.setAccessibleName(tr("Also without difference"))
        self._all.clicked.connect(self._fill)
        self._none = QLabel(tr("No quantity and no amount differs from Sage."))
        self._none.setObjectName(f"{name}_against_none")
        self._none.setProperty("tone", "muted")
        self._totals = ElidedLabel("")
        self._totals.setObjectName(f"{name}_against_totals")
        self._more = QLabel()
        self._more.setObjectName(f"{name}_against_more")
        self._arrange()
        self._table.opened.connect(self._open)
        theme.changed.connect(self._show_totals)

    def show_change(self, change: Change) -> None:
        """Show this change; of its rows those that differ, until more are asked for."""
        self._change = change
        equal = len(change.rows) - len(change.differing)
        words = counted(equal, tr("Also {n} without difference"), tr("Also {n} without difference"))
        self._all.setText(words)
        self._all.setAccessibleName(words)
        self._all.setVisible(bool(equal))
        self._fill()
        self._show_totals()

    def focus_table(self) -> None:
        """Put the keyboard into the table."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is scarce the amounts stay."""
        super().resizeEvent(event)
        for width, places in _GIVES_WAY:
            for place in places:
                self._table.setColumnHidden(place, self.width() < width)

    def _arrange(self) -> None:
        rule = QFrame()
        rule.setProperty("rule", True)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 5, 10, 6)
        foot.setSpacing(12)
        foot.addWidget(self._all)
        foot.addWidget(self._none)
        foot.addStretch(1)
        foot.addWidget(self._totals)
        foot.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._table, 1)
        column.addWidget(rule)
        column.addLayout(foot)

    @Slot()
    def _fill(self) -> None:
        if self._change is None:
            return
        change = self._change
        self._model.replace(change.rows if self._all.isChecked() else change.differing)
        self._none.setVisible(not change.differing)

    @Slot()
    def _show_totals(self) -> None:
        if self._change is None:
            return
        self._totals.show_text(
            tr("Sage has {was}   now {now}   difference").format(
                was=formats.money(self._change.in_sage), now=formats.money(self._change.amount)
            )
        )
        colour = _tone(self._change.more) or theme.current().text
        self._more.setText(f'<b style="color:{colour}">{signed(self._change.more)}</b>')
        self._more.setAccessibleName(total_words(self._change))

    @Slot(object)
    def _open(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.row(index))
