"""A profile's TOML text as tables that know their places and give up their settings one by one.

What the settings of a profile are, and how they belong together, stands in ``profile_text``.
"""

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Final, NoReturn, TypeVar

from subjob_desk.sage.profile_fault import FaultyProfileError, of_toml

_HEADER: Final = re.compile(r"\[[ \t]*([A-Za-z0-9_.-]+)[ \t]*\][ \t]*(?:#.*)?")
_SETTING: Final = re.compile(r"([A-Za-z0-9_-]+)[ \t]*=")
_LONGEST_TEXT: Final = 200_000

LONGEST_LINE: Final = 4_000
"""Characters; the log has each line as a string of its own (``sync.md`` section 4)."""

_HALF: Final = re.compile("[\ud800-\udfff]")
"""Half a character: no file and no log can hold it."""

_CLOSE: Final = 0.7
"""How much alike two words are, of 1, for one to be a slip of the other."""

Choice = TypeVar("Choice", bound=StrEnum)
TablePath = tuple[str, ...]


class Places:
    """Where each table and setting stands in the text; a profile has one of them per line."""

    def __init__(self, text: str) -> None:
        """Read the places of a text that is TOML. Raises :class:`FaultyProfileError`."""
        self._texts = text.replace("\r\n", "\n").split("\n")
        self._lines: dict[TablePath, int] = {}
        path: TablePath = ()
        for number, line in enumerate(self._texts, start=1):
            content = line.strip(" \t")
            if not content or content.startswith("#"):
                continue
            if header := _HEADER.fullmatch(content):
                path = tuple(header[1].split("."))
                for depth in range(1, len(path) + 1):
                    self._lines.setdefault(path[:depth], number)
            elif setting := _SETTING.match(content):
                self._lines.setdefault((*path, setting[1]), number)
            else:
                reason = "each [table] and each 'setting = value' stands on a line of its own."
                raise FaultyProfileError(number, 1, reason)

    def of(self, path: TablePath, key: str) -> tuple[int, int]:
        """Line and column of the setting ``key``, or of the table if it stands nowhere."""
        line = self._lines.get((*path, key), self._lines.get(path, 1))
        within = re.search(rf"(?<![A-Za-z0-9_-]){re.escape(key)}[ \t]*=", self._texts[line - 1])
        return line, within.start() + 1 if within and key else 1


class Table:
    """One table of the profile. Every setting is asked for once; :meth:`close` finds the rest."""

    def __init__(self, path: TablePath, values: Mapping[str, object], places: Places) -> None:
        self._path = path
        self._values = dict(values)
        self._places = places
        self._asked: list[str] = []
        self.keys: Final = tuple(values)

    def refuse(self, key: str, reason: str) -> NoReturn:
        """Raise the :class:`FaultyProfileError` about the setting ``key``."""
        raise FaultyProfileError(*self._places.of(self._path, key), reason)

    def text(self, key: str, allowed: re.Pattern[str], meaning: str) -> str:
        """The text ``key``, which must match ``allowed``."""
        value = self._take(key, None)
        if not isinstance(value, str) or allowed.fullmatch(value) is None:
            self.refuse(key, f"'{key}' is {meaning}.")
        return value

    def words(self, key: str) -> str:
        """Any text in the setting ``key``."""
        value = self._take(key, None)
        if not isinstance(value, str):
            self.refuse(key, f"'{key}' is a text in quotation marks.")
        return value

    def has(self, key: str) -> bool:
        """Whether ``key`` stands here and was not asked for yet; it may be left out."""
        self._asked.append(key)
        return key in self._values

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
            meant = _meant(value, words).strip() if isinstance(value, str) else ""
            self.refuse(key, f"{meant} '{key}' is one of {', '.join(words)}.".lstrip())
        return kind(value)

    def table(self, key: str) -> "Table":
        """The table called ``key`` inside this one."""
        value = self._take(key, None)
        if not isinstance(value, dict):
            self.refuse(key, f"'{key}' is a table.")
        return Table((*self._path, key), value, self._places)

    def close(self) -> None:
        """Refuse whatever nobody asked for."""
        for key in self._values:
            meant = _meant(key, [name for name in self._asked if name not in self.keys])
            self.refuse(key, f"there is no setting '{key}' here.{meant}")

    def _take(self, key: str, default: object) -> object:
        self._asked.append(key)
        if key in self._values:
            return self._values.pop(key)
        if default is None:
            # Written wrong is likelier than forgotten: then the place is that of the slip.
            slip = get_close_matches(key, self._values, 1, _CLOSE)
            reason = f"the setting '{key}' is missing."
            self.refuse(slip[0] if slip else "", reason)
        return default


def _meant(word: str, known: list[str]) -> str:
    close = get_close_matches(word, known, 1, _CLOSE)
    return f" Did you mean '{close[0]}'?" if close else ""


def read_table(text: str) -> Table:
    """The outermost table of a profile. Raises :class:`FaultyProfileError` for what is not TOML."""
    if len(text) > _LONGEST_TEXT:
        reason = f"a profile has at most {_LONGEST_TEXT} characters, this one {len(text)}."
        raise FaultyProfileError(1, 1, reason)
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            reason = f"a line has at most {LONGEST_LINE} characters, this one {len(line)}."
            raise FaultyProfileError(number, LONGEST_LINE + 1, reason)
        if half := _HALF.search(line):
            reason = f"here stands no whole character (code {ord(half[0]):X})."
            raise FaultyProfileError(number, half.start() + 1, reason)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise of_toml(error, text) from error
    except RecursionError:
        raise FaultyProfileError(1, 1, "tables are nested too deeply.") from None
    return Table((), values, Places(text))
