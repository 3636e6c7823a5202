"""The language of profiles: what a profile may say, checked before anything is written by it.

The TOML itself is taken apart in ``profile_table``.
"""

import re
from typing import Final

import msgspec

from subjob_desk.sage.layout import (
    OF_EXTRA,
    OF_FILE,
    OF_JOB,
    Field,
    FieldType,
    Profile,
    RecordLayout,
    Source,
    Written,
)
from subjob_desk.sage.profile_table import Table, read_table

NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)
"""What a profile may be called."""

_WORD: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
# Only .jce files need profiles (sage-jce.md section 6), and batches are found by such names.
_EXTENSION: Final = re.compile("jce")
_ENCODING: Final = re.compile("cp1252")  # sage-jce.md section 7, rule 7
_LINE_ENDS: Final = {"CRLF": "\r\n", "LF": "\n"}
_SEPARATOR: Final = re.compile(r"[,;|\t]")
# Entry folds this mark away and no other, so no other can be promised not to stand in a text.
_QUOTE: Final = re.compile('"')
_COMMENT: Final = re.compile("[;#]")
_ID: Final = re.compile(r"[A-Za-z0-9*]{1,30}", re.ASCII)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_GRADE: Final = re.compile("(?=.)A?B?C?D?")
_DATE: Final = re.compile("(MM|DD|YYYY)([-/.]?)(MM|DD|YYYY)([-/.]?)(MM|DD|YYYY)")

MOST_FIELDS: Final = 200
"""Standard fields and a company's custom fields together, per record."""

_LONGEST: Final = 255
"""Characters of a constant, a text or a code."""

_TYPE_OF: Final = {
    Source.CONSTANT: FieldType.CONSTANT,
    Source.DATE: FieldType.DATE,
    Source.JOB: FieldType.CODE,
    Source.EXTRA: FieldType.CODE,
    Source.SUB_JOB_CODE: FieldType.CODE,
    Source.COMPANY_CODE: FieldType.CODE,
    Source.COST_CODE: FieldType.CODE,
    Source.CATEGORY: FieldType.CODE,
    Source.QUANTITY: FieldType.DECIMAL,
    Source.AMOUNT: FieldType.DECIMAL,
    Source.BATCH_NUMBER: FieldType.WHOLE,
    Source.ROUND: FieldType.WHOLE,
}
"""The type of each source; all others are texts."""

_ALWAYS: Final = frozenset({Source.CONSTANT, Source.EMPTY})
_PER_JOB: Final = (
    _ALWAYS
    | OF_FILE
    | OF_JOB
    | {Source.DATE, Source.BATCH_NUMBER, Source.BATCH_KIND, Source.JOB, Source.JOB_DESCRIPTION}
)
_PER_EXTRA: Final = _PER_JOB | OF_EXTRA | {Source.EXTRA, Source.EXTRA_DESCRIPTION}
_KNOWN: Final = {
    Written.NEVER: _ALWAYS,
    Written.PER_JOB: _PER_JOB,
    Written.PER_EXTRA: _PER_EXTRA,
    Written.PER_LINE: frozenset(Source),
}
_NEEDED: Final = {
    Written.NEVER: (),
    Written.PER_JOB: (Source.JOB,),
    Written.PER_EXTRA: (Source.EXTRA, Source.EXTRA_DESCRIPTION),
    Written.PER_LINE: (
        Source.COST_CODE,
        Source.CATEGORY,
        Source.DATE,
        Source.QUANTITY,
        Source.UNIT,
        Source.AMOUNT,
        Source.EXTRA,
    ),
}
"""Without one of them a file could not be rehearsed, or Sage's answer to it not be read."""
_IN_STANDARD: Final = {
    (Written.PER_JOB, Source.JOB): 2,
    (Written.PER_EXTRA, Source.EXTRA): 2,
    (Written.PER_EXTRA, Source.EXTRA_DESCRIPTION): 3,
    (Written.PER_LINE, Source.COST_CODE): 2,
    (Written.PER_LINE, Source.CATEGORY): 4,
    (Written.PER_LINE, Source.DATE): 5,
    (Written.PER_LINE, Source.QUANTITY): 6,
    (Written.PER_LINE, Source.UNIT): 7,
    (Written.PER_LINE, Source.AMOUNT): 8,
    (Written.PER_LINE, Source.EXTRA): 13,
}
"""Where Sage's estimate import has what no file can do without (``sage-jce.md`` section 3)."""

