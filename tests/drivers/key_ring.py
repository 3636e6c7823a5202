"""A credential store of the system for desks in processes of their own: one file, plain.

Chosen by ``PYTHON_KEYRING_BACKEND=key_ring.FileKeyRing``; ``TEST_KEY_RING`` names the file.
"""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class FileKeyRing(KeyringBackend):
    """Keeps what it is given, as the credential store of an office PC does."""

    priority = 5.0

    def get_password(self, service: str, username: str) -> str | None:
        """What was kept; ``None`` for nothing."""
        return self._read().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self._write({**self._read(), f"{service} {username}": password})

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        kept = self._read()
        if kept.pop(f"{service} {username}", None) is None:
            raise PasswordDeleteError(service)
        self._write(kept)

    def _read(self) -> dict[str, str]:
        file = _file()
        return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}

    def _write(self, kept: dict[str, str]) -> None:
        _file().write_text(json.dumps(kept), encoding="utf-8", newline="\n")


def _file() -> Path:
    return Path(os.environ["TEST_KEY_RING"])
