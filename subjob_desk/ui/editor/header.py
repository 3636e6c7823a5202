"""The head of the editor: code, name, state, the one primary act, and why it came back."""

import html
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from subjob_desk.domain.lifecycle import Act, State
from subjob_desk.ui.actions import Actions
from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.act_button import ActButton
from subjob_desk.ui.common.chip import StateChip, row_long
from subjob_desk.ui.common.formats import day
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.labels import ElidedLabel, redress, retone
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.views import Step, SubJobPage

_STEPS_SHOWN: Final = 4
_ROOM_FOR_HISTORY: Final = 700


class Header(QWidget):
    """Code, name, chip; *History*, *More* and the one primary button."""

    history_wanted = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor_header")
        self._code = ElidedLabel("code")
        self._code.setObjectName("editor_code_title")
        self._name = ElidedLabel("title")
        self._name.setObjectName("editor_name_title")
        self._chip = StateChip()
        self._chip.setObjectName("editor_state")
        self._link = ElidedLabel("muted")
        self._link.setObjectName("editor_link")
        self._link.hide()
        self._history = QPushButton(tr("History"))
        self._history.setObjectName("editor_history")
        self._history.setAccessibleName(tr("Show the history"))
        self._history.clicked.connect(self._want_history)
        self._more = QPushButton(tr("More"))
        self._more.setObjectName("editor_more")
        self._more.setAccessibleName(tr("More acts on this sub job"))
        self._more.setMenu(self._menu(actions))
        self._primary = {
            Act.SEND: ActButton(actions.send, primary=True, show_key=True),
            Act.RETRIEVE: ActButton(actions.retrieve, primary=True, show_key=True),
            Act.REVISE: ActButton(actions.revise, primary=True),
            Act.REACTIVATE: ActButton(actions.reactivate, primary=True),
        }
        for act, button in self._primary.items():
            button.setObjectName(f"editor_{act.value}")
            button.hide()
        self._pass_on = QTimer(self, singleShot=True, interval=0)
        self._pass_on.timeout.connect(self._pass_keyboard_on)
        self._arrange()

    def _menu(self, actions: Actions) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("editor_more_menu")
        menu.addActions([actions.new_sub_job, actions.revise, actions.discard])
        menu.addSeparator()
        menu.addActions([actions.correct, actions.try_again, actions.post_after_all])
        menu.addSeparator()
        menu.addActions([actions.link, actions.unlink])
        menu.addSeparator()
        menu.addActions([actions.inactivate, actions.reactivate, actions.delete])
        menu.addSeparator()
        menu.addActions([actions.reset])
        return menu

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._code.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self._code)
        row.addWidget(self._name)
        row.addWidget(self._chip)
        row.addWidget(self._link)
        row.addStretch(1)
        row.addWidget(self._history)
        row.addWidget(self._more)
        for primary in self._primary.values():
            row.addWidget(primary)
        buttons: tuple[QPushButton, ...] = (self._history, self._more, *self._primary.values())
        for button in buttons:
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is scarce the tab *History* has to do."""
        super().resizeEvent(event)
        self._history.setVisible(self.width() >= _ROOM_FOR_HISTORY)

    def show_page(self, page: SubJobPage, selected: int) -> None:
        """Show the sub job's names and state; ``selected`` is how many an act would reach."""
        row = page.row
        self._code.show_text(f"{row.job}/{row.code}")
        self._name.show_text(row.description)
        words = row_long(row) if row.is_change and row.state is State.DRAFT else None
        self._chip.show_state(row.state, words, inactive=row.inactive)
        self._show_primary(primary_act(row.state, inactive=row.inactive))
        word = tr("Send") if row.state is State.DRAFT else tr("Resend")
        if selected > 1:
            word = tr("Send {n}").format(n=selected)
        self._primary[Act.SEND].set_text(word)

    def show_link(self, text: str) -> None:
        """Say to which extra of Sage's it is linked; empty for none."""
        self._link.show_text(text)
        self._link.setVisible(bool(text))

    def _show_primary(self, wanted: Act | None) -> None:
        """Show this one; the keyboard goes from the one that did its work to the next one."""
        if any(button.hasFocus() for button in self._primary.values()):
            # Which acts are possible is shown after the page: only then it can take the keyboard.
            self._pass_on.start()
        for act, button in self._primary.items():
            button.setVisible(act is wanted)

    @Slot()
    def _pass_keyboard_on(self) -> None:
        for button in self._primary.values():
            if button.isVisible() and button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _want_history(self) -> None:
        self.history_wanted.emit()


def primary_act(state: State, *, inactive: bool) -> Act | None:
    """The one act the editor offers first in this state; ``None`` where others have the turn."""
    if inactive:
        return Act.REACTIVATE
    return {
        State.DRAFT: Act.SEND,
        State.RETRIEVED: Act.SEND,
        State.REJECTED: Act.SEND,
        State.SENT: Act.RETRIEVE,
        State.IN_SAGE: Act.REVISE,
    }.get(state)


