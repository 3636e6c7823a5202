"""What a reject file means for its batch, as screens and commands show it before it is recorded."""

import msgspec

from subjob_desk.usecases.views import SubJobRow


class RejectRecord(msgspec.Struct, frozen=True):
    """One record of the reject file."""

    line: int
    """Counted from 1, as is ``column``; that is 0 unless it cannot be read."""
    column: int
    text: str
    found: str
    """matched, changed (by hand), unknown or unreadable."""
    says: str
    """Why it is not matched, or what it is."""
    reason: str
    """Sage's reason, if a comment beside it looks like one."""
    sub_job: str
    """Id of the sub job it belongs to; empty for none."""
    name: str
    """``JOB/CODE`` of that sub job."""
    is_line: bool
    """It stands for a line of the batch; else it is a parent or was not found."""


class RejectItem(msgspec.Struct, frozen=True):
    """A sub job of the batch. ``name`` is ``JOB/CODE``."""

    sub_job: str
    name: str


class WaitingRow(SubJobRow, frozen=True, kw_only=True):
    """A sub job of which lines wait for Sage's answer; its amount is that of these lines."""

    waiting_lines: int
    refused_lines: int = 0
    """Lines of it that Sage refused."""


class RejectMove(msgspec.Struct, frozen=True):
    """A sub job that becomes *refused by Sage*, line by line."""

    sub_job: str
    name: str
    refused: tuple[int, ...]
    """Positions of its lines in the batch that Sage refused."""
    open: tuple[int, ...]
    """Positions of which the file does not tell."""
    lines: int
    """How many lines it has in the batch."""
    message: str


class RejectPreview(msgspec.Struct, frozen=True):
    """What recording a reject file would do. Nothing has happened yet."""

    batch: str
    number: int
    kind: str
    file: str
    """Name of the reject file."""
    records: tuple[RejectRecord, ...]
    """In the order of the file; of much noise only the beginning."""
    matched: int
    """Records, parents included."""
    changed: int
    unknown: int
    unreadable: int
    lines: int
    """Lines of the batch that the file names."""
    moves: tuple[RejectMove, ...]
    posted: tuple[RejectItem, ...]
    """What becomes *in Sage* as a whole; empty unless every record is matched."""
    waiting: tuple[RejectItem, ...]
    """What waits further; those with open lines among them."""
    notes: tuple[str, ...]
    """About the file as a whole."""
    standing: str
    """What was recorded of the batch when this was made: another standing refuses it."""

    @property
    def is_whole(self) -> bool:
        """Every record found its line, so that all others are posted."""
        return not (self.changed or self.unknown or self.unreadable)

    @property
    def in_part(self) -> int:
        """How many of those refused wait with their other lines: they are in ``waiting`` too."""
        return sum(1 for move in self.moves if move.open)

    @property
    def unlisted(self) -> int:
        """Records that are counted only."""
        return self.matched + self.changed + self.unknown + self.unreadable - len(self.records)
