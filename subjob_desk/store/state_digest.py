"""What all folded states add up to: desks with the same entries must have the same digest.

Kept with every state that is saved, so that asking costs nothing; its order does not matter.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from subjob_desk.store import projections as p
from subjob_desk.store.entries import chunks
from subjob_desk.store.many_rows import ManyRows

FORM: Final = p.NUMBER
"""The form of the states: digests of different forms say nothing about each other."""

_MODULUS: Final = 1 << 256

_SAVE = ManyRows(
    (_standing := upsert(p.standing)).on_conflict_do_update(
        index_elements=["sub"],
        set_={
            column.name: _standing.excluded[column.name]
            for column in p.standing.columns
            if not column.primary_key
        },
    )
)

_SAVE_SUM = ManyRows(
    (_sum := upsert(p.state_sum)).on_conflict_do_update(
        index_elements=["form"], set_={"total": _sum.excluded.total}
    )
)

_MARKS: Final = select(p.standing.c.mark).where(
    p.standing.c.sub.in_(bindparam("subs", expanding=True))
)

_TOTAL: Final = select(p.state_sum.c.total)

Row = dict[str, object]


def state_digest(connection: Connection) -> str:
    """The digest of everything folded so far, as 64 hexadecimal digits."""
    total = connection.execute(_TOTAL).scalar_one_or_none()
    return total or _text(0)


def mark(kind: str, key: str, state: bytes) -> bytes:
    """What one state adds: SHA-256 of its kind, its key and its bytes, each with its length."""
    parts = (kind.encode("utf-8"), key.encode("utf-8"), state)
    whole = b"".join([piece for part in parts for piece in (len(part).to_bytes(8, "big"), part)])
    return hashlib.sha256(whole).digest()


def save_states(connection: Connection, rows: Sequence[Row]) -> None:
    """Save rows of ``projections.standing`` (all but ``mark``), each object once."""
    marked: list[Row] = []
    change = 0
    for row in rows:
        made = mark(str(row["kind"]), str(row["sub"]), _bytes(row["state"]))
        change += int.from_bytes(made, "big")
        marked.append({**row, "mark": made})
    change -= _marks(connection, [str(row["sub"]) for row in rows])
    _SAVE.run(connection, marked)
    if rows:
        _add(connection, change)


def drop_state(connection: Connection, key: str) -> None:
    """Nothing is left of an object: it has no state any more."""
    change = _marks(connection, [key])
    connection.execute(delete(p.standing).where(p.standing.c.sub == key))
    if change:
        _add(connection, -change)


def _marks(connection: Connection, keys: Sequence[str]) -> int:
    total = 0
    for part in chunks(keys):
        found = connection.execute(_MARKS, {"subs": part}).scalars()
        total += sum(int.from_bytes(one, "big") for one in found)
    return total


def _add(connection: Connection, change: int) -> None:
    total = int(state_digest(connection), 16)
    _SAVE_SUM.run(connection, [{"form": FORM, "total": _text((total + change) % _MODULUS)}])


def _text(total: int) -> str:
    return f"{total:064x}"


def _bytes(state: object) -> bytes:
    if not isinstance(state, bytes):
        raise TypeError("a state is bytes")
    return state
