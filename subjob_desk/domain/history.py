"""History in sentences: each operation as what a person did, to be read after the name."""

from collections.abc import Mapping

from subjob_desk.domain.facts import (
    Accepted,
    Acknowledged,
    BatchAnswered,
    BatchClosed,
    BatchOpened,
    BranchKept,
    ChangeDiscarded,
    Checkpoint,
    CodeChanged,
    CompanyFounded,
    ContentImported,
    Created,
    Cuts,
    Deleted,
    DescriptionChanged,
    Enrolled,
    EqualInSage,
    Exported,
    ExtraCodeCorrected,
    Fact,
    Inactivated,
    JobTyped,
    LineChange,
    LineFact,
    LinesChanged,
    Linked,
    ListClosed,
    Noted,
    PersonSet,
    Posted,
    PostedAfterAll,
    PostingGranted,
    PostingReleased,
    ProfileSet,
    Reactivated,
    Refused,
    Rejected,
    Reset,
    Retrieved,
    Revised,
    Revoked,
    Sent,
    SettingChanged,
    TakenBack,
    TriedAgain,
    Undone,
    Unlinked,
    Voided,
)
from subjob_desk.domain.money import grouped_text, hundredths
from subjob_desk.domain.shared_facts import WHOLLY

_PLAIN: dict[type[Fact], str] = {
    Deleted: "deleted it",
    Retrieved: "retrieved it from accounting",
    EqualInSage: "found no amount that differs from Sage: nothing to write",
    Posted: "noted that Sage has taken it",
    TriedAgain: "set it to be exported again, unchanged",
    Revised: "opened a change",
    ChangeDiscarded: "discarded the change",
    Inactivated: "made it inactive",
    Reactivated: "made it active again",
    Undone: "took the last step back",
    Noted: "took notice of what happened at the same time",
    PostingReleased: "gave the posting back",
    Checkpoint: "noted how far every desk is",
    Acknowledged: "received what other desks wrote",
}


def sentence(fact: Fact | None, batch_numbers: Mapping[str, int], term: str = "Extra") -> str:
    """What ``fact`` says, without name and time; ``batch_numbers`` by batch id.

    ``term``: the company's own word for Sage's *Extra*.
    """
    if fact is None:
        return "did something this version of SubJob Desk does not know"
    plain = _PLAIN.get(type(fact))
    if plain is not None:
        return plain
    return _edit(fact) or _decision(fact, term) or _sage(fact, batch_numbers) or _company(fact)


def _edit(fact: Fact) -> str:
    match fact:
        case Created(code=code, description=text, lines=lines):
            with_lines = f" with {_count(len(lines))}" if lines else ""
            return f"created {code} '{text}'{with_lines}"
        case CodeChanged(was=was, now=now):
            return f"changed the code from {was} to {now}"
        case DescriptionChanged(was=was, now=now):
            return f"changed the description from '{was}' to '{now}'"
        case LinesChanged(changes=changes):
            return _lines(changes)
        case ContentImported(description_was=was, description_now=now, changes=changes):
            described = f"'{was}' became '{now}'; " if was != now else ""
            return f"imported a sheet: {described}{_lines(changes)}"
        case _:
            return ""


def _lines(changes: tuple[LineChange, ...]) -> str:
    if len(changes) == 1:
        return _line(changes[0])
    added = sum(change.was is None for change in changes)
    removed = sum(change.now is None for change in changes)
    changed = len(changes) - added - removed
    parts = [
        f"{verb} {_count(count)}"
        for verb, count in (("added", added), ("changed", changed), ("removed", removed))
        if count
    ]
    return ", ".join(parts) or "changed nothing in the lines"


def _line(change: LineChange) -> str:
    was, now = change.was, change.now
    if was is None:
        return (
            f"added the line {now.cost_code} {now.category} {_grouped(now.amount)}" if now else ""
        )
    if now is None:
        return f"removed the line {was.cost_code} {was.category} {_grouped(was.amount)}"
    names = ("cost code", "category", "quantity", "unit", "amount")
    before = _values(was)
    after = _values(now)
    told = [
        f"{name} from {old or 'nothing'} to {new or 'nothing'}"
        for name, old, new in zip(names, before, after, strict=True)
        if old != new
    ]
    what = f"{now.cost_code} {now.category}".strip() or "a line"
    return f"changed {what}: {', '.join(told)}"


def _values(line: LineFact) -> tuple[str, ...]:
    return (
        line.cost_code,
        line.category,
        _grouped(line.quantity),
        line.unit,
        _grouped(line.amount),
    )


def _grouped(decimal: str) -> str:
    return grouped_text(hundredths(decimal))


