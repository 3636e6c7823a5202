"""A disk as it is after the end of a program or of the power: rebuilt from the calls made before.

What a killed program leaves is all it has written. What is left when the power fails is what was
flushed, and of the rest anything: nothing, all, single sectors, the later before the earlier.
"""

import random
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from tests.crash import calls
from tests.crash.calls import TRUNCATE, Call

SECTOR: Final = 512

Tree = dict[str, bytes | None]
"""Files by path, with their bytes; ``None`` for a folder."""

_IGNORED: Final = ("-shm", ".lock", ".holder")
"""Locks and the index of SQLite's log: nobody reads them after a death."""


def tree_of(root: Path) -> Tree:
    """Everything below a folder."""
    found: Tree = {}
    for path in sorted(root.rglob("*")):
        if not path.name.endswith(_IGNORED):
            name = path.relative_to(root).as_posix()
            found[name] = None if path.is_dir() else path.read_bytes()
    return found


def lay_out(tree: Mapping[str, bytes | None], root: Path) -> None:
    """Make the folder ``root`` with all that."""
    root.mkdir()
    for name, data in sorted(tree.items()):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if data is None:
            path.mkdir(exist_ok=True)
        else:
            path.write_bytes(data)


_FAR: Final = re.compile(r"(hub|[a-z]+/out)(/|$)")


class Chance(random.Random):
    """What comes about is the same for the same seed."""


class _File:
    """Bytes that reached the disk for certain, and what was written since, oldest first."""

    def __init__(self, data: bytes = b"") -> None:
        self.safe = data
        self.since: list[Call] = []

    def left(self, chance: Chance | None, losing: str) -> bytes:
        """What is there afterwards; without ``chance`` all of it."""
        data = bytearray(self.safe)
        for call in self.since:
            kept = list(_kept(call, chance, losing))
            for start, piece in kept:
                if call.verb == TRUNCATE:
                    _resize(data, start)
                    continue
                if len(data) < start + len(piece):
                    _resize(data, start + len(piece))
                data[start : start + len(piece)] = piece
        return bytes(data)


class _Entry(NamedTuple):
    """A change of names in a folder: what is there afterwards, what no more."""

    there: tuple[tuple[str, _File | None], ...] = ()
    gone: tuple[str, ...] = ()


NOTHING: Final = "nothing"
TORN: Final = "torn"
ANY: Final = "any"
ZEROS: Final = "zeros"
NAMES: Final = "names"
BYTES: Final = "bytes"
LOSSES: Final = (NOTHING, ANY, TORN, ZEROS, NAMES, BYTES)
"""What is left of all that was not flushed: nothing, any of the writes, any sector of them, any of
them and else only the length of the file; all bytes but not all names; all names but not all bytes.
"""


