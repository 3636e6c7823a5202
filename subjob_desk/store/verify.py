"""The thorough check of a company file: every row of every durable table, bit by bit.

Findings are sentences for whoever looks after the file; nothing is repaired here.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    Select,
    Table,
    cast,
    func,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.exc import DatabaseError, ProgrammingError

from subjob_desk.domain.ids import operation_id
from subjob_desk.domain.operations import Operation, UnreadableOperationError, decode
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.store import batch_files, meta, migrate, op_log, schema
from subjob_desk.store.chains import Chains
from subjob_desk.store.forks import is_settled
from subjob_desk.store.hub_files import HubFile, hub_file_checksum
from subjob_desk.store.papers import paper_checksum
from subjob_desk.store.passwords import Password, password_checksum
from subjob_desk.store.segments import Segment, segment_checksum
from subjob_desk.store.stopping import stoppable
from subjob_desk.store.typing import Typing, typing_checksum

_PAGE: Final = 200
"""Operations looked at under one snapshot."""

_ENOUGH: Final = 200
"""Findings after which no more are listed: the file is to be restored, not read about."""


class _Findings:
    """Sentences, up to a number that still helps; and who hears how far the check is."""

    def __init__(self, progress: Progress) -> None:
        self.sentences: list[str] = []
        self.progress = progress
        self._far = (0, 0)
        self._more = 0

    def reached(self, done: int, total: int) -> None:
        """So many entries of the log are checked."""
        self._far = (done, total)
        self.ask()

    def ask(self) -> None:
        """Say once more how far it is, so that whoever listens can stop it."""
        self.progress(*self._far)

    def add(self, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            if len(self.sentences) < _ENOUGH:
                self.sentences.append(sentence)
            else:
                self._more += 1

    def all(self) -> list[str]:
        rest = [f"… and {self._more} more."] if self._more else []
        return self.sentences + rest


def verify_log(connection: Connection, progress: Progress = silent) -> list[str]:
    """What is wrong with the company file; empty if nothing is. ``progress`` hears of entries.

    ``connection`` must be a reading one; its snapshot is given up between pages of the log, so that
    others are not held up. Takes about a second per 50,000 operations.
    """
    findings = _Findings(progress)
    for name, check in _CHECKS.items():
        try:
            with stoppable(connection, findings.ask):
                check(connection, findings)
        except ProgrammingError:
            raise
        except (DatabaseError, UnicodeDecodeError) as error:
            findings.add([f"SQLite cannot read on in {name}: {getattr(error, 'orig', error)}."])
        connection.rollback()
    return findings.all()


def _check_pages(connection: Connection, findings: _Findings) -> None:
    said = connection.exec_driver_sql(f"PRAGMA integrity_check({_ENOUGH})").scalars()
    findings.add(f"SQLite: {sentence}." for sentence in said if sentence != "ok")


def _check_meta(connection: Connection, findings: _Findings) -> None:
    values, damaged = meta.read(connection)
    findings.add(damaged)
    expected = values.get(meta.SCHEMA, "")
    tables = tuple(expected.split(" ")[1:])
    if expected and meta.fingerprint(connection, tables) != expected:
        findings.add(["The definition of a durable table or of its guards was altered."])
    written = values.get(meta.FORMAT_MAJOR), values.get(meta.FORMAT_MINOR)
    if written == (str(schema.FORMAT_MAJOR), str(schema.FORMAT_MINOR)):
        reached, newest = migrate.reached(connection), migrate.newest()
        if reached != newest:
            findings.add([f"The file says it went through update '{reached}', not '{newest}'."])


def _check_types(connection: Connection, findings: _Findings) -> None:
    for name, wrong in _of_another_type().items():
        number = connection.execute(wrong).scalar()
        if number:
            findings.add([f"{number} rows of '{name}' hold values of another type."])


@lru_cache(maxsize=1)
def _of_another_type() -> Mapping[str, Select[Any]]:
    """By table, how many rows hold a value of another type."""
    counts = {}
    for table in schema.durable.sorted_tables:
        wrong = or_(*(func.typeof(column) != _stored_as(column.type) for column in table.columns))
        counts[table.name] = select(func.count()).select_from(table).where(wrong)
    return counts


def _stored_as(kind: object) -> str:
    if isinstance(kind, LargeBinary):
        return "blob"
    return "integer" if isinstance(kind, Integer) else "text"


def _check_operations(connection: Connection, findings: _Findings) -> None:
    company = meta.get(connection, meta.COMPANY)
    disowned = set(meta.get(connection, meta.DISOWNED).split())
    chains = Chains()
    last, total = 0, op_log.count(connection)
    while rows := _page(connection, last):
        for n, name, stored in rows:
            if n != last + 1:
                findings.add([f"Between entries {last} and {n} of the log others are missing."])
            last = n
            known = _decoded(stored)
            findings.add(_faults_of(n, name, stored, known, company))
            if known is not None and known.id not in disowned:
                chains.add(known)
        connection.rollback()
        findings.reached(min(last, total), total)
    given = connection.execute(
        text("SELECT CAST(seq AS BLOB) FROM sqlite_sequence WHERE name = 'operation'")
    ).scalar()
    if meta.as_text(given or b"0") != str(last):
        findings.add([f"The log ends with entry {last}, but says otherwise of itself."])
    own, registrar = meta.get(connection, meta.ACTOR), meta.get(connection, meta.REGISTRAR)
    is_named = own == registrar and bool(meta.get(connection, meta.FOUNDING))
    findings.add(
        one.said
        for one in chains.breaks(own)
        # Of another first entry it is known that it never counts.
        if not (one.seq == 1 and is_named) and not is_settled(connection, one.actor, one.seq)
    )


def _page(connection: Connection, last: int) -> list[tuple[int, str, bytes]]:
    log = schema.operation.c
    rows = connection.execute(
        select(log.n, cast(log.id, LargeBinary), cast(log.stored, LargeBinary))
        .where(log.n > last)
        .order_by(log.n)
        .limit(_PAGE)
    )
    return [(n, meta.as_text(name), stored) for n, name, stored in rows]


def _decoded(stored: bytes) -> Operation | None:
    try:
        return decode(stored)
    except UnreadableOperationError:
        return None


def _faults_of(
    n: int, name: str, stored: bytes, known: Operation | None, company: str
) -> Iterable[str]:
    if operation_id(stored) != name:
        yield f"Entry {n} of the log is damaged: its bytes are not those of its id."
    if known is None:
        yield f"Entry {n} of the log cannot be read."
    elif known.company != company:
        yield f"Entry {n} of the log belongs to another company."


def _check_batch_files(connection: Connection, findings: _Findings) -> None:
    place: ColumnElement[int] = literal_column("rowid", Integer)
    columns = [cast(column, LargeBinary) for column in schema.batch_file.columns]
    walking = select(place, *columns).order_by(place).limit(1)
    last = 0
    while row := connection.execute(walking.where(place > last)).first():
        last, packed = row[0], row[2]
        name, size, expected = (meta.as_text(part) for part in (row[1], row[3], row[4]))
        findings.add(_faults_of_file(name, packed, size, expected))
        connection.rollback()


def _faults_of_file(name: str, packed: bytes, size: str, expected: str) -> list[str]:
    data = batch_files.unpack(packed)
    whole = (
        data is not None
        and hashlib.sha256(data).hexdigest() == name
        and str(len(data)) == size
        and batch_files.row_checksum(name, packed, len(data)) == expected
    )
    return [] if whole else [f"The kept interchange file {name[:12]}… is damaged."]


def _check_typing(connection: Connection, findings: _Findings) -> None:
    columns = ("place", "person", "text", "at", "checksum")
    for row in _raw(connection, schema.typing, *columns):
        place, person, typed, at, expected = (meta.as_text(part) for part in row)
        if typing_checksum(Typing(place, person, typed, at)) != expected:
            findings.add([f"The unsaved typing at '{place}' is damaged."])


def _check_passwords(connection: Connection, findings: _Findings) -> None:
    columns = ("person", "verifier", "by", "at", "failures", "failed_at", "checksum")
    for row in _raw(connection, schema.password, *columns):
        person, verifier, by, at, failures, failed_at, expected = map(meta.as_text, row)
        kept = Password(person, verifier, by, at, _number(failures), failed_at)
        if password_checksum(kept) != expected:
            findings.add([f"The password of the person '{person}' is damaged."])


def _check_segments(connection: Connection, findings: _Findings) -> None:
    columns = (*Segment.__struct_fields__, "checksum")
    for row in _raw(connection, schema.segment, *columns):
        actor, first, last, tip, sha256, signature, own, expected = map(meta.as_text, row)
        kept = Segment(actor, _number(first), _number(last), tip, sha256, signature, own != "0")
        if segment_checksum(kept) != expected:
            findings.add([f"What is kept about the segment {sha256[:12]}… is damaged."])


def _check_hub_files(connection: Connection, findings: _Findings) -> None:
    columns = (*HubFile.__struct_fields__, "checksum")
    for row in _raw(connection, schema.hub_file, *columns):
        hub, name, size, outcome, reason, at, expected = map(meta.as_text, row)
        kept = HubFile(hub, name, _number(size), outcome, reason, at)
        if hub_file_checksum(kept) != expected:
            findings.add([f"What is kept about the file '{name}' of the hub is damaged."])


def _check_papers(connection: Connection, findings: _Findings) -> None:
    for name, data, expected in _raw(connection, schema.paper, "name", "data", "checksum"):
        if paper_checksum(meta.as_text(name), data) != meta.as_text(expected):
            findings.add([f"The paper '{meta.as_text(name)}' is damaged."])


def _number(raw: str) -> int:
    return int(raw) if raw.isdecimal() else -1


def _raw(connection: Connection, table: Table, *columns: str) -> Iterable[tuple[bytes, ...]]:
    """Rows as bytes: damaged text would otherwise end the reading."""
    rows = connection.execute(select(*(cast(table.c[name], LargeBinary) for name in columns)))
    return [tuple(row) for row in rows]


_CHECKS: Final[dict[str, Callable[[Connection, _Findings], None]]] = {
    "the pages": _check_pages,
    "'meta'": _check_meta,
    "a durable table": _check_types,
    "'operation'": _check_operations,
    "'batch_file'": _check_batch_files,
    "'typing'": _check_typing,
    "'password'": _check_passwords,
    "'segment'": _check_segments,
    "'hub_file'": _check_hub_files,
    "'paper'": _check_papers,
}
