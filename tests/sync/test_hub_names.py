"""Names in a hub: made so that every disk takes them, read as hints only."""

import re

import pytest

from subjob_desk.domain.ids import new_id
from subjob_desk.sync import hub_names
from subjob_desk.sync.hub_names import Hint, Kind

ACTOR = "k7q2abcdefghij23"
SHA = "0123abcd" * 8
NAME = f"log/{ACTOR}/202611/57-104-0123abcd.sjl"


def test_a_segment_says_its_desk_its_run_and_its_hash() -> None:
    assert hub_names.segment_name(ACTOR, 57, 104, SHA, "202611") == NAME
    assert hub_names.hint(NAME) == Hint(Kind.SEGMENT, ACTOR, 57, 104, "0123abcd")


def test_every_name_of_ours_is_short_and_plain() -> None:
    longest = hub_names.segment_name(new_id(), 99_999_998, 99_999_999, "f" * 64, "999912")
    names = (longest, hub_names.request_name(new_id()), hub_names.COMPANY, hub_names.README)
    for name in (*names, *hub_names.spare_names(longest)):
        assert hub_names.check(name) == name
        assert len(name) <= 60
        assert re.fullmatch(r"[a-z0-9./-]+", name)


@pytest.mark.parametrize(
    "name",
    [
        "log/../company.sj",
        "/company.sj",
        "log//company.sj",
        "C:/company.sj",
        "log\\company.sj",
        "Company.sj",
        "company.sj.",
        "läufer.sj",
        "company.sj\n",
        "a" * 61,
        "",
        "-x",
    ],
)
def test_no_other_name_is_put_into_a_hub(name: str) -> None:
    with pytest.raises(ValueError, match="no name in a hub"):
        hub_names.check(name)


@pytest.mark.parametrize(
    ("actor", "first", "last", "sha", "month"),
    [
        ("K7Q2ABCDEFGHIJ23", 1, 2, SHA, "202611"),
        ("../../etc/passwd", 1, 2, SHA, "202611"),
        (ACTOR, 0, 2, SHA, "202611"),
        (ACTOR, 3, 2, SHA, "202611"),
        (ACTOR, 1, 100_000_000, SHA, "202611"),
        (ACTOR, 1, 2, "../x", "202611"),
        (ACTOR, 1, 2, SHA, "2026-1"),
    ],
)
def test_no_name_is_made_of_what_is_no_segment(
    actor: str, first: int, last: int, sha: str, month: str
) -> None:
    with pytest.raises(ValueError, match="no "):
        hub_names.segment_name(actor, first, last, sha, month)


@pytest.mark.parametrize("sha", ["", "0123abc", "0123ABCD", "../../x/", "0" * 65])
def test_nor_of_what_is_no_hash(sha: str) -> None:
    with pytest.raises(ValueError, match="no hash"):
        hub_names.company_name(2, sha)
    with pytest.raises(ValueError, match="no hash"):
        hub_names.snapshot_name(sha, 1, 1)


@pytest.mark.parametrize(
    "name",
    [
        "57-104-0123abcd.sjl",
        "57-104-0123abcd (1).sjl",
        "57-104-0123abcd-PC-ANNA.sjl",
        "57-104-0123ABCD.SJL",
        "Copy of 57-104-0123abcd.sjl",
        "57-104-0123abcd-2.sjl",
        "57-104-0123abcd.sjl.txt",
    ],
)
def test_copies_keep_what_their_names_say(name: str) -> None:
    assert hub_names.hint(name) == Hint(Kind.SEGMENT, "", 57, 104, "0123abcd")
    moved = hub_names.hint(f"Old/{ACTOR} - copy/{name}")
    assert moved == Hint(Kind.SEGMENT, ACTOR, 57, 104, "0123abcd")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("company.sj", Hint(Kind.COMPANY)),
        ("company-PC-ANNA.sj", Hint(Kind.COMPANY)),
        (f"enrol/{ACTOR}.req", Hint(Kind.REQUEST, ACTOR)),
        (f"{ACTOR} (1).req", Hint(Kind.REQUEST, ACTOR)),
        ("monday.sjpkg", Hint(Kind.PACKET)),
        ("snap/0123abcd.sjs", Hint(Kind.SNAPSHOT)),
        ("anything.sjlx", Hint(Kind.UNKNOWN)),
        ("photo.jpg", Hint(Kind.UNKNOWN)),
    ],
)
def test_other_names_say_at_least_the_kind(name: str, hint: Hint) -> None:
    assert hub_names.hint(name) == hint


@pytest.mark.parametrize(
    "part",
    [
        "desktop.ini",
        "Thumbs.db",
        ".DS_Store",
        "~$plan.xlsx",
        "57-104-0123abcd.sjl.9f8e7d6c.tmp",
        "57-104-0123abcd.sjl.crdownload",
        "readme.txt",
    ],
)
def test_what_programs_leave_everywhere_is_foreign(part: str) -> None:
    assert hub_names.is_foreign(part)
    assert not hub_names.is_foreign("57-104-0123abcd (1).sjl")


def test_the_month_is_only_a_folder() -> None:
    assert hub_names.month_of("2026-11-22T09:14:03Z") == "202611"
    assert hub_names.month_of("yesterday") == "000000"


def test_a_pack_says_which_run_it_holds() -> None:
    actor = "a" * 16
    name = hub_names.pack_name(actor, 99_999_998, 99_999_999, "0123456789abcdef", "202611")
    assert name == f"pack/{actor}/202611.99999998-99999999-01234567.sjl"
    assert hub_names.check(name) == name
    for found in (name, f"{name[:-4]} (1).sjl", name.replace(".sjl", "-PC-ANNA.sjl")):
        assert hub_names.hint(found) == Hint(
            Kind.SEGMENT, actor, 99_999_998, 99_999_999, "01234567"
        )
