"""A problem, and the few ways in which the checks put one into the words of the table.

What is checked stands in ``checks`` and ``check_lines``, the words in ``check_rules``.
"""

from collections.abc import Mapping

import msgspec

from subjob_desk.domain.check_rules import RULES, Severity
from subjob_desk.domain.codes import Mask
from subjob_desk.domain.money import decimal_text
from subjob_desk.domain.text import fold, refused_characters


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong or odd: where, what, and how to mend it."""

    rule: str
    """Stable name of the rule: ``cost-code-unknown``."""
    severity: Severity
    field: str
    """code, description, cost_code, category, quantity, unit, amount, lines or project."""
    message: str
    remedy: str
    line_id: str = ""
    """The estimate line concerned; empty for the sub job as a whole."""
    suggestion: str = ""
    """A value that would mend it (``03-310``), offered as *Use 03-310*; else empty."""
    link: str = ""
    """The extra of Sage's (``010``) to which linking would mend it; else empty."""


def problem(
    rule: str,
    *,
    field: str = "",
    line_id: str = "",
    suggestion: str = "",
    link: str = "",
    **values: object,
) -> Problem:
    """The row ``rule`` of the table, its templates filled from ``values``."""
    return _filled(rule, values, line_id, suggestion, field, link)


def unwritable(text: str, field: str, where: str, line_id: str = "") -> Problem | None:
    """A character no file for Sage can hold, or a quotation mark that was not folded."""
    refused = refused_characters(text)
    if refused is not None:
        return problem(
            "text-characters", field=field, line_id=line_id, where=where, refused=refused
        )
    if '"' in text:
        return problem(
            "text-quotation-mark",
            field=field,
            line_id=line_id,
            suggestion=fold(text).text,
            where=where,
            position=text.index('"') + 1,
        )
    return None


def too_long(rule: str, length: int, limit: int, *, line_id: str = "", **values: object) -> Problem:
    """A text of ``length`` where Sage takes ``limit``; the remedy says by how much."""
    excess = "1 character" if length == limit + 1 else f"{length - limit} characters"
    known = {"length": length, "limit": limit, "excess": excess}
    return _filled(rule, {**known, **values}, line_id)


def off_mask(
    rule: str, code: str, mask: Mask, *, line_id: str = "", **values: object
) -> Problem | None:
    """A code the mask does not take, with the spelling it would take if there is one."""
    if mask.matches(code):
        return None
    known = {"code": code, "mask": mask.text, "example": mask.example}
    return _filled(rule, {**known, **values}, line_id, mask.reformat(code) or "")


def beyond(rule: str, value: int, limit: int, *, line_id: str, line: str) -> Problem:
    """An amount or quantity, in hundredths, on the far side of ``limit``."""
    values = {"line": line, "value": _grouped(value), "limit": _grouped(limit)}
    return _filled(rule, values, line_id)


def _filled(
    name: str,
    values: Mapping[str, object],
    line_id: str,
    suggestion: str = "",
    field: str = "",
    link: str = "",
) -> Problem:
    """``field`` counts where the rule leaves it to the text concerned."""
    rule = RULES[name]
    remedy = rule.offer if rule.offer and suggestion else rule.remedy
    words = {**values, "suggestion": suggestion}
    return Problem(
        name,
        rule.severity,
        rule.field or field,
        rule.message.format_map(words),
        remedy.format_map(words),
        line_id,
        suggestion,
        link,
    )


def _grouped(value: int) -> str:
    """Hundredths for a message: ``1,234,567.89``."""
    whole, _, places = decimal_text(abs(value)).partition(".")
    return f"{'-' if value < 0 else ''}{int(whole):,}.{places}"
