"""The key sheet, made from the acts themselves so that it cannot be out of date."""

from dataclasses import dataclass

from subjob_desk.ui.actions import Actions
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.words import tr


@dataclass(frozen=True)
class Key:
    """One line of the key sheet."""

    keys: str
    does: str


def key_sheet(actions: Actions) -> str:
    """All keys as Markdown tables: those of the window, and of the lists that have some."""
    parts = (
        (tr("Everywhere"), _of_actions(actions)),
        (tr("In the estimate grid"), _of_grid()),
        (tr("In the list of the inbox"), _of_inbox()),
        (tr("In the list of conflicts"), _of_conflicts()),
        (tr("In Help"), _of_help()),
    )
    return "\n".join(f"## {title}\n\n{_table(keys)}\n" for title, keys in parts)


def _table(keys: list[Key]) -> str:
    head = f"| {tr('Key')} | {tr('What it does')} |\n|---|---|\n"
    return head + "".join(f"| **{key.keys}** | {key.does} |\n" for key in keys)


def _of_actions(actions: Actions) -> list[Key]:
    rows = []
    for action in actions.every():
        # Return and the keypad's Enter are one key to the reader.
        shown = list(dict.fromkeys(formats.keys(key) for key in action.shortcuts()))
        if shown:
            rows.append(Key(tr(" or ").join(shown), _word(action.objectName(), action.text())))
    rows.append(Key("Esc", tr("Close without loss")))
    return rows


def _word(name: str, text: str) -> str:
    """Undo and Redo name what they would do now: on paper they do not."""
    plain = {"undo": tr("Undo, always by name"), "redo": tr("Redo")}.get(name, text)
    return plain.replace("&", "").rstrip("…")


def _of_grid() -> list[Key]:
    return [
        Key("F2", tr("Edit the cell; typing replaces it")),
        Key("Enter", tr("Take what is typed and go down")),
        Key("Tab", tr("Take what is typed and go right")),
        Key("F4", tr("Search the list of cost codes")),
        Key("Ctrl+C, Ctrl+X, Ctrl+V", tr("Copy, cut, paste cells, also from and to Excel")),
        Key("Ctrl+D", tr("Fill the cell from the one above")),
        Key("Delete", tr("Clear the cells")),
        Key("Ctrl+-", tr("Remove the lines")),
    ]


def _of_inbox() -> list[Key]:
    return [
        Key("J, K", tr("Next item, previous item; the arrow keys too")),
        Key("Space", tr("Tick the item")),
        Key("Ctrl+A", tr("Tick all")),
        Key("Esc", tr("Untick all")),
        Key("A", tr("Accept")),
        Key("Shift+A", tr("Accept all clean items")),
        Key("R", tr("Reject: a digit chooses the reason, Enter confirms")),
        Key("W", tr("Withdraw the acceptance")),
        Key("C", tr("What Sage refused: use the code in the field")),
        Key("T", tr("What Sage refused: try again")),
        Key("P", tr("What Sage refused: posted after all")),
        Key("U", tr("Undo")),
        Key("Ctrl+PgUp, Ctrl+PgDn", tr("Previous view, next view")),
        Key("Enter", tr("Open it in Projects")),
        Key("/", tr("Filter")),
    ]


def _of_conflicts() -> list[Key]:
    return [
        Key("1, 2, 3", tr("Settle it with the act of this number")),
        Key("Enter", tr("Open the sub job in Projects")),
    ]


def _of_help() -> list[Key]:
    return [
        Key("Ctrl+F", tr("Search all pages")),
        Key("Tab, Enter", tr("Go to the next link, follow it")),
        Key("Alt+Left, Alt+Right", tr("Back, forward")),
        Key("Ctrl+P", tr("Print with preview")),
    ]
