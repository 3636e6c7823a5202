"""What a command hands back: exit status, one document, text for people, notes on the side.

Printing it is ``printing``'s; what the statuses mean is said in ``product.md`` section 9.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from subjob_desk.domain.errors import UserError

DONE: Final = 0
"""Done, warnings included; also when there was nothing to do."""

PARTLY: Final = 1
"""Done in part, or faults or blocking problems found."""

REFUSED: Final = 2
"""Refused or wrong usage: nothing was done."""

Document = dict[str, object] | list[dict[str, object]]
"""What ``--json`` prints. Amounts are texts with two decimals."""


class Outcome(msgspec.Struct, frozen=True):
    """The result of one command."""

    document: Document
    text: Sequence[str] = ()
    """For people, on standard output; left out where the document is asked for."""
    notes: Sequence[str] = ()
    """Reasons and remarks, on standard error in any case."""
    status: int = DONE


def refusal(error: UserError) -> Outcome:
    """The outcome of a command that was refused as a whole."""
    return Outcome(
        {"problem": error.problem, "remedy": error.remedy}, notes=(str(error),), status=REFUSED
    )
