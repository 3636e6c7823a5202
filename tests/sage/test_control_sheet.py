"""The control sheet: what it counts in a file, and what it says to do in Sage."""

import re

import pytest
from msgspec.structs import replace

from subjob_desk.sage.control_sheet import ControlSheet, KeyIn, Sums, count, read_aloud
from subjob_desk.sage.import_steps import steps
from subjob_desk.sage.profile import load_profile

FILE = (
    "; SubJob Desk batch 000123 ORIGINAL: 3 extras, 6 lines, total 6650.25\r\n"
    '*,"03-002","Riverside Clinic"\r\n'
    'E,"010","Façade"\r\n'
    'C,"03-310",,"LAB",11222026,40.00,"hour",2600.00,,,,,"010"\r\n'
    'C,"03-310",,"MAT",11222026,0.00,"",1850.50,,,,,"010"\r\n'
    'C,"09-250",,"SUB",11222026,12.50,"sf",-0.25,,,,,"010"\r\n'
    'C,"09-260",,"LAB",11222026,-1.50,"hour",0.00,,,,,"010"\r\n'
    'E,"020","Generator pad"\r\n'
    'C,"03-310",,"LAB",11222026,0.00,"",1700.00,,,,,"020"\r\n'
    '*,"03-003",\r\n'
    'E,"010","Same code, other job"\r\n'
    'C,"03-310",,"LAB",11222026,7.00,"",500.00,,,,,"010"\r\n'
).encode("cp1252")


def _units(sums: Sums) -> list[tuple[str, int, int, int]]:
    return [(one.unit, one.lines, one.quantity, one.amount) for one in sums.units]


def test_every_extra_and_job_is_counted_by_unit() -> None:
    found = count(load_profile(), FILE)
    assert [(job.job, job.description) for job in found.jobs] == [
        ("03-002", "Riverside Clinic"),
        ("03-003", ""),
    ]
    clinic, other = found.jobs
    assert [(one.extra, one.description, one.sums.lines) for one in clinic.extras] == [
        ("010", "Façade", 4),
        ("020", "Generator pad", 1),
    ]
    assert _units(clinic.extras[0].sums) == [
        ("", 1, 0, 185_050),
        ("hour", 2, 3_850, 260_000),
        ("sf", 1, 1_250, -25),
    ]
    assert [one.unit for one in clinic.extras[0].sums.quantities] == ["hour", "sf"]
    assert (clinic.sums.lines, clinic.sums.amount) == (5, 615_025)
    assert [one.extra for one in other.extras] == ["010"]
    assert _units(found.sums) == [
        ("", 3, 700, 405_050),
        ("hour", 2, 3_850, 260_000),
        ("sf", 1, 1_250, -25),
    ]
    assert (found.extras, found.sums.lines, found.sums.amount) == (3, 6, 665_025)
    assert [one.unit for one in found.sums.quantities] == ["", "hour", "sf"]


def test_numbers_with_more_places_are_read_by_the_profile_that_wrote_them() -> None:
    profile = replace(load_profile(), decimals=4)
    data = re.sub(rb"(\.\d\d),", rb"\g<1>00,", FILE)
    assert b",40.0000," in data
    (hour,) = [one for one in count(profile, data).jobs[0].sums.units if one.unit == "hour"]
    assert (hour.quantity, hour.amount) == (3_850, 260_000)


@pytest.mark.parametrize(
    ("spoilt", "why"),
    [
        (FILE.replace(b"2600.00", b"26oo"), "line 4, column 41: The amount is not a plain"),
        (b'C,"03-310",,"LAB",11222026,1.00,"",5.00,,,,,"010"\r\n', "line 1: it belongs to no"),
    ],
)
def test_no_sheet_vouches_for_a_file_with_faults(spoilt: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        count(load_profile(), spoilt)


def test_a_hash_is_read_aloud_in_groups_and_whole() -> None:
    digits = "0123456789abcdef" * 4
    assert read_aloud(digits).replace(" ", "") == digits
    assert read_aloud(digits).split()[:3] == ["0123", "4567", "89ab"]


SHEET = ControlSheet(
    company="Riverside",
    term="Option",
    number=123,
    kind="CHANGE",
    date="2026-11-22",
    state="written",
    file_name="SJ_RB_000123_CHANGE.jce",
    reject_name="SJ_RB_000123_CHANGE_REJ.jce",
    folder=r"\\office\sage",
    who="Dora",
    at="2026-11-22T09:30:00Z",
    sha256="0" * 64,
    count=count(load_profile(), FILE),
)


def test_the_steps_in_the_companys_own_word() -> None:
    told = steps(SHEET.to_import)
    assert [step.text for step in told] == [
        (
            "Before the first import: Options are on (Tracking Options in JC Settings, and the "
            "job's own switch where it has one)."
        ),
        (
            "Open Job Cost > Tools > Import > Estimates (the path differs between releases). "
            r"Choose SJ_RB_000123_CHANGE.jce in \\office\sage."
        ),
        "Name the reject file SJ_RB_000123_CHANGE_REJ.jce.",
        "Set the options like this:",
        "Import once. Sage allows a second import, and that doubles the budget.",
        "The Estimate Import Report must show 3 Options, 6 lines and 6,650.25 in total.",
        (
            "Look into SJ_RB_000123_CHANGE_REJ.jce. Is there anything in it, leave it as it is: it "
            "is opened in SubJob Desk after the next step."
        ),
        "Run Tasks > Post Entries.",
        (
            "Record Sage's answer in SubJob Desk: Exports, batch 123: Sage posted it; or, if the "
            "reject file is not empty, Open Sage's reject file."
        ),
    ]


@pytest.mark.parametrize(("kind", "ticked"), [("ORIGINAL", False), ("CHANGE", True)])
def test_the_options_are_ticked_for_changes_only(kind: str, ticked: bool) -> None:
    (options,) = [
        step.options for step in steps(replace(SHEET, kind=kind).to_import) if step.options
    ]
    assert [(option.name, option.on) for option in options] == [
        ("Import as an Approved Estimate Change", ticked),
        ("Allow creation of Cost Codes not on standard Cost Code list", False),
    ]


def test_descriptions_to_key_in_are_a_step() -> None:
    key = KeyIn("03-002", "010", "Front", "Façade", in_file=True)
    keyed = steps(replace(SHEET, key_in=(key,)).to_import)
    assert keyed[-2].text == (
        "Compare the descriptions under Key in Sage on the control sheet; key in what differs."
    )
