"""The menu with all people, out of which one is chosen to act."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.views import PersonRow


class PersonMenu(QMenu):
    """Opens once, deletes itself."""

    chosen = Signal(object)
    """Person id (``str``)."""

    def __init__(self, people: Sequence[PersonRow], acting: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("person_menu")
        self.setAccessibleName(tr("Who acts?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(self)
        for person in people:
            action = self.addAction(_with_access_key(person.shown))
            action.setObjectName(f"person_{person.id}")
            action.setData(person.id)
            action.setCheckable(True)
            action.setChecked(person.id == acting)
            group.addAction(action)
            if person.id == acting:
                self.setActiveAction(action)
        self.triggered.connect(self._choose)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self.chosen.emit(action.data())


def _with_access_key(name: str) -> str:
    """The first letter chooses; of several with the same one it goes from one to the next."""
    return "&" + name.replace("&", "&&")
