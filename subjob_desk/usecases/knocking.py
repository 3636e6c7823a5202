"""One window per company: who opens a file that is open already knocks at the window that has it.

A knock is a small file beside the company, taken away by the window that answers.
"""

from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from subjob_desk.disk import give_name
from subjob_desk.domain.ids import new_id
from subjob_desk.store.engines import side_file

_ENDING: Final = ".knock"


class Knock(msgspec.Struct, frozen=True):
    """What the window is to come to the front for."""

    packet: str = ""
    """The absolute path of a packet to take in; empty: to be seen, no more."""


def knock(company: Path, packet: Path | None) -> bool:
    """Knock at the window that has ``company`` open; false if somebody else is at the door."""
    wanted = Knock("" if packet is None else str(packet.absolute()))
    note = _note(company)
    written = note.with_name(f"{note.name}-{new_id()}")  # there is a whole knock, or none
    try:
        written.write_bytes(msgspec.json.encode(wanted))
        give_name(written, note)
    except OSError:
        return False
    finally:
        with suppress(OSError):
            written.unlink(missing_ok=True)
    return True


def is_waiting(company: Path) -> bool:
    """Whether a knock was not answered yet."""
    return _note(company).exists()


def withdraw(company: Path) -> None:
    """Nobody came, or nobody waits any more: leave nothing behind."""
    with suppress(OSError):  # somebody is reading it: answered at this very moment
        _note(company).unlink(missing_ok=True)


def answer(company: Path) -> Knock | None:
    """The knock at ``company``, which is then over; ``None`` if there is none, or no whole one."""
    note = _note(company)
    try:
        wanted = msgspec.json.decode(note.read_bytes(), type=Knock)
        note.unlink()
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return wanted


def _note(company: Path) -> Path:
    return side_file(company.resolve(), _ENDING)
