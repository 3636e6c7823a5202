"""Which operation on a sub job is allowed, in the view its author had of it.

The fold enforces right, project, state, digest, separation of duties and order, nothing else
(``product.md`` section 4), so that two program versions never diverge. Screens and use cases
ask the same functions beforehand, so that a disabled act and a refused operation give one reason.
"""

from typing import Final

from subjob_desk.domain.codes import strip
from subjob_desk.domain.company import Company
from subjob_desk.domain.digest import digest
from subjob_desk.domain.facts import (
    Accepted,
    ChangeDiscarded,
    CodeChanged,
    ContentImported,
    Created,
    Deleted,
    DescriptionChanged,
    EqualInSage,
    Exported,
    ExtraCodeCorrected,
    Fact,
    Inactivated,
    LinesChanged,
    Linked,
    Noted,
    Posted,
    PostedAfterAll,
    Reactivated,
    Refused,
    Rejected,
    Reset,
    Retrieved,
    Revised,
    Sent,
    TakenBack,
    TriedAgain,
    Unlinked,
    Voided,
)
from subjob_desk.domain.lifecycle import POSSIBLE, SHOWN, Act, State
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.rights import Person
from subjob_desk.domain.sub_job import Round, SubJob

ACTS: Final[dict[type[Fact], Act]] = {
    Created: Act.EDIT,
    CodeChanged: Act.EDIT,
    DescriptionChanged: Act.EDIT,
    LinesChanged: Act.EDIT,
    ContentImported: Act.EDIT,
    Deleted: Act.DELETE,
    Sent: Act.SEND,
    Retrieved: Act.RETRIEVE,
    Accepted: Act.ACCEPT,
    Rejected: Act.REJECT,
    TakenBack: Act.WITHDRAW,
    Exported: Act.EXPORT,
    EqualInSage: Act.EXPORT,
    Posted: Act.POST,
    Refused: Act.REFUSE,
    Voided: Act.VOID,
    ExtraCodeCorrected: Act.CORRECT,
    TriedAgain: Act.TRY_AGAIN,
    PostedAfterAll: Act.POST_AFTER_ALL,
    Revised: Act.REVISE,
    ChangeDiscarded: Act.DISCARD,
    Reset: Act.RESET,
    Linked: Act.LINK,
    Unlinked: Act.UNLINK,
    Inactivated: Act.INACTIVATE,
    Reactivated: Act.REACTIVATE,
}
"""The act each kind of operation records; *undone* is judged by what it undoes."""

UNKNOWN_PERSON: Final = "The person is not known in this company."

EXISTS: Final = "The sub job exists already."

NOT_UNDOABLE: Final = frozenset(
    {Exported, EqualInSage, Posted, Refused, Voided, PostedAfterAll, Reset}
)
"""Facts about a file or about Sage: they are answered, not undone (rule 14)."""

_WHY_NOT: Final[dict[Act, str]] = {
    Act.DELETE: "Only a draft can be deleted",
    Act.SEND: "It cannot be sent",
    Act.RETRIEVE: "Only what is waiting for accounting can be retrieved",
    Act.ACCEPT: "Only what is waiting for accounting can be accepted",
    Act.REJECT: "Only what is waiting, or was refused by Sage, can be rejected",
    Act.WITHDRAW: "Only an acceptance that was not exported can be withdrawn",
    Act.EXPORT: "Only what is accepted can be exported",
    Act.VOID: "Only what is in a written batch can be taken out of it",
    Act.POST: "Only what is in a written batch can be posted",
    Act.REFUSE: "Only what is in a written batch can be refused by Sage",
    Act.CORRECT: "Only what Sage refused gets another extra code",
    Act.TRY_AGAIN: "Only what Sage refused can be tried again",
    Act.POST_AFTER_ALL: "Only what Sage refused can be posted after all",
    Act.REVISE: "Only what is in Sage can be revised",
    Act.DISCARD: "There is no open change to discard",
    Act.RESET: "Only what is in Sage can be reset",
    Act.LINK: "A link is made while it is edited, waits or was refused by Sage",
    Act.UNLINK: "A link is taken away while it is edited, waits or was refused by Sage",
    Act.INACTIVATE: "It cannot become inactive on its way through accounting",
    Act.REACTIVATE: "It is active",
}


_LOCKED: Final[dict[State, str]] = {
    State.SENT: "It is locked while it waits for accounting.",
    State.ACCEPTED: "It is locked: accounting has accepted it.",
    State.EXPORTED: "It is locked: its batch waits for Sage.",
    State.IN_SAGE: "It is in Sage: only a change of it can be edited.",
    State.FAILED: "Sage refused it: only its extra code can be corrected.",
}


