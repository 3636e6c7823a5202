"""The rows and pages a screen or a command shows; frozen, made by the use cases."""

import msgspec

from subjob_desk.domain.checks import Problem
from subjob_desk.domain.content import Line
from subjob_desk.domain.differences import Difference
from subjob_desk.domain.lifecycle import Act, State
from subjob_desk.domain.money import Money, Quantity


class ProjectRow(msgspec.Struct, frozen=True):
    """A project in the tree, with what it holds."""

    key: str
    """Stripped job code: its identity."""
    job: str
    description: str
    count: int
    """Active sub jobs (of those matching the filter, where one is set)."""
    amount: Money
    note: str = ""
    """``closed``, ``not in Sage yet``, ``no longer in Sage's list`` or empty."""


class SubJobRow(msgspec.Struct, frozen=True):
    """A sub job in a list."""

    id: str
    job_key: str
    job: str
    code: str
    description: str
    state: State
    inactive: bool
    round: int
    amount: Money
    lines: int
    extra_code: str
    """The code in Sage, once a link or an acceptance has given one; else empty."""
    batch: int = 0
    """Number of the batch it went out in; 0 for none."""
    is_change: bool = False
    """A change of what Sage has, opened by *Revise*."""

    @property
    def name(self) -> str:
        """``JOB/CODE``, as typed."""
        return f"{self.job}/{self.code}"


class LineRow(msgspec.Struct, frozen=True):
    """An estimate line with the list's description of its cost code."""

    line: Line
    description: str
    """From the standard list; empty where the code is not on it."""


class Step(msgspec.Struct, frozen=True):
    """One station on the state line: ``Sent 14 Nov (round 2)``."""

    text: str
    at: str
    """UTC, ISO 8601."""


class SubJobPage(msgspec.Struct, frozen=True):
    """Everything the editor shows of one sub job."""

    row: SubJobRow
    project: ProjectRow
    lines: tuple[LineRow, ...]
    problems: tuple[Problem, ...]
    steps: tuple[Step, ...]
    banner: str
    """Why it came back: the rejection's or Sage's words; empty if there is nothing to say."""
    is_change: bool
    """It is a change of content that is in Sage: the code is locked."""
    locked: str
    """Why nothing can be edited now; empty if it can."""
    code_locked: str
    """Why the code cannot be edited now; empty if it can."""
    may_edit: bool
    """Who acts has the right to edit it: if it is locked, then by its state."""
    limits: "Limits"
    linked: str = ""
    """Sage's spelling of the extra it is linked to; empty for none."""
    again_from: int = 0
    """Number of the batch Sage refused, from which it goes out again; 0 for none."""


class Limits(msgspec.Struct, frozen=True):
    """Lengths the counters count against."""

    code: int = 10
    description: int = 30
    cost_code: int = 12
    category: int = 3
    unit: int = 6


class HistoryRow(msgspec.Struct, frozen=True):
    """One operation as a sentence."""

    at: str
    """UTC, ISO 8601."""
    who: str
    text: str
    """``sent it to accounting, round 2``: reads on after the name."""
    without_effect: str = ""
    """Why it had no effect: refused, undone, superseded; empty if it has."""


class InboxRow(msgspec.Struct, frozen=True):
    """An item of the inbox."""

    row: SubJobRow
    since: str
    """UTC of the operation that brought it into this view."""
    sender: str
    odd: tuple[str, ...] = ()
    """What to look at; empty means clean."""
    compared: str = ""
    """For clean items: ``like 24-117/010``, which has the same cost codes, or empty."""


class InboxPage(msgspec.Struct, frozen=True):
    """One item with what an approver needs to decide."""

    page: SubJobPage
    sender: str
    sent_at: str
    since_title: str
    """``Changed since it was rejected ("Wrong amount: …")``; empty in round 1."""
    differences: tuple[Difference, ...]
    extra_code: str
    """Proposed or accepted extra code."""
    extra_fixed: str
    """Why the extra code cannot be changed; empty if it can."""
    sage_note: str
    """``new under job 24-117`` or ``not checked: no list of Sage's Extras was imported``."""
    is_taken: bool = False
    """Sage has an extra of that code, and the item is not linked to it."""


class ViewCount(msgspec.Struct, frozen=True):
    """A view of the inbox and how many are in it. ``view`` is its id."""

    view: str
    title: str
    count: int


class Counts(msgspec.Struct, frozen=True):
    """Numbers for badges and the status bar."""

    waiting: int = 0
    came_back: int = 0
    """Rejected or retrieved; what Sage refused is in ``failed``."""
    accepted: int = 0
    drafts: int = 0
    exported: int = 0
    failed: int = 0
    in_sage: int = 0
    inactive: int = 0


class Availability(msgspec.Struct, frozen=True):
    """For a selection: on how many an act is possible, and else why on none."""

    act: Act
    ids: tuple[str, ...]
    """Those of the selection on which it is possible."""
    reason: str = ""
    """Why it is possible on none of them; empty when ``ids`` is not."""


