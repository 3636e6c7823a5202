"""Whether this company file may write its desk's chain: let in, not revoked, no copy, not older.

What to do about it stands in ``joining`` and ``exchanging``.
"""

from subjob_desk.domain.company import Company
from subjob_desk.domain.errors import UserError
from subjob_desk.store import desk_queries, disowned, gate_queries, meta
from subjob_desk.store.database import Database
from subjob_desk.sync.installation import Installation
from subjob_desk.usecases.succession import is_succeeded


class NotLetInError(UserError):
    """The registrar has not let this desk in yet."""


class OlderCopyError(UserError):
    """The company file is behind what this desk has published; the hub may still have that."""


class SucceededError(UserError):
    """The registrar's desk goes on at another PC."""


class CopiedError(UserError):
    """The company file is a copy of another desk's."""


class ForkedError(CopiedError):
    """A copy of the company file was used elsewhere, and both are known: neither can go on."""


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
        why = f": {known.reason.rstrip('.')}." if known.reason else "."
        return UserError(
            f"This desk was shut out{why}", "Nothing of it counts any more. Ask an administrator."
        )
    known_to_be_no_more = _succession(database, company) or _fork(database, company)
    return known_to_be_no_more or _sameness(database, installation)


def _fork(database: Database, company: Company) -> UserError | None:
    desks, own = company.desks, database.actor_id
    with database.read() as connection:
        if own == desks.registrar or disowned.forked_at(connection, own) is None:
            return None
    return ForkedError(
        "This desk was used at two PCs: a copy of its company file went on elsewhere. What either "
        "of them writes from here on counts nowhere.",
        "Make this one a desk of its own, which is let in anew. Which of the two counts up to now "
        f"is chosen at {desks.name_of(desks.registrar)}.",
    )


def _succession(database: Database, company: Company) -> UserError | None:
    own = database.actor_id
    with database.read() as connection:
        if is_succeeded(connection, company, own):
            return SucceededError(
                f"{company.desks.name_of(own)} was recovered on another PC and goes on there: this "
                "one writes nothing any more.",
                "Let this PC join as a desk of its own: it is let in anew, and what it had not "
                "exchanged before stays listed as entries without effect.",
            )
        if own == company.desks.registrar:
            return None
        registrar = company.desks.name_of(company.desks.registrar)
        if disowned.has(connection, own, "broken"):
            return UserError(
                "This desk built upon entries of a PC that had been lost, and those do not count: "
                "no other desk can take in what it writes.",
                "Let this PC join as a desk of its own: it is let in anew.",
            )
        if disowned.has(connection, own, "held"):
            return UserError(
                "This desk has stood upon entries that its lost registrar's PC gave to no other "
                "desk: what it wrote since waits for as many new ones.",
                f"Synchronise again once somebody has worked at {registrar}; or let this PC join "
                "as a desk of its own.",
            )
    return None


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
