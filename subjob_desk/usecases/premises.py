"""Whether this company file may write its desk's chain: let in, not revoked, no copy, not older.

What to do about it stands in ``joining`` and ``exchanging``.
"""

from subjob_desk.domain.company import Company
from subjob_desk.domain.errors import UserError
from subjob_desk.store import desk_queries, gate_queries, meta
from subjob_desk.store.database import Database
from subjob_desk.sync.installation import Installation


class NotLetInError(UserError):
    """The registrar has not let this desk in yet."""


class OlderCopyError(UserError):
    """The company file is behind what this desk has published; the hub may still have that."""


class CopiedError(UserError):
    """The company file is a copy of another desk's."""


def trouble(database: Database, company: Company, installation: Installation) -> UserError | None:
    """Why nothing can be recorded here, with what to do; ``None`` if all is well."""
    desks, own = company.desks, database.actor_id
    if not desks.is_shared:
        return None
    known = desks.enrolled.get(own)
    if known is None:
        return NotLetInError(
            "This desk waits to be let in.",
            f"Tell who works at {desks.name_of(desks.registrar)} the six words, then synchronise.",
        )
    if known.cut is not None:
        why = f": {known.reason}" if known.reason else "."
        return UserError(
            f"This desk was shut out{why}", "Nothing of it counts any more. Ask an administrator."
        )
    return _sameness(database, installation)


def _sameness(database: Database, installation: Installation) -> UserError | None:
    own = database.actor_id
    with database.read() as connection:
        nonce = meta.get(connection, meta.NONCE)
        head = desk_queries.reached(connection, own)

    def entry_of(seq: int) -> str:
        with database.read() as connection:
            return gate_queries.entry_of(connection, own, seq)

    match installation.check(nonce, head, entry_of, database.path):
        case "copied":
            return CopiedError(
                "This company file is a copy of one in use elsewhere: two desks with one chain "
                "would spoil both.",
                "Go on in that one; or make this one a desk of its own, which is let in anew.",
            )
        case "restored":
            return OlderCopyError(
                f"This company file is an older copy: this desk has published "
                f"{installation.published} entries, and it holds {head}.",
                "Synchronise: what is missing comes back from the other desks.",
            )
        case _:
            return None
