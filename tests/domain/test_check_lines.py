"""The checks on estimate lines: each rule with its words, and what stays silent."""

import msgspec
import pytest

from subjob_desk.domain.check_rules import RULES
from subjob_desk.domain.checks import Category, CheckContext, CostCode, Problem, Severity, check
from subjob_desk.domain.codes import Mask
from subjob_desk.domain.content import Content, Line
from subjob_desk.domain.money import LIMIT, Money, Quantity

LISTED = {
    "03310": CostCode("03-310", "Cast-in-place concrete"),
    "03300": CostCode("03-300", "Concrete", is_group=True),
    "02100": CostCode("02-100", "Old site work", is_active=False),
}
STANDARD = {"LAB": Category("LAB", "Labour"), "MAT": Category("MAT"), "SUB": Category("SUB")}
BLOCKING, WARNING = Severity.BLOCKING, Severity.WARNING
LINE = Line("one", "03-310", "SUB", Quantity(4000), "hour", Money(260000))
CONTENT = Content("24-117", "010", "Parking canopy", (LINE,))
CONTEXT = CheckContext(cost_codes=LISTED, categories=STANDARD)
UNLISTED = CheckContext()


def content(**changes: object) -> Content:
    return msgspec.structs.replace(CONTENT, **changes)


def context(**changes: object) -> CheckContext:
    return msgspec.structs.replace(CONTEXT, **changes)


def with_line(**changes: object) -> Content:
    return content(lines=(msgspec.structs.replace(LINE, **changes),))


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


