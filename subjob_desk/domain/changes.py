"""What a use case has changed, so that every screen can ask: does it concern me?"""

import msgspec


class Stayed(msgspec.Struct, frozen=True):
    """One thing a bulk act left alone, with the reason."""

    sub_id: str
    name: str
    message: str
    remedy: str


class Changes(msgspec.Struct, frozen=True):
    """The outcome of one verb: what was touched, what stayed, and a sentence about it."""

    sub_jobs: frozenset[str] = frozenset()
    """Ids of the sub jobs the act changed."""
    jobs: frozenset[str] = frozenset()
    """Stripped codes of the projects whose rows or counts changed."""
    batches: frozenset[str] = frozenset()
    company: bool = False
    """People, settings or lists changed."""
    stayed: tuple[Stayed, ...] = ()
    said: str = ""
    """What happened, for the bar at the bottom: ``Sent 12 sub jobs to accounting.``"""

    @property
    def is_empty(self) -> bool:
        """Nothing was changed."""
        return not (self.sub_jobs or self.jobs or self.batches or self.company)
