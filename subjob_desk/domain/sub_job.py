"""The state of one sub job, as the fold of its operations leaves it.

Only what it *is*; which operation may change it stands in ``rules``, how in ``fold``.
"""

from typing import Final

import msgspec

from subjob_desk.domain.codes import strip
from subjob_desk.domain.content import Content, Line
from subjob_desk.domain.facts import ExportedLine
from subjob_desk.domain.lifecycle import EDITABLE, State

Authors = dict[str, str]
"""Person id by what stands in the content: ``code``, ``description`` or ``<line id>.<field>``."""


class Alternative(msgspec.Struct, frozen=True):
    """One of several values that were given to one field at once; numbers as decimal strings."""

    value: str
    who: str
    op: str
    also: tuple[str, ...] = ()
    """Others who gave it the same value at the same time."""


Conflicts = dict[str, tuple[Alternative, ...]]
"""By field, like :data:`Authors`: the values kept side by side, first the one that is shown."""


class Yielded(msgspec.Struct, frozen=True):
    """An operation that gave way to what somebody else did at the same time."""

    op: str
    kind: str
    """The frozen name of its kind: ``deleted``, ``revised`` …"""
    who: str
    to: str
    """The operation that counts instead."""
    to_who: str


class CutSince(msgspec.Struct, frozen=True):
    """An entry that was cut off after it had been exported, and counts because of that."""

    op: str
    kind: str
    """The frozen name of its kind: ``accepted``, ``sent`` …"""
    who: str
    desk: str
    """The desk that wrote it."""
    how: str
    """``desk`` (revoked), ``right`` (taken away) or ``branch`` (of a fork, set aside)."""
    by: str
    """Who wrote the file, or what Sage answered."""


class Decision(msgspec.Struct, frozen=True):
    """An answer to a round: ``state`` is RETRIEVED, REJECTED or ACCEPTED."""

    op: str
    state: State
    who: str
    at: str
    extra_code: str = ""
    reason: str = ""
    note: str = ""
    beside: tuple[str, ...] = ()
    """Earlier acceptances that the author of this one had not seen: given at once."""


class Export(msgspec.Struct, frozen=True):
    """What one batch carried of this sub job.

    ``state``: written, posted, refused (lines of it), settled (refused and dealt with), void, or
    double (another batch carries it already: never live).
    """

    op: str
    batch: str
    acceptance: str
    extra_code: str
    lines: tuple[ExportedLine, ...]
    state: str = "written"
    refused: tuple[int, ...] = ()
    """Positions in ``lines`` that Sage refused."""
    message: str = ""
    open: tuple[int, ...] = ()
    """Positions, beside refused ones, of which it is not known yet what Sage did."""
    again: str = ""
    """The batch Sage refused before, which this one follows."""
    is_disputed: bool = False
    """Written by a desk from which the posting had been taken: to be looked up in Sage."""

    @property
    def is_live(self) -> bool:
        """Holds its acceptance: no other batch may carry it (``sage-jce.md`` section 7.1)."""
        return self.state in LIVE

    @property
    def in_sage(self) -> tuple[ExportedLine, ...]:
        """The lines of it that Sage has."""
        if self.state in {"written", "void", "double"}:
            return ()
        missing = {*self.refused, *self.open}
        return tuple(line for n, line in enumerate(self.lines) if n not in missing)

    @property
    def waiting(self) -> tuple[int, ...]:
        """Positions in ``lines`` that wait for Sage's answer."""
        return tuple(range(len(self.lines))) if self.state == "written" else self.open


LIVE: Final = frozenset({"written", "posted", "refused"})


