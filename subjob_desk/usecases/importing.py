"""Imports: lists from Sage and sheets of sub jobs, first as a preview, then as one act."""

from collections import Counter
from collections.abc import Container
from pathlib import Path

import msgspec

from subjob_desk.documents.mapping import Mapped, mapped_rows
from subjob_desk.documents.sheets_in import read_sheet
from subjob_desk.domain.changes import Changes
from subjob_desk.domain.codes import strip
from subjob_desk.domain.company import LIST_KINDS
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import Created, Fact, ListClosed, ListPart
from subjob_desk.domain.ids import new_id, new_sub_job_id
from subjob_desk.domain.operations import COMPANY
from subjob_desk.domain.progress import FINISHING, Stages, counting, each, silent_stages
from subjob_desk.domain.rights import Role
from subjob_desk.store import lookups, op_log
from subjob_desk.store.connection import Connection
from subjob_desk.usecases.desk import Deed, Desk
from subjob_desk.usecases.importing_sub_jobs import Settled, settle
from subjob_desk.usecases.list_changes import compared, gone, replaces
from subjob_desk.usecases.sheet_lists import ListRead, read_list
from subjob_desk.usecases.sheet_sub_jobs import SheetSpelling, SubJobsRead, read_sub_jobs
from subjob_desk.usecases.views import ImportPreview, Remark
from subjob_desk.usecases.words import counted

KINDS = (*LIST_KINDS, "sub-jobs")

_PART = 500
"""Rows of a list in one entry of the log (``sync.md`` section 1)."""

_SHOWN = {
    "jobs": ("job", "jobs"),
    "extras": ("extra", "extras"),
    "cost-codes": ("cost code", "cost codes"),
    "categories": ("category", "categories"),
}


class _Plan(msgspec.Struct):
    """What belongs to a preview: the parsed sheet, and what it would record."""

    preview: ImportPreview
    at: int
    """Last entry of the log when it was made."""
    listed: ListRead | None = None
    read: SubJobsRead | None = None
    settled: Settled | None = None


