"""The window over everything else while nothing else can be done: how far it is, and Cancel."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from subjob_desk.ui.common.background import Background, Task
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.task_view import TaskView
from subjob_desk.ui.common.words import tr


class WorkingDialog(FramedDialog):
    """Open as long as one piece of work goes on; Cancel and Escape ask that to stop."""

    def __init__(
        self,
        background: Background,
        task: Task,
        sentence: str,
        doing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``doing`` stands before the count, if the title of the work does not say it."""
        super().__init__("working_dialog", task.title, sentence, parent)
        # At the start of the program it is the only window: its end must not be the program's.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setModal(True)
        cancel = self.add_button("cancel", tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.view = TaskView("working", cancel, self, doing=doing)
        self.content.addWidget(self.view.bar)
        self.content.addWidget(self.view.what)
        self.setMinimumWidth(540)
        self.view.ended.connect(self._ended)
        self.view.watch(background, task)
        self.view.show_now()

    def reject(self) -> None:
        """Cancel, Escape or the corner: the work stops first, then this closes."""
        self.view.stop()

    @Slot(object)
    def _ended(self, _task: Task) -> None:
        self.accept()
