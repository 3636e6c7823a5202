"""What people type and paste, made ready to be recorded: folded, in the lists' spelling, exact.

Typing, pasting and the import of sheets share this, so that the same text ends the same way.
"""

import unicodedata
from typing import Final

import msgspec

from subjob_desk.domain.codes import Mask, strip, upper
from subjob_desk.domain.company import Company
from subjob_desk.domain.content import Line
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.money import Money, Quantity
from subjob_desk.domain.numbers import read_amount
from subjob_desk.domain.operations import Operation, fits
from subjob_desk.domain.text import fold, refused_characters
from subjob_desk.store import lookups
from subjob_desk.store.connection import Connection

_UNSHOWN: Final = ("Cc", "Cs", "Zl", "Zp")
"""Control characters, halves of characters, and breaks of lines and paragraphs."""


class Entered(msgspec.Struct, frozen=True):
    """A text ready to be recorded, with a remark for each thing done to it."""

    text: str
    remarks: tuple[str, ...] = ()


def enter_text(text: str, what: str) -> Entered:
    """Fold ``text``; refuse what a file for Sage cannot hold, with character and position.

    ``what`` names the field in the message: *Description*.
    """
    folded = fold(text.strip())
    refused = refused_characters(folded.text)
    if refused is not None:
        raise UserError(f"{what}: {refused}.", "Take it out, or write it with ordinary letters.")
    return Entered(folded.text, folded.remarks)


def enter_words(text: str, what: str) -> str:
    """Words that only this program shows, such as names and reasons: as typed, blanks trimmed.

    They are never written to a file for Sage, so nothing is folded; only line breaks and control
    characters are refused. ``what`` names the field in the message: *Name*.
    """
    words = text.strip()
    for position, char in enumerate(words, start=1):
        if unicodedata.category(char) in _UNSHOWN:
            raise UserError(
                f"{what}: there is a line break or control character at position {position}.",
                "Write it in one line of ordinary characters.",
            )
    return " ".join(words.split())


def refuse_unfit(op: Operation) -> None:
    """Raise :class:`UserError` for what is too long to be handed to another desk, now or ever."""
    fault = fits(op)
    if fault:
        raise UserError(
            f"This cannot be kept: what is recorded of it {fault}.",
            "Shorten it, or do it in smaller parts.",
        )


class LineEntry:
    """Enters the fields of estimate lines, with the company's lists at hand."""

    def __init__(self, connection: Connection, company: Company) -> None:
        """Look the categories up once; cost codes as they come."""
        self._connection = connection
        self._categories = lookups.categories(connection) if "categories" in company.lists else {}
        self._mask = Mask(company.settings.cost_code_mask)
        self._has_list = "cost-codes" in company.lists
        self._upper = company.settings.upper_case

    def enter(self, line: Line, field: str, text: str) -> tuple[Line, tuple[str, ...]]:
        """``line`` with ``field`` set from what was typed, and remarks on what was done to it."""
        match field:
            case "cost_code":
                entered = self._cost_code(text)
                return msgspec.structs.replace(line, cost_code=entered.text), entered.remarks
            case "category":
                entered = self._category(text)
                return msgspec.structs.replace(line, category=entered.text), entered.remarks
            case "unit":
                entered = enter_text(text, "Unit")
                return msgspec.structs.replace(line, unit=entered.text), entered.remarks
            case "quantity":
                value = read_amount(text, what="Quantity") if text.strip() else 0
                return msgspec.structs.replace(line, quantity=Quantity(value)), ()
            case "amount":
                value = read_amount(text, what="Amount") if text.strip() else 0
                return msgspec.structs.replace(line, amount=Money(value)), ()
            case _:
                raise ValueError(field)

    def _cost_code(self, text: str) -> Entered:
        entered = enter_text(text, "Cost code")
        code = upper(entered.text) if self._upper else entered.text
        if self._has_list:
            known = lookups.cost_codes(self._connection, [strip(code)]).get(strip(code))
            wanted = known.code if known else None
        else:
            wanted = self._mask.reformat(code)
        return _respelled(
            entered, code, wanted, "on the standard list" if self._has_list else "in the mask"
        )

    def _category(self, text: str) -> Entered:
        entered = enter_text(text, "Category")
        known = self._categories.get(strip(entered.text))
        return Entered(known.code if known else entered.text, entered.remarks)


def _respelled(entered: Entered, code: str, wanted: str | None, source: str) -> Entered:
    if wanted is None or wanted == code:
        return Entered(code, entered.remarks)
    return Entered(wanted, (*entered.remarks, f"{code} is written {wanted}, as {source}."))
