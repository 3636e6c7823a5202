"""The approver's inbox: views with counts, what is odd about an item, what changed since."""

from subjob_desk.domain.baseline import against
from subjob_desk.domain.check_context import KnownExtra
from subjob_desk.domain.checks import Severity
from subjob_desk.domain.codes import strip
from subjob_desk.domain.differences import Difference, differences
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.fold import Standing
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.money import Money, grouped_text
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import gate_queries, queries
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.browsing import banner, page, sub_job_row
from subjob_desk.usecases.changing import is_first_round
from subjob_desk.usecases.checking import Checking
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.flags import flags
from subjob_desk.usecases.views import InboxPage, InboxRow, ViewCount
from subjob_desk.usecases.words import counted

VIEWS: dict[str, tuple[str, tuple[State, ...]]] = {
    "waiting": ("Waiting", (State.SENT,)),
    "came-back": ("Came back", (State.REJECTED, State.RETRIEVED)),
    "accepted": ("Accepted", (State.ACCEPTED,)),
    "exported": ("Exported", (State.EXPORTED,)),
    "failed": ("Failed", (State.FAILED,)),
    "in-sage": ("In Sage", (State.IN_SAGE,)),
    "inactive": ("Inactive", tuple(State)),
}
"""Title and states of each view by its id."""


_CLOSELY = frozenset({"waiting", "came-back", "failed"})
"""Views of which each item is looked at; the others may hold years."""


