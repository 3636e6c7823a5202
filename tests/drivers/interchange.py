"""What hypothesis makes of the interchange file: contents of any kind, and any valid profile."""

import json
from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from subjob_desk.domain.codes import strip
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
from subjob_desk.sage.writer import CostLine, ExtraPart, FileContent, JobPart

_PAGE = bytes(range(0x20, 0x100)).decode("cp1252", errors="ignore")
_LETTERS = "".join(c for c in _PAGE if c not in '"\x7f')


def _texts(longest: int) -> st.SearchStrategy[str]:
    return st.text(_LETTERS, max_size=longest)


def _codes(size: int) -> st.SearchStrategy[str]:
    written = st.text("0123456789-.ABZxyzÄß/ #%+;,", min_size=1, max_size=size)
    return written.map(lambda code: code.strip() if strip(code) else "A1")


def _contents(*, with_further: bool) -> st.SearchStrategy[FileContent]:
    def further(texts: Iterable[Source], number: Source | None = None) -> Any:
        if not with_further:
            return st.just({})
        known: dict[Source, Any] = {source: _texts(20) for source in texts}
        if number:
            known[number] = st.integers(1, 999_999)
        return st.fixed_dictionaries({}, optional=known)

    hundredths = st.integers(-99_999_999_99, 99_999_999_99) | st.integers(-200, 200)
    lines = st.builds(
        CostLine, _codes(12), _codes(3), hundredths, _texts(6), hundredths, _texts(30)
    )
    extras = st.builds(
        ExtraPart,
        _codes(10),
        _texts(30).map(lambda text: text if text.strip() else "Canopy"),
        st.lists(lines, min_size=1, max_size=5).map(tuple),
        further(sorted(OF_EXTRA - {Source.ROUND, Source.SUB_JOB_CODE}), Source.ROUND),
    )
    jobs = st.builds(
        JobPart,
        _codes(10),
        _texts(30),
        st.lists(extras, min_size=1, max_size=4, unique_by=lambda one: strip(one.extra)).map(tuple),
        further(sorted(OF_JOB)),
    )
    return st.builds(
        FileContent,
        st.integers(1, 999_999),
        st.sampled_from(["ORIGINAL", "CHANGE"]),
        st.dates(),
        st.lists(jobs, min_size=1, max_size=4, unique_by=lambda one: strip(one.job)).map(tuple),
        further(sorted(OF_FILE - {Source.COMPANY_CODE})),
    )


PLAIN_CONTENTS = _contents(with_further=False)
"""Contents as they may come, with nothing but what the standard fields say."""

CONTENTS = _contents(with_further=True)
"""Contents as they may come; what a company's own fields ask for is known or not."""

_CODES = {
    Source.JOB,
    Source.EXTRA,
    Source.COST_CODE,
    Source.CATEGORY,
    Source.SUB_JOB_CODE,
    Source.COMPANY_CODE,
}
_TYPES = {
    Source.DATE: FieldType.DATE,
    Source.QUANTITY: FieldType.DECIMAL,
    Source.AMOUNT: FieldType.DECIMAL,
    Source.BATCH_NUMBER: FieldType.WHOLE,
    Source.ROUND: FieldType.WHOLE,
    Source.CONSTANT: FieldType.CONSTANT,
    **dict.fromkeys(_CODES, FieldType.CODE),
}
_NONE = {Source.CONSTANT, Source.EMPTY}
_OF_JOB = OF_FILE | OF_JOB | {Source.DATE, Source.BATCH_NUMBER, Source.BATCH_KIND}
_OF_JOB |= {Source.JOB, Source.JOB_DESCRIPTION}
_OF_EXTRA = _OF_JOB | OF_EXTRA | {Source.EXTRA, Source.EXTRA_DESCRIPTION}
_KNOWN = {
    Written.PER_JOB: _OF_JOB,
    Written.PER_EXTRA: _OF_EXTRA,
    Written.PER_LINE: set(Source) - _NONE,
}
_NEEDED = {
    Written.PER_JOB: [Source.JOB],
    Written.PER_EXTRA: [Source.EXTRA, Source.EXTRA_DESCRIPTION],
    Written.PER_LINE: [
        Source.COST_CODE,
        Source.CATEGORY,
        Source.DATE,
        Source.QUANTITY,
        Source.UNIT,
        Source.AMOUNT,
        Source.EXTRA,
    ],
}