class Banner(QFrame):
    """A coloured strip with a sentence, hidden while there is nothing to say."""

    def __init__(self, name: str, kind: str, picture: Icon | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("banner", kind)
        self._picture = picture
        self._mark = QLabel()
        self._mark.setVisible(picture is not None)
        self._words = QLabel()
        self._words.setObjectName(f"{name}_words")
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        theme.changed.connect(self._tint)
        self._tint()
        self.hide()

    def show_words(self, text: str, kind: str) -> None:
        """Say ``text``; empty hides the strip."""
        retone(self, "banner", kind)
        redress(self._words)
        self._words.setText(html.escape(text).replace("\n", "<br>"))
        self.setAccessibleName(text)
        self._tint()
        self.setVisible(bool(text))

    def emphasise(self, text: str, kind: str) -> None:
        """Say why it came back, the point of it in bold."""
        self.show_words(text, kind)
        self._words.setText(_emphasised(text))

    @Slot()
    def _tint(self) -> None:
        if self._picture is not None:
            colour = theme.current().waiting[1]
            self._mark.setPixmap(icons.pixmap(self._picture, colour, 16, self.devicePixelRatioF()))


class StateLine(QWidget):
    """``Draft 12 Nov › Sent 13 Nov › Rejected 14 Nov``, the last station in bold.

    Below it how far a sending is on its way to another desk.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stations = _line("editor_state_line")
        self._stations.setTextFormat(Qt.TextFormat.RichText)
        self._sending = _line("editor_sending")
        self._sending.setTextFormat(Qt.TextFormat.PlainText)
        self._sending.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._stations)
        column.addWidget(self._sending)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show the last stations; the tooltip has them all."""
        told = [_station(step) for step in steps]
        said = [html.escape(text) for text in told]
        shown = [_unbroken(text) for text in said[-_STEPS_SHOWN:]]
        if len(said) > len(shown):
            shown.insert(0, "…")
        if shown:
            shown[-1] = f"<b>{shown[-1]}</b>"
        self._stations.setText(" › ".join(shown))
        self._stations.setToolTip("<br>".join(said))
        self._stations.setAccessibleName(tr("Stations: {steps}").format(steps=", ".join(told)))

    def show_sending(self, text: str, tip: str) -> None:
        """Say how far the sending is, and what happens next; empty where nothing is to be said."""
        self._sending.setText(text)
        self._sending.setToolTip(tip)
        self._sending.setAccessibleName(text)
        self._sending.setAccessibleDescription(tip)
        self._sending.setVisible(bool(text))


class EditorTop(QWidget):
    """Header and banners, one above the other."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = Header(actions)
        self.banner = Banner("editor_banner", "warning")
        self.locked = Banner("editor_locked", "info", Icon.LOCK)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.header, self.banner, self.locked):
            column.addWidget(widget)

    def show_page(self, page: SubJobPage, selected: int) -> None:
        """Show who it is, why it came back and why it is locked."""
        self.header.show_page(page, selected)
        kind = "problem" if page.row.state is State.FAILED else "warning"
        self.banner.emphasise(page.banner, kind)
        self.locked.show_words(locked_words(page), "info")


def locked_words(page: SubJobPage) -> str:
    """Why nothing can be edited now and what unlocks it; empty if everything can."""
    if not page.locked or page.row.inactive or not page.may_edit:
        return page.locked
    way_out = {
        State.SENT: tr("Retrieve it to change it."),
        State.IN_SAGE: tr("Choose Revise to begin a change."),
        State.FAILED: tr("Accounting does that in the Inbox, under Failed."),
    }.get(page.row.state, "")
    return f"{page.locked} {way_out}".strip()


def _line(name: str) -> QLabel:
    made = QLabel()
    made.setObjectName(name)
    made.setProperty("tone", "muted")
    made.setWordWrap(True)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def _station(step: Step) -> str:
    """``Sent 14 Nov (round 2)``: the day goes before what stands in parentheses."""
    word, parenthesis, rest = step.text.partition(" (")
    return f"{word} {day(step.at)}{parenthesis}{rest}"


def _unbroken(text: str) -> str:
    """A line ends between stations, never within one."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _emphasised(text: str) -> str:
    """``Rejected by Carl Otis, round 1: <b>Wrong code</b>``, and the note on its own line."""
    lead, colon, said = text.partition(": ")
    point, stop, rest = said.partition(". ")
    if not colon:
        return html.escape(text)
    bold = f"{html.escape(lead)}: <b>{html.escape(point)}</b>"
    return f"{bold}<br>{html.escape(rest)}" if stop else bold
