"""What an edit does to the content: merged field by field, values given at once side by side.

An edit takes the place of every value its author had seen, and of no other (``sync.md`` section 3,
rows 8 and 9). Whether it may is decided in ``rules``; which operations are apart, in ``fold``.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import msgspec
from msgspec.structs import replace

from subjob_desk.domain.content import LINE_FIELDS, Content, Line
from subjob_desk.domain.facts import (
    CodeChanged,
    ContentImported,
    DescriptionChanged,
    Fact,
    LineChange,
    LinesChanged,
)
from subjob_desk.domain.money import decimal_text, hundredths
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.sub_job import Alternative, Authors, SubJob

NUMBERS: Final = frozenset({"quantity", "amount"})
"""Fields of a line whose alternatives are kept as decimal strings."""


class _Gone(msgspec.Struct, frozen=True):
    """A line that was removed: as it was, who had written it, and which operations removed it."""

    line: Line
    written: dict[str, tuple[Alternative, ...]]
    by: frozenset[str]


class Writings:
    """Which operations gave the fields the values that stand in them.

    Kept only while a log is folded as a whole: an author who had seen everything takes the place
    of everything, so that one step at a time needs no such memory.
    """

    def __init__(self) -> None:
        """For a sub job that has no content yet."""
        self.fields: dict[str, tuple[Alternative, ...]] = {}
        self.gone: dict[str, _Gone] = {}

    def copy(self) -> "Writings":
        """The same, to go on from in another way."""
        made = Writings()
        made.fields, made.gone = self.fields.copy(), self.gone.copy()
        return made


class Unseen:
    """Operations in effect of which the author of another one did not know."""

    def __init__(
        self,
        order: Sequence[Operation] = (),
        place: Mapping[str, int] = MappingProxyType({}),
        places: int = 0,
        kinds: Mapping[type, int] = MappingProxyType({}),
    ) -> None:
        """Those of ``order`` whose ``place`` is in the set of bits ``places``; as are ``kinds``."""
        self._order = order
        self._place = place
        self._places = places
        self._kinds = kinds

    def __contains__(self, op: str) -> bool:
        """Whether the operation of this id is among them."""
        return bool(self._places) and bool(self._places >> self._place[op] & 1)

    def newest(self, kind: type[Fact]) -> Operation | None:
        """The last of one kind."""
        found = self._places & self._kinds.get(kind, 0)
        return self._order[found.bit_length() - 1] if found else None


NOTHING: Final = Unseen()
"""What somebody did not know of who knew everything."""


class Sight(msgspec.Struct, frozen=True):
    """What the author of an operation knew of everything that is folded before it."""

    unseen: Unseen = NOTHING
    """What was in effect and it did not know."""
    writings: Writings | None = None
    is_disputed: bool = False
    """An export by a desk from which the posting had been taken."""
    waits: bool = False
    """Made inactive while others sent, accepted or changed it (``at_once``): it becomes a task."""


def edited(sub_job: SubJob, op: Operation, sight: Sight) -> SubJob:
    """``sub_job`` with the edit ``op``; other kinds of operations change nothing."""
    content = _Edit(sub_job, op.id, op.who, sight)
    match op.fact:
        case CodeChanged(now=now):
            content.write("code", now)
        case DescriptionChanged(now=now):
            content.write("description", now)
        case LinesChanged(changes=changes):
            content.change(changes)
        case ContentImported(description_was=was, description_now=now, changes=changes):
            if was != now:
                content.write("description", now)
            content.change(changes)
        case _:
            pass
    return content.result()


def note_creation(sub_job: SubJob, op: Operation, sight: Sight) -> None:
    """Remember that everything in a new ``sub_job`` was written by ``op``."""
    if sight.writings is None:
        return
    values = {"code": sub_job.code, "description": sub_job.description}
    for line in sub_job.lines:
        values |= {f"{line.id}.{field}": value_text(line, field) for field in LINE_FIELDS}
    for field, value in values.items():
        sight.writings.fields[field] = (Alternative(value, op.who, op.id),)


def put_back(sub_job: SubJob, op: Operation, sight: Sight, view: SubJob) -> SubJob:
    """The content as Sage has it, where the author of ``op`` saw it differ."""
    posted = view.posted
    if posted is None:
        return sub_job
    content = _Edit(sub_job, op.id, op.who, sight)
    content.restore(posted.content, posted.authors, view)
    return content.result()


def code_of_sage(sub_job: SubJob, op: Operation, sight: Sight, code: str, who: str) -> SubJob:
    """A change begins with the code that Sage's content has, whatever was typed meanwhile."""
    content = _Edit(sub_job, op.id, op.who, sight)
    content.write("code", code, who)
    return content.result()


def value_text(line: Line, field: str) -> str:
    """The value of a field of a line as alternatives keep it."""
    value = getattr(line, field)
    return decimal_text(value) if field in NUMBERS else value


