"""Where this program's files lie, and what one person's window remembers on this PC.

No Qt, no company data: company settings are operations, see ``usecases.administering``.
"""

import json
import os
import sys
from pathlib import Path
from typing import Final

import platformdirs

NAME: Final = "SubJob Desk"
COMPANY_SUFFIX: Final = ".sjdesk"
"""What company files are called by default; any other extension will do."""
_RECENT_LIMIT: Final = 8


def resource_folder() -> Path:
    """The folder with icons, styles, help and samples: frozen build, source tree or wheel.

    Raises ``FileNotFoundError`` when the program was installed without its resources.
    """
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [package.parent / "resources", package / "resources"]
    if frozen is not None:
        candidates.insert(0, Path(frozen) / "resources")
    for folder in candidates:
        if (folder / "styles" / "desk.qss").is_file():
            return folder
    msg = f"resources are in none of {', '.join(str(folder) for folder in candidates)}"
    raise FileNotFoundError(msg)


def data_folder() -> Path:
    """The per-user local folder for company files and logs (never roaming, never Documents)."""
    return platformdirs.user_data_path(NAME, appauthor=False, roaming=False)


def desks_folder() -> Path:
    """What this PC remembers of the desks on it: their keys, and what they have published.

    On this PC only, never roaming. ``SUBJOB_DESK_KEYS`` names another folder, for a PC on which
    several people share one.
    """
    elsewhere = os.environ.get("SUBJOB_DESK_KEYS", "")
    return Path(elsewhere) if elsewhere else data_folder() / "desks"


def hub_password() -> str | None:
    """``SUBJOB_DESK_HUB_PASSWORD``: of a hub that is a database, and asks for one."""
    return os.environ.get("SUBJOB_DESK_HUB_PASSWORD")


def log_folder() -> Path:
    """The per-user folder of the log files."""
    return platformdirs.user_log_path(NAME, appauthor=False)


def settings_file() -> Path:
    """The file in which the window's settings are remembered."""
    return platformdirs.user_config_path(NAME, appauthor=False, roaming=False) / "window.json"


class Settings:
    """What the window remembers between two starts; loss of the file loses only comfort."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or settings_file()
        self._values: dict[str, object] = self._read()

    def text(self, name: str, default: str = "") -> str:
        """The remembered text, or ``default``."""
        value = self._values.get(name)
        return value if isinstance(value, str) else default

    def number(self, name: str, default: int = 0) -> int:
        """The remembered whole number, or ``default``."""
        value = self._values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def texts(self, name: str) -> tuple[str, ...]:
        """The remembered list of texts; empty when there is none."""
        value = self._values.get(name)
        if not isinstance(value, list):
            return ()
        return tuple(item for item in value if isinstance(item, str))

    def remember(self, name: str, value: str | int | tuple[str, ...]) -> None:
        """Keep ``value`` under ``name``, at once; a folder that cannot be written is ignored."""
        stored = list(value) if isinstance(value, tuple) else value
        if self._values.get(name) == stored:
            return
        self._values[name] = stored
        self._write()

    def recent(self) -> tuple[Path, ...]:
        """Company files opened lately, newest first, missing ones left out."""
        return tuple(path for path in map(Path, self.texts("recent")) if path.is_file())

    def opened(self, path: Path) -> None:
        """Put ``path`` in front of the recent companies."""
        text = str(path.resolve())
        others = [other for other in self.texts("recent") if other != text]
        self.remember("recent", (text, *others[: _RECENT_LIMIT - 1]))

    def _read(self) -> dict[str, object]:
        try:
            values = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}

    def _write(self) -> None:
        text = json.dumps(self._values, indent=1, ensure_ascii=False, sort_keys=True)
        beside = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, encoding="utf-8", newline="\n")
            beside.replace(self._file)
        except OSError:
            return
