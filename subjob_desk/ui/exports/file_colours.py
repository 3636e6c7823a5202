"""Which part of a line of an interchange file has which colour: record types and fields.

Pure; the tokens are those of the theme, all of them at 4.5 : 1 or more on every ground used here.
"""

from typing import Final

import msgspec

from subjob_desk.ui.common.theme import Theme
from subjob_desk.usecases.file_lines import COMMENT, EXTRA, JOB, LINE, FileField, FileLines

_MONEY: Final = frozenset({"amount", "quantity"})
_QUIET: Final = frozenset({"constant", "date", "empty", ""})


class Run(msgspec.Struct, frozen=True):
    """A piece of a line and its colour."""

    start: int
    end: int
    colour: str


def runs(text: str, lines: FileLines | None, now: Theme) -> tuple[Run, ...]:
    """The coloured pieces of a line; the rest is in the colour of text."""
    if lines is None:
        return ()
    line = lines.line(text)
    if line.kind == COMMENT:
        return (Run(0, len(text), now.muted),)
    if line.kind == JOB:
        return _record(text, line.fields, now, now.waiting[1])
    if line.kind == EXTRA:
        return _record(text, line.fields, now, now.exported[1])
    if line.kind == LINE:
        return tuple(
            Run(one.start, one.end, colour)
            for one in line.fields
            if (colour := _cost_colour(one, now)) and one.end > one.start
        )
    return ()


def _record(text: str, fields: tuple[FileField, ...], now: Theme, colour: str) -> tuple[Run, ...]:
    """A job or extra: all of it in its colour, what is left empty muted."""
    known = [one for one in fields if one.value]
    end = known[-1].end if known else len(text)
    return (Run(0, end, colour), Run(end, len(text), now.muted))


def _cost_colour(field: FileField, now: Theme) -> str:
    if field.number == 1:
        return now.accepted[1]
    if field.meaning == "extra":
        return now.exported[1]
    if field.meaning in _MONEY:
        return now.problem if field.value.startswith("-") else now.added
    if field.meaning in _QUIET:
        return now.muted
    return ""
