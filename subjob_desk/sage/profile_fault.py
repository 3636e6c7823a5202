"""What is wrong with the text of a profile: the place, and the reason in words.

Finding it is the business of ``profile_table`` and ``profile_text``.
"""

import re
from tomllib import TOMLDecodeError
from typing import Final

from subjob_desk.domain.errors import UserError

REMEDY: Final = "Correct this line, or copy the shipped profile again and change the copy."

_PLACE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")
_IN_WORDS: Final = (
    ("Cannot ", "this stands twice."),
    ("Duplicate inline table key", "this stands twice."),
    ("Unterminated string", "a closing quotation mark is missing."),
    ('Expected "\'"', "a closing quotation mark is missing."),
    ("Illegal character '\\n'", "a closing quotation mark is missing."),
    ("Found invalid character '\\n'", "a closing quotation mark is missing."),
    ("Invalid statement", "a line is a # comment, a [table], or 'setting = value'."),
    ("Unclosed inline table", "the fields of a record end with }, which is missing here."),
    ("Expected ']'", "a closing bracket ] is missing."),
    ("Unclosed array", "a closing bracket ] is missing."),
    ("Expected '='", "between the name and the value a = is missing."),
    ("Invalid initial character", "a name is expected here: letters, digits, - and _."),
    ("Invalid value", "a value is expected here: a text in quotation marks, a number, or true."),
    ("Expected newline", "something stands behind the value."),
    ("Unescaped '\\'", "a \\ is not understood here: write the text in single quotation marks."),
)
"""How a complaint of the TOML library begins, and what we say instead."""


class FaultyProfileError(UserError):
    """The text is no profile. ``line`` and ``column`` count from 1."""

    def __init__(self, line: int, column: int, reason: str) -> None:
        super().__init__(
            f"Line {line}, column {column} of the interchange profile: {reason}", REMEDY
        )
        self.line = line
        self.column = column
        self.reason = reason


def of_toml(error: TOMLDecodeError, text: str) -> FaultyProfileError:
    """The fault that ``text`` is not TOML at all, in our words."""
    said = str(error)
    place = _PLACE.search(said)
    lines = text.replace("\r\n", "\n").split("\n")
    line, column = (int(place[1]), int(place[2])) if place else (len(lines), len(lines[-1]) + 1)
    known = (words for begin, words in _IN_WORDS if said.startswith(begin))
    return FaultyProfileError(line, column, next(known, "this is not written as TOML asks for."))
