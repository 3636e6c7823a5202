"""Company files that come in: which one holds here, and what people hear of two of one edition.

What another key in it does to the registrar's entries stands in ``succession``.
"""

from typing import Final

from subjob_desk.domain.errors import UserError
from subjob_desk.store import hub_files, papers
from subjob_desk.store.connection import Connection
from subjob_desk.sync import company_file
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.usecases.succession import (
    OLD_KEY,
    disown_beyond,
    keep_company_file,
    settle_past,
)
from subjob_desk.usecases.taking_in import DUPLICATE, FOREIGN, TAKEN, Outcome

_DAMAGED: Final = "damaged"

_TWO: Final = (
    "There are two company files of one edition: the registrar's desk was recovered twice, or "
    "somebody else has the recovery sheet and its passphrase."
)
TWO_FILES: Final = UserError(
    _TWO,
    "All desks follow the same one of the two. Recover the registrar's desk once more, at a PC "
    "you trust: that ends both. Then find out who got at the sheet.",
)


def judged(said: CompanyFile, data: bytes, kept: bytes | None) -> Outcome:
    """What becomes of a company file beside the one that is ``kept``: *taken* if it holds now.

    Raises ``SegmentFaultError`` for one of another root key.
    """
    if kept is None:
        return Outcome(FOREIGN, "This company is not shared.")
    if kept == data:
        return Outcome(DUPLICATE)
    known = company_file.parse(kept)
    said.check(known.root)
    if said.registrar != known.registrar:
        return Outcome("too-new", "Another desk has become the registrar's.")
    if company_file.precedence(said, data) > company_file.precedence(known, kept):
        return Outcome(TAKEN)
    return Outcome(_DAMAGED, _TWO) if said.edition == known.edition else Outcome(DUPLICATE)


def follow(connection: Connection, said: CompanyFile, data: bytes) -> None:
    """Let the company file ``data`` hold from here on, in the stead of the one that is kept.

    What a key signed that had no right to it has no effect any more, and is not handed on.
    """
    kept = papers.get(connection, papers.COMPANY_FILE)
    keep_company_file(connection, said, data)
    if kept is None:
        return
    known = company_file.parse(kept)
    if known.edition == said.edition:
        papers.put(connection, papers.RIVAL, kept)
    else:
        papers.remove(connection, papers.RIVAL)
    agreed = said.agreed_with(known)
    if agreed is not None:
        hub_files.forget_of(connection, said.registrar, (_DAMAGED, OLD_KEY))
        disown_beyond(connection, said, agreed)
        settle_past(connection, said)


def two_files(connection: Connection) -> UserError | None:
    """What people have to hear as long as no later edition ends it."""
    return TWO_FILES if papers.get(connection, papers.RIVAL) else None
