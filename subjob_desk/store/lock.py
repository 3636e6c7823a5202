"""One writing process per company file, by a lock the system frees when a process dies.

Readers need no lock. Transactions within the process are ``database``'s.
"""

import getpass
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from filelock import FileLock, Timeout

from subjob_desk.domain.errors import InUseError
from subjob_desk.store.engines import side_file


class Holder(msgspec.Struct, frozen=True):
    """Who has the file open for writing."""

    person: str
    """Name of the account on the PC."""
    pc: str
    pid: int
    since: str
    """UTC, ISO 8601."""


class WritingLock:
    """The right to write one company file, as a context.

    The lock itself is ``<name>.lock``. Who holds it stands in ``<name>.holder``, since on Windows
    nobody else can read a locked file.
    """

    def __init__(self, path: Path) -> None:
        """Nothing is taken yet."""
        self._path = path
        self._holder = side_file(path, ".holder")
        self._lock = FileLock(side_file(path, ".lock"), thread_local=False)

    def __enter__(self) -> Self:
        """Take it. Raises :class:`InUseError` naming the holder if somebody else has it."""
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            raise _taken(self._path, read_holder(self._path)) from None
        try:
            self._holder.write_bytes(msgspec.json.encode(_ourselves()))
        except OSError:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give it back."""
        try:
            self._holder.unlink(missing_ok=True)
        except OSError:  # somebody is reading the name, or the disk is gone: what stays there
            pass  # is written over by the next holder, and must not hide why we are leaving
        finally:
            self._lock.release()


def read_holder(path: Path) -> Holder | None:
    """Who noted to have ``path`` open last; ``None`` if nobody did. A dead one may stand there."""
    try:
        return msgspec.json.decode(side_file(path, ".holder").read_bytes(), type=Holder)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _ourselves() -> Holder:
    try:
        person = getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        person = "Somebody"
    since = datetime.now(UTC).isoformat(timespec="seconds")
    return Holder(person, platform.node() or "a PC", os.getpid(), since)


def _taken(path: Path, holder: Holder | None) -> InUseError:
    if holder is None:
        return InUseError(
            f"Another SubJob Desk has {path.name} open.",
            "Close it there. Reading commands work meanwhile.",
            is_ours=False,
        )
    ourselves = _ourselves()
    return InUseError(
        f"{holder.person} on {holder.pc} has this company open since {_shown(holder.since)}"
        f" ({path.name}, process {holder.pid}).",
        "Close it there. Reading commands (list, show, check) work meanwhile.",
        is_ours=(holder.person, holder.pc) == (ourselves.person, ourselves.pc),
    )


def _shown(since: str) -> str:
    """The moment in this PC's zone: the time alone if it was today."""
    try:
        moment = datetime.fromisoformat(since).astimezone()
    except ValueError:
        return since
    today = datetime.now(UTC).astimezone().date()
    return f"{moment:%H:%M}" if moment.date() == today else f"{moment:%Y-%m-%d %H:%M}"
