"""What SQLite asks of the system, seen where it asks: in its own table of file methods.

SQLite's writes do not pass through Python. Its layer for the system is a table of functions
(``sqlite3_vfs``, ``sqlite3_io_methods``), of which some are replaced here by ones that tell first.
"""

import ctypes
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final

from tests.crash.calls import (
    CREATE,
    OPEN,
    READ,
    SYNC,
    SYNC_FOLDER,
    TRUNCATE,
    UNLINK,
    WRITE,
    Call,
    PathOf,
    Watcher,
)

_INT, _LONG, _PLACE = ctypes.c_int, ctypes.c_int64, ctypes.c_void_p
_NUMBERS: Final = frozenset({"version", "file_size", "longest"})
_VFS: Final = (
    "version", "file_size", "longest", "next", "name", "data", "open", "delete", "access", "full",
    "dl_open", "dl_error", "dl_sym", "dl_close", "random", "sleep", "now", "error", "now64",
    "set_call", "get_call", "next_call",
)  # fmt: skip
_METHODS: Final = (
    "version", "close", "read", "write", "truncate", "sync", "size", "lock", "unlock", "reserved",
    "control", "sector", "device", "shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch",
    "unfetch",
)  # fmt: skip
_WITHOUT_SHARED_MEMORY: Final = 1
"""Version of the table in which SQLite knows no write-ahead log."""


def _fields(names: tuple[str, ...]) -> tuple[tuple[str, type[Any]], ...]:
    return tuple((name, _INT if name in _NUMBERS else _PLACE) for name in names)


class _Vfs(ctypes.Structure):
    _fields_ = _fields(_VFS)


class _Methods(ctypes.Structure):
    _fields_ = _fields(_METHODS)


_SHAPES: Final = {
    "open": ctypes.CFUNCTYPE(_INT, _PLACE, _PLACE, _PLACE, _INT, _PLACE),
    "delete": ctypes.CFUNCTYPE(_INT, _PLACE, _PLACE, _INT),
    "close": ctypes.CFUNCTYPE(_INT, _PLACE),
    "read": ctypes.CFUNCTYPE(_INT, _PLACE, _PLACE, _INT, _LONG),
    "write": ctypes.CFUNCTYPE(_INT, _PLACE, _PLACE, _INT, _LONG),
    "truncate": ctypes.CFUNCTYPE(_INT, _PLACE, _LONG),
    "sync": ctypes.CFUNCTYPE(_INT, _PLACE, _INT),
}

_REFUSALS: Final = {
    OPEN: sqlite3.SQLITE_CANTOPEN,
    CREATE: sqlite3.SQLITE_CANTOPEN,
    READ: sqlite3.SQLITE_IOERR_READ,
    WRITE: sqlite3.SQLITE_IOERR_WRITE,
    TRUNCATE: sqlite3.SQLITE_IOERR_TRUNCATE,
    SYNC: sqlite3.SQLITE_IOERR_FSYNC,
    SYNC_FOLDER: sqlite3.SQLITE_IOERR_DIR_FSYNC,
    UNLINK: sqlite3.SQLITE_IOERR_DELETE,
}


@contextmanager
def watched_sqlite(watcher: Watcher, path_of: PathOf, *, log_ahead: bool) -> Iterator[None]:
    """Until the end of the block every call of a file opened in it is told.

    Without ``log_ahead`` SQLite finds no shared memory and keeps a rollback journal.
    """
    library = ctypes.CDLL(getattr(import_module("_sqlite3"), "__file__", None))
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None).contents
    shim = _Shim(vfs, watcher, path_of, log_ahead)
    before = vfs.open, vfs.delete
    vfs.open, vfs.delete = shim.address("open", shim.open), shim.address("delete", shim.delete)
    try:
        yield
    finally:
        vfs.open, vfs.delete = before


