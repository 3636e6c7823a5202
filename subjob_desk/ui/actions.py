"""Every act of the window once: its word, icon, key, and, where it cannot be done, why.

What an act does is the window's and the places' business; which key means what is here.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from subjob_desk.domain.lifecycle import Act
from subjob_desk.ui.common import formats, icons, theme
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.idle_lock import CHOICES
from subjob_desk.usecases.views import Availability, UndoStep

PLACES: Final = ("projects", "inbox", "exports", "desk")
LISTS: Final = ("jobs", "extras", "cost-codes", "categories")
"""The kinds of lists that come from Sage, as the use case names them."""


class ExplainedAction(QAction):
    """An act that knows why it cannot be done, and says so when its key is pressed."""

    told_why = Signal(object)
    """The reason (``str``): its key was pressed while it was not possible."""

    def __init__(self, name: str, text: str, which: Icon | None, keys: str, owner: QWidget) -> None:
        super().__init__(text, owner)
        self.setObjectName(name)
        self._which = which
        self._reason = ""
        self.setShortcuts([QKeySequence(key) for key in keys.split()])
        # A disabled act gives up its keys; this one listens in its place and tells the reason.
        self._instead = [QShortcut(QKeySequence(key), owner) for key in keys.split()]
        for shortcut in self._instead:
            shortcut.setEnabled(False)
            shortcut.activated.connect(self._tell)
        self.tint()
        self._describe()

    @property
    def reason(self) -> str:
        """Why it cannot be done now; empty if it can."""
        return self._reason

    @property
    def which(self) -> Icon | None:
        """Its icon, for buttons that need it in another colour."""
        return self._which

    def explain(self, reason: str) -> None:
        """Possible if ``reason`` is empty; else not, and this is why."""
        if reason == self._reason and self.isEnabled() == (not reason):
            return
        self._reason = reason
        self.setEnabled(not reason)
        for shortcut in self._instead:
            shortcut.setEnabled(bool(reason))
        self._describe()

    def rename(self, text: str) -> None:
        """Another word for the act: ``Undo Accept 24-131/003``."""
        if text != self.text():
            self.setText(text)
            self._describe()

    @Slot()
    def tint(self) -> None:
        """Draw the icon in the theme's colours."""
        if self._which is not None:
            self.setIcon(icons.icon(self._which))

    def _describe(self) -> None:
        word = self.text().replace("&", "").rstrip("…")
        keys = formats.keys(self.shortcut())
        named = f"{word} ({keys})" if keys else word
        self.setToolTip(f"{named}\n{self._reason}" if self._reason else named)
        self.setStatusTip(self._reason)

    @Slot()
    def _tell(self) -> None:
        self.told_why.emit(self._reason)


