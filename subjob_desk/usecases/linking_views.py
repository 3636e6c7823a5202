"""What a look-up of Sage's extras shows; made by ``linking``."""

import msgspec


class Candidate(msgspec.Struct, frozen=True):
    """What can be linked: an extra that Sage has, or a sub job of its project."""

    code: str
    """An extra's in Sage's spelling."""
    description: str
    held_by: str = ""
    """``JOB/CODE`` of another sub job that has it or is called so; it cannot be taken."""
