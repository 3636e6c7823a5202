"""The folded states: of the company, of batches, of sub jobs; read, saved and added up.

How they come about is the projector's, what they add up to ``state_digest``'s.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, select

from subjob_desk.domain.batch import Batch
from subjob_desk.domain.company import Company
from subjob_desk.domain.fold import Standing
from subjob_desk.domain.operations import COMPANY
from subjob_desk.store import projections as p
from subjob_desk.store.entries import batch_key, chunks
from subjob_desk.store.state_digest import Row, drop_state, save_states
from subjob_desk.store.sub_job_rows import standing_row

# Sets have no order of their own: without this, verifying would find differences that are none.
_encode = msgspec.msgpack.Encoder(order="deterministic").encode
_company_decoder = msgspec.msgpack.Decoder(Company)
_batch_decoder = msgspec.msgpack.Decoder(Batch)
_standing_decoder = msgspec.msgpack.Decoder(Standing)


_STATES: Final = select(p.standing.c.sub, p.standing.c.state).where(
    p.standing.c.sub.in_(bindparam("subs", expanding=True)), p.standing.c.kind == "sub-job"
)

_STATE: Final = select(p.standing.c.state).where(p.standing.c.sub == bindparam("key"))


def company_of(connection: Connection) -> Company | None:
    """The company as folded so far."""
    state = _state(connection, COMPANY)
    return _company_decoder.decode(state) if state else None


def batch_of(connection: Connection, batch_id: str) -> Batch | None:
    """A batch as folded so far."""
    state = _state(connection, batch_key(batch_id))
    return _batch_decoder.decode(state) if state else None


def standings_of(connection: Connection, subs: Iterable[str]) -> dict[str, Standing]:
    """The folded states of sub jobs by id; unknown ids are left out."""
    found: dict[str, Standing] = {}
    for part in chunks(sorted(set(subs))):
        for row in connection.execute(_STATES, {"subs": part}):
            found[row.sub] = _standing_decoder.decode(row.state)
    return found


def save_company(connection: Connection, company: Company | None) -> None:
    """Save the company; ``None``: it is not founded."""
    _save(connection, "company", COMPANY, None if company is None else _encode(company))


def save_batch(connection: Connection, batch_id: str, batch: Batch | None) -> None:
    """Save a batch; ``None``: it was never opened."""
    state = None if batch is None else _encode(batch)
    _save(connection, "batch", batch_key(batch_id), state)


def save_sub_jobs(connection: Connection, states: Mapping[str, Standing]) -> None:
    """Save the states of sub jobs by id."""
    save_states(
        connection, [standing_row(sub, state, _encode(state)) for sub, state in states.items()]
    )


def drop_sub_jobs(connection: Connection, subs: Iterable[str]) -> None:
    """Nothing is known of these sub jobs any more."""
    for sub in subs:
        drop_state(connection, sub)


def _save(connection: Connection, kind: str, key: str, state: bytes | None) -> None:
    if state is None:
        drop_state(connection, key)
        return
    row: Row = {"sub": key, "kind": kind, "undoable": "", "redoable": "", "state": state}
    row["has_conflicts"] = False
    save_states(connection, [row])


def _state(connection: Connection, sub: str) -> bytes | None:
    return connection.execute(_STATE, {"key": sub}).scalar_one_or_none()
