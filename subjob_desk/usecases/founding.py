"""What a new company is called, and its code in the names of files."""

from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.entry import enter_words


def founding(name: str, code: str, admin: str) -> tuple[str, str, str]:
    """Name, short code and first administrator as they are recorded. Raises :class:`UserError`."""
    company, person = enter_words(name, "Company"), enter_words(admin, "Administrator")
    if not company:
        raise UserError("The company has no name.", "Type its name.")
    if not person:
        raise UserError("The first administrator has no name.", "Type a name.")
    return company, short_code(code), person


def short_code(code: str) -> str:
    """The company's short code as it stands in file names. Raises :class:`UserError`."""
    short = code.strip().upper()
    if not (short.isascii() and short.isalnum() and 1 <= len(short) <= 6):
        raise UserError(
            f"'{code}' cannot be the company's short code: it stands in file names.",
            "Take one to six letters or digits, for instance RB.",
        )
    return short