class _Shim:
    """The functions that tell, and those of SQLite behind them."""

    def __init__(self, vfs: _Vfs, watcher: Watcher, path_of: PathOf, log_ahead: bool) -> None:
        self._watcher, self._path_of, self._log_ahead = watcher, path_of, log_ahead
        self._open = _SHAPES["open"](vfs.open)
        self._delete = _SHAPES["delete"](vfs.delete)
        self._kept: list[object] = []
        self._tables: dict[int, _Methods] = {}
        self._paths: dict[int, str] = {}
        self._fresh: set[str] = set()

    def address(self, shape: str, function: Callable[..., int]) -> int:
        """Where C finds ``function``, which is kept from now on."""
        made = _SHAPES[shape](function)
        self._kept.append(made)
        _ALIVE.append(made)
        return ctypes.cast(made, _PLACE).value or 0

    def open(self, vfs: int, name: int, file: int, flags: int, out: int) -> int:
        """A file, which may be made by that."""
        path = self._path_of(os.fsdecode(ctypes.string_at(name))) if name else None
        if path is None:
            return int(self._open(vfs, name, file, flags, out))
        is_there = os.path.lexists(os.fsdecode(ctypes.string_at(name)))
        call = Call(OPEN if is_there else CREATE, path)

        def done() -> int:
            status = int(self._open(vfs, name, file, flags, out))
            if status == sqlite3.SQLITE_OK:
                self._paths[file] = path
                self._replace_methods(file)
            return status

        status = self._told(call, done)
        if status == sqlite3.SQLITE_OK and not is_there:
            self._fresh.add(path)
        return status

    def delete(self, vfs: int, name: int, sync: int) -> int:
        """A side file that is needed no more."""
        path = self._path_of(os.fsdecode(ctypes.string_at(name)))
        if path is None:
            return int(self._delete(vfs, name, sync))
        status = self._told(Call(UNLINK, path), lambda: int(self._delete(vfs, name, 0)))
        if status == sqlite3.SQLITE_OK and sync:
            status = self._told(Call(SYNC_FOLDER, _folder(path)), lambda: sqlite3.SQLITE_OK)
        return status

    def _replace_methods(self, file: int) -> None:
        first = ctypes.cast(file, ctypes.POINTER(_PLACE))
        original = first[0]
        if original not in self._tables:
            self._tables[original] = self._telling(_Methods.from_address(original))
        first[0] = ctypes.addressof(self._tables[original])

    def _telling(self, original: _Methods) -> _Methods:
        table = _Methods.from_buffer_copy(original)
        if not self._log_ahead:
            table.version = _WITHOUT_SHARED_MEMORY
        close, read, write, truncate, sync = (
            _SHAPES[name](getattr(original, name))
            for name in ("close", "read", "write", "truncate", "sync")
        )

        def closed(file: int) -> int:
            self._paths.pop(file, None)
            return int(close(file))

        def have_read(file: int, to: int, size: int, at: int) -> int:
            call = Call(READ, self._paths[file], at=at)
            return self._told(call, lambda: int(read(file, to, size, at)))

        def written(file: int, data: int, size: int, at: int) -> int:
            call = Call(WRITE, self._paths[file], ctypes.string_at(data, size), at)
            return self._told(call, lambda: int(write(file, data, size, at)))

        def cut(file: int, size: int) -> int:
            call = Call(TRUNCATE, self._paths[file], at=size)
            return self._told(call, lambda: int(truncate(file, size)))

        def synced(file: int, flags: int) -> int:
            path = self._paths[file]
            status = self._told(Call(SYNC, path), lambda: int(sync(file, flags)))
            if status == sqlite3.SQLITE_OK and path in self._fresh:
                # SQLite's layer flushes the folder with the first flush of a new journal.
                self._fresh.discard(path)
                folder = Call(SYNC_FOLDER, _folder(path))
                status = self._told(folder, lambda: sqlite3.SQLITE_OK)
            return status

        table.close = self.address("close", closed)
        table.read = self.address("read", have_read)
        table.write = self.address("write", written)
        table.truncate = self.address("truncate", cut)
        table.sync = self.address("sync", synced)
        _ALIVE.append(table)
        return table

    def _told(self, call: Call, done: Callable[[], int]) -> int:
        try:
            self._watcher.before(call)
        except OSError as refused:
            if call.verb == WRITE and refused.errno == errno.ENOSPC:
                return sqlite3.SQLITE_FULL
            return _REFUSALS[call.verb]
        status = done()
        if status == sqlite3.SQLITE_OK:
            self._watcher.after(call)
        return status


_ALIVE: Final[list[object]] = []
"""What C may still call after the block: of connections that are closed later."""


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
