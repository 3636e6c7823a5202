"""The checks on a sub job as a whole: what belongs together, and what stays silent."""

import msgspec
import pytest

from subjob_desk.domain.checks import (
    CheckContext,
    JobStanding,
    KnownExtra,
    Limits,
    Problem,
    Severity,
    Twin,
    blocking,
    check,
    check_extra_code,
)
from subjob_desk.domain.codes import Mask
from subjob_desk.domain.content import Content, Line
from subjob_desk.domain.money import LIMIT, Money, Quantity

LINE = Line("one", "03-310", "SUB", Quantity(4000), "hour", Money(260000))
CONTENT = Content("24-117", "010", "Parking canopy", (LINE,))
CONTEXT = CheckContext()


def content(**changes: object) -> Content:
    return msgspec.structs.replace(CONTENT, **changes)


def context(**changes: object) -> CheckContext:
    return msgspec.structs.replace(CONTEXT, **changes)


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def test_a_good_sub_job_has_no_problem() -> None:
    assert check(CONTENT, CONTEXT) == ()


def test_problems_come_in_reading_order() -> None:
    bad = Content("24-117", "", "", (Line("one", "", "", unit="gallons", amount=Money(LIMIT + 1)),))
    found = check(bad, context(job=JobStanding.CLOSED))
    assert [problem.field for problem in found] == [
        "project",
        "code",
        "description",
        "cost_code",
        "category",
        "unit",
        "amount",
    ]


def test_blocking_leaves_the_warnings_out() -> None:
    found = check(content(lines=(Line("one", "03-310", "SUB", unit="gallons"),)), CONTEXT)
    assert [problem.rule for problem in found] == ["lines-no-money", "unit-too-long"]
    assert [problem.rule for problem in blocking(found)] == ["unit-too-long"]
    assert blocking(()) == ()


def test_a_code_without_letter_or_digit_is_empty() -> None:
    assert only(check(content(code="--"), CONTEXT)).rule == "code-empty"


def test_a_mask_without_a_spelling_to_offer_shows_an_example() -> None:
    problem = only(check(CONTENT, context(extra_mask=Mask("##-##"))))
    assert problem.message == "Code 010 does not fit the mask ##-##."
    assert problem.remedy == "Did you mean 0-10?"
    problem = only(check(content(code="A10"), context(extra_mask=Mask("##-##"))))
    assert problem.remedy == "Write it like 12-34."
    assert problem.suggestion == ""


def test_the_longest_code_and_description_are_fine() -> None:
    assert check(content(code="1234567890", description="x" * 30), CONTEXT) == ()


def test_how_much_too_long_is_counted() -> None:
    problem = only(check(content(description="x" * 42), CONTEXT))
    assert problem.remedy == "Shorten it by 12 characters."


def test_limits_are_the_companys() -> None:
    assert check(content(code="1" * 12), context(limits=Limits(code=12))) == ()


def test_each_twin_is_named_by_what_is_the_same() -> None:
    twins = (Twin("24-117/020", "Pad", extra_code="0-10"), Twin("24-117/01-0"))
    messages = [problem.message for problem in check(CONTENT, context(same_code=twins))]
    assert messages == [
        "Code 010 is taken by 24-117/020 ('Pad', extra code 0-10).",
        "Code 010 is taken by 24-117/01-0.",
    ]


def test_an_extra_of_sages_is_no_clash_when_it_is_ours_or_linked() -> None:
    extra = KnownExtra("010", "Parking canopy")
    for ours in (context(is_linked=True), context(exported_here=True)):
        known = msgspec.structs.replace(ours, extras_known=True, known_extra=extra)
        assert check(CONTENT, known) == ()


def test_without_a_list_of_extras_nothing_is_said_about_them() -> None:
    assert check(CONTENT, context(known_extra=KnownExtra("010", "Other"))) == ()
    assert check(CONTENT, context(extras_known=True)) == ()
    assert check(CONTENT, context(extras_known=True, is_linked=True)) == ()


