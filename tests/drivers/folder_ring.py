"""A credential store that keeps its texts in a folder, as ``keyring`` knows one; it can refuse."""

from pathlib import Path
from typing import ClassVar

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from subjob_desk.sync.system_store import SystemStore


class FolderRing(KeyringBackend):
    """Each text is a file. As on Windows, writing over a text keeps the old one beside it."""

    priority: ClassVar[float] = 5

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_locked = False
        self.forgets = False
        folder.mkdir(exist_ok=True)

    def get_password(self, service: str, username: str) -> str | None:
        """What was kept."""
        file = self._file(service, username)
        return file.read_text(encoding="utf-8") if file.exists() else None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        file = self._file(service, username)
        if file.exists():
            file.replace(file.with_suffix(".before"))
        if not self.forgets:
            file.write_text(password, encoding="utf-8", newline="\n")

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        file = self._file(service, username)
        if not file.exists():
            raise PasswordDeleteError(service)
        file.unlink()

    def texts(self) -> list[str]:
        """Everything that was kept, what lies beside included."""
        return [file.read_text(encoding="utf-8") for file in sorted(self.folder.iterdir())]

    def store(self) -> SystemStore:
        """As the vault uses it."""
        return SystemStore(self)

    def _file(self, service: str, username: str) -> Path:
        if self.is_locked:
            raise KeyringLocked("the ring is locked")
        assert len(service) < 100
        return self.folder / f"{service}+{username}.text"
