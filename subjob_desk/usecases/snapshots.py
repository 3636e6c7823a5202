"""Snapshots: what spares a new desk from folding ten years of entries one by one.

The registrar's desk puts one into the hub now and then; whoever joins begins with the newest.
"""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from subjob_desk.domain.errors import StoppedError, UserError
from subjob_desk.domain.progress import Progress, silent
from subjob_desk.store import meta, op_log, segments, snapshot
from subjob_desk.store.database import Database
from subjob_desk.sync import hub_names
from subjob_desk.sync import snapshot as files
from subjob_desk.sync.blocks import SegmentFaultError
from subjob_desk.sync.carrier import Carrier, FileFaultError, Listed, put_beside
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.snapshot import SnapshotPart
from subjob_desk.usecases.giving_out import Sealing, hint_of
from subjob_desk.usecases.hub_memory import HubMemory
from subjob_desk.usecases.moments import stamp
from subjob_desk.usecases.taking_in import DUPLICATE

WORTH_IT: Final = 5_000
"""Entries beyond the last snapshot that make a new desk wait so long that another is worth it."""

_AGAIN: Final = timedelta(hours=24)

_GROWTH: Final = 1.5
"""And by so much the log has grown since: a hub never gets rid of the old ones."""


def give_if_due(
    database: Database,
    carrier: Carrier,
    sealing: Sealing,
    listed: Iterable[Listed],
    now: datetime,
    progress: Progress = silent,
    worth_it: int = WORTH_IT,
) -> int:
    """The same as :func:`give`, but what stands in its way, or who stops it, stops nothing else.

    It is tried again a day later: joining without one only takes longer.
    """
    with database.read() as connection:
        tried = meta.get(connection, meta.SNAPSHOT_TRIED)
    if tried and timedelta() <= now - datetime.fromisoformat(tried) < _AGAIN:
        return 0
    try:
        return give(database, carrier, sealing, listed, progress, worth_it)
    except (UserError, OSError):
        with database.write() as connection:
            meta.put(connection, meta.SNAPSHOT_TRIED, stamp(now))
        return 0


def give(
    database: Database,
    carrier: Carrier,
    sealing: Sealing,
    listed: Iterable[Listed],
    progress: Progress = silent,
    worth_it: int = WORTH_IT,
) -> int:
    """Put a snapshot into the hub if the last one is far behind; returns how many parts it has.

    Far is ``worth_it`` entries and half as many again as it has. For the registrar's desk, which
    signs it. Raises :class:`UserError` like the carrier.
    """
    with database.read() as connection:
        reach = op_log.count(connection)
        last = int(meta.get(connection, meta.SNAPSHOT) or "0")
    if not any(_is_part(one) for one in listed):
        last = 0
    if reach < max(last + worth_it, last * _GROWTH):
        return 0
    with tempfile.TemporaryDirectory(prefix="subjob-desk-") as folder:
        lean = Path(folder) / "lean.sjdesk"
        # What is in it leaves this PC with it, also what stands in no segment yet.
        sealing.installation.note_published(*snapshot.make(database.path, lean, progress))
        number = 0
        own = database.actor_id
        for data in files.build(lean, database.company_id, own, reach, sealing.key):
            part = files.parse(data)
            number = part.part
            put_beside(carrier, hub_names.snapshot_name(part.whole, number, part.parts), data)
            progress(number, part.parts)
    with database.write() as connection:
        meta.put(connection, meta.SNAPSHOT, str(reach))
    return number


def take(
    carrier: Carrier, company: CompanyFile, actor: str, target: Path, progress: Progress = silent
) -> bool:
    """Make the newest whole snapshot of the hub the company file of the new desk ``actor``.

    ``False``, with nothing written, if there is none that the registrar signed and that holds
    together: the entries themselves are all there, reading them only takes longer.
    """
    found = _newest(_read(carrier, company))
    if not found:
        return False
    try:
        files.unpack(_bodies(carrier, company, found, progress), found[0].whole, target)
        snapshot.adopt(target, company.company, company.registrar, actor, progress)
    except StoppedError:
        snapshot.remove(target)
        raise
    except (SegmentFaultError, FileFaultError, UserError, OSError):
        snapshot.remove(target)
        return False
    return True


def skip_held(database: Database, carrier: Carrier, now: datetime) -> int:
    """Let the files of the hub whose entries came with a snapshot count as read.

    Only those that bear the name of a segment held here to the last digit; returns how many.
    """
    listed = list(carrier.list())
    memory = HubMemory(database, carrier.name, stamp(now), listed)
    with database.read() as connection:
        held = {hint_of(row) for row in segments.rows(connection)}
    known = [one for one in listed if hub_names.hint(one.name) in held]
    for one in known:
        memory.note(one, DUPLICATE)
    memory.flush()
    return len(known)


class _Found(msgspec.Struct, frozen=True):
    """A good part and its name. Its bytes are megabytes: they are fetched again when needed."""

    name: str
    reach: int
    whole: str
    part: int
    parts: int


def _is_part(listed: Listed) -> bool:
    return hub_names.hint(listed.name).kind is hub_names.Kind.SNAPSHOT


def _read(carrier: Carrier, company: CompanyFile) -> list[_Found]:
    good: list[_Found] = []
    for one in carrier.list():
        part = _part(carrier, one.name, company) if _is_part(one) else None
        if part is not None:
            good.append(_Found(one.name, part.reach, part.whole, part.part, part.parts))
    return good


def _part(carrier: Carrier, name: str, company: CompanyFile) -> SnapshotPart | None:
    try:
        part = files.parse(carrier.get(name))
    except (SegmentFaultError, FileFaultError):
        return None
    is_ours = part.company == company.company and part.is_signed_by(company.key)
    return part if is_ours else None


def _newest(parts: list[_Found]) -> list[_Found]:
    """The parts, in their order, of the whole snapshot that reaches furthest."""
    by_whole: dict[tuple[int, str], dict[int, _Found]] = {}
    for part in parts:
        by_whole.setdefault((part.reach, part.whole), {}).setdefault(part.part, part)
    complete = [
        [found[number] for number in sorted(found)]
        for _which, found in sorted(by_whole.items())
        if len(found) == next(iter(found.values())).parts
    ]
    return complete[-1] if complete else []


def _bodies(
    carrier: Carrier, company: CompanyFile, found: list[_Found], progress: Progress
) -> Iterator[bytes]:
    for number, known in enumerate(found, 1):
        part = _part(carrier, known.name, company)
        if part is None or (part.whole, part.part) != (known.whole, number):
            raise SegmentFaultError("damaged", "The snapshot changed while it was read.")
        yield part.body
        progress(number, len(found))
