"""The batches written so far: the list, their very text, and their files made good again.

Writing new ones is ``exporting``'s, Sage's answer to them ``answering``'s.
"""

import hashlib
from pathlib import Path

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import Act
from subjob_desk.domain.money import Money, Quantity
from subjob_desk.domain.rights import Person
from subjob_desk.sage.world import world_faults
from subjob_desk.sage.writer import file_name, finish, leftovers, write_atomically
from subjob_desk.store import batch_files, batch_queries
from subjob_desk.store.batch_queries import BatchRecord
from subjob_desk.store.connection import Connection
from subjob_desk.store.projector import batch_of, company_of
from subjob_desk.usecases.batch_bytes import bytes_of_batch
from subjob_desk.usecases.batch_items import CarriedItem, carried_item
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.export_gate import ExportGate
from subjob_desk.usecases.interchange import Profile, profile_of_batch
from subjob_desk.usecases.views import BatchRow


class Batches:
    """The batches of a company, for anybody who may look."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def batches(self) -> list[BatchRow]:
        """All batches, newest first."""
        with self._desk.reading() as connection:
            records = batch_queries.batches(connection)
            kept = batch_files.kept(connection, [record.sha256 for record in records])
        return [self._row(record, record.sha256 in kept) for record in records]

    def quantities(self) -> dict[str, list[tuple[str, Quantity]]]:
        """For each batch, by id, its quantities by unit: hours and square feet are never added.

        Lines without unit and quantity say nothing.
        """
        with self._desk.reading() as connection:
            found = batch_queries.quantities(connection)
        return {
            batch: [(unit, Quantity(sums[unit])) for unit in sorted(sums) if unit or sums[unit]]
            for batch, sums in found.items()
        }

    def numbered(self, number: int) -> BatchRow:
        """The batch with this number. Raises :class:`UserError` if there is none."""
        with self._desk.reading() as connection:
            found = batch_queries.batches(connection, number=number)
            kept = batch_files.kept(connection, [record.sha256 for record in found])
        if not found:
            raise UserError(f"There is no batch {number}.", "See the list of exports.")
        return self._row(found[0], found[0].sha256 in kept)

    def missing(self) -> list[BatchRow]:
        """Batches that wait for Sage's answer and whose file is not to be found, oldest first."""
        return [row for row in reversed(self.batches()) if row.file_missing]

    def batch_text(self, batch_id: str) -> str:
        """The very text of a batch's file."""
        with self._desk.reading() as connection:
            record = batch_queries.batches(connection, batch_id)[0]
            encoding = profile_of(connection, batch_id).encoding
        return bytes_of_batch(self._desk, record).decode(encoding)

    def despite(self, batch_id: str) -> str:
        """Why a batch went out although entries of other desks may have been missing, if so."""
        with self._desk.reading() as connection:
            batch = batch_of(connection, batch_id)
        return "" if batch is None else batch.despite

    def item_of(self, batch_id: str, job: str, extra_code: str) -> CarriedItem | None:
        """The sub job that went out in a batch as this extra; ``None`` if none did."""
        with self._desk.reading() as connection:
            return carried_item(connection, batch_id, job, extra_code)

    def write_again(self, batch_id: str, folder: Path | None = None) -> Path:
        """The very bytes of a batch once more, into its folder or another; returns the path.

        Of a batch of another desk they are made again from the log. Raises :class:`UserError`
        without the right to export: it is a file that can be imported.
        """
        refuse_non_exporter(self._desk.person)
        with self._desk.reading() as connection:
            record = batch_queries.batches(connection, batch_id)[0]
            profile = profile_of(connection, batch_id)
        if record.state != "written":
            raise UserError(
                f"Batch {record.number} is {record.state.replace('-', ' ')}: importing it again "
                "would double what Sage has.",
                "Look at its text here; it is not written again.",
            )
        name = file_name(self._desk.company.settings.code, record.number, record.kind)
        data = bytes_of_batch(self._desk, record)
        target = folder or Path(record.folder)

        def remember() -> None:
            self._remember(record.id, record.number)

        return write_atomically(target, name, data, before_final=remember, profile=profile)

    def mend(self) -> list[str]:
        """Finish what a crash interrupted: temporary files of recorded batches get their name.

        Returns a sentence for each file, also for one that cannot be finished: an old folder that
        fails stops nothing else. A temporary file whose batch was never recorded stays.
        """
        told: list[str] = []
        for row in self.batches():
            final = Path(row.file)
            if row.state != "written" or not is_folder(final.parent):
                continue
            try:
                self._remember(row.id, row.number)
                told += _finished(final, row.sha256)
            except UserError as refused:
                told.append(f"Batch {row.number}: {refused}")
            except OSError as error:
                told.append(f"Batch {row.number}: {in_words(error)}")
        return told

    def _remember(self, batch_id: str, number: int) -> None:
        """As when it was written first: the program may have died before it came to that."""
        if self.is_own(batch_id):
            ExportGate(self._desk).note_written(number)

    def is_own(self, batch_id: str) -> bool:
        """Whether this desk wrote a batch: the folder of another's is one of another PC."""
        with self._desk.reading() as connection:
            author = batch_queries.desk_of(connection, batch_id)
        return author == self._desk.database.actor_id

    def _is_ours(self, batch_id: str, folder: Path) -> bool:
        """Whether a file is this desk's to miss: it wrote it, or can see the folder."""
        return self.is_own(batch_id) or is_folder(folder)

    def _row(self, record: BatchRecord, is_kept: bool) -> BatchRow:
        name = file_name(self._desk.company.settings.code, record.number, record.kind)
        file = Path(record.folder) / name
        is_missing = is_kept and record.state == "written" and not is_there(file)
        return BatchRow(
            record.id,
            record.number,
            record.kind,
            record.date,
            record.state,
            record.sub_jobs,
            record.lines,
            Quantity(record.quantity),
            Money(record.amount),
            record.sha256,
            str(file),
            is_missing and self._is_ours(record.id, file.parent),
            self._desk.company.person_name(record.who),
            record.at,
            record.waiting,
            record.follows,
            Money(record.amount_in_sage),
            Money(record.amount_open),
        )


