"""Profiles in words: what stands in a field, and how a profile differs from another.

For people who know Sage's fields by their number. The layout itself is ``layout``'s.
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from subjob_desk.sage.layout import Field, FieldType, Profile, RecordLayout, Source, Written

SPOKEN: Final = {
    Source.DATE: "the batch date",
    Source.JOB: "the job",
    Source.JOB_DESCRIPTION: "the job's description",
    Source.EXTRA: "the extra",
    Source.EXTRA_DESCRIPTION: "the extra's description",
    Source.COST_CODE: "the cost code",
    Source.COST_CODE_DESCRIPTION: "the cost code's description",
    Source.CATEGORY: "the category",
    Source.QUANTITY: "the quantity",
    Source.UNIT: "the unit",
    Source.AMOUNT: "the amount",
    Source.ADDRESS: "the job's address",
    Source.CITY: "the job's city",
    Source.STATE: "the job's state",
    Source.ZIP: "the job's ZIP code",
    Source.COMPANY: "the company's name",
    Source.COMPANY_CODE: "the company's short code",
    Source.EXPORTER: "the name of who exports",
    Source.BATCH_NUMBER: "the number of the batch",
    Source.BATCH_KIND: "the kind of the batch",
    Source.SUB_JOB: "the name of the sub job",
    Source.SUB_JOB_CODE: "the sub job's own code",
    Source.ROUND: "the round",
    Source.SENDER: "the name of who sent it",
    Source.APPROVER: "the name of who accepted it",
}
"""How each source that has a value of its own is called in a sentence."""

_EMPTY: Final = "empty"
_LINE_ENDS: Final = {"\r\n": "CRLF", "\n": "LF"}
_MARKS: Final = {",": "a comma", ";": "a semicolon", "|": "a bar", "\t": "a tab", "#": "a #"}


def differences(profile: Profile, base: Profile) -> tuple[str, ...]:
    """How files of ``profile`` differ from files of ``base``, a sentence for each difference."""
    return (*_of_whole(profile, base), *_of_records(profile, base))


def _of_whole(now: Profile, was: Profile) -> Iterator[str]:
    for before, after, said in (
        (_LINE_ENDS[was.line_end], _LINE_ENDS[now.line_end], "Lines ended in {}, now in {}."),
        (_MARKS[was.separator], _MARKS[now.separator], "Fields were parted by {}, now by {}."),
        (was.date, now.date, "Dates were written as {}, now as {}."),
        (was.decimals, now.decimals, "Amounts and quantities had {} decimals, now {}."),
        (_MARKS[was.comment], _MARKS[now.comment], "Comments began with {}, now with {}."),
    ):
        if before != after:
            yield said.format(before, after)


def _of_records(now: Profile, was: Profile) -> Iterator[str]:
    known = {record.id: record for record in was.records}
    for record in now.records:
        other = known.pop(record.id, None)
        if other is None:
            yield f"Record {record.id}: new, {_when(record.written)}."
            other = RecordLayout(record.name, record.written, ())
        elif other.written is not record.written:
            yield f"Record {record.id}: was {_when(other.written)}, now {_when(record.written)}."
        for before, after in zip_longest(other.fields, record.fields):
            yield from _of_field(record.id, before, after)
    for gone in known:
        yield f"Record {gone}: no longer known."


def _when(written: Written) -> str:
    return "only read" if written is Written.NEVER else f"written {written}"


def _of_field(record: str, was: Field | None, now: Field | None) -> Iterator[str]:
    known = now or was
    if known is None:
        return
    place = f"{record} field {known.number}"
    before, after = (saying(field) if field else _EMPTY for field in (was, now))
    if before != after:
        yield f"{place}: was {before}, now {after}."
    if was is None or now is None or not (was.is_written and now.is_written):
        return
    if was.quoted is not now.quoted:
        yield f"{place}: now {'with' if now.quoted else 'without'} quotation marks."
    if was.required is not now.required:
        yield f"{place}: {'now required' if now.required else 'no longer required'}."


def saying(field: Field) -> str:
    """What stands in a field: ``the cost code's description, 30 characters``."""
    if field.source is Source.EMPTY:
        return _EMPTY
    if field.source is Source.CONSTANT:
        return f"always {field.constant}"
    return f"{SPOKEN[field.source]}{_size(field)}"


def _size(field: Field) -> str:
    match field.type:
        case FieldType.TEXT:
            longest = f", {field.longest} at most" if field.longest > field.size else ""
            return f", {field.size} characters{longest}"
        case FieldType.CODE:
            longest = f", {field.longest} in all" if field.longest > field.size else ""
            return f", {field.size} letters and digits{longest}"
        case FieldType.DECIMAL:
            return f", {field.size} digits before the point"
        case FieldType.WHOLE:
            return f", {field.size} digits"
        case _:
            return ""
