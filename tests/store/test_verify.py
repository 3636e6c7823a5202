"""A changed bit in a durable table never goes unnoticed."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.ids import operation_id
from subjob_desk.domain.operations import Operation
from subjob_desk.store import batch_files, op_log, passwords, typing
from subjob_desk.store.database import Database
from subjob_desk.store.verify import verify_log
from tests.drivers.new_database import new_database

MakeChain = Callable[..., list[Operation]]

_DURABLE = {
    "meta": ("key", "value", "checksum"),
    "operation": ("n", "id", "stored"),
    "batch_file": ("sha256", "packed", "size", "checksum"),
    "typing": ("place", "person", "text", "at", "checksum"),
    "password": ("person", "verifier", "by", "at", "failures", "failed_at", "checksum"),
    "alembic_version": ("version_num",),
    "sqlite_sequence": ("seq",),
}


@pytest.fixture
def filled(path: Path, chain: MakeChain) -> Path:
    """A closed company file with rows in every durable table."""
    with new_database(path, "a" * 16, "b" * 16) as made, made.write() as connection:
        op_log.append(connection, [*chain(5), *chain(3, actor="e" * 16)])
        batch_files.keep(connection, b"J,24-117,Slab\r\n")
        typing.save(connection, typing.Typing("s-1/code", "p-1", "010", "2026-11-22T09:14:03Z"))
        passwords.put(
            connection,
            passwords.Password(
                "p-1", "$argon2id$", "p-1", "2026-11-22T09:14:03Z", 2, "2026-11-22T09:15:00Z"
            ),
        )
    return path


def _verify(path: Path) -> list[str]:
    with Database.open(path, writing=False) as opened, opened.read() as connection:
        return verify_log(connection)


def _findings(path: Path) -> list[str]:
    """What is found, at opening or by verifying."""
    try:
        return _verify(path)
    except UserError as error:
        return [error.problem]


def _tamper(path: Path, *statements: str) -> None:
    """Change rows past the guards, and put the guards back as they were."""
    with closing(sqlite3.connect(path, isolation_level=None)) as tampering:
        guards = tampering.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in guards:
            tampering.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            tampering.execute(statement)
        for _, sql in guards:
            tampering.execute(sql)


def _contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in _DURABLE
        }


def test_nothing_is_found_in_a_sound_file(filled: Path) -> None:
    assert _verify(filled) == []


def test_guards_put_back_count_as_unaltered(filled: Path) -> None:
    _tamper(filled)
    assert _verify(filled) == []


def test_a_sound_file_in_use_is_sound(database: Database, chain: MakeChain) -> None:
    with database.write() as connection:
        op_log.append(connection, chain(450))
    with database.read() as connection:
        assert verify_log(connection) == []


@pytest.mark.parametrize("table", _DURABLE)
def test_every_flipped_bit_of_every_value_is_found(filled: Path, table: str) -> None:
    """Each column of the first and last row, bits spread over the value, lengths 1, 2, 4, 8."""
    for column in _DURABLE[table]:
        with closing(sqlite3.connect(filled)) as looking:
            rows = looking.execute(
                f"SELECT rowid, CAST({column} AS BLOB), typeof({column}) FROM {table}"
            ).fetchall()
        for row, value, kind in {rows[0], rows[-1]}:
            for changed in _flipped(value):
                copy = filled.with_name("flipped.sjd")
                copy.write_bytes(filled.read_bytes())
                _tamper(copy, _set(table, column, row, changed, kind))
                assert _findings(copy), (table, column, row, changed)


def _flipped(value: bytes) -> list[bytes]:
    changed = []
    for turn, run in enumerate((1, 2, 4, 8)):
        number = int.from_bytes(value, "big")
        room = len(value) * 8 - run
        number ^= ((1 << run) - 1) << (room * turn // 3)
        changed.append(number.to_bytes(len(value), "big"))
    return changed


def _set(table: str, column: str, row: int, changed: bytes, kind: str) -> str:
    if kind == "integer":
        value = str(int.from_bytes(changed, "big") + 1_000_000)
    else:
        value = f"x'{changed.hex()}'"
        value = f"CAST({value} AS TEXT)" if kind == "text" else value
    return f"UPDATE {table} SET {column} = {value} WHERE rowid = {row}"


def test_flipped_bits_of_the_file_are_found_or_change_no_row(filled: Path) -> None:
    """Wherever it hits in the raw file: seen at opening or by verifying, or all rows are equal."""
    whole = filled.read_bytes()
    contents = _contents(filled)
    copy = filled.with_name("flipped.sjd")
    found = 0
    for turn, place in enumerate(_places_to_hit(filled, len(whole))):
        data = bytearray(whole)
        data[place] ^= (0x01, 0x80, 0x03, 0x0F, 0xFF)[turn % 5]
        copy.write_bytes(data)
        if _findings(copy):
            found += 1
        else:
            assert _contents(copy) == contents, place
    assert found > 50


def _places_to_hit(path: Path, length: int) -> list[int]:
    """Bytes of the header, and of every page its first, its last and some between."""
    places = set(range(0, 100, 10))
    for start in range(0, length, 4096):
        places |= {start + step for step in (0, 3, 8, 4095, 4000)}
    return sorted(places)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE operation SET n = 90 WHERE n = 8", "missing"),
        ("DELETE FROM operation WHERE n = 8", "log ends"),
        ("DELETE FROM operation WHERE n = 5", "missing"),
        ("DELETE FROM operation WHERE n = 1", "does not follow"),
        ("DELETE FROM meta WHERE key = 'company'", "damaged"),
        ("UPDATE operation SET stored = x'7b7d' WHERE n = 3", "cannot be read"),
        ("UPDATE operation SET stored = CAST(stored AS TEXT) WHERE n = 3", "another type"),
        ("UPDATE typing SET text = CAST(text AS BLOB)", "another type"),
        ("UPDATE batch_file SET packed = x'78'", "interchange file"),
        ("UPDATE batch_file SET size = size + 1", "interchange file"),
        ("UPDATE typing SET person = 'p-2'", "unsaved typing"),
        ("UPDATE password SET failures = 0", "The password of the person 'p-1' is damaged."),
        ("UPDATE password SET failures = 'none'", "another type"),
        ("UPDATE password SET verifier = ''", "password"),
        ("UPDATE alembic_version SET version_num = '0009'", "0009"),
        ("CREATE INDEX other ON operation (stored)", "altered"),
    ],
)
def test_tampering_is_named(filled: Path, statement: str, said: str) -> None:
    _tamper(filled, statement)
    assert any(said in finding for finding in _findings(filled)), _findings(filled)


def test_a_missing_guard_is_found(filled: Path) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as tampering:
        tampering.execute("DROP TRIGGER operation_stays")
    assert any("guards" in finding for finding in _verify(filled))


def test_operations_of_another_company_are_found(filled: Path, chain: MakeChain) -> None:
    with Database.open(filled) as opened, opened.write() as connection:
        op_log.append(connection, chain(2, actor="f" * 16, company="z" * 16))
    assert len([one for one in _verify(filled) if "another company" in one]) == 2


def test_a_forked_chain_is_found(filled: Path, chain: MakeChain) -> None:
    with Database.open(filled) as opened, opened.write() as connection:
        op_log.append(connection, chain(6, text="Forked"))
    assert any("forked" in finding for finding in _verify(filled))


def test_a_chain_of_another_desk_may_have_gaps_and_forks(filled: Path, chain: MakeChain) -> None:
    with Database.open(filled) as opened, opened.write() as connection:
        op_log.append(connection, chain(6, actor="e" * 16, text="Forked"))
        op_log.append(connection, chain(9, actor="f" * 16)[5:])
    assert _verify(filled) == []


def test_a_chain_that_arrived_out_of_order_is_sound(database: Database, chain: MakeChain) -> None:
    made = chain(9)
    with database.write() as connection:
        op_log.append(connection, [*made[6:], *made[2:4], *made[:2], *made[4:6]])
    with database.read() as connection:
        assert verify_log(connection) == []


def test_an_operation_this_program_does_not_know_is_sound(filled: Path, chain: MakeChain) -> None:
    one = chain(1, actor="f" * 16)[0]
    stored = one.stored.replace(b'"description_changed"', b'"engraved"')
    newer = msgspec.structs.replace(
        one, stored=stored, id=operation_id(stored), kind="engraved", fact=None
    )
    with Database.open(filled) as opened, opened.write() as connection:
        op_log.append(connection, [newer])
    assert _verify(filled) == []


def test_findings_stay_readable_in_number(filled: Path) -> None:
    rows = ", ".join(f"({n}, 'x{n}', x'00')" for n in range(9, 1000))
    _tamper(filled, f"INSERT INTO operation (n, id, stored) VALUES {rows}")
    findings = _verify(filled)
    assert len(findings) == 201
    assert "more" in findings[-1]
