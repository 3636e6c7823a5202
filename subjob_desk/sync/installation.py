"""What a desk remembers on its PC outside the company file, so that it never forks itself.

A copied company file is known by its nonce and place, a restored one by the highest entry that
was published (``sync.md`` section 5). What follows from it is decided by the exchange.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

import msgspec
from filelock import FileLock, Timeout

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.local_file import file_faults, make_folder, replace_file

Sameness = Literal["same", "copied", "restored"]

_NONCE: Final = 16
_CHECK: Final = 16
_LONGEST: Final = 64 * 1024
_LOCK_SECONDS: Final = 10


class Remembered(msgspec.Struct, frozen=True):
    """What stands outside the company file."""

    actor: str
    nonce: str
    published: int = 0
    """The highest number of an own entry that may have left this PC."""
    entry: str = ""
    """The id of that entry; empty if it is not known."""
    place: str = ""
    """Where the company file lay when it was last used."""
    batch: int = 0
    """The highest number of a batch this desk has written for Sage."""


class Installation:
    """One desk on this PC. Two files hold the same, so that one of them may be damaged."""

    def __init__(self, actor: str, folder: Path) -> None:
        """``folder``: on this PC only, never roaming, the same for all companies."""
        self._actor = actor
        self._folder = folder
        self._files = tuple(folder / f"{actor}.{which}" for which in ("desk", "desk2"))

    def begin(self, place: Path | None = None) -> str:
        """A new desk, or one that signs its entries from now on: returns the nonce to be kept in
        its company file.

        The one there is already is returned again. Raises :class:`UserError`.
        """
        with self._lock():
            known = self._read()
            if known is None:
                known = Remembered(self._actor, secrets.token_hex(_NONCE), 0, "", _text(place))
                self._write(known)
            return known.nonce

    def begin_anew(self, place: Path, published: int, entry: str) -> str:
        """This PC goes on with a chain whose own PC was lost: returns the nonce as :meth:`begin`.

        What was remembered of that desk here, if anything, is forgotten. ``published`` and
        ``entry``: number and id of the newest entry of the chain. Raises :class:`UserError`.
        """
        nonce = secrets.token_hex(_NONCE)
        with self._lock():
            self._write(Remembered(self._actor, nonce, published, entry, _text(place)))
        return nonce

    @property
    def nonce(self) -> str:
        """Empty if nothing is remembered."""
        known = self._read()
        return known.nonce if known else ""

    @property
    def published(self) -> int:
        """The highest number of an own entry that may have left this PC; 0 for none."""
        known = self._read()
        return known.published if known else 0

    @property
    def batch(self) -> int:
        """The highest number of a batch this desk has written; 0 for none."""
        known = self._read()
        return known.batch if known else 0

    def note_batch(self, number: int) -> None:
        """Batch ``number`` is recorded and about to get its file; a lower one changes nothing.

        A desk that remembers nothing yet, because it does not share, has no need of it. Raises
        :class:`UserError`, and the file should not get its name then.
        """
        with self._lock():
            known = self._read()
            if known is not None and number > known.batch:
                self._write(msgspec.structs.replace(known, batch=number))

    def note_published(self, seq: int, entry: str = "") -> None:
        """Own entries up to ``seq`` are about to leave this PC; call it *before* they do.

        It is on the disk when this returns. A lower number changes nothing. ``entry`` is the id of
        the own entry ``seq``: another one than before is refused, for the file was copied.
        Raises :class:`UserError`, and nothing may leave then.
        """
        with self._lock():
            known = self._read()
            if known is None:
                raise _unknown()
            if seq == known.published and entry and known.entry and entry != known.entry:
                raise UserError(
                    "Another copy of this company file has published other entries already.",
                    "Go on in that one, or make this one a desk of its own.",
                )
            if seq > known.published or (seq == known.published and entry):
                known = msgspec.structs.replace(known, published=seq, entry=entry)
            self._write(known)

    def check(
        self,
        nonce: str,
        head: int,
        entry_of: Callable[[int], str] | None = None,
        place: Path | None = None,
    ) -> Sameness:
        """Whether the company file with ``nonce`` and own newest entry ``head`` is this desk's.

        Where it lies now is remembered if it is.

        *copied*: it came from another PC or profile, or beside the file at ``place`` lies the one
        it was copied from, or its own chain went another way (``entry_of``: the id of the own
        entry of a number). *restored*: it is an older state of this desk. Raises
        :class:`UserError` for what the PC refuses.
        """
        known = self._read()
        if known is None or not nonce or known.nonce != nonce:
            return "copied"
        if place is not None and _is_elsewhere(known.place, place):
            return "copied"
        if head < known.published:
            return "restored"
        if entry_of is not None and known.entry and entry_of(known.published) != known.entry:
            return "copied"
        if place is not None and known.place != _text(place):
            self._settle(place)
        return "same"

    def _settle(self, place: Path) -> None:
        """The company file was moved to ``place``, and is the only one."""
        with self._lock():
            known = self._read()
            if known is not None and known.place != _text(place):
                self._write(msgspec.structs.replace(known, place=_text(place)))

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Nobody else writes meanwhile: another window may have a copy of the company open."""
        make_folder(self._folder)
        path = self._folder / f"{self._actor}.lock"
        lock = FileLock(path, timeout=_LOCK_SECONDS)
        try:
            with file_faults(path):
                lock.acquire()
        except Timeout as error:
            raise UserError(
                f"Another program holds {path}.", "Close other windows of SubJob Desk, try again."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _read(self) -> Remembered | None:
        """The higher of both files; ``None`` if neither is whole.

        Either alone is high enough: nothing leaves before both are written.
        """
        found = [known for file in self._files if (known := self._parsed(file)) is not None]
        return max(found, key=_height, default=None)

    def _parsed(self, file: Path) -> Remembered | None:
        with file_faults(file):
            try:
                data = file.read_bytes() if file.stat().st_size <= _LONGEST else b""
            except FileNotFoundError:
                return None
        check, _, body = data.partition(b" ")
        if check != check_of(body):
            return None
        try:
            known = msgspec.json.decode(body, type=Remembered)
        except msgspec.DecodeError:
            return None
        return known if known.actor == self._actor else None

    def _write(self, known: Remembered) -> None:
        """Into both files, where one of them has it not yet."""
        body = msgspec.json.encode(known)
        for file in self._files:
            if self._parsed(file) != known:
                replace_file(file, check_of(body) + b" " + body)


def _height(known: Remembered) -> tuple[int, bool, int]:
    return known.published, known.entry != "", known.batch


def _unknown() -> UserError:
    return UserError(
        "What this desk remembers outside its company file is gone or damaged.",
        "Make this company file a desk of its own: it joins the company again (command line: join "
        "--again).",
    )


def check_of(body: bytes) -> bytes:
    """What stands before the body so that any damage shows."""
    return hashlib.sha256(body).hexdigest()[: 2 * _CHECK].encode("ascii")


def _text(place: Path | None) -> str:
    return "" if place is None else str(place.absolute())


def _is_elsewhere(known: str, place: Path) -> bool:
    """Whether the file it was copied from is still there beside the one at ``place``."""
    if not known or known == _text(place):
        return False
    try:
        return not Path(known).samefile(place)
    except OSError:
        return False  # it was moved: there is no other
