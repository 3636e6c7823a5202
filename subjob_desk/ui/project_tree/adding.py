"""Adds a sub job to a project: the form, the suggested code, the use case."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.context import Context
from subjob_desk.ui.editor.asking import Asking, sentence
from subjob_desk.ui.editor.new_sub_job import NewSubJobDialog
from subjob_desk.ui.editor.remarks import remark_on
from subjob_desk.ui.project_tree.next_code import next_code
from subjob_desk.usecases.views import Limits, ProjectRow


class Adding(QObject):
    """One form at a time; it stays open until the code is taken or it is cancelled."""

    added = Signal(object)
    """The id of the new sub job."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._window = parent
        self._asking = Asking(ctx.gateway, self)
        self._project: ProjectRow | None = None
        self._dialog: NewSubJobDialog | None = None
        self._limits = Limits()

    def start(self, project: ProjectRow) -> None:
        """Open the form for ``project``, the next free code suggested."""
        if self._dialog is not None:
            return
        self._project = project
        codes = [row.code for row in self._ctx.browsing.sub_jobs(project.key, "")]
        suggested = next_code(codes, self._limits.code)
        name = f"{project.job} {project.description}".strip()
        dialog = NewSubJobDialog(name, suggested, self._limits, self._window)
        dialog.wanted.connect(self._add)
        dialog.code_typed.connect(self._code_typed)
        dialog.description_typed.connect(self._description_typed)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        dialog.start()

    @Slot(object, object)
    def _add(self, code: str, description: str) -> None:
        project, made = self._project, [""]
        if project is None or self._dialog is None:
            return

        def verb() -> Changes:
            changes, made[0] = self._ctx.editing.new_sub_job(project.key, code, description)
            return changes

        answer = self._asking.ask(verb)
        if isinstance(answer, UserError):
            self._dialog.show_refusal(sentence(answer))
            return
        self._dialog.accept()
        self.added.emit(made[0])

    @Slot(object)
    def _code_typed(self, text: str) -> None:
        if self._dialog is not None:
            self._dialog.code.show_note(*remark_on(text, self._limits.code))

    @Slot(object)
    def _description_typed(self, text: str) -> None:
        if self._dialog is not None:
            self._dialog.description.show_note(*remark_on(text, self._limits.description))

    @Slot()
    def _closed(self) -> None:
        self._dialog = None