def refuse_non_exporter(person: Person) -> None:
    """Raise :class:`UserError` unless ``person`` may write and answer batches."""
    reason = person.missing_right(Act.EXPORT, "")
    if reason:
        role = "Ask an administrator for the role, or let an exporter do it."
        raise UserError(reason, role if person.is_proven else "Give it, or let somebody else act.")


def is_there(file: Path) -> bool:
    """Whether ``file`` can be seen; not in a folder that is gone, locked or does not answer."""
    try:
        return file.is_file()
    except OSError:
        return False


def in_words(error: UserError | OSError) -> str:
    """What the world refused, as one sentence."""
    if isinstance(error, UserError):
        return error.problem
    return f"{error.strerror or error}.".replace("..", ".")


def is_folder(folder: Path) -> bool:
    """Whether ``folder`` can be seen; not where it is gone, locked or does not answer."""
    try:
        return folder.is_dir()
    except OSError:
        return False


def _finished(final: Path, sha256: str) -> list[str]:
    """Give ``final`` its name if a leftover is its very file; what was done, in a sentence."""
    told: list[str] = []
    for temporary in leftovers(final.parent, final.name):
        with world_faults(final.parent, final.name):
            data = temporary.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            continue
        is_missing = not is_there(final)
        finish(temporary, final)
        if is_missing:
            told.append(f"Finished writing {final.name}, which was interrupted.")
    return told


def profile_of(connection: Connection, batch_id: str) -> Profile:
    """The profile a batch was written by, whatever the company writes by today."""
    batch = batch_of(connection, batch_id)
    return profile_of_batch(company_of(connection), batch.profile if batch else "")