def why_not(act: Act, sub_job: SubJob) -> str:
    """Why ``act`` is not possible in the state of ``sub_job``; empty if it is."""
    if sub_job.is_deleted:
        return "It was deleted."
    if sub_job.needs_update:
        return "A newer SubJob Desk wrote to it: update the program to edit this."
    if not _is_possible(act, sub_job):
        if act is Act.EDIT:
            return _LOCKED[sub_job.state]
        return f"{_WHY_NOT[act]}; it is: {SHOWN[sub_job.state]}."
    if act is Act.REACTIVATE:
        return "" if sub_job.is_inactive or sub_job.inactive_wish else "It is active."
    if sub_job.is_inactive:
        return "It is inactive already." if act is Act.INACTIVATE else "It is inactive."
    return _why_not_here(act, sub_job)


def _is_possible(act: Act, sub_job: SubJob) -> bool:
    if act is Act.ACCEPT and sub_job.state is State.ACCEPTED:
        return sub_job.codes_differ  # somebody who has both decides (``sync.md`` row 5)
    if act is Act.DISCARD and sub_job.state is State.IN_SAGE:
        return sub_job.is_apart  # an edit that came too late is given up (row 7)
    return sub_job.state in POSSIBLE[act]


def _why_not_here(act: Act, sub_job: SubJob) -> str:
    if sub_job.state is State.FAILED:
        reason = _why_not_refused(act, sub_job)
        if reason:
            return reason
    match act:
        case Act.DELETE if sub_job.rounds:
            return "It was sent before, so its history stays; make it inactive instead."
        case Act.SEND:
            return side_by_side(sub_job)
        case Act.EXPORT:
            return codes_apart(sub_job)
        case Act.DISCARD:
            return _why_not_discarded(sub_job)
        case Act.INACTIVATE if sub_job.is_change:
            return "A change is open: finish or discard it first."
        case Act.LINK | Act.UNLINK if sub_job.fixed_extra_code:
            return (
                f"Sage has it under {sub_job.fixed_extra_code}, or may have it soon: that stays "
                "until a reset."
            )
        case Act.UNLINK if not sub_job.linked:
            return "It is not linked to anything in Sage."
        case Act.RESET if not sub_job.in_sage:
            return "Sage has nothing of it."
        case Act.CORRECT if sub_job.fixed_extra_code:
            return (
                f"Sage has lines of it under {sub_job.fixed_extra_code}: the code stays until a "
                "reset."
            )
        case _:
            return ""


def _why_not_discarded(sub_job: SubJob) -> str:
    if sub_job.state is State.IN_SAGE:
        return ""
    if not sub_job.is_change:
        return "There is no open change to discard."
    if sub_job.change_in_sage:
        return "Sage has taken a part of this change: finish it, or change it back."
    return ""


def side_by_side(sub_job: SubJob) -> str:
    """Which field has several values, and that one must be chosen; empty if none has."""
    if not sub_job.conflicts:
        return ""
    field, values = min(sub_job.conflicts.items())
    told = f"The {field_name(sub_job, field)} has {len(values)} values, given at the same time"
    more = len(sub_job.conflicts) - 1
    others = f" (and {more} more like this)" if more else ""
    return f"{told}{others}: choose one first."


def field_name(sub_job: SubJob, field: str) -> str:
    """A field of the content in words: *description*, *amount of 03-310 LAB*."""
    line_id, dot, name = field.rpartition(".")
    if not dot:
        return field
    line = next((one for one in sub_job.lines if one.id == line_id), None)
    what = f"{line.cost_code} {line.category}".strip() if line else ""
    return f"{name.replace('_', ' ')} of {what or 'a line'}"


def codes_apart(sub_job: SubJob) -> str:
    """Under which extra codes it was accepted at once, and what to do; empty if there is one."""
    if not sub_job.codes_differ:
        return ""
    given = sub_job.round.acceptances if sub_job.round else ()
    codes = " and ".join(sorted({one.extra_code for one in given}))
    return f"It was accepted under different extra codes, {codes}: accept it once more under one."


def _why_not_refused(act: Act, sub_job: SubJob) -> str:
    """A refusal takes answers while lines of it are open, and only then no way out."""
    export = sub_job.round.export if sub_job.round else None
    still_open = len(export.open) if export else 0
    if act in {Act.POST, Act.REFUSE}:
        return "" if still_open else f"{_WHY_NOT[act]}; it is: {SHOWN[sub_job.state]}."
    if not still_open:
        return ""
    lines = "1 line" if still_open == 1 else f"{still_open} lines"
    return f"What Sage did with {lines} of it is not recorded yet: record that first, in Exports."


