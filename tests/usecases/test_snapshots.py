"""A new desk begins with the newest snapshot that the registrar signed, and with nothing local."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from subjob_desk.store import papers, state_digest
from subjob_desk.store.database import Database
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.folder_hub import FolderHub
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases import snapshots
from subjob_desk.usecases.passwords import Passwords
from tests.drivers.office import Office

KEY = SigningKey(bytes(range(32)))
NEW = "n" * 16


@pytest.fixture
def hub(tmp_path: Path) -> FolderHub:
    (tmp_path / "hub").mkdir()
    return FolderHub(tmp_path / "hub")


def _company(office: Office, key: SigningKey = KEY) -> CompanyFile:
    database = office.desk.database
    return CompanyFile(
        company=database.company_id,
        name="Riverside Builders",
        root=KEY.public_hex,
        registrar=database.actor_id,
        key=key.public_hex,
        edition=1,
        at="2026-11-22T09:30:00Z",
    )


def _give(office: Office, hub: FolderHub) -> int:
    return snapshots.give(office.desk.database, hub, KEY, list(hub.list()), worth_it=3)


def test_a_new_desk_has_what_the_registrar_has(
    office: Office, hub: FolderHub, tmp_path: Path
) -> None:
    Passwords(office.desk).set("correct horse battery")
    with office.desk.database.write() as connection:
        papers.put(connection, "root", b"a secret that stays here")
    assert _give(office, hub) == 1
    target = tmp_path / "new.sjdesk"
    assert snapshots.take(hub, _company(office), NEW, target)
    with Database.open(target) as joined:
        assert (joined.actor_id, joined.registrar_id) == (NEW, office.desk.database.actor_id)
        assert _digest(joined) == _digest(office.desk.database)
    with closing(sqlite3.connect(target)) as plain:
        for table in ("password", "paper", "typing", "hub_file"):
            assert plain.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    for secret in (b"a secret that stays here", b"$argon2id"):
        assert secret not in target.read_bytes()


def test_there_is_another_one_only_when_it_is_worth_it(office: Office, hub: FolderHub) -> None:
    assert _give(office, hub) == 1
    assert _give(office, hub) == 0
    assert snapshots.give(office.desk.database, hub, KEY, list(hub.list())) == 0
    for name in [one.name for one in hub.list()]:
        Path(hub.name, name).unlink()
    assert _give(office, hub) == 1


@pytest.mark.parametrize("harm", ["nothing there", "another key", "a cut", "another company"])
def test_what_cannot_be_used_leaves_no_file(
    office: Office, hub: FolderHub, tmp_path: Path, harm: str
) -> None:
    company = _company(office, SigningKey.new() if harm == "another key" else KEY)
    if harm != "nothing there":
        _give(office, hub)
    if harm == "a cut":
        _alter(hub, lambda data: data[:-1])
    if harm == "another company":
        company = msgspec.structs.replace(company, company="z" * 16)
    target = tmp_path / "new.sjdesk"
    assert not snapshots.take(hub, company, NEW, target)
    assert not target.exists()


def _alter(hub: FolderHub, change: Callable[[bytes], bytes]) -> None:
    for one in hub.list():
        file = Path(hub.name, one.name)
        file.write_bytes(change(file.read_bytes()))


def _digest(database: Database) -> str:
    with database.read() as connection:
        return state_digest.state_digest(connection)
