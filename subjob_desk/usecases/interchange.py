"""Which interchange profile is used: the company's in force, and the very text of each batch.

Making and changing profiles is ``profiles``'; what they mean stands in ``sage``.
"""

from functools import lru_cache

from subjob_desk.domain.company import Company
from subjob_desk.domain.errors import UserError
from subjob_desk.sage.profile import (
    SHIPPED,
    Profile,
    load_profile,
    parse_profile,
    reference,
    shipped_text,
)

__all__ = [
    "SHIPPED",
    "Profile",
    "profile_in_force",
    "profile_named",
    "profile_of_batch",
    "reference_in_force",
    "text_named",
]

_parsed = lru_cache(maxsize=32)(parse_profile)


def profile_in_force(company: Company) -> Profile:
    """The profile the company exports by. Raises :class:`UserError` if it is not there."""
    return profile_named(company, company.settings.profile)


def reference_in_force(company: Company) -> str:
    """How a batch names the exact text of :func:`profile_in_force`."""
    name = company.settings.profile
    return reference(name, text_named(company, name))


def profile_named(company: Company, name: str) -> Profile:
    """The newest version of the profile ``name``. Raises :class:`UserError`."""
    return _parsed(text_named(company, name))


def text_named(company: Company, name: str) -> str:
    """Its text. Raises :class:`UserError` if neither the company nor the program has it."""
    own = company.own_profile(name)
    return own.text if own else shipped_text(name)


def profile_of_batch(company: Company | None, named: str) -> Profile:
    """The profile a batch was written by, whatever the company writes by today.

    ``named`` is what the batch recorded: a reference, or in the first files a name alone. Raises
    :class:`UserError` if this program does not have that very text.
    """
    if "#" not in named:
        return load_profile(named or "default")
    own = company.profiles if company else ()
    for text in (*(one.text for one in own), *map(shipped_text, SHIPPED)):
        if reference(named.partition("#")[0], text) == named:
            return _parsed(text)
    raise UserError(
        f"This program does not have the interchange profile {named}.",
        "Another version of the program wrote the batch: open it with that or a newer one.",
    )
