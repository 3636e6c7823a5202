"""The password of a hub that is a database: where it is kept on this PC, and where it is not.

The credential store of the system keeps it for this user; where there is none, only this program
as long as it runs. It never stands in the company file, nor in an address that is shown.
"""

from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from subjob_desk.domain.errors import UserError
from subjob_desk.settings import hub_password
from subjob_desk.sync.carrier import split_password
from subjob_desk.sync.system_store import system_store

_until_the_end: Final[dict[str, str]] = {}
"""By address, where nothing else keeps them: there is no credential store, or it refused."""


def is_database(address: str) -> bool:
    """Whether an address is that of a database, which may ask for a password."""
    return address.strip().lower().startswith(("postgresql://", "postgres://"))


def with_password(address: str, password: str) -> str:
    """The address with its password in it, for whoever takes them as one; never to be shown."""
    if not password or not is_database(address):
        return address
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # whoever reaches for it says what is wrong with it
        return address
    named, at, place = parts.netloc.rpartition("@")
    person = named.partition(":")[0]
    secret = quote(password, safe="")
    return urlunsplit(parts._replace(netloc=f"{person}:{secret}{at or '@'}{place}"))


def without_password(address: str) -> tuple[str, str]:
    """An address as it may be shown, and the password that stood in it; empty for none."""
    shown, within = split_password(address)
    return shown, within or ""


def known_password(address: str) -> str | None:
    """The password to use for an address without one: the environment's, else the one kept.

    Raises :class:`UserError` if the credential store is locked.
    """
    given = hub_password()
    if given is not None or not is_database(address):
        return given
    if address in _until_the_end:
        return _until_the_end[address]
    store = system_store()
    return store.get(_name(address)) if store is not None else None


def keep_password(address: str) -> None:
    """A hub was reached under this address: its password is used from now on, if it has one."""
    shown, within = split_password(address)
    if within is None:
        return
    if _is_kept(_name(shown), within):
        _until_the_end.pop(shown, None)
    else:
        _until_the_end[shown] = within  # it is asked for again after the next start


def _is_kept(name: str, password: str) -> bool:
    store = system_store()
    if store is None:
        return False
    try:
        if store.get(name) != password:
            store.remove(name)
            store.put(name, password)
    except UserError:
        return False
    return True


def _name(address: str) -> str:
    return f"hub {quote(address, safe='')}"
