"""The checks on a sub job: what is wrong or odd in a content (``product.md`` section 4).

How each rule is found out; its words stand in ``check_rules``, what it may ask in
``check_context``. They belong to use cases and the export, never to the fold of the log.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from subjob_desk.domain.check_context import (
    Category,
    CheckContext,
    CostCode,
    JobStanding,
    KnownExtra,
    Limits,
    Twin,
)
from subjob_desk.domain.check_lines import line_problems
from subjob_desk.domain.check_rules import Severity
from subjob_desk.domain.check_words import Problem, off_mask, problem, too_long, unwritable
from subjob_desk.domain.codes import strip
from subjob_desk.domain.content import Content

__all__ = [
    "Category",
    "CheckContext",
    "CostCode",
    "JobStanding",
    "KnownExtra",
    "Limits",
    "Problem",
    "Severity",
    "Twin",
    "blocking",
    "check",
    "check_extra_code",
]


def check(content: Content, context: CheckContext) -> tuple[Problem, ...]:
    """All problems of ``content``, in reading order: project, code, description, lines."""
    return tuple(_problems(content, context))


def check_extra_code(extra_code: str, context: CheckContext) -> tuple[Problem, ...]:
    """All problems of the code an approver wants to give the extra (rule 8).

    ``context`` is filled for that code: twins by code and by extra code, and Sage's extra.
    """
    return tuple(_extra_code(extra_code, context))


def blocking(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that hold up send, accept and export."""
    return tuple(found for found in problems if found.severity is Severity.BLOCKING)


_JOB_RULES: Final = {
    JobStanding.CLOSED: "project-closed",
    JobStanding.GONE: "project-gone",
    JobStanding.UNKNOWN: "project-unknown",
    JobStanding.NOT_IN_SAGE: "project-not-in-sage",
}


def _problems(content: Content, context: CheckContext) -> Iterator[Problem]:
    if context.job is not JobStanding.OPEN:
        yield problem(_JOB_RULES[context.job], job=content.job)
    yield from _code(content.code, "Code", context)
    yield from _extra(context.extra_code, context)
    yield from _twins(context.linked, context.term, context.same_extra)
    yield from _description(content.description, context)
    yield from line_problems(content.lines, context)


def _code(code: str, what: str, context: CheckContext) -> Iterator[Problem]:
    if not strip(code):
        yield problem("code-empty", what=what, limit=context.limits.code)
        return
    form = _code_form(code, what, context)
    if form is not None:
        yield form
    yield from _twins(code, what, context.same_code)


def _extra_code(extra_code: str, context: CheckContext) -> Iterator[Problem]:
    if context.is_linked:  # Sage has it so, whatever the mask says
        yield from _twins(extra_code, "Extra code", context.same_code)
    else:
        yield from _code(extra_code, "Extra code", context)
    if strip(extra_code):
        yield from _extra(extra_code, context)


def _twins(code: str, what: str, twins: Iterable[Twin]) -> Iterator[Problem]:
    for twin in twins:
        rule = "code-taken-inactive" if twin.is_inactive else "code-taken"
        yield problem(rule, what=what, code=code, other=_twin(twin))


def _extra(extra_code: str, context: CheckContext) -> Iterator[Problem]:
    """What Sage's list of extras says about the code in question, and about the link."""
    extra, linked, term = context.known_extra, context.linked, context.term
    if context.is_linked:
        if linked and extra is None and context.extras_known:
            yield problem(_gone_rule(context), term=term, code=linked)
    elif extra is not None and context.extras_known and not context.exported_here:
        named = f" ('{extra.description}')" if extra.description else ""
        free = "" if context.same_code else extra.code
        yield _in_sage(context, extra.code, named, free)
    if linked and extra_code and not (context.is_linked or context.exported_here):
        yield problem("link-other-code", term=term, code=extra_code, linked=linked)


def _in_sage(context: CheckContext, code: str, named: str, free: str) -> Problem:
    if context.is_accepted:  # no link can be made as it is
        return problem("extra-in-sage-accepted", term=context.term, code=code, named=named)
    return problem("extra-in-sage", term=context.term, code=code, named=named, link=free)


def _gone_rule(context: CheckContext) -> str:
    if context.exported_here:
        return "link-gone-exported"
    return "link-gone-accepted" if context.is_accepted else "link-gone"


def _code_form(code: str, what: str, context: CheckContext) -> Problem | None:
    limit, mask = context.limits.code, context.extra_mask
    refused = unwritable(code, "code", what)
    if refused is not None:
        return refused
    if len(code) > limit:
        return too_long("code-too-long", len(code), limit, what=what, code=code)
    if context.fixed and strip(code) == context.fixed:  # Sage has it so, whatever the mask says
        return None
    return off_mask("code-mask", code, mask, what=what)


def _twin(twin: Twin) -> str:
    quoted = [f"'{twin.description}'"] if twin.description else []
    if twin.extra_code:
        quoted.append(f"extra code {twin.extra_code}")
    return f"{twin.name} ({', '.join(quoted)})" if quoted else twin.name


def _description(description: str, context: CheckContext) -> Iterator[Problem]:
    limit = context.limits.description
    if not description.strip():
        yield problem("description-empty", limit=limit)
        return
    refused = unwritable(description, "description", "Description")
    if refused is not None:
        yield refused
    if len(description) > limit:
        yield too_long("description-too-long", len(description), limit)
    extra = context.known_extra if context.is_linked or context.exported_here else None
    if extra and extra.description.strip() and description.split() != extra.description.split():
        yield problem(
            "description-differs",
            term=context.term,
            code=extra.code,
            suggestion=extra.description,
        )
    if context.same_description:
        yield problem("description-twice", others=_listed(context.same_description))


def _listed(names: tuple[str, ...]) -> str:
    """``24-117/010``, ``24-117/010 and 24-117/020``, ``24-117/010 and 4 others``."""
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1} others"
