"""The table of checks, and each of its rules on the sub job as a whole: when, and the words."""

import string

import msgspec
import pytest

from subjob_desk.domain.check_rules import RULES
from subjob_desk.domain.checks import (
    CheckContext,
    JobStanding,
    KnownExtra,
    Problem,
    Severity,
    Twin,
    check,
)
from subjob_desk.domain.codes import Mask
from subjob_desk.domain.content import Content, Line
from subjob_desk.domain.money import Money, Quantity

BLOCKING, WARNING = Severity.BLOCKING, Severity.WARNING
LINE = Line("one", "03-310", "SUB", Quantity(4000), "hour", Money(260000))
CONTENT = Content("24-117", "010", "Parking canopy", (LINE,))
CONTEXT = CheckContext()


def content(**changes: object) -> Content:
    return msgspec.structs.replace(CONTENT, **changes)


def context(**changes: object) -> CheckContext:
    return msgspec.structs.replace(CONTEXT, **changes)


CASES: list[tuple[Content, CheckContext, Problem]] = [
    (
        CONTENT,
        context(job=JobStanding.CLOSED),
        Problem(
            "project-closed",
            BLOCKING,
            "project",
            "Project 24-117 is closed.",
            "Ask accounting to open the job in Sage and to import the list of jobs again.",
        ),
    ),
    (
        CONTENT,
        context(job=JobStanding.GONE),
        Problem(
            "project-gone",
            BLOCKING,
            "project",
            "Project 24-117 is no longer in Sage's list of jobs.",
            "Ask accounting whether the job was removed or has another code now.",
        ),
    ),
    (
        CONTENT,
        context(job=JobStanding.UNKNOWN),
        Problem(
            "project-unknown",
            BLOCKING,
            "project",
            "Project 24-117 is not on the list of jobs.",
            "Import the list of jobs from Sage, or let an administrator type the project.",
        ),
    ),
    (
        CONTENT,
        context(job=JobStanding.NOT_IN_SAGE),
        Problem(
            "project-not-in-sage",
            WARNING,
            "project",
            "Project 24-117 is not in Sage yet; Sage would create the job.",
            "Compare the project's code with accounting before the export.",
        ),
    ),
    (
        content(code="  "),
        CONTEXT,
        Problem(
            "code-empty",
            BLOCKING,
            "code",
            "Code is empty.",
            "Type a code of letters and digits, at most 10 characters.",
        ),
    ),
    (
        content(code="01-02-03-04"),
        CONTEXT,
        Problem(
            "code-too-long",
            BLOCKING,
            "code",
            "Code 01-02-03-04 is 11 characters long; Sage takes 10.",
            "Shorten it by 1 character.",
        ),
    ),
    (
        content(code="0102"),
        context(extra_mask=Mask("##-##")),
        Problem(
            "code-mask",
            BLOCKING,
            "code",
            "Code 0102 does not fit the mask ##-##.",
            "Did you mean 01-02?",
            suggestion="01-02",
        ),
    ),
    (
        content(code="01→"),
        context(extra_mask=Mask("###")),
        Problem(
            "text-characters",
            BLOCKING,
            "code",
            "Code: character '→' at position 3 cannot be written to a file for Sage.",
            "Take it out, or write it with ordinary letters.",
        ),
    ),
    (
        CONTENT,
        context(same_code=(Twin("24-117/0-10", "Canopy"),)),
        Problem(
            "code-taken",
            BLOCKING,
            "code",
            "Code 010 is taken by 24-117/0-10 ('Canopy').",
            "Take another code.",
        ),
    ),
    (
        CONTENT,
        context(same_code=(Twin("24-117/0-10", "Canopy", is_inactive=True),)),
        Problem(
            "code-taken-inactive",
            BLOCKING,
            "code",
            "Code 010 is taken by 24-117/0-10 ('Canopy'), which is inactive.",
            "Take another code, or make the other sub job active again.",
        ),
    ),
    (
        CONTENT,
        context(extras_known=True, known_extra=KnownExtra("010", "Parking canopy")),
        Problem(
            "extra-in-sage",
            BLOCKING,
            "code",
            "Extra 010 is already in Sage ('Parking canopy').",
            "Link this sub job to it or take another code.",
            link="010",
        ),
    ),
    (
        CONTENT,
        context(extras_known=True, known_extra=KnownExtra("010"), is_accepted=True),
        Problem(
            "extra-in-sage-accepted",
            BLOCKING,
            "code",
            "Extra 010 is already in Sage.",
            "Withdraw the acceptance first, then link this sub job to it or take another code.",
        ),
    ),
    (
        CONTENT,
        context(extras_known=True, linked="020", is_linked=True, is_accepted=True),
        Problem(
            "link-gone-accepted",
            BLOCKING,
            "code",
            "Extra 020, to which it is linked, is not on Sage's list any more.",
            "Ask accounting to import the newest list, or withdraw the acceptance and take the "
            "link away.",
        ),
    ),
    (
        CONTENT,
        context(extras_known=True, linked="020", is_linked=True),
        Problem(
            "link-gone",
            BLOCKING,
            "code",
            "Extra 020, to which it is linked, is not on Sage's list any more.",
            "Ask accounting to import the newest list, or take the link away.",
        ),
    ),
    (
        CONTENT,
        context(extras_known=True, linked="020", is_linked=True, exported_here=True),
        Problem(
            "link-gone-exported",
            BLOCKING,
            "code",
            "Extra 020, to which it is linked, is not on Sage's list any more.",
            "Ask accounting to import the newest list. If the extra was deleted in Sage, an "
            "administrator resets the sub job.",
        ),
    ),
    (
        CONTENT,
        context(linked="020", extra_code="010"),
        Problem(
            "link-other-code",
            BLOCKING,
            "code",
            "Extra code 010 is not that of Extra 020, to which it is linked.",
            "Take 020 as the extra code, or take the link away.",
        ),
    ),
    (
        content(description=" "),
        CONTEXT,
        Problem(
            "description-empty",
            BLOCKING,
            "description",
            "The description is empty.",
            "Say what the work is, in at most 30 characters.",
        ),
    ),
    (
        content(description="x" * 31),
        CONTEXT,
        Problem(
            "description-too-long",
            BLOCKING,
            "description",
            "The description is 31 characters long; Sage takes 30.",
            "Shorten it by 1 character.",
        ),
    ),
    (
        content(description='Pipe 6" x 4'),
        CONTEXT,
        Problem(
            "text-quotation-mark",
            BLOCKING,
            "description",
            'Description: the quotation mark " at position 7 cannot be written to a file for Sage.',
            "Write it as: Pipe 6 in. x 4",
            suggestion="Pipe 6 in. x 4",
        ),
    ),
    (
        content(description="Canopy"),
        context(exported_here=True, known_extra=KnownExtra("0-10", "Parking canopy")),
        Problem(
            "description-differs",
            WARNING,
            "description",
            "Sage describes Extra 0-10 as 'Parking canopy'.",
            "Use Sage's description here, or key the new one in Sage: a file may not change it.",
            suggestion="Parking canopy",
        ),
    ),
    (
        CONTENT,
        context(same_description=("24-117/020", "24-117/030")),
        Problem(
            "description-twice",
            WARNING,
            "description",
            "The same description stands in 24-117/020 and 24-117/030.",
            "Tell the two apart, for instance by floor or area.",
        ),
    ),
    (
        content(lines=()),
        CONTEXT,
        Problem(
            "lines-none",
            BLOCKING,
            "lines",
            "The sub job has no estimate line.",
            "Add at least one line; a line of 0.00 is enough to create the cost code.",
        ),
    ),
    (
        content(lines=(Line("one", "03-310", "SUB"),)),
        CONTEXT,
        Problem(
            "lines-no-money",
            WARNING,
            "lines",
            "No line has an amount.",
            "Fill in the amounts, or leave it so if only the cost codes are wanted.",
        ),
    ),
]


@pytest.mark.parametrize(
    ("checked", "known", "problem"), CASES, ids=[problem.rule for _, _, problem in CASES]
)
def test_each_rule_says_what_where_and_how_to_mend_it(
    checked: Content, known: CheckContext, problem: Problem
) -> None:
    assert check(checked, known) == (problem,)


def test_every_rule_on_the_sub_job_is_tested_here() -> None:
    of_lines = {rule.name for rule in RULES.values() if rule.object == "line"}
    assert {problem.rule for _, _, problem in CASES} == set(RULES) - of_lines


def test_the_table_is_well_formed() -> None:
    for rule in RULES.values():
        assert rule.object in {"project", "sub job", "line", "text"}
        assert bool(rule.field) == (rule.object != "text")
        places = {name for _, name, _, _ in string.Formatter().parse(rule.remedy) if name}
        assert places <= {"limit", "excess", "example", "choice", "suggestion", "linked"}
