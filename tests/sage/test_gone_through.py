"""Whatever profile is let in: a file written by it is rehearsed, compared and answered."""

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from subjob_desk.sage.file_content import FileContent
from subjob_desk.sage.layout import FieldType, Profile
from subjob_desk.sage.profile import parse_profile
from subjob_desk.sage.profile_sample import SAMPLE, sample_file
from subjob_desk.sage.reader import read
from subjob_desk.sage.rehearsal import Rehearsal
from subjob_desk.sage.rejects import WrittenLine, match
from subjob_desk.sage.second_import import Earlier, SecondImport
from subjob_desk.sage.writer import render
from tests.drivers.interchange import CONTENTS, dumped, profiles
from tests.drivers.known_sage import Sage


def _wide(profile: Profile) -> Profile:
    """The same, with room for everything: what does not fit is not this test's."""
    replace = msgspec.structs.replace
    room = {FieldType.CODE: 255, FieldType.TEXT: 255, FieldType.WHOLE: 8}
    return replace(
        profile,
        records=tuple(
            replace(
                record,
                fields=tuple(
                    replace(
                        field,
                        size=room.get(field.type, 8) if field.size else 0,
                        longest=255 if field.longest else 0,
                        required=False,
                        quoted=field.quoted or field.type in room,
                    )
                    for field in record.fields
                ),
            )
            for record in profile.records
        ),
    )


def _moved_to_the_end(shipped: str, source: str, last: int) -> Profile:
    """The shipped profile with this field as the line's last one, bare and not required."""
    head, mark, lines = shipped.partition("[record.line]")
    moved = next(line for line in lines.split("\n") if f'source = "{source}"' in line)
    number = moved.partition(" ")[0]
    empty = f'field_{last}", source = "empty", type = "unknown" }}'
    bare = moved.replace(", required = true", "").replace(", quoted = true", "")
    lines = lines.replace(
        moved, f'{number} = {{ name = "field_0", source = "empty", type = "unknown" }}'
    )
    lines = lines.replace(f'{last} = {{ name = "{empty}', bare.replace(number, str(last), 1), 1)
    return parse_profile(head + mark + lines)


@pytest.mark.parametrize("source", ["quantity", "unit", "amount", "category", "cost_code"])
def test_a_record_that_ends_early_is_judged(shipped: str, source: str) -> None:
    profile = _moved_to_the_end(shipped, source, 15)
    data = render(profile, SAMPLE)
    _gone_through(profile, SAMPLE, data)
    cut = re.sub(rb'("0[01][01]"|"200"),[^\r]*', rb"\1", data)
    assert cut != data
    assert len(list(Rehearsal(profile, cut, Sage().known()).lines())) == 9
    match(profile, _written(SAMPLE), cut, "batch 12")


def _written(content: FileContent) -> list[WrittenLine]:
    return [
        WrittenLine(
            job.job, extra.extra, line.cost_code, line.category, line.quantity, line.unit,
            line.amount, f"{job.job}/{extra.extra}", number,
        )
        for job in content.jobs
        for extra in job.extras
        for number, line in enumerate(extra.lines)
    ]  # fmt: skip


def _gone_through(profile: Profile, content: FileContent, data: bytes) -> None:
    """Everything that is done with a file, once it is written."""
    read(profile, data)
    rehearsal = Rehearsal(profile, data, Sage().known(), content.kind)
    list(rehearsal.lines())
    assert len(rehearsal.budgets) <= sum(len(job.extras) for job in content.jobs)
    earlier = Earlier(
        content.number, content.kind, "2026-11-22", "written", "other", profile,
        lambda: data, tuple,
    )  # fmt: skip
    assert SecondImport(profile, data, "this", "Extra").found([earlier]).warning
    match(profile, _written(content), data, "batch 12")


@given(profile=profiles(), content=CONTENTS, cut=st.integers(0, 400))
def test_what_a_profile_writes_is_rehearsed_compared_and_answered(
    profile: Profile, content: FileContent, cut: int
) -> None:
    profile = _wide(profile)
    assert parse_profile(dumped(profile)) == profile
    sample_file(profile)
    data = render(profile, content)
    _gone_through(profile, content, data)
    # As somebody may have damaged it.
    list(Rehearsal(profile, data[cut:], Sage().known()).lines())
    match(profile, _written(content), data[:-1][cut:], "batch 12")
