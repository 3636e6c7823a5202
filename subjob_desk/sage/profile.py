"""Where profiles come from: the shipped ones beside this module, and a company's own text.

The language they are written in is that of ``profile_text``.
"""

import hashlib
import re
from importlib import resources
from typing import Final

from subjob_desk.domain.errors import UserError
from subjob_desk.sage.layout import Field, FieldType, Profile, RecordLayout, Source, Written
from subjob_desk.sage.profile_fault import FaultyProfileError
from subjob_desk.sage.profile_text import NAME, parse_profile

__all__ = [
    "NAME",
    "SHIPPED",
    "FaultyProfileError",
    "Field",
    "FieldType",
    "Profile",
    "RecordLayout",
    "Source",
    "Written",
    "copied_as",
    "load_profile",
    "parse_profile",
    "reference",
    "shipped_text",
]

SHIPPED: Final = ("default", "job-address")
"""The profiles that come with the program; nobody changes them."""

_HASH: Final = 12
"""So many characters of the SHA-256 tell the versions of a profile apart."""

_NAME_LINE: Final = re.compile(r"^[ \t]*name[ \t]*=.*$", re.MULTILINE)
_UNVERIFIED_LINE: Final = re.compile(r"^[ \t]*unverified[ \t]*=.*$", re.MULTILINE)
_UNTRIED: Final = """\
# Take this line away once Sage took a file of this profile in a sample company, without a reject.
unverified = "changes of this company"
"""


def load_profile(name: str = "default") -> Profile:
    """The shipped profile called ``name``. Raises :class:`UserError` if there is none."""
    return parse_profile(shipped_text(name))


def shipped_text(name: str) -> str:
    """The text of a shipped profile. Raises :class:`UserError` if there is none of this name."""
    # Read beside the module: the same in the source tree, in a wheel and in a frozen build.
    if name not in SHIPPED:
        raise UserError(
            f"There is no interchange profile called '{name}'.",
            "Choose one of the profiles in the company settings; the shipped one is 'default'.",
        )
    shipped = resources.files(__package__).joinpath("profiles", f"{name}.toml")
    return with_unix_ends(shipped.read_bytes().decode("utf-8"))


def reference(name: str, text: str) -> str:
    """How a batch names the exact text it was written with: ``default#0123456789ab``."""
    return f"{name}#{hashlib.sha256(with_unix_ends(text).encode('utf-8')).hexdigest()[:_HASH]}"


def with_unix_ends(text: str) -> str:
    """``text`` as it is kept: one text is the same, whichever editor saved it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def copied_as(name: str, text: str) -> str:
    """``text`` under another name, marked as not tried yet unless it is so already."""
    head = "" if _UNVERIFIED_LINE.search(text) else _UNTRIED
    return head + _NAME_LINE.sub(f'name = "{name}"', text, count=1)