class Round(msgspec.Struct, frozen=True):
    """One sending: exactly what was sent, and everything that was answered."""

    sent: str
    """Id of the ``sent`` operation."""
    number: int
    digest: str
    sender: str
    at: str
    content: Content
    authors: Authors
    decisions: tuple[Decision, ...] = ()
    exports: tuple[Export, ...] = ()
    corrected: str = ""
    """Extra code given after Sage's refusal."""
    equal: bool = False
    """Accepted, and no amount differs from Sage."""
    beside: tuple[str, ...] = ()
    """Ids of the earlier rounds its sender had not seen: they were sent at once."""
    unaware: tuple[str, ...] = ()
    """Exports of earlier rounds its sender had not seen: while one is live, it counts instead."""
    also: tuple[str, ...] = ()
    """Further people whose value stands in the content: several gave a field the same one."""

    @property
    def state(self) -> State:
        """The highest rung of the ladder (``sync.md`` section 2)."""
        if self.export is not None and self.export.is_live:
            return _EXPORT_STATES[self.export.state]
        answers = {decision.state for decision in self.decisions}
        for rung in (State.RETRIEVED, State.REJECTED):
            if rung in answers:
                return rung
        if State.ACCEPTED in answers:
            return State.IN_SAGE if self.equal else State.ACCEPTED
        return State.SENT

    @property
    def export(self) -> Export | None:
        """The newest export of this round that is no double."""
        return next((one for one in reversed(self.exports) if one.state != "double"), None)

    @property
    def given(self) -> tuple[str, ...]:
        """Ids of all acceptances, also of those a later one replaced: what a withdrawal names."""
        return tuple(one.op for one in self.decisions if one.state is State.ACCEPTED)

    @property
    def acceptances(self) -> tuple[Decision, ...]:
        """The acceptances that stand: none was followed by one whose author had seen it."""
        given = [one for one in self.decisions if one.state is State.ACCEPTED]
        return tuple(
            one
            for n, one in enumerate(given, 1)
            if all(one.op in later.beside for later in given[n:])
        )

    @property
    def codes_differ(self) -> bool:
        """Accepted at once under different extra codes: an approver has to decide."""
        codes = {strip(one.extra_code) for one in self.acceptances}
        return len(codes) > 1 and not self.corrected

    @property
    def acceptance(self) -> Decision | None:
        """The acceptance that a live export carries, else the newest."""
        carried = self.export.acceptance if self.export and self.export.is_live else ""
        standing = next((one for one in self.decisions if one.op == carried), None)
        return standing or self.newest(State.ACCEPTED)

    def newest(self, state: State) -> Decision | None:
        """The newest decision of one kind."""
        return next((d for d in reversed(self.decisions) if d.state is state), None)

    @property
    def extra_code(self) -> str:
        """The code of the extra in Sage: as corrected, as its live file has it, as accepted.

        The file comes before an acceptance that arrived late, or was withdrawn at once with it.
        """
        if self.corrected:
            return self.corrected
        if self.export is not None and self.export.is_live:
            return self.export.extra_code
        return self.acceptance.extra_code if self.acceptance else ""

    @property
    def people(self) -> frozenset[str]:
        """The sender and everybody whose value stands in the content (rule 8)."""
        return frozenset({self.sender, *self.authors.values(), *self.also})

    def is_beside(self, later: "Round") -> bool:
        """Whether the sender of ``later`` did not know of this round, or of its live export."""
        export = self.export
        unaware = export is not None and export.is_live and export.op in later.unaware
        return unaware or self.sent in later.beside


_EXPORT_STATES: Final = {
    "written": State.EXPORTED,
    "posted": State.IN_SAGE,
    "refused": State.FAILED,
}


_RUNGS: Final = {
    State.SENT: 0,
    State.ACCEPTED: 1,
    State.REJECTED: 2,
    State.RETRIEVED: 3,
    State.EXPORTED: 4,
    State.FAILED: 4,
    State.IN_SAGE: 4,
}
"""The ladder of ``sync.md`` section 2: the safe side wins until export, a fact after it."""


