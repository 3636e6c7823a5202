"""The bytes of exported files come back as they were."""

import os

import pytest

from subjob_desk.store import batch_files
from subjob_desk.store.database import Database
from tests.drivers.refusals import refused


@pytest.mark.parametrize("data", [b"", b"J,24-117\r\n", b"\x00\xff" * 5000, os.urandom(20_000)])
def test_kept_bytes_come_back(database: Database, data: bytes) -> None:
    with database.write() as connection:
        name = batch_files.keep(connection, data)
        assert batch_files.keep(connection, data) == name
    with database.read() as connection:
        assert batch_files.bytes_of(connection, name) == data


def test_bytes_that_are_not_here(database: Database) -> None:
    with (
        database.read() as connection,
        refused(
            "The bytes of this batch are not in this company file.",
            "Ask the desk that exported it, or restore a backup.",
        ),
    ):
        batch_files.bytes_of(connection, "0" * 64)


@pytest.mark.parametrize("packed", ["x'00'", "(SELECT packed FROM batch_file WHERE size = 3)"])
def test_damaged_bytes_are_never_given_out(database: Database, packed: str) -> None:
    with database.write() as connection:
        name = batch_files.keep(connection, b"J,24-117\r\n")
        batch_files.keep(connection, b"abc")
        connection.exec_driver_sql("DROP TRIGGER batch_file_keeps")
        connection.exec_driver_sql(
            f"UPDATE batch_file SET packed = {packed} WHERE sha256 = '{name}'"
        )
        with refused(
            "The bytes of this batch are damaged in the company file.", "Restore a backup."
        ):
            batch_files.bytes_of(connection, name)
