"""The log file and the report a user can hand on after a fault; no Qt.

A report names no person, company, folder or amount: what could tell one is taken out.
"""

import getpass
import logging
import platform
import re
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from subjob_desk import __version__

_BYTES: Final = 1_000_000
_FILES: Final = 3
_LAST_LINES: Final = 60
_QUOTED: Final = re.compile(r"'[^'\n]{3,}'|\"[^\"\n]{3,}\"")
_NUMBER: Final = re.compile(r"\b\d[\d,]*\.\d\d\b")
_PATH: Final = re.compile(r"(?:[A-Za-z]:\\|/)(?:[^\s\\/:\"'<>|]+[\\/])+")


def start_log(folder: Path) -> Path:
    """Write a rotating log into ``folder`` from now on; returns its file.

    A folder that cannot be written leaves the program without a log, never without a start.
    """
    file = folder / "subjob-desk.log"
    log = logging.getLogger("subjob_desk")
    log.setLevel(logging.INFO)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            file, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True
        )
    except OSError:
        return file
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    log.addHandler(handler)
    return file


def stop_log() -> None:
    """Close the log's file."""
    log = logging.getLogger("subjob_desk")
    for handler in tuple(log.handlers):
        log.removeHandler(handler)
        handler.close()


def report(fault: str, log_file: Path | None = None, more: tuple[str, ...] = ()) -> str:
    """The text of a report: program, system, the fault and the end of the log, redacted."""
    lines = [
        f"SubJob Desk {__version__}",
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}",
        "frozen build" if getattr(sys, "frozen", False) else "from Python",
        *more,
        "",
        redact(fault.strip()),
    ]
    last = _last_lines(log_file)
    if last:
        lines += ["", f"The last {len(last)} lines of the log:", *map(redact, last)]
    return "\n".join(lines) + "\n"


def redact(text: str) -> str:
    """``text`` without folders, quoted values, amounts and the name of the user."""
    text = _PATH.sub("…/", text)
    text = _QUOTED.sub("'…'", text)
    text = _NUMBER.sub("#.##", text)
    user = _user()
    if len(user) > 2:
        text = re.sub(re.escape(user), "USER", text, flags=re.IGNORECASE)
    return text


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _last_lines(file: Path | None) -> list[str]:
    if file is None:
        return []
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.splitlines()[-_LAST_LINES:]
