"""The interchange profiles: which there are, which one is used, and what each does."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.page import Page, card
from subjob_desk.ui.desk.profile_copy_dialog import ProfileCopyDialog
from subjob_desk.ui.desk.profile_dialog import ProfileDialog
from subjob_desk.usecases.profile_views import ProfileCheck, ProfileRow

Dialog = ProfileDialog | ProfileCopyDialog
_AnyDialog = TypeVar("_AnyDialog", ProfileDialog, ProfileCopyDialog)


class ProfilesPage(Page):
    """A list, and what the chosen profile does; copying and changing ask in a dialog."""

    chosen = Signal(object)
    copy_wanted = Signal(object)
    open_wanted = Signal(object)
    use_wanted = Signal(object)
    """``ProfileRow``, all four."""

    def __init__(self) -> None:
        super().__init__(
            "desk_interchange",
            tr("Interchange file"),
            tr(
                "A profile says what stands in each field of the files for Sage. Those that came "
                "with the program stay as they are: copy one and change the copy."
            ),
        )
        self._may_not = ""
        self._dialog: Dialog | None = None
        self._note = Banner()
        self.model: RowModel[ProfileRow] = RowModel(
            (
                Column(tr("Profile"), _name),
                Column(tr("Used"), _used, colour=_used_colour, picture=_used_picture),
                Column(tr("Where from"), _origin, tip=_origin),
                Column(
                    tr("Worth knowing"),
                    _remark,
                    tip=_remark_tip,
                    colour=_remark_colour,
                    picture=_remark_picture,
                ),
            ),
            _name,
            self,
        )
        self._table = RowTable("profile_list", tr("Interchange profiles"), self.model)
        self._table.set_widths(190, 90, 250, 0)
        self._table.setMinimumHeight(160)
        self._table.opened.connect(self._open)
        self._table.selectionModel().selectionChanged.connect(self._choose)
        self._use = _button("profile_use", tr("&Use for new files"), self._wish_to_use)
        self._copy = _button("profile_copy_button", tr("&Copy…"), self._wish_to_copy)
        self._edit = _button("profile_edit", tr("E&dit…"), self._open)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self._use, self._copy, self._edit):
            row.addWidget(button)
        row.addStretch(1)
        self._about = QLabel()
        self._about.setProperty("tone", "section")
        self._told = QLabel()
        self._told.setObjectName("profile_told")
        self._told.setWordWrap(True)
        self._caution = Banner()
        frame, column = card()
        column.addWidget(self._about)
        column.addWidget(self._told)
        self.content.addWidget(self._note)
        self.content.addWidget(self._table)
        self.content.addLayout(row)
        self.content.addWidget(self._caution)
        self.content.addWidget(frame)
        self.content.addStretch(1)
        self._show_possible()

    def show_profiles(self, rows: Sequence[ProfileRow], may_not: str) -> None:
        """Show the list; ``may_not`` says why nothing can be changed here."""
        self.model.replace(rows)
        self._note.show_text("info", may_not)
        self._may_not = may_not
        if self.row() is None and rows:
            used = next((row.name for row in rows if row.in_force), rows[0].name)
            self.choose(used)
        self._choose()

    def choose(self, name: str) -> None:
        """Mark a profile in the list."""
        index = self.model.index_of(name)
        if index.isValid():
            self._table.selectRow(index.row())

    def row(self) -> ProfileRow | None:
        """The profile that is marked."""
        index = self._table.currentIndex()
        return self.model.row(index) if index.isValid() else None

    def show_meaning(self, name: str, check: ProfileCheck) -> None:
        """Say how files of the chosen profile differ."""
        is_base = name == "default"
        about = tr("What {name} is") if is_base else tr("How files of {name} differ from default")
        self._about.setText(about.format(name=name))
        if check.finding is not None:
            told = tr("Line {line}: {reason}").format(
                line=check.finding.line, reason=check.finding.reason
            )
        else:
            told = "\n".join(check.differences) or (
                tr("The form Sage documents; all other profiles are compared with it.")
                if is_base
                else tr("Not at all.")
            )
        self._told.setText(told)
        self._caution.show_text("warning", check.caution)

    def ask_name(self, source: str) -> ProfileCopyDialog:
        """Ask for the name of a copy."""
        return self._begin(ProfileCopyDialog(source, self))

    def open_text(self, name: str, why_not: str) -> ProfileDialog:
        """Open the text of a profile; ``why_not`` says why it cannot be changed."""
        return self._begin(ProfileDialog(name, why_not, self))

    @property
    def dialog(self) -> Dialog | None:
        """The dialog that is open."""
        return self._dialog

    def _begin(self, dialog: _AnyDialog) -> _AnyDialog:
        self._dialog = dialog
        dialog.finished.connect(self._dialog_closed)
        dialog.open()
        return dialog

    @Slot()
    def _dialog_closed(self) -> None:
        if self.sender() is self._dialog:
            self._dialog = None

    @Slot()
    def _choose(self) -> None:
        self._show_possible()
        if (row := self.row()) is not None:
            self.chosen.emit(row)

    @Slot()
    def _open(self) -> None:
        if (row := self.row()) is not None:
            self.open_wanted.emit(row)

    @Slot()
    def _wish_to_copy(self) -> None:
        if (row := self.row()) is not None:
            self.copy_wanted.emit(row)

    @Slot()
    def _wish_to_use(self) -> None:
        if (row := self.row()) is not None:
            self.use_wanted.emit(row)

    def _show_possible(self) -> None:
        row = self.row()
        nothing = "" if row else tr("Choose a profile first.")
        readable = row is None or row.is_shipped or bool(self._may_not)
        word = tr("&Look at it…") if readable else tr("E&dit…")
        self._edit.setText(word)
        self._edit.setAccessibleName(word.replace("&", "").rstrip("…"))
        _explain(self._edit, nothing)
        _explain(self._copy, nothing or self._may_not)
        used = tr("It is used already.") if row and row.in_force else ""
        _explain(self._use, nothing or self._may_not or used or (row.problem if row else ""))


def _button(name: str, text: str, act: object) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text.replace("&", "").rstrip("…"))
    button.clicked.connect(act)
    return button


def _explain(button: QPushButton, why: str) -> None:
    button.setEnabled(not why)
    button.setToolTip(why)
    button.setAccessibleDescription(why)


def _name(row: ProfileRow) -> str:
    return row.name


def _used(row: ProfileRow) -> str:
    return tr("in use") if row.in_force else ""


def _used_colour(_row: ProfileRow) -> str:
    return theme.current().in_sage[1]


def _used_picture(row: ProfileRow) -> Icon | None:
    return Icon.OK if row.in_force else None


def _remark_picture(row: ProfileRow) -> Icon | None:
    if row.problem:
        return Icon.PROBLEM
    return Icon.WARNING if row.caution else None


def _origin(row: ProfileRow) -> str:
    if row.is_shipped:
        return tr("came with the program")
    if not row.at:
        return ""
    return tr("own, version {n}, {when}, {who}").format(
        n=row.versions, when=formats.moment(row.at), who=row.who
    )


def _remark(row: ProfileRow) -> str:
    if row.problem:
        return row.problem
    return tr("unverified until tried") if row.caution else ""


def _remark_tip(row: ProfileRow) -> str:
    return row.problem or row.caution


def _remark_colour(row: ProfileRow) -> str | None:
    return theme.current().problem if row.problem else theme.current().returned[1]