def test_the_companys_word_for_extra_and_an_extra_without_description() -> None:
    known = context(term="Option", extras_known=True, known_extra=KnownExtra("0-10"))
    assert only(check(CONTENT, known)).message == "Option 0-10 is already in Sage."


def test_an_extra_code_is_checked_like_a_code() -> None:
    assert check_extra_code("010", CONTEXT) == ()
    masked = context(extra_mask=Mask("###"))
    problem = only(check_extra_code("0-1-1", masked))
    assert problem == Problem(
        "code-mask",
        Severity.BLOCKING,
        "code",
        "Extra code 0-1-1 does not fit the mask ###.",
        "Did you mean 011?",
        suggestion="011",
    )
    assert only(check_extra_code("", masked)).message == "Extra code is empty."
    assert only(check_extra_code("01234567890", masked)).message == (
        "Extra code 01234567890 is 11 characters long; Sage takes 10."
    )
    assert only(check_extra_code("01\t", masked)).message == (
        "Extra code: character 'tab' at position 3 cannot be written to a file for Sage."
    )
    assert only(check_extra_code('0"1', masked)).suggestion == "0 in.1"


LINK = {"extras_known": True, "linked": "0-10", "is_linked": True}


def test_a_link_to_that_very_extra_is_no_clash_and_needs_no_mask() -> None:
    known = context(extra_mask=Mask("###"), known_extra=KnownExtra("0-10", "Canopy"), **LINK)
    assert check_extra_code("0-10", known) == ()
    assert [problem.rule for problem in check(CONTENT, known)] == ["description-differs"]


def test_a_linked_extra_that_went_from_the_list_blocks_and_says_what_helps() -> None:
    gone = only(check_extra_code("0-10", context(**LINK)))
    assert (gone.rule, gone.severity) == ("link-gone", Severity.BLOCKING)
    fixed = only(check(CONTENT, context(exported_here=True, **LINK)))
    assert fixed.remedy == (
        "Ask accounting to import the newest list. If the extra was deleted in Sage, an "
        "administrator resets the sub job."
    )
    assert check(CONTENT, context(linked="0-10", is_linked=True)) == ()


def test_a_linked_extra_that_another_sub_job_holds() -> None:
    known = context(
        same_extra=(Twin("24-117/0-10", "Pad"),),
        term="Option",
        known_extra=KnownExtra("0-10", ""),
        **LINK,
    )
    assert only(check(CONTENT, known)).message == "Option 0-10 is taken by 24-117/0-10 ('Pad')."


def test_a_code_other_than_the_linked_one_names_both() -> None:
    problem = only(check_extra_code("077", context(linked="020", term="Option")))
    assert problem.message == "Extra code 077 is not that of Option 020, to which it is linked."
    ours = context(linked="020", exported_here=True)
    assert check_extra_code("010", ours) == ()


def test_an_extra_code_that_is_taken_names_every_owner() -> None:
    known = context(
        same_code=(Twin("24-117/011", "Pad", is_inactive=True),),
        extras_known=True,
        known_extra=KnownExtra("011", "Generator pad"),
    )
    assert [problem.message for problem in check_extra_code("0-11", known)] == [
        "Extra code 0-11 is taken by 24-117/011 ('Pad'), which is inactive.",
        "Extra 011 is already in Sage ('Generator pad').",
    ]


def test_a_refused_character_and_the_length_are_both_said() -> None:
    found = check(content(description="→" * 31), CONTEXT)
    assert [problem.rule for problem in found] == ["text-characters", "description-too-long"]


@pytest.mark.parametrize("description", ["Parking canopy", "Parking  canopy ", "", "  "])
def test_blanks_make_no_other_description_and_sage_may_have_none(description: str) -> None:
    known = context(is_linked=True, known_extra=KnownExtra("010", description))
    assert check(CONTENT, known) == ()


def test_many_equal_descriptions_are_counted() -> None:
    names = tuple(f"24-117/{number}" for number in range(20, 25))
    problem = only(check(CONTENT, context(same_description=names)))
    assert problem.message == "The same description stands in 24-117/20 and 4 others."
    problem = only(check(CONTENT, context(same_description=names[:1])))
    assert problem.message == "The same description stands in 24-117/20."