CASES: list[tuple[Content, CheckContext, Problem]] = [
    (
        with_line(cost_code=" "),
        CONTEXT,
        Problem(
            "cost-code-missing",
            BLOCKING,
            "cost_code",
            "Line 1 (SUB) has no cost code.",
            "Choose one from the standard list, or remove the line.",
            "one",
        ),
    ),
    (
        with_line(cost_code="03-3100"),
        context(suggest={"03-3100": "03-310"}.get),
        Problem(
            "cost-code-unknown",
            BLOCKING,
            "cost_code",
            "Cost code 03-3100 is not on the standard list.",
            "Did you mean 03-310?",
            "one",
            "03-310",
        ),
    ),
    (
        with_line(cost_code="02100"),
        CONTEXT,
        Problem(
            "cost-code-inactive",
            BLOCKING,
            "cost_code",
            "Cost code 02100 is no longer active on the standard list.",
            "Choose another one, or ask accounting to make it active in Sage.",
            "one",
        ),
    ),
    (
        with_line(cost_code="03-300"),
        CONTEXT,
        Problem(
            "cost-code-group",
            BLOCKING,
            "cost_code",
            "Cost code 03-300 is a group and takes no costs.",
            "Choose one of the cost codes below it.",
            "one",
        ),
    ),
    (
        with_line(cost_code="1234567890123"),
        UNLISTED,
        Problem(
            "cost-code-too-long",
            BLOCKING,
            "cost_code",
            "Cost code 1234567890123 has 13 letters and digits; Sage takes 12.",
            "Shorten it by 1 character.",
            "one",
        ),
    ),
    (
        with_line(cost_code="03310"),
        msgspec.structs.replace(UNLISTED, cost_code_mask=Mask("##-###")),
        Problem(
            "cost-code-mask",
            BLOCKING,
            "cost_code",
            "Cost code 03310 does not fit the mask ##-###.",
            "Did you mean 03-310?",
            "one",
            "03-310",
        ),
    ),
    (
        with_line(category=""),
        CONTEXT,
        Problem(
            "category-missing",
            BLOCKING,
            "category",
            "Line 1 (03-310) has no category.",
            "Use one of LAB, MAT, SUB.",
            "one",
        ),
    ),
    (
        with_line(category="EQP"),
        CONTEXT,
        Problem(
            "category-not-standard",
            BLOCKING,
            "category",
            "Line 1 (03-310 EQP): the category is not a standard category.",
            "Use one of LAB, MAT, SUB.",
            "one",
        ),
    ),
    (
        with_line(category="LABOR"),
        UNLISTED,
        Problem(
            "category-too-long",
            BLOCKING,
            "category",
            "Line 1 (03-310 LABOR): the category is 5 characters long; Sage takes 3.",
            "Shorten it by 2 characters.",
            "one",
        ),
    ),
    (
        content(lines=(LINE, Line("two", "03310", "sub", amount=Money(1)))),
        CONTEXT,
        Problem(
            "line-twice",
            BLOCKING,
            "cost_code",
            "Line 2 (03310 sub): the same cost code and category stand in line 1.",
            "Put both into one line, or choose another category.",
            "two",
        ),
    ),
    (
        with_line(quantity=Quantity(-LIMIT - 1)),
        CONTEXT,
        Problem(
            "quantity-too-large",
            BLOCKING,
            "quantity",
            "Line 1 (03-310 SUB): the quantity -100,000,000.00 is more than Sage takes "
            "(99,999,999.99).",
            "Use a larger unit, or spread it over several cost codes or sub jobs.",
            "one",
        ),
    ),
    (
        with_line(amount=Money(LIMIT + 1)),
        CONTEXT,
        Problem(
            "amount-too-large",
            BLOCKING,
            "amount",
            "Line 1 (03-310 SUB): the amount 100,000,000.00 is more than Sage takes "
            "(99,999,999.99).",
            "Spread it over several cost codes or sub jobs.",
            "one",
        ),
    ),
    (
        with_line(amount=Money(-100_000_000)),
        CONTEXT,
        Problem(
            "amount-notice",
            WARNING,
            "amount",
            "Line 1 (03-310 SUB): the amount -1,000,000.00 is above 999,999.99, where some Sage "
            "installations stop.",
            "Look for a digit too many; if it is right, it can be sent.",
            "one",
        ),
    ),
    (
        with_line(unit="gallons"),
        CONTEXT,
        Problem(
            "unit-too-long",
            BLOCKING,
            "unit",
            "Line 1 (03-310 SUB): the unit 'gallons' is 7 characters long; Sage takes 6.",
            "Shorten it by 1 character.",
            "one",
        ),
    ),
    (
        with_line(unit="pieces"),
        CONTEXT,
        Problem(
            "unit-notice",
            WARNING,
            "unit",
            "Line 1 (03-310 SUB): the unit 'pieces' is 6 characters long; Sage's import is only "
            "sure to take 4.",
            "Shorten it by 2 characters if you can.",
            "one",
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


def test_every_rule_on_lines_is_tested_here() -> None:
    of_lines = {rule.name for rule in RULES.values() if rule.object == "line"}
    assert {problem.rule for _, _, problem in CASES} == of_lines


@pytest.mark.parametrize("spelling", ["03310", " 03 310", "03.310"])
def test_another_spelling_of_a_listed_cost_code_is_fine(spelling: str) -> None:
    masked = context(cost_code_mask=Mask("##-###"))
    assert check(with_line(cost_code=spelling, category="sub"), masked) == ()


def test_without_a_list_cost_codes_and_categories_are_not_looked_up() -> None:
    masked = msgspec.structs.replace(UNLISTED, cost_code_mask=Mask("##-###"))
    assert check(with_line(cost_code="99-999", category="XYZ"), masked) == ()


def test_an_empty_list_is_a_list() -> None:
    found = check(CONTENT, context(cost_codes={}, categories={}))
    assert [problem.rule for problem in found] == ["cost-code-unknown", "category-not-standard"]
    assert found[0].remedy == (
        "Choose one from the list, or ask accounting to add it in Sage and to import the list "
        "again."
    )
    assert found[1].remedy == "Choose one from the list of standard categories."


def test_a_cost_code_may_have_thirteen_characters_of_which_twelve_count() -> None:
    assert check(with_line(cost_code="123456-789012"), UNLISTED) == ()
    problem = only(check(with_line(cost_code="1234-5678-9012"), UNLISTED))
    assert problem.message == "Cost code 1234-5678-9012 has 14 characters; Sage takes 13."


def test_a_cost_code_no_mask_takes_gets_an_example() -> None:
    masked = msgspec.structs.replace(UNLISTED, cost_code_mask=Mask("##-###"))
    assert only(check(with_line(cost_code="3A"), masked)).remedy == "Write it like 12-345."


def test_many_categories_are_not_listed_in_a_message() -> None:
    many = {f"C{number:02}": Category(f"C{number:02}") for number in range(13)}
    problem = only(check(CONTENT, context(categories=many)))
    assert problem.remedy == "Choose one from the list of standard categories."


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("cost_code", "03\n310", "Line 1 (03 310 SUB), cost code: character 'line break' at"),
        ("category", "SU\u200bB", "Line 1 (03-310 SU\u200bB), category: character 'U+200B zero"),
        ("unit", "m→", "Line 1 (03-310 SUB), unit: character '→' at position 2"),
        ("unit", '6"', 'Line 1 (03-310 SUB), unit: the quotation mark " at position 2'),
    ],
)
def test_each_typed_text_of_a_line_must_be_writable(field: str, value: str, message: str) -> None:
    problem = only(check(with_line(**{field: value}), CONTEXT))
    assert problem.message.startswith(message)
    assert (problem.field, problem.line_id, problem.severity) == (field, "one", BLOCKING)


def test_a_line_that_is_still_empty_is_named_by_its_number_alone() -> None:
    found = check(content(lines=(LINE, Line("two", "", ""), Line("three", "", ""))), CONTEXT)
    assert [problem.message for problem in found] == [
        "Line 2 has no cost code.",
        "Line 2 has no category.",
        "Line 3 has no cost code.",
        "Line 3 has no category.",
    ]


def test_every_repetition_names_the_first_line() -> None:
    again = [msgspec.structs.replace(LINE, id=name) for name in ("two", "three")]
    other = Line("four", "03-310", "LAB")
    found = check(content(lines=(LINE, *again, other)), CONTEXT)
    assert [(problem.line_id, problem.message[-8:]) for problem in found] == [
        ("two", " line 1."),
        ("three", " line 1."),
    ]


@pytest.mark.parametrize("sign", [1, -1])
def test_amounts_and_quantities_up_to_the_limits_are_fine(sign: int) -> None:
    assert check(with_line(amount=Money(sign * 99_999_999)), CONTEXT) == ()
    assert check(with_line(quantity=Quantity(sign * LIMIT)), CONTEXT) == ()
    problem = only(check(with_line(amount=Money(sign * LIMIT)), CONTEXT))
    assert problem.rule == "amount-notice"


def test_a_unit_of_four_or_none_is_fine() -> None:
    assert check(with_line(unit="hour"), CONTEXT) == ()
    assert check(with_line(unit=""), CONTEXT) == ()


def test_one_amount_among_zero_lines_is_money() -> None:
    lines = (LINE, Line("two", "03-310", "LAB"))
    assert check(content(lines=lines), CONTEXT) == ()


def test_braces_in_typed_texts_are_only_characters() -> None:
    problem = only(check(with_line(cost_code="{0}{job}"), CONTEXT))
    assert problem.message == "Cost code {0}{job} is not on the standard list."
