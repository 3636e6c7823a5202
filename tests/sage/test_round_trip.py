"""Whatever is written reads back as it was, and no bytes at all bring the reader down."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subjob_desk.sage.file_content import ordered
from subjob_desk.sage.profile import Profile, Source, load_profile
from subjob_desk.sage.readback import check_readable, check_reads_as
from subjob_desk.sage.reader import read
from subjob_desk.sage.writer import CostLine, ExtraPart, FileContent, JobPart, render
from tests.drivers.interchange import PLAIN_CONTENTS

_PROFILE = load_profile()
_TOKENS = [b"C", b"*", b"E", b"P", b'"', b",", b"+", b"\r\n", b"\n", b"\r", b";", b"#", b" "]
_TOKENS += [b"03-310", b"11222026", b"1.5", b"\x81", b"\x00", b"\t", b"\xff\xfe", b"\x1a"]


@st.composite
def _profiles(draw: st.DrawFn) -> Profile:
    """The shipped profile with other marks, and with the cost code's description switched on."""
    separator = draw(st.sampled_from([",", ";", "|", "\t"]))
    records = list(_PROFILE.records)
    if draw(st.booleans()):
        line = records[2]
        fields = list(line.fields)
        fields[2] = msgspec.structs.replace(fields[2], source=Source.COST_CODE_DESCRIPTION)
        records[2] = msgspec.structs.replace(line, fields=tuple(fields))
    return msgspec.structs.replace(
        _PROFILE,
        separator=separator,
        line_end=draw(st.sampled_from(["\r\n", "\n"])),
        date=draw(st.sampled_from(["MMDDYYYY", "YYYY-MM-DD", "DD.MM.YYYY", "MM/DDYYYY"])),
        decimals=draw(st.integers(2, 6)),
        encoding=draw(st.sampled_from(["cp1252", "utf-8"])),
        comment="#" if separator == ";" else draw(st.sampled_from([";", "#"])),
        records=tuple(records),
    )


def _again(profile: Profile, content: FileContent, data: bytes) -> tuple[JobPart, ...]:
    """The jobs a file speaks of, put together from its records alone."""
    jobs: list[JobPart] = []
    for record in read(profile, data).records:
        values = dict(zip(record.names, record.fields, strict=False))
        if record.id == "*":
            jobs.append(JobPart(values["job"], values["job_description"], ()))
            continue
        job = jobs[-1]
        if record.id == "E":
            extra = ExtraPart(values["extra"], values["extra_description"], ())
            jobs[-1] = msgspec.structs.replace(job, extras=(*job.extras, extra))
            continue
        extra = job.extras[-1]
        assert values["extra"] == extra.extra
        line = CostLine(
            values["cost_code"],
            values["category"],
            _whole(values["quantity"], profile.decimals),
            values["unit"],
            _whole(values["amount"], profile.decimals),
            values["cost_code_description"],
        )
        extra = msgspec.structs.replace(extra, lines=(*extra.lines, line))
        jobs[-1] = msgspec.structs.replace(job, extras=(*job.extras[:-1], extra))
    return tuple(jobs)


def _whole(text: str, decimals: int) -> int:
    whole, places = text.split(".")
    assert len(places) == decimals
    assert not places[2:].strip("0")
    return int(whole + places[:2])


def _without_descriptions(jobs: tuple[JobPart, ...]) -> tuple[JobPart, ...]:
    replace = msgspec.structs.replace
    return tuple(
        replace(
            job,
            extras=tuple(
                replace(extra, lines=tuple(replace(line, description="") for line in extra.lines))
                for extra in job.extras
            ),
        )
        for job in jobs
    )


@settings(deadline=None)
@given(profile=_profiles(), content=PLAIN_CONTENTS)
def test_what_is_written_reads_back(profile: Profile, content: FileContent) -> None:
    written = render(profile, content)
    reading = read(profile, written)
    assert reading.faults == ()
    expected = ordered(content)
    if not profile.records[2].fields[2].is_written:
        expected = _without_descriptions(expected)
    assert _again(profile, content, written) == expected
    check_reads_as(profile, content, written)
    assert render(profile, msgspec.structs.replace(content, jobs=content.jobs[::-1])) == written


@settings(deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_without_a_crash(data: bytes) -> None:
    _check_places(data)


@settings(deadline=None)
@given(
    parts=st.lists(
        st.sampled_from(_TOKENS),
        max_size=60,
    ).map(b"".join)
)
def test_anything_that_resembles_the_grammar_is_read_without_a_crash(parts: bytes) -> None:
    _check_places(parts)
    _check_places(b"\xef\xbb\xbf" + parts)


def _check_places(data: bytes) -> None:
    reading = read(_PROFILE, data)
    physical = data.removeprefix(b"\xef\xbb\xbf").splitlines() or [b""]
    for fault in reading.faults:
        assert 1 <= fault.line <= len(physical)
        assert 1 <= fault.column <= len(physical[fault.line - 1]) + 1
    for record in reading.records:
        assert 1 <= record.line <= len(physical)
        assert record.id in {"*", "E", "C", "P"}
        assert record.named["id"] == record.id


def test_a_file_that_says_something_else_is_noticed(base: FileContent) -> None:
    good = render(_PROFILE, base)
    check_readable(_PROFILE, good)
    lines = good.splitlines(keepends=True)
    for wrong, said in (
        (good.replace(b"2600.00", b"2600.01"), "field 8 reads '2600.01' instead of 260000"),
        (good.replace(b'"LAB"', b'"MAT"', 1), "'MAT' instead of 'LAB'"),
        (good.replace(b"11222026", b"11232026", 1), "field 5"),
        (good.replace(b"11222026", b"11312026", 1), "column 19"),
        (good.replace(b'"010","Park', b'"011","Park'), "'011' instead of '010'"),
        (good.replace(b'"010"\r\nC', b'"010",1\r\nC', 1), "not the expected record"),
        (good.replace(b",,,,", b",1,,,", 1), "field 9"),
        (good.replace(b"40.00", b"40.000", 1), "field 6"),
        (b"".join(lines[:-1]), "ends before"),
        (good + lines[-1], "a record too many"),
        (b"".join(lines[:2] + lines[3:]), "not the expected record"),
    ):
        with pytest.raises(ValueError, match=said):
            check_reads_as(_PROFILE, base, wrong)
    with pytest.raises(ValueError, match="line 8, column 1"):
        check_readable(_PROFILE, good + b"?")
