"""Editing a sub job: its code, description and estimate lines, saved as they are entered."""

from collections.abc import Sequence

from msgspec.structs import replace

from subjob_desk.domain.changes import Changes, Stayed
from subjob_desk.domain.codes import strip, upper
from subjob_desk.domain.content import Line
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import (
    CodeChanged,
    Created,
    Deleted,
    DescriptionChanged,
    LineChange,
    LineFact,
    LinesChanged,
)
from subjob_desk.domain.ids import new_id, new_sub_job_id
from subjob_desk.domain.lifecycle import Act
from subjob_desk.domain.rules import code_locked, missing_right, why_not
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import lookups, queries
from subjob_desk.usecases.bulk import each_fact
from subjob_desk.usecases.desk import Deed, Desk
from subjob_desk.usecases.entry import LineEntry, enter_text
from subjob_desk.usecases.words import counted, name_of

MOST_LINES = 5_000
"""Lines of one sub job: one entry of the log must stay small enough to travel."""


class Editing:
    """Edits by the person who acts at the desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def new_sub_job(self, job_key: str, code: str, description: str = "") -> tuple[Changes, str]:
        """A new draft in a project; returns the changes and its id."""
        with self._desk.deed() as deed:
            project = lookups.projects_of(deed.connection, [job_key]).get(job_key)
            if project is None:
                raise UserError("There is no such project.", "Import the list of jobs from Sage.")
            reason = deed.person.missing_right(Act.EDIT, job_key)
            if reason:
                raise UserError(reason, "Ask an administrator for the right.")
            written = self._code(deed, job_key, code, "")
            text = enter_text(description, "Description")
            sub_id = new_sub_job_id(self._desk.database.actor_id)
            deed.note(sub_id, Created(project[0], written, text.text))
            said = " ".join((f"Created {project[0]}/{written}.", *text.remarks))
            return deed.done(said), sub_id

    def change_code(self, sub_id: str, text: str) -> Changes:
        """Another code; it must be free in the project in any spelling (rule 2)."""
        with self._desk.deed() as deed:
            sub_job = _editable(deed, sub_id)
            locked = code_locked(sub_job)
            if locked:
                raise UserError(locked, "Discard the change to keep everything as it is in Sage.")
            code = self._code(deed, sub_job.job_key, text, sub_id)
            if code != sub_job.code:
                deed.note(sub_id, CodeChanged(sub_job.code, code))
            return deed.done("")

    def change_description(self, sub_id: str, text: str) -> Changes:
        """Another description; what was folded is said."""
        with self._desk.deed() as deed:
            sub_job = _editable(deed, sub_id)
            entered = enter_text(text, "Description")
            if entered.text != sub_job.description:
                deed.note(sub_id, DescriptionChanged(sub_job.description, entered.text))
            return deed.done(" ".join(entered.remarks))

    def change_line(self, sub_id: str, line_id: str, field: str, text: str) -> Changes:
        """One cell of the estimate, as typed."""
        with self._desk.deed() as deed:
            sub_job = _editable(deed, sub_id)
            line = _line(sub_job, line_id)
            now, remarks = LineEntry(deed.connection, deed.company).enter(line, field, text)
            if now != line:
                deed.note(sub_id, LinesChanged((_change(line, now),)))
            return deed.done(" ".join(remarks))

    def add_line(self, sub_id: str, field: str, text: str) -> tuple[Changes, str]:
        """A new line at the end that begins with one field; returns its id too."""
        with self._desk.deed() as deed:
            sub_job = _editable(deed, sub_id)
            _refuse_too_many(len(sub_job.lines) + 1)
            empty = Line(new_id(), "", "")
            line, remarks = LineEntry(deed.connection, deed.company).enter(empty, field, text)
            deed.note(sub_id, LinesChanged((_change(None, line),)))
            return deed.done(" ".join(remarks)), line.id

    def paste(
        self,
        sub_id: str,
        line_ids: Sequence[str],
        fields: Sequence[str],
        rows: Sequence[Sequence[str]],
    ) -> Changes:
        """A rectangle of texts onto lines and beyond the last one, as one act.

        ``line_ids`` are the lines from the row of the cursor down; rows past them become new
        lines. A cell that cannot be taken is left as it was and named in ``stayed``.
        """
        with self._desk.deed() as deed:
            sub_job = _editable(deed, sub_id)
            entry = LineEntry(deed.connection, deed.company)
            known = {line.id: line for line in sub_job.lines}
            targets: list[Line | None] = [known[line_id] for line_id in line_ids]
            targets += [None] * max(0, len(rows) - len(targets))
            _refuse_too_many(len(sub_job.lines) + targets.count(None))
            changes: list[LineChange] = []
            left: list[Stayed] = []
            for number, (was, cells) in zip(
                _line_numbers(sub_job, targets), zip(targets, rows, strict=False), strict=False
            ):
                now = was or Line(new_id(), "", "")
                for field, text in zip(fields, cells, strict=False):
                    try:
                        now, _remarks = entry.enter(now, field, text)
                    except UserError as refused:
                        name = f"line {number}, {field.replace('_', ' ')}"
                        if text not in refused.problem:
                            name += f" '{text}'"
                        left.append(Stayed(sub_id, name, refused.problem, refused.remedy))
                if now != was and not (was is None and _is_empty(now)):
                    changes.append(_change(was, now))
            if changes:
                deed.note(sub_id, LinesChanged(tuple(changes)))
            return deed.done(_pasted(len(changes), left), tuple(left))

    def remove_lines(self, sub_id: str, line_ids: Sequence[str]) -> Changes:
        """Lines go, as one act."""
        with self._desk.deed() as deed:
            sub_job = _editable(deed, sub_id)
            lines = [_line(sub_job, line_id) for line_id in line_ids]
            if lines:
                deed.note(sub_id, LinesChanged(tuple(_change(line, None) for line in lines)))
            return deed.done(f"Removed {counted(len(lines), 'line')}.")

    def delete(self, ids: Sequence[str]) -> Changes:
        """Drafts that were never sent go, and their codes are free again (rule 4)."""
        with self._desk.deed() as deed:
            return each_fact(deed, Act.DELETE, ids, Deleted(), "Deleted {what}.")

    def _code(self, deed: Deed, job_key: str, text: str, sub_id: str) -> str:
        """The code as it is recorded; refused while another sub job of the project has it."""
        code = enter_text(text, "Code").text
        if deed.company.settings.upper_case:
            code = upper(code)
        key = strip(code)
        if not key:
            raise UserError("The code is empty.", "Type a code of letters and digits.")
        taken = queries.ids_by_code(deed.connection, job_key, [key]).get(key)
        if taken is not None and taken != sub_id:
            other = queries.records_of(deed.connection, [taken])[taken]
            inactive = ", which is inactive" if other.inactive else ""
            raise UserError(
                f"Code {code} is taken by {other.job}/{other.code} ('{other.description}')"
                f"{inactive}.",
                "Take another code.",
            )
        return code


def _editable(deed: Deed, sub_id: str) -> SubJob:
    sub_job = deed.sub_job(sub_id)
    reason = missing_right(deed.person, Act.EDIT, sub_job) or why_not(Act.EDIT, sub_job)
    if reason:
        raise UserError(f"{name_of(sub_job)}: {reason}", "It stays as it was.")
    return sub_job


def _line(sub_job: SubJob, line_id: str) -> Line:
    line = next((line for line in sub_job.lines if line.id == line_id), None)
    if line is None:
        raise UserError("This line does not exist any more.", "Refresh with F5.")
    return line


def _change(was: Line | None, now: Line | None) -> LineChange:
    return LineChange(LineFact.of(was) if was else None, LineFact.of(now) if now else None)


def _is_empty(line: Line) -> bool:
    return line == replace(Line(line.id, "", ""))


def _line_numbers(sub_job: SubJob, targets: Sequence[Line | None]) -> list[int]:
    """Which line of the estimate each target is, counted from 1 as the eye counts them."""
    places = {line.id: place for place, line in enumerate(sub_job.lines, start=1)}
    known = [places[line.id] for line in targets if line is not None]
    new = len(targets) - len(known)
    return known + [len(places) + more for more in range(1, new + 1)]


def _refuse_too_many(count: int) -> None:
    if count > MOST_LINES:
        raise UserError(
            f"A sub job holds at most {MOST_LINES:,} estimate lines; this would make {count:,}.",
            "Split it into several sub jobs.",
        )


def _pasted(count: int, left: Sequence[Stayed]) -> str:
    said = f"Pasted into {counted(count, 'line')}."
    if not left:
        return said
    first = left[0]
    return f"{said} {counted(len(left), 'cell')} left as before: {first.name}: {first.message}"
