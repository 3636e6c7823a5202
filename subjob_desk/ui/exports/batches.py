"""The item model of the list of batches, and the words for kind and state.

Frozen rows as the use case gives them; acts on a batch stand in the controller.
"""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QObject

from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.views import BatchRow

WRITTEN: Final = "written"
VOID: Final = "void"
CHANGE: Final = "CHANGE"
KINDS: Final = ("ORIGINAL", CHANGE)

_CHIP: Final = {
    WRITTEN: State.EXPORTED,
    "posted": State.IN_SAGE,
    "partly-refused": State.FAILED,
    "void": State.DRAFT,
}
"""The colours of a batch's state are those of what it means for its sub jobs."""


def chip_state(batch: BatchRow) -> State:
    """The state whose colours the batch's chip has; a missing file is a failure."""
    if batch.file_missing and batch.state == WRITTEN:
        return State.FAILED
    if batch.waiting:
        return State.EXPORTED
    return _CHIP.get(batch.state, State.DRAFT)


def state_words(batch: BatchRow) -> str:
    """The state of a batch in words, those of the command line too; a missing file comes first."""
    if batch.file_missing and batch.state == WRITTEN:
        return tr("File missing")
    if batch.waiting and batch.state != WRITTEN:
        return tr("Answered in part")
    return {
        WRITTEN: tr("Waits for Sage"),
        "posted": tr("Posted in Sage"),
        "partly-refused": tr("Partly refused"),
        "void": tr("Void"),
    }.get(batch.state, batch.state)


def number_text(number: int) -> str:
    """``000124``: as in the name of the file."""
    return f"{number:06d}"


def file_name(path: str) -> str:
    """The last part of a path of this or another system."""
    return PurePath(path.replace("\\", "/")).name


def folder_of(path: str) -> str:
    """All but the last part of such a path, as it is written there."""
    return path[: len(path) - len(file_name(path))].rstrip("/\\")


def again_text(batch: BatchRow) -> str:
    """``000003``: the batches that Sage refused and of which this one carries something again."""
    return ", ".join(number_text(number) for number in batch.follows)


def again_words(batch: BatchRow) -> str:
    """``batch 3, refused by Sage``; empty if nothing goes out again."""
    if not batch.follows:
        return ""
    numbers = ", ".join(map(str, batch.follows))
    return tr("batch {numbers}, refused by Sage").format(numbers=numbers)


def totals_text(rows: Sequence[BatchRow]) -> str:
    """What became of all amounts, new estimates and changes apart; void batches are left out."""
    parts = [
        tr("{kind}: {amounts}").format(kind=kind, amounts=_amounts(of_kind))
        for kind in KINDS
        if (of_kind := [row for row in rows if row.kind == kind and row.state != VOID])
    ]
    return "   ·   ".join(parts)


def _amounts(rows: Sequence[BatchRow]) -> str:
    """``8,866,471.00 posted, 1,200.00 waits, 300.00 refused``; what there is none of is left out.

    What was refused and went out again waits or is posted with the later batch.
    """
    posted = sum(row.amount_in_sage for row in rows)
    refused = sum(row.amount_refused for row in rows)
    told = (
        (tr("{amount} posted"), posted, any(row.state != WRITTEN for row in rows)),
        (
            tr("{amount} waits"),
            sum(row.amount_waiting for row in rows),
            any(row.waiting for row in rows),
        ),
        (tr("{amount} refused"), refused, bool(refused)),
    )
    return ", ".join(
        words.format(amount=formats.money(cents)) for words, cents, is_told in told if is_told
    )


def short_hash(sha256: str) -> str:
    """The first eight digits, enough to compare by eye."""
    return sha256[:8]


class BatchModel(RowModel[BatchRow]):
    """All batches, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_columns(), lambda batch: batch.id, parent, sentence=_sentence)


def _columns() -> tuple[Column[BatchRow], ...]:
    return (
        Column(tr("Batch"), lambda batch: number_text(batch.number)),
        Column(tr("Kind"), lambda batch: batch.kind, tip=_kind_tip, colour=_kind_colour),
        Column(tr("Date"), lambda batch: formats.calendar_day(batch.date)),
        Column(
            tr("State"),
            state_words,
            state=chip_state,
        ),
        Column(tr("Sub jobs"), lambda batch: formats.number(batch.sub_jobs), align_right=True),
        Column(tr("Lines"), lambda batch: formats.number(batch.lines), align_right=True),
        Column(tr("Total"), lambda batch: formats.money(batch.amount), align_right=True),
        Column(
            tr("Written by"),
            lambda batch: batch.person,
            tip=lambda batch: formats.zone_tip(batch.at),
            colour=_muted,
        ),
        Column(
            tr("SHA-256"),
            lambda batch: short_hash(batch.sha256),
            tip=lambda batch: batch.sha256,
            colour=_muted,
        ),
        Column(tr("Again from"), again_text, tip=_again_tip),
        Column(
            tr("File"),
            lambda batch: file_name(batch.file),
            tip=lambda batch: batch.file,
            colour=_muted,
        ),
    )


def _kind_tip(batch: BatchRow) -> str:
    if batch.kind == CHANGE:
        return tr("Changes of what Sage has: imported as an approved estimate change")
    return tr("New estimates")


def _kind_colour(batch: BatchRow) -> str | None:
    """The word alone would do; a colour too tells them apart in a long list."""
    return theme.current().accent if batch.kind == CHANGE else None


def _again_tip(batch: BatchRow) -> str:
    if not batch.follows:
        return ""
    return tr("Carries again what Sage refused in batch {numbers}").format(
        numbers=", ".join(map(str, batch.follows))
    )


def _sentence(batch: BatchRow) -> str:
    return tr(
        "Batch {number}, {kind}, dated {date}, {state}, {count} sub jobs, {total}, by {who}"
    ).format(
        number=batch.number,
        kind=batch.kind,
        date=formats.calendar_day(batch.date),
        state=state_words(batch),
        count=batch.sub_jobs,
        total=formats.money(batch.amount),
        who=batch.person,
    )


def _muted(_batch: BatchRow) -> str | None:
    return theme.current().muted
