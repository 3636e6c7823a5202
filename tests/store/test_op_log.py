"""The log takes operations once, keeps their order and gives back the very bytes."""

from collections.abc import Callable

import msgspec
import pytest

from subjob_desk.domain.operations import Operation
from subjob_desk.store import op_log
from subjob_desk.store.database import Database

MakeChain = Callable[..., list[Operation]]


def test_appended_operations_come_back_in_order(database: Database, chain: MakeChain) -> None:
    made = chain(1203)
    with database.write() as connection:
        first = op_log.append(connection, made[:3])
        rest = op_log.append(connection, iter(made[3:]))
    assert (first.first, rest.first) == (1, 4)
    assert first.taken + rest.taken == tuple(one.id for one in made)
    walked: list[op_log.Stored] = []
    with database.read() as connection:
        while page := op_log.all_stored(connection, walked[-1].n if walked else 0, 500):
            walked += page
        assert op_log.count(connection) == op_log.last_n(connection) == 1203
    assert [(one.n, one.id, one.stored) for one in walked] == [
        (n, one.id, one.stored) for n, one in enumerate(made, 1)
    ]


def test_duplicates_are_ignored_reported_and_leave_no_gap(
    database: Database, chain: MakeChain
) -> None:
    made = chain(6)
    with database.write() as connection:
        op_log.append(connection, made[:3])
    with database.write() as connection:
        again = op_log.append(connection, [*made[1:5], made[4], made[5]])
    assert again.first == 4
    assert again.taken == tuple(one.id for one in made[3:])
    assert again.duplicates == (made[1].id, made[2].id, made[4].id)
    with database.read() as connection:
        assert op_log.last_n(connection) == 6


def test_what_was_rolled_back_leaves_no_gap(database: Database, chain: MakeChain) -> None:
    made = chain(4)
    with pytest.raises(ValueError, match="bytes of its id"), database.write() as connection:
        op_log.append(connection, [*made, msgspec.structs.replace(made[0], id="0" * 64)])
    with database.write() as connection:
        assert op_log.append(connection, made).first == 1


def test_stored_of_gives_what_is_there_in_the_order_asked(
    database: Database, chain: MakeChain
) -> None:
    made = chain(1500)
    with database.write() as connection:
        op_log.append(connection, made)
    asked = [one.id for one in reversed(made)]
    with database.read() as connection:
        found = op_log.stored_of(connection, ["nowhere", *asked])
    assert list(found) == asked
    assert found[made[7].id] == made[7].stored


def test_nothing_to_append(database: Database) -> None:
    with database.write() as connection:
        assert op_log.append(connection, []) == op_log.Appended(1, (), ())
        assert op_log.last_n(connection) == 0


def test_an_operation_must_have_the_bytes_of_its_id(database: Database, chain: MakeChain) -> None:
    forged = msgspec.structs.replace(chain(1)[0], stored=b"{}")
    with pytest.raises(ValueError, match="bytes of its id"), database.write() as connection:
        op_log.append(connection, [forged])
