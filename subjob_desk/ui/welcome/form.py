"""The form for a new company: a name, a short code, the administrator, masks, the file."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.errors import UserError
from subjob_desk.settings import COMPANY_SUFFIX
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.mask_field import MaskField
from subjob_desk.ui.common.words import tr


@dataclass(frozen=True)
class NewCompany:
    """What was filled in."""

    path: Path
    name: str
    code: str
    admin: str
    masks: tuple[tuple[str, str], ...]
    """Setting name and mask, only those that were typed."""


class NewCompanyForm(QWidget):
    """Shows a refusal above its buttons; nothing that was typed is lost by it."""

    wanted = Signal(object)
    """``NewCompany``."""
    left = Signal()
    """Back, without a company."""

    def __init__(self, folder: Path, admin: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("new_company")
        self._folder = folder
        self._path: Path | None = None
        self._name = _field("new_name", tr("Company name"), tr("Riverside Builders"))
        self._code = _field("new_code", tr("Short code"), "RB")
        self._code.setFixedWidth(150)
        self._code.setMaxLength(6)
        self._admin = _field("new_admin", tr("Your name"), tr("First administrator"))
        self._admin.setText(admin)
        self._masks = {
            "job_mask": MaskField("new_job_mask", tr("Mask of job codes")),
            "extra_mask": MaskField("new_extra_mask", tr("Mask of extra codes")),
            "cost_code_mask": MaskField("new_cost_code_mask", tr("Mask of cost codes")),
        }
        self._where = QLabel()
        self._where.setProperty("tone", "muted")
        self._where.setWordWrap(True)
        self._banner = Banner()
        self._lay_out()
        self._name.textEdited.connect(self._show_path)
        self._show_path()

    def focus_first(self) -> None:
        """Begin with the name."""
        self._banner.clear()
        self._name.setFocus()

    def show_refusal(self, error: UserError) -> None:
        """Say why the company could not be written."""
        self._banner.show_problem(error)

    def refusal(self) -> str:
        """The refusal being shown; empty for none."""
        return self._banner.text()

    @Slot(str)
    def choose_path(self, path: str) -> None:
        """The file the company is to lie in."""
        self._path = Path(path)
        self._show_path()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        heading = QLabel(tr("New company"))
        heading.setProperty("tone", "title")
        column.addWidget(heading)
        card = QFrame()
        card.setProperty("card", True)
        form = QFormLayout(card)
        form.setContentsMargins(20, 16, 20, 16)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Company &name"), self._name)
        form.addRow(tr("&Short code"), self._beside_code())
        form.addRow(tr("&Your name"), self._admin)
        titles = (tr("&Job codes"), tr("&Extra codes"), tr("&Cost codes"))
        for title, field in zip(titles, self._masks.values(), strict=True):
            form.addRow(title, field)
        note = QLabel(tr("# is a digit, A a letter, X either. Masks can be set later, too."))
        note.setProperty("tone", "muted")
        form.addRow("", note)
        form.addRow(tr("File"), self._beside_path())
        column.addWidget(card)
        column.addWidget(self._banner)
        column.addLayout(self._buttons())
        column.addStretch(1)

    def _beside_code(self) -> QWidget:
        row, line = _row()
        line.addWidget(self._code)
        note = QLabel(tr("stands in the names of export files"))
        note.setProperty("tone", "muted")
        line.addWidget(note, 1)
        row.setFocusProxy(self._code)
        return row

    def _beside_path(self) -> QWidget:
        row, line = _row()
        line.addWidget(self._where, 1)
        change = QPushButton(tr("Change…"))
        change.setObjectName("new_change_path")
        change.setAccessibleName(tr("Change the file"))
        change.clicked.connect(self._ask_path)
        line.addWidget(change)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        back = QPushButton(tr("&Back"))
        back.setObjectName("new_back")
        back.setAccessibleName(tr("Back"))
        back.clicked.connect(self.left)
        create = QPushButton(tr("Create company"))
        create.setObjectName("new_create")
        create.setAccessibleName(tr("Create company"))
        create.setProperty("primary", True)
        create.setDefault(True)
        create.clicked.connect(self._create)
        for field in (self._name, self._code, self._admin):
            field.returnPressed.connect(create.click)
        row.addWidget(back)
        row.addWidget(create)
        return row

    def _chosen_path(self) -> Path:
        if self._path is not None:
            return self._path
        kept = "".join(c for c in self._name.text().strip() if c.isalnum() or c in " -_").strip()
        return self._folder / f"{kept or tr('Company')}{COMPANY_SUFFIX}"

    @Slot()
    def _show_path(self) -> None:
        self._where.setText(str(self._chosen_path()))

    @Slot()
    def _ask_path(self) -> None:
        chooser = QFileDialog(self, tr("Where shall the company lie?"))
        chooser.setObjectName("new_path_dialog")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(COMPANY_SUFFIX.lstrip("."))
        chooser.selectFile(str(self._chosen_path()))
        chooser.fileSelected.connect(self.choose_path)
        chooser.open()

    @Slot()
    def _create(self) -> None:
        for field in self._masks.values():
            if field.problem():
                self._banner.show_text("problem", field.problem())
                field.setFocus()
                return
        masks = tuple((name, f.text()) for name, f in self._masks.items() if f.text())
        self.wanted.emit(
            NewCompany(
                self._chosen_path(),
                self._name.text().strip(),
                self._code.text().strip(),
                self._admin.text().strip(),
                masks,
            )
        )


def _field(name: str, spoken: str, example: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(spoken)
    field.setPlaceholderText(example)
    return field


def _row() -> tuple[QWidget, QHBoxLayout]:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    return row, line
