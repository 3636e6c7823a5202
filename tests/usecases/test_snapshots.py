"""A new desk begins with the newest snapshot that the registrar signed, and with nothing local."""

import datetime as dt
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from subjob_desk.domain.errors import StoppedError
from subjob_desk.store import papers, state_digest
from subjob_desk.store.database import Database
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.folder_hub import FolderHub
from subjob_desk.sync.installation import Installation
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases import snapshots
from subjob_desk.usecases.exchanging import Exchanging
from subjob_desk.usecases.giving_out import Sealing
from subjob_desk.usecases.joining import join
from subjob_desk.usecases.passwords import Passwords
from tests.drivers.office import Office
from tests.drivers.shared_office import Trio

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


def _sealing(office: Office) -> Sealing:
    installation = Installation(office.desk.database.actor_id, office.folder)
    if not installation.nonce:
        installation.begin(office.path)
    return Sealing(KEY, installation)


def _give(office: Office, hub: FolderHub) -> int:
    sealing = _sealing(office)
    return snapshots.give(office.desk.database, hub, sealing, list(hub.list()), worth_it=3)


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
    assert snapshots.give(office.desk.database, hub, _sealing(office), list(hub.list())) == 0
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


def test_who_stops_taking_one_has_no_file(office: Office, hub: FolderHub, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    _give(office, hub)
    target = tmp_path / "new.sjdesk"
    with pytest.raises(StoppedError):
        snapshots.take(hub, _company(office), NEW, target, stop)
    assert sorted(tmp_path.glob("new*")) == []


class ChangingHub(FolderHub):
    """A hub whose files are others when they are fetched once more."""

    def __init__(self, root: Path) -> None:
        """Nothing was fetched yet."""
        super().__init__(root)
        self._fetched: set[str] = set()

    def get(self, name: str) -> bytes:
        """See :class:`Carrier`."""
        data = super().get(name)
        if name in self._fetched:
            return data[:-1]
        self._fetched.add(name)
        return data


def test_one_that_changes_while_it_is_read_is_none(
    office: Office, hub: FolderHub, tmp_path: Path
) -> None:
    _give(office, hub)
    changing, target = ChangingHub(Path(hub.name)), tmp_path / "new.sjdesk"
    assert not snapshots.take(changing, _company(office), NEW, target)
    assert sorted(tmp_path.glob("new*")) == []


def test_what_is_in_a_snapshot_counts_as_published(office: Office, hub: FolderHub) -> None:
    _give(office, hub)
    assert _sealing(office).installation.published == office.entries()


def test_what_is_in_the_way_of_one_stops_nothing_else(office: Office, tmp_path: Path) -> None:
    hub = FolderHub(tmp_path / "hub")

    def give(**later: int) -> int:
        now = office.clock() + dt.timedelta(**later)
        database, sealing = office.desk.database, _sealing(office)
        return snapshots.give_if_due(database, hub, sealing, [], now, worth_it=3)

    assert give() == 0
    (tmp_path / "hub").mkdir()
    assert give(hours=23) == 0, "not again and again"
    assert give(hours=24) == 1


def test_who_stops_it_stops_nothing_else(office: Office, hub: FolderHub) -> None:
    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    database, sealing = office.desk.database, _sealing(office)
    assert snapshots.give_if_due(database, hub, sealing, [], office.clock(), stop, 3) == 0
    assert hub.list() == ()


@pytest.mark.parametrize("snapshot", ["none", "good", "damaged"])
def test_joining_gives_the_same_with_and_without_one(trio: Trio, snapshot: str) -> None:
    trio.laptop.sent("010")
    trio.settle()
    hub = FolderHub(trio.hub)
    if snapshot != "none":
        _give_shared(trio, hub)
    if snapshot == "damaged":
        _alter(hub, lambda data: data[:500] + b"?" + data[501:])
    trio.laptop.draft("011")
    trio.settle()
    assert _joined_digest(trio) == trio.digests()


def test_what_a_snapshot_holds_is_not_read_again(trio: Trio) -> None:
    _give_shared(trio, FolderHub(trio.hub))
    before = trio.digests()
    for file in trio.hub.rglob("*.sjl"):
        file.write_bytes(file.read_bytes().replace(b"}", b"]", 1))
    assert _joined_digest(trio) == before
    assert not (trio.folder / "new.sjd.damaged").exists()


def _give_shared(trio: Trio, hub: FolderHub) -> None:
    sealing = Exchanging(trio.office.desk).terms(on_demand=True).sealing
    assert sealing is not None
    assert snapshots.give(trio.office.desk.database, hub, sealing, [], worth_it=1) == 1


def _joined_digest(trio: Trio) -> set[str]:
    target = trio.folder / "new.sjd"
    join(target, str(trio.hub), "Ben", "Ben's laptop")
    with Database.open(target) as joined:
        return {_digest(joined)}


def _alter(hub: FolderHub, change: Callable[[bytes], bytes]) -> None:
    for one in hub.list():
        if one.name.endswith(".sjs"):
            file = Path(hub.name, one.name)
            file.write_bytes(change(file.read_bytes()))


def _digest(database: Database) -> str:
    with database.read() as connection:
        return state_digest.state_digest(connection)