class SubJob(msgspec.Struct, frozen=True):
    """A sub job: working content, rounds, and where on its path it stands."""

    id: str
    job: str
    code: str
    description: str
    created_at: str
    lines: tuple[Line, ...] = ()
    authors: Authors = {}
    is_deleted: bool = False
    is_inactive: bool = False
    is_change: bool = False
    """A change of content that is in Sage (opened by *Revise*)."""
    was_in_sage: bool = False
    """Was once wholly posted: the next file is a CHANGE."""
    edited: bool = False
    """Content was changed since the last round."""
    rounds: tuple[Round, ...] = ()
    path: int = 0
    """Rounds before this position belong to an earlier path (before *Revise* or *Reset*)."""
    baseline: int = 0
    """Exports of rounds before this position are no longer in Sage (*Reset*)."""
    linked: str = ""
    """Sage's spelling of the extra it is linked to; empty for none."""
    resting: State = State.DRAFT
    """The state as long as the path has no round."""
    since: str = ""
    """UTC of the operation that brought it into its state."""
    needs_update: bool = False
    """An operation of a newer program is in its log: read-only here."""
    conflicts: Conflicts = {}
    """Fields that got several values at once; nothing is sent until one of them is chosen."""
    also: dict[str, tuple[str, ...]] = {}
    """By field: who, beside its author, gave it the value that stands in it."""
    inactive_wish: bool = False
    """Somebody made it inactive while it was sent, accepted or changed: waits to be settled."""
    yielded: tuple[Yielded, ...] = ()
    """What gave way to something done at the same time, in causal order."""
    noted: dict[str, tuple[str, ...]] = {}
    """By operation id: the people who have taken notice of it."""
    cut_since: tuple[CutSince, ...] = ()
    """What it was exported on and was cut off since, in causal order."""

    @property
    def last(self) -> Round | None:
        """The last round of the present path, in causal order."""
        return self.rounds[-1] if len(self.rounds) > self.path else None

    @property
    def round(self) -> Round | None:
        """The newest round of the present path; of those sent at once the highest rung."""
        if self.last is None or not (self.last.beside or self.last.unaware):
            return self.last
        return max(self.at_once, key=lambda one: _RUNGS[one.state])

    @property
    def at_once(self) -> tuple[Round, ...]:
        """The newest rounds of the present path, newest first: several if sent at once."""
        path = self.rounds[self.path :][::-1]
        found: list[Round] = []
        left = [*path]  # those beside all that are newer; there may be thousands
        for past in path:
            if not left:
                break
            if left[0] is past:
                found.append(left.pop(0))
            beside, unaware = {*past.beside}, past.unaware
            left = [one for one in left if one.sent in beside or (unaware and one.is_beside(past))]
        return tuple(found)

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.round.state if self.round else self.resting

    @property
    def content(self) -> Content:
        """The content that counts: what was sent while it is locked, else the working one."""
        return self.fixed or self.working

    @property
    def fixed(self) -> Content | None:
        """The content that is on its way or in Sage, while nothing of it can be edited."""
        if self.state in EDITABLE:
            return None
        posted = self.round or self.posted
        return posted.content if posted else None

    @property
    def posted(self) -> Round | None:
        """The last round that ended in Sage."""
        return next((p for p in reversed(self.rounds) if p.state is State.IN_SAGE), None)

    @property
    def is_apart(self) -> bool:
        """Somebody edited an older version: the working content is kept beside the fixed one."""
        return self.fixed is not None and (self.fixed != self.working or bool(self.conflicts))

    @property
    def working(self) -> Content:
        """The content as it is being edited."""
        return Content(self.job, self.code, self.description, self.lines)

    @property
    def codes_differ(self) -> bool:
        """Accepted at once under different extra codes, and not exported."""
        counts = self.round
        return counts is not None and self.state is State.ACCEPTED and counts.codes_differ

    @property
    def job_key(self) -> str:
        """The stripped job code: the project's identity."""
        return strip(self.job)

    @property
    def in_sage(self) -> tuple[ExportedLine, ...]:
        """Every line Sage has of this sub job, posted since the last reset."""
        return tuple(
            line
            for past in self.rounds[self.baseline :]
            for export in past.exports
            for line in export.in_sage
        )

    @property
    def change_in_sage(self) -> bool:
        """Whether Sage has lines of the present path: taken before it refused others."""
        return any(export.in_sage for past in self.rounds[self.path :] for export in past.exports)

    @property
    def fixed_extra_code(self) -> str:
        """The extra code that can no longer change: Sage has it, or may soon. Else empty."""
        for past in reversed(self.rounds[self.baseline :]):
            for export in reversed(past.exports):
                if export.state in {"written", "posted"} or export.in_sage or export.open:
                    return export.extra_code
        return ""

    @property
    def extra_code(self) -> str:
        """The code in Sage: fixed, accepted in this round or linked; empty while there is none."""
        if self.fixed_extra_code:
            return self.fixed_extra_code
        if self.round and self.state in {State.ACCEPTED, State.EXPORTED, State.FAILED}:
            code = self.round.extra_code
            return self.linked if self.linked and strip(code) == strip(self.linked) else code
        return self.linked

    @property
    def proposed_extra_code(self) -> str:
        """What an approver is offered: fixed, linked, last accepted, or else the code."""
        if self.fixed_extra_code or self.linked:
            return self.fixed_extra_code or self.linked
        accepted = (past.extra_code for past in reversed(self.rounds) if past.extra_code)
        return next(accepted, self.code)

    @property
    def file_kind(self) -> str:
        """ORIGINAL until it was once wholly posted, then CHANGE (rule 12)."""
        return "CHANGE" if self.was_in_sage else "ORIGINAL"
