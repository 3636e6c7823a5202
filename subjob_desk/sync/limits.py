"""How large what desks hand each other may be (``sync.md`` section 4), and how its names look.

The limits of one line of the log stand in ``domain.line_form``: the log is written within them.
"""

import re
from typing import Final

FILE: Final = 8 * 2**20
"""Bytes of a segment."""

OPERATIONS: Final = 10_000
"""Operations of a segment."""

VALUES: Final = 500_000
"""Values of a segment (``line_form.values_of``): reading it stays cheap whatever stands in it."""

CARD: Final = 64 * 2**10
"""Bytes of a card: a company file or a request."""

NAME: Final = 100
"""Characters of a name of a company, a person or a PC on a card."""

IDENTITY: Final = "[a-z2-7]{16}"
"""A company, a desk: as ``domain.ids`` makes them. Safe in every path and every line."""

_IDENTITY: Final = re.compile(IDENTITY)


def is_identity(text: str) -> bool:
    """Whether ``text`` can name a company or a desk in what is handed over."""
    return _IDENTITY.fullmatch(text) is not None
