"""A desk of the product itself: its company file, its recorder, its exchange with the hub.

The heavy half of the simulation; it shows the same as ``pure_desk`` or one of the two is wrong.
"""

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import select

from subjob_desk.domain.batch import Batch
from subjob_desk.domain.company import Company
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.fold import Standing
from subjob_desk.domain.operations import Operation, decode
from subjob_desk.store import (
    desk_queries,
    disowned,
    op_log,
    papers,
    segments,
    state_digest,
)
from subjob_desk.store import projections as p
from subjob_desk.store.database import Database
from subjob_desk.store.delivery import chain_head
from subjob_desk.store.entries import heads_of
from subjob_desk.store.projector import append, batch_of, company_of, standings_of
from subjob_desk.store.recorder import Recorder
from subjob_desk.sync import company_file
from subjob_desk.sync.installation import Installation
from subjob_desk.sync.segment import Header, rebuild
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases import editions
from subjob_desk.usecases.exchange import Terms, exchange, known_company_file
from subjob_desk.usecases.giving_out import Sealing, seal
from subjob_desk.usecases.premises import CopiedError, OlderCopyError, trouble
from subjob_desk.usecases.taking_in import TAKEN, UNKNOWN_DESK, TakingIn
from tests.simulation.hub import Box
from tests.simulation.notes import Note, digest_of, encoded

_ALL: Final = 100_000

Piece = tuple[str, bytes]
"""A segment with a name that a hub may know it by."""


class StoreDesk:
    """What one desk knows, in a company file."""

    def __init__(self, database: Database) -> None:
        """A desk with its company file, open."""
        self.database = database
        self._company, self._actor = database.company_id, database.actor_id
        self._lines: dict[str, bytes] = {}
        self._seen = 0
        self._standings: dict[str, Standing] = {}
        self.look()

    def set_aside(self, path: Path) -> None:
        """Copy the company file as it is now, as a backup or a thief would."""
        own = self.database.path
        self.database.close()
        shutil.copy(own, path)
        self.database = Database.open(own)

    def put_back(self, path: Path) -> None:
        """The company file is again what it was then."""
        own = self.database.path
        self.database.close()
        shutil.copy(path, own)
        self.database = Database.open(own)
        self._lines.clear()
        self._seen = 0
        self.look()

    def copy(self) -> "StoreDesk":
        """Backups are made of desks without a store only."""
        raise NotImplementedError

    # --- writing -------------------------------------------------------------------------------

    def take(self, lines: Sequence[bytes]) -> None:
        """Take stored entries, in any order."""
        if lines:
            with self.database.write() as connection:
                append(connection, [decode(line) for line in lines])
            self.look()

    def write(self, who: str, notes: Sequence[Note], at: str) -> list[Operation]:
        """Record what one act of a person says."""
        with self.database.write() as connection:
            recorder = Recorder(
                connection, company=self._company, actor=self._actor, who=who, at=at, app="1.0.0"
            )
            made = [
                recorder.note(note.sub, note.fact, to=note.to, digest=note.digest) for note in notes
            ]
            recorder.commit()
        self.look()
        return made

    def look(self) -> None:
        """Something was written: read what is new."""
        self._standings.clear()
        with self.database.read() as connection:
            for row in op_log.all_stored(connection, self._seen, _ALL):
                self._lines[row.id] = row.stored
                self._seen = row.n

    # --- asking --------------------------------------------------------------------------------

    def next_entry(self) -> tuple[int, str, int]:
        """Number, entry before and reach of the registrar for the next entry of this desk."""
        with self.database.read() as connection:
            (_registrar, reach), (seq, prev) = chain_head(connection, self._actor)
        return seq + 1, prev, reach

    def heads(self, key: str) -> tuple[str, ...]:
        """The newest entries of one object."""
        with self.database.read() as connection:
            return heads_of(connection, [key]).get(key, ())

    def reach(self, actor: str) -> int:
        """The number of the newest entry of a desk."""
        with self.database.read() as connection:
            return desk_queries.reached(connection, actor)

    def head_of(self, actor: str) -> tuple[int, str] | None:
        """The newest entry of a desk whose chain does not fork."""
        if actor in self.forked():
            return None
        with self.database.read() as connection:
            return desk_queries.heads(connection).get(actor)

    def forked(self) -> dict[str, list[tuple[int, str]]]:
        """The last entries of all branches of chains that fork."""
        with self.database.read() as connection:
            found = desk_queries.forks(connection)
        return {one.actor: sorted((b.last, b.tip) for b in one.branches) for one in found}

    def lines(self) -> dict[str, bytes]:
        """Every entry that arrived, by id."""
        return dict(self._lines)

    def disowned(self) -> set[str]:
        """What a lost key signed after its time."""
        with self.database.read() as connection:
            return disowned.known(connection)

    def own(self) -> list[Operation]:
        """The entries of this desk, by number."""
        found = [op for op in map(decode, self._lines.values()) if op.actor == self._actor]
        return sorted(found, key=lambda op: (op.seq, op.id))

    def company(self) -> Company:
        """The company."""
        with self.database.read() as connection:
            found = company_of(connection)
        assert found is not None
        return found

    def batch(self, batch_id: str) -> Batch | None:
        """A batch."""
        with self.database.read() as connection:
            return batch_of(connection, batch_id)

    def batches(self) -> list[str]:
        """All batches."""
        return [key.removeprefix("batch ") for key in self._keys() if key.startswith("batch ")]

    def subs(self) -> list[str]:
        """All objects that sub jobs are recorded under."""
        keys = self._keys()
        return [key for key in keys if key and not key.startswith(("batch ", "desk "))]

    def _keys(self) -> list[str]:
        with self.database.read() as connection:
            query = select(p.entry.c.sub).where(p.entry.c.status.not_in(p.NOT_DELIVERED))
            return sorted(set(connection.execute(query).scalars()))

    def standing(self, sub: str) -> Standing:
        """Where a sub job stands."""
        if sub not in self._standings:
            with self.database.read() as connection:
                self._standings[sub] = standings_of(connection, [sub]).get(sub, Standing())
        return self._standings[sub]

    def mark(self, sub: str) -> bytes:
        """Where a sub job stands, as bytes."""
        return encoded(self.standing(sub))

    def statuses(self) -> dict[str, str]:
        """What became of every entry that arrived."""
        with self.database.read() as connection:
            rows = connection.execute(select(p.entry.c.id, p.entry.c.status)).all()
        return {row.id: row.status for row in rows}

    def refused(self) -> dict[str, str]:
        """Reason by id of every delivered entry that has no effect."""
        with self.database.read() as connection:
            query = select(p.entry.c.id, p.entry.c.reason).where(p.entry.c.status == "refused")
            return {row.id: row.reason for row in connection.execute(query)}

    def digest(self) -> str:
        """One number for everything that is folded."""
        return digest_of(self)

    def own_digest(self) -> str:
        """What the store says of itself, which checkpoints carry."""
        with self.database.read() as connection:
            return state_digest.state_digest(connection)


