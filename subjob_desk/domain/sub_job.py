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


class Decision(msgspec.Struct, frozen=True):
    """An answer to a round: ``state`` is RETRIEVED, REJECTED or ACCEPTED."""

    op: str
    state: State
    who: str
    at: str
    extra_code: str = ""
    reason: str = ""
    note: str = ""


class Export(msgspec.Struct, frozen=True):
    """What one batch carried of this sub job.

    ``state``: written, posted, refused (lines of it), settled (refused and dealt with) or void.
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

    @property
    def is_live(self) -> bool:
        """Holds its acceptance: no other batch may carry it (``sage-jce.md`` section 7.1)."""
        return self.state in LIVE

    @property
    def in_sage(self) -> tuple[ExportedLine, ...]:
        """The lines of it that Sage has."""
        if self.state in {"written", "void"}:
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
        """The newest export of this round."""
        return self.exports[-1] if self.exports else None

    @property
    def acceptance(self) -> Decision | None:
        """The newest acceptance."""
        return self.newest(State.ACCEPTED)

    def newest(self, state: State) -> Decision | None:
        """The newest decision of one kind."""
        return next((d for d in reversed(self.decisions) if d.state is state), None)

    @property
    def extra_code(self) -> str:
        """The code of the extra in Sage, as accepted or corrected."""
        if self.corrected:
            return self.corrected
        return self.acceptance.extra_code if self.acceptance else ""

    @property
    def people(self) -> frozenset[str]:
        """The sender and everybody whose value stands in the content (rule 8)."""
        return frozenset({self.sender, *self.authors.values()})


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

    @property
    def last(self) -> Round | None:
        """The last round of the present path, in causal order."""
        return self.rounds[-1] if len(self.rounds) > self.path else None

    @property
    def round(self) -> Round | None:
        """The newest round of the present path; of those sent at once the highest rung."""
        if self.last is None or not self.last.beside:
            return self.last
        path = self.rounds[self.path :]
        newest = [
            past
            for n, past in reversed(list(enumerate(path, 1)))
            if all(past.sent in later.beside for later in path[n:])
        ]
        return max(newest, key=lambda one: _RUNGS[one.state])

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.round.state if self.round else self.resting

    @property
    def content(self) -> Content:
        """The content that counts: what was sent while it is locked, else the working one."""
        if self.round is not None and self.state not in EDITABLE:
            return self.round.content
        return self.working

    @property
    def working(self) -> Content:
        """The content as it is being edited."""
        return Content(self.job, self.code, self.description, self.lines)

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
