"""The profile language: the shipped profile, and every way a profile can be wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subjob_desk.domain.errors import UserError
from subjob_desk.sage.profile import (
    FieldType,
    Profile,
    Source,
    Written,
    load_profile,
    parse_profile,
)


def _dumped(profile: Profile) -> str:
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
    ]
    for record in profile.records:
        lines += [f"[record.{record.name}]", f'written = "{record.written}"']
        for field in record.fields:
            lines += [f"[record.{record.name}.fields.{field.number}]", f'name = "{field.name}"']
            lines += [f'source = "{field.source}"', f'type = "{field.type}"']
            lines += [f"size = {field.size}"] if field.size else []
            lines += [f"longest = {field.longest}"] if field.longest else []
            lines += [f'constant = "{field.constant}"'] if field.constant else []
            lines += [f'grade = "{field.grade}"'] if field.grade else []
            lines += ["required = true"] if field.required else []
            lines += ["quoted = true"] if field.quoted else []
    return "\r\n".join(lines)


def test_the_shipped_profile_is_the_format_as_described(profile: Profile) -> None:
    shape = {record.id: (record.written, len(record.fields)) for record in profile.records}
    assert shape == {
        "*": (Written.PER_JOB, 15),
        "E": (Written.PER_EXTRA, 8),
        "C": (Written.PER_LINE, 15),
        "P": (Written.NEVER, 15),
    }
    marks = (profile.extension, profile.encoding, profile.line_end, profile.separator)
    assert marks == ("jce", "cp1252", "\r\n", ",")
    assert (profile.date, profile.decimals, profile.comment) == ("MMDDYYYY", 2, ";")
    job = profile.layout(Written.PER_JOB).field("job")
    assert (job.number, job.size, job.longest, job.grade) == (2, 10, 12, "ABC")
    line = profile.layout(Written.PER_LINE)
    assert (line.field("cost_code").size, line.field("cost_code").longest) == (12, 13)
    assert (line.field("unit").size, line.field("unit").longest) == (4, 6)
    assert (line.field("extra").number, line.field("extra").size) == (13, 10)
    assert line.field("amount").type is FieldType.DECIMAL
    assert [field.number for field in line.fields if field.source is Source.EMPTY] == [
        3, 9, 10, 11, 12, 14, 15,
    ]  # fmt: skip
    with pytest.raises(KeyError):
        line.field("address")


def test_a_profile_written_down_again_is_the_same(profile: Profile) -> None:
    assert parse_profile(_dumped(profile)) == profile


@pytest.mark.parametrize("name", ["missing", "../default", "", "default.toml", "DEFAULT"])
def test_a_profile_that_is_not_there(name: str) -> None:
    with pytest.raises(UserError, match="no interchange profile"):
        load_profile(name)


_COST_CODE = '2 = { name = "cost_code", source = "cost_code", type = "code", size = 12'
_EXTRA = 'source = "extra", type = "code", size = 10, required = true, quoted = true, grade = "BC"'
_ID_OF_E = '1 = { name = "id", source = "constant", type = "constant", constant = "E"'


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("version = 1", "version = 1.5", "'version' is a whole number from 1"),
        ("version = 1", "version = true", "'version' is a whole number"),
        ("version = 1", "version = 0", "'version' is a whole number"),
        ('name = "default"', 'name = "My profile"', "'name' is lower-case"),
        ('name = "default"', 'name = ""', "'name' is lower-case"),
        ('encoding = "cp1252"', 'encoding = "utf-16"', "'encoding' is cp1252"),
        ('line_end = "CRLF"', 'line_end = "CR"', "'line_end' is CRLF"),
        ('separator = ","', 'separator = ",,"', "'separator' is a comma"),
        ("quote = '\"'", 'quote = "\'"', "'quote' is the double"),
        ('extension = "jce"', 'extension = ".jce"', "'extension' is 1 to 8"),
        ('date = "MMDDYYYY"', 'date = "MMDDYY"', "'date' is MM, DD and YYYY"),
        ('date = "MMDDYYYY"', 'date = "MMMMYYYY"', "once each"),
        ("decimals = 2", "decimals = 1", "'decimals' is a whole number from 2"),
        ("decimals = 2", "decimals = 2\ndecimal = 2", "there is no setting 'decimal'"),
        ("decimals = 2", "decimals = 2\ndecimals = 3", "stands twice"),
        ("decimals = 2", "decimals : 2", "not written as TOML"),
        ("decimals = 2", "decimals = [\n2]", "a line of its own"),
        ('comment = ";"', 'comment = "//"', "'comment' is ; or #"),
        ('written = "per extra"', 'written = "per page"', "'written' is one of per job"),
        ('written = "never"', 'written = "never"\nid = "P"', "no setting 'id'"),
        ("[record.extra.fields]", "[record.Extra.fields]", "'Extra' is no name|'written'|missing"),
        (_COST_CODE, _COST_CODE.replace("2 =", "3 =", 1), "twice"),
        (_COST_CODE, _COST_CODE.replace("2 =", "02 =", 1), "without a gap: here 2"),
        (_COST_CODE, "# " + _COST_CODE, "without a gap: here 2"),
        (_COST_CODE, _COST_CODE.replace("size", "sise"), "missing|no setting"),
        (_COST_CODE, _COST_CODE.replace("12", '"12"'), "'size' is a whole number from 1"),
        (_COST_CODE, _COST_CODE.replace("12", "14"), "'longest' is a whole number from 14"),
        (_COST_CODE, _COST_CODE.replace("12", "0"), "'size' is a whole number"),
        (_COST_CODE, _COST_CODE.replace('type = "code"', 'type = "text"'), "is of type 'code'"),
        (_COST_CODE, _COST_CODE.replace('type = "code"', 'type = "kode"'), "'type' is one of"),
        (_COST_CODE, _COST_CODE.replace('source = "cost_code"', 'source = "phase"'), "'source' is"),
        (_COST_CODE, _COST_CODE.replace('name = "cost_code"', 'name = "phase"'), "is called 'cost"),
        (_COST_CODE, _COST_CODE.replace("{ name", "{ pad = 1, name"), "there is no setting 'pad'"),
        (_EXTRA, _EXTRA.replace("quoted = true", "quoted = 1"), "'quoted' is true or false"),
        (_EXTRA, _EXTRA.replace('"BC"', '"CB"'), "'grade' is letters"),
        (_EXTRA, _EXTRA.replace('"BC"', '""'), "'grade' is letters"),
        (_EXTRA, _EXTRA.replace('source = "extra"', 'source = "empty"'), "required field needs"),
        (_EXTRA, _EXTRA.replace('source = "extra"', 'source = "unit"'), "is of type 'text'"),
        (_EXTRA, _EXTRA.replace('source = "extra"', 'source = "category"'), "not known in a rec"),
        (_ID_OF_E, _ID_OF_E.replace('"E"', '"*"'), "have the same id"),
        (_ID_OF_E, _ID_OF_E.replace('"E"', '"E,"'), "'constant' is letters"),
        (_ID_OF_E, _ID_OF_E.replace('"E"', '"E F"'), "a constant without blanks"),
        (_ID_OF_E, _ID_OF_E.replace('source = "constant"', 'source = "empty"'), "'constant'"),
        (_ID_OF_E, _ID_OF_E.replace('type = "constant"', 'type = "code"'), "of type 'constant'"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(shipped: str, was: str, now: str, said: str) -> None:
    assert was in shipped
    line = shipped[: shipped.index(was)].count("\n") + 1
    with pytest.raises(UserError, match=said) as refusal:
        parse_profile(shipped.replace(was, now, 1))
    named = int(refusal.value.problem.split()[1])
    assert abs(named - line) <= 5
    assert refusal.value.remedy


def test_the_line_is_exactly_that_of_the_setting(shipped: str) -> None:
    lines = shipped.split("\n")
    wrong = next(i for i, line in enumerate(lines) if line.startswith("13 = ") and "extra" in line)
    lines[wrong] = lines[wrong].replace("size = 10", "size = 999")
    with pytest.raises(UserError, match=f"^Line {wrong + 1} of the interchange profile: 'size'"):
        parse_profile("\r\n".join(lines))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'separator' is missing"),
        ("a = " + "[" * 5000, "nested|TOML"),
        ("x" * 300_000, "at most"),
        ('name = """\nx"""', "a line of its own"),
        ("[record]\nextra = 5", "'separator' is missing"),
    ],
)
def test_what_is_no_profile_at_all(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        parse_profile(text)


def test_records_are_tables_with_fields(shipped: str) -> None:
    head, _, _ = shipped.partition("[record.job]")
    for rest, said in (
        ("record = 5", "'record' is a table"),
        ("[record]\njob = 5", "'job' is a table"),
        ('[record.job]\nwritten = "never"\nfields = 3', "'fields' is a table"),
        ('[record.job]\nwritten = "never"\n[record.job.fields]\n1 = 5', "2 to 200 fields"),
        ('[record.job]\nwritten = "never"\n[record.job.fields]\n1 = 5\n2 = 5', "'1' is a table"),
        ('[record."a b"]\nwritten = "never"', "a line of its own"),
        ("[record]", "no record is written per job"),
    ):
        with pytest.raises(UserError, match=said):
            parse_profile(head + rest)


def test_what_belongs_together(shipped: str) -> None:
    quoted_date = 'type = "date", required = true, '
    no_amount = shipped.replace(
        'name = "amount", source = "amount"', 'name = "amount", source = "empty"'
    )
    extra = shipped[shipped.index("[record.extra]") : shipped.index("# The cost code desc")]
    twice = extra.replace("record.extra", "record.other").replace('"E"', '"X"')
    for text, said in (
        (shipped + twice, "'extra' is already written per extra"),
        (shipped.replace(quoted_date, quoted_date + "quoted = true, "), "without quotation marks"),
        (shipped.replace('separator = ","', 'separator = ";"'), "cannot begin with the separator"),
        (
            no_amount.replace('size = 8, required = true, grade = "ABC"', 'size = 8, grade = "A"'),
            "needs a field for 'amount'",
        ),
        (shipped.replace('name = "field_15"', 'name = "field_14"'), "two fields are called"),
    ):
        with pytest.raises(UserError, match=said):
            parse_profile(text)


@settings(deadline=None)
@given(at=st.integers(0, 6000), cut=st.integers(0, 40), put=st.text(max_size=5))
def test_a_damaged_profile_is_read_or_refused_in_words(at: int, cut: int, put: str) -> None:
    text = _dumped(load_profile())
    refused = ""
    try:
        parse_profile(text[:at] + put + text[at + cut :])
    except UserError as refusal:
        refused = refusal.problem
    assert not refused or refused.startswith("Line ")
