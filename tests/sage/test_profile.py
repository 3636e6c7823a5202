"""The profile language: the shipped profile, and every way a profile can be wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subjob_desk.domain.errors import UserError
from subjob_desk.sage.profile import (
    FaultyProfileError,
    FieldType,
    Profile,
    Source,
    Written,
    load_profile,
    parse_profile,
)
from tests.drivers.interchange import dumped


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
    assert parse_profile(dumped(profile)) == profile


@pytest.mark.parametrize("name", ["missing", "../default", "", "default.toml", "DEFAULT"])
def test_a_profile_that_is_not_there(name: str) -> None:
    with pytest.raises(UserError, match="no interchange profile"):
        load_profile(name)


_COST_CODE = '2 = { name = "cost_code", source = "cost_code", type = "code", size = 12'
_EXTRA = (
    'source = "extra", type = "code", size = 10, required = true, quoted = true, grade = "BC" }'
)
_ID_OF_E = '1 = { name = "id", source = "constant", type = "constant", constant = "E"'
_15_OF_C = '15 = { name = "field_15", source = "empty", type = "unknown" }\n\n# Production'
_OWN = (
    '15 = { name = "own", source = "constant", type = "constant", constant = "W", grade = "D" }'
    "\n\n# Production"
)
_NO_CONSTANT = "a constant cannot contain"


@pytest.mark.parametrize(
    ("was", "now", "at", "said"),
    [
        # What is no TOML.
        ("version = 1", "version 1", "1", "between the name and the value a = is missing."),
        ("version = 1", "version =", "", ("a value is expected here: a text in quotation marks, "
         "a number, or true.")),
        ("version = 1", "version = 1 2", "2", "something stands behind the value."),
        ("version = 1", "= 1", "=", "a line is a # comment, a [table], or 'setting = value'."),
        ("version = 1", "version.= 1", "=", "a name is expected here: letters, digits, - and _."),
        ('name = "default"', 'name = "default', "", "a closing quotation mark is missing."),
        ('name = "default"', "name = 'default", "", "a closing quotation mark is missing."),
        ('name = "default"', 'name = "a\\d"', '"',
         ("a \\ is not understood here: write the text in "
         "single quotation marks.")),
        ("[record.extra]", "[record.extra", "", "a closing bracket ] is missing."),
        ("version = 1", "version = [1", "extension", "a closing bracket ] is missing."),
        (_COST_CODE, _COST_CODE + " 3", "3", ("the fields of a record end with }, which is missing "
         "here.")),
        ("version = 1", "version = 0x", "x", "something stands behind the value."),
        ("version = 1", 'version = "\\u12"', "12", "this is not written as TOML asks for."),
        ("decimals = 2", "decimals = 2\ndecimals = 3", "", "this stands twice."),
        (_COST_CODE, _COST_CODE.replace("2 =", "3 =", 1), "", "this stands twice."),
        (_COST_CODE, _COST_CODE.replace("type", 'name = "x", type'), ", type",
         "this stands twice."),
        ("decimals = 2", "decimals = [\n2]", "2]",
         ("each [table] and each 'setting = value' stands "
         "on a line of its own.")),
        # The settings of the whole.
        ("version = 1", "version = 1.5", "version", "'version' is a whole number from 1 to 9999."),
        ("version = 1", "version = true", "version", "'version' is a whole number from 1 to 9999."),
        ("version = 1", "version = 0", "version", "'version' is a whole number from 1 to 9999."),
        ("version = 1\n", "", "#", "the setting 'version' is missing."),
        ('name = "default"', 'name = "My own"', "name", ("'name' is lower-case letters, digits and "
         "hyphens, at most 40.")),
        ('encoding = "cp1252"', 'encoding = "utf-8"', "enc", ("'encoding' is cp1252: Sage's files "
         "have no other.")),
        ("version = 1", "version = 1 # \ud83d", "\ud83d", ("here stands no whole character (code "
         "D83D).")),
        ("version = 1", "version = 1 #" + " " * 3988, "", ("a line has at most 4000 characters, "
         "this one 4001.")),
        ('line_end = "CRLF"', 'line_end = "CR"', "line_end", "'line_end' is CRLF or LF."),
        ('separator = ","', 'separator = ",,"', "separator",
         ("'separator' is a comma, a semicolon, "
         "a bar or a tab.")),
        ("quote = '\"'", 'quote = "\'"', "quote", "'quote' is the double quotation mark: '\"'."),
        ('extension = "jce"', 'extension = "txt"', "ext", ("'extension' is jce: Sage imports "
         "estimates from no other.")),
        ('date = "MMDDYYYY"', 'date = "MMDDYY"', "date", ("'date' is MM, DD and YYYY in any order, "
         "with - / or . between them.")),
        ('date = "MMDDYYYY"', 'date = "MMMMYYYY"', "date", "'date' has MM, DD and YYYY once each."),
        ("decimals = 2", "decimals = 1", "decimals", "'decimals' is a whole number from 2 to 6."),
        ('comment = ";"', 'comment = "//"', "comment", "'comment' is ; or #."),
        ('separator = ","', 'separator = ";"', "comment", ("comments cannot begin with the "
         "separator.")),
        ("decimals = 2", "decimals = 2\ncolour = 2", "colour",
         "there is no setting 'colour' here."),
        ("version = 1", "versoin = 1", "versoin", "the setting 'version' is missing."),
        ("version = 1", "version = 1\nunverfied = 'x'", "unverf", ("there is no setting "
         "'unverfied' here. Did you mean 'unverified'?")),
        ("version = 1", "version = 1\nunverified = ' '", "unver", ("'unverified' says in 1 to 120 "
         "characters what was not tried.")),
        ("version = 1", "version = 1\nunverified = true", "unver", ("'unverified' is a text in "
         "quotation marks.")),
        # The records.
        ('written = "per extra"', 'written = "per page"', "written",
         ("'written' is one of per job, "
         "per extra, per line, never.")),
        ('written = "never"', 'written = "per line"', "[record.prod", ("a record that is written "
         "per line needs a field for 'cost_code'; Sage's estimate import has it in field 2.")),
        ('written = "never"', 'written = "never"\nid = "P"', "id",
         "there is no setting 'id' here."),
        ("[record.extra.fields]", "[record.extra.felds]", "[record.extra",
         ("the setting 'fields' is "
         "missing.")),
        (_ID_OF_E, _ID_OF_E.replace('"E"', '"*"'), "[record.extra]",
         ("the records 'job' and 'extra' "
         "have the same id.")),
        # The fields.
        (_COST_CODE, _COST_CODE.replace("2 =", "02 =", 1), "02", ("fields are numbered 1, 2, 3 "
         "without a gap: here 2 is expected.")),
        (_COST_CODE, "# " + _COST_CODE, "3",
         ("fields are numbered 1, 2, 3 without a gap: here 2 is "
         "expected.")),
        (_COST_CODE, _COST_CODE.replace("size", "sise"), "sise", "the setting 'size' is missing."),
        (_COST_CODE, _COST_CODE.replace("12", '"12"'), "size",
         ("'size' is a whole number from 1 to "
         "255.")),
        (_COST_CODE, _COST_CODE.replace("12", "0"), "size", ("'size' is a whole number from 1 to "
         "255.")),
        (_COST_CODE, _COST_CODE.replace("12", "14"), "longest", ("'longest' is a whole number from "
         "14 to 255.")),
        ('type = "decimal", size = 8, required = true, grade = "ABC"', 'type = "decimal", size = 9',
         "size", "'size' is a whole number from 1 to 8."),
        (_COST_CODE, _COST_CODE.replace('type = "code"', 'type = "text"'), "type", ("the source "
         "'cost_code' is of type 'code'.")),
        (_COST_CODE, _COST_CODE.replace('type = "code"', 'type = "kode"'), "type", ("Did you "
         "mean 'code'? 'type' is one of constant, code, text, date, decimal, whole, unknown.")),
        (_COST_CODE, _COST_CODE.replace('name = "cost_code"', 'name = "phase"'), "2", ("the first "
         "field with the source 'cost_code' is called 'cost_code'.")),
        (_COST_CODE, _COST_CODE.replace('"cost_code"', '"Code"', 1), "name", ("'name' is a name: "
         "lower-case letters, digits and _.")),
        (_COST_CODE, _COST_CODE.replace("{ name", "{ pad = 1, name"), "pad", ("there is no setting "
         "'pad' here.")),
        ('name = "field_15"', 'name = "field_14"', "15", "two fields are called 'field_14'."),
        (_EXTRA, _EXTRA.replace("quoted = true", "quoted = 1"), "quoted", ("'quoted' is true or "
         "false.")),
        (_EXTRA, _EXTRA.replace('"BC"', '"CB"'), "grade", ("'grade' is letters A, B, C, D, best "
         "first.")),
        (_EXTRA, _EXTRA.replace('"BC"', '""'), "grade", ("'grade' is letters A, B, C, D, best "
         "first.")),
        (_EXTRA, _EXTRA.replace('source = "extra"', 'source = "empty"'), "required", ("a required "
         "field needs a source.")),
        (_EXTRA, _EXTRA.replace('source = "extra"', 'source = "unit"'), "type",
         ("the source 'unit' "
         "is of type 'text'.")),
        (_EXTRA, _EXTRA.replace('source = "extra"', 'source = "category"'), "source", ("'category' "
         "is not known in a record that is written per extra.")),
        ('type = "date", required = true, ', 'type = "date", quoted = true, ', "quoted",
         ("dates and "
         "decimals stand without quotation marks.")),
        ('source = "empty", type = "date"', 'source = "date", type = "date"', "source", ("a record "
         "that is never written has no sources: write 'empty'.")),
        # Constants.
        (_ID_OF_E, _ID_OF_E.replace('"E"', '"E,"'), "constant = \"E", ("'constant' is the record's "
         "id: 1 to 30 letters, digits or *.")),
        (_ID_OF_E, _ID_OF_E.replace('source = "constant"', 'source = "empty"'), "source", ("the "
         "first field is the record's id: its source is 'constant'.")),
        (_ID_OF_E, _ID_OF_E.replace('type = "constant"', 'type = "code"'), "type", ("the source "
         "'constant' is of type 'constant'.")),
        (_15_OF_C, _15_OF_C.replace('"unknown"', '"constant"'), "source", ("a field of type "
         "'constant' has the source 'constant'.")),
        (_15_OF_C, _OWN.replace('"W"', "'a \"W\"'"), "constant = 'a",
         (f"{_NO_CONSTANT} a quotation "
         "mark: Sage knows no way to write one inside a text.")),
        (_15_OF_C, _OWN.replace('"W"', '"a\\tb"'), "constant = \"a", (f"{_NO_CONSTANT} a control "
         "character (code 9).")),
        (_15_OF_C, _OWN.replace('"W"', '"→"'), "constant = \"→",
         (f"{_NO_CONSTANT} '→', which Sage's "
         "files (cp1252) lack.")),
        (_15_OF_C, _OWN.replace('"W"', '""'), "constant = \"\"",
         ("a constant has 1 to 255 characters; "
         "what says nothing has the source 'empty'.")),
        (_15_OF_C, _OWN.replace('"W"', '"East, West"'), "constant = \"Ea", ("a constant like this "
         "needs quoted = true.")),
        (_15_OF_C, _OWN.replace('"W"', '"W+"'), "constant = \"W+", ("a constant like this needs "
         "quoted = true.")),
        (_15_OF_C, _OWN.replace('"W"', "5"), "constant = 5", ("'constant' is a text in quotation "
         "marks.")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_line_column_and_reason(
    shipped: str, was: str, now: str, at: str, said: str
) -> None:
    assert was in shipped
    damaged = shipped.replace(was, now, 1)
    with pytest.raises(FaultyProfileError) as refusal:
        parse_profile(damaged)
    fault = refusal.value
    assert fault.reason == said
    named = f"Line {fault.line}, column {fault.column} of the interchange profile: {said}"
    assert fault.problem == named
    assert fault.remedy
    there = ([*damaged.split("\n"), ""])[fault.line - 1]
    assert there[fault.column - 1 :].startswith(at)
    near = fault.line - shipped[: shipped.index(was)].count("\n") - 1
    assert abs(near) <= 5 or (fault.line, fault.column) == (1, 1)


def test_an_unknown_source_names_those_that_are_known(shipped: str) -> None:
    wrong = _COST_CODE.replace('source = "cost_code"', 'source = "approvr"')
    with pytest.raises(FaultyProfileError) as refusal:
        parse_profile(shipped.replace(_COST_CODE, wrong, 1))
    assert refusal.value.reason.startswith(
        "Did you mean 'approver'? 'source' is one of constant, empty, date, job, "
    )
    assert refusal.value.reason.endswith(", approver.")


def test_the_extra_is_missing_in_the_lines(shipped: str) -> None:
    field = '13 = { name = "extra", source = "extra", type = "code", size = 10, required = true'
    empty = '13 = { name = "extra", source = "empty", type = "code", size = 10'
    with pytest.raises(FaultyProfileError) as refusal:
        parse_profile(shipped.replace(field, empty))
    assert refusal.value.reason == (
        "a record that is written per line needs a field for 'extra'; "
        "Sage's estimate import has it in field 13."
    )


@pytest.mark.parametrize(
    ("record", "source", "at"),
    [
        ("per extra", "extra_description", 3),
        ("per line", "date", 5),
        ("per line", "quantity", 6),
        ("per line", "unit", 7),
    ],
)
def test_what_no_file_can_do_without(shipped: str, record: str, source: str, at: int) -> None:
    field = f'name = "{source}", source = "{source}"'
    head, found, rest = shipped.rpartition(field)
    assert found
    line, end, rest = rest.partition("\n")
    empty = field.replace(f'source = "{source}"', 'source = "empty"')
    with pytest.raises(FaultyProfileError) as refusal:
        parse_profile(head + empty + line.replace(", required = true", "") + end + rest)
    assert refusal.value.reason == (
        f"a record that is written {record} needs a field for '{source}'; "
        f"Sage's estimate import has it in field {at}."
    )


def test_the_place_is_exact_whatever_ends_the_lines(shipped: str) -> None:
    lines = shipped.split("\n")
    wrong = next(i for i, line in enumerate(lines) if line.startswith("13 = ") and "extra" in line)
    lines[wrong] = lines[wrong].replace("size = 10", "size = 999")
    with pytest.raises(FaultyProfileError) as refusal:
        parse_profile("\r\n".join(lines))
    assert refusal.value.line == wrong + 1
    assert refusal.value.column == lines[wrong].index("size") + 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'separator' is missing"),
        ("a = " + "[" * 3900, "nested|TOML"),
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
    text = dumped(load_profile())
    refused = ""
    try:
        parse_profile(text[:at] + put + text[at + cut :])
    except UserError as refusal:
        refused = refusal.problem
    assert not refused or refused.startswith("Line ")
