"""What changed between two contents, line by line (by line id), in words and values."""

import msgspec

from subjob_desk.domain.content import LINE_FIELDS, Content, Line
from subjob_desk.domain.money import decimal_text, grouped_text

_WORDS = {
    "cost_code": "Cost code",
    "category": "Category",
    "quantity": "Quantity",
    "unit": "Unit",
    "amount": "Amount",
}


class Difference(msgspec.Struct, frozen=True):
    """One thing that changed. Numbers are decimals with two places, to be shown as numbers."""

    what: str
    """``Amount of 09-510 SUB``, ``Description``, ``New line``, ``Line removed``."""
    was: str
    now: str
    line_id: str = ""
    field: str = ""
    """Field of the line, or ``code`` or ``description``; empty for a whole line."""


def differences(was: Content, now: Content) -> tuple[Difference, ...]:
    """Everything in which ``now`` differs from ``was``, in reading order."""
    found: list[Difference] = []
    if was.code != now.code:
        found.append(Difference("Code", was.code, now.code, field="code"))
    if was.description != now.description:
        found.append(
            Difference("Description", was.description, now.description, field="description")
        )
    before = {line.id: line for line in was.lines}
    after = {line.id for line in now.lines}
    for line in now.lines:
        found += _line(before.get(line.id), line)
    found += [
        Difference("Line removed", line_text(line), "", line.id)
        for line in was.lines
        if line.id not in after
    ]
    return tuple(found)


def _line(was: Line | None, now: Line) -> list[Difference]:
    if was is None:
        return [Difference("New line", "", line_text(now), now.id)]
    return [
        Difference(
            f"{_WORDS[field]} of {now.cost_code} {now.category}".rstrip(),
            field_text(was, field),
            field_text(now, field),
            now.id,
            field,
        )
        for field in LINE_FIELDS
        if getattr(was, field) != getattr(now, field)
    ]


def field_text(line: Line, field: str) -> str:
    """A field of a line as text; numbers with two decimals."""
    value = getattr(line, field)
    return decimal_text(value) if isinstance(value, int) else str(value)


def line_text(line: Line) -> str:
    """A whole line in one phrase: ``09-900 SUB 5,000.00``."""
    return f"{line.cost_code} {line.category} {grouped_text(line.amount)}".strip()
