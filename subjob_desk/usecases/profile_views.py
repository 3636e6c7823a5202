"""The rows that screens and commands show of interchange profiles.

Values only; what fills them is ``profiles``.
"""

import msgspec

from subjob_desk.usecases.file_lines import FileLines


class ProfileRow(msgspec.Struct, frozen=True):
    """One profile in the list."""

    name: str
    is_shipped: bool
    """It came with the program and cannot be changed."""
    in_force: bool
    caution: str
    """Why its files are to be tried first; empty if they were."""
    problem: str
    """Why nothing can be written by it; empty if all is well."""
    versions: int
    """How often it was saved; 1 for a shipped one."""
    at: str = ""
    """When its newest version was saved, and by whom; empty for a shipped one."""
    who: str = ""


class ProfileFinding(msgspec.Struct, frozen=True):
    """What is wrong with the text of a profile. ``line`` and ``column`` count from 1."""

    line: int
    column: int
    reason: str


class ProfileCheck(msgspec.Struct, frozen=True):
    """What a text of a profile means."""

    finding: ProfileFinding | None
    sample: str = ""
    """A made-up file as it would be written; empty if there is a finding or it does not fit."""
    misfit: str = ""
    """Why the sample cannot be written by it."""
    differences: tuple[str, ...] = ()
    """To the shipped default, in words."""
    caution: str = ""
    lines: FileLines | None = None
    """What stands where in the lines of the sample."""
