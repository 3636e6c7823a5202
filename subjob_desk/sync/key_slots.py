"""Boxes by person, in the system's credential store or in a file beside the other desk files.

What is in a box, and which one is opened, is ``vault``'s.
"""

import base64
import binascii
import hashlib
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import quote, unquote

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.local_file import file_faults, replace_file
from subjob_desk.sync.sealing import DamagedError

_HEADING: Final = b"SubJob Desk key 1"
_LONGEST: Final = 1024 * 1024
_NOBODY: Final = "%"
"""How the person nobody knows yet is written."""
_PLACES: Final = ("a", "b")
"""Two places in the credential store for each person: a new box never lies over the old one."""


class CredentialStore(Protocol):
    """Short secret texts by name, kept by the operating system for this user of the PC."""

    def get(self, name: str) -> str | None:
        """The text; ``None`` if there is none. Raises :class:`UserError`."""

    def put(self, name: str, text: str) -> None:
        """Keep ``text`` under ``name``, where nothing is yet. Raises :class:`UserError`."""

    def remove(self, name: str) -> None:
        """Forget it; nothing happens if there is none. Raises :class:`UserError`."""


class Slots(Protocol):
    """Boxes by person."""

    def of(self, person: str) -> list[bytes]:
        """The boxes of a person: one, or two in the middle of a change."""

    def add(self, person: str, box: bytes) -> None:
        """One more."""

    def keep(self, person: str, box: bytes | None) -> None:
        """This one only, or none; nothing happens if it is so."""


class StoreSlots:
    """Boxes in the credential store."""

    def __init__(self, store: CredentialStore, actor: str) -> None:
        self._store = store
        self._actor = actor

    def of(self, person: str) -> list[bytes]:
        return [box for name in self._names(person) if (box := self._box(name)) is not None]

    def add(self, person: str, box: bytes) -> None:
        names = self._names(person)
        free = next((name for name in names if self._box(name) is None), None)
        if free is None:  # two changes in a row were interrupted: neither box is surely the older
            free = names[-1]
            self._store.remove(free)
        self._store.put(free, base64.b64encode(box + _check(box)).decode("ascii"))

    def keep(self, person: str, box: bytes | None) -> None:
        for name in self._names(person):
            there = self._box(name)
            if there is not None and there != box:
                self._store.remove(name)

    def _names(self, person: str) -> list[str]:
        return [f"{self._actor} {_written(person)} {place}" for place in _PLACES]

    def _box(self, name: str) -> bytes | None:
        """What lies there; damaged boxes are empty, so that they open for nobody."""
        text = self._store.get(name)
        if text is None:
            return None
        data = _decoded(text.encode("utf-8")) or b""
        box, check = data[: -len(_check(b""))], data[-len(_check(b"")) :]
        return box if _check(box) == check else b""


class FileSlots:
    """Boxes in a file: a heading, a line for each box, and a line that shows any damage."""

    def __init__(self, folder: Path, actor: str) -> None:
        self._path = folder / f"{actor}.key"

    def of(self, person: str) -> list[bytes]:
        return [box for whose, box in self._read() if whose == person]

    def add(self, person: str, box: bytes) -> None:
        self._write([*self._read(), (person, box)])

    def keep(self, person: str, box: bytes | None) -> None:
        kept = self._read()
        left = [(whose, one) for whose, one in kept if whose != person or one == box]
        if left != kept:
            self._write(left)

    def _read(self) -> list[tuple[str, bytes]]:
        with file_faults(self._path):
            try:
                data = self._path.read_bytes() if self._path.stat().st_size <= _LONGEST else b""
            except FileNotFoundError:
                return []
        body, _, end = data.removesuffix(b"\n").rpartition(b"\n")
        heading, *lines = body.split(b"\n")
        if heading != _HEADING or data != _whole(body) or not end:
            raise self._damaged()
        return [self._parsed(line) for line in lines]

    def _parsed(self, line: bytes) -> tuple[str, bytes]:
        person, _, text = line.partition(b" ")
        box = _decoded(text)
        if box is None:
            raise self._damaged()
        return _read_back(person), box

    def _write(self, boxes: list[tuple[str, bytes]]) -> None:
        lines = [
            _written(person).encode("ascii") + b" " + base64.b64encode(box) for person, box in boxes
        ]
        replace_file(self._path, _whole(b"\n".join([_HEADING, *lines])))

    def _damaged(self) -> UserError:
        return DamagedError(
            f"The key file {self._path} is damaged.",
            "Put back a copy of it from before, or join the company again (command line: join "
            "--again): that makes a new key.",
        )


def _written(person: str) -> str:
    """The id of a person as one word of plain letters, whatever somebody made of it."""
    return quote(person, safe="") or _NOBODY


def _read_back(written: bytes) -> str:
    text = written.decode("ascii")
    return "" if text == _NOBODY else unquote(text)


def _whole(body: bytes) -> bytes:
    return body + b"\nEND " + hashlib.sha256(body).hexdigest().encode("ascii") + b"\n"


def _check(box: bytes) -> bytes:
    return hashlib.sha256(box).digest()[:8]


def _decoded(text: bytes) -> bytes | None:
    """What is written in ``text``, in the one way it is written."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    return data if base64.b64encode(data) == text else None
