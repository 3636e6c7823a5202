"""Where profiles come from: the shipped ones beside this module, and a company's own text.

The language they are written in is that of ``profile_text``.
"""

import re
from importlib import resources
from typing import Final

from subjob_desk.domain.errors import UserError
from subjob_desk.sage.layout import Field, FieldType, Profile, RecordLayout, Source, Written
from subjob_desk.sage.profile_text import parse_profile

__all__ = [
    "Field",
    "FieldType",
    "Profile",
    "RecordLayout",
    "Source",
    "Written",
    "load_profile",
    "parse_profile",
]

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)


def load_profile(name: str = "default") -> Profile:
    """The shipped profile called ``name``. Raises :class:`UserError` if there is none."""
    # Read beside the module: the same in the source tree, in a wheel and in a frozen build.
    shipped = resources.files(__package__).joinpath("profiles", f"{name}.toml")
    if _NAME.fullmatch(name) is None or not shipped.is_file():
        raise UserError(
            f"There is no interchange profile called '{name}'.",
            "Choose one of the profiles in the company settings; the shipped one is 'default'.",
        )
    return parse_profile(shipped.read_bytes().decode("utf-8"))
