"""The shipped profiles and copies of them, and profiles told apart in words."""

import pytest

from subjob_desk.sage.profile import (
    SHIPPED,
    copied_as,
    load_profile,
    parse_profile,
    reference,
    shipped_text,
)
from subjob_desk.sage.profile_words import differences


def test_shipped_profiles_stay_as_they_are() -> None:
    """Batches name them by their text: another text is another profile, under another name."""
    assert [reference(name, shipped_text(name)) for name in SHIPPED] == [
        "default#8e5fb165587e",
        "job-address#f5ca345078cb",
    ]


def test_the_reference_does_not_depend_on_the_ends_of_lines(shipped: str) -> None:
    assert reference("x", shipped.replace("\n", "\r\n")) == reference("x", shipped)
    assert reference("x", shipped + " ") != reference("x", shipped)


def test_the_address_profile_is_marked_and_differs_in_four_fields() -> None:
    profile = load_profile("job-address")
    assert profile.caution == (
        "The interchange profile job-address is unverified until tried in a sample company of "
        "Sage: the address of the job in fields 5 to 8."
    )
    assert differences(profile, load_profile()) == (
        "* field 5: was empty, now the job's address, 30 characters.",
        "* field 6: was empty, now the job's city, 15 characters.",
        "* field 7: was empty, now the job's state, 4 characters.",
        "* field 8: was empty, now the job's ZIP code, 10 characters.",
    )
    assert load_profile().caution == ""


def test_a_copy_has_its_own_name_and_is_not_tried_yet(shipped: str) -> None:
    copy = parse_profile(copied_as("riverside", shipped))
    assert (copy.name, copy.unverified) == ("riverside", "changes of this company")
    assert differences(copy, load_profile()) == ()
    address = copied_as("ours", shipped_text("job-address"))
    assert address.count("unverified =") == 1
    assert parse_profile(address).unverified == "the address of the job in fields 5 to 8"


_DESCRIBED = (
    '3 = { name = "cost_code_description", source = "empty", type = "text"',
    '3 = { name = "cost_code_description", source = "cost_code_description", type = "text"',
)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (*_DESCRIBED, "C field 3: was empty, now the cost code's description, 30 characters."),
        ('separator = ","', "separator = '|'", "Fields were parted by a comma, now by a bar."),
        ('line_end = "CRLF"', 'line_end = "LF"', "Lines ended in CRLF, now in LF."),
        ('date = "MMDDYYYY"', 'date = "YYYYMMDD"', ("Dates were written as MMDDYYYY, now as "
         "YYYYMMDD.")),
        ("decimals = 2", "decimals = 3", "Amounts and quantities had 2 decimals, now 3."),
        ('comment = ";"', 'comment = "#"', "Comments began with a semicolon, now with a #."),
        ("size = 4, longest = 6", "size = 4, longest = 4", ("C field 7: was the unit, 4 "
         "characters, 6 at most, now the unit, 4 characters.")),
        ("size = 10, longest = 12", "size = 12", ("* field 2: was the job, 10 letters and digits, "
         "12 in all, now the job, 12 letters and digits.")),
        ("size = 30, required = true, quoted = true", "size = 30, required = true",
         "E field 3: now without quotation marks."),
        ("size = 30, required = true, quoted = true", "size = 30, quoted = true",
         "E field 3: no longer required."),
        ('type = "decimal", size = 8', 'type = "decimal", size = 7', ("C field 6: was the "
         "quantity, 8 digits before the point, now the quantity, 7 digits before the point.")),
        ('constant = "P"', 'constant = "Q"', "Record Q: new, only read."),
    ],
)  # fmt: skip
def test_differences_are_told_in_words(shipped: str, was: str, now: str, said: str) -> None:
    assert was in shipped
    changed = parse_profile(shipped.replace(was, now, 1))
    told = differences(changed, load_profile())
    assert told[0] == said
    others = ("Q field 1: was empty, now always Q.", "Record P: no longer known.")
    assert told[1:] == (others if said.startswith("Record Q") else ())
