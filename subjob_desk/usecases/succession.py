"""Which key signs the registrar's chain, and what becomes of entries that another one signed.

The word of the root key says so (``sync.company_file``). How a new key comes in after the
registrar's PC was lost stands in ``recovering``, what becomes of company files in ``editions``.
"""

from typing import Final

from subjob_desk.domain.company import Company
from subjob_desk.domain.operations import decode
from subjob_desk.store import disowned, meta, papers, segments
from subjob_desk.store.connection import Connection
from subjob_desk.store.database import Database
from subjob_desk.store.projector import company_of
from subjob_desk.sync import company_file
from subjob_desk.sync.blocks import SegmentFaultError
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.segment import Segment, parse
from subjob_desk.sync.signing import Purpose, SigningKey, verify

OLD_KEY: Final = "old-key"
"""What became of a file of the registrar that the key of a lost PC signed after its time."""

NEVER_WAS: Final = "It holds another past of the registrar's desk than the one that goes on."


def keep_company_file(connection: Connection, said: CompanyFile, data: bytes) -> None:
    """Let the company file ``data`` hold from here on: what it names as the beginning, too."""
    papers.put(connection, papers.COMPANY_FILE, data)
    disowned.note_founding(connection, said.registrar, said.founding)


def disown_beyond(connection: Connection, said: CompanyFile, seq: int) -> None:
    """The registrar's entries beyond ``seq`` that the right key did not sign count nowhere.

    No segment with one of them is handed on. Where that changes anything the tables are made anew.
    """
    right: set[str] = set()
    for row in segments.rows_beyond(connection, said.registrar, seq):
        key = said.key_for(row.first, row.last)
        if verify(key, bytes.fromhex(row.sha256), row.signature, Purpose.SEGMENT):
            right.update(decode(line).id for line in segments.lines_of(connection, row))
        else:
            segments.remove(connection, row)
    wrong = disowned.entries(connection, said.registrar, seq) - right
    disowned.settle(connection, disowned=wrong, owned=right)


def settle(connection: Connection, said: CompanyFile, segment: Segment) -> None:
    """The right key signed ``segment``, just taken in: what was disowned of it counts again.

    With the key of a lost PC a thief can still write another past.
    """
    if segment.actor != said.registrar or not said.earlier:
        return
    if disowned.known(connection):
        ids = [decode(line).id for line in segment.lines]
        disowned.settle(connection, disowned=(), owned=ids)
    settle_past(connection, said)


def settle_past(connection: Connection, said: CompanyFile) -> None:
    """Which past is true stands in the company file: a fork before that ends."""
    forked = disowned.forked_at(connection, said.registrar)
    if forked is not None and forked <= said.until:
        keep_branch(connection, said.registrar, said.earlier[-1].entry, said.until)


def keep_branch(
    connection: Connection, registrar: str, entry: str, until: int | None = None
) -> None:
    """Of the registrar's forked chain only what leads to ``entry`` counts, up to ``until``.

    Nothing is done as long as ``entry`` is not here.
    """
    forked, true = disowned.forked_at(connection, registrar), disowned.back_from(connection, entry)
    if forked is None or not true:
        return
    false = disowned.entries(connection, registrar, forked - 1, until) - true
    for row in segments.rows_beyond(connection, registrar, forked - 1):
        if row.tip in false:
            segments.remove(connection, row)
    disowned.settle(connection, disowned=false, owned=())


def is_past(connection: Connection, said: CompanyFile, segment: Segment) -> bool:
    """Whether all of that part of the registrar's chain is here: what is new in it never was."""
    if segment.actor != said.registrar or segment.last > said.until:
        return False
    return disowned.is_delivered(connection, said.earlier[-1].entry)


def told_of_old_key(said: CompanyFile, data: bytes) -> str:
    """What is said of a segment of the registrar beyond what the key that signed it may sign.

    Empty if none of the earlier keys signed it.
    """
    for one in said.earlier:
        try:
            parse(data, one.key)
        except SegmentFaultError:
            continue
        return (
            f"It holds entries of the registrar's desk beyond {one.until}, signed with the key of "
            "a PC that had been lost before. They count nowhere."
        )
    return ""


def may_sign(database: Database, key: SigningKey) -> bool:
    """Whether the others take for this desk's what ``key`` signs.

    Not so once the registrar's desk was recovered on another PC, nor with any other key than the
    one that was let in. A desk that is not let in yet has nothing to sign but its request.
    """
    own = database.actor_id
    with database.read() as connection:
        if own == database.registrar_id:
            kept = _kept(connection)
            return kept is None or kept.key == key.public_hex
        company = company_of(connection)
    known = company.desks.enrolled.get(own) if company is not None else None
    return known is None or known.key == key.public_hex


def is_succeeded(connection: Connection, company: Company, own: str) -> bool:
    """Whether this is the registrar's desk of before: it was recovered on another PC."""
    kept, known = _kept(connection), company.desks.enrolled.get(own)
    if own != company.desks.registrar or kept is None or known is None:
        return False
    return kept.key != (meta.get(connection, meta.KEY) or known.key)


def awaits_posting(connection: Connection, company: Company) -> bool:
    """Whether nobody knows what the registrar's PC that was lost may have written for Sage.

    So it is until the posting is taken anew, if that desk had it, or could grant it to itself.
    """
    kept, desks = _kept(connection), company.desks
    if kept is None or not (desks.posting.desk == desks.registrar or desks.is_released):
        return False
    return bool(kept.earlier) and desks.posting.since <= kept.until


def leave(connection: Connection, own: str) -> None:
    """``own`` becomes another desk: what it wrote as the registrar too late counts nowhere."""
    kept = _kept(connection)
    if kept is not None and kept.earlier and kept.registrar == own:
        disown_beyond(connection, kept, kept.until)


def _kept(connection: Connection) -> CompanyFile | None:
    kept = papers.get(connection, papers.COMPANY_FILE)
    return company_file.parse(kept) if kept is not None else None
