"""A profile's TOML text as tables that know their lines and give up their settings one by one.

What the settings of a profile are, and how they belong together, stands in ``profile_text``.
"""

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NoReturn, TypeVar

from subjob_desk.domain.errors import UserError

_HEADER: Final = re.compile(r"\[[ \t]*([A-Za-z0-9_.-]+)[ \t]*\][ \t]*(?:#.*)?")
_SETTING: Final = re.compile(r"([A-Za-z0-9_-]+)[ \t]*=")
_TOML_PLACE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")
_LONGEST_TEXT: Final = 200_000
_REMEDY: Final = "Correct this line, or copy the shipped profile again and change the copy."

Choice = TypeVar("Choice", bound=StrEnum)
TablePath = tuple[str, ...]


def refuse(line: int, reason: str) -> NoReturn:
    """Raise the :class:`UserError` about one line of the profile."""
    raise UserError(f"Line {line} of the interchange profile: {reason}", _REMEDY)


class Table:
    """One table of the profile. Every setting is asked for once; :meth:`close` finds the rest."""

    def __init__(
        self, path: TablePath, values: Mapping[str, object], lines: Mapping[TablePath, int]
    ) -> None:
        self._path = path
        self._values = dict(values)
        self._lines = lines
        self.keys: Final = tuple(values)

    @property
    def line(self) -> int:
        """Where the table begins."""
        return self._lines.get(self._path, 1)

    def line_of(self, key: str) -> int:
        """Where the setting ``key`` stands; the table's own line if it does not stand anywhere."""
        return self._lines.get((*self._path, key), self.line)

    def refuse(self, key: str, reason: str) -> NoReturn:
        """Raise the :class:`UserError` about the setting ``key``."""
        refuse(self.line_of(key), reason)

    def text(self, key: str, allowed: re.Pattern[str], meaning: str) -> str:
        """The text ``key``, which must match ``allowed``."""
        value = self._take(key, None)
        if not isinstance(value, str) or allowed.fullmatch(value) is None:
            self.refuse(key, f"'{key}' is {meaning}.")
        return value

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """The whole number ``key`` from ``low`` to ``high``."""
        value = self._take(key, default)
        if type(value) is not int or (value != default and not low <= value <= high):
            self.refuse(key, f"'{key}' is a whole number from {low} to {high}.")
        return value

    def flag(self, key: str) -> bool:
        """The yes or no ``key``; no if it is left out."""
        value = self._take(key, default=False)
        if not isinstance(value, bool):
            self.refuse(key, f"'{key}' is true or false.")
        return value

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """One of the words of ``kind``."""
        value = self._take(key, None)
        words = [str(member) for member in kind]
        if not isinstance(value, str) or value not in words:
            self.refuse(key, f"'{key}' is one of {', '.join(words)}.")
        return kind(value)

    def table(self, key: str) -> "Table":
        """The table called ``key`` inside this one."""
        value = self._take(key, None)
        if not isinstance(value, dict):
            self.refuse(key, f"'{key}' is a table.")
        return Table((*self._path, key), value, self._lines)

    def has(self, key: str) -> bool:
        """Whether ``key`` stands here and was not asked for yet."""
        return key in self._values

    def close(self) -> None:
        """Refuse whatever nobody asked for."""
        for key in self._values:
            self.refuse(key, f"there is no setting '{key}' here.")

    def _take(self, key: str, default: object) -> object:
        if key in self._values:
            return self._values.pop(key)
        if default is None:
            refuse(self.line, f"the setting '{key}' is missing.")
        return default


def read_table(text: str) -> Table:
    """The outermost table of a profile. Raises :class:`UserError` for text that is not TOML."""
    if len(text) > _LONGEST_TEXT:
        refuse(1, f"a profile has at most {_LONGEST_TEXT} characters, this one {len(text)}.")
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        place = _TOML_PLACE.search(str(fault))
        line = int(place[1]) if place else text.count("\n") + 1
        twice = "overwrite" in str(fault) or "Cannot declare" in str(fault)
        refuse(line, "this stands twice." if twice else "this is not written as TOML asks for.")
    except RecursionError:
        refuse(1, "tables are nested too deeply.")
    return Table((), values, _lines_of(text))


def _lines_of(text: str) -> dict[TablePath, int]:
    """Where each table and setting stands; a profile has one of them per line."""
    lines: dict[TablePath, int] = {}
    path: TablePath = ()
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        content = line.strip(" \t")
        if not content or content.startswith("#"):
            continue
        if header := _HEADER.fullmatch(content):
            path = tuple(header[1].split("."))
            for depth in range(1, len(path) + 1):
                lines.setdefault(path[:depth], number)
        elif setting := _SETTING.match(content):
            lines.setdefault((*path, setting[1]), number)
        else:
            refuse(number, "each [table] and each 'setting = value' stands on a line of its own.")
    return lines
