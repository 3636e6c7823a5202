"""Whether what a death left is good: opened with the product, looked at, and brought to agree.

Two things left behind that the product opens as the same bytes are brought to agree only once.
"""

import hashlib
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Final

from sqlalchemy import func, select

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.operations import decode
from subjob_desk.domain.sub_job import LIVE
from subjob_desk.store import desk_queries, op_log, segments
from subjob_desk.store import projections as p
from subjob_desk.store.state_digest import state_digest
from subjob_desk.sync.segment import SegmentFaultError, parse
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.safekeeping import Safekeeping
from tests.crash.disk import Tree, lay_out, tree_of
from tests.crash.units import LAPTOP, OFFICE, Pcs, Unit, ids_of
from tests.drivers.shared_office import SharedOffice

_LEFT_OVER: Final = re.compile(r"^(hub|keys)/.*\.[0-9a-f]{8}\.(tmp|part)$")
"""Temporary files with a random name: nobody ever reads one."""


_TURNS: Final = 3
"""In an ordinary run one in so many different ones is brought to agree."""


class Judge:
    """Judges what is left of one unit of work."""

    def __init__(
        self, unit: Unit, pcs: Pcs, before: frozenset[str], done: Tree, *, is_thorough: bool
    ) -> None:
        """``before`` are the entries it began with; ``done`` is what it leaves undisturbed.

        Not thorough, only some of the different ones are brought to agree.
        """
        self._unit, self._pcs, self._before = unit, pcs, before
        self._is_thorough = is_thorough
        self._files_for_sage = _files_for_sage(done)
        self._seen: set[str] = set()
        self._agreed: set[str] = set()
        self.looked_at = 0
        """How many it was asked about; of the same bytes it knows the answer."""

    @property
    def different(self) -> int:
        """How many different ones there were."""
        return len(self._agreed)

    def problems(self, tree: Tree, shown: frozenset[str]) -> list[str]:
        """What is wrong with ``tree``, of which a person had seen the entries ``shown``."""
        self.looked_at += 1
        key = f"{_key(tree)} {len(shown)}"
        if key in self._seen:
            return []
        self.put(tree)
        found = self.problems_there(shown)
        if not found:
            self._seen.add(key)
        return found

    def put(self, tree: Tree) -> None:
        """The PCs are like that now."""
        shutil.rmtree(self._pcs.root, ignore_errors=True)
        lay_out(tree, self._pcs.root)

    def problems_there(self, shown: frozenset[str]) -> list[str]:
        """The same of what lies there."""
        try:
            if not self._unit.is_shared:
                return list(self._of_one_pc(shown))
            return list(self._of_shared(shown))
        except (UserError, OSError, sqlite3.Error) as error:
            return [f"{type(error).__name__}: {error}"]

    def _of_one_pc(self, shown: frozenset[str]) -> Iterator[str]:
        path = self._pcs.root / OFFICE / "rb.sjd"
        with closing(Desk.open(path)) as desk:
            if ids_of(desk.database) != self._before | shown:
                yield "entries are missing"
        if self._is_new():
            with closing(Desk.open(path)) as desk:
                yield from Safekeeping(desk).verify()
            for copy in path.parent.glob("rb.sjd.before-*"):
                if ".part" not in copy.name:
                    yield from _copy_faults(copy.read_bytes(), len(self._before))

    def _of_shared(self, shown: frozenset[str]) -> Iterator[str]:
        with self._pcs.desk(self._unit.pc) as office:
            yield from self._look(office, shown)
        if self._is_new():
            yield from self._agree()

    def _look(self, office: SharedOffice, shown: frozenset[str]) -> Iterator[str]:
        if office.desk.trouble is not None:
            yield f"it may not record any more: {office.desk.trouble}"
        here = ids_of(office.desk.database)
        if missing := (self._before | shown) - here:
            yield f"{len(missing)} entries are lost that were shown as recorded"
        with office.desk.reading() as connection:
            rows = op_log.all_stored(connection, limit=1_000_000)
            kept = segments.rows(connection)
            if not all(segments.lines_of(connection, row) for row in kept):
                yield "a segment is known of which entries are missing"
            if desk_queries.forks(connection):
                yield "a chain forks"
        own = [op for op in (decode(row.stored) for row in rows) if op.actor == office.actor]
        if [op.seq for op in own] != list(range(1, len(own) + 1)):
            yield "the own chain has gaps"
        if [op.prev for op in own[1:]] != [op.id for op in own[:-1]]:
            yield "the own chain does not hang together"
        yield from self._hub_faults(office, here)
        yield from _unknown_files(office)

    def _hub_faults(self, office: SharedOffice, here: frozenset[str]) -> Iterator[str]:
        """Nothing that lies in the hub under this desk's name is missing here."""
        for path in (self._pcs.root / "hub" / "log" / office.actor).rglob("*.sjl"):
            data = path.read_bytes()
            if not data and not self._unit.has_links:
                continue  # only its name was taken so far
            try:
                found = parse(data)
            except SegmentFaultError as fault:
                yield f"{path.name} has its name and is not whole: {fault.said}"
                continue
            if not {decode(line).id for line in found.lines} <= here:
                yield f"{path.name} was published and is missing here"

    def _is_new(self) -> bool:
        """Whether it is another one than all before, and has its turn."""
        key = _key(tree_of(self._pcs.root))
        if key in self._agreed:
            return False
        self._agreed.add(key)
        return self._is_thorough or len(self._agreed) % _TURNS == 1

    def _agree(self) -> Iterator[str]:
        """Two exchanges bring all desks equal, nothing went out twice, and work goes on."""
        with self._pcs.desk(OFFICE) as office, self._pcs.desk(LAPTOP) as laptop:
            mine = office if self._unit.pc == OFFICE else laptop
            yield from self._finish_export(office)
            other = laptop if mine is office else office
            for one in (mine, other, mine):
                one.exchange()
            last = mine.draft("099")
            for one in (mine, other, mine):
                one.exchange()
            yield from mine.findings()
            yield from _disagreements(office, laptop)
            if not (office.exists(last) and laptop.exists(last)):
                yield "what was recorded afterwards did not reach everybody"

    def _finish_export(self, office: SharedOffice) -> Iterator[str]:
        """What is recorded gets its files, what is not yet is exported; each acceptance once."""
        if not self._files_for_sage:
            return
        office.exporting.mend()
        office.exchange()  # nothing goes out before what the system refused to read is read
        with office.by("Dora"):
            for row in office.exporting.missing():
                office.exporting.write_again(row.id)
        office.export()
        with office.desk.reading() as connection:
            query = select(func.count()).where(p.export.c.state.in_(LIVE))
            counts = connection.execute(query.group_by(p.export.c.acceptance)).scalars().all()
        if set(counts) - {1}:
            yield "an acceptance was exported twice"
        if _files_for_sage(tree_of(self._pcs.root)) != self._files_for_sage:
            yield "the files for Sage are not what they would have been"


