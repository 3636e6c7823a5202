"""Amounts and quantities of a sheet as exact hundredths, and their rounding when asked for.

Numbers typed as text are read by ``domain.numbers``; limits are checked in ``domain.checks``.
"""

from decimal import ROUND_HALF_UP, Decimal, localcontext

from subjob_desk.documents.cells import Cell, CellKind
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.money import LIMIT
from subjob_desk.domain.numbers import read_amount

_MOST = Decimal(LIMIT) * 1000
"""Numbers beyond this are a slip of the keyboard and are not read at all."""


class FinerThanCentsError(UserError):
    """A number of a workbook with more than two decimals: it can be rounded if the user wants."""

    def __init__(self, problem: str, remedy: str, *, rounded: int, difference: str) -> None:
        super().__init__(problem, remedy)
        self.rounded = rounded
        """In hundredths."""
        self.difference = difference
        """Rounded minus original, an exact decimal: ``-0.005``. Add them up as ``Decimal``."""


def sheet_number(cell: Cell, what: str = "Amount") -> int:
    """The number in ``cell`` in hundredths; an empty cell is 0.

    Raises :class:`FinerThanCentsError` for a workbook's number with more than two decimals, and
    :class:`UserError` for anything that is no plain number. ``product.md`` section 7.
    """
    if cell.kind is not CellKind.NUMBER:
        return _typed(cell, what)
    value, difference = _rounded(cell.text, what)
    if difference:
        raise FinerThanCentsError(
            f"{what} {cell.text} has more than two decimals.",
            "Round it in the sheet, or let the import round to cents.",
            rounded=value,
            difference=f"{difference:f}",
        )
    return value


def round_to_cents(cell: Cell, what: str = "Amount") -> tuple[int, str]:
    """The number in hundredths, halves rounded away from zero, and what rounding added.

    The difference (rounded minus original) is an exact decimal, ``0`` where nothing was rounded.
    Numbers typed as text are not rounded: a third decimal there is refused like any other slip.
    """
    if cell.kind is not CellKind.NUMBER:
        return _typed(cell, what), "0"
    value, difference = _rounded(cell.text, what)
    return value, f"{difference:f}" if difference else "0"


def _rounded(text: str, what: str) -> tuple[int, Decimal]:
    with localcontext() as context:
        # Excel's numbers have 15 digits, but the smallest have them 300 places behind the point.
        context.prec = 400
        exact = Decimal(text)
        if abs(exact) > _MOST:
            raise UserError(f"{what} {exact:.2E} is far too large.", "Look for digits typed twice.")
        cents = (exact * 100).to_integral_value(ROUND_HALF_UP)
        return int(cents), (cents / 100 - exact).normalize()


def _typed(cell: Cell, what: str) -> int:
    if cell.kind is CellKind.EMPTY:
        return 0
    if cell.kind is CellKind.DATE:
        raise UserError(
            f"{what} is a date: {cell.text}.",
            "Format the cell as Number and type the number again.",
        )
    if cell.kind is CellKind.FORMULA_PROBLEM:
        shows = f"shows {cell.text}" if cell.text else "holds a formula without a result"
        raise UserError(
            f"{what} {shows}.", "Correct the formula, let Excel calculate, and save the workbook."
        )
    return read_amount(cell.text, what=what)