_SIZED: Final = frozenset({FieldType.CODE, FieldType.TEXT, FieldType.DECIMAL, FieldType.WHOLE})
_DIGITS: Final = 8  # the domain's limit for amounts and quantities


def parse_profile(text: str) -> Profile:
    """The profile written as ``text`` in TOML (``sage-jce.md`` section 6).

    Raises :class:`FaultyProfileError` with line, column and reason for all that is not understood:
    a profile decides what reaches the books, so nothing in it is guessed or passed over.
    """
    top = read_table(text)
    separator = top.text("separator", _SEPARATOR, "a comma, a semicolon, a bar or a tab")
    comment = top.text("comment", _COMMENT, "; or #")
    if comment == separator:
        top.refuse("comment", "comments cannot begin with the separator.")
    line_end = top.text("line_end", re.compile("CRLF|LF"), "CRLF or LF")
    profile = Profile(
        name=top.text("name", NAME, "lower-case letters, digits and hyphens, at most 40"),
        version=top.whole("version", 1, 9999),
        extension=top.text("extension", _EXTENSION, "jce: Sage imports estimates from no other"),
        encoding=top.text("encoding", _ENCODING, "cp1252: Sage's files have no other"),
        line_end=_LINE_ENDS[line_end],
        separator=separator,
        quote=top.text("quote", _QUOTE, "the double quotation mark: '\"'"),
        date=_date_pattern(top),
        decimals=top.whole("decimals", 2, 6),
        comment=comment,
        records=_records(top.table("record"), separator),
        unverified=_unverified(top),
    )
    top.close()
    return profile


def _unverified(top: Table) -> str:
    if not top.has("unverified"):
        return ""
    what = top.words("unverified").strip().rstrip(".")
    if not 1 <= len(what) <= 120 or _CONTROL.search(what):
        top.refuse("unverified", "'unverified' says in 1 to 120 characters what was not tried.")
    return what


def _date_pattern(top: Table) -> str:
    pattern = top.text("date", _DATE, "MM, DD and YYYY in any order, with - / or . between them")
    parts = _DATE.fullmatch(pattern)
    if parts is None or len({parts[1], parts[3], parts[5]}) != 3:
        top.refuse("date", "'date' has MM, DD and YYYY once each.")
    return pattern


def _records(tables: Table, separator: str) -> tuple[RecordLayout, ...]:
    records: list[RecordLayout] = []
    for key in tables.keys:
        record = _record(key, tables.table(key), separator)
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


def _record(name: str, table: Table, separator: str) -> RecordLayout:
    if _WORD.fullmatch(name) is None:
        table.refuse("", f"'{name}' is no name of a record: lower-case letters, digits and _.")
    written = table.choice("written", Written)
    rows = table.table("fields")
    table.close()
    if not 2 <= len(rows.keys) <= MOST_FIELDS:
        rows.refuse("", f"a record has 2 to {MOST_FIELDS} fields.")
    fields = tuple(
        _field(rows, key, place, written, separator) for place, key in enumerate(rows.keys, 1)
    )
    _check_names(rows, fields)
    for source in _NEEDED[written]:
        if all(field.source is not source for field in fields):
            at = _IN_STANDARD[written, source]
            reason = f"a record that is written {written} needs a field for '{source}'"
            rows.refuse("", f"{reason}; Sage's estimate import has it in field {at}.")
    return RecordLayout(name, written, fields)