class Importing:
    """Imports by the person who acts at the desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk
        self._plan: _Plan | None = None

    def preview(
        self,
        kind: str,
        path: Path,
        *,
        round_to_cents: bool = False,
        progress: Stages = silent_stages,
    ) -> ImportPreview:
        """What importing the sheet would do, row by row; nothing has happened yet.

        Raises :class:`UserError` for a sheet that cannot be read as this ``kind``.
        """
        if kind not in KINDS:
            raise UserError(f"There is no import of '{kind}'.", f"Kinds are: {', '.join(KINDS)}.")
        reading = counting(progress, "rows read")
        mapped = mapped_rows(read_sheet(path, reading), kind, reading)
        if not mapped.rows:
            raise UserError(
                f"{path.name} has no row below its headings.", "Fill in rows and read it again."
            )
        with self._desk.reading() as connection:
            if kind == "sub-jobs":
                plan = self._preview_sub_jobs(
                    connection, mapped, path, progress, rounding=round_to_cents
                )
            else:
                plan = self._preview_list(connection, mapped, kind, path, progress)
        self._plan = plan
        return plan.preview

    def apply(
        self,
        preview: ImportPreview,
        *,
        only_if_all_valid: bool = False,
        progress: Stages = silent_stages,
    ) -> Changes:
        """Do what the preview shows, all valid rows as one act; stopped, the preview stays good.

        Raises :class:`UserError` with nothing done if rows are refused and
        ``only_if_all_valid`` is set, if no row is valid, or if the company changed meanwhile.
        Where nothing differs from the sheet nothing is recorded.
        """
        plan = self._plan
        if plan is None or plan.preview is not preview:
            raise UserError("The preview is out of date.", "Read the sheet again.")
        if only_if_all_valid and preview.refused:
            first = preview.refused[0]
            raise UserError(
                f"{counted(len(preview.refused), 'row')} cannot be taken, so nothing was imported. "
                f"Row {first.row}: {first.message}",
                first.remedy,
            )
        if preview.refused and all(row.outcome == "refuse" for row in preview.rows):
            first = preview.refused[0]
            raise UserError(
                f"No row of {preview.source} can be taken, so nothing was imported. "
                f"Row {first.row}: {first.message}",
                first.remedy,
            )
        apply = self._apply_list if plan.listed else self._apply_sub_jobs
        changes = apply(plan, progress)
        self._plan = None
        return changes

    # --- lists -------------------------------------------------------------------------------

    def _preview_list(
        self, connection: Connection, mapped: Mapped, kind: str, path: Path, progress: Stages
    ) -> _Plan:
        self._refuse_without_list_right()
        read = read_list(
            mapped, kind, self._desk.company.settings, counting(progress, "rows checked")
        )
        if kind == "extras":
            read.remarks.extend(_without_job(read, lookups.project_standings(connection)))
        before = _in_force(connection, kind)
        rows = [*read.refused, *compared(read, before, kind)]
        outcomes = [row.outcome for row in rows]
        missing = gone(connection, kind, before, read)
        preview = ImportPreview(
            kind=kind,
            source=path.name,
            created=outcomes.count("create"),
            updated=outcomes.count("update"),
            skipped=outcomes.count("skip"),
            removed=len(missing),
            rows=tuple(sorted(rows, key=lambda row: row.row)),
            refused=tuple(read.refused),
            remarks=tuple(read.remarks),
            notes=mapped.notes,
            gone=missing,
            replaces=replaces(self._desk.company, kind),
        )
        return _Plan(preview, op_log.last_n(connection), read)

    def _apply_list(self, plan: _Plan, progress: Stages) -> Changes:
        preview, read = plan.preview, plan.listed or ListRead()
        rows = list(read.rows.values())
        with self._desk.deed() as deed:
            if op_log.last_n(deed.connection) != plan.at:
                _refuse_if_list_changed(deed, preview, read)
            if not preview.created + preview.updated + preview.removed:
                return deed.done(f"The list is as in {preview.source} already.")
            list_id = new_id()
            for start in range(0, len(rows), _PART):
                progress("rows prepared", start, len(rows))
                part = tuple(rows[start : start + _PART])
                deed.note(COMPANY, ListPart(list_id, preview.kind, part))
            version = deed.company.lists.get(preview.kind)
            number = version.number + 1 if version else 1
            deed.note(COMPANY, ListClosed(list_id, preview.kind, preview.source, number, len(rows)))
            left = f", {preview.removed:,} no longer on it" if preview.removed else ""
            progress(FINISHING, 0, 0)
            return deed.done(
                f"Imported {counted(len(rows), *_SHOWN[preview.kind])} from {preview.source}: "
                f"{preview.created:,} new, {preview.updated:,} changed{left}."
            )

    def _refuse_without_list_right(self) -> None:
        person = self._desk.person
        if not person.roles & {Role.ADMIN, Role.EXPORTER}:
            raise UserError(
                f"{person.name} is neither an exporter nor an administrator.",
                "Lists from Sage are imported by one of these.",
            )

    # --- sub jobs ----------------------------------------------------------------------------

    def _preview_sub_jobs(
        self,
        connection: Connection,
        mapped: Mapped,
        path: Path,
        progress: Stages,
        *,
        rounding: bool,
    ) -> _Plan:
        company = self._desk.company
        lists = SheetSpelling(
            lookups.project_standings(connection),
            {strip(one.code): one for one in lookups.all_cost_codes(connection)},
            lookups.categories(connection),
        )
        checking = counting(progress, "rows checked")
        read = read_sub_jobs(mapped, company.settings, lists, rounding=rounding, progress=checking)
        settled = settle(connection, company, self._desk.person, read, progress)
        preview = ImportPreview(
            kind="sub-jobs",
            source=path.name,
            created=settled.created,
            updated=settled.updated,
            skipped=settled.skipped,
            removed=0,
            rows=tuple(settled.rows),
            refused=tuple(row for row in settled.rows if row.outcome == "refuse"),
            remarks=tuple(read.remarks + settled.remarks),
            notes=(*mapped.notes, *_rounding_notes(read)),
            can_round=0 if rounding else read.finer,
        )
        return _Plan(preview, op_log.last_n(connection), None, read, settled)

    def _apply_sub_jobs(self, plan: _Plan, progress: Stages) -> Changes:
        preview, settled = plan.preview, plan.settled
        if settled is None or plan.read is None:
            raise UserError("The preview is out of date.", "Read the sheet again.")
        with self._desk.deed() as deed:
            if op_log.last_n(deed.connection) != plan.at:
                settled = _settled_again(deed, plan.preview, plan.read, progress)
            facts = [(self._own_id(sub, fact), fact) for sub, fact in settled.facts]
            deed.know([sub for sub, _fact in facts])
            preparing = counting(progress, "sub jobs prepared")
            for sub, fact in each(facts, len(facts), preparing):
                deed.note(sub, fact)
            done = deed.done(_said(preview), progress=counting(progress, "sub jobs recorded"))
            progress(FINISHING, 0, 0)
            return done

    def _own_id(self, sub: str, fact: Fact) -> str:
        """The identity of a sub job that is created here, which tells that it was here."""
        is_new = isinstance(fact, Created)
        return new_sub_job_id(self._desk.database.actor_id) if is_new else sub


def _without_job(read: ListRead, known: Container[str]) -> list[Remark]:
    """A remark for each job of the extras that no project here has."""
    first: dict[str, tuple[int, str]] = {}
    count = Counter(key.partition("/")[0] for key in read.rows)
    for key, values in read.rows.items():
        first.setdefault(key.partition("/")[0], (read.numbers[key], values[0]))
    return [
        Remark(
            row,
            "job",
            f"There is no project {job} here: {counted(count[key], 'extra')} of it "
            f"{'is' if count[key] == 1 else 'are'} kept for the day it comes.",
        )
        for key, (row, job) in first.items()
        if key not in known
    ]


def _settled_again(
    deed: Deed, preview: ImportPreview, read: SubJobsRead, progress: Stages
) -> Settled:
    """Somebody worked meanwhile: what the preview showed must still be so.

    What is recorded starts from the company as it is now, never from what the preview saw.
    """
    again = settle(deed.connection, deed.company, deed.person, read, progress)
    if again.rows != list(preview.rows):
        raise _changed_meanwhile()
    return again


def _refuse_if_list_changed(deed: Deed, preview: ImportPreview, read: ListRead) -> None:
    before = _in_force(deed.connection, preview.kind)
    rows = [*read.refused, *compared(read, before, preview.kind)]
    same = sorted(rows, key=lambda row: row.row) == list(preview.rows)
    if not same or len(before.keys() - read.rows.keys()) != preview.removed:
        raise _changed_meanwhile()


def _changed_meanwhile() -> UserError:
    return UserError("The company changed since the preview.", "Read the sheet again, then import.")


def _said(preview: ImportPreview) -> str:
    parts = [
        f"{count:,} {word}"
        for count, word in (
            (preview.created, "created"),
            (preview.updated, "changed"),
            (preview.skipped, "already as in the sheet"),
        )
        if count
    ]
    refused = len({row.name for row in preview.refused})
    if refused:
        parts.append(f"{counted(refused, 'sub job')} refused")
    return f"Imported {preview.source}: {', '.join(parts)}."


def _rounding_notes(read: SubJobsRead) -> tuple[str, ...]:
    if not read.finer:
        return ()
    amounts, quantities = read.rounding["amount"], read.rounding["quantity"]
    told = f"changes the amounts by {amounts.normalize():+f} in total"
    if quantities:
        told += f" and the quantities by {quantities.normalize():+f}"
    verb = "has" if read.finer == 1 else "have"
    return (
        f"{counted(read.finer, 'number')} {verb} more than two decimals; rounding to cents {told}.",
    )


def _in_force(connection: Connection, kind: str) -> dict[str, tuple[str, ...]]:
    """The list as it stands, in the columns that screens read, by identity."""
    match kind:
        case "jobs":
            projects = lookups.project_standings(connection)
            address = lookups.addresses_of(connection, projects)
            return {
                key: (job, description, standing, *address[key])
                for key, (job, description, standing) in projects.items()
                if standing in ("open", "closed")
            }
        case "cost-codes":
            return {
                strip(one.code): (one.code, one.description, "yes" if one.is_group else "no")
                for one in lookups.all_cost_codes(connection)
                if one.is_active
            }
        case "categories":
            return {
                key: (one.code, one.description)
                for key, one in lookups.categories(connection).items()
            }
        case _:
            return {
                f"{job}/{key}": (code, description)
                for job, key, code, description in lookups.all_known_extras(connection)
            }
