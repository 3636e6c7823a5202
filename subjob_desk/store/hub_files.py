"""What became of each file found in a hub, so that nothing is read again without need.

Reading and judging a file is the exchange's; here its outcome is kept.
"""

from collections.abc import Iterable
from typing import Final

import msgspec
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from subjob_desk.store import schema
from subjob_desk.store.entries import chunks
from subjob_desk.store.many_rows import ManyRows
from subjob_desk.store.meta import checksum

_TABLE: Final = schema.hub_file

TAKEN: Final = ("taken", "duplicate")
"""The outcomes after which a file is never looked at again: names in a hub are not used twice."""


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


def with_outcome(connection: Connection, hub: str, outcomes: Iterable[str]) -> list[HubFile]:
    """The files of a hub with one of ``outcomes``, by name."""
    query = (
        select(*(_TABLE.c[name] for name in HubFile.__struct_fields__))
        .where(_TABLE.c.hub == hub, _TABLE.c.outcome.in_(tuple(outcomes)))
        .order_by(_TABLE.c.name)
    )
    return [HubFile(*row) for row in connection.execute(query)]


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
