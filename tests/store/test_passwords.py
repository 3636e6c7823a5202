"""What is kept about passwords: one row for each person, and damage shows."""

import msgspec

from subjob_desk.store.database import Database
from subjob_desk.store.passwords import Password, everybody, get, put

ANN = Password("p-1", "$argon2id$v=19$x", "p-1", "2026-11-22T09:14:03Z")
BEN = Password("p-2", "", "p-1", "2026-11-22T09:15:00Z", 3, "2026-11-22T09:14:59Z")


def test_one_row_for_each_person(database: Database) -> None:
    changed = msgspec.structs.replace(ANN, failures=1, failed_at="2026-11-22T09:16:00Z")
    with database.write() as connection:
        for one in (ANN, BEN, changed):
            put(connection, one)
    with database.read() as connection:
        assert everybody(connection) == {"p-1": changed, "p-2": BEN}
        assert get(connection, "p-2") == BEN
        assert get(connection, "p-3") is None


def test_a_damaged_row_says_so(database: Database) -> None:
    with database.write() as connection:
        put(connection, ANN)
        connection.exec_driver_sql("UPDATE password SET verifier = verifier || 'y'")
    with database.read() as connection:
        read = get(connection, "p-1")
        assert read is not None
        assert not read.is_whole
