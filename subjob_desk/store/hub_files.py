"""What became of each file found in a hub, so that nothing is read again without need.

Reading and judging a file is the exchange's; here its outcome is kept.
"""

from collections.abc import Collection, Iterable
from typing import Final

import msgspec
from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from subjob_desk.store import schema
from subjob_desk.store.entries import chunks
from subjob_desk.store.many_rows import ManyRows
from subjob_desk.store.meta import checksum

_TABLE: Final = schema.hub_file

TAKEN: Final = ("taken", "duplicate")
"""The outcomes after which a file is never looked at again: names in a hub are not used twice."""

_OF_DESKS: Final = ("log/", "pack/")
"""The folders of a hub in which each desk has one of its own; names elsewhere tell no desk."""

_ACTOR: Final = 16
"""Letters of a desk's id."""


_NOTE: Final = ManyRows(
    (_noted := insert(_TABLE)).on_conflict_do_update(
        index_elements=["hub", "name"],
        set_={
            name: _noted.excluded[name] for name in ("size", "outcome", "reason", "at", "checksum")
        },
    )
)


class HubFile(msgspec.Struct, frozen=True):
    """A file as it was found."""

    hub: str
    """The address of the hub."""
    name: str
    size: int
    """In bytes; one of another size is worth another look."""
    outcome: str
    """Taken, duplicate, incomplete, damaged, old-key, foreign, too-new, unknown-desk …"""
    reason: str
    """A sentence for the user; empty where there is nothing to say."""
    at: str
    """UTC, ISO 8601."""


def taken(connection: Connection, hub: str, names: Iterable[str]) -> set[str]:
    """Those of ``names`` that need not be read any more."""
    known = files(connection, hub, names)
    return {name for name, file in known.items() if file.outcome in TAKEN}


def files(connection: Connection, hub: str, names: Iterable[str]) -> dict[str, HubFile]:
    """What is known of ``names``, whatever the outcome; a row that is damaged is not known."""
    found: dict[str, HubFile] = {}
    for part in chunks(names):
        query = select(_TABLE).where(_TABLE.c.hub == hub, _TABLE.c.name.in_(part))
        for *values, expected in connection.execute(query):
            file = HubFile(*values)
            if hub_file_checksum(file) == expected:
                found[file.name] = file
    return found


def has_any(connection: Connection, hub: str, outcomes: Iterable[str]) -> bool:
    """Whether a file of a hub ended so."""
    query = select(_TABLE.c.name).where(_TABLE.c.hub == hub, _TABLE.c.outcome.in_(tuple(outcomes)))
    return connection.execute(query.limit(1)).first() is not None


def count(connection: Connection, hub: str) -> int:
    """Of how many files of a hub something is known."""
    query = select(func.count()).where(_TABLE.c.hub == hub)
    return connection.execute(query).scalar_one()


def gone(connection: Connection, hub: str, listed: Collection[str], before: str) -> list[str]:
    """The names of files not among ``listed`` that nobody looked at since the moment ``before``."""
    query = select(_TABLE.c.name).where(_TABLE.c.hub == hub, _TABLE.c.at < before)
    return [name for name in connection.execute(query).scalars() if name not in listed]


def arrivals(connection: Connection) -> dict[str, str]:
    """By desk: when the last new file of its entries was found here, in any hub; UTC, ISO 8601."""
    found: dict[str, str] = {}
    for folder in _OF_DESKS:
        actor = func.substr(_TABLE.c.name, len(folder) + 1, _ACTOR)
        query = (
            select(actor, func.max(_TABLE.c.at))
            .where(_TABLE.c.name.startswith(folder), _TABLE.c.outcome.in_(TAKEN))
            .group_by(actor)
        )
        for desk, at in connection.execute(query):
            found[desk] = max(at, found.get(desk, ""))
    return found


def note(connection: Connection, file: HubFile) -> None:
    """Keep what became of ``file``, in the stead of what was kept before."""
    row = {**msgspec.structs.asdict(file), "checksum": hub_file_checksum(file)}
    _NOTE.run(connection, [row])


def forget(connection: Connection, hub: str, names: Iterable[str] | None = None) -> None:
    """Look at ``names`` as if for the first time; without names at the whole hub."""
    if names is None:
        connection.execute(delete(_TABLE).where(_TABLE.c.hub == hub))
        return
    for part in chunks(names):
        connection.execute(delete(_TABLE).where(_TABLE.c.hub == hub, _TABLE.c.name.in_(part)))


def forget_of(connection: Connection, actor: str, outcomes: Iterable[str]) -> None:
    """Look again at the files of a desk, in all hubs, that ended so."""
    is_its = _TABLE.c.name.contains(actor, autoescape=True)
    connection.execute(delete(_TABLE).where(_TABLE.c.outcome.in_(tuple(outcomes)), is_its))


def hub_file_checksum(file: HubFile) -> str:
    """What stands beside a row so that a flipped bit in it shows."""
    return checksum(file.hub, file.name, str(file.size), file.outcome, file.reason, file.at)
