"""The item model of the list of batches, and the words for kind and state.

Frozen rows as the use case gives them; acts on a batch stand in the controller.
"""

from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QObject

from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.row_model import Column, RowModel
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.views import BatchRow

WRITTEN: Final = "written"

_CHIP: Final = {
    WRITTEN: State.EXPORTED,
    "posted": State.IN_SAGE,
    "partly-refused": State.FAILED,
    "void": State.DRAFT,
}
"""The colours of a batch's state are those of what it means for its sub jobs."""


def chip_state(batch: BatchRow) -> State:
    """The state whose colours the batch's chip has."""
    return _CHIP.get(batch.state, State.DRAFT)


def state_words(batch: BatchRow) -> str:
    """The state of a batch in words; a missing file comes first."""
    if batch.file_missing and batch.state == WRITTEN:
        return tr("File missing")
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
        Column(tr("Kind"), lambda batch: batch.kind, tip=_kind_tip),
        Column(tr("Date"), lambda batch: formats.calendar_day(batch.date)),
        Column(
            tr("State"),
            state_words,
            state=lambda batch: (
                State.FAILED if batch.file_missing and batch.state == WRITTEN else chip_state(batch)
            ),
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
        Column(
            tr("File"),
            lambda batch: file_name(batch.file),
            tip=lambda batch: batch.file,
            colour=_muted,
        ),
    )


def _kind_tip(batch: BatchRow) -> str:
    if batch.kind == "CHANGE":
        return tr("Changes of what Sage has: imported as an approved estimate change")
    return tr("New estimates")


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
