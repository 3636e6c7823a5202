"""People and what they may do."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from subjob_desk.domain.rights import ROLE_SHOWN, Role
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.page import Page
from subjob_desk.usecases.views import PersonRow


class PeoplePage(Page):
    """The list of people; adding and changing asks in a dialog."""

    add_wanted = Signal()
    change_wanted = Signal(object)
    """``PersonRow``."""

    def __init__(self) -> None:
        super().__init__(
            "desk_people",
            tr("People and roles"),
            tr("Who works with this company, and what each of them may do."),
        )
        self._note = Banner()
        self.model: RowModel[PersonRow] = RowModel(
            (
                Column(tr("Name"), _name),
                Column(tr("Roles"), _roles, tip=_roles),
                Column(tr("Projects"), _jobs, tip=_jobs),
            ),
            _id,
            self,
        )
        self._table = RowTable("people_list", tr("People"), self.model)
        self._table.set_widths(220, 0, 220)
        self._table.opened.connect(self._change)
        self._table.selectionModel().selectionChanged.connect(self._show_possible)
        self._add = self._button("people_add", tr("&Add person…"))
        self._add.clicked.connect(self.add_wanted)
        self._edit = self._button("people_change", tr("&Change…"))
        self._edit.clicked.connect(self._change)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._add)
        row.addWidget(self._edit)
        row.addStretch(1)
        self.content.addWidget(self._note)
        self.content.addWidget(self._table, 1)
        self.content.addLayout(row)
        self._may_not = ""
        self._show_possible()

    def show_people(self, people: Sequence[PersonRow], warning: str, may_not: str) -> None:
        """``warning``: what passwords would help; ``may_not``: why nothing can be changed."""
        self.model.replace(people)
        self._note.show_text("info", warning)
        self._may_not = may_not
        self._show_possible()

    @Slot()
    def _change(self) -> None:
        index = self._table.currentIndex()
        if index.isValid() and not self._may_not:
            self.change_wanted.emit(self.model.row(index))

    @Slot()
    def _show_possible(self) -> None:
        chosen = self._table.selectionModel().hasSelection()
        _explain(self._add, self._may_not)
        _explain(self._edit, self._may_not or ("" if chosen else tr("Choose a person first.")))

    @staticmethod
    def _button(name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text.replace("&", "").rstrip("…"))
        return button


def role_words(roles: Sequence[str]) -> str:
    """``project manager, approver`` from role ids."""
    return ", ".join(ROLE_SHOWN[Role(role)] for role in roles if role in set(Role))


def _explain(button: QPushButton, why: str) -> None:
    button.setEnabled(not why)
    button.setToolTip(why)
    button.setAccessibleDescription(why)


def _id(row: PersonRow) -> str:
    return row.id


def _name(row: PersonRow) -> str:
    return row.name


def _roles(row: PersonRow) -> str:
    return role_words(row.roles) or tr("no role")


def _jobs(row: PersonRow) -> str:
    if Role.PM not in row.roles:
        return ""
    return ", ".join(row.jobs) or tr("all projects")
