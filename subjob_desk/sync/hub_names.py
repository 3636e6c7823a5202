"""How files are called in a hub. Names are hints: identity and order stand inside the files.

Small letters, digits, ``-`` and ``.`` only and nothing a user wrote, so that every disk takes them.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final

import msgspec

COMPANY: Final = "company.sj"
README: Final = "readme.txt"
PACKS: Final = "pack/"
"""The folder of the files that hold a month of a desk."""

LENGTH: Final = 60
"""Characters of the longest name, folders included (``sync.md`` section 4)."""

_REMEMBERED: Final = 65_536
"""Names taken apart once: every look into a hub asks the same ones several times."""

_HIGHEST: Final = 99_999_999
_SPARES: Final = 9
_PART: Final = r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?"
_NAME: Final = re.compile(rf"{_PART}(?:/{_PART})*", re.ASCII)
_ACTOR: Final = re.compile(r"(?<![a-z0-9])[a-z2-7]{16}(?![a-z0-9])", re.ASCII)
_MONTH: Final = re.compile(r"(\d{4})-(\d\d)-", re.ASCII)
_RUN: Final = re.compile(r"(?<!\d)(\d{1,9})-(\d{1,9})-([0-9a-f]{8})(?![0-9a-f])", re.ASCII)
_SEGMENT: Final = re.compile(
    r"log/([a-z2-7]{16})/[0-9]{6}/([0-9]{1,9})-([0-9]{1,9})-([0-9a-f]{8})\.sjl", re.ASCII
)
"""As :func:`segment_name` makes them: of these a hub has tens of thousands."""

_PASSING: Final = (".tmp", ".part", ".partial", ".crdownload", ".download", "~")
_FOREIGN: Final = frozenset({"desktop.ini", "thumbs.db", README})
_ENDINGS: Final = re.compile(r"\.(sjpkg|sjl|sjs|sj|req)(?![a-z0-9])", re.ASCII)


class Kind(StrEnum):
    """What a name promises. What the file holds is found out by reading it."""

    COMPANY = "company"
    REQUEST = "request"
    SEGMENT = "segment"
    SNAPSHOT = "snapshot"
    PACKET = "packet"
    UNKNOWN = "unknown"


class Hint(msgspec.Struct, frozen=True):
    """What a name says: the desk (empty if it does not say), and first and last number."""

    kind: Kind
    actor: str = ""
    first: int = 0
    last: int = 0
    hash8: str = ""


_KINDS: Final = {
    "sj": Kind.COMPANY,
    "req": Kind.REQUEST,
    "sjl": Kind.SEGMENT,
    "sjs": Kind.SNAPSHOT,
    "sjpkg": Kind.PACKET,
}


def segment_name(actor: str, first: int, last: int, sha256: str, month: str) -> str:
    """Where a segment goes. ``month`` as :func:`month_of` gives it.

    Whoever publishes the segment again finds the same name. Raises ``ValueError`` for what is no
    desk, no hash, no run of numbers or no month.
    """
    if not 0 < first <= last <= _HIGHEST or not re.fullmatch(r"[0-9]{6}", month, re.ASCII):
        raise ValueError(f"no segment: {first} to {last} of {month!r}")
    if not re.fullmatch(r"[0-9a-f]{8,64}", sha256, re.ASCII):
        raise ValueError(f"no hash: {sha256!r}")
    return f"log/{_of_desk(actor)}/{month}/{first}-{last}-{sha256[:8]}.sjl"


def pack_name(actor: str, first: int, last: int, sha256: str, month: str) -> str:
    """Where a month in one file goes. ``month`` as :func:`month_of` gives it.

    It says which run it holds, like the name of a segment: who holds that need not read it. The
    point keeps the month from being taken for a number of an entry.
    """
    inside = segment_name(actor, first, last, sha256, month).rpartition("/")[2]
    return f"{PACKS}{actor}/{month}.{inside}"


def request_name(actor: str) -> str:
    """Where a new desk's request goes. Raises ``ValueError`` for what is no desk."""
    return f"enrol/{_of_desk(actor)}.req"


def company_name(edition: int, sha256: str) -> str:
    """Where a company file goes: the first under :data:`COMPANY`, later ones beside it.

    Raises ``ValueError`` for what is no hash.
    """
    if not re.fullmatch(r"[0-9a-f]{8,64}", sha256, re.ASCII):
        raise ValueError(f"no hash: {sha256!r}")
    return COMPANY if edition == 1 else f"company-{edition}-{sha256[:8]}.sj"


def snapshot_name(whole: str, part: int, parts: int) -> str:
    """Where a part of a snapshot goes. Raises ``ValueError`` for what is no hash."""
    if not re.fullmatch(r"[0-9a-f]{8,64}", whole, re.ASCII):
        raise ValueError(f"no hash: {whole!r}")
    return f"snap/{whole[:8]}-{part}-{parts}.sjs"


def month_of(at: str) -> str:
    """``202611`` of ``2026-11-22T09:14:03Z``: only a folder, so any clock will do."""
    found = _MONTH.match(at)
    return found[1] + found[2] if found else "000000"


def spare_names(name: str) -> Iterator[str]:
    """``name`` and those to try one after the other where damaged bytes sit on it."""
    yield name
    stem, dot, ending = name.rpartition(".")
    for number in range(2, _SPARES + 1):
        yield f"{stem}-{number}{dot}{ending}"


def check(name: str) -> str:
    """``name`` if a file of ours may be put under it, else ``ValueError``."""
    if len(name) > LENGTH or not _NAME.fullmatch(name):
        raise ValueError(f"no name in a hub: {name!r}")
    return name


@lru_cache(maxsize=_REMEMBERED)
def hint(name: str) -> Hint:
    """What ``name`` says about a file, also as ``5-9-0123abcd (1).sjl`` in another folder."""
    usual = _SEGMENT.fullmatch(name)
    if usual is not None:
        return Hint(Kind.SEGMENT, usual[1], int(usual[2]), int(usual[3]), usual[4])
    *folders, last = name.casefold().split("/")
    ending = _ENDINGS.search(last)
    kind = _KINDS[ending[1]] if ending else Kind.UNKNOWN
    actors = (_ACTOR.search(part) for part in (last, *reversed(folders)))
    actor = next((found[0] for found in actors if found), "")
    run = _RUN.search(last)
    if run is None:
        return Hint(kind, actor)
    return Hint(kind, actor, int(run[1]), int(run[2]), run[3])


def is_foreign(part: str) -> bool:
    """Whether the last part of a name says that the file is never ours: not even looked into.

    What programs leave in every folder, what is still being written, and the readme.
    """
    folded = part.casefold()
    return folded.startswith((".", "~")) or folded.endswith(_PASSING) or folded in _FOREIGN


def _of_desk(actor: str) -> str:
    if not _ACTOR.fullmatch(actor):
        raise ValueError(f"no desk: {actor!r}")
    return actor
