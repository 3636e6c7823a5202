"""The small form for a new sub job: code and description. One per use, freed when closed."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from subjob_desk.ui.common.labels import retone
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.editor.fields import FieldBox
from subjob_desk.usecases.views import Limits


class NewSubJobDialog(QDialog):
    """Asks for code and description; stays open while the code is refused."""

    wanted = Signal(object, object)
    """(code, description)"""
    code_typed = Signal(object)
    description_typed = Signal(object)

    def __init__(self, project: str, code: str, limits: Limits, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("new_sub_job")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("New sub job in {project}").format(project=project))
        self.setMinimumWidth(460)
        self.code = FieldBox("new_code", tr("&Code"), 140)
        self.description = FieldBox("new_description", tr("&Description"), 420)
        self.code.show_value("", limits.code, "", keep_typing=False)
        self.description.show_value("", limits.description, "", keep_typing=False)
        self.code.restore(code)
        self._refusal = QLabel()
        self._refusal.setObjectName("new_refusal")
        self._refusal.setWordWrap(True)
        self._refusal.hide()
        self._add = QPushButton(tr("&Add sub job"))
        self._add.setObjectName("new_add")
        self._add.setAccessibleName(tr("Add sub job"))
        self._add.setProperty("primary", True)
        self._add.setDefault(True)
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.setObjectName("new_cancel")
        self._cancel.setAccessibleName(tr("Cancel"))
        self._cancel.setAutoDefault(False)
        self._arrange(project)
        self._add.clicked.connect(self._want)
        self._cancel.clicked.connect(self.reject)
        self.code.typed.connect(self.code_typed)
        self.description.typed.connect(self.description_typed)

    def _arrange(self, project: str) -> None:
        title = QLabel(tr("New sub job"))
        title.setProperty("tone", "section")
        where = QLabel(tr("in {project}").format(project=project))
        where.setProperty("tone", "muted")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addWidget(where)
        head.addStretch(1)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        fields.addWidget(self.code, 1, top)
        fields.addWidget(self.description, 3, top)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(fields)
        column.addWidget(self._refusal)
        column.addStretch(1)
        column.addLayout(buttons)

    def start(self) -> None:
        """Open, the suggested code selected: typing replaces it, Tab keeps it."""
        self.open()
        self.code.focus()

    def show_refusal(self, text: str) -> None:
        """Say why it was not added; everything typed stays."""
        self._refusal.setText(text)
        retone(self._refusal, "tone", "problem")
        self._refusal.show()

    @Slot()
    def _want(self) -> None:
        self.wanted.emit(self.code.text(), self.description.text())