class StorePost:
    """The way of such a desk to the hub: the product's own."""

    def __init__(self, desk: StoreDesk, box: Box, installation: Installation) -> None:
        """``installation``: what the PC remembers outside the company file."""
        self._desk = desk
        self._box = box
        self.installation = installation
        self._known: dict[str, Piece] = {}

    def exchange(self, key: SigningKey, who: str, now: dt.datetime) -> None:
        """One exchange with the hub."""
        sealing = None if self.trouble() else Sealing(key, self.installation)
        exchange(self._desk.database, self._box, Terms(now, sealing=sealing, who=who))
        self._desk.look()

    def trouble(self) -> UserError | None:
        """Why nothing is recorded at this desk, if so: by what its PC remembers."""
        found = trouble(self._desk.database, self._desk.company(), self.installation, None)
        return found if isinstance(found, OlderCopyError | CopiedError) else None

    @property
    def card(self) -> bytes:
        """The company file that holds here."""
        with self._desk.database.read() as connection:
            return papers.get(connection, papers.COMPANY_FILE) or b""

    def follow(self, card: bytes) -> None:
        """A company file comes in a packet."""
        said = company_file.parse(card)
        if not self.card or editions.judged(said, card, self.card).outcome == TAKEN:
            with self._desk.database.write() as connection:
                editions.follow(connection, said, card)
            self._desk.look()

    def seal(self, key: SigningKey, now: dt.datetime) -> None:
        """Make segments of own entries; from here on they exist."""
        seal(self._desk.database, Sealing(key, self.installation), now, on_demand=True)

    def pieces(self) -> dict[str, Piece]:
        """All segments held here."""
        with self._desk.database.read() as connection:
            for row in segments.rows(connection):
                if row.signature not in self._known:
                    lines = segments.lines_of(connection, row)
                    made = Header(self._desk.database.company_id, row.actor, row.first, row.last)
                    data = rebuild(made, lines, row.sha256, row.signature)
                    name = f"again/{row.actor}-{row.first}.sjl"
                    self._known[row.signature] = name, data
        return self._known

    def accept(self, pieces: dict[str, Piece]) -> None:
        """Take the segments of a packet in."""
        mine = self.pieces()
        new = [data for signature, (_name, data) in pieces.items() if signature not in mine]
        if new:
            taking = TakingIn(self._desk.database, known_company_file(self._desk.database))
            again = [data for data in new if taking.take(data).outcome == UNKNOWN_DESK]
            for data in again:  # whose key it is may have stood in a later piece
                taking.take(data)
            self._desk.look()