def separation(sub_job: SubJob, who: str) -> str:
    """Why ``who`` may not accept this round under separation of duties; empty if they may."""
    if sub_job.round is None:
        return ""
    if who == sub_job.round.sender:
        return "Who sent it cannot accept it."
    if who in sub_job.round.people:
        return "Who entered a value of it cannot accept it."
    return ""


def code_locked(sub_job: SubJob) -> str:
    """Why the code cannot be edited although the rest can; empty if it can."""
    is_locked = sub_job.is_change and "code" not in sub_job.conflicts
    return "A change keeps its code." if is_locked else ""


def act_of(fact: Fact) -> Act | None:
    """The act that a fact records; ``None`` for undoing and company-wide facts."""
    return ACTS.get(type(fact))


def refusal(sub_job: SubJob | None, op: Operation, company: Company) -> str:
    """Why ``op`` has no effect on ``sub_job`` (its author's view of it); empty if it has.

    *Undone* is not judged here but in ``fold``, which knows what is newest.
    """
    fact = op.fact
    person = company.author(op)
    if person is None:
        return UNKNOWN_PERSON
    if isinstance(fact, Noted):
        return "" if sub_job is not None else "There is no such sub job."
    act = ACTS.get(type(fact)) if fact is not None else None
    if fact is None or act is None:
        return "This kind of entry does not belong to a sub job."
    if isinstance(fact, Created):
        if sub_job is not None:
            return EXISTS
        return person.missing_right(act, strip(fact.job)) or ""
    if sub_job is None:
        return "There is no such sub job."
    return (
        missing_right(person, act, sub_job)
        or why_not(act, sub_job)
        or _wrong_reference(sub_job, op)
        or _wrong_content(sub_job, op, company)
    )


def newer_refusal(sub_job: SubJob | None, op: Operation, company: Company) -> str:
    """Why what a newer program wrote does not lock ``sub_job``; empty if it does.

    Which right it needs is not known here, but that whoever has none at all lacks it.
    """
    person = company.author(op)
    if person is None:
        return UNKNOWN_PERSON
    may = person.may_change(sub_job.job_key if sub_job is not None else "")
    return "" if may else f"{person.name} may not change this."


def missing_right(person: Person, act: Act, sub_job: SubJob) -> str:
    """Why the person may not do ``act`` on this sub job at all; empty if they may."""
    return person.missing_right(act, sub_job.job_key, sub_job.state) or ""


def _wrong_reference(sub_job: SubJob, op: Operation) -> str:
    """Whether a decision or answer speaks of something other than what is at hand."""
    latest = sub_job.round
    match op.fact:
        case Retrieved() | Accepted() | Rejected():
            same = latest is not None and op.to == latest.sent
            return "" if same else "It answers another round."
        case Exported() | EqualInSage():
            acceptance = latest.acceptance if latest else None
            same = acceptance is not None and op.to == acceptance.op
            return "" if same else "It exports another acceptance."
        case TakenBack(targets=targets):
            return _wrong_withdrawal(latest, targets)
        case Posted(batch=batch) | Voided(batch=batch) | Refused(batch=batch):
            export = latest.export if latest else None
            same = export is not None and export.batch == batch
            return "" if same else "It answers another batch."
        case _:
            return ""


def _wrong_withdrawal(latest: Round | None, targets: tuple[str, ...]) -> str:
    """Whether it withdraws anything but acceptances of the round, one of them in force."""
    given = set(latest.given) if latest else set[str]()
    in_force = {one.op for one in latest.acceptances} if latest else set[str]()
    names = {*targets}
    is_right = names <= given and names & in_force and len(names) == len(targets)
    return "" if is_right else "It withdraws another acceptance."


def _wrong_content(sub_job: SubJob, op: Operation, company: Company) -> str:
    match op.fact:
        case Sent(round=number):
            if op.digest != digest(sub_job.id, sub_job.working):
                return "It does not match the content."
            expected = len(sub_job.rounds) + 1
            return "" if number == expected else f"It is not round {expected}."
        case Accepted():
            if sub_job.round is None or op.digest != sub_job.round.digest:
                return "It does not match the content."
            return separation(sub_job, op.who) if company.is_apart(op) else ""
        case CodeChanged():
            return code_locked(sub_job)
        case _:
            return ""
