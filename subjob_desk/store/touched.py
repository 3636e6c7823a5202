"""What a run of the projector changed, for whoever shows it."""

import msgspec


class Touched(msgspec.Struct):
    """Ids of sub jobs and batches, stripped codes of projects."""

    sub_jobs: set[str] = msgspec.field(default_factory=set)
    jobs: set[str] = msgspec.field(default_factory=set)
    batches: set[str] = msgspec.field(default_factory=set)
    company: bool = False
    refused: dict[str, str] = msgspec.field(default_factory=dict)
    """Reason by id of an operation that has no effect."""
    forked: set[str] = msgspec.field(default_factory=set)
    """Desks of which a second entry with one number was found."""
    held: int = 0
    """How many entries were looked at and wait for their past."""

    def take_in(self, other: "Touched") -> None:
        """Add what a further run changed."""
        self.sub_jobs |= other.sub_jobs
        self.jobs |= other.jobs
        self.batches |= other.batches
        self.company |= other.company
        self.refused |= other.refused
        self.forked |= other.forked
        self.held += other.held
