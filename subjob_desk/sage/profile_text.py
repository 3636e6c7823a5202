"""The language of profiles: what a profile may say, checked before anything is written by it.

The TOML itself is taken apart in ``profile_table``.
"""

import re
from typing import Final

from subjob_desk.sage.layout import Field, FieldType, Profile, RecordLayout, Source, Written
from subjob_desk.sage.profile_table import Table, read_table

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)
_WORD: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_EXTENSION: Final = re.compile(r"[a-z0-9]{1,8}", re.ASCII)
# Both hold every character that is let in at entry (sage-jce.md section 7, rule 7).
_ENCODING: Final = re.compile(r"cp1252|utf-8")
_LINE_ENDS: Final = {"CRLF": "\r\n", "LF": "\n"}
_SEPARATOR: Final = re.compile(r"[,;|\t]")
# Entry folds this mark away and no other, so no other can be promised not to stand in a text.
_QUOTE: Final = re.compile('"')
_COMMENT: Final = re.compile("[;#]")
_CONSTANT: Final = re.compile(r"[A-Za-z0-9*](?:[A-Za-z0-9*_. -]{0,28}[A-Za-z0-9*])?", re.ASCII)
_GRADE: Final = re.compile("(?=.)A?B?C?D?")
_DATE: Final = re.compile("(MM|DD|YYYY)([-/.]?)(MM|DD|YYYY)([-/.]?)(MM|DD|YYYY)")

MOST_FIELDS: Final = 200
"""Standard fields and a company's custom fields together, per record."""

_TYPE_OF: Final = {
    Source.CONSTANT: FieldType.CONSTANT,
    Source.DATE: FieldType.DATE,
    Source.JOB: FieldType.CODE,
    Source.JOB_DESCRIPTION: FieldType.TEXT,
    Source.EXTRA: FieldType.CODE,
    Source.EXTRA_DESCRIPTION: FieldType.TEXT,
    Source.COST_CODE: FieldType.CODE,
    Source.COST_CODE_DESCRIPTION: FieldType.TEXT,
    Source.CATEGORY: FieldType.CODE,
    Source.QUANTITY: FieldType.DECIMAL,
    Source.UNIT: FieldType.TEXT,
    Source.AMOUNT: FieldType.DECIMAL,
}
_PER_JOB: Final = {Source.DATE, Source.JOB, Source.JOB_DESCRIPTION}
_PER_EXTRA: Final = _PER_JOB | {Source.EXTRA, Source.EXTRA_DESCRIPTION}
_KNOWN: Final = {
    Written.NEVER: set[Source](),
    Written.PER_JOB: _PER_JOB,
    Written.PER_EXTRA: _PER_EXTRA,
    Written.PER_LINE: set(Source),
}
_NEEDED: Final = {
    Written.NEVER: (),
    Written.PER_JOB: (Source.JOB,),
    Written.PER_EXTRA: (Source.EXTRA,),
    Written.PER_LINE: (Source.COST_CODE, Source.CATEGORY, Source.AMOUNT, Source.EXTRA),
}
_SIZED: Final = frozenset({FieldType.CODE, FieldType.TEXT, FieldType.DECIMAL})
_DIGITS: Final = 8  # the domain's limit for amounts and quantities


def parse_profile(text: str) -> Profile:
    """The profile written as ``text`` in TOML (``sage-jce.md`` section 6).

    Raises :class:`UserError` naming the line and the reason for anything that is not understood:
    a profile decides what reaches the books, so nothing in it is guessed or passed over.
    """
    top = read_table(text)
    separator = top.text("separator", _SEPARATOR, "a comma, a semicolon, a bar or a tab")
    comment = top.text("comment", _COMMENT, "; or #")
    if comment == separator:
        top.refuse("comment", "comments cannot begin with the separator.")
    line_end = top.text("line_end", re.compile("CRLF|LF"), "CRLF or LF")
    profile = Profile(
        name=top.text("name", _NAME, "lower-case letters, digits and hyphens, at most 40"),
        version=top.whole("version", 1, 9999),
        extension=top.text("extension", _EXTENSION, "1 to 8 lower-case letters or digits"),
        encoding=top.text("encoding", _ENCODING, "cp1252 or utf-8"),
        line_end=_LINE_ENDS[line_end],
        separator=separator,
        quote=top.text("quote", _QUOTE, "the double quotation mark: '\"'"),
        date=_date_pattern(top),
        decimals=top.whole("decimals", 2, 6),
        comment=comment,
        records=_records(top.table("record")),
    )
    top.close()
    return profile


