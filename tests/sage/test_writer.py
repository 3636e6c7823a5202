"""The writer: files byte for byte, their order, and what it refuses to write."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from subjob_desk.sage.profile import Profile, parse_profile
from subjob_desk.sage.writer import (
    CostLine,
    ExtraPart,
    FileContent,
    JobPart,
    render,
    render_lines,
    render_rows,
)


def _one(line: CostLine, *, job: str = "03-002", extra: str = "010") -> FileContent:
    part = JobPart(job, "Clinic", (ExtraPart(extra, "Canopy", (line,)),))
    return FileContent(1, "ORIGINAL", dt.date(2026, 11, 22), (part,))


def _lobby(job: str, description: str, amount: int) -> JobPart:
    lines = (CostLine("01-100", "LAB", 0, "", amount),)
    return JobPart(job, description, (ExtraPart("010", "Lobby", lines),))


def test_the_example_of_the_format_byte_for_byte(
    profile: Profile, base: FileContent, data: Path
) -> None:
    assert render(profile, base) == (data / "base.jce").read_bytes()


def test_equal_extra_codes_in_jobs_one_after_another_each_get_their_e(
    profile: Profile, data: Path
) -> None:
    jobs = (
        _lobby("10-100", "", 40000),
        _lobby("02-300", "West Tower", 30000),
        _lobby("02-100", "North Tower", 10000),
        _lobby("02-200", "South Tower", 20000),
    )
    content = FileContent(7, "ORIGINAL", dt.date(2027, 1, 5), jobs)
    assert render(profile, content) == (data / "same-extra-in-jobs.jce").read_bytes()


def test_lines_of_zero(profile: Profile, data: Path) -> None:
    lines = (CostLine("09-900", "SUB", 0, "", 0), CostLine("03-310", "LAB", 0, "", 0))
    extra = ExtraPart("030", "Follow-up work", lines)
    job = JobPart("03-002", "Riverside Clinic", (extra,))
    content = FileContent(1, "ORIGINAL", dt.date(2028, 2, 29), (job,))
    assert render(profile, content) == (data / "zero-lines.jce").read_bytes()


def test_negative_amounts_and_a_change_of_unit_in_the_order_given(
    profile: Profile, data: Path
) -> None:
    lines = (
        CostLine("03-320", "LAB", 0, "", 0),
        CostLine("03-310", "MAT", -750, "cy", -1),
        CostLine("03-310", "MAT", 750, "ton", -99_999_999_99),
        CostLine("03-310", "LAB", -4000, "hour", -5),
    )
    job = JobPart("03-002", "Riverside Clinic", (ExtraPart("010", "Parking canopy", lines),))
    content = FileContent(999_999, "CHANGE", dt.date(2026, 12, 31), (job,))
    assert render(profile, content) == (data / "negative-amounts.jce").read_bytes()


def test_texts_codes_and_numbers_as_long_as_they_may_be(profile: Profile, data: Path) -> None:
    line = CostLine("12-345-67890X", "L1Z", 99_999_999_99, "square", 99_999_999_99)
    extra = ExtraPart("A-1/2 b#c%", "It's 100% done; 5 in. pipe + £", (line,))
    job = JobPart("ABC-DEF-GHIJ", "Café, Küche & Säle – Bauteil 2", (extra,))
    content = FileContent(12, "ORIGINAL", dt.date(2026, 7, 4), (job,))
    assert render(profile, content) == (data / "longest-texts.jce").read_bytes()


def test_codes_are_ordered_by_their_stripped_form_as_text(profile: Profile) -> None:
    lines = tuple(CostLine(code, "LAB", 0, "", 0) for code in ("2-100", "b1", "03-310", "A9", "10"))
    part = JobPart("1", "", (ExtraPart("1", "Canopy", lines),))
    content = FileContent(1, "ORIGINAL", dt.date(2026, 11, 22), (part,))
    written = [line.split(b'"')[1] for line in render_lines(profile, content) if line[:1] == b"C"]
    assert written == [b"03-310", b"10", b"2-100", b"A9", b"b1"]


def test_parts_of_one_job_and_of_one_extra_are_put_together(
    profile: Profile, base: FileContent
) -> None:
    (job,) = base.jobs
    scattered = tuple(
        JobPart(job.job, job.description, (ExtraPart(extra.extra, extra.description, (line,)),))
        for extra in job.extras
        for line in extra.lines
    )
    apart = msgspec.structs.replace(base, jobs=scattered)
    assert render(profile, apart) == render(profile, base)


def test_rows_name_the_extra_they_belong_to(profile: Profile, base: FileContent) -> None:
    rows = list(render_rows(profile, base))
    canopy, pad = ("03-002", "010"), ("03-002", "020")
    owners = [None, ("03-002", ""), canopy, canopy, canopy, pad, pad]
    assert [owner for _, owner in rows] == owners
    assert b"".join(line for line, _ in rows) == render(profile, base)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (CostLine('03"310', "LAB", 0, "", 0), "contains the mark"),
        (CostLine("03-310", "LAB", 0, "→", 0), "cp1252"),
        (CostLine("03-310", "LAB", 0, "a\x81", 0), "control character"),
        (CostLine("03-310", "LAB", 0, "a\nb", 0), "control character"),
        (CostLine("03-310", "LAB", 0, "sevenly", 0), "7 characters"),
        (CostLine("12345678901234", "LAB", 0, "", 0), "14 characters"),
        (CostLine("1234567890123", "LAB", 0, "", 0), "13 letters and digits"),
        (CostLine(" 03-310", "LAB", 0, "", 0), "blanks round it"),
        (CostLine("", "LAB", 0, "", 0), "required"),
        (CostLine("03-310", "", 0, "", 0), "required"),
        (CostLine("03-310", "LABO", 0, "", 0), "4 characters"),
        (CostLine("03-310", "LAB", 100_000_000_00, "", 0), "beyond"),
        (CostLine("03-310", "LAB", 0, "", -100_000_000_00), "beyond"),
    ],
)
def test_a_line_that_must_not_be_written_is_never_cut(
    profile: Profile, line: CostLine, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason) as refusal:
        render(profile, _one(line))
    assert "record 'C', field" in str(refusal.value)


def test_codes_and_descriptions_of_job_and_extra_are_checked_too(profile: Profile) -> None:
    line = CostLine("03-310", "LAB", 0, "", 0)
    with pytest.raises(ValueError, match="11 letters and digits"):
        render(profile, _one(line, job="12345678901"))
    with pytest.raises(ValueError, match="11 characters"):
        render(profile, _one(line, extra="12345-67890"))
    nameless = JobPart("1", "", (ExtraPart("010", " ", (line,)),))
    with pytest.raises(ValueError, match="is empty but required"):
        render(profile, FileContent(1, "ORIGINAL", dt.date(2026, 11, 22), (nameless,)))


def test_content_that_is_no_batch_is_refused(profile: Profile, base: FileContent) -> None:
    replace = msgspec.structs.replace
    (job,) = base.jobs
    no_lines = replace(job, extras=(*job.extras, ExtraPart("030", "Empty", ())))
    renamed = replace(job, description="Other")
    respelt = replace(job, job="03002")
    for wrong, reason in (
        (replace(base, kind="MIXED"), "MIXED"),
        (replace(base, number=0), "six digits"),
        (replace(base, number=1_000_000), "six digits"),
        (replace(base, jobs=()), "without jobs"),
        (replace(base, jobs=(replace(job, extras=()),)), "without extras"),
        (replace(base, jobs=(no_lines,)), "without lines"),
        (replace(base, jobs=(job, renamed)), "stands twice"),
        (replace(base, jobs=(job, respelt)), "stands twice"),
    ):
        with pytest.raises(ValueError, match=reason):
            render(profile, wrong)


def test_a_profile_alone_decides_how_the_file_looks(shipped: str, base: FileContent) -> None:
    changed = (
        shipped.replace('separator = ","', 'separator = "|"')
        .replace('line_end = "CRLF"', 'line_end = "LF"')
        .replace('date = "MMDDYYYY"', 'date = "YYYY-MM-DD"')
        .replace("decimals = 2", "decimals = 4")
        .replace('comment = ";"', 'comment = "#"')
        .replace(
            '3 = { name = "cost_code_description", source = "empty"',
            '3 = { name = "cost_code_description", source = "cost_code_description"',
            1,
        )
        .replace(
            '14 = { name = "field_14", source = "empty", type = "unknown" }\n15 = { name = '
            '"field_15", source = "empty", type = "unknown" }\n\n# Production',
            '14 = { name = "region", source = "constant", type = "constant", constant = "W", '
            'quoted = true, grade = "D" }\n\n# Production',
        )
    )
    written = render(parse_profile(changed), base).decode("cp1252").split("\n")
    assert written[0].startswith("# SubJob Desk batch 000123 ORIGINAL:")
    assert written[3] == ('C|"03-310"|""|"LAB"|2026-11-22|40.0000|"hour"|2600.0000|||||"010"|"W"')


def test_text_without_quotation_marks_must_not_change_the_line(
    shipped: str, base: FileContent
) -> None:
    bare = parse_profile(
        shipped.replace(
            'type = "text", size = 30, required = true, quoted = true',
            'type = "text", size = 30, required = true, quoted = false',
        )
    )
    (job,) = base.jobs
    assert b'E,"010",Parking canopy\r\n' in render(bare, base)
    for description in ("Slab, east", "more +", " Slab"):
        extra = msgspec.structs.replace(job.extras[0], description=description)
        wrong = msgspec.structs.replace(base, jobs=(JobPart("1", "", (extra,)),))
        with pytest.raises(ValueError, match="without quotation marks"):
            render(bare, wrong)
