"""What to do in Sage with a file just written, in the company's own word for Extra.

The words of ``sage-jce.md`` section 4; the menu path there is graded D, hence *for example*.
"""

from typing import Final

import msgspec

from subjob_desk.ui.common import formats
from subjob_desk.ui.common.words import counted, tr

CHANGE: Final = "CHANGE"


class Written(msgspec.Struct, frozen=True):
    """What the steps are about."""

    kind: str
    file_name: str
    extras: int
    lines: int
    amount: int
    """Cents."""


def reject_name(file_name: str) -> str:
    """The name to propose to Sage for its reject file."""
    stem, dot, ending = file_name.rpartition(".")
    return f"{stem}_REJ{dot}{ending}" if dot else f"{file_name}_REJ"


def steps(written: Written, term: str) -> tuple[str, ...]:
    """The steps in Sage, each one sentence or two. ``term`` is the company's word for Extra."""
    return (
        tr("In Sage open Job Cost > Tools > Import > Estimates and choose {file}.").format(
            file=written.file_name
        ),
        tr("Name the reject file {name}.").format(name=reject_name(written.file_name)),
        _options(written),
        tr("Import once. A second import is allowed by Sage and doubles the budget."),
        tr(
            "Read the Estimate Import Report. It must show {extras}, {lines} and {total} in total."
        ).format(
            extras=_extras(written.extras, term),
            lines=counted(written.lines, tr("{n} line"), tr("{n} lines")),
            total=formats.money(written.amount),
        ),
        tr("Then Tasks > Post Entries."),
        tr("Come back to Exports and record what Sage did: posted, or which were refused."),
    )


def _options(written: Written) -> str:
    if written.kind == CHANGE:
        return tr(
            "Tick “Import as an Approved Estimate Change”; leave “Allow creation of Cost Codes "
            "not on standard Cost Code list” empty."
        )
    return tr(
        "Leave “Import as an Approved Estimate Change” and “Allow creation of Cost Codes not on "
        "standard Cost Code list” empty."
    )


def _extras(count: int, term: str) -> str:
    word = term.lower()
    return counted(count, "{n} " + word, "{n} " + word + "s")
