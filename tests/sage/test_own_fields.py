"""Fields of a company's own, behind the standard ones: byte for byte, and what they refuse."""

from pathlib import Path

import msgspec
import pytest

from subjob_desk.sage.file_content import FileContent
from subjob_desk.sage.profile import Profile, Source, load_profile, parse_profile
from subjob_desk.sage.profile_sample import SAMPLE
from subjob_desk.sage.readback import check_reads_as
from subjob_desk.sage.reader import read
from subjob_desk.sage.writer import MisfitError, render
from tests.drivers.profiles import own_profile


@pytest.fixture(scope="module")
def own() -> Profile:
    """The shipped profile with fields 16 and more of * and C, 9 and more of E."""
    return parse_profile(own_profile())


def test_fields_of_the_company_byte_for_byte(own: Profile, data: Path) -> None:
    written = (data / "custom-fields.jce").read_bytes()
    assert render(own, SAMPLE) == written
    check_reads_as(own, SAMPLE, written)


def test_the_address_of_the_job_byte_for_byte(data: Path) -> None:
    profile = load_profile("job-address")
    written = (data / "job-address.jce").read_bytes()
    assert render(profile, SAMPLE) == written
    check_reads_as(profile, SAMPLE, written)


def test_own_fields_are_read_by_their_names(own: Profile) -> None:
    records = read(own, render(own, SAMPLE)).records
    job, extra, line = (record.named for record in records[:3])
    assert (job["region"], job["company"], job["batch_number"]) == (
        "West, 100%",
        "Riverside Builders",
        "123",
    )
    assert (extra["sub_job"], extra["round"], extra["date"]) == ("24-117/010", "1", "11222026")
    assert (line["sender"], line["approver"], line["fund"]) == ("Ann Ruiz", "Carl Otis", "7")
    last = records[-1].named
    assert (last["extra"], last["sub_job_code"]) == ("200", "020")


def test_nothing_of_one_job_or_extra_slips_into_the_next() -> None:
    profile = load_profile("job-address")
    written = render(profile, SAMPLE).decode("cp1252").splitlines()
    assert written[1].endswith(',,"100 Harbor Road","Portland","ME","04101"')
    assert written[7] == '*,"24-120","Healthcare Campus",,"","","",""'


def _saying(source: Source, value: str | int) -> FileContent:
    """The sample, with something else said of its first extra and job."""
    job = SAMPLE.jobs[0]
    extra = msgspec.structs.replace(job.extras[0], further={**job.extras[0].further, source: value})
    changed = msgspec.structs.replace(
        job, extras=(extra, *job.extras[1:]), further={**job.further, source: value}
    )
    return msgspec.structs.replace(SAMPLE, jobs=(changed, *SAMPLE.jobs[1:]))


@pytest.mark.parametrize(
    ("source", "value", "record", "field", "reason"),
    [
        (Source.SENDER, "W" * 21, "C", 16, "has 21 characters, at most 20 are allowed"),
        (Source.APPROVER, "a\tb", "C", 17, "contains a control character"),
        (Source.APPROVER, "Łukasz", "C", 17, "contains 'Ł', which cp1252 lacks"),
        (Source.SENDER, 'Ann "A" Ruiz', "C", 16, 'contains the mark "'),
        (Source.SUB_JOB_CODE, "12345678901", "C", 18, "has 11 characters, at most 10 are allowed"),
        (Source.ROUND, 1000, "E", 10, "is beyond 3 digits"),
        (Source.ROUND, -1000, "E", 10, "is beyond 3 digits"),
    ],
)
def test_a_value_that_does_not_fit_is_never_cut(
    own: Profile, source: Source, value: str | int, record: str, field: int, reason: str
) -> None:
    with pytest.raises(MisfitError) as refusal:
        render(own, _saying(source, value))
    misfit = refusal.value
    assert (misfit.record, misfit.field.number, misfit.value) == (record, field, value)
    assert misfit.reason == reason


def test_what_nobody_knows_is_empty_unless_it_is_required(own: Profile) -> None:
    silent = msgspec.structs.replace(SAMPLE, further={})
    line = render(own, silent).decode("cp1252").splitlines()[1]
    assert line == '*,"24-117","Harbor Tower",,,,,,,,,,,,,"West, 100%","",123'
    check_reads_as(own, silent, render(own, silent))
    must = {'source = "round", type = "whole", size = 3': 'source = "round", type = "whole", '
            "size = 3, required = true"}  # fmt: skip
    strict = parse_profile(own_profile(changed=must))
    bare = _saying(Source.ROUND, "")
    with pytest.raises(MisfitError, match="is empty but required"):
        render(strict, bare)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('"West, 100%"', '"East, 100%"', "line 2, field 16 reads 'East, 100%'"),
        (",123\r\n", ",124\r\n", "line 2, field 18 reads '124' instead of 123"),
        ('"24-117/010",1', '"24-117/011",1', "line 3, field 9 reads '24-117/011'"),
        ('"24-117/010",1', '"24-117/010",x', "line 3, field 10 reads 'x' instead of 1"),
        ("11222026\r\n", "11232026\r\n", "line 3, field 11"),
        ('"Ann Ruiz"', '"Ann Wu"', "line 4, field 16 reads 'Ann Wu' instead of 'Ann Ruiz'"),
        (",7\r\n", ",8\r\n", "line 4, field 19 reads '8' instead of '7'"),
    ],
)
def test_reading_back_sees_every_own_field(own: Profile, was: str, now: str, said: str) -> None:
    written = render(own, SAMPLE).decode("cp1252")
    assert was in written
    with pytest.raises(ValueError, match=said):
        check_reads_as(own, SAMPLE, written.replace(was, now, 1).encode("cp1252"))


def test_parts_of_a_job_that_disagree_are_refused(own: Profile) -> None:
    job = SAMPLE.jobs[0]
    other = msgspec.structs.replace(job, further={Source.CITY: "Bath"})
    with pytest.raises(ValueError, match="stands twice"):
        render(own, msgspec.structs.replace(SAMPLE, jobs=(job, other)))