@st.composite
def _fields(draw: st.DrawFn, written: Written, record: str, separator: str) -> tuple[Field, ...]:
    more = st.lists(st.sampled_from([*sorted(_KNOWN[written]), *_NONE]), max_size=12)
    sources = draw(st.permutations([*_NEEDED[written], *draw(more)]))
    fields = [_constant(1, "id", record, quoted=draw(st.booleans()))]
    for number, source in enumerate(sources, 2):
        first = all(field.source is not source for field in fields)
        name = str(source) if first and source not in _NONE else f"own_{number}"
        quoted = draw(st.sampled_from([True, True, True, False]))
        if source is Source.EMPTY:
            fields.append(Field(number=number, name=name, source=source, type=FieldType.UNKNOWN))
        elif source is Source.CONSTANT:
            text = draw(st.text(_LETTERS, min_size=1, max_size=9))
            bare = separator in text or text != text.strip() or text.endswith("+")
            fields.append(_constant(number, name, text, quoted=quoted or bare))
        else:
            fields.append(draw(_valued(number, name, source, quoted)))
    return tuple(fields)


def _constant(number: int, name: str, text: str, *, quoted: bool) -> Field:
    kind, source = FieldType.CONSTANT, Source.CONSTANT
    return Field(number=number, name=name, source=source, type=kind, quoted=quoted, constant=text)


@st.composite
def _valued(draw: st.DrawFn, number: int, name: str, source: Source, quoted: bool) -> Field:
    kind = _TYPES.get(source, FieldType.TEXT)
    size = longest = 0
    if kind in (FieldType.DECIMAL, FieldType.WHOLE):
        size = draw(st.sampled_from([8, 8, 8, 7, 6, 2]))
    elif kind is not FieldType.DATE:
        size = draw(st.sampled_from([30, 40, 255, 12, 3]))
        longest = draw(st.integers(size, 255))
    return Field(
        number=number,
        name=name,
        source=source,
        type=kind,
        size=size,
        longest=longest,
        required=draw(st.booleans()) and source in _NEEDED[Written.PER_LINE],
        quoted=quoted and kind not in (FieldType.DATE, FieldType.DECIMAL),
        grade=draw(st.sampled_from(["", "D", "BC"])),
    )


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Any profile the language allows: order, sizes, own fields, marks, dates, decimals."""
    separator = draw(st.sampled_from([",", ";", "|", "\t"]))
    ids = draw(st.permutations(["*", "E", "C", "XY", "9"]))
    records = tuple(
        RecordLayout(name, written, draw(_fields(written, record, separator)))
        for name, written, record in zip(("job", "extra", "line"), _NEEDED, ids, strict=False)
    )
    return Profile(
        name="any",
        version=draw(st.integers(1, 9)),
        extension="jce",
        encoding="cp1252",
        line_end=draw(st.sampled_from(["\r\n", "\n"])),
        separator=separator,
        quote='"',
        date=draw(st.sampled_from(["MMDDYYYY", "YYYY-MM-DD", "DD.MM.YYYY", "MM/DDYYYY"])),
        decimals=draw(st.integers(2, 6)),
        comment="#" if separator == ";" else draw(st.sampled_from([";", "#"])),
        records=records,
        unverified=draw(st.sampled_from(["", "everything"])),
    )


def dumped(profile: Profile) -> str:
    """A profile as text, setting by setting."""
    lines = [
        f'name = "{profile.name}"',
        f"version = {profile.version}",
        f'extension = "{profile.extension}"',
        f'encoding = "{profile.encoding}"',
        f'line_end = "{"CRLF" if profile.line_end == chr(13) + chr(10) else "LF"}"',
        f"separator = '{profile.separator}'",
        f"quote = '{profile.quote}'",
        f'date = "{profile.date}"',
        f"decimals = {profile.decimals}",
        f"comment = '{profile.comment}'",
        *([f'unverified = "{profile.unverified}"'] if profile.unverified else []),
    ]
    for record in profile.records:
        lines += [f"[record.{record.name}]", f'written = "{record.written}"']
        for field in record.fields:
            lines += [f"[record.{record.name}.fields.{field.number}]", f'name = "{field.name}"']
            lines += [f'source = "{field.source}"', f'type = "{field.type}"']
            lines += [f"size = {field.size}"] if field.size else []
            lines += [f"longest = {field.longest}"] if field.longest else []
            text = json.dumps(field.constant, ensure_ascii=False)
            lines += [f"constant = {text}"] if field.constant else []
            lines += [f'grade = "{field.grade}"'] if field.grade else []
            lines += ["required = true"] if field.required else []
            lines += ["quoted = true"] if field.quoted else []
    return "\r\n".join(lines)
