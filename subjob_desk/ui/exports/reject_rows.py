"""The rows a reject file is shown as before it is recorded, and their words.

What a record is was decided by the use case; here it only gets a chip and a sentence.
"""

from typing import Final

from PySide6.QtCore import QObject

from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.usecases.reject_views import RejectMove, RejectPreview, RejectRecord

GROUPS: Final = ("matched", "changed", "unknown", "unreadable")
"""As the use case names them."""

_ICONS: Final = {"changed": Icon.EDIT, "unknown": Icon.HELP}
"""Where that of the state would say something else."""

_CHIPS: Final = {
    "matched": State.ACCEPTED,
    "changed": State.RETRIEVED,
    "unknown": State.REJECTED,
    "unreadable": State.FAILED,
}


def group_word(group: str) -> str:
    """The word of a group, for its chip and its tab."""
    return {
        "matched": tr("Matched"),
        "changed": tr("Changed by hand"),
        "unknown": tr("Unknown"),
        "unreadable": tr("Unreadable"),
    }[group]


def counts(preview: RejectPreview) -> dict[str, int]:
    """How many records each group has."""
    return {
        "matched": preview.matched,
        "changed": preview.changed,
        "unknown": preview.unknown,
        "unreadable": preview.unreadable,
    }


class RecordModel(RowModel[RejectRecord]):
    """The records of the file; what is not clear comes first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(tr("Line"), _place, align_right=True),
                Column(
                    tr("Result"),
                    lambda one: group_word(one.found),
                    state=_chip,
                    icon=lambda one: _ICONS.get(one.found),
                ),
                Column(tr("Sub job"), lambda one: one.name),
                Column(tr("Because"), _says, tip=_says),
                Column(tr("Text of the record"), lambda one: one.text, tip=lambda one: one.text),
            ),
            lambda one: f"{one.line}.{one.column}.{one.found}.{one.says}",
            parent,
            sentence=_sentence,
        )

    def show_records(self, preview: RejectPreview, group: str) -> None:
        """Show one group, or all of them if ``group`` is empty."""
        chosen = [one for one in preview.records if group in ("", one.found)]
        self.replace(sorted(chosen, key=lambda one: (one.found == "matched", one.line)))


class MoveModel(RowModel[RejectMove]):
    """The sub jobs that become refused by Sage, and below them those that wait further."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(tr("Sub job"), lambda move: move.name),
                Column(
                    tr("Becomes"),
                    _becomes,
                    state=lambda move: State.FAILED if move.refused else State.EXPORTED,
                ),
                Column(tr("Lines"), _lines, tip=_lines_tip),
                Column(tr("What Sage said"), _message, tip=_message),
            ),
            lambda move: move.sub_job,
            parent,
            sentence=lambda move: (
                f"{move.name}, {_becomes(move)}, {_lines(move)}: {_message(move)}"
            ),
        )

    def show_moves(self, preview: RejectPreview) -> None:
        """Show who moves and who waits; who does both is named once."""
        moving = {move.sub_job for move in preview.moves}
        waiting = [
            RejectMove(item.sub_job, item.name, (), (), 0, "")
            for item in preview.waiting
            if item.sub_job not in moving
        ]
        self.replace([*preview.moves, *waiting])


def _place(record: RejectRecord) -> str:
    return f"{record.line}:{record.column}" if record.column else str(record.line)


def _chip(record: RejectRecord) -> State:
    return _CHIPS[record.found]


def _says(record: RejectRecord) -> str:
    said = "  ·  ".join(part for part in (record.reason, record.says) if part)
    return said or (tr("Refused by Sage, no reason given.") if record.is_line else "")


def _sentence(record: RejectRecord) -> str:
    return tr("Line {line}, {group}, {name}: {says}").format(
        line=_place(record),
        group=group_word(record.found),
        name=record.name or tr("no sub job"),
        says=_says(record) or record.text,
    )


def _becomes(move: RejectMove) -> str:
    return tr("Refused") if move.refused else tr("Waits")


def _lines(move: RejectMove) -> str:
    refused = len(move.refused)
    if not refused:
        return ""
    if refused == move.lines:
        return counted(refused, tr("its line"), tr("all {n} lines"))
    return tr("{refused} of {lines}").format(refused=refused, lines=move.lines)


def _lines_tip(move: RejectMove) -> str:
    if move.open:
        still = counted(len(move.open), tr("{n} line waits"), tr("{n} lines wait"))
        return tr("{still} until you say what Sage did with the rest.").format(still=still)
    return tr("What Sage has of it does not go out again.")


def _message(move: RejectMove) -> str:
    if not move.refused:
        return tr("Say what Sage did with it, in Exports.")
    return move.message