class InboxBrowsing:
    """Reading acts of the inbox."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def views(self) -> list[ViewCount]:
        """The views with their counts, in the order of the tabs."""
        with self._desk.reading() as connection:
            counts = queries.counts(connection)
        return [
            ViewCount(
                view,
                title,
                sum(counts.get((state, view == "inactive"), 0) for state in states),
            )
            for view, (title, states) in VIEWS.items()
        ]

    def items(self, view: str, text: str = "") -> list[InboxRow]:
        """The items of a view, longest there first; only *waiting* ones are looked at closely."""
        _title, states = VIEWS[view]
        with self._desk.reading() as connection:
            records = queries.in_states(connection, states, inactive=view == "inactive", text=text)
            ids = [record.id for record in records]
            flagged = set(gate_queries.with_conflicts(connection))
            is_close = view in _CLOSELY
            found = standings_of(connection, ids if is_close else flagged.intersection(ids))
            sub_jobs = [s.sub_job for s in found.values() if s.sub_job is not None]
            checking = Checking(connection, self._desk.company, sub_jobs if is_close else ())
            odd = {
                one.id: (
                    *(self._flags(one) if one.id in flagged else ()),
                    *(self._odd(view, one, checking) if is_close else ()),
                )
                for one in sub_jobs
            }
        alike = _Alike()
        return [
            InboxRow(
                sub_job_row(record),
                record.since,
                self._desk.company.person_name(record.sender) if record.sender else "",
                odd.get(record.id, ()),
                alike.compare(found.get(record.id, Standing()).sub_job, bool(odd.get(record.id)))
                if is_close
                else "",
            )
            for record in records
        ]

    def item(self, sub_id: str) -> InboxPage:
        """One item with what an approver needs. Raises :class:`UserError` if it is gone."""
        with self._desk.reading() as connection:
            shown = page(self._desk, connection, sub_id)
            sub_job = standings_of(connection, [sub_id])[sub_id].sub_job
            if sub_job is None:
                raise UserError("This sub job does not exist any more.", "Refresh with F5.")
            checking = Checking(connection, self._desk.company, [sub_job])
            known, extras_known = checking.known_extra(sub_job), checking.extras_known
        latest = sub_job.round
        fixed = sub_job.fixed_extra_code
        return InboxPage(
            page=shown,
            sender=self._desk.company.person_name(latest.sender) if latest else "",
            sent_at=latest.at if latest else "",
            since_title=_since_title(sub_job, self._desk),
            differences=since_last_round(sub_job),
            extra_code=sub_job.extra_code or sub_job.proposed_extra_code,
            extra_fixed=f"Sage has it as {fixed}; it stays until a reset." if fixed else "",
            sage_note=self._sage_note(sub_job, known, extras_known=extras_known),
            is_taken=known is not None and not sub_job.in_sage and not _is_linked(sub_job),
        )

    def extra_code_problem(self, sub_id: str, extra_code: str) -> str:
        """What is wrong with an extra code as it is being typed; empty if nothing is."""
        with self._desk.reading() as connection:
            sub_job = standings_of(connection, [sub_id]).get(sub_id, Standing()).sub_job
            if sub_job is None:
                return "This sub job does not exist any more."
            checking = Checking(connection, self._desk.company, [sub_job])
            problem = checking.extra_code_problem(sub_job, extra_code)
        return f"{problem.message} {problem.remedy}" if problem else ""

    def _flags(self, sub_job: SubJob) -> tuple[str, ...]:
        return flags(sub_job, self._desk.company, self._desk.person)

    def _odd(self, view: str, sub_job: SubJob, checking: Checking) -> tuple[str, ...]:
        """What to look at: problems and changes while waiting, else why it came back."""
        if view == "waiting":
            return _odd(sub_job, checking)
        export = sub_job.round.export if sub_job.round else None
        if sub_job.state is State.FAILED and export is not None:
            return (export.message,)
        rejection = sub_job.round.newest(State.REJECTED) if sub_job.round else None
        if sub_job.state is State.REJECTED and rejection is not None:
            return (rejection.reason,)
        why = banner(sub_job, self._desk)
        return (why,) if why else ()

    def _sage_note(self, sub_job: SubJob, known: KnownExtra | None, *, extras_known: bool) -> str:
        term = self._desk.company.settings.term
        if sub_job.state is State.IN_SAGE:
            return f"Sage has it as {term} {sub_job.fixed_extra_code}"
        if sub_job.in_sage:
            return f"change of {term} {sub_job.fixed_extra_code}, which Sage has"
        if _is_linked(sub_job):
            return f"adds to {term} {sub_job.linked}, which Sage has"
        if not extras_known:
            if sub_job.is_inactive or sub_job.state not in _TO_CHECK:
                return ""  # nobody decides on it now
            return f"not checked: no list of Sage's {term}s was imported"
        if known is not None:
            return f"{term} {known.code} is in Sage already"
        return f"new under job {sub_job.job}"


_TO_CHECK = (State.SENT, State.ACCEPTED, State.FAILED)
"""Where it matters whether Sage has an extra of that code."""


def _is_linked(sub_job: SubJob) -> bool:
    return bool(sub_job.linked) and strip(sub_job.linked) == strip(sub_job.extra_code)


class _Alike:
    """Finds, among clean items, an earlier one with the same cost codes."""

    def __init__(self) -> None:
        self._first: dict[tuple[tuple[str, str], ...], str] = {}

    def compare(self, sub_job: SubJob | None, is_odd: bool) -> str:
        """``like 24-117/010``, with the same cost codes; empty for the first of its kind."""
        if sub_job is None or is_odd:
            return ""
        keys = sorted(
            (strip(line.cost_code), strip(line.category)) for line in sub_job.content.lines
        )
        name = f"{sub_job.job}/{sub_job.content.code}"
        first = self._first.setdefault(tuple(keys), name)
        return "" if first == name else f"like {first}"


def _odd(sub_job: SubJob, checking: Checking) -> tuple[str, ...]:
    found: list[str] = []
    if sub_job.round is not None and len(sub_job.rounds) > 1:
        found.append(_came_again(sub_job))
    problems = checking.problems(sub_job)
    found += [p.message for p in problems if p.severity is Severity.BLOCKING]
    found += [p.message for p in problems if p.severity is Severity.WARNING]
    return tuple(found)


def _came_again(sub_job: SubJob) -> str:
    """A change that comes for the first time, or what came back, changed or not."""
    if sub_job.in_sage and is_first_round(sub_job):
        more = sum(one.more_amount for one in against(sub_job.content.lines, sub_job.in_sage))
        return f"change, difference {grouped_text(Money(more))}"
    changed = len(since_last_round(sub_job))
    if sub_job.rounds[-2].state is State.RETRIEVED:  # its sender took it back: nobody refused it
        return f"sent again, {counted(changed, 'change')}" if changed else "sent again unchanged"
    return f"came back, {counted(changed, 'change')}" if changed else "came back as it was"


def since_last_round(sub_job: SubJob) -> tuple[Difference, ...]:
    """What differs between the last two rounds; while editing, since the last one."""
    if not sub_job.rounds:
        return ()
    if sub_job.round is not None and sub_job.state is State.SENT:
        if len(sub_job.rounds) == 1:
            return ()
        return differences(sub_job.rounds[-2].content, sub_job.round.content)
    return differences(sub_job.rounds[-1].content, sub_job.content)


def _since_title(sub_job: SubJob, desk: Desk) -> str:
    """What the list of differences is about; without any, that nothing was changed."""
    if len(sub_job.rounds) < 2 or sub_job.state is not State.SENT:
        return ""
    before = sub_job.rounds[-2]
    changed = bool(since_last_round(sub_job))
    told = "Changed since" if changed else "Sent again unchanged after"
    rejection = before.newest(State.REJECTED)
    if before.state is State.REJECTED and rejection is not None:
        note = f": {rejection.note}" if rejection.note else ""
        return f'{told} it was rejected ("{rejection.reason}{note}")'
    retrieval = before.newest(State.RETRIEVED)
    if before.state is State.RETRIEVED and retrieval is not None:
        return f"{told} {desk.company.person_name(retrieval.who)} retrieved it"
    if before.state is State.IN_SAGE:
        return f"{told} it went to Sage"
    return f"{told} the last round"
