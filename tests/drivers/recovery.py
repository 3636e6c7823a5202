"""The registrar's PC is lost, and what people do about it at another one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from subjob_desk.domain.operations import decode
from subjob_desk.store import papers
from subjob_desk.store.database import Database
from subjob_desk.sync import recovery, segment
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.recovering import Recovered, Wish, recover
from tests.drivers.office import Office
from tests.drivers.shared_office import WORDS_OF_ROOT, SharedOffice, Trio, key_ring


def sheet_of(office: Office) -> str:
    """The lines of the recovery sheet."""
    return _typed(office.desk.database)


def sheet_in(path: Path) -> str:
    """The same from the company file of a registrar that nobody has open."""
    with Database.open(path, writing=False) as database:
        return _typed(database)


def _typed(database: Database) -> str:
    with database.read() as connection:
        sealed = papers.get(connection, papers.ROOT_KEY)
    assert sealed is not None
    return "\n".join(recovery.printed(sealed))


@contextmanager
def other_pc(folder: Path) -> Iterator[None]:
    """What is opened meanwhile has its keys, and what it remembers, on a PC of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUBJOB_DESK_KEYS", str(folder / "keys"))
        with key_ring(folder / "ring"):
            yield


class Recovery:
    """The registrar's desk of three, recovered at other PCs with its printed sheet."""

    def __init__(self, trio: Trio) -> None:
        """The sheet was printed in time."""
        self.trio = trio
        self.sheet = sheet_of(trio.office)
        self.made: list[SharedOffice] = []
        self.last: Recovered

    def wish(self, name: str, source: Path | None = None, **more: object) -> Wish:
        """What somebody at the PC ``name`` asks for."""
        folder = self.trio.folder / name
        folder.mkdir(exist_ok=True)
        wish = Wish(folder / "rb.sjd", str(source or self.trio.hub), self.sheet, WORDS_OF_ROOT)
        return msgspec.structs.replace(wish, **more)

    def at(self, name: str, source: Path | None = None, **more: object) -> SharedOffice:
        """Recover it at the PC ``name``; Ann acts there."""
        wish = self.wish(name, source, **more)
        with other_pc(wish.path.parent):
            self.last = recover(wish)
            office = SharedOffice.__new__(SharedOffice)
            office.folder, office.path = wish.path.parent, wish.path
            office.out = office.folder / "out"
            office.out.mkdir()
            office.clock = self.trio.office.clock
            office.use(Desk.open(wish.path, clock=office.clock))
        office.sign_in("Ann")
        self.made.append(office)
        return office

    def takes_over(self, name: str = "new") -> SharedOffice:
        """Recover it at the PC ``name``, which stands in the office from here on."""
        self.trio.office.close()
        self.trio.office = self.at(name)
        self.trio.office.exchange()  # by the clock of these tests
        return self.trio.office

    def close(self) -> None:
        """Let go of what was recovered."""
        for one in self.made:
            one.close()


def given_to_laptop_only(trio: Trio) -> str:
    """A sub job of the office that the hub has no more, and only the laptop got before."""
    put_back = trio.hub.rename(trio.folder / "later")
    shutil.copytree(put_back, trio.hub)
    ghost = trio.office.draft("666")
    trio.office.exchange()
    trio.laptop.exchange()
    shutil.rmtree(trio.hub)
    put_back.rename(trio.hub)
    return ghost


def written_apart(trio: Trio, one: SharedOffice) -> list[Path]:
    """What ``one`` gives out to a hub that nobody else reaches, as it comes to lie in ours."""
    apart = trio.folder / "apart"
    shutil.copytree(trio.hub, apart)
    for file in apart.glob("company-*.sj"):
        file.unlink()
    one.sharing.set_hub(str(apart))
    one.exchange()
    one.sharing.set_hub(str(trio.hub))
    files = [file.relative_to(apart) for file in apart.rglob("*.sjl")]
    return [apart / file for file in files if not (trio.hub / file).exists()]


def put(trio: Trio, files: list[Path]) -> None:
    """Somebody puts what was written apart into the hub."""
    for file in files:
        target = trio.hub / file.relative_to(trio.folder / "apart")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)


def other_past(trio: Trio, office: SharedOffice, entries: int | None = None) -> Path:
    """A file, first of all in the hub, with which the holder of the key changes what was.

    It differs in the last of its ``entries``; all there are in the first file, if left out.
    """
    key, own = office.desk.key.key, office.actor
    assert key is not None
    files = (trio.hub / "log" / own).rglob("*.sjl")
    first = min(files, key=lambda file: int(file.name.partition("-")[0]))
    lines = list(segment.parse(first.read_bytes()).lines)[:entries]
    said = msgspec.json.decode(lines[-1])
    lines[-1] = msgspec.json.encode({**said, "ts": "2020-01-01T00:00:00Z"})
    assert decode(lines[-1]).seq == len(lines)
    data = segment.build(office.desk.company.id, own, 1, lines, key)
    target = trio.hub / "log" / own / "000000" / f"1-{len(lines)}-00000000.sjl"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(data)
    return target
