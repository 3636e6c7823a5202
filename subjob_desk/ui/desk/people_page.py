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


class PersonLine(PersonRow, frozen=True, kw_only=True):
    """A row of the list: a person, the password, and why neither can be changed here."""

    password: str
    """``yes, since 22 Nov`` or ``no``."""
    has_password: bool
    why_not_set: str
    why_not_take: str


class PeoplePage(Page):
    """The list of people; adding, changing and passwords ask in a dialog."""

    add_wanted = Signal()
    change_wanted = Signal(object)
    set_password_wanted = Signal(object)
    take_password_wanted = Signal(object)
    """``PersonLine``, the last three."""

    def __init__(self) -> None:
        super().__init__(
            "desk_people",
            tr("People and roles"),
            tr("Who works with this company, what each of them may do, and who has a password."),
        )
        self._note = Banner()
        self.model: RowModel[PersonLine] = RowModel(
            (
                Column(tr("Name"), _name),
                Column(tr("Roles"), _roles, tip=_roles),
                Column(tr("Projects"), _jobs, tip=_jobs),
                Column(tr("Password"), _password, tip=_password),
            ),
            _id,
            self,
        )
        self._table = RowTable("people_list", tr("People"), self.model)
        self._table.set_widths(180, 0, 150, 240)
        self._table.opened.connect(self._change)
        self._table.selectionModel().selectionChanged.connect(self._show_possible)
        self._add = self._button("people_add", tr("Add &person…"))
        self._add.clicked.connect(self.add_wanted)
        self._edit = self._button("people_change", tr("&Change…"))
        self._edit.clicked.connect(self._change)
        self._set = self._button("people_set_password", tr("Set &password…"))
        self._set.clicked.connect(self._set_password)
        self._take = self._button("people_take_password", tr("&Take away password…"))
        self._take.clicked.connect(self._take_password)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._add)
        row.addWidget(self._edit)
        row.addStretch(1)
        row.addWidget(self._set)
        row.addWidget(self._take)
        self.content.addWidget(self._note)
        self.content.addWidget(self._table, 1)
        self.content.addLayout(row)
        self._may_not = ""
        self._show_possible()

    def show_people(self, people: Sequence[PersonLine], warning: str, may_not: str) -> None:
        """``warning``: what passwords protect; ``may_not``: why nobody can be changed."""
        self.model.replace(people)
        self._note.show_text("info", warning)
        self._may_not = may_not
        self._show_possible()

    def warning(self) -> str:
        """What is said about passwords."""
        return self._note.text()

    @Slot()
    def _change(self) -> None:
        index = self._table.currentIndex()
        if index.isValid() and not self._may_not:
            self.change_wanted.emit(self.model.row(index))

    @Slot()
    def _set_password(self) -> None:
        line = self._chosen()
        if line is not None:
            self.set_password_wanted.emit(line)

    @Slot()
    def _take_password(self) -> None:
        line = self._chosen()
        if line is not None:
            self.take_password_wanted.emit(line)

    def _chosen(self) -> PersonLine | None:
        index = self._table.currentIndex()
        chosen = self._table.selectionModel().hasSelection() and index.isValid()
        return self.model.row(index) if chosen else None

    @Slot()
    def _show_possible(self) -> None:
        line = self._chosen()
        nobody = tr("Choose a person first.")
        _explain(self._add, self._may_not)
        _explain(self._edit, self._may_not or ("" if line else nobody))
        has_one = line is not None and line.has_password
        self._set.setText(tr("Change &password…") if has_one else tr("Set &password…"))
        self._set.setAccessibleName(tr("Change password") if has_one else tr("Set password"))
        _explain(self._set, line.why_not_set if line else nobody)
        _explain(self._take, line.why_not_take if line else nobody)

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


def _password(row: PersonLine) -> str:
    return row.password


def _jobs(row: PersonRow) -> str:
    if Role.PM not in row.roles:
        return ""
    return ", ".join(row.jobs) or tr("all projects")
