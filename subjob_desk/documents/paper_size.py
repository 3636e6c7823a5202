"""How large the paper is that people have: US Letter, or A4 where their country uses it."""

import locale
from typing import Final

import msgspec

from subjob_desk.domain.errors import UserError


class PaperSize(msgspec.Struct, frozen=True):
    """A sheet in points (1/72 inch), upright."""

    name: str
    width: float
    height: float


LETTER: Final = PaperSize("letter", 612.0, 792.0)
A4: Final = PaperSize("a4", 595.28, 841.89)
SIZES: Final = {size.name: size for size in (LETTER, A4)}

_LETTER_COUNTRIES: Final = frozenset(
    (
        *("US", "CA", "MX", "PH", "PR", "CL", "CO", "VE", "GT", "CR", "PA", "SV", "NI", "HN", "DO"),
        *("UNITED STATES", "CANADA", "MEXICO", "PHILIPPINES", "PUERTO RICO", "CHILE", "COLOMBIA"),
    )
)
"""By their codes, and by the names Windows gives them."""


def paper_size(name: str = "", language: str | None = None) -> PaperSize:
    """The size called ``name`` (``letter`` or ``a4``); without a name that of the country.

    ``language`` is a locale such as ``de_DE``; if left out, the system's. US Letter where it
    names no country. Raises :class:`UserError` for an unknown name.
    """
    if name:
        try:
            return SIZES[name.strip().lower()]
        except KeyError:
            raise UserError(f"'{name}' is no size of paper here.", "Take letter or a4.") from None
    told = (locale.getlocale()[0] or "") if language is None else language
    country = told.replace("-", "_").partition(".")[0].partition("_")[2]
    if not country or country.rpartition("_")[2].upper() in _LETTER_COUNTRIES:
        return LETTER
    return A4
