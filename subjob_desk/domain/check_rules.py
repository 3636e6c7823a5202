"""The table of rules on a sub job: where, how severe, and the words (``product.md`` section 4).

Only the table; how each rule is found out stands in ``checks``.
"""

from enum import StrEnum
from typing import Final

import msgspec


class Severity(StrEnum):
    """Blocking holds up send, accept and export; a warning holds up nothing."""

    BLOCKING = "blocking"
    WARNING = "warning"


class Rule(msgspec.Struct, frozen=True):
    """One row of the table. ``message``, ``remedy`` and ``offer`` are templates."""

    object: str
    """What the rule speaks of: project, sub job, line, or text (any of the typed texts)."""
    field: str
    """The field as in ``Problem.field``; empty where it is that of the text concerned."""
    name: str
    severity: Severity
    message: str
    remedy: str
    offer: str = ""
    """Takes the place of ``remedy`` when there is a value that would mend it."""


_B: Final = Severity.BLOCKING
_W: Final = Severity.WARNING
_MEANT: Final = "Did you mean {suggestion}?"

_ROWS: Final = (
    Rule(
        "project", "project", "project-closed", _B,
        "Project {job} is closed.",
        "Ask accounting to open the job in Sage and to import the list of jobs again.",
    ),
    Rule(
        "project", "project", "project-gone", _B,
        "Project {job} is no longer in Sage's list of jobs.",
        "Ask accounting whether the job was removed or has another code now.",
    ),
    Rule(
        "project", "project", "project-unknown", _B,
        "Project {job} is not on the list of jobs.",
        "Import the list of jobs from Sage, or let an administrator type the project.",
    ),
    Rule(
        "project", "project", "project-not-in-sage", _W,
        "Project {job} is not in Sage yet; Sage would create the job.",
        "Compare the project's code with accounting before the export.",
    ),
    Rule(
        "text", "", "text-characters", _B,
        "{where}: {refused}.",
        "Take it out, or write it with ordinary letters.",
    ),
    Rule(
        "text", "", "text-quotation-mark", _B,
        '{where}: the quotation mark " at position {position} cannot be written to a file '
        "for Sage.",
        "Write it as: {suggestion}",
    ),
    Rule(
        "sub job", "code", "code-empty", _B,
        "{what} is empty.",
        "Type a code of letters and digits, at most {limit} characters.",
    ),
    Rule(
        "sub job", "code", "code-too-long", _B,
        "{what} {code} is {length} characters long; Sage takes {limit}.",
        "Shorten it by {excess}.",
    ),
    Rule(
        "sub job", "code", "code-mask", _B,
        "{what} {code} does not fit the mask {mask}.",
        "Write it like {example}.",
        _MEANT,
    ),
    Rule(
        "sub job", "code", "code-taken", _B,
        "{what} {code} is taken by {other}.",
        "Take another code.",
    ),
    Rule(
        "sub job", "code", "code-taken-inactive", _B,
        "{what} {code} is taken by {other}, which is inactive.",
        "Take another code, or make the other sub job active again.",
    ),
    Rule(
        "sub job", "code", "extra-in-sage", _B,
        "{term} {code} is already in Sage{named}.",
        "Link this sub job to it or take another code.",
    ),
    Rule(
        "sub job", "code", "extra-in-sage-accepted", _B,
        "{term} {code} is already in Sage{named}.",
        "Withdraw the acceptance first, then link this sub job to it or take another code.",
    ),
    Rule(
        "sub job", "code", "link-gone", _B,
        "{term} {code}, to which it is linked, is not on Sage's list any more.",
        "Ask accounting to import the newest list, or take the link away.",
    ),
    Rule(
        "sub job", "code", "link-gone-accepted", _B,
        "{term} {code}, to which it is linked, is not on Sage's list any more.",
        "Ask accounting to import the newest list, or withdraw the acceptance and take the link "
        "away.",
    ),
    Rule(
        "sub job", "code", "link-gone-exported", _B,
        "{term} {code}, to which it is linked, is not on Sage's list any more.",
        "Ask accounting to import the newest list. If the extra was deleted in Sage, an "
        "administrator resets the sub job.",
    ),
    Rule(
        "sub job", "code", "link-other-code", _B,
        "Extra code {code} is not that of {term} {linked}, to which it is linked.",
        "Take {linked} as the extra code, or take the link away.",
    ),
    Rule(
        "sub job", "description", "description-empty", _B,
        "The description is empty.",
        "Say what the work is, in at most {limit} characters.",
    ),
    Rule(
        "sub job", "description", "description-too-long", _B,
        "The description is {length} characters long; Sage takes {limit}.",
        "Shorten it by {excess}.",
    ),
    Rule(
        "sub job", "description", "description-differs", _W,
        "Sage describes {term} {code} as '{suggestion}'.",
        "Use Sage's description here, or key the new one in Sage: a file may not change it.",
    ),
    Rule(
        "sub job", "description", "description-twice", _W,
        "The same description stands in {others}.",
        "Tell the two apart, for instance by floor or area.",
    ),
    Rule(
        "sub job", "lines", "lines-none", _B,
        "The sub job has no estimate line.",
        "Add at least one line; a line of 0.00 is enough to create the cost code.",
    ),
    Rule(
        "sub job", "lines", "lines-no-money", _W,
        "No line has an amount.",
        "Fill in the amounts, or leave it so if only the cost codes are wanted.",
    ),
    Rule(
        "line", "cost_code", "cost-code-missing", _B,
        "{line} has no cost code.",
        "Choose one from the standard list, or remove the line.",
    ),
    Rule(
        "line", "cost_code", "cost-code-unknown", _B,
        "Cost code {code} is not on the standard list.",
        "Choose one from the list, or ask accounting to add it in Sage and to import the list "
        "again.",
        _MEANT,
    ),
    Rule(
        "line", "cost_code", "cost-code-inactive", _B,
        "Cost code {code} is no longer active on the standard list.",
        "Choose another one, or ask accounting to make it active in Sage.",
    ),
    Rule(
        "line", "cost_code", "cost-code-group", _B,
        "Cost code {code} is a group and takes no costs.",
        "Choose one of the cost codes below it.",
    ),
    Rule(
        "line", "cost_code", "cost-code-too-long", _B,
        "Cost code {code} has {length} {counted}; Sage takes {limit}.",
        "Shorten it by {excess}.",
    ),
    Rule(
        "line", "cost_code", "cost-code-mask", _B,
        "Cost code {code} does not fit the mask {mask}.",
        "Write it like {example}.",
        _MEANT,
    ),
    Rule(
        "line", "category", "category-missing", _B,
        "{line} has no category.",
        "{choice}",
    ),
    Rule(
        "line", "category", "category-not-standard", _B,
        "{line}: the category is not a standard category.",
        "{choice}",
    ),
    Rule(
        "line", "category", "category-too-long", _B,
        "{line}: the category is {length} characters long; Sage takes {limit}.",
        "Shorten it by {excess}.",
    ),
    Rule(
        "line", "cost_code", "line-twice", _B,
        "{line}: the same cost code and category stand in line {first}.",
        "Put both into one line, or choose another category.",
    ),
    Rule(
        "line", "quantity", "quantity-too-large", _B,
        "{line}: the quantity {value} is more than Sage takes ({limit}).",
        "Use a larger unit, or spread it over several cost codes or sub jobs.",
    ),
    Rule(
        "line", "amount", "amount-too-large", _B,
        "{line}: the amount {value} is more than Sage takes ({limit}).",
        "Spread it over several cost codes or sub jobs.",
    ),
    Rule(
        "line", "amount", "amount-notice", _W,
        "{line}: the amount {value} is above {limit}, where some Sage installations stop.",
        "Look for a digit too many; if it is right, it can be sent.",
    ),
    Rule(
        "line", "unit", "unit-too-long", _B,
        "{line}: the unit '{unit}' is {length} characters long; Sage takes {limit}.",
        "Shorten it by {excess}.",
    ),
    Rule(
        "line", "unit", "unit-notice", _W,
        "{line}: the unit '{unit}' is {length} characters long; Sage's import is only sure to "
        "take {limit}.",
        "Shorten it by {excess} if you can.",
    ),
)  # fmt: skip

RULES: Final = {rule.name: rule for rule in _ROWS}
"""Every rule by its stable name."""
