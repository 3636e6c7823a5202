"""A hub that is a database is looked for where none is: the driver of the database came along."""

from pathlib import Path

from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.hub_company import reached

_NOWHERE = "postgresql://nobody@127.0.0.1:1/none"
"""No server listens at the port of this PC with the number 1."""


def findings(_folder: Path) -> list[str]:
    """What is wrong with reaching hubs."""
    try:
        with reached(_NOWHERE) as hub:
            list(hub.list())
            return ["a database was reached where there is none."]
    except ImportError as missing:
        return [f"the driver of PostgreSQL is not there: {missing}."]
    except UserError as refused:
        is_told = "does not answer" in refused.problem
        return [] if is_told else [f"it stopped: {refused}"]
