"""Codes of jobs, extras, cost codes and categories: compare, sort, and the company's masks.

The rules are those of ``sage-jce.md`` section 5. Whether a code is taken or on a list, and how
long it may be, belongs to ``checks``.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import msgspec

from subjob_desk.domain.errors import UserError

DIGIT: Final = "#"
LETTER: Final = "A"
EITHER: Final = "X"

LONGEST: Final = 13
"""The longest code of any kind as typed, in characters: a cost code (``sage-jce.md`` section 3)."""

_RUN_WIDTH: Final = 12
_RUNS: Final = re.compile(r"[0-9]+|[^0-9\s]+")


_PAGE: Final = frozenset(bytes(range(256)).decode("cp1252", errors="ignore"))


def _upper(char: str) -> str:
    """The upper-case form that is still one character of cp1252; else ``char`` itself.

    Without this ``ß`` would become two characters, and ``µ`` one that Sage's files lack.
    """
    upper = char.upper()
    return upper if upper in _PAGE else char


_LETTERS: Final = frozenset(char for char in _PAGE if char.isalpha())
_DIGITS: Final = frozenset("0123456789")
_SIGNIFICANT: Final = {char: _upper(char) for char in _LETTERS | _DIGITS}


@lru_cache(maxsize=20_000)  # few different codes, asked for again and again
def strip(code: str) -> str:
    """The form in which codes are compared: letters and digits only, upper-cased.

    Leading zeros count. Letters are those of cp1252; anything else falls away.
    """
    return "".join([_SIGNIFICANT[c] for c in _joined(code) if c in _SIGNIFICANT])


def upper(code: str) -> str:
    """``code`` in upper case, as long as before: ``ß`` stays ``ß``."""
    return "".join([_SIGNIFICANT.get(char, char) for char in _joined(code)])


def natural_key(code: str) -> str:
    """A text that sorts codes the way people read them: 2 before 10, section by section.

    Compare it as plain text (``ORDER BY`` with binary collation). Codes that differ only in
    leading zeros follow each other, ordered by their stripped form.
    """
    upper = "".join([_SIGNIFICANT.get(c, " ") for c in _joined(code)])
    runs = [
        run.rjust(_RUN_WIDTH, "0") if run[0] in _DIGITS else run for run in _RUNS.findall(upper)
    ]
    # "." sorts after the blank and before every digit and letter: a shorter code comes first.
    return f"{'.'.join(runs)} {strip(code)}"


def _joined(code: str) -> str:
    return code if code.isascii() else unicodedata.normalize("NFC", code)


class Mask(msgspec.Struct, frozen=True):
    """How the company writes one kind of code: ``##-###``; an empty mask takes any code.

    ``#`` is a digit, ``A`` a letter, ``X`` either, anything else a separator. Every section is
    full, except that the first may be shorter: it then lacks characters on its left.
    Make one with :meth:`parse`.
    """

    text: str = ""

    @classmethod
    def parse(cls, text: str) -> "Mask":
        """The mask written as ``text``, without blanks around it.

        Raises :class:`UserError` for a mask no code could be compared by.
        """
        text = text.strip()
        for char in text:
            if not _is_place(char) and not _is_separator(char):
                raise UserError(f"The mask {text} contains '{char}'.", _REMEDY)
        if text and not (_is_place(text[0]) and _is_place(text[-1])):
            raise UserError(f"The mask {text} begins or ends with a separator.", _REMEDY)
        if len(text) > LONGEST:
            raise UserError(
                f"The mask {text} is {len(text)} characters long; "
                f"the longest code in Sage has {LONGEST}.",
                "Shorten the mask.",
            )
        return cls(text)

    def matches(self, code: str) -> bool:
        """Whether ``code``, typed with its separators, has this form; in upper or lower case."""
        return not self.text or _pattern(self.text).fullmatch(_joined(code)) is not None

    def reformat(self, code: str) -> str | None:
        """The letters and digits of ``code`` with this mask's separators; ``None`` if unfit.

        ``31 23 00`` in ``##-####`` is ``31-2300``. Filled from the right, so only the first
        section can be short. Upper and lower case stay as typed: upper case is another setting.
        """
        if not self.text:
            return code.strip()
        left = [char for char in _joined(code) if char in _SIGNIFICANT]
        filled: list[str] = []
        for place in reversed(self.text):
            if not _is_place(place):
                filled.append(place)
            elif left:
                filled.append(left.pop())
        written = "".join(reversed(filled))
        return written if not left and self.matches(written) else None

    @property
    def example(self) -> str:
        """A code of this form for messages: ``12-345``, ``A-12``; empty for the empty mask."""
        digits, letters = 0, 0
        written = ""
        for place in self.text:
            if place == LETTER:
                written += "ABCDEFGHIJKLM"[letters]
                letters += 1
            elif _is_place(place):
                written += "1234567890123"[digits]
                digits += 1
            else:
                written += place
        return written


_REMEDY: Final = (
    "Write # for a digit, A for a letter, X for either, and separators such as - between them."
)

_LETTER_CLASS: Final = f"[{re.escape(''.join(sorted(_LETTERS)))}]"
_EITHER_CLASS: Final = f"[0-9{re.escape(''.join(sorted(_LETTERS)))}]"
_CLASSES: Final = {DIGIT: "[0-9]", LETTER: _LETTER_CLASS, EITHER: _EITHER_CLASS}


def _is_place(char: str) -> bool:
    return char in (DIGIT, LETTER, EITHER)


def _is_separator(char: str) -> bool:
    return char in _PAGE and char not in _SIGNIFICANT and char != '"' and char.isprintable()


@lru_cache(maxsize=64)
def _pattern(mask: str) -> re.Pattern[str]:
    """The mask as a pattern; in the first section each place may be empty if those before are."""
    first = next((i for i, char in enumerate(mask) if not _is_place(char)), len(mask))
    optional = ""
    for place in mask[: first - 1]:
        optional = f"(?:{optional}{_CLASSES[place]})?"
    rest = "".join(_CLASSES.get(char, re.escape(char)) for char in mask[first - 1 :])
    return re.compile(optional + rest)
