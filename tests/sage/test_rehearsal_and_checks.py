"""The checks and the model say the same: what passes the former is never refused by the latter.

The checks run while typing, at send, at accept and at export; the model reads bytes.
"""

import datetime as dt
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from subjob_desk.domain.check_context import (
    Category,
    CheckContext,
    CostCode,
    JobStanding,
    KnownExtra,
)
from subjob_desk.domain.check_rules import RULES
from subjob_desk.domain.checks import blocking, check, check_extra_code
from subjob_desk.domain.codes import Mask, strip
from subjob_desk.domain.content import Content, Line
from subjob_desk.domain.money import LIMIT, Money, Quantity
from subjob_desk.sage.profile import load_profile
from subjob_desk.sage.rehearsal import Rehearsal
from subjob_desk.sage.rehearsed import Verdict
from subjob_desk.sage.sage_known import Found, KnownSage, OurExtra
from subjob_desk.sage.writer import CostLine, ExtraPart, FileContent, JobPart, render

CHECKED = {
    Verdict.MISSING: ("code-empty", "description-empty", "cost-code-missing", "category-missing"),
    Verdict.TOO_LONG: (
        "code-too-long", "description-too-long", "cost-code-too-long", "category-too-long",
        "unit-too-long",
    ),
    Verdict.TOO_LARGE: ("quantity-too-large", "amount-too-large"),
    Verdict.MASK: ("code-mask", "cost-code-mask"),
    Verdict.JOB_CLOSED: ("project-closed",),
    Verdict.JOB_GONE: ("project-gone",),
    Verdict.JOB_UNKNOWN: ("project-unknown",),
    Verdict.NOT_LINKED: ("extra-in-sage",),
    Verdict.LINK_GONE: ("link-gone", "link-gone-exported"),
    Verdict.COST_CODE_UNKNOWN: ("cost-code-unknown",),
    Verdict.COST_CODE_INACTIVE: ("cost-code-inactive",),
    Verdict.COST_CODE_GROUP: ("cost-code-group",),
    Verdict.CATEGORY: ("category-not-standard",),
}  # fmt: skip
"""The checks that say, while typing, at send and at accept, what the model would refuse."""

ONLY_THE_GATE = {
    Verdict.UNREADABLE, Verdict.NO_JOB, Verdict.NO_EXTRA, Verdict.OTHER_EXTRA, Verdict.NUMBER,
    Verdict.PARENT, Verdict.MIXED,
}  # fmt: skip
"""What no content can bring about: the form and order of the file, and which file it is. The gate
looks at them in the bytes, and so does the rehearsal of a finished file."""


def test_each_refusal_of_the_model_has_its_blocking_check_or_its_gate() -> None:
    refused = {verdict for verdict in Verdict if verdict.is_refused}
    assert CHECKED.keys() | ONLY_THE_GATE == refused
    assert not CHECKED.keys() & ONLY_THE_GATE
    for rules in CHECKED.values():
        assert all(RULES[rule].severity == "blocking" for rule in rules)


T = TypeVar("T")

CODES = {
    "03310": CostCode("03-310"), "03320": CostCode("03-320", is_active=False),
    "03000": CostCode("03-000", is_group=True), "A1": CostCode("a.1"),
}  # fmt: skip
CATEGORIES = {"LAB": Category("LAB"), "M": Category("M")}
EXTRAS = {"010": KnownExtra("0-10", "Roof"), "A1": KnownExtra("A1", "")}


