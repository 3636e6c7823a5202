"""How far the entries of this desk have surely left it: for each hub, and for packets.

Noted only after something was put; that a segment was made says nothing yet. In a table of its
own there would be one row for a hub: it is one of the few facts a file keeps about itself.
"""

from typing import Final

import msgspec
from sqlalchemy import Connection, select

from subjob_desk.store import meta
from subjob_desk.store import projections as p

PACKET: Final = "packet"
"""In the stead of a hub's name: no address is a bare word that is no folder."""

_decoder: Final = msgspec.json.Decoder(dict[str, int])


def note(connection: Connection, actor: str, carrier: str, seq: int) -> None:
    """The hub ``carrier``, or a packet, has the entries of ``actor`` up to ``seq``."""
    known = _known(connection, actor)
    if known.get(carrier, 0) < seq:
        _put(connection, actor, {**known, carrier: seq})


def forget_hubs(connection: Connection, actor: str) -> None:
    """Another hub is used from now on, and nothing was put there yet."""
    known = _known(connection, actor)
    _put(connection, actor, {name: seq for name, seq in known.items() if name == PACKET})


def reach(connection: Connection, actor: str, carrier: str) -> int:
    """The highest number up to which ``carrier`` has the entries of ``actor``; 0 for none."""
    return _known(connection, actor).get(carrier, 0)


def in_hub(connection: Connection, actor: str) -> int:
    """The highest number up to which some hub has the entries of ``actor``; 0 for none."""
    known = _known(connection, actor)
    return max((seq for name, seq in known.items() if name != PACKET), default=0)


def gone_out(connection: Connection, actor: str) -> int:
    """The same, where it may also be a packet."""
    return max(_known(connection, actor).values(), default=0)


def outbox(connection: Connection, actor: str) -> int:
    """How many entries of ``actor``, this desk, no other desk can have seen yet."""
    e = p.entry.c
    newest = connection.execute(
        select(e.seq)
        .where(e.actor == actor, e.status.not_in(p.NOT_DELIVERED))
        .order_by(e.seq.desc())
        .limit(1)
    ).scalar_one_or_none()
    return max(0, (newest or 0) - gone_out(connection, actor))


def _known(connection: Connection, actor: str) -> dict[str, int]:
    try:
        return _decoder.decode(meta.get(connection, _key(actor)) or "{}")
    except msgspec.DecodeError:
        return {}


def _put(connection: Connection, actor: str, reach: dict[str, int]) -> None:
    meta.put(connection, _key(actor), msgspec.json.encode(reach).decode("utf-8"))


def _key(actor: str) -> str:
    """By desk: a file that becomes another desk's has put nothing of that anywhere."""
    return f"{meta.GIVEN} {actor}"
