"""Put a finished file into the export folder so that Sage sees all of it or nothing.

The order of events is that of ``sage-jce.md`` section 7, rule 3. The bytes are the writer's.
"""

import os
import re
import secrets
import stat
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

from subjob_desk.disk import give_name, sync_folder
from subjob_desk.domain.errors import UserError
from subjob_desk.sage.file_content import FileContent
from subjob_desk.sage.layout import Profile
from subjob_desk.sage.names import TEMPORARY
from subjob_desk.sage.profile import load_profile
from subjob_desk.sage.readback import check_readable, check_reads_as
from subjob_desk.sage.world import another_file, world_faults

_TOKEN_BYTES: Final = 4


def write_atomically(
    folder: Path,
    name: str,
    data: bytes,
    *,
    before_final: Callable[[], None],
    profile: Profile | None = None,
    content: FileContent | None = None,
) -> Path:
    """Write ``data`` as ``name`` into ``folder`` and return where it is.

    A temporary file is written, flushed to the disk, read back with our own reader and compared
    with ``content`` (without it: read without a fault); then ``before_final`` commits; then the
    file gets its name, never replacing another. The very same file being there already counts as
    written. If ``before_final`` raises, no file is left and the exception goes on; if the name
    cannot be given after it, the temporary file stays, for :func:`finish` to complete.
    ``profile`` is the one ``data`` was rendered by; the shipped default if left out.

    Raises :class:`UserError` for what the world refuses and for another file of that name.
    Raises ``ValueError`` if the bytes do not read as ``content``.
    """
    if not name or Path(name).name != name or name.endswith(TEMPORARY):
        raise ValueError(f"no name of an interchange file: {name!r}")
    final = folder / name
    with world_faults(folder, name):
        there = _is_there(final, data)
    if there:
        _check(data, profile, content)
        before_final()
    else:
        _write_new(final, data, before_final, profile, content)
    with suppress(UserError, OSError):  # what stays behind is found again at the next start
        for leftover in leftovers(folder, name):
            _discard(leftover)
    return final


def finish(temporary: Path, final: Path) -> Path:
    """Give a temporary file its final name, never replacing another; also after a crash.

    The very same file being there already counts as done. Raises :class:`UserError` for what the
    world refuses, for another file of that name, and if the temporary file is gone.
    """
    with world_faults(final.parent, final.name):
        if not temporary.exists():
            raise UserError(
                f"The temporary file {temporary} is no longer there.", "Write the batch again."
            )
        try:
            give_name(temporary, final)
        except FileExistsError:
            if _is_name_only(final):
                temporary.replace(final)
            else:
                _is_there(final, temporary.read_bytes())
        temporary.unlink(missing_ok=True)
        sync_folder(final.parent)
    return final


def leftovers(folder: Path, name: str) -> tuple[Path, ...]:
    """Temporary files for ``name`` that a crash left in ``folder``."""
    ours = re.compile(
        rf"{re.escape(name)}\.[0-9a-f]{{{_TOKEN_BYTES * 2}}}{re.escape(TEMPORARY)}", re.ASCII
    )
    with world_faults(folder, name), os.scandir(folder) as entries:
        return tuple(sorted(folder / entry.name for entry in entries if ours.fullmatch(entry.name)))


def _write_new(
    final: Path,
    data: bytes,
    before_final: Callable[[], None],
    profile: Profile | None,
    content: FileContent | None,
) -> None:
    temporary = final.with_name(f"{final.name}.{secrets.token_hex(_TOKEN_BYTES)}{TEMPORARY}")
    with ExitStack() as undone:
        undone.callback(_discard, temporary)
        with world_faults(final.parent, final.name):
            written = _write(temporary, data)
        if written != data:
            raise UserError(
                f"What was read back from {final.parent} is not what was written there.",
                "The drive may be failing: choose another folder for the export.",
            )
        _check(written, profile, content)
        before_final()
        undone.pop_all()
    finish(temporary, final)


def _write(temporary: Path, data: bytes) -> bytes:
    """Write through to the disk, and what can be read there afterwards."""
    with temporary.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return temporary.read_bytes()


def _check(data: bytes, profile: Profile | None, content: FileContent | None) -> None:
    used = profile or load_profile()
    if content is None:
        check_readable(used, data)
    else:
        check_reads_as(used, content, data)


def _is_there(final: Path, data: bytes) -> bool:
    """Whether exactly this file is there. Raises :class:`UserError` if it is another one."""
    if not os.path.lexists(final):
        return False
    if not final.is_file() or final.stat().st_size != len(data) or final.read_bytes() != data:
        raise another_file(final)
    return True


def _is_name_only(final: Path) -> bool:
    """Whether a crash came between taking the name and moving the file to it.

    Where files have one name only, an empty file takes it first.
    """
    state = final.lstat()
    return stat.S_ISREG(state.st_mode) and state.st_size == 0


def _discard(temporary: Path) -> None:
    """Remove a file of ours; a temporary one that resists is found again as a leftover."""
    with suppress(OSError):
        temporary.unlink(missing_ok=True)
