"""What the main window asks of each of the four places."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.lifecycle import Act


class Place(QWidget):
    """One of the four places. Subclasses override every method; the window calls nothing else."""

    selection_changed = Signal()
    """Other sub jobs are selected: the window asks anew which acts are possible."""

    open_wanted = Signal(object)
    """Id of a sub job (``str``) to be shown in the projects place."""

    title: str = ""
    """The word on the place's tab."""

    def focus_first(self) -> None:
        """Put the keyboard where work begins, the list of the place."""
        self.setFocus()

    def refresh(self, changes: Changes | None) -> None:
        """Show anew what ``changes`` concerns; ``None`` means everything."""

    def selected_ids(self) -> tuple[str, ...]:
        """Ids of the sub jobs an act would apply to; empty for none."""
        return ()

    def do(self, act: Act) -> None:
        """Do ``act`` to the selection, asking for a reason where one is needed.

        The window calls it only for acts it has shown as possible. ``EXPORT`` always goes to the
        exports place, which opens its dialog over whatever place is shown.
        """

    def show_item(self, sub_id: str) -> None:
        """Select this sub job, as the jump box or another place asks."""

    def show_project(self, job_key: str) -> None:
        """Select this project (the projects place)."""

    def show_view(self, view: str) -> None:
        """Show one of the inbox views by its id, ``waiting`` or ``came-back`` (the inbox)."""

    def new_sub_job(self) -> None:
        """Begin a sub job in the current project (the projects place)."""

    def unsaved(self) -> str:
        """What was typed here and could not be saved, for the status line; empty if nothing."""
        return ""

    def point_out(self, *, any_problem: bool = False) -> None:
        """An act was refused: put the keyboard where that can be mended, if it is here.

        ``any_problem``: where nothing else holds it up, at the first problem that does.
        """

    def focus_filter(self) -> None:
        """Put the keyboard into the place's filter."""

    def look_up(self) -> None:
        """Open the look-up of the field that has the keyboard, if it has one."""

    def next_pane(self) -> None:
        """Put the keyboard into the place's next pane (F6)."""
        self.focusNextChild()