def _mostly(fine: st.SearchStrategy[T], wild: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """Something in order, and now and then anything."""
    return st.integers(0, 9).flatmap(lambda chance: wild if chance == 9 else fine)


_WILD_CODE = st.sampled_from(
    ["010", "0-10", "1", "01", "A1", "a-1", "Ä1", "12345678901", "1234567890", "-", "", "1 0"]
)
_CODE = _mostly(st.sampled_from(["123", "1-23", "B2", "010", "Ä1"]), _WILD_CODE)
_NUMBER = _mostly(
    st.integers(-500, 500) | st.sampled_from([LIMIT, -LIMIT]),
    st.sampled_from([LIMIT + 1, -LIMIT - 1]),
)
_LINES = st.builds(
    lambda code, category, quantity, unit, amount: Line(
        f"{code}{category}", code, category, Quantity(quantity), unit, Money(amount)
    ),
    _mostly(
        st.sampled_from(["03-310", "03310", "A1"]),
        st.sampled_from(["3-31", "3-310", "03-320", "03-000", "12345678901234", ""]),
    ),
    _mostly(
        st.sampled_from(["LAB", "l.a.b", "lab", "m"]), st.sampled_from(["XYZ", "LABOR", "", "-"])
    ),
    _NUMBER,
    st.text("hÄ. +#;", max_size=7),
    _NUMBER,
)
_MASKS = _mostly(st.just(""), st.sampled_from(["###", "X-XX", "XX", "##-###"]))


@st.composite
def _worlds(draw: st.DrawFn) -> tuple[Content, CheckContext, str, OurExtra]:
    """A sub job, perhaps wrong, its extra code, and what is known of Sage."""
    job = draw(st.sampled_from(["24-117", "1", "ABC DEF GHIJ"]))
    lines = draw(st.lists(_LINES, min_size=1, max_size=3, unique_by=lambda line: line.id))
    text = draw(_mostly(st.just("Level 10"), st.text("aÄ–%;+#,/'9 ", max_size=32)))
    content = Content(job, draw(_CODE), text, tuple(lines))
    extra = draw(_mostly(st.just(content.code), _CODE))
    is_linked, was_exported = draw(st.booleans()), draw(st.booleans())
    has_extras = draw(st.booleans())
    known = EXTRAS.get(strip(extra)) if has_extras else None
    context = CheckContext(
        extra_mask=Mask(draw(_MASKS)),
        cost_code_mask=Mask(draw(_MASKS)),
        cost_codes=draw(st.sampled_from([CODES, CODES, None])),
        categories=draw(st.sampled_from([CATEGORIES, CATEGORIES, None])),
        job=draw(_mostly(st.just(JobStanding.OPEN), st.sampled_from(JobStanding))),
        extras_known=has_extras,
        known_extra=known,
        linked=extra if is_linked else "",
        is_linked=is_linked and bool(strip(extra)),
        extra_code=extra,
        exported_here=was_exported,
    )
    ours = OurExtra(
        "sub", is_linked=context.is_linked, is_created=was_exported and not context.is_linked,
        is_posted=was_exported and draw(st.booleans()), was_whole=False,
    )  # fmt: skip
    return content, context, extra, ours


def _file(content: Content, context: CheckContext, extra: str) -> FileContent:
    """As it leaves: codes in the spelling of the lists."""
    codes = {key: known.code for key, known in (context.cost_codes or {}).items()}
    categories = {key: known.code for key, known in (context.categories or {}).items()}
    lines = tuple(
        CostLine(
            codes.get(strip(line.cost_code), line.cost_code),
            categories.get(strip(line.category), line.category),
            line.quantity,
            line.unit,
            line.amount,
        )
        for line in content.lines
    )
    part = ExtraPart(extra, content.description, lines)
    return FileContent(7, "ORIGINAL", dt.date(2026, 11, 22), (JobPart(content.job, "", (part,)),))


def _model(context: CheckContext, content: Content, extra: str, ours: OurExtra) -> KnownSage:
    job, key = strip(content.job), strip(extra)
    found = Found(
        {job: context.job},
        {(job, key): context.known_extra} if context.known_extra else {},
        {(job, key): ours},
        context.cost_codes or {},
    )
    return KnownSage(
        lambda _touched: found,
        context.term,
        context.extra_mask,
        context.cost_code_mask,
        has_jobs=True,
        has_extras=context.extras_known,
        has_cost_codes=context.cost_codes is not None,
        categories=context.categories,
    )


TRIED: list[bool] = []


@settings(max_examples=2 * settings().max_examples)
@given(_worlds())
def test_whatever_passes_the_checks_is_never_refused_by_the_model(
    world: tuple[Content, CheckContext, str, OurExtra],
) -> None:
    content, context, extra, ours = world
    problems = (*check(content, context), *check_extra_code(extra, context))
    TRIED.append(not blocking(problems))
    if blocking(problems):
        return
    profile = load_profile()
    data = render(profile, _file(content, context, extra))
    rehearsal = Rehearsal(profile, data, _model(context, content, extra, ours), "ORIGINAL")
    assert [line for line in rehearsal.lines() if line.is_refused] == []


def test_some_of_them_passed() -> None:
    assert any(TRIED)
