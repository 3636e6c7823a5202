"""The checks on estimate lines: cost code, category, quantity, unit, amount of each.

Those on the sub job as a whole stand in ``checks``.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from subjob_desk.domain.check_context import Category, CheckContext, Limits
from subjob_desk.domain.check_words import Problem, beyond, off_mask, problem, too_long, unwritable
from subjob_desk.domain.codes import strip
from subjob_desk.domain.content import Line

_MOST_LISTED: Final = 12
"""Categories a remedy names; of more it speaks as a list."""


def line_problems(lines: tuple[Line, ...], context: CheckContext) -> Iterator[Problem]:
    """All problems of the lines, line by line."""
    if not lines:
        yield problem("lines-none")
        return
    if not any(line.amount for line in lines):
        yield problem("lines-no-money")
    seen: dict[tuple[str, str], int] = {}
    for number, line in enumerate(lines, start=1):
        label = _label(number, line)
        cost_code = _cost_code(line, label, context)
        if cost_code is not None:
            yield cost_code
        category = _category(line, label, context)
        if category is not None:
            yield category
        key = (strip(line.cost_code), strip(line.category))
        first = seen.setdefault(key, number)
        if first != number and all(key):
            yield problem("line-twice", line_id=line.id, line=label, first=first)
        yield from _measures(line, label, context.limits)


def _cost_code(line: Line, label: str, context: CheckContext) -> Problem | None:
    code, key = line.cost_code, strip(line.cost_code)
    if not key:
        return problem("cost-code-missing", line_id=line.id, line=label)
    refused = unwritable(code, "cost_code", f"{label}, cost code", line.id)
    if refused is not None:
        return refused
    if context.cost_codes is None:
        return _cost_code_form(line, key, context)
    known = context.cost_codes.get(key)
    if known is None:
        meant = context.suggest(code) or ""
        return problem("cost-code-unknown", line_id=line.id, suggestion=meant, code=code)
    if not known.is_active:
        return problem("cost-code-inactive", line_id=line.id, code=code)
    if known.is_group:
        return problem("cost-code-group", line_id=line.id, code=code)
    return None


def _cost_code_form(line: Line, key: str, context: CheckContext) -> Problem | None:
    """Without a standard list only the form can be judged."""
    limits, code = context.limits, line.cost_code
    for length, limit, counted in (
        (len(key), limits.cost_code, "letters and digits"),
        (len(code), limits.cost_code_typed, "characters"),
    ):
        if length > limit:
            return too_long(
                "cost-code-too-long", length, limit, line_id=line.id, code=code, counted=counted
            )
    return off_mask("cost-code-mask", code, context.cost_code_mask, line_id=line.id)


def _category(line: Line, label: str, context: CheckContext) -> Problem | None:
    key, known, limit = strip(line.category), context.categories, context.limits.category
    if not key:
        choice = _choice(known)
        return problem("category-missing", line_id=line.id, line=label, choice=choice)
    refused = unwritable(line.category, "category", f"{label}, category", line.id)
    if refused is not None:
        return refused
    if known is not None and key not in known:
        choice = _choice(known)
        return problem("category-not-standard", line_id=line.id, line=label, choice=choice)
    if known is None and len(line.category) > limit:
        length = len(line.category)
        return too_long("category-too-long", length, limit, line_id=line.id, line=label)
    return None


def _measures(line: Line, label: str, limits: Limits) -> Iterator[Problem]:
    """Quantity, unit and amount of one line."""
    if abs(line.quantity) > limits.number:
        yield beyond(
            "quantity-too-large", line.quantity, limits.number, line_id=line.id, line=label
        )
    refused = unwritable(line.unit, "unit", f"{label}, unit", line.id)
    if refused is not None:
        yield refused
    length = len(line.unit)
    for rule, limit in (("unit-too-long", limits.unit), ("unit-notice", limits.unit_notice)):
        if length > limit:
            yield too_long(rule, length, limit, line_id=line.id, line=label, unit=line.unit)
            break
    for rule, limit in (
        ("amount-too-large", limits.number),
        ("amount-notice", limits.amount_notice),
    ):
        if abs(line.amount) > limit:
            yield beyond(rule, line.amount, limit, line_id=line.id, line=label)
            break


def _label(number: int, line: Line) -> str:
    # A pasted line break must not break the message that complains of it.
    shown = " ".join(f"{line.cost_code} {line.category}".split())
    return f"Line {number} ({shown})" if shown else f"Line {number}"


def _choice(categories: Mapping[str, Category] | None) -> str:
    """What to do about a category: the standard ones by name, where they are few."""
    if not categories or len(categories) > _MOST_LISTED:
        return "Choose one from the list of standard categories."
    return f"Use one of {', '.join(sorted(known.code for known in categories.values()))}."
