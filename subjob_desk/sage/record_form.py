"""The form of a record as Sage takes it: required fields, lengths, numbers, by the profile.

What the values mean for Sage is ``rehearsal``'s; whether a record can be read is ``reader``'s.
"""

from collections.abc import Callable
from typing import Final

from subjob_desk.domain.codes import strip
from subjob_desk.domain.money import grouped_text, hundredths
from subjob_desk.sage.layout import Field, FieldType, RecordLayout
from subjob_desk.sage.rehearsal_words import Telling, Told
from subjob_desk.sage.rehearsed import Verdict

_MOST_REMEMBERED: Final = 50_000
_MOST_DIGITS: Final = 30
_CHECKED: Final = (FieldType.CODE, FieldType.TEXT, FieldType.DATE, FieldType.DECIMAL)

Check = Callable[[str], Told | None]


class RecordForm:
    """One kind of record; each value is looked at once per file, up to a bound."""

    def __init__(self, layout: RecordLayout, telling: Telling) -> None:
        self._telling = telling
        self._checks: list[tuple[int, dict[str, Told | None], Check]] = [
            (field.number - 1, {}, self._check(field))
            for field in layout.fields[1:]
            if field.type in _CHECKED
        ]

    def refused(self, fields: tuple[str, ...]) -> Told | None:
        """Why Sage would not take the record; ``None`` if nothing speaks against its form."""
        count = len(fields)
        for place, fine, check in self._checks:
            value = fields[place] if place < count else ""
            try:
                told = fine[value]
            except KeyError:
                if len(fine) > _MOST_REMEMBERED:
                    fine.clear()
                told = fine[value] = check(value.strip())
            if told is not None:
                return told
        return None

    def _check(self, field: Field) -> Check:
        if field.type is FieldType.DECIMAL:
            return lambda value: self._missing(field, value) or self._number(field, value)
        if field.type is FieldType.DATE:
            return lambda value: self._missing(field, value)
        return lambda value: self._missing(field, value) or self._text(field, value)

    def _missing(self, field: Field, value: str) -> Told | None:
        is_code = field.type is FieldType.CODE
        if not field.required or (strip(value) if is_code else value):
            return None
        return self._telling.tell(Verdict.MISSING, field=shown(field))

    def _text(self, field: Field, value: str) -> Told | None:
        if field.type is FieldType.CODE and len(strip(value)) > field.size:
            return self._too_long(field, value, len(strip(value)), field.size, "letters and digits")
        if len(value) > field.longest:
            return self._too_long(field, value, len(value), field.longest, "characters")
        return None

    def _too_long(self, field: Field, value: str, length: int, limit: int, counted: str) -> Told:
        return self._telling.tell(
            Verdict.TOO_LONG,
            field=shown(field),
            value=value if len(value) <= 60 else f"{value[:60]}…",
            length=str(length),
            counted=counted,
            limit=str(limit),
        )

    def _number(self, field: Field, value: str) -> Told | None:
        cents = in_hundredths(value) if value else 0
        if cents is None:
            return self._telling.tell(Verdict.NUMBER, field=shown(field), value=value[:40])
        limit = 10 ** (field.size + 2) - 1
        if abs(cents) <= limit:
            return None
        return self._telling.tell(
            Verdict.TOO_LARGE,
            field=shown(field),
            value=grouped_text(cents) if len(value) < 40 else f"{value[:40]}…",
            limit=grouped_text(limit),
        )


def in_hundredths(value: str) -> int | None:
    """A plain decimal exactly in hundredths, whatever zeros it ends in; ``None`` if it is not."""
    whole, _point, places = value.lstrip("+-").partition(".")
    places = places[:2] + places[2:].rstrip("0")
    digits = whole.lstrip("0")[:_MOST_DIGITS] or "0"  # more are beyond every limit anyway
    try:
        cents = hundredths(f"{digits}.{places or '0'}")
    except ValueError:
        return None
    return -cents if value.startswith("-") else cents


def shown(field: Field) -> str:
    """``cost code description``."""
    return field.name.replace("_", " ")