class CostCodeRow(msgspec.Struct, frozen=True):
    """A standard cost code in the look-up."""

    code: str
    description: str
    is_group: bool


class BatchRow(msgspec.Struct, frozen=True):
    """A batch in the list of exports."""

    id: str
    number: int
    kind: str
    date: str
    """As typed for the batch, ISO."""
    state: str
    """written, posted, partly-refused or void."""
    sub_jobs: int
    lines: int
    quantity: Quantity
    amount: Money
    sha256: str
    file: str
    """Full path it was written to."""
    file_missing: bool
    person: str
    at: str
    waiting: int = 0
    """Sub jobs that still wait for Sage's answer."""
    follows: tuple[int, ...] = ()
    """Numbers of the batches Sage refused, of which this one carries something again."""
    amount_in_sage: Money = Money(0)
    amount_waiting: Money = Money(0)
    """Of ``amount``: what Sage has, and what waits for its answer."""

    @property
    def amount_refused(self) -> Money:
        """What is neither in Sage nor waits for it; nothing of a void batch."""
        if self.state == "void":
            return Money(0)
        return Money(self.amount - self.amount_in_sage - self.amount_waiting)


class PlannedFile(msgspec.Struct, frozen=True):
    """One interchange file as it would be written now: the very bytes."""

    number: int
    kind: str
    file_name: str
    text: str
    """Exactly what will be in the file (CRLF line ends, decoded)."""
    line_items: tuple[str, ...]
    """For each text line the id of its sub job; empty for comments and jobs."""
    sub_jobs: int
    lines: int
    amount: Money
    amounts: tuple[tuple[str, Money], ...] = ()
    """What it carries of each sub job, by id; of a change the difference."""


class ExportPlan(msgspec.Struct, frozen=True):
    """What an export would do: files to write, items that stay, and why."""

    date: str
    ids: tuple[str, ...]
    files: tuple[PlannedFile, ...]
    equal: tuple[str, ...]
    """Names of sub jobs in which no amount differs from Sage: nothing to write for them."""
    stay: tuple[tuple[str, str, str], ...]
    """(name, message, remedy) of each item that cannot go out."""
    notes: tuple[str, ...] = ()
    """Sentences about what the files leave out or cannot carry, and what to key into Sage."""
    despite: str = ""
    """Why it goes out although something that another desk did may be missing here."""
    waits: bool = False
    """Whether some of those that stay wait for entries of other desks: ``despite`` lets them go."""


class WrittenBatch(msgspec.Struct, frozen=True):
    """A batch just written."""

    id: str
    number: int
    kind: str
    file: str
    sha256: str
    sub_jobs: tuple[str, ...]
    """Names."""
    lines: int
    amount: Money
    fault: str = ""
    """Why the file of the recorded batch has not its name, and what to do; else empty."""
    known: tuple[str, ...] = ()
    """Ids of those Sage was given something of before: only their descriptions can differ."""


class PersonRow(msgspec.Struct, frozen=True):
    """A person and what they may do."""

    id: str
    name: str
    roles: tuple[str, ...]
    """Role ids."""
    jobs: tuple[str, ...]
    """Codes of the projects a project manager is limited to; empty for all."""
    shown: str
    """``Ann Ruiz, project manager``."""


class ImportRow(msgspec.Struct, frozen=True):
    """One row (or sub job) of a sheet and what would become of it."""

    row: int
    """Row of the sheet, heading = 1; the first one of a sub job."""
    name: str
    outcome: str
    """create, update, skip or refuse; remove for a row that a new list does not have."""
    field: str = ""
    message: str = ""
    remedy: str = ""


class Remark(msgspec.Struct, frozen=True):
    """Something the import did to a value, said so that nobody is surprised."""

    row: int
    field: str
    message: str


class ImportPreview(msgspec.Struct, frozen=True):
    """What an import would do, row by row. Nothing has happened yet."""

    kind: str
    source: str
    created: int
    updated: int
    skipped: int
    removed: int
    """Rows of the old list that the new one does not have (lists only)."""
    rows: tuple[ImportRow, ...]
    refused: tuple[ImportRow, ...]
    remarks: tuple[Remark, ...]
    notes: tuple[str, ...]
    """About the sheet as a whole: encoding, separator, headings not used."""
    can_round: int = 0
    """Numbers with more than two decimals that *round to cents* would take."""
    gone: tuple[ImportRow, ...] = ()
    """Rows of the old list that the new one does not have, by name (lists only)."""
    replaces: str = ""
    """Which list it becomes, and which one it replaces (lists only)."""


class UndoStep(msgspec.Struct, frozen=True):
    """What Undo or Redo would do now."""

    deed: str
    text: str
    """``acceptance of 24-131/003``: reads on after *Undo* or *Redo*."""


class ListRow(msgspec.Struct, frozen=True):
    """A list from Sage: which version is in force."""

    kind: str
    """jobs, extras, cost-codes or categories."""
    number: int
    """0: never imported."""
    rows: int
    source: str
    at: str
    person: str
