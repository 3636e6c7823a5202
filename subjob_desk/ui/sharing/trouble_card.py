"""The card for a company file that was copied or set back: what happened, and the two ways on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from subjob_desk.ui.actions import Actions
from subjob_desk.ui.common.act_button import ActButton
from subjob_desk.ui.common.labels import retone
from subjob_desk.ui.common.words import tr
from subjob_desk.ui.sharing import phrases
from subjob_desk.usecases.sharing_views import ExchangeStatus


class TroubleCard(QFrame):
    """Hidden while the company file is this desk's own and newest one."""

    new_desk_wanted = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("trouble_card")
        self.setProperty("card", True)
        self._title, self._said, self._ways = QLabel(), QLabel(), QLabel()
        self._title.setObjectName("trouble_title")
        self._title.setProperty("tone", "section")
        self._said.setObjectName("trouble_said")
        self._ways.setObjectName("trouble_ways")
        self._ways.setProperty("tone", "muted")
        for label in (self._title, self._said, self._ways):
            label.setWordWrap(True)
        self._fetch = ActButton(
            actions.refresh, text=tr("Fetch the missing entries"), primary=True, show_key=True
        )
        self._fetch.setObjectName("trouble_fetch")
        self._anew = QPushButton(tr("&Go on as a new desk…"))
        self._anew.setObjectName("trouble_new_desk")
        self._anew.setAccessibleName(tr("Go on as a new desk"))
        self._anew.clicked.connect(self.new_desk_wanted)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self._fetch)
        acts.addWidget(self._anew)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for label in (self._title, self._said, self._ways):
            column.addWidget(label)
        column.addSpacing(4)
        column.addLayout(acts)
        self.hide()

    def show_status(self, status: ExchangeStatus) -> None:
        """Say what is the matter, if the file is a copy or an older one."""
        is_odd = phrases.is_not_its_own(status)
        self.setVisible(is_odd)
        if not is_odd:
            return
        self._title.setText(
            tr("This desk goes on at another PC")
            if status.is_succeeded
            else tr("This company file is a copy")
            if status.is_copied
            else tr("This company file is older than what this desk has done")
        )
        self._said.setText(f"{status.problem} {status.remedy}".strip())
        self._ways.setText(self._words(status))
        self._fetch.setVisible(status.is_older)
        retone(self._anew, "primary", "" if status.is_older else "true")
        why = (
            tr(
                "The registrar's desk cannot become another one: fetch its entries back, or "
                "recover it with the recovery sheet."
            )
            if _is_recovered_only(status)
            else ""
        )
        self._anew.setEnabled(not why)
        self._anew.setToolTip(why)
        self._anew.setAccessibleDescription(why)

    @staticmethod
    def _words(status: ExchangeStatus) -> str:
        look = tr("Until then you can look at everything, and nothing is recorded here.")
        if _is_recovered_only(status):
            return look
        if status.is_older:
            return look + " " + tr(
                "If no other desk has the missing entries any more, go on as a new desk: what is "
                "here stays, and the registrar lets it in anew."
            )  # fmt: skip
        return look + " " + tr(
            "As a new desk everything that is here stays; the registrar lets it in anew."
        )  # fmt: skip

    def take_keyboard(self) -> None:
        """Put the keyboard on the first way on."""
        for button in (self._fetch, self._anew):
            if button.isVisibleTo(self) and button.isEnabled():
                button.setFocus()
                return


def _is_recovered_only(status: ExchangeStatus) -> bool:
    """The registrar's desk goes on with its recovery sheet, never as a new desk."""
    return status.is_registrar and not status.is_succeeded
