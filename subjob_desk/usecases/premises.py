"""Whether this company file may write its desk's chain: let in, not revoked, no copy, not older.

What to do about it stands in ``joining`` and ``exchanging``.
"""

from typing import Final

from subjob_desk.domain.company import Company
from subjob_desk.domain.errors import UserError
from subjob_desk.store import desk_queries, disowned, gate_queries, meta, papers
from subjob_desk.store.database import Database
from subjob_desk.sync.installation import Installation
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases.beginning_anew import bring_back, way_on
from subjob_desk.usecases.succession import is_succeeded, may_sign

_OF_ITS_OWN: Final = "make it a desk of its own, which is let in anew (command line: join --again)"


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


def trouble(
    database: Database, company: Company, installation: Installation, key: SigningKey | None
) -> UserError | None:
    """Why nothing can be recorded here, with what to do; ``None`` if all is well.

    ``key`` is what signs here, if that is unlocked.
    """
    desks, own = company.desks, database.actor_id
    two_pasts = _two_pasts(database)
    if two_pasts is not None:
        return two_pasts
    if not desks.is_shared:
        return _before_sharing(installation)
    known = desks.enrolled.get(own)
    if known is None and not _has_asked(database):
        return UserError(
            "Joining was broken off before this desk had asked to be let in.",
            "Let it ask now (command line: join --again): it shows six words then.",
        )
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
    is_another = known_to_be_no_more or _sameness(database, installation)
    return is_another or _wrong_key(database, key)


def _before_sharing(installation: Installation) -> UserError | None:
    """The PC remembers that this desk shares, and its company file does not."""
    try:
        remembers = installation.published or installation.batch
    except UserError:  # what shares nothing needs nothing that is remembered beside it
        return None
    if not remembers:
        return None
    return UserError(
        "This company file is a backup of before the company was shared: what this desk has "
        "recorded and given to the others since is not in it.",
        "Open the newest company file. If that is lost, recover this desk from the hub with the "
        "recovery sheet (command line: recover).",
    )


def _has_asked(database: Database) -> bool:
    with database.read() as connection:
        return papers.get(connection, papers.OWN_REQUEST) is not None


def _two_pasts(database: Database) -> UserError | None:
    """Beyond a fork of its own chain the registrar's desk cannot say which branch counts."""
    if database.actor_id != database.registrar_id:
        return None
    with database.read() as connection:
        forked = disowned.forked_at(connection, database.registrar_id)
    if forked is None:
        return None
    return UserError(
        "Two PCs have written on under the name of this desk, the registrar's: a copy of its "
        f"company file, or somebody who has its key. Nothing of it counts from entry {forked} on.",
        "Recover it with the recovery sheet at a PC you trust, and say there which of the two "
        "counts (command line: recover --branch).",
    )


def _fork(database: Database, company: Company) -> UserError | None:
    desks, own = company.desks, database.actor_id
    with database.read() as connection:
        if own == desks.registrar or disowned.forked_at(connection, own) is None:
            return None
    return ForkedError(
        "This desk was used at two PCs: a copy of its company file went on elsewhere. What either "
        "of them writes from here on counts nowhere.",
        "Make this one a desk of its own, which is let in anew (command line: join --again). Which "
        f"of the two counts up to now is chosen at {desks.name_of(desks.registrar)}.",
    )


def _succession(database: Database, company: Company) -> UserError | None:
    own = database.actor_id
    with database.read() as connection:
        if is_succeeded(connection, company, own):
            return SucceededError(
                f"{company.desks.name_of(own)} was recovered on another PC and goes on there: this "
                "one writes nothing any more.",
                "Let this PC join as a desk of its own (command line: join --again): it is let in "
                "anew. What sub jobs said only here can be saved as a sheet (Conflicts and tasks; "
                "command line: conflicts).",
            )
        if own == company.desks.registrar:
            return None
        registrar = company.desks.name_of(company.desks.registrar)
        if disowned.has(connection, own, "broken"):
            return UserError(
                "This desk built upon entries of a PC that had been lost, and those do not count: "
                "no other desk can take in what it writes.",
                "Let this PC join as a desk of its own (command line: join --again): it is let in "
                "anew.",
            )
        if disowned.has(connection, own, "held"):
            return UserError(
                "This desk has stood upon entries that its lost registrar's PC gave to no other "
                "desk: what it wrote since waits for as many new ones.",
                f"Synchronise again once somebody has worked at {registrar}; or let this PC join "
                "as a desk of its own (command line: join --again).",
            )
    return None


def _wrong_key(database: Database, key: SigningKey | None) -> UserError | None:
    """A PC set back, or moved to, may keep another key: all it signs would be refused, unseen."""
    if key is None or may_sign(database, key):
        return None
    return UserError(
        "The key on this PC is another one than this desk was let in with: nobody could check what "
        "it signs.",
        bring_back(database),
    )


def _sameness(database: Database, installation: Installation) -> UserError | None:
    own = database.actor_id
    with database.read() as connection:
        nonce = meta.get(connection, meta.NONCE)
        head = desk_queries.reached(connection, own)

    def entry_of(seq: int) -> str:
        with database.read() as connection:
            return gate_queries.entry_of(connection, own, seq)

    if not installation.nonce:
        return CopiedError(
            "This company file belongs to a desk that this account on this PC does not know: it "
            "was copied from another PC, or another account works with it.",
            "Let that desk go on with it, and join the company with a file of your own. Only if "
            f"nobody else uses this file, {way_on(database, _OF_ITS_OWN)}.",
        )
    match installation.check(nonce, head, entry_of, database.path):
        case "copied":
            return CopiedError(
                "This company file is a copy of one in use elsewhere: two desks with one chain "
                "would spoil both.",
                f"Go on in that one; or {way_on(database, _OF_ITS_OWN)}.",
            )
        case "restored":
            return OlderCopyError(
                f"This company file is an older copy: this desk has published "
                f"{installation.published} entries, and it holds {head}.",
                "Synchronise: what is missing comes back from the other desks. If none of them has "
                f"it, {way_on(database)}.",
            )
        case _:
            return None
