"""No value is lost: what nobody replaced who had seen it is there, alone or beside others."""

from collections.abc import Iterator
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from subjob_desk.domain.content import LINE_FIELDS
from subjob_desk.domain.edits import value_text
from subjob_desk.domain.facts import (
    ChangeDiscarded,
    CodeChanged,
    ContentImported,
    Created,
    DescriptionChanged,
    LineChange,
    LineFact,
    LinesChanged,
    Revised,
)
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.sub_job import SubJob
from tests.drivers.growing import SUBS, examples, grow
from tests.drivers.log import HOME, Log

CHANCE = st.randoms(use_true_random=True)

Written = tuple[str, str]
"""A field and the value it was given."""


def _knowledge(operations: list[Operation]) -> dict[str, set[str]]:
    """By operation: all it had seen, told from its parents and its desk alone."""
    known: dict[str, set[str]] = {}
    own: dict[str, set[str]] = {}
    for op in operations:
        past = set(own.get(op.actor, ()))
        for parent in op.par:
            past |= known.get(parent, set()) | {parent}
        known[op.id] = past
        own[op.actor] = past | {op.id}
    return known


def _writes(op: Operation) -> Iterator[Written]:
    match op.fact:
        case Created(code=code, description=text, lines=lines):
            yield from (("code", code), ("description", text))
            for one in lines:
                yield from _line_writes(LineChange(None, one))
        case CodeChanged(now=now):
            yield "code", now
        case DescriptionChanged(now=now):
            yield "description", now
        case ContentImported(description_was=was, description_now=now, changes=changes):
            if was != now:
                yield "description", now
            yield from (write for change in changes for write in _line_writes(change))
        case LinesChanged(changes=changes):
            yield from (write for change in changes for write in _line_writes(change))
        case _:
            pass


def _line_writes(change: LineChange) -> Iterator[Written]:
    now = change.now.line() if change.now else None
    was = change.was.line() if change.was else None
    for field in LINE_FIELDS if now is not None else ():
        if was is None or getattr(was, field) != getattr(now, field):
            assert now is not None
            yield f"{now.id}.{field}", value_text(now, field)


def _replaces(op: Operation, field: str) -> bool:
    """Whether ``op`` gives the field another value, or takes its line away."""
    if isinstance(op.fact, ChangeDiscarded):
        return True
    if isinstance(op.fact, Revised) and field == "code":
        return True
    removed = (
        change.was.id
        for change in getattr(op.fact, "changes", ())
        if change.now is None and isinstance(change.was, LineFact)
    )
    return field in {name for name, _value in _writes(op)} or field.partition(".")[0] in {*removed}


def _kept(sub_job: SubJob, field: str) -> set[str]:
    """Every value of a field that is to be seen."""
    found = {one.value for one in sub_job.conflicts.get(field, ())}
    line_id, dot, name = field.rpartition(".")
    if not dot:
        return found | {getattr(sub_job, field)}
    lines = [line for line in sub_job.lines if line.id == line_id]
    return found | {value_text(line, name) for line in lines}


def _lost(log: Log, sub: str) -> list[tuple[Operation, str, str]]:
    folded = log.folded(sub)
    sub_job = folded.standing.sub_job
    all_of_it = [one.op for one in log.known_at(HOME, sub)]
    known = _knowledge(all_of_it)
    counting = [
        op for op in all_of_it if op.id not in folded.refused and op.id not in folded.cancelled
    ]
    if sub_job is None:
        return []
    return [
        (op, field, value)
        for op in counting
        for field, value in dict(_writes(op)).items()
        if value not in _kept(sub_job, field)
        and not any(op.id in known[later.id] and _replaces(later, field) for later in counting)
    ]


@settings(max_examples=examples(30))
@given(CHANCE, st.integers(2, 3))
def test_a_value_nobody_replaced_is_there(chance: Random, desks: int) -> None:
    log = grow(chance.choice, 40, desks=desks)
    for sub in SUBS:
        assert _lost(log, sub) == []
