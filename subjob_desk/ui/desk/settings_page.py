"""Code masks with a live preview, and the few settings a company has."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit

from subjob_desk.domain.company import Settings
from subjob_desk.ui.common.banner import Banner
from subjob_desk.ui.common.mask_field import MaskField
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.desk.page import Page, card


class SettingsPage(Page):
    """Saves as a field is left; a refusal is shown at the top."""

    changed = Signal(object, object)
    """Name of the setting (``str``) and its new value (``str`` or ``bool``)."""

    def __init__(self) -> None:
        super().__init__(
            "desk_settings",
            tr("Codes and settings"),
            tr("They hold for everybody in this company and are saved as you leave a field."),
        )
        self._settings: Settings | None = None
        self._note = Banner()
        self._masks = {
            "job_mask": MaskField("setting_job_mask", tr("Mask of job codes")),
            "extra_mask": MaskField("setting_extra_mask", tr("Mask of codes")),
            "cost_code_mask": MaskField("setting_cost_code_mask", tr("Mask of cost codes")),
        }
        self._term = QLineEdit()
        self._term.setObjectName("setting_term")
        self._term.setAccessibleName(tr("The company's word for Sage's Extra"))
        self._term.setFixedWidth(150)
        self._separation = QCheckBox(
            tr("&Nobody accepts what they sent or typed themselves (separation of duties)")
        )
        self._separation.setObjectName("setting_separation")
        self._separation.setAccessibleName(tr("Separation of duties"))
        self._upper = QCheckBox(tr("Codes are written in &upper case"))
        self._upper.setObjectName("setting_upper_case")
        self._upper.setAccessibleName(tr("Codes in upper case"))
        self.content.addWidget(self._note)
        self._lay_out_masks()
        self._lay_out_rest()
        self.content.addStretch(1)
        for field in self._masks.values():
            field.left.connect(self._mask_left)
        self._term.editingFinished.connect(self._term_left)
        self._separation.clicked.connect(self._separation_clicked)
        self._upper.clicked.connect(self._upper_clicked)

    def show_settings(self, settings: Settings, may_not: str) -> None:
        """Show what holds now; ``may_not`` says why it cannot be changed."""
        self._settings = settings
        for name, field in self._masks.items():
            field.show_mask(getattr(settings, name))
            field.setEnabled(not may_not)
        if isinstance(self._extra_codes, QLabel):
            word = tr("{extra} c&odes").format(extra=settings.term.replace("&", "&&"))
            self._extra_codes.setText(word)
        spoken = tr("Mask of {extra} codes").format(extra=settings.term)
        self._masks["extra_mask"].field.setAccessibleName(spoken)
        if not self._term.hasFocus():
            self._term.setText(settings.term)
        self._separation.setChecked(settings.separation)
        self._upper.setChecked(settings.upper_case)
        for widget in (self._term, self._separation, self._upper):
            widget.setEnabled(not may_not)
            widget.setToolTip(may_not)
            widget.setAccessibleDescription(may_not)
        self._note.show_text("info", may_not)

    def _lay_out_masks(self) -> None:
        frame, column = card()
        title = QLabel(tr("Code masks"))
        title.setProperty("tone", "section")
        column.addWidget(title)
        form = _form(
            (tr("&Job codes"), self._masks["job_mask"]),
            ("", self._masks["extra_mask"]),
            (tr("&Cost codes"), self._masks["cost_code_mask"]),
        )
        column.addLayout(form)
        self._extra_codes = form.labelForField(self._masks["extra_mask"])
        note = QLabel(
            tr(
                "# is a digit, A a letter, X either; other characters separate. Sections are full, "
                "only the first may be shorter. Empty allows any code."
            )
        )
        note.setProperty("tone", "muted")
        note.setWordWrap(True)
        column.addWidget(note)
        self.content.addWidget(frame)

    def _lay_out_rest(self) -> None:
        frame, column = card()
        title = QLabel(tr("Words and duties"))
        title.setProperty("tone", "section")
        column.addWidget(title)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._term)
        note = QLabel(
            tr("what is called an Extra in Sage as it is shipped: Option, Phase, Sub job …")
        )
        note.setProperty("tone", "muted")
        note.setWordWrap(True)
        row.addWidget(note, 1)
        form = _form()
        label = _label(tr("&Word for Extra"))
        label.setBuddy(self._term)
        form.addRow(label, row)
        column.addLayout(form)
        column.addWidget(self._separation)
        column.addWidget(self._upper)
        self.content.addWidget(frame)

    @Slot()
    def _mask_left(self) -> None:
        for name, field in self._masks.items():
            if self._settings and field.text() != getattr(self._settings, name):
                self.changed.emit(name, field.text())

    @Slot()
    def _term_left(self) -> None:
        text = self._term.text().strip()
        if self._settings and text != self._settings.term:
            self.changed.emit("term", text)

    @Slot(bool)
    def _separation_clicked(self, on: bool) -> None:
        self.changed.emit("separation", on)

    @Slot(bool)
    def _upper_clicked(self, on: bool) -> None:
        self.changed.emit("upper_case", on)


def _label(title: str) -> QLabel:
    label = QLabel(title)
    # The cards stand below each other: their fields begin at one line.
    label.setMinimumWidth(label.fontMetrics().horizontalAdvance("m" * 9))
    return label


def _form(*rows: tuple[str, MaskField]) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(8)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for title, field in rows:
        label = _label(title)
        label.setBuddy(field)
        form.addRow(label, field)
    return form
