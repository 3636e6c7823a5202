"""Unsaved typing: what stands in a field and was not entered yet survives a crash.

It is no operation: nobody else sees it, and it is forgotten once entered or given up.
"""

from subjob_desk.store import typing
from subjob_desk.usecases.desk import Desk


class Unsaved:
    """Keeps what is being typed; a place names the field, ``<sub job id>.description``."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def keep(self, place: str, text: str) -> None:
        """Keep ``text`` in the stead of what was kept for ``place``."""
        kept = typing.Typing(place, self._desk.acting, text, self._desk.stamp())
        with self._desk.database.write() as connection:
            typing.save(connection, kept)

    def text(self, place: str) -> str:
        """What was kept for ``place``; empty for nothing."""
        with self._desk.reading() as connection:
            return typing.text_of(connection, place)

    def places(self) -> list[str]:
        """All places for which something is kept."""
        with self._desk.reading() as connection:
            return [one.place for one in typing.load(connection)]

    def forget(self, place: str) -> None:
        """Forget what was kept for ``place``; writes only if there is something."""
        if not self.text(place):
            return
        with self._desk.database.write() as connection:
            typing.clear(connection, place)
