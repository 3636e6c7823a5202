"""What a new list from Sage changes: rows that are new, changed (old → new) and gone, in words.

Reading the sheet stands in ``sheet_lists``, replacing the list in ``importing``.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from subjob_desk.domain.codes import natural_key, strip
from subjob_desk.domain.company import Company
from subjob_desk.store import comparing_queries, lookups, queries
from subjob_desk.store.connection import Connection
from subjob_desk.usecases.moments import local_day
from subjob_desk.usecases.sheet_lists import ListRead
from subjob_desk.usecases.views import ImportRow
from subjob_desk.usecases.words import counted

Row = tuple[str, ...]

_COLUMNS: Final[dict[str, Row]] = {
    "jobs": ("spelling", "description", "status", "address"),
    "extras": ("spelling", "description"),
    "cost-codes": ("spelling", "description", "group"),
    "categories": ("spelling", "description"),
}
"""What the columns of a row in force are called; all from the address on are one."""

_LOOKED_AT: Final = 2_000
"""Of so many rows that are gone it is told what they hold up here."""


def compared(read: ListRead, before: Mapping[str, Row], kind: str) -> list[ImportRow]:
    """Each row of the new list beside the one in force."""
    rows: list[ImportRow] = []
    width = len(next(iter(before.values()), ())) or None
    for key, values in read.rows.items():
        now = values[1:] if kind == "extras" else values[:width]
        was = before.get(key)
        outcome = "create" if was is None else "skip" if was == now else "update"
        new = f"'{now[1]}'" if now[1] else ""
        told = new if was is None else _changed(kind, was, now)
        name = "/".join(values[:2]) if kind == "extras" else values[0]
        rows.append(ImportRow(read.numbers[key], name, outcome, "", told))
    return rows


def _changed(kind: str, was: Row, now: Row) -> str:
    """``description 'Slab' → 'Slab on grade', group no → yes``; empty if nothing changed."""
    names = _COLUMNS[kind]
    old, new = (_named(values, len(names)) for values in (was, now))
    quoted = ("description", "address")
    return ", ".join(
        f"{name} {_quoted(a)} → {_quoted(b)}" if name in quoted else f"{name} {a} → {b}"
        for name, a, b in zip(names, old, new, strict=False)
        if a != b
    )


def _named(values: Row, count: int) -> Row:
    """The values of so many columns, the parts of an address in one."""
    if len(values) <= count:
        return values
    return (*values[: count - 1], ", ".join(filter(None, values[count - 1 :])))


def _quoted(text: str) -> str:
    return f"'{text}'" if text else "none"


def gone(
    connection: Connection, kind: str, before: Mapping[str, Row], read: ListRead
) -> tuple[ImportRow, ...]:
    """The rows in force that the new list has no more, by name, with what they hold up here."""
    missing = [key for key in before if key not in read.rows]
    refused = {strip(row.name) for row in read.refused}
    jobs = {key.partition("/")[0] for key in missing} if kind == "extras" else set[str]()
    spelled = {key: row[0] for key, row in lookups.projects_of(connection, jobs).items()}
    names = {key: _name(kind, key, before[key], spelled) for key in missing}
    missing.sort(key=lambda key: natural_key(names[key]))
    held = _held(connection, kind, missing[:_LOOKED_AT])
    rows: list[ImportRow] = []
    for key in missing:
        description = f"'{before[key][1]}'" if before[key][1] else ""
        mend = "Its row is refused: mend it, or the list is without it."
        told = (description, held.get(key, ""), mend if strip(names[key]) in refused else "")
        rows.append(ImportRow(0, names[key], "remove", "", ". ".join(filter(None, told))))
    return tuple(rows)


def _name(kind: str, key: str, values: Row, spelled: Mapping[str, str]) -> str:
    """What a row is called; of an extra its job stands only in the key."""
    if kind != "extras":
        return values[0]
    job = key.partition("/")[0]
    return f"{spelled.get(job, job)}/{values[0]}"


def _held(connection: Connection, kind: str, keys: Sequence[str]) -> dict[str, str]:
    if kind == "jobs":
        counts = comparing_queries.counts_of(connection, keys)
        return {
            key: f"{counted(count, 'sub job')} here can no longer be sent or exported."
            for key, count in counts.items()
            if count
        }
    if kind != "extras":
        return {}
    by_job: dict[str, list[str]] = {}
    for key in keys:
        job, _slash, extra = key.partition("/")
        by_job.setdefault(job, []).append(extra)
    return {
        f"{job}/{one.extra_key}": f"Sub job {one.code} here is that one."
        for job, extras in by_job.items()
        for one in queries.siblings(connection, job, codes=extras)
        if one.extra_key in extras
    }


def replaces(company: Company, kind: str) -> str:
    """Which list it will be, and which one it takes the place of."""
    version = company.lists.get(kind)
    if version is None:
        return "It becomes list 1: none was imported before."
    return (
        f"It becomes list {version.number + 1} and replaces list {version.number} of "
        f"{local_day(version.at)} ({version.source}, {counted(version.rows, 'row')})."
    )