class Disk:
    """The files below one folder while calls are made."""

    def __init__(self, tree: Mapping[str, bytes | None]) -> None:
        """All of ``tree`` is on the disk for certain."""
        self._names: dict[str, _File | None] = {
            name: None if data is None else _File(data) for name, data in tree.items()
        }
        self._safe = dict(self._names)
        self._since: list[tuple[str, _Entry]] = []

    def make(self, call: Call) -> None:
        """The system did this."""
        if call.path.endswith(_IGNORED):
            return
        match call.verb:
            case calls.CREATE:
                self._rename(call.path, _Entry(((call.path, _File()),)))
            case calls.MKDIR:
                self._rename(call.path, _Entry(((call.path, None),)))
            case calls.UNLINK:
                self._rename(call.path, _Entry(gone=(call.path,)))
            case calls.LINK:
                self._rename(call.to, _Entry(((call.to, self._names[call.path]),)))
            case calls.RENAME:
                named = ((call.to, self._names[call.path]),)
                self._rename(call.to, _Entry(named, (call.path,)))
            case calls.WRITE | calls.TRUNCATE:
                self._file(call.path).since.append(call)
            case calls.SYNC:
                file = self._file(call.path)
                file.safe, file.since = file.left(None, ANY), []
            case calls.SYNC_FOLDER:
                self._flush(call.path)

    def after_kill(self) -> Tree:
        """What the next program finds: a kill takes nothing of what was written."""
        return {name: _bytes(file, None, ANY) for name, file in self._names.items()}

    def after_power_cut(self, chance: Chance, losing: str = "", is_far: bool | None = None) -> Tree:
        """One of the things that may be left; ``losing`` is one of :data:`LOSSES`, or any.

        Where the folders others look into are far away, on a server, they keep everything.
        """
        losing = losing or chance.choice(LOSSES)
        is_far = chance.random() < 0.5 if is_far is None else is_far
        names = dict(self._safe)
        kept_to = chance.randint(0, len(self._since))
        for number, (_folder, entry) in enumerate(self._since):
            if _is_kept(losing, number < kept_to, chance):
                _apply(names, entry)
        left: Tree = {}
        known: dict[int, bytes | None] = {}
        for name, file in names.items():
            if id(file) not in known:
                known[id(file)] = _bytes(file, None if losing == NAMES else chance, losing)
            if _has_folder(name, names):
                left[name] = known[id(file)]
        return self._with_server(left) if is_far else left

    def _with_server(self, left: Tree) -> Tree:
        whole = self.after_kill()
        return {
            **{name: data for name, data in left.items() if not _FAR.match(name)},
            **{name: data for name, data in whole.items() if _FAR.match(name)},
        }

    def _file(self, path: str) -> _File:
        file = self._names[path]
        assert file is not None
        return file

    def _rename(self, path: str, entry: _Entry) -> None:
        _apply(self._names, entry)
        self._since.append((_folder_of(path), entry))

    def _flush(self, folder: str) -> None:
        for where, entry in self._since:
            if where == folder:
                _apply(self._safe, entry)
        self._since = [one for one in self._since if one[0] != folder]


def _is_kept(losing: str, is_early: bool, chance: Chance) -> bool:
    """Names: none, all, those up to a moment, or any of them, each for itself."""
    if losing == NOTHING:
        return False
    if losing == BYTES:
        return True
    return is_early if losing in (TORN, NAMES) else chance.random() < 0.5


def _kept(call: Call, chance: Chance | None, losing: str) -> Iterable[tuple[int, bytes]]:
    """The pieces of one write that reached the disk, with their places."""
    if chance is None:
        return [(call.at, call.data)]
    if losing == NOTHING:
        return []
    if call.verb == TRUNCATE or losing in (ANY, BYTES):
        return [(call.at, call.data)] if chance.random() < 0.5 else []
    if losing == ZEROS:
        if chance.random() < 0.5:
            return [(call.at + len(call.data), b"")]  # the file is longer, that is all
        return [(call.at, call.data)]
    sectors = [
        (call.at + start, call.data[start : start + SECTOR])
        for start in range(0, len(call.data), SECTOR)
    ]
    return [sector for sector in sectors if chance.random() < 0.7]


def _resize(data: bytearray, size: int) -> None:
    del data[size:]
    data.extend(bytes(size - len(data)))


def _bytes(file: _File | None, chance: Chance | None, losing: str) -> bytes | None:
    return None if file is None else file.left(chance, losing)


def _apply(names: dict[str, _File | None], entry: _Entry) -> None:
    for name in entry.gone:
        names.pop(name, None)
    names.update(entry.there)


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def _has_folder(name: str, names: Mapping[str, _File | None]) -> bool:
    """A file in a folder that is not there itself is lost with it."""
    folder = _folder_of(name)
    return not folder or (folder in names and _has_folder(folder, names))


def replayed(tree: Mapping[str, bytes | None], made: Iterable[Call]) -> Disk:
    """The disk after all these calls."""
    disk = Disk(tree)
    for call in made:
        disk.make(call)
    return disk
