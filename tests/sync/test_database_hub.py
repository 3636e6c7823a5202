"""A hub in a PostgreSQL database: a real server, also one that dies, refuses or was never there."""

import threading
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.carrier import (
    SIZE_LIMIT,
    Carrier,
    FileFault,
    FileFaultError,
    Listed,
    NameTakenError,
    open_carrier,
    put_beside,
    split_password,
)
from subjob_desk.sync.database_hub import DatabaseHub
from tests.drivers.postgres import Cluster

ACTOR = "k7q2abcdefghij23"
NAME = f"log/{ACTOR}/202611/1-2-0123abcd.sjl"
DATA = bytes(range(256)) * 64


@pytest.fixture
def address(postgres: Cluster) -> str:
    return postgres.new_database()


@pytest.fixture
def hub(address: str) -> Iterator[Carrier]:
    carrier = open_carrier(address)
    yield carrier
    carrier.close()


def rows(address: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(address, autocommit=True) as connection:
        return connection.execute(statement.encode()).fetchall()


def refusal_of(address: str, password: str | None = None) -> UserError:
    """What a listing is refused with; no password of ``address`` is anywhere in it."""
    carrier = open_carrier(address, password)
    try:
        with pytest.raises(UserError) as refusal:
            carrier.list()
    finally:
        carrier.close()
    told = "".join(traceback.format_exception(refusal.value)) + carrier.name
    for secret in (password, split_password(address)[1]):
        assert not secret or secret not in told
    assert refusal.value.remedy
    return refusal.value


def test_what_is_put_is_listed_and_got(hub: Carrier, address: str) -> None:
    assert list(hub.list()) == []
    assert hub.put(NAME, DATA)
    assert hub.put("company.sj", b"")
    listed = list(hub.list())
    assert [(one.name, one.size) for one in listed] == [("company.sj", 0), (NAME, len(DATA))]
    assert hub.get(NAME) == DATA
    assert hub.get("company.sj") == b""
    found = rows(address, 'SELECT actor, first, last FROM hub_file ORDER BY name COLLATE "C"')
    assert found == [("", 0, 0), (ACTOR, 1, 2)]
    assert list(hub.list()) == listed


def test_the_same_again_is_no_news_and_other_bytes_are_refused(hub: Carrier) -> None:
    assert hub.put(NAME, DATA)
    assert not hub.put(NAME, DATA)
    with pytest.raises(NameTakenError, match="other bytes") as refusal:
        hub.put(NAME, DATA[:-1])
    assert refusal.value.remedy == (
        "They were not replaced: ask whoever looks after the server how they came there."
    )
    assert hub.get(NAME) == DATA
    assert put_beside(hub, NAME, b"whole") == (NAME.replace(".sjl", "-2.sjl"), True)


def test_what_no_hub_takes_is_not_put(hub: Carrier) -> None:
    with pytest.raises(ValueError, match="no name in a hub"):
        hub.put("../x", b"")
    with pytest.raises(ValueError, match="bytes"):
        hub.put(NAME, bytes(SIZE_LIMIT + 1))


def test_one_bad_row_is_told_as_one(hub: Carrier, address: str) -> None:
    hub.put(NAME, DATA)
    adding = "INSERT INTO hub_file (name, actor, first, last, bytes) VALUES ({}) RETURNING name"
    rows(
        address,
        adding.format(f"'large.sjl', '', 0, 0, decode(repeat('00', {SIZE_LIMIT + 1}), 'hex')"),
    )
    rows(address, adding.format("repeat('x', 100000), '', 0, 0, ''"))
    assert [one.name for one in hub.list()] == ["large.sjl", NAME]
    with pytest.raises(FileFaultError) as fault:
        hub.get("large.sjl")
    assert (fault.value.kind, fault.value.is_passing) == (FileFault.TOO_LARGE, False)
    with pytest.raises(FileFaultError) as fault:
        hub.get("gone.sjl")
    assert (fault.value.kind, fault.value.is_passing) == (FileFault.GONE, True)
    assert hub.get(NAME) == DATA


def test_a_row_written_anew_shows_it(hub: Carrier, address: str) -> None:
    hub.put(NAME, DATA)
    (before,) = hub.list()
    rows(address, "UPDATE hub_file SET bytes = bytes, at = at + interval '1 ms' RETURNING name")
    (after,) = hub.list()
    assert after != before
    assert Listed(after.name, after.size, before.changed) == before


def test_who_comes_second_finds_the_table_made(hub: Carrier, address: str) -> None:
    """Both have looked, and neither has seen it: the server lets the second one wait."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ 'CREATE'"
    with psycopg.connect(address) as first, ThreadPoolExecutor(1) as other:
        first.execute(
            "CREATE TABLE hub_file (name text PRIMARY KEY, actor text, first bigint, last bigint,"
            " bytes bytea, at timestamptz DEFAULT now())"
        )
        second = other.submit(hub.put, NAME, DATA)
        while not rows(address, waiting):
            assert not second.done()
        first.commit()
        assert second.result(20)
    assert hub.get(NAME) == DATA


def test_two_writers_of_one_name_agree(address: str) -> None:
    hubs = [open_carrier(address) for _ in range(4)]
    said: list[bool | UserError] = []
    together = threading.Barrier(len(hubs))

    def put(hub: Carrier, data: bytes) -> None:
        together.wait()
        try:
            said.append(hub.put(NAME, data))
        except UserError as error:
            said.append(error)

    contents = [DATA, DATA, DATA[::-1], DATA[::-1]]
    writers = [threading.Thread(target=put, args=pair) for pair in zip(hubs, contents, strict=True)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    for hub in hubs:
        hub.close()
    assert sorted(map(str, (type(one).__name__ for one in said))) == [
        *("NameTakenError", "NameTakenError"),
        *("bool", "bool"),
    ]
    assert said.count(True) == 1


def test_a_server_killed_in_the_middle_of_a_put_leaves_all_or_nothing(
    postgres: Cluster, address: str, hub: Carrier
) -> None:
    hub.put("company.sj", b"company")
    said: list[bool | UserError] = []

    def put() -> None:
        try:
            said.append(hub.put(NAME, DATA))
        except UserError as error:
            said.append(error)

    writer = threading.Thread(target=put)
    waits = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    holder = psycopg.connect(address)
    holder.execute("LOCK TABLE hub_file IN SHARE MODE")
    writer.start()
    while rows(address, waits) == [(0,)]:
        assert writer.is_alive()
    try:
        postgres.kill()
        writer.join()
        (refusal,) = said
        assert isinstance(refusal, UserError)
        assert "stopped answering" in refusal.problem
        assert "outbox" in refusal.remedy
        assert "does not answer" in refusal_of(address).problem
    finally:
        holder.close()
        postgres.start()
    assert [one.name for one in hub.list()] == ["company.sj"]
    assert hub.put(NAME, DATA)
    assert hub.get(NAME) == DATA


def test_the_same_carrier_goes_on_after_the_server_was_started_again(
    postgres: Cluster, hub: Carrier
) -> None:
    hub.put(NAME, DATA)
    postgres.kill()
    postgres.start()
    assert not hub.put(NAME, DATA)
    assert hub.get(NAME) == DATA


def test_a_wrong_password_is_told_and_never_shown(address: str) -> None:
    plain, right = split_password(address)
    assert right is not None
    wrong = refusal_of(plain, "not-the-one-it-is")
    assert "does not let owner into the database" in wrong.problem
    assert "authentication" in wrong.problem
    assert "password" in wrong.remedy
    within = refusal_of(address.replace(right, "also-not-the-one"))
    assert within.problem == wrong.problem
    none = refusal_of(plain)
    assert "asks for the password of owner" in none.problem
    assert "Type it below the address of the hub" in none.remedy
    assert "SUBJOB_DESK_HUB_PASSWORD" in none.remedy
    carrier = open_carrier(plain, right)
    assert list(carrier.list()) == []
    carrier.close()


def test_a_server_that_is_not_there_is_told(address: str) -> None:
    plain, password = split_password(address)
    elsewhere = plain.rpartition(":")[0] + ":1/office"
    assert "does not answer" in refusal_of(elsewhere, password).problem
    nowhere = "postgresql://owner@no-such-server.invalid/office"
    assert "no-such-server.invalid does not answer" in refusal_of(nowhere, "no-secret").problem


def test_a_database_that_is_not_there_is_told(address: str) -> None:
    refusal = refusal_of(address.rpartition("/")[0] + "/nowhere")
    assert "into the database nowhere" in refusal.problem
    assert "does not exist" in refusal.problem


def test_missing_rights_are_told(postgres: Cluster, address: str) -> None:
    database = address.rpartition("/")[2]
    postgres.execute(f"CREATE ROLE visitor_{database} LOGIN PASSWORD 'lets-see'", database)
    visitor = postgres.url(database, f"visitor_{database}", "lets-see")
    assert "lacks the rights" in refusal_of(visitor).problem
    owner = open_carrier(address)
    owner.put(NAME, DATA)
    owner.close()
    assert "lacks the rights" in refusal_of(visitor).problem
    postgres.execute(f"GRANT SELECT ON hub_file TO visitor_{database}", database)
    reader = open_carrier(visitor)
    assert reader.get(NAME) == DATA
    with pytest.raises(UserError, match="lacks the rights"):
        reader.put("company.sj", b"")
    reader.close()
    postgres.execute(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    owner = open_carrier(address)
    assert owner.get(NAME) == DATA
    with pytest.raises(UserError, match="can only be read"):
        owner.put("company.sj", b"")
    owner.close()


def test_a_table_that_was_deleted_is_made_anew(
    hub: Carrier, postgres: Cluster, address: str
) -> None:
    hub.put(NAME, DATA)
    postgres.execute("DROP TABLE hub_file", address.rpartition("/")[2])
    with pytest.raises(UserError, match="just been deleted"):
        hub.list()
    assert list(hub.list()) == []
    assert hub.put(NAME, DATA)


def test_a_table_of_another_program_is_left_alone(postgres: Cluster, address: str) -> None:
    postgres.execute("CREATE TABLE hub_file (id int)", address.rpartition("/")[2])
    assert "of another program" in refusal_of(address).problem


def test_a_server_with_no_room_says_so(postgres: Cluster, address: str) -> None:
    database = address.rpartition("/")[2]
    postgres.execute(f"CREATE ROLE guest_{database} LOGIN PASSWORD 'x9' CONNECTION LIMIT 0")
    refusal = refusal_of(postgres.url(database, f"guest_{database}", "x9"))
    assert "too many connections" in refusal.problem


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://srv:port/office",
        "postgresql://127.0.0.1:1/office?no_such_word=1",
        "postgresql://[",
    ],
)
def test_an_address_that_is_none_is_told(address: str) -> None:
    with pytest.raises(UserError, match="address of the hub"):
        DatabaseHub(address).list()
