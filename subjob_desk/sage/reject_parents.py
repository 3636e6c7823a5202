"""The jobs and extras that stand above the lines of a reject file, and whether they are in order.

An editor that sorts lines leaves every parent in the file, but no longer above its own lines. Then
none is trusted: a line is looked for by what it says itself.
"""

from subjob_desk.sage.reject_index import Index

Pair = tuple[str, str]
"""Stripped job and extra."""


class Parents:
    """Hears the records in the order of the file; codes are stripped."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._job = ""
        self._extra = ""
        """What stands above; empty where nothing does or it cannot be read."""
        self._is_bare = False
        """Nothing stands below the last parent yet."""
        self._is_extra = False
        """That last parent is an extra."""
        self._below: set[str] = set()
        """Extras that stand below this job."""
        self._stand = False
        self._strays = False
        self._is_broken = False
        self.named: set[str] = set()
        """Jobs of the batch that the file names."""
        self.has_foreign_job = False
        self.has_foreign_extra = False

    def begin_job(self, code: str) -> None:
        """A job comes."""
        self._is_broken |= self._is_bare
        self._job, self._extra = code, ""
        self._is_bare = self._stand = True
        self._is_extra = False
        self._below.clear()
        if code in self._index.jobs:
            self.named.add(code)
        else:
            self.has_foreign_job = True

    def begin_extra(self, code: str) -> Pair:
        """An extra comes; returns it with the job above."""
        index, job = self._index, self._job
        self._is_broken |= (self._is_bare and self._is_extra) or not job
        self._is_broken |= code in self._below  # a job between them is missing, or all is sorted
        self._below.add(code)
        if code not in index.extra_codes:
            self.has_foreign_extra = True
        elif job in index.jobs and (job, code) not in index.extras:
            self._is_broken = True
        self._extra = code
        self._is_bare = self._stand = self._is_extra = True
        return job, code

    def above(self, own: str) -> Pair | None:
        """A line with its ``own`` extra comes: job and extra above it, if they are its own."""
        self._is_bare = False
        if self._job and self._extra and own in ("", self._extra):
            return self._job, self._extra
        self._strays = True
        return None

    def line_unread(self) -> None:
        """A line comes of which nothing can be read."""
        self._is_bare = False

    def extra_unread(self) -> None:
        """An extra comes that cannot be read: what follows is not below the one before."""
        self._is_broken |= self._is_bare and self._is_extra
        self._extra, self._is_bare = "", False

    def lost(self) -> None:
        """Something comes that may be a job: what follows has no parents."""
        self._is_broken |= self._is_bare
        self._job, self._extra, self._is_bare = "", "", False

    def contradict(self) -> None:
        """What stands above a line cannot be its own."""
        self._is_broken = True

    @property
    def stand(self) -> bool:
        """Whether the file has any."""
        return self._stand

    @property
    def are_in_order(self) -> bool:
        """Whether the file has any, and each stands above lines of its own, and above all."""
        return self._stand and not (self._is_broken or self._strays or self._is_bare)