def _date_pattern(top: Table) -> str:
    pattern = top.text("date", _DATE, "MM, DD and YYYY in any order, with - / or . between them")
    parts = _DATE.fullmatch(pattern)
    if parts is None or len({parts[1], parts[3], parts[5]}) != 3:
        top.refuse("date", "'date' has MM, DD and YYYY once each.")
    return pattern


def _records(tables: Table) -> tuple[RecordLayout, ...]:
    records: list[RecordLayout] = []
    for key in tables.keys:
        record = _record(key, tables.table(key))
        for other in records:
            if other.id == record.id:
                tables.refuse(key, f"the records '{other.name}' and '{key}' have the same id.")
            if other.written is record.written and record.written is not Written.NEVER:
                tables.refuse(key, f"'{other.name}' is already written {record.written}.")
        records.append(record)
    for written in (Written.PER_JOB, Written.PER_EXTRA, Written.PER_LINE):
        if all(record.written is not written for record in records):
            tables.refuse("", f"no record is written {written}.")
    return tuple(records)


def _record(name: str, table: Table) -> RecordLayout:
    if _WORD.fullmatch(name) is None:
        table.refuse("", f"'{name}' is no name of a record: lower-case letters, digits and _.")
    written = table.choice("written", Written)
    rows = table.table("fields")
    table.close()
    if not 2 <= len(rows.keys) <= MOST_FIELDS:
        rows.refuse("", f"a record has 2 to {MOST_FIELDS} fields.")
    fields = tuple(_field(rows, key, place, written) for place, key in enumerate(rows.keys, 1))
    first = fields[0]
    if first.source is not Source.CONSTANT or " " in first.constant:
        rows.refuse("1", "the first field is the record's id: a constant without blanks.")
    names = [field.name for field in fields]
    for place, field in enumerate(fields):
        if field.name in names[:place]:
            rows.refuse(str(field.number), f"two fields are called '{field.name}'.")
    for source in _NEEDED[written]:
        if all(field.source is not source for field in fields):
            rows.refuse("", f"a record that is written {written} needs a field for '{source}'.")
    return RecordLayout(name, written, fields)


def _field(rows: Table, key: str, place: int, written: Written) -> Field:
    if key != str(place):
        rows.refuse(key, f"fields are numbered 1, 2, 3 without a gap: here {place} is expected.")
    table = rows.table(key)
    name = table.text("name", _WORD, "a name: lower-case letters, digits and _")
    source = table.choice("source", Source)
    kind = table.choice("type", FieldType)
    _check_source(table, name, source, kind, written)
    size, longest = _sizes(table, kind)
    field = Field(
        number=place,
        name=name,
        source=source,
        type=kind,
        size=size,
        longest=longest,
        required=table.flag("required"),
        quoted=table.flag("quoted"),
        constant=_constant(table, source),
        grade=_grade(table, kind),
    )
    table.close()
    if field.required and not field.is_written:
        table.refuse("required", "a required field needs a source.")
    if field.quoted and kind in (FieldType.DATE, FieldType.DECIMAL):
        table.refuse("quoted", "dates and decimals stand without quotation marks.")
    return field


def _check_source(
    table: Table, name: str, source: Source, kind: FieldType, written: Written
) -> None:
    if source is Source.EMPTY:
        if kind is FieldType.CONSTANT:
            table.refuse("source", "a field of type 'constant' has the source 'constant'.")
        return
    if kind is not _TYPE_OF[source]:
        table.refuse("type", f"the source '{source}' is of type '{_TYPE_OF[source]}'.")
    if source is Source.CONSTANT:
        return
    if source not in _KNOWN[written]:
        table.refuse("source", f"'{source}' is not known in a record that is written {written}.")
    # Whoever reads a reject file asks for a field by this name.
    if name != source:
        table.refuse("name", f"a field with the source '{source}' is called '{source}'.")


def _sizes(table: Table, kind: FieldType) -> tuple[int, int]:
    if kind not in _SIZED:
        return 0, 0
    if kind is FieldType.DECIMAL:
        return table.whole("size", 1, _DIGITS), 0
    size = table.whole("size", 1, 255)
    return size, table.whole("longest", size, 255, default=size)


def _constant(table: Table, source: Source) -> str:
    if source is not Source.CONSTANT:
        return ""
    return table.text("constant", _CONSTANT, "letters, digits, * and blanks between, at most 30")


def _grade(table: Table, kind: FieldType) -> str:
    if kind is FieldType.UNKNOWN:
        return ""
    return table.text("grade", _GRADE, "letters A, B, C, D, best first")
