"""A hub in memory that does everything to files that shares, sticks and synchronisers do.

It speaks the three verbs of a carrier; what is in the files it does not know.
"""

import zlib
from collections.abc import Iterator
from typing import Final

from subjob_desk.sync.carrier import Listed, NameTakenError
from tests.simulation.chance import Chance

_FOREIGN: Final = ("desktop.ini", "thumbs.db", "log/notes.tmp", ".ds_store", "log/plan.xlsx")


class Hub:
    """The letter box of all desks."""

    def __init__(self, chance: Chance) -> None:
        """An empty one."""
        self.files: dict[str, bytes] = {}
        self.counts: dict[str, int] = {}
        """How often each kind of mischief was done."""
        self._chance = chance
        self._readers: list[str] = []
        self._late: dict[tuple[str, str], int] = {}
        self._now = 0
        self._last_week: dict[str, bytes] = {}
        self._is_calm = False

    def box(self, reader: str) -> "Box":
        """The hub as one desk sees it."""
        self._readers.append(reader)
        return Box(self, reader)

    def tick(self) -> None:
        """Time passes: what was late comes nearer."""
        self._now += 1

    def calm_down(self) -> None:
        """From here on nothing is late and nothing is spoilt; what is spoilt already stays."""
        self._is_calm = True
        self._late.clear()

    def visible(self, reader: str) -> list[str]:
        """Names of the files this reader can see now, in an order of its own."""
        names = sorted(n for n in self.files if self._late.get((n, reader), 0) <= self._now)
        return names if self._is_calm else self._chance.shuffled(names)

    def store(self, writer: str, name: str, data: bytes) -> bool:
        """Put a file in under a free name; false if the very same is there."""
        if name in self.files:
            if self.files[name] == data:
                return False
            raise NameTakenError(f"{name} is taken.", "Another name will do.")
        self.files[name] = data
        if not self._is_calm and self._chance(40):
            self._note("late")
            for reader in self._readers:
                self._late[name, reader] = self._now + self._chance.below(60)
        return True

    def do_mischief(self) -> None:
        """One of the things that happen to files."""
        if self._is_calm or not self.files:
            return
        name = self._chance.pick(sorted(self.files))
        kind = self._chance.pick(
            ("cut", "flip", "double", "rename", "delete", "foreign", "keep", "set back", "join")
        )
        self._note(kind)
        data = self.files[name]
        match kind:
            case "cut":
                self.files[name] = data[: self._chance.below(len(data) + 1)]
            case "flip" if data:
                at = self._chance.below(len(data))
                changed = data[at] ^ (1 << self._chance.below(8))
                self.files[name] = data[:at] + bytes((changed,)) + data[at + 1 :]
            case "double":
                self.files[self._other_name(name)] = data
            case "rename":
                self.files[self._other_name(name)] = self.files.pop(name)
            case "delete":
                del self.files[name]
            case "foreign":
                self.files[self._chance.pick(_FOREIGN)] = self._chance.token_bytes(40)
            case "join":
                other = self._chance.pick(sorted(self.files))
                self.files[self._other_name(name)] = data + self.files[other]
            case "keep":
                self._last_week = dict(self.files)
            case _:
                self.files = dict(self._last_week)

    def _other_name(self, name: str) -> str:
        number = self._chance.below(1000)
        stem, dot, ending = name.rpartition(".")
        return self._chance.pick(
            (f"{stem} ({number}){dot}{ending}", f"{stem}-PC-{number}{dot}{ending}", f"x{number}/a")
        )

    def _note(self, kind: str) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1


class Box:
    """One desk's way to the hub: the three verbs of ``sync.carrier``."""

    def __init__(self, hub: Hub, reader: str) -> None:
        """For the desk ``reader``."""
        self.name = "hub of the simulation"
        self._hub = hub
        self._reader = reader

    def put(self, name: str, data: bytes) -> bool:
        """Put a new file in; false if it is there already."""
        return self._hub.store(self._reader, name, data)

    def list(self) -> Iterator[Listed]:
        """All files."""
        for name in self._hub.visible(self._reader):
            data = self._hub.files[name]
            yield Listed(name, len(data), zlib.crc32(data))

    def get(self, name: str) -> bytes:
        """The bytes of one file."""
        return self._hub.files[name]

    def close(self) -> None:
        """Nothing is held open."""
