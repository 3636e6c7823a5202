"""The company's root key from its recovery sheet, typed back, and its passphrase.

How it is sealed and printed is ``sync.recovery``'s; what stands around it, ``recovery_sheet``'s.
"""

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.recovery import open_root, typed
from subjob_desk.sync.sealing import WrongPasswordError
from subjob_desk.sync.signing import SigningKey


def root_key(about: CompanyFile, text: str, passphrase: str) -> SigningKey:
    """The root key of a company from its sheet, typed back. Raises :class:`UserError`."""
    try:
        key = open_root(typed(text), passphrase, about.company)
    except WrongPasswordError as error:
        raise UserError(
            f"This passphrase does not open this sheet, or it is not one of {about.name}.",
            "Compare the name on the sheet; then type the passphrase again, capitals count.",
        ) from error
    if key.public_hex != about.root:
        raise UserError(f"This sheet holds an older key of {about.name}.", "Take the newest sheet.")
    return key
