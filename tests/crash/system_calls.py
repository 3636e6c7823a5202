"""Every call below one folder by which files are read and written, Python's and SQLite's.

Python's own functions are wrapped at the very place where the standard library asks the system.
"""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.crash.calls import (
    CREATE,
    LINK,
    LIST,
    MKDIR,
    OPEN,
    READ,
    RENAME,
    SYNC,
    SYNC_FOLDER,
    TRUNCATE,
    UNLINK,
    WRITE,
    Call,
    Watcher,
)
from tests.crash.sqlite_calls import watched_sqlite

_FSYNC, _OPEN, _CLOSE, _IO_OPEN = os.fsync, os.open, os.close, io.open


@contextmanager
def watched(root: Path, watcher: Watcher, *, log_ahead: bool = True) -> Iterator[None]:
    """Until the end of the block ``watcher`` hears of every call below ``root``."""
    seen = _Seen(root, watcher)
    with pytest.MonkeyPatch.context() as patch:
        for name, function in seen.functions().items():
            patch.setattr(os, name, function)
        patch.setattr(io, "open", seen.io_open)
        with watched_sqlite(watcher, seen.path_of, log_ahead=log_ahead):
            yield


class _Seen:
    """The functions of the system as Python knows them, which tell first."""

    def __init__(self, root: Path, watcher: Watcher) -> None:
        self._root = f"{root.resolve()}{os.sep}"
        self.watcher = watcher
        self._open_files: dict[int, str] = {}

    def path_of(self, name: object) -> str | None:
        """Below the folder, or ``None``."""
        if isinstance(name, int):
            return self._open_files.get(name)
        if not isinstance(name, (str, os.PathLike)):
            return None
        whole = str(Path(name).absolute())
        inside = f"{whole}{os.sep}".startswith(self._root)
        return whole[len(self._root) :].replace(os.sep, "/") if inside else None

    def note_open(self, descriptor: int, path: str) -> None:
        """This open file has that name."""
        self._open_files[descriptor] = path

    def note_closed(self, descriptor: int) -> None:
        """Its number may soon be another's."""
        self._open_files.pop(descriptor, None)

    def functions(self) -> dict[str, Callable[..., Any]]:
        """What replaces the functions of ``os``."""
        one = {"unlink": UNLINK, "remove": UNLINK, "mkdir": MKDIR, "scandir": LIST}
        two = {"link": LINK, "rename": RENAME, "replace": RENAME}
        return {
            **{name: self._of_one(getattr(os, name), verb) for name, verb in one.items()},
            **{name: self._of_two(getattr(os, name), verb) for name, verb in two.items()},
            "open": self._os_open,
            "close": self._close,
            "fsync": self._fsync,
        }

    def told(self, call: Call, done: Callable[[], Any]) -> Any:
        """Do it, unless the watcher has another answer."""
        self.watcher.before(call)
        result = done()
        self.watcher.after(call)
        return result

    def _of_one(self, function: Callable[..., Any], verb: str) -> Callable[..., Any]:
        def called(name: Any = ".", *rest: Any, **named: Any) -> Any:
            path = self.path_of(name)
            if path is None:
                return function(name, *rest, **named)
            return self.told(Call(verb, path), lambda: function(name, *rest, **named))

        return called

    def _of_two(self, function: Callable[..., Any], verb: str) -> Callable[..., Any]:
        def called(name: Any, to: Any, **named: Any) -> Any:
            path, new = self.path_of(name), self.path_of(to)
            if path is None or new is None:
                return function(name, to, **named)
            return self.told(Call(verb, path, to=new), lambda: function(name, to, **named))

        return called

    def _os_open(self, name: Any, flags: int, *rest: Any, **named: Any) -> int:
        path = self.path_of(name)
        if path is None:
            return _OPEN(name, flags, *rest, **named)
        makes = bool(flags & os.O_CREAT) and not os.path.lexists(name)
        call = Call(CREATE if makes else OPEN, path)
        descriptor = int(self.told(call, lambda: _OPEN(name, flags, *rest, **named)))
        if flags & os.O_TRUNC and not makes:
            self.watcher.after(Call(TRUNCATE, path))
        self.note_open(descriptor, path)
        return descriptor

    def _close(self, descriptor: int) -> None:
        self.note_closed(descriptor)
        _CLOSE(descriptor)

    def _fsync(self, file: Any) -> None:
        descriptor = file if isinstance(file, int) else file.fileno()
        path = self.path_of(descriptor)
        if path is None:
            _FSYNC(descriptor)
            return
        is_folder = Path(self._root, path).is_dir()
        self.told(Call(SYNC_FOLDER if is_folder else SYNC, path), lambda: _FSYNC(descriptor))

    def io_open(
        self, file: Any, mode: str = "r", buffering: int = -1, *text: Any, **named: Any
    ) -> Any:
        """As :func:`open`; below the folder its reads and writes are told."""
        path = self.path_of(file)
        if path is None:
            return _IO_OPEN(file, mode, buffering, *text, **named)
        closes = named.pop("closefd", True)
        raw = _File(self, path, file, mode.replace("b", "").replace("t", ""), closes)
        if buffering == 0:
            return raw
        made = _buffered(raw)
        return made if "b" in mode else io.TextIOWrapper(made, *text, **named)


def _buffered(raw: "_File") -> Any:
    if raw.readable() and raw.writable():
        return io.BufferedRandom(raw)
    return io.BufferedWriter(raw) if raw.writable() else io.BufferedReader(raw)


class _File(io.FileIO):
    """An open file whose reads and writes are told."""

    def __init__(self, seen: _Seen, path: str, file: Any, mode: str, closes: bool) -> None:
        self._seen, self._path = seen, path
        is_there = isinstance(file, int) or os.path.lexists(file)
        makes = not is_there and not mode.startswith("r")
        if not isinstance(file, int):
            seen.watcher.before(Call(CREATE if makes else OPEN, path))
        super().__init__(file, mode, closes)
        if not isinstance(file, int):
            seen.watcher.after(Call(CREATE if makes else OPEN, path))
        if is_there and mode.startswith("w") and not isinstance(file, int):
            seen.watcher.after(Call(TRUNCATE, path))
        seen.note_open(self.fileno(), path)

    def close(self) -> None:
        """Once, or more often."""
        if not self.closed:
            self._seen.note_closed(self.fileno())
        super().close()

    def write(self, data: Any) -> int:
        """Written at once: what is buffered stands before this."""
        call = Call(WRITE, self._path, bytes(data), self.tell())
        return int(self._seen.told(call, lambda: super(_File, self).write(data)))

    def readall(self) -> bytes:
        """All that is left."""
        call = Call(READ, self._path, at=self.tell())
        return bytes(self._seen.told(call, lambda: super(_File, self).readall()))

    def readinto(self, buffer: Any) -> int:
        """The next piece."""
        call = Call(READ, self._path, at=self.tell())
        return int(self._seen.told(call, lambda: super(_File, self).readinto(buffer)))