def _check_names(rows: Table, fields: tuple[Field, ...]) -> None:
    """Whoever reads a reject file asks for a field by its name."""
    names: set[str] = set()
    found: set[Source] = set()
    for field in fields:
        key = str(field.number)
        if field.name in names:
            rows.refuse(key, f"two fields are called '{field.name}'.")
        if field.source not in _ALWAYS | found and field.name != field.source:
            called = f"the first field with the source '{field.source}' is called"
            rows.refuse(key, f"{called} '{field.source}'.")
        names.add(field.name)
        found.add(field.source)


def _field(rows: Table, key: str, place: int, written: Written, separator: str) -> Field:
    if key != str(place):
        rows.refuse(key, f"fields are numbered 1, 2, 3 without a gap: here {place} is expected.")
    table = rows.table(key)
    name = table.text("name", _WORD, "a name: lower-case letters, digits and _")
    source = table.choice("source", Source)
    kind = table.choice("type", FieldType)
    if place == 1 and source is not Source.CONSTANT:
        table.refuse("source", "the first field is the record's id: its source is 'constant'.")
    _check_source(table, source, kind, written)
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
        grade=_grade(table),
    )
    if source is Source.CONSTANT:
        constant = _constant(table, field, separator)
        field = msgspec.structs.replace(field, constant=constant)
    table.close()
    if field.required and not field.is_written:
        table.refuse("required", "a required field needs a source.")
    if field.quoted and kind in (FieldType.DATE, FieldType.DECIMAL):
        table.refuse("quoted", "dates and decimals stand without quotation marks.")
    return field


def _check_source(table: Table, source: Source, kind: FieldType, written: Written) -> None:
    if source is Source.EMPTY:
        if kind is FieldType.CONSTANT:
            table.refuse("source", "a field of type 'constant' has the source 'constant'.")
        return
    wanted = _TYPE_OF.get(source, FieldType.TEXT)
    if kind is not wanted:
        table.refuse("type", f"the source '{source}' is of type '{wanted}'.")
    if source not in _KNOWN[written]:
        if written is Written.NEVER:
            table.refuse("source", "a record that is never written has no sources: write 'empty'.")
        table.refuse("source", f"'{source}' is not known in a record that is written {written}.")


def _sizes(table: Table, kind: FieldType) -> tuple[int, int]:
    if kind not in _SIZED:
        return 0, 0
    if kind in (FieldType.DECIMAL, FieldType.WHOLE):
        return table.whole("size", 1, _DIGITS), 0
    size = table.whole("size", 1, _LONGEST)
    return size, table.whole("longest", size, _LONGEST, default=size)


def _constant(table: Table, field: Field, separator: str) -> str:
    if field.number == 1:
        return table.text("constant", _ID, "the record's id: 1 to 30 letters, digits or *")
    constant = table.words("constant")
    if reason := _no_constant(constant, field, separator):
        table.refuse("constant", f"a constant {reason}.")
    return constant


def _no_constant(constant: str, field: Field, separator: str) -> str:
    """Why ``constant`` cannot stand in ``field``; empty if it can."""
    if not 1 <= len(constant) <= _LONGEST:
        return f"has 1 to {_LONGEST} characters; what says nothing has the source 'empty'"
    if '"' in constant:
        return "cannot contain a quotation mark: Sage knows no way to write one inside a text"
    if control := _CONTROL.search(constant):
        return f"cannot contain a control character (code {ord(control[0])})"
    try:
        constant.encode("cp1252")
    except UnicodeEncodeError as error:
        return f"cannot contain '{constant[error.start]}', which Sage's files (cp1252) lack"
    if not field.quoted and (
        separator in constant or constant != constant.strip() or constant.endswith("+")
    ):
        return "like this needs quoted = true"
    return ""


def _grade(table: Table) -> str:
    # How well a company's own field is attested, nobody but the company knows.
    if not table.has("grade"):
        return ""
    return table.text("grade", _GRADE, "letters A, B, C, D, best first")
