"""Every profile and every content: what is written reads back as it was, or is refused whole."""

import datetime as dt
from collections.abc import Iterator

from hypothesis import event, given, settings

from subjob_desk.sage.file_content import FileContent, Value, ordered
from subjob_desk.sage.layout import Field, FieldType, Profile, Source, Written
from subjob_desk.sage.profile import parse_profile
from subjob_desk.sage.profile_words import differences
from subjob_desk.sage.readback import check_reads_as
from subjob_desk.sage.reader import date_of, read
from subjob_desk.sage.writer import MisfitError, render
from tests.drivers.interchange import CONTENTS, dumped, profiles

Said = tuple[Written, list[Value | None]]
"""A record: when it is written, and what stands in each of its fields."""


def _said(profile: Profile, content: FileContent) -> Iterator[Said]:
    """The records that ``content`` makes, field by field, written down the simplest way."""
    whole: dict[Source, Value] = dict(content.further)
    whole |= {Source.DATE: content.date, Source.BATCH_NUMBER: content.number}
    whole |= {Source.BATCH_KIND: content.kind}
    for job in ordered(content):
        of_job: dict[Source, Value] = {**whole, **job.further, Source.JOB: job.job}
        of_job |= {Source.JOB_DESCRIPTION: job.description}
        yield _record(profile, Written.PER_JOB, of_job)
        for extra in job.extras:
            of_extra: dict[Source, Value] = {**of_job, **extra.further}
            of_extra |= {Source.EXTRA: extra.extra}
            of_extra |= {Source.EXTRA_DESCRIPTION: extra.description}
            yield _record(profile, Written.PER_EXTRA, of_extra)
            for line in extra.lines:
                own: dict[Source, Value] = {Source.COST_CODE: line.cost_code}
                own |= {Source.CATEGORY: line.category}
                own |= {Source.QUANTITY: line.quantity, Source.UNIT: line.unit}
                own |= {Source.AMOUNT: line.amount}
                own |= {Source.COST_CODE_DESCRIPTION: line.description}
                yield _record(profile, Written.PER_LINE, {**of_extra, **own})


def _record(profile: Profile, written: Written, values: dict[Source, Value]) -> Said:
    fields = profile.layout(written).written_fields
    return written, [values.get(f.source, f.constant) for f in fields]


def _read(profile: Profile, data: bytes) -> Iterator[Said]:
    layouts = {layout.id: layout for layout in profile.records}
    for record in read(profile, data).records:
        layout = layouts[record.id]
        pairs = zip(layout.written_fields, record.fields, strict=True)
        yield layout.written, [_value(profile, field, text) for field, text in pairs]


def _value(profile: Profile, field: Field, text: str) -> Value | None:
    if not text or field.source is Source.CONSTANT:
        return text
    if field.type is FieldType.DATE:
        day: dt.date | None = date_of(profile)(text)
        return day
    if field.type is FieldType.DECIMAL:
        whole, places = text.split(".")
        assert len(places) == profile.decimals
        assert not places[2:].strip("0")
        return int(whole + places[:2])
    return int(text) if field.type is FieldType.WHOLE else text


@settings(deadline=None)
@given(profile=profiles(), content=CONTENTS)
def test_what_is_written_reads_back_or_is_refused(profile: Profile, content: FileContent) -> None:
    try:
        written = render(profile, content)
    except MisfitError as misfit:
        event(f"does not fit: {misfit.reason[:4]}")
        return
    event("written")
    reading = read(profile, written)
    assert reading.faults == ()
    assert list(_read(profile, written)) == list(_said(profile, content))
    check_reads_as(profile, content, written)


@settings(deadline=None)
@given(profile=profiles(), other=profiles())
def test_a_profile_is_read_as_it_was_written_down(profile: Profile, other: Profile) -> None:
    assert parse_profile(dumped(profile)) == profile
    assert differences(profile, profile) == ()
    own_words = dumped(profile) + dumped(other)
    for told in differences(profile, other):
        assert told.endswith(".")
        assert "None" not in told or "None" in own_words
