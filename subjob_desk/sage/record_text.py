"""A record of the profile, compiled: values in, one line of text out, or a ValueError why not.

Which records follow each other is the writer's matter.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Final

from subjob_desk.domain.codes import strip
from subjob_desk.domain.money import decimal_text
from subjob_desk.sage.file_content import CostLine, Value
from subjob_desk.sage.layout import Field, FieldType, Profile, RecordLayout, Source

__all__ = ["LINE_SOURCES", "MisfitError", "RecordText", "Value", "date_text"]

_MOST_REMEMBERED: Final = 50_000
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
LINE_SOURCES: Final[Mapping[Source, Callable[[CostLine], Value]]] = {
    Source.COST_CODE: attrgetter("cost_code"),
    Source.COST_CODE_DESCRIPTION: attrgetter("description"),
    Source.CATEGORY: attrgetter("category"),
    Source.QUANTITY: attrgetter("quantity"),
    Source.UNIT: attrgetter("unit"),
    Source.AMOUNT: attrgetter("amount"),
}
"""Where the values come from that a line has of its own."""


class MisfitError(ValueError):
    """A value that its field cannot hold: it is never cut (``sage-jce.md`` section 7)."""

    def __init__(self, record: str, field: Field, value: Value, reason: str) -> None:
        place = f"record {record!r}, field {field.number} ({field.name})"
        super().__init__(f"{place}: {value!r} {reason}")
        self.record = record
        self.field = field
        self.value = value
        self.reason = reason
        """What is wrong with the value, to be read after it."""


class RecordText:
    """One record of the profile, ready to be filled."""

    def __init__(self, profile: Profile, layout: RecordLayout) -> None:
        self._profile = profile
        self._layout = layout
        self._frame: list[str] = []
        """The cells that never change; ``%s`` for those of the line."""
        self._given: list[tuple[int, Field]] = []
        """The places of cells that change from record to record, but not within an extra."""
        self._of_line: list[tuple[Field, Callable[[CostLine], Value]]] = []
        for place, field in enumerate(layout.written_fields):
            if field.source in LINE_SOURCES:
                self._of_line.append((field, LINE_SOURCES[field.source]))
            elif field.source not in (Source.CONSTANT, Source.EMPTY):
                self._given.append((place, field))
            self._frame.append(self._fixed_cell(field))
        # Codes, units and many numbers recur: each is looked at once per file, up to a bound.
        self._fine: list[dict[Value, str]] = [{} for _ in layout.fields]

    def fixed(self, values: Mapping[Source, Value]) -> str:
        """A record all of whose values are in ``values``, without line end."""
        return self.template(values) % ()

    def template(self, values: Mapping[Source, Value]) -> str:
        """A record whose values of the line are still ``%s``, as :meth:`columns` gives them."""
        cells = self._frame.copy()
        for place, field in self._given:
            # What is not known is empty: whether it may be, the field says.
            value = values.get(field.source, "")
            cells[place] = self._cell(field, value).replace("%", "%%")
        return self._profile.separator.join(cells)

    def columns(self, lines: Sequence[CostLine]) -> list[Iterable[str]]:
        """What fills the places of the template, for many lines at once: one column each."""
        return [self._column(field, list(map(value, lines))) for field, value in self._of_line]

    def _fixed_cell(self, field: Field) -> str:
        if field.source in LINE_SOURCES:
            return "%s"
        text = self._marked(field, field.constant) if field.constant else ""
        return text.replace("%", "%%")

    def _cell(self, field: Field, value: Value) -> str:
        fine = self._fine[field.number - 1]
        text = fine.get(value)
        if text is None:
            text = self._marked(field, self._written(field, value))
            if len(fine) > _MOST_REMEMBERED:
                fine.clear()
            fine[value] = text
        return text

    def _column(self, field: Field, values: list[Value]) -> Iterable[str]:
        fine = self._fine[field.number - 1]
        if len(fine) > _MOST_REMEMBERED:
            fine.clear()
        for value in values:
            if value not in fine:
                fine[value] = self._marked(field, self._written(field, value))
        return [fine[value] for value in values]

    def _marked(self, field: Field, text: str) -> str:
        return f"{self._profile.quote}{text}{self._profile.quote}" if field.quoted else text

    def _written(self, field: Field, value: Value) -> str:
        if isinstance(value, str):
            return self._checked(field, value)
        if isinstance(value, int):
            whole = field.type is FieldType.WHOLE
            return self._whole(field, value) if whole else self._decimal(field, value)
        return date_text(self._profile, value)

    def _whole(self, field: Field, value: int) -> str:
        if abs(value) >= 10**field.size:
            raise self._misfit(field, value, f"is beyond {field.size} digits")
        return str(value)

    def _decimal(self, field: Field, value: int) -> str:
        limit = 10 ** (field.size + 2) - 1
        if not -limit <= value <= limit:
            raise self._misfit(field, value, f"is beyond {decimal_text(limit)}")
        return decimal_text(value) + "0" * (self._profile.decimals - 2)

    def _checked(self, field: Field, value: str) -> str:
        if reason := self.unwritable(field, value):
            raise self._misfit(field, value, reason)
        return value

    def _misfit(self, field: Field, value: Value, reason: str) -> MisfitError:
        return MisfitError(self._layout.id, field, value, reason)

    def unwritable(self, field: Field, value: str) -> str:
        """Why ``value`` must not stand in ``field``; empty if it may.

        Text is folded or refused at entry and never cut here (``sage-jce.md`` section 7).
        """
        if field.required and not value.strip():
            return "is empty but required"
        if len(value) > field.longest:
            return f"has {len(value)} characters, at most {field.longest} are allowed"
        if field.type is FieldType.CODE and len(strip(value)) > field.size:
            return f"has {len(strip(value))} letters and digits, at most {field.size} are allowed"
        if field.type is FieldType.CODE and value != value.strip():
            return "has blanks round it"
        if self._profile.quote in value:
            return f"contains the mark {self._profile.quote}"
        if _CONTROL.search(value):
            return "contains a control character"
        try:
            value.encode(self._profile.encoding)
        except UnicodeEncodeError as error:
            return f"contains {value[error.start]!r}, which {self._profile.encoding} lacks"
        # A "+" at the end would join the next line to this one.
        bare = not field.quoted and (
            self._profile.separator in value or value != value.strip() or value.endswith("+")
        )
        return "cannot stand without quotation marks" if bare else ""


def date_text(profile: Profile, day: dt.date) -> str:
    """``day`` in the profile's pattern, zero-padded."""
    return (
        profile.date.replace("YYYY", f"{day.year:04d}")
        .replace("MM", f"{day.month:02d}")
        .replace("DD", f"{day.day:02d}")
    )
