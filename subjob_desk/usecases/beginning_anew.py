"""What a desk does that cannot go on with its key or its chain: the way that is open to it.

Why it cannot stands in ``premises``; the ways themselves are ``joining`` and ``recovering``.
"""

from typing import Final

from subjob_desk.domain.errors import UserError
from subjob_desk.store import desk_queries, segments
from subjob_desk.store.database import Database
from subjob_desk.sync.sealing import DamagedError, TooNewError
from subjob_desk.sync.vault import NoKeyError
from subjob_desk.usecases.signing_in import DeskKey

AGAIN: Final = "let this desk join again with a new key (command line: join --again)"
RECOVER: Final = "recover this desk with the recovery sheet (command line: recover)"
NEW_FILE: Final = "let this PC join with a new company file (command line: join)"
ENTER_ANEW: Final = "and enter anew what only this one shows"


def unsent(database: Database) -> int:
    """How many entries of this desk have not gone out: nobody else could ever sign them."""
    own = database.actor_id
    with database.read() as connection:
        return desk_queries.reached(connection, own) - segments.reached(connection, own)


def way_on(database: Database, again: str = AGAIN) -> str:
    """The end of a remedy; ``again``: how it is told where the desk can join again.

    The registrar's desk is recovered, and what has not gone out would be lost by joining again.
    """
    is_registrar, waits = database.actor_id == database.registrar_id, unsent(database) > 0
    way = RECOVER if is_registrar else NEW_FILE if waits else again
    return f"{way}, {ENTER_ANEW}" if waits else way


def bring_back(database: Database) -> str:
    """What helps without the right key."""
    return (
        f"Bring back the keys of this PC from a backup, if there is one; else {way_on(database)}."
    )


def lost_key(database: Database, key: DeskKey) -> UserError | None:
    """Why no password opens the key of this desk any more; ``None`` if one may.

    What is recorded then goes out once the key is back, or never.
    """
    refusal = key.refusal
    is_gone = isinstance(refusal, NoKeyError | DamagedError) and not isinstance(
        refusal, TooNewError
    )
    return UserError(refusal.problem, bring_back(database)) if refusal and is_gone else None
