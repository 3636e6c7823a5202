"""The names of interchange files: by company, batch number and kind, and never used twice."""

import os
import re
from pathlib import Path
from typing import Final

from subjob_desk.sage.file_content import KINDS
from subjob_desk.sage.world import world_faults

TEMPORARY: Final = ".part"
"""Ends the name of a file that is still being written: no import dialog offers it."""

_COMPANY: Final = re.compile(
    r'[^\x00-\x1f<>:"/\\|?*.\s](?:[^\x00-\x1f<>:"/\\|?*]*[^\x00-\x1f<>:"/\\|?*.\s])?'
)


def file_name(company_code: str, number: int, kind: str, extension: str = "jce") -> str:
    """``SJ_RB_000123_ORIGINAL.jce``. Raises ``ValueError`` for what no name can be made of."""
    return f"{_stem(company_code, number, kind)}.{extension}"


def reject_name(company_code: str, number: int, kind: str, extension: str = "jce") -> str:
    """The name proposed for Sage's reject file: ``SJ_RB_000123_ORIGINAL_REJ.jce``."""
    return f"{_stem(company_code, number, kind)}_REJ.{extension}"


def newest_file(folder: Path, company_code: str) -> tuple[int, Path] | None:
    """The highest batch number among the company's files in ``folder``, and its file, if any.

    Higher than our own means this company file is an older copy (``sage-jce.md`` section 7).
    Raises :class:`UserError` if the folder cannot be read.
    """
    ours = re.compile(rf"SJ_{re.escape(_checked(company_code))}_([0-9]{{6,}})_.*", re.IGNORECASE)
    with world_faults(folder), os.scandir(folder) as entries:
        found = [
            (-int(match[1]), entry.name)
            for entry in entries
            # A temporary file may belong to a batch that was never recorded.
            if (match := ours.fullmatch(entry.name)) and not entry.name.endswith(TEMPORARY)
        ]
    if not found:
        return None
    number, name = min(found)  # of one batch the file itself comes before its reject file
    return -number, folder / name


def _stem(company_code: str, number: int, kind: str) -> str:
    if kind not in KINDS or not 0 < number <= 999_999:
        raise ValueError(f"no batch is called {number} {kind}")
    return f"SJ_{_checked(company_code)}_{number:06d}_{kind}"


def _checked(company_code: str) -> str:
    if _COMPANY.fullmatch(company_code) is None:
        raise ValueError(f"no file name can carry the company code {company_code!r}")
    return company_code
