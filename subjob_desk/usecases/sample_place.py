"""Where the copies of the sample company lie: a fresh one each time, old ones cleared away.

What the sample holds is ``sample``'s.
"""

from contextlib import suppress
from pathlib import Path
from typing import Final

from subjob_desk.domain.errors import UserError
from subjob_desk.settings import COMPANY_SUFFIX
from subjob_desk.store.lock import WritingLock

_NAME: Final = "Sample company"
_FOLDER: Final = "Samples"
_SIDES: Final = ("-wal", "-shm", "-journal", ".lock", ".holder")
"""What lies beside a company file because of it."""


def new_sample_path(data: Path) -> Path:
    """A path for a fresh copy below the data folder, in a folder made for it.

    Copies of before go first, unless one is open or holds a file that is not the program's.
    Raises :class:`UserError` if no folder can be made there.
    """
    folder = data / _FOLDER
    for old in sorted(folder.iterdir()) if folder.is_dir() else ():
        if old.name.isdecimal() and old.is_dir():
            _clear(old)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _free(folder) / f"{_NAME}{COMPANY_SUFFIX}"
    except OSError as error:
        raise UserError(
            f"The folder {folder} cannot be made.",
            "Check that you may write there and that the disk has room.",
        ) from error


def is_sample(path: Path) -> bool:
    """Whether the company file is one of these copies."""
    copy = path.parent
    return path.stem == _NAME and copy.name.isdecimal() and copy.parent.name == _FOLDER


def sample_exports(path: Path) -> Path | None:
    """The folder of its own that the sample at ``path`` exports into; ``None`` for a company."""
    return path.parent / f"{path.stem} exports" if is_sample(path) else None


def _free(folder: Path) -> Path:
    number = 1
    while True:
        copy = folder / str(number)
        with suppress(FileExistsError):
            copy.mkdir()
            return copy
        number += 1


def _clear(copy: Path) -> None:
    """Remove a copy that nobody has open; what the program did not write stays, and with it all."""
    company = copy / f"{_NAME}{COMPANY_SUFFIX}"
    with suppress(OSError, UserError):
        with WritingLock(company):
            files = _own_files(copy, company)
            if files is None:
                return
            company.unlink(missing_ok=True)
        for file in files:
            file.unlink(missing_ok=True)
        exports = copy / f"{_NAME} exports"
        if exports.is_dir():
            exports.rmdir()
        copy.rmdir()


def _own_files(copy: Path, company: Path) -> list[Path] | None:
    """All files of the copy; ``None`` if one of them is not the program's."""
    exports = copy / f"{_NAME} exports"
    sides = {f"{company.name}{side}" for side in _SIDES} | {company.name}
    found = []
    for path in copy.rglob("*"):
        is_export = path.parent == exports and path.suffix == ".jce" and path.name[:3] == "SJ_"
        if path == exports:
            continue
        if not (is_export or (path.parent == copy and path.name in sides)):
            return None
        found.append(path)
    return found
