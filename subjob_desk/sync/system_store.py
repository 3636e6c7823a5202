"""The credential store of the system: Windows' Credential Manager, a desktop's key ring.

The one module that knows ``keyring``; it is loaded when a key is asked for, not before.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Final

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.key_slots import CredentialStore

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE: Final = "SubJob Desk"
_TRUSTED: Final = 1
"""Less has only what keeps nothing, or keeps it in plain text."""


class SystemStore:
    """A store as ``keyring`` knows it."""

    def __init__(self, backend: KeyringBackend) -> None:
        self._backend = backend
        self._faults = _faults()

    def get(self, name: str) -> str | None:
        """See :class:`CredentialStore`."""
        try:
            return self._backend.get_password(f"{_SERVICE} {name}", name)
        except self._faults as error:
            raise _refused(error) from error

    def put(self, name: str, text: str) -> None:
        """See :class:`CredentialStore`."""
        try:
            self._backend.set_password(f"{_SERVICE} {name}", name, text)
            kept = self._backend.get_password(f"{_SERVICE} {name}", name)
        except self._faults as error:
            raise _refused(error) from error
        if kept != text:
            raise UserError(
                "The credential store of this PC did not keep the key of this desk.",
                "Let IT check it; on Windows: Credential Manager.",
            )

    def remove(self, name: str) -> None:
        """See :class:`CredentialStore`."""
        if self.get(name) is None:
            return
        try:
            self._backend.delete_password(f"{_SERVICE} {name}", name)
        except self._faults as error:
            raise _refused(error) from error


@cache
def system_store() -> CredentialStore | None:
    """The store of this PC; ``None`` if there is none that is worth its name."""
    import keyring
    from keyring.backends.Windows import WinVaultKeyring

    backend = keyring.get_keyring()
    if backend.priority < _TRUSTED:
        return None
    if isinstance(backend, WinVaultKeyring):
        backend.persist = "local machine"  # a key never roams: another PC is another desk
    return SystemStore(backend)


def _faults() -> tuple[type[Exception], ...]:
    """What the stores below ``keyring`` raise, for it translates not all of it."""
    from keyring.errors import KeyringError

    found: list[type[Exception]] = [KeyringError, OSError, RuntimeError]
    if sys.platform == "win32":
        from win32ctypes.pywin32 import pywintypes

        found.append(pywintypes.error)
    elif sys.platform == "linux":
        from jeepney.wrappers import DBusErrorResponse
        from secretstorage.exceptions import SecretStorageException

        found += [SecretStorageException, DBusErrorResponse]
    return tuple(found)


def _refused(error: Exception) -> UserError:
    return UserError(
        f"The credential store of this PC refused: {error}.",
        "Unlock it, or sign in to the PC again; then try again.",
    )