def _decision(fact: Fact, term: str) -> str:
    word = "extra" if term == "Extra" else term
    match fact:
        case Sent(round=number):
            return f"sent it to accounting, round {number}"
        case Accepted(extra_code=extra_code):
            return f"accepted it as {extra_code}"
        case Rejected(reason=reason, note=note):
            return f"rejected it: {reason}{f' - {note}' if note else ''}"
        case TakenBack(reason=reason):
            return f"withdrew the acceptance{f': {reason}' if reason else ''}"
        case ExtraCodeCorrected(was=was, now=now):
            return f"corrected the {word} code from {was} to {now}"
        case Linked(extra=extra, description=text, was=was):
            named = f" ('{text}')" if text else ""
            instead = f" instead of {was}" if was else ""
            return f"linked it to {term} {extra} of Sage{named}{instead}"
        case Unlinked(was=was):
            return f"took the link to {term} {was} of Sage away"
        case Reset(reason=reason):
            return f"reset it, the {word} was deleted in Sage: {reason}"
        case _:
            return ""


def _sage(fact: Fact, numbers: Mapping[str, int]) -> str:
    match fact:
        case Exported(batch=batch, extra_code=extra_code, lines=lines, again=again):
            told = f"exported it as {extra_code} in {_batch(batch, numbers)}, {_count(len(lines))}"
            return f"{told}, again from {_batch(again, numbers)}" if again else told
        case Refused(batch=batch, message=message, lines=lines, open=still_open):
            what = "it" if lines is None else f"{_count(len(lines))} of it"
            rest = f" (still open: {_count(len(still_open))})" if still_open else ""
            return f"noted that Sage refused {what} in {_batch(batch, numbers)}{rest}: {message}"
        case Voided(batch=batch, reason=reason):
            return f"made {_batch(batch, numbers)} void: {reason}"
        case PostedAfterAll(reason=reason):
            return f"noted that Sage has it after all: {reason}"
        case BatchOpened(number=number, kind=kind, despite=despite):
            told = f"opened batch {number}, {kind}"
            return (
                f"{told}, although entries of other desks may be missing: {despite}"
                if despite
                else told
            )
        case BatchClosed(lines=lines, amount=amount):
            return f"wrote the file: {_count(lines)}, total {_grouped(amount)}"
        case BatchAnswered(outcome=outcome, note=note, waiting=waiting):
            told = f": {note}" if note else ""
            rest = f", {waiting:,} still waiting" if waiting else ""
            return f"recorded Sage's answer, {outcome.replace('-', ' ')}{rest}{told}"
        case _:
            return ""


def _company(fact: Fact) -> str:
    match fact:
        case CompanyFounded(name=name):
            return f"founded the company {name}"
        case PersonSet(name=name, roles=roles, cuts=cuts):
            return f"gave {name} the roles {', '.join(roles) or 'none'}{_everywhere(cuts)}"
        case SettingChanged(name=name, now=now, cuts=cuts):
            return f"set {name.replace('_', ' ')} to {now}{_everywhere(cuts)}"
        case ProfileSet(name=name, was=was):
            return f"{'changed' if was else 'made'} the interchange profile {name}"
        case ListClosed(kind=kind, rows=rows, source=source):
            return f"imported the list of {kind.replace('-', ' ')} from {source}, {rows} rows"
        case JobTyped(job=job, description=description):
            return f"typed the project {job} '{description}', not in Sage yet"
        case _:
            return _desks(fact)


def _everywhere(cuts: Cuts | None) -> str:
    return ", at once at every desk" if cuts is not None else ""


def _desks(fact: Fact) -> str:
    match fact:
        case Enrolled(name=name):
            return f"let the desk {name} in"
        case Revoked(desk=desk, cut=cut) if cut == WHOLLY:
            return f"let {_desk(desk)} in again"
        case Revoked(desk=desk, cut=cut, reason=reason):
            told = f"revoked {_desk(desk)} beyond its entry {cut:,}"
            return f"{told}: {reason}" if reason else told
        case BranchKept(desk=desk, seq=seq):
            return f"kept one branch of {_desk(desk)}, up to its entry {seq:,}"
        case PostingGranted(desk=desk, released=released) if released:
            return f"made {_desk(desk)} the posting desk"
        case PostingGranted(desk=desk, reason=reason):
            told = f"took the posting for {_desk(desk)}, after a look into Sage"
            return f"{told}: {reason}" if reason else told
        case _:
            return "recorded rows of a list"


def _desk(actor: str) -> str:
    return f"the desk {actor[:4]}"


def _count(lines: int) -> str:
    return "1 line" if lines == 1 else f"{lines:,} lines"


def _batch(batch: str, numbers: Mapping[str, int]) -> str:
    return f"batch {numbers[batch]}" if batch in numbers else "a batch"