class _Edit:
    """One operation at work on the content."""

    def __init__(self, sub_job: SubJob, op: str, who: str, sight: Sight) -> None:
        self._sub_job = sub_job
        self._op = op
        self._who = who
        self._unseen = sight.unseen
        self._writings = sight.writings
        self._texts = {"code": sub_job.code, "description": sub_job.description}
        self._lines = {line.id: line for line in sub_job.lines}
        self._authors = dict(sub_job.authors)
        self._conflicts = dict(sub_job.conflicts)
        self._also = dict(sub_job.also)

    def result(self) -> SubJob:
        return replace(
            self._sub_job,
            code=self._texts["code"],
            description=self._texts["description"],
            lines=tuple(self._lines.values()),
            authors=self._authors,
            conflicts=self._conflicts,
            also=self._also,
        )

    # --- one field ---------------------------------------------------------------------------

    def write(self, field: str, value: str, who: str = "") -> None:
        """Give ``field`` a value; those its author had not seen stay beside it."""
        agreed = self._agreed(field, value)
        mine = Alternative(value, who or self._who, self._op, agreed)
        self._show(field, (*self._unseen_of(field), mine))

    def _unseen_of(self, field: str) -> tuple[Alternative, ...]:
        written = self._writings.fields.get(field, ()) if self._writings else ()
        return tuple(one for one in written if one.op in self._unseen)

    def _agreed(self, field: str, value: str) -> tuple[str, ...]:
        """Who gave the value that is chosen here among several."""
        people = {
            who
            for one in self._conflicts.get(field, ())
            if one.value == value and one.op not in self._unseen
            for who in (one.who, *one.also)
        }
        return tuple(sorted(people - {self._who}))

    def _show(self, field: str, written: tuple[Alternative, ...]) -> None:
        if self._writings is not None:
            self._writings.fields[field] = written
        apart = _by_value(written)
        shown = apart[0]
        self._conflicts.pop(field, None)
        self._also.pop(field, None)
        if len(apart) > 1:
            self._conflicts[field] = apart
        if shown.also:
            self._also[field] = shown.also
        self._authors[field] = shown.who
        self._set(field, shown.value)

    def _set(self, field: str, value: str) -> None:
        if field in self._texts:
            self._texts[field] = value
            return
        line_id, _dot, name = field.rpartition(".")
        now = hundredths(value) if name in NUMBERS else value
        self._lines[line_id] = replace(self._lines[line_id], **{name: now})

    # --- lines -------------------------------------------------------------------------------

    def change(self, changes: Iterable[LineChange]) -> None:
        """Merge by line id and field: what a change does not mention stays as it is."""
        for change in changes:
            was = change.was.line() if change.was else None
            now = change.now.line() if change.now else None
            if now is not None:
                self._put(was, now)
            elif was is not None:
                self._remove(was.id)

    def _put(self, was: Line | None, now: Line) -> None:
        if was is None:
            if now.id not in self._lines or self._is_unseen(now.id):
                self._lines.setdefault(now.id, now)
                self._write_all(now, LINE_FIELDS)
            return
        if now.id not in self._lines:
            self._bring_back(now.id)
        if now.id in self._lines:
            self._write_all(now, [f for f in LINE_FIELDS if getattr(was, f) != getattr(now, f)])

    def _write_all(self, line: Line, fields: Iterable[str], authors: Authors | None = None) -> None:
        for field in fields:
            key = f"{line.id}.{field}"
            self.write(key, value_text(line, field), (authors or {}).get(key, ""))

    def _is_unseen(self, line_id: str) -> bool:
        return any(self._unseen_of(f"{line_id}.{field}") for field in LINE_FIELDS)

    def _remove(self, line_id: str) -> None:
        """A line goes, unless somebody edited it meanwhile: the edit wins."""
        if line_id not in self._lines:
            gone = self._writings.gone if self._writings is not None else {}
            if line_id in gone:
                gone[line_id] = replace(gone[line_id], by=gone[line_id].by | {self._op})
            return
        if self._is_unseen(line_id):
            return
        line = self._lines.pop(line_id)
        fields = [f"{line_id}.{field}" for field in LINE_FIELDS]
        if self._writings is not None:
            written = {field: self._writings.fields.pop(field) for field in fields}
            self._writings.gone[line_id] = _Gone(line, written, frozenset({self._op}))
        for field in fields:
            for kept in (self._authors, self._conflicts, self._also):
                kept.pop(field, None)

    def _bring_back(self, line_id: str) -> None:
        """A line that was removed without knowledge of this edit is there again."""
        gone = self._writings.gone.get(line_id) if self._writings else None
        if self._writings is None or gone is None:
            return
        if not all(one in self._unseen for one in gone.by):
            return
        del self._writings.gone[line_id]
        self._lines[line_id] = gone.line
        for field, written in gone.written.items():
            self._show(field, written)

    # --- as Sage has it ----------------------------------------------------------------------

    def restore(self, posted: Content, authors: Authors, view: SubJob) -> None:
        """Undo whatever the author saw differ from ``posted``; lines in its order."""
        for field, was, now in (
            ("code", view.code, posted.code),
            ("description", view.description, posted.description),
        ):
            if was != now or field in view.conflicts:
                self.write(field, now, authors.get(field, ""))
        lines = {line.id: line for line in posted.lines}
        seen = {line.id: line for line in view.lines}
        for line_id in seen.keys() - lines.keys():
            self._remove(line_id)
        for line_id, line in lines.items():
            was_line = seen.get(line_id)
            if line_id not in self._lines:
                self._lines[line_id] = line
                was_line = None
            differ = [
                field
                for field in LINE_FIELDS
                if was_line is None
                or getattr(was_line, field) != getattr(line, field)
                or f"{line_id}.{field}" in view.conflicts
            ]
            self._write_all(line, differ, authors)
        ordered = [self._lines[line_id] for line_id in lines]
        others = [line for line_id, line in self._lines.items() if line_id not in lines]
        self._lines = {line.id: line for line in (*ordered, *others)}


def _by_value(written: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Each value once, with everybody who gave it."""
    found: dict[str, Alternative] = {}
    for one in written:
        known = found.get(one.value)
        if known is None:
            found[one.value] = one
            continue
        people = {known.who, *known.also, one.who, *one.also} - {known.who}
        found[one.value] = replace(known, also=tuple(sorted(people)))
    return tuple(found.values())
