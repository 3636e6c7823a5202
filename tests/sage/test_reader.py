"""The reader: what it takes, and where it says what is wrong."""

from pathlib import Path

import pytest

from subjob_desk.sage.grammar import LONGEST_LINE, Text, split
from subjob_desk.sage.profile import Profile
from subjob_desk.sage.reader import MOST_FAULTS, Fault, Reading, read


def _faults(reading: Reading) -> list[tuple[int, int]]:
    return [(fault.line, fault.column) for fault in reading.faults]


def test_the_lines_their_sources_give_are_read_without_a_fault(
    profile: Profile, data: Path
) -> None:
    reading = read(profile, (data / "sage-lines.jce").read_bytes())
    assert reading.faults == ()
    assert [(record.line, record.id, len(record.fields)) for record in reading.records] == [
        (1, "*", 17),
        (2, "P", 12),
        (3, "C", 12),
        (4, "C", 12),
    ]
    job, production, subcontract, labour = reading.records
    assert job.named["job"] == "1357"
    assert job.fields[12:] == ("53413", "sf", "1", "", "")
    assert production.fields[1] == "    2.001"
    assert production.named["cost_code"] == "2.001"
    assert subcontract.named["cost_code_description"] == ""
    assert subcontract.in_hundredths("amount") == 500000
    assert labour.named["category"] == "LAB"
    assert labour.in_hundredths("quantity") == 66
    assert labour.in_hundredths("no such field") is None


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("last", ["", "end"])
def test_any_line_end_and_none_after_the_last_line(profile: Profile, end: str, last: str) -> None:
    text = end.join(['*,"1"', "", "  ", 'E,"010","Slab"']) + (end if last else "")
    reading = read(profile, text.encode("cp1252"))
    assert reading.faults == ()
    assert [(record.line, record.named) for record in reading.records] == [
        (1, {"id": "*", "job": "1"}),
        (4, {"id": "E", "extra": "010", "extra_description": "Slab"}),
    ]


def test_comments_blanks_quotes_and_bare_ids(profile: Profile) -> None:
    reading = read(
        profile,
        b'; a comment "with, marks +\r\n# another\r\n  ;\xd8 and one more\r\n'
        b' "E" ,\t010 , " Slab, east " \r\n"E","","a;b#c+"\r\n',
    )
    assert reading.faults == ()
    assert [record.fields for record in reading.records] == [
        ("E", "010", " Slab, east "),
        ("E", "", "a;b#c+"),
    ]
    assert reading.records[0].named["extra_description"] == "Slab, east"


def test_a_plus_at_the_end_joins_the_next_line(profile: Profile) -> None:
    reading = read(profile, b'C,"03-310",,+\r\n"LAB",11222026, +\r\n1.00,,9.90\r\n*,"2"\r\n')
    assert reading.faults == ()
    first, second = reading.records
    assert (first.line, second.line) == (1, 4)
    assert first.fields == ("C", "03-310", "", "LAB", "11222026", "1.00", "", "9.90")


