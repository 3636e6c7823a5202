"""What a rehearsal tells: for each line of a file what Sage will do, and the budgets afterwards.

Lines and budgets are the model's own rows, told on as they are; made by ``rehearsing``.
"""

import msgspec

from subjob_desk.sage.rehearsed import BudgetRow, RehearsedLine, Verdict

__all__ = ["BudgetRow", "RehearsedFile", "RehearsedLine", "Verdict"]


class RehearsedFile(msgspec.Struct, frozen=True):
    """One file, line by line, as Sage will take it."""

    number: int
    """Of the batch; 0 if the file names none."""
    kind: str
    """ORIGINAL or CHANGE; empty if the file does not say."""
    file_name: str
    lines: tuple[RehearsedLine, ...]
    """In the order of the file; comments and blank lines have none."""
    extras: tuple[BudgetRow, ...]
    """In the order of the file."""
    refused: int
    """Lines that Sage would refuse, or that must not go out."""
    not_checked: tuple[str, ...]
    """Sentences: what is not known of Sage, and what was therefore not checked."""
    second_import: str
    """Why this file must not be imported again or at all; empty if nothing speaks against it."""

    @property
    def fits(self) -> bool:
        """Nothing speaks against importing it."""
        return not (self.refused or self.second_import)
