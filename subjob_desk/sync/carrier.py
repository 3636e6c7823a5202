"""What a hub can do, whatever carries it: put, list, get; and which carrier an address means.

Bytes only: what stands in a file, and whose it is, is read elsewhere. The carriers are siblings.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import msgspec

from subjob_desk.domain.errors import UserError
from subjob_desk.sync import limits
from subjob_desk.sync.hub_names import spare_names

SIZE_LIMIT: Final = limits.FILE
"""Bytes of the largest file a hub holds (``sync.md`` section 4)."""


class Listed(msgspec.Struct, frozen=True):
    """One file of a hub as it was listed.

    ``name`` is what :meth:`Carrier.get` wants: parts between ``/``, as they are written there and
    not as we would write them. ``size`` in bytes. ``changed`` is another number whenever the file
    may have been written anew; it tells no time. A folder that cannot be read is listed too, with
    size 0: getting it says why.
    """

    name: str
    size: int
    changed: int = 0


class FileFault(StrEnum):
    """Why one file of a hub cannot be had, while the others can."""

    GONE = "gone"
    BUSY = "busy"
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"


class FileFaultError(Exception):
    """One file cannot be had. Never stops an exchange; ``said`` is a sentence for its user."""

    def __init__(self, kind: FileFault, said: str) -> None:
        super().__init__(said)
        self.kind = kind
        self.said = said

    @property
    def is_passing(self) -> bool:
        """Whether a later exchange may get it though nobody writes the file anew."""
        return self.kind is not FileFault.TOO_LARGE


class NameTakenError(UserError):
    """There is another file of that name, which is never replaced."""


class Carrier(Protocol):
    """A hub. All verbs raise :class:`UserError` where the hub as a whole cannot be used.

    After that the same carrier may be tried again; each verb finds its own way back.
    """

    @property
    def name(self) -> str:
        """What people call it, and what tells it from other hubs; never with a password."""

    def put(self, name: str, data: bytes) -> bool:
        """Put ``data`` there for good; ``False`` if this very file was there already.

        All or nothing, and nothing is ever replaced: raises :class:`NameTakenError` if other
        bytes bear the name.
        """

    def list(self) -> Iterable[Listed]:
        """Everything there that may be ours. Absence never means anything."""

    def get(self, name: str) -> bytes:
        """The bytes of a listed file. Raises :class:`FileFaultError` about this one file."""

    def close(self) -> None:
        """Let go of what the carrier holds open."""


def open_carrier(address: str, password: str | None = None) -> Carrier:
    """The carrier of ``address``: a folder, or ``postgresql://person@server/database``.

    ``password`` is that of the database if it stands neither in the address nor where the
    database's own programs look for it. Nothing is touched yet: the first verb tells whether the
    hub is there. Raises :class:`UserError` for an address that means neither.
    """
    scheme = _scheme(address)
    if scheme in _DATABASES:
        # The dialect and its driver cost a fifth of a second; whoever uses a folder pays nothing.
        from subjob_desk.sync.database_hub import DatabaseHub

        shown, within = split_password(address)
        return DatabaseHub(shown, password if password is not None else within)
    if scheme:
        raise UserError(
            f"“{scheme}” is no kind of hub.",
            "Name a folder that all desks reach, or a PostgreSQL database as"
            " postgresql://person@server/database.",
        )
    if not address.strip() or "\0" in address:
        raise UserError("No hub is named.", "Name the folder that all desks reach.")
    from subjob_desk.sync.folder_hub import FolderHub

    return FolderHub(Path(address.strip()).expanduser().absolute())


def put_beside(carrier: Carrier, name: str, data: bytes) -> tuple[str, bool]:
    """Put ``data`` under ``name`` or, where damaged bytes sit on it, under a spare name.

    Returns the name used and what :meth:`Carrier.put` said. For segments, whose names are hints.
    """
    for spare in spare_names(name):
        try:
            return spare, carrier.put(spare, data)
        except NameTakenError as error:
            taken = error
    raise taken


def split_password(address: str) -> tuple[str, str | None]:
    """An address without its password, and the password, so that only the first is written down.

    Raises :class:`UserError` for what is no address.
    """
    if _scheme(address) not in _DATABASES:
        return address, None
    try:
        parts = urlsplit(address)
    except ValueError as odd:  # a bracket that nothing closes
        raise UserError(*NOT_UNDERSTOOD) from odd
    named, at, place = parts.netloc.rpartition("@")
    person, colon, password = named.partition(":")
    fields = parse_qsl(parts.query, keep_blank_values=True)
    hidden = [value for key, value in fields if key.lower() in _SECRETS]
    shown = urlencode([pair for pair in fields if pair[0].lower() not in _SECRETS], quote_via=quote)
    without = urlunsplit(parts._replace(netloc=f"{person}{at}{place}", query=shown))
    found = [unquote(password)] if colon else hidden
    return without, found[0] if found else None


NOT_UNDERSTOOD: Final = (
    "The address of the hub is not understood.",
    "It looks like postgresql://person@server/database.",
)

_DATABASES: Final = ("postgresql", "postgres")
_SECRETS: Final = ("password", "sslpassword")


def _scheme(address: str) -> str:
    r"""``postgresql`` of ``postgresql://…``; empty for a folder, also ``C:\`` and ``C://``."""
    found = re.match(r"\s*([A-Za-z][A-Za-z0-9+.-]+)://", address)
    return found[1].lower() if found else ""
