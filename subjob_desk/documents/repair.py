"""What Excel and typing did to codes, mended with a remark or refused with the reason.

Nothing is changed silently but a ``.0`` behind a whole number. Whether a code is allowed where
it stands belongs to ``domain.checks``.
"""

import re
from collections.abc import Callable
from typing import Final

import msgspec

from subjob_desk.documents.cells import Cell, CellKind
from subjob_desk.documents.code_guesses import date_guesses, decimal_guesses, written_date
from subjob_desk.domain.codes import LONGEST, Mask, strip
from subjob_desk.domain.errors import UserError

Known = Callable[[str], str | None]
"""The list's spelling of a stripped code, or ``None`` if it is not on the list."""


class Repaired(msgspec.Struct, frozen=True):
    """A code as it is taken, and a sentence about it if it is not what stood in the sheet."""

    text: str
    remark: str | None = None


def no_list(_stripped: str) -> str | None:
    """The :data:`Known` of a company without such a list."""
    return None


_AS_TEXT: Final = "Format the column as Text and type the code again."
_EXPONENT: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?E[+-][0-9]+", re.IGNORECASE)
_WHOLE: Final = re.compile(r"([0-9]+)\.0+")
_MOST_DIGITS: Final = 15
"""Digits of a number that Excel keeps; it makes zeros of any more."""


def repair_code(cell: Cell, mask: Mask, known: Known, *, what: str = "Cost code") -> Repaired:
    """The code in ``cell``, in the list's spelling, else the mask's, else as typed.

    ``what`` names the code in messages. Raises :class:`UserError` where Excel destroyed the code
    and nothing shows what it was.
    """
    if cell.kind is CellKind.EMPTY:
        return Repaired("")
    if cell.kind is CellKind.FORMULA_PROBLEM:
        shows = f"shows {cell.text}" if cell.text else "holds a formula without a result"
        raise UserError(f"{what} {shows}.", "Type the code itself instead of a formula.")
    if cell.kind is CellKind.NUMBER:
        return _number(cell, mask, known, what)
    typed = " ".join(cell.text.split())
    date = written_date(cell.text, is_cell_date=cell.kind is CellKind.DATE)
    if date is not None and not _fits(typed, cell.kind, mask, known):
        guesses = [code for code in date_guesses(date) if known(strip(code))]
        reason = f"{what} is a date, {typed}: Excel took a code for one."
        return _guessed(guesses, known, reason)
    return _text(typed, mask, known, what)


def _fits(typed: str, kind: CellKind, mask: Mask, known: Known) -> bool:
    """Whether a text that looks like Excel's damage is a good code all the same."""
    if kind is not CellKind.TEXT:
        return False
    return known(strip(typed)) is not None or (mask.text != "" and mask.matches(typed))


def _number(cell: Cell, mask: Mask, known: Known, what: str) -> Repaired:
    """A code that Excel holds as a number: leading zeros, a zero at the end may be gone."""
    text = cell.shown or cell.text
    if "." in text:
        return _decimal(cell, mask, known, what)
    if len(cell.text.removeprefix("-")) > _MOST_DIGITS:
        raise UserError(
            f"{what} {cell.text} is a number of more than {_MOST_DIGITS} digits: "
            "Excel has lost the last ones.",
            _AS_TEXT,
        )
    padded = _with_zeros(text, known) if known(strip(text)) is None else None
    if padded is not None:
        return Repaired(
            padded,
            f"{what} {cell.text} is a number without its leading zeros; "
            f"taken as {padded}, as on the standard list.",
        )
    spelled = _spelled(text, mask, known)
    if spelled is not None:
        return _respelled(text, *spelled, what)
    if text != cell.text:
        return Repaired(text, f"{what} {cell.text} is shown as {text} by Excel; taken as shown.")
    return Repaired(text)


def _decimal(cell: Cell, mask: Mask, known: Known, what: str) -> Repaired:
    """A number with decimals: 3.10 and 3.1 are one number, and two codes."""
    guesses = decimal_guesses(cell.shown or cell.text, is_shown=bool(cell.shown))
    listed = [code for code in guesses if known(strip(code))]
    if not listed and mask.text:
        listed = [code for code in guesses if mask.matches(code)]
    reason = (
        f"{what} {cell.shown or cell.text} is a number: whether zeros stood before or behind it "
        "cannot be seen."
    )
    return _guessed(listed, known, reason)


def _guessed(guesses: list[str], known: Known, reason: str) -> Repaired:
    """The only code it can have been; refused where there is none or more than one."""
    spelled = list(dict.fromkeys(known(strip(code)) or code for code in guesses))
    if len(spelled) != 1:
        could = f" It could be {' or '.join(spelled[:3])}." if spelled else ""
        raise UserError(f"{reason}{could}", _AS_TEXT)
    return Repaired(spelled[0], f"{reason} Taken as {spelled[0]}, the only code that fits.")


def _text(typed: str, mask: Mask, known: Known, what: str) -> Repaired:
    spelled = _spelled(typed, mask, known)
    if spelled is not None:
        return _respelled(typed, *spelled, what)
    if mask.text and mask.matches(typed):
        return Repaired(typed)
    if _EXPONENT.fullmatch(typed):
        raise UserError(f"{what} {typed} is a number that Excel shortened.", _AS_TEXT)
    whole = _WHOLE.fullmatch(typed)
    listed = known(strip(whole[1])) if whole else None
    if listed is not None:
        return _respelled(typed, listed, ", as on the standard list", what)
    if " " in typed and not any(sign.isalpha() for sign in typed):
        return _respelled(typed, typed.replace(" ", ""), ": a code has no blanks inside", what)
    padded = _with_zeros(typed, known)
    if padded is not None:
        return Repaired(
            typed,
            f"{what} {typed} is not on the standard list, but {padded} is: "
            "were leading zeros lost in Excel?",
        )
    return Repaired(typed)


def _spelled(typed: str, mask: Mask, known: Known) -> tuple[str, str] | None:
    """Another spelling of the same code and the reason for it; ``None`` to leave it as typed."""
    stripped = strip(typed)
    listed = known(stripped) if stripped else None
    if listed is not None:
        return listed, ", as on the standard list"
    if mask.text and not mask.matches(typed):
        masked = mask.reformat(typed)
        return (masked, f", as the mask {mask.text} has it") if masked else None
    return None


def _respelled(typed: str, spelling: str, reason: str, what: str) -> Repaired:
    if spelling == typed:
        return Repaired(typed)
    return Repaired(spelling, f'{what} "{typed}" is taken as {spelling}{reason}.')


def _with_zeros(digits: str, known: Known) -> str | None:
    """The list's only spelling of these digits with zeros in front; ``None`` if none or several."""
    if not (digits.isascii() and digits.isdigit()):
        return None
    wider = (known(digits.rjust(width, "0")) for width in range(len(digits) + 1, LONGEST + 1))
    listed = [spelling for spelling in wider if spelling is not None]
    return listed[0] if len(listed) == 1 else None
