"""What stands where in a line of an interchange file, for people: each field with its name.

Reads a line by the profile its file was written by; judges nothing and changes nothing.
"""

from typing import Final

import msgspec

from subjob_desk.sage import grammar
from subjob_desk.sage.layout import Profile, RecordLayout, Written
from subjob_desk.usecases.batches import profile_of
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.interchange import profile_in_force

COMMENT: Final = "comment"
JOB: Final = "job"
EXTRA: Final = "extra"
LINE: Final = "line"
OTHER: Final = "other"

_KIND: Final = {
    Written.PER_JOB: JOB,
    Written.PER_EXTRA: EXTRA,
    Written.PER_LINE: LINE,
    Written.NEVER: OTHER,
}


class FileField(msgspec.Struct, frozen=True):
    """One field of a line. ``start`` and ``end`` are places in its text, quotation marks inside."""

    number: int
    """Counted from 1, as in Sage's own papers."""
    name: str
    """``cost code``; empty beyond what the profile knows."""
    meaning: str
    """Where its value comes from: ``amount``, ``job``, ``constant`` … (``sage.layout.Source``)."""
    value: str
    start: int
    end: int


class FileLine(msgspec.Struct, frozen=True):
    """One line of a file: its kind and fields; no fields where they cannot be told apart."""

    kind: str
    """comment, job, extra, line or other."""
    fields: tuple[FileField, ...] = ()

    def value(self, meaning: str) -> str:
        """The value with this meaning; empty if the line has none."""
        return next((one.value for one in self.fields if one.meaning == meaning), "")

    def at(self, place: int) -> FileField | None:
        """The field a place of the text belongs to."""
        return next((one for one in self.fields if one.start <= place <= one.end), None)


class FileLines:
    """Tells the lines of files of one profile apart."""

    def __init__(self, profile: Profile) -> None:
        """For files written by ``profile``."""
        self._profile = profile
        self._layouts = {record.id: record for record in profile.records}

    def line(self, text: str) -> FileLine:
        """What stands in a line."""
        bare = text.strip()
        if not bare:
            return FileLine(OTHER)
        if bare.startswith((self._profile.comment, ";", "#")):
            return FileLine(COMMENT)
        separator, quote = self._profile.separator, self._profile.quote
        source = grammar.Text(1, text)
        values = grammar.split(source, separator, quote)
        if isinstance(values, grammar.Fault):
            return FileLine(OTHER)
        layout = self._layouts.get(values[0])
        fields = []
        for place, value in enumerate(values):
            start = grammar.column_of(source, place, separator, quote)
            quoted = start > 0 and text[start - 1 : start] == quote
            begin, end = (start - 1, start + len(value) + 1) if quoted else (start, start)
            end = max(end, start + len(value))
            fields.append(_field(layout, place, value, begin, end))
        kind = _KIND[layout.written] if layout is not None else OTHER
        return FileLine(kind, tuple(fields))


class FileReading:
    """Gives the readers for files of this company."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def now(self) -> FileLines:
        """For files written by the profile the company uses today."""
        return FileLines(profile_in_force(self._desk.company))

    def of_batch(self, batch_id: str) -> FileLines:
        """For the file of a batch, whatever profile the company uses today."""
        with self._desk.reading() as connection:
            return FileLines(profile_of(connection, batch_id))


def _field(layout: RecordLayout | None, place: int, value: str, start: int, end: int) -> FileField:
    known = layout.fields[place] if layout and place < len(layout.fields) else None
    name = known.name.replace("_", " ") if known else ""
    return FileField(place + 1, name, known.source.value if known else "", value, start, end)
