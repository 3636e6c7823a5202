"""A run of this desk's entries, signed: what is kept here of a segment, be it a pack or not."""

from collections.abc import Sequence

from subjob_desk.domain.ids import operation_id
from subjob_desk.store.database import Database
from subjob_desk.store.segments import Segment
from subjob_desk.sync.blocks import END_LENGTH
from subjob_desk.sync.segment import build
from subjob_desk.sync.signing import SigningKey


def signed(database: Database, first: int, lines: Sequence[bytes], key: SigningKey) -> Segment:
    """The segment of ``lines``, from entry number ``first`` on; nothing is recorded yet."""
    own = database.actor_id
    data = build(database.company_id, own, first, lines, key)
    _end, sha256, signature = data[-END_LENGTH:].decode("ascii").split()
    last = first + len(lines) - 1
    return Segment(own, first, last, operation_id(lines[-1]), sha256, signature, own=True)