def test_a_fault_in_a_joined_line_stands_at_its_physical_place(profile: Profile) -> None:
    reading = read(profile, b'C,"03-310",,+\r\n"LAB",11222026,+\r\n  1x,,9.90\r\nC,+\r\n')
    assert _faults(reading) == [(3, 3), (4, 3)]
    assert "quantity" in reading.faults[0].message
    assert "+" in reading.faults[1].message
    assert len(reading.records) == 2


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        (b'E,"010', 3, "not closed"),
        (b'E,"010" x,"a"', 9, "is expected"),
        (b'E,  5" pipe', 6, "does not begin with one"),
        (b'X,"010"', 1, "'X'"),
        (b'  "Q" ,"010"', 4, "'Q'"),
        (b',"010"', 1, "does not begin with the kind"),
        (b'e,"010"', 1, "'e'"),
        (b'C,"1",,"LAB",13012026', 14, "MMDDYYYY"),
        (b'C,"1",,"LAB",2026', 14, "MMDDYYYY"),
        (b'C,"1",,"LAB",11222026,1e5', 23, "quantity"),
        (b'C,"1",,"LAB",11222026,1,,"1,000.00"', 27, "amount"),
        (b'E,"01\x810"', 6, "81"),
        (b'E,"01\x000"', 6, "control character"),
        (b'E,"01\x1a0"', 6, "control character"),
        (b"*,caf\xe9\x8d", 7, "8D"),
    ],
)
def test_each_fault_names_line_and_column_and_reading_goes_on(
    profile: Profile, line: bytes, column: int, said: str
) -> None:
    reading = read(profile, b'*,"1"\n' + line + b'\nE,"010"\n')
    (fault,) = reading.faults
    assert (fault.line, fault.column) == (2, column)
    assert said in fault.message
    assert reading.records[0].id == "*"
    assert reading.records[-1].named["extra"] == "010"


def test_marks_of_other_programs_at_the_ends_of_the_file(profile: Profile) -> None:
    marked = read(profile, b'\xef\xbb\xbfE,"010","Caf\xc3\xa9"\r\n\x1a')
    assert marked.faults == ()
    assert marked.records[0].named["extra_description"] == "Café"
    assert _faults(read(profile, b'\xef\xbb\xbfE,"\xc3\xa9\x80"\r\n')) == [(1, 5)]
    wide = read(profile, 'E,"010"'.encode("utf-16"))
    said = "This file is written in UTF-16. Save it as plain text (ANSI)."
    assert [fault.message for fault in wide.faults] == [said]
    assert wide.records == ()
    assert _faults(wide) == [(1, 1)]


def test_nothing_to_read(profile: Profile) -> None:
    for nothing in (b"", b"\r\n", b"; only a comment", b"\x1a", b"\xef\xbb\xbf"):
        assert read(profile, nothing) == Reading((), ())


def test_a_line_without_end_is_a_fault_and_reading_goes_on(profile: Profile) -> None:
    long = b'E,"' + b"a" * LONGEST_LINE + b'"\n*,"1"\n'
    reading = read(profile, long)
    assert _faults(reading) == [(1, LONGEST_LINE + 1)]
    assert reading.records[0].named["job"] == "1"
    joined = read(profile, b"E,+\n" * LONGEST_LINE + b'end\n*,"1"\n')
    assert _faults(joined) == [(1, 1)]
    assert joined.records[0].line == LONGEST_LINE + 2


@pytest.mark.parametrize("nasty", [b" ", b"a", b"a ", b",", b'"', b'" "x', b"+", b"\t"])
def test_a_long_line_of_one_kind_is_read_in_one_go(profile: Profile, nasty: bytes) -> None:
    line = b"E," + nasty * (LONGEST_LINE // len(nasty) - 10) + b'"'
    reading = read(profile, line + b'\n*,"1"\n')
    assert reading.records[-1].named["job"] == "1"


def test_too_many_faults_are_counted(profile: Profile) -> None:
    reading = read(profile, b"?\n" * (MOST_FAULTS + 5))
    assert len(reading.faults) == MOST_FAULTS + 1
    assert reading.faults[-1] == Fault(MOST_FAULTS, 1, "5 further faults are not listed.")


@pytest.mark.parametrize(
    "line", ['C,"a,b",1', 'C,"a b",1', "C, a ,1", "", ",", '"C","",', 'C,"x"y']
)
@pytest.mark.parametrize("separator", [",", "|", "\t"])
def test_plain_lines_split_at_once_as_all_others_do(line: str, separator: str) -> None:
    """A blank at the end takes a line off the short way, and changes nothing else."""
    line = line.replace(",", separator)
    at_once, slowly = (
        split(Text(1, line), separator, '"'),
        split(Text(1, line + " "), separator, '"'),
    )
    assert at_once == slowly
