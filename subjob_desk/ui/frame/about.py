"""What Help shows: the keys of every act, and which program this is."""

from dataclasses import dataclass

from PySide6.QtWidgets import QLabel, QWidget

from subjob_desk import __version__
from subjob_desk.ui.actions import Actions
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.dialogs.framed import FramedDialog
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.table import RowTable
from subjob_desk.ui.common.words import tr


@dataclass(frozen=True)
class Key:
    """One line of the key sheet."""

    keys: str
    does: str


class KeysDialog(FramedDialog):
    """Every key and what it does."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__("keys_dialog", tr("Keys"), "", parent)
        self.model: RowModel[Key] = RowModel(
            (Column(tr("Key"), _keys), Column(tr("What it does"), _does)), _id, self
        )
        self.model.replace((*_of_actions(actions), *_of_lists()))
        table = RowTable("keys_list", tr("Keys and what they do"), self.model)
        table.set_widths(210, 0)
        self.content.addWidget(table)
        self.add_cancel(tr("Close"))
        self.resize(600, 620)


class AboutDialog(FramedDialog):
    """Name, version, and what the program is for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "about_dialog",
            tr("SubJob Desk {version}").format(version=__version__),
            tr("Carries sub jobs from an idea to an extra in Sage 300 CRE, without double entry."),
            parent,
        )
        note = QLabel(
            tr(
                "Everything is kept in one company file on this PC. Nothing is sent anywhere "
                "unless you export it."
            )
        )
        note.setWordWrap(True)
        self.content.addWidget(note)
        self.add_cancel(tr("Close"))
        self.setMinimumWidth(440)


def _of_actions(actions: Actions) -> list[Key]:
    rows = []
    for action in actions.every():
        # Return and the keypad's Enter are one key to the reader.
        shown = list(dict.fromkeys(formats.keys(key) for key in action.shortcuts()))
        if shown:
            rows.append(Key(tr(" or ").join(shown), action.text().replace("&", "").rstrip("…")))
    return rows


def _of_lists() -> tuple[Key, ...]:
    return (
        Key("F2", tr("Edit the field or cell")),
        Key("Ctrl+C   Ctrl+X   Ctrl+V", tr("Copy, cut, paste cells, also from and to Excel")),
        Key("Ctrl+D", tr("Fill the cell from the one above")),
        Key(tr("In the inbox: J   K"), tr("Next item, previous item")),
        Key(tr("In the inbox: Space"), tr("Tick the item")),
        Key(tr("In the inbox: A"), tr("Accept")),
        Key(tr("In the inbox: Shift+A"), tr("Accept all clean items")),
        Key(tr("In the inbox: R"), tr("Reject: a digit chooses the reason, Enter confirms")),
        Key(tr("In the inbox: W"), tr("Withdraw the acceptance")),
        Key(tr("In the inbox: U"), tr("Undo")),
        Key(tr("In the inbox: /"), tr("Filter")),
        Key("Esc", tr("Close without loss")),
    )


def _id(key: Key) -> str:
    return f"{key.keys} {key.does}"


def _keys(key: Key) -> str:
    return key.keys


def _does(key: Key) -> str:
    return key.does