def _key(tree: Tree) -> str:
    made = hashlib.blake2b(digest_size=16)
    for name, data in sorted(tree.items()):
        is_left_over = _LEFT_OVER.match(name) is not None
        known, content = (name[:-12], b"") if is_left_over else (name, data or b"")
        made.update(f"{known}\0{is_left_over}\0{len(content)}\0".encode())
        made.update(content)
    return made.hexdigest()


def _disagreements(office: SharedOffice, laptop: SharedOffice) -> Iterator[str]:
    if _digest(office) != _digest(laptop):
        yield "the desks do not agree"
    if ids_of(office.desk.database) != ids_of(laptop.desk.database):
        yield "the desks do not hold the same"
    for one in (office, laptop):
        status = one.sharing.status()
        if one.sharing.forks() or status.quarantined or status.refused or status.held:
            yield f"something is amiss: {status}"
        if status.outbox:
            yield "something was not published"


def _digest(office: SharedOffice) -> str:
    with office.desk.reading() as connection:
        return state_digest(connection)


def _unknown_files(office: SharedOffice) -> Iterator[str]:
    """Files with a name of ours, of which the log knows nothing."""
    known = {row.file for row in office.exporting.batches()}
    for path in office.out.glob("*.jce"):
        if str(path) not in known:
            yield f"{path.name} was written and is not recorded"


def _files_for_sage(tree: Tree) -> Tree:
    return {name: data for name, data in tree.items() if name.endswith(".jce")}


def _copy_faults(data: bytes, entries: int) -> Iterator[str]:
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(data)
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            yield "the copy from before does not hold together"
        if copy.execute("SELECT count(*) FROM operation").fetchone() != (entries,):
            yield "the copy from before is not whole"
