"""The bar at the top: the four places with badges, the way to anything, the place's acts."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from subjob_desk.ui.actions import PLACES, Actions, ExplainedAction
from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.act_button import ActButton
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.frame.jump_field import JumpField
from subjob_desk.ui.frame.place_tabs import PlaceTabs


class TopBar(QWidget):
    """Places left, acts right; exactly one act is the primary one."""

    place_wanted = Signal(object)
    """The name of a place (``str``)."""

    def __init__(
        self,
        actions: Actions,
        words: Mapping[ExplainedAction, str],
        parent: QWidget | None = None,
    ) -> None:
        """``words`` are shorter texts for buttons than the menus have."""
        super().__init__(parent)
        self._words = words
        self.setObjectName("top_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._actions = actions
        self._buttons: dict[str, ActButton] = {}
        self.tabs = self._make_tabs()
        self.jump = self._make_jump()
        self._acts = QHBoxLayout()
        self._acts.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addWidget(self.jump, 2)
        row.addLayout(self._acts)
        self.setFixedHeight(47)
        theme.changed.connect(self._tint)
        self._tint()

    def show_place(self, name: str) -> None:
        """Underline the tab of a place."""
        self.tabs.setCurrentIndex(PLACES.index(name))

    def show_badge(self, name: str, count: int, meaning: str) -> None:
        """Put a number on a place's tab; none for 0. ``meaning`` says it in words."""
        place = PLACES.index(name)
        title = self._actions.places[place].text().replace("&", "")
        self.tabs.setTabToolTip(place, f"{title}: {meaning}" if count else title)
        self.tabs.setAccessibleTabName(place, f"{title}, {meaning}" if count else title)
        self.tabs.show_count(place, count)

    def show_acts(self, acts: Sequence[ExplainedAction], primary: ExplainedAction | None) -> None:
        """The toolbar of the place now shown: ``acts``, then the primary one if it has one."""
        for button in self._buttons.values():
            self._acts.removeWidget(button)
            button.hide()
        for action in (*acts, *([primary] if primary is not None else [])):
            name = f"{action.objectName()}{'*' if action is primary else ''}"
            button = self._buttons.get(name) or self._make_button(name, action, primary)
            self._acts.addWidget(button)
            button.show()

    def say_on(self, action: ExplainedAction, text: str) -> None:
        """Another word on the act's button: ``Send 3 to accounting``."""
        for name, button in self._buttons.items():
            if name.rstrip("*") == action.objectName():
                button.set_text(text)

    def _make_button(
        self, name: str, action: ExplainedAction, primary: ExplainedAction | None
    ) -> ActButton:
        text = self._words.get(action, "")
        button = ActButton(action, self, text=text, primary=action is primary)
        self._buttons[name] = button
        return button

    def _make_tabs(self) -> PlaceTabs:
        tabs = PlaceTabs()
        tabs.setObjectName("places")
        tabs.setAccessibleName(tr("Places"))
        for action in self._actions.places:
            tabs.addTab(action.text().replace("&", ""))
        tabs.tabBarClicked.connect(self._clicked)
        tabs.installEventFilter(self)
        return tabs

    def _make_jump(self) -> JumpField:
        # A button that looks like the field it opens: the typing happens in the jump box.
        field = JumpField()
        field.setObjectName("jump_field")
        field.setProperty("field", True)
        field.setAccessibleName(tr("Search or jump to anything"))
        field.setToolTip(tr("Projects, sub jobs and acts, typed in any order (Ctrl+K)"))
        field.setMinimumWidth(120)
        field.setMaximumWidth(300)
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        field.clicked.connect(self._actions.jump.trigger)
        return field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys on the tabs change the place, as a click does."""
        if watched is self.tabs and event.type() == QEvent.Type.KeyRelease:
            self._clicked(self.tabs.currentIndex())
        return super().eventFilter(watched, event)

    @Slot(int)
    def _clicked(self, place: int) -> None:
        if place >= 0:
            self.place_wanted.emit(PLACES[place])

    @Slot()
    def _tint(self) -> None:
        self.jump.setIcon(icons.icon(Icon.SEARCH, theme.current().muted))