class Actions(QObject):
    """All acts as attributes; created once for each window, with the window as ``owner``."""

    told_why = Signal(object)
    """The reason (``str``): the key of an act was pressed that cannot be done now."""
    chosen = Signal(QAction)
    """An act on sub jobs or batches was triggered."""
    place_chosen = Signal(QAction)
    theme_chosen = Signal(QAction)
    lock_time_chosen = Signal(QAction)
    company_chosen = Signal(object)
    """``new``, ``open`` or ``sample``."""
    list_chosen = Signal(object)
    """The kind of sheet to import: ``sub-jobs`` or one of ``LISTS``."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._all: list[ExplainedAction] = []
        self._available: dict[Act, Availability] = {}
        self._make_file()
        self._make_edit()
        self._make_sub_job()
        self._make_accounting()
        self._make_view()
        self._make_help()
        self.by_act: Mapping[Act, ExplainedAction] = self._by_act()
        self._group(self.by_act.values()).triggered.connect(self.chosen)
        self._group(self.places).triggered.connect(self.place_chosen)
        self._group(self.themes, exclusive=True).triggered.connect(self.theme_chosen)
        self._group(self.lock_times, exclusive=True).triggered.connect(self.lock_time_chosen)
        self._group((self.new_company, self.open_company, self.sample)).triggered.connect(
            self._company_chosen
        )
        self._group((self.import_sheet, *self.import_lists)).triggered.connect(self._list_chosen)
        theme.changed.connect(self._tint)

    def every(self) -> Sequence[ExplainedAction]:
        """All acts in the order of the menus."""
        return tuple(self._all)

    def act_of(self, action: QAction) -> Act | None:
        """The act on sub jobs an action stands for; ``None`` for others."""
        return next((act for act, each in self.by_act.items() if each is action), None)

    def show_availability(self, available: Mapping[Act, Availability]) -> None:
        """Enable what is possible on the selection; the rest says why it is not."""
        self._available = dict(available)
        for act, action in self.by_act.items():
            known = available.get(act)
            if known is None:
                action.explain(tr("Select a sub job first."))
            else:
                action.explain("" if known.ids else known.reason or tr("Not possible here."))

    def available(self, act: Act) -> tuple[str, ...]:
        """The selected sub jobs on which ``act`` is possible."""
        known = self._available.get(act)
        return known.ids if known else ()

    def show_undo(self, undo: UndoStep | None, redo: UndoStep | None) -> None:
        """Name what Undo and Redo would do."""
        self.undo.rename(tr("&Undo {what}").format(what=undo.text) if undo else tr("&Undo"))
        self.undo.explain("" if undo else tr("You have done nothing here that can be undone."))
        self.redo.rename(tr("&Redo {what}").format(what=redo.text) if redo else tr("&Redo"))
        self.redo.explain("" if redo else tr("Nothing was undone that could be done again."))

    def show_term(self, term: str) -> None:
        """Call the acts after ``term``, the company's word for Sage's *Extra*."""
        word = term.replace("&", "&&")
        self.import_lists[LISTS.index("extras")].rename(
            tr("&{extra}s already in Sage…").format(extra=word)
        )
        self.link.rename(tr("&Link to Sage's {extra}…").format(extra=word))
        self.unlink.rename(tr("Take the lin&k to Sage's {extra} away").format(extra=word))
        self.reset.rename(tr("Reset: the {extra} was deleted in Sage…").format(extra=word))
        self.correct.rename(tr("&Correct the {extra} code…").format(extra=word))

    def show_shared(self, *, is_shared: bool) -> None:
        """Where other desks take part, F5 exchanges with them, and packets make sense."""
        self.refresh.rename(tr("&Refresh and synchronise") if is_shared else tr("&Refresh"))
        alone = tr("This company is on this PC only. Share it under Desk > Exchange.")
        self.write_packet.explain("" if is_shared else alone)
        self.read_packet.explain("" if is_shared else alone)

    def show_theme(self, mode: str) -> None:
        """Tick the appearance in use."""
        for action in self.themes:
            action.setChecked(action.data() == mode)

    def show_lock_time(self, minutes: int) -> None:
        """Tick how long nobody works before the window locks."""
        for action in self.lock_times:
            action.setChecked(action.data() == minutes)

    def _make_file(self) -> None:
        make = self._make
        self.new_company = make("new_company", tr("New company…"), Icon.COMPANY)
        self.open_company = make("open_company", tr("&Open company…"), Icon.OPEN, "Ctrl+O")
        self.sample = make("sample", tr("Try the &sample company"), Icon.SAMPLE)
        self.import_sheet = make("import_sheet", tr("&Import sub jobs…"), Icon.IMPORT, "Ctrl+I")
        words = (
            tr("&Projects (jobs)…"),
            tr("&Extras already in Sage…"),
            tr("Standard &cost codes…"),
            tr("Standard c&ategories…"),
        )
        self.import_lists = tuple(
            make(f"import_{kind}", word, Icon.LISTS)
            for kind, word in zip(LISTS, words, strict=True)
        )
        for action, kind in zip(self.import_lists, LISTS, strict=True):
            action.setData(kind)
        self.write_packet = make("write_packet", tr("&Write a packet…"), Icon.EXPORT)
        self.read_packet = make("read_packet", tr("Rea&d a packet…"), Icon.IMPORT)
        self.person = make("person", tr("Act as another &person…"), Icon.PERSON, "Ctrl+Shift+P")
        self.lock = make("lock", tr("Lock &now"), Icon.LOCK, "Ctrl+L")
        self.lock_times = tuple(
            make(f"lock_after_{minutes}", self._lock_word(minutes)) for minutes in CHOICES
        )
        for action, minutes in zip(self.lock_times, CHOICES, strict=True):
            action.setCheckable(True)
            action.setData(minutes)
        self.quit = make("quit", tr("&Quit"), Icon.QUIT, "Ctrl+Q")

    def _make_edit(self) -> None:
        make = self._make
        self.undo = make("undo", tr("&Undo"), Icon.UNDO, "Ctrl+Z")
        self.redo = make("redo", tr("&Redo"), Icon.REDO, "Ctrl+Y Ctrl+Shift+Z")
        self.find = make("find", tr("&Find in this list"), Icon.FILTER, "Ctrl+F F3")
        self.lookup = make("lookup", tr("&Look up a cost code"), Icon.LISTS, "F4")
        self.jump = make("jump", tr("Search or &jump to anything…"), Icon.SEARCH, "Ctrl+K")

    def _make_sub_job(self) -> None:
        make = self._make
        self.new_sub_job = make("new_sub_job", tr("&New sub job"), Icon.NEW, "Ctrl+N")
        self.add_project = make("add_project", tr("Add a &project not in Sage yet…"), Icon.PROJECTS)
        self.send = make("send", tr("&Send to accounting"), Icon.SEND, "Ctrl+Enter Ctrl+Return")
        self.retrieve = make(
            "retrieve", tr("Re&trieve"), Icon.RETRIEVE, "Ctrl+Shift+Enter Ctrl+Shift+Return"
        )
        self.revise = make("revise", tr("&Revise (begin a change)"), Icon.REVISE, "Ctrl+R")
        self.discard = make("discard", tr("Dis&card the change"), Icon.DISCARD, "Ctrl+Shift+D")
        self.link = make("link", tr("&Link to Sage's Extra…"), Icon.LINK)
        self.unlink = make("unlink", tr("Take the lin&k to Sage's Extra away"))
        self.inactivate = make("inactivate", tr("Set &inactive"), Icon.INACTIVATE)
        self.reactivate = make("reactivate", tr("Set &active again"), Icon.REACTIVATE)
        self.delete = make("delete", tr("&Delete draft"), Icon.DELETE, "Ctrl+Del")
        self.reset = make("reset", tr("Reset: the Extra was deleted in Sage…"), Icon.VOID)

    def _make_accounting(self) -> None:
        make = self._make
        self.accept = make("accept", tr("&Accept"), Icon.ACCEPT, "Ctrl+Shift+A")
        self.reject = make("reject", tr("&Reject…"), Icon.REJECT, "Ctrl+Shift+R")
        self.withdraw = make("withdraw", tr("&Withdraw acceptance…"), Icon.WITHDRAW)
        self.export = make("export", tr("&Export accepted…"), Icon.EXPORT, "Ctrl+E")
        self.post = make("post", tr("Sage &posted the batch…"), Icon.OK)
        self.refuse = make("refuse", tr("Sage re&fused sub jobs…"), Icon.PROBLEM)
        self.reject_file = make(
            "reject_file", tr("Open Sa&ge's reject file…"), Icon.ANSWER, "Ctrl+Shift+J"
        )
        self.void = make("void", tr("&Void the batch…"), Icon.VOID)
        self.print_sheet = make(
            "print_sheet", tr("Print the control s&heet…"), Icon.PRINT, "Ctrl+P"
        )
        self.coverage = make("coverage", tr("Coverage: what &is in which batch…"), Icon.SHIELD)
        self.correct = make("correct", tr("&Correct the Extra code…"), Icon.EDIT, "Ctrl+Shift+X")
        self.try_again = make("try_again", tr("&Try again unchanged"), Icon.REFRESH, "Ctrl+Shift+T")
        self.post_after_all = make(
            "post_after_all", tr("P&osted after all…"), Icon.ANSWER, "Ctrl+Shift+O"
        )

    def _make_view(self) -> None:
        make = self._make
        titles = (tr("&Projects"), tr("&Inbox"), tr("&Exports"), tr("&Desk"))
        pictures = (Icon.PROJECTS, Icon.INBOX, Icon.EXPORTS, Icon.DESK)
        self.places = tuple(
            make(f"place_{name}", title, picture, f"Ctrl+{number}")
            for number, (name, title, picture) in enumerate(
                zip(PLACES, titles, pictures, strict=True), start=1
            )
        )
        self.refresh = make("refresh", tr("&Refresh"), Icon.REFRESH, "F5")
        self.next_pane = make("next_pane", tr("Next pa&ne"), None, "F6")
        self.themes = tuple(
            make(f"theme_{mode}", word, None)
            for mode, word in zip(
                theme.MODES, (tr("As the &system"), tr("&Light"), tr("&Dark")), strict=True
            )
        )
        for action, mode in zip(self.themes, theme.MODES, strict=True):
            action.setCheckable(True)
            action.setData(mode)

    def _make_help(self) -> None:
        self.help = self._make("help", tr("&Help for this place"), Icon.HELP, "F1")
        self.first_minutes = self._make("first_minutes", tr("The &first five minutes"), Icon.HELP)
        self.keys = self._make("keys", tr("&Key sheet"), Icon.HELP)
        self.about = self._make("about", tr("&About SubJob Desk…"), Icon.INFO)

    def _make(
        self, name: str, text: str, which: Icon | None = None, keys: str = ""
    ) -> ExplainedAction:
        action = ExplainedAction(name, text, which, keys, self._owner)
        action.told_why.connect(self.told_why)
        self._owner.addAction(action)
        self._all.append(action)
        return action

    def _group(self, actions: Iterable[QAction], *, exclusive: bool = False) -> QActionGroup:
        group = QActionGroup(self)
        if not exclusive:
            group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        for action in actions:
            group.addAction(action)
        return group

    def _by_act(self) -> dict[Act, ExplainedAction]:
        return {
            Act.DELETE: self.delete,
            Act.SEND: self.send,
            Act.RETRIEVE: self.retrieve,
            Act.ACCEPT: self.accept,
            Act.REJECT: self.reject,
            Act.WITHDRAW: self.withdraw,
            Act.EXPORT: self.export,
            Act.VOID: self.void,
            Act.POST: self.post,
            Act.REFUSE: self.refuse,
            Act.CORRECT: self.correct,
            Act.TRY_AGAIN: self.try_again,
            Act.POST_AFTER_ALL: self.post_after_all,
            Act.REVISE: self.revise,
            Act.DISCARD: self.discard,
            Act.RESET: self.reset,
            Act.LINK: self.link,
            Act.UNLINK: self.unlink,
            Act.INACTIVATE: self.inactivate,
            Act.REACTIVATE: self.reactivate,
        }

    @Slot(QAction)
    def _company_chosen(self, action: QAction) -> None:
        self.company_chosen.emit(action.objectName().removesuffix("_company"))

    @Slot(QAction)
    def _list_chosen(self, action: QAction) -> None:
        self.list_chosen.emit(action.data() or "sub-jobs")

    def _lock_word(self, minutes: int) -> str:
        if not minutes:
            return tr("Ne&ver by itself")
        return tr("After &{minutes} minutes").format(minutes=minutes)

    @Slot()
    def _tint(self) -> None:
        for action in self._all:
            action.tint()
