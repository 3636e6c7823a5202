"""The facts: one frozen struct per kind of thing that can be recorded, named in the past tense.

Their form is frozen (``sync.md`` section 1): a field is only ever added, with a default. The
envelope they travel in is in ``operations``, what they do in ``effects``, ``company``, ``batch``.
"""

from typing import Final

import msgspec

from subjob_desk.domain.fact import Fact
from subjob_desk.domain.money import hundredths
from subjob_desk.domain.recorded import (
    Count,
    ExportedLine,
    LineChange,
    LineFact,
    check_number,
)
from subjob_desk.domain.shared_facts import (
    Acknowledged,
    BranchKept,
    Checkpoint,
    Cuts,
    Enrolled,
    Noted,
    PostingGranted,
    PostingReleased,
    Revoked,
)

__all__ = [
    "KINDS", "Accepted", "Acknowledged", "BatchAnswered", "BatchClosed", "BatchOpened",
    "BranchKept", "ChangeDiscarded", "Checkpoint", "CodeChanged", "CompanyFounded",
    "ContentImported", "Count", "Created", "Cuts", "Deleted", "DescriptionChanged", "Enrolled",
    "EqualInSage", "Exported", "ExportedLine", "ExtraCodeCorrected", "Fact", "Inactivated",
    "JobTyped", "LineChange", "LineFact", "LinesChanged", "Linked", "ListClosed", "ListPart",
    "Noted", "PersonSet", "Posted", "PostedAfterAll", "PostingGranted", "PostingReleased",
    "ProfileSet", "Reactivated", "Refused", "Rejected", "Reset", "Retrieved", "Revised", "Revoked",
    "Sent", "SettingChanged", "TakenBack", "TriedAgain", "Undone", "Unlinked", "Voided",
    "check_number",
]  # fmt: skip
"""Also the parts of facts that stand in ``recorded``, and the facts of ``shared_facts``."""


_SUM_LIMIT: Final = 2**63
"""Recorded sums are below this, in hundredths: they fit 64 bits."""


# --- sub job ---------------------------------------------------------------------------------


class Created(Fact, frozen=True):
    """A sub job begins, by typing or from a sheet, with all its lines."""

    job: str
    code: str
    description: str
    lines: tuple[LineFact, ...] = ()


class Deleted(Fact, frozen=True):
    """A draft that was never sent is gone and its code free again."""


class CodeChanged(Fact, frozen=True):
    """The code was typed anew."""

    was: str
    now: str


class DescriptionChanged(Fact, frozen=True):
    """The description was typed anew."""

    was: str
    now: str


class LinesChanged(Fact, frozen=True):
    """Lines were added, changed or removed in one act."""

    changes: tuple[LineChange, ...]


class ContentImported(Fact, frozen=True):
    """A sheet replaced description and lines; only what differs is named."""

    description_was: str
    description_now: str
    changes: tuple[LineChange, ...]


class Sent(Fact, frozen=True):
    """The content named by the envelope's digest waits for accounting, for the n-th time."""

    round: Count


class Retrieved(Fact, frozen=True):
    """The project's people took the round back before anybody answered."""


class Accepted(Fact, frozen=True):
    """An approver accepts exactly the content of the digest, under this extra code."""

    extra_code: str


class Rejected(Fact, frozen=True):
    """An approver sends the round back with a reason."""

    reason: str
    note: str = ""


class TakenBack(Fact, frozen=True):
    """An approver withdraws acceptances, by rule, with a reason."""

    targets: tuple[str, ...]
    reason: str


class Undone(Fact, frozen=True):
    """A person undoes own newest operations by name; undoing an ``undone`` is redo."""

    targets: tuple[str, ...]


class Exported(Fact, frozen=True):
    """The acceptance in the envelope's ``to`` went into a batch; counts once it is closed."""

    batch: str
    extra_code: str
    lines: tuple[ExportedLine, ...]
    again: str = ""
    """The batch Sage refused before, which this one follows; empty for none."""
    further: dict[str, str] = msgspec.field(default_factory=dict)
    """What a company's own fields said of the sub job, by source of the profile."""


class EqualInSage(Fact, frozen=True):
    """The acceptance in ``to`` differs from Sage in no amount: nothing to write."""

    batch: str = ""
    """The batch of the same export whose control sheet names it; empty if nothing was written."""


class Posted(Fact, frozen=True):
    """Sage took everything this sub job had in the batch."""

    batch: str


class Refused(Fact, frozen=True):
    """Sage refused lines of the batch, by position in ``Exported.lines``; none named is all."""

    batch: str
    message: str
    lines: tuple[Count, ...] | None = None
    open: tuple[Count, ...] = ()
    """Positions of which it is not known yet what Sage did; all others it has taken.

    In a further answer ``lines`` are those of the open ones that it refused: the rest stays open.
    """


class Voided(Fact, frozen=True):
    """The batch was never imported: the acceptance is to export again."""

    batch: str
    reason: str


class ExtraCodeCorrected(Fact, frozen=True):
    """After Sage's refusal the approver gives another extra code; to export again."""

    was: str
    now: str


class TriedAgain(Fact, frozen=True):
    """After Sage's refusal, unchanged to export again."""


class PostedAfterAll(Fact, frozen=True):
    """The refused lines were corrected and posted in Sage itself."""

    reason: str


class Revised(Fact, frozen=True):
    """A change of content that is in Sage begins."""


class ChangeDiscarded(Fact, frozen=True):
    """The change is given up; the content is again what Sage has."""


class Reset(Fact, frozen=True):
    """The extra was deleted in Sage: the baseline is cleared."""

    reason: str


class Linked(Fact, frozen=True):
    """It is an extra that Sage has already: lines are added to that one, none is created."""

    extra: str
    """In Sage's spelling."""
    description: str = ""
    """Sage's, on the list that was in force."""
    was: str = ""
    """The extra it was linked to before, if any."""


class Unlinked(Fact, frozen=True):
    """It is no longer linked to an extra that Sage has."""

    was: str


class Inactivated(Fact, frozen=True):
    """The sub job is no longer worked on."""


class Reactivated(Fact, frozen=True):
    """The sub job is worked on again."""


# --- batch -----------------------------------------------------------------------------------


class BatchOpened(Fact, frozen=True):
    """A batch begins: ``kind`` ORIGINAL or CHANGE, ``date`` ISO, job code to description."""

    number: Count
    kind: str
    date: str
    profile: str
    jobs: dict[str, str]
    further: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)
    """What further fields said, by job code and source; of the whole file under the empty code."""
    cost_codes: dict[str, str] = msgspec.field(default_factory=dict)
    """Descriptions of cost codes as written, if they were."""
    despite: str = ""
    """Why it was written although the desk had not heard of the others for too long."""


class BatchClosed(Fact, frozen=True):
    """The bytes of the batch are fixed; only now its ``exported`` operations count."""

    lines: Count
    amount: str
    sha256: str
    folder: str

    def __post_init__(self) -> None:
        if abs(hundredths(self.amount)) >= _SUM_LIMIT:
            raise ValueError(f"the sum has too many digits: {self.amount[:20]}")


class BatchAnswered(Fact, frozen=True):
    """What became of the batch: posted, partly-refused or void."""

    outcome: str
    note: str = ""
    waiting: Count = 0
    """Sub jobs of it that this does not answer: the batch takes further answers."""


# --- company ---------------------------------------------------------------------------------


class CompanyFounded(Fact, frozen=True):
    """The first operation of a company; its actor is registrar and posting desk.

    The person in the envelope's ``who``, named ``admin``, becomes administrator and project
    manager.
    """

    name: str
    code: str
    desk: str
    admin: str


class PersonSet(Fact, frozen=True):
    """A person came, or has other roles or projects from here on."""

    person: str
    name: str
    roles: tuple[str, ...]
    jobs: tuple[str, ...] = ()
    cuts: Cuts | None = None
    """Beyond these entries the person is what this says, also at a desk that did not know it yet.

    A desk that is not named: from its first entry on. ``None``: only where this was known.
    """


class SettingChanged(Fact, frozen=True):
    """A company setting has a new value; both as JSON texts."""

    name: str
    was: str
    now: str
    cuts: Cuts | None = None
    """As of ``PersonSet``: where separation of duties begins, also at desks that do not know."""


class ProfileSet(Fact, frozen=True):
    """The company has an interchange profile of this name, or another version of it.

    ``was`` is the reference of the version before (``name#hash``), empty for a new one.
    """

    name: str
    lines: tuple[str, ...]
    """Its text, line by line: no string of the log is long (``sync.md`` section 4)."""
    was: str = ""


class ListPart(Fact, frozen=True):
    """Up to 500 rows of a list from Sage; without effect until its ``list_closed``."""

    list: str
    kind: str
    rows: tuple[tuple[str, ...], ...]


class ListClosed(Fact, frozen=True):
    """The parts named ``list`` replace the company's list of this kind."""

    list: str
    kind: str
    source: str
    number: Count
    rows: Count


class JobTyped(Fact, frozen=True):
    """An administrator named a project that Sage does not have yet."""

    job: str
    description: str


KINDS: Final[dict[str, type[Fact]]] = {
    "created": Created,
    "deleted": Deleted,
    "code_changed": CodeChanged,
    "description_changed": DescriptionChanged,
    "lines_changed": LinesChanged,
    "content_imported": ContentImported,
    "sent": Sent,
    "retrieved": Retrieved,
    "accepted": Accepted,
    "rejected": Rejected,
    "taken_back": TakenBack,
    "undone": Undone,
    "exported": Exported,
    "equal_in_sage": EqualInSage,
    "posted": Posted,
    "refused": Refused,
    "voided": Voided,
    "extra_code_corrected": ExtraCodeCorrected,
    "tried_again": TriedAgain,
    "posted_after_all": PostedAfterAll,
    "revised": Revised,
    "change_discarded": ChangeDiscarded,
    "reset": Reset,
    "inactivated": Inactivated,
    "reactivated": Reactivated,
    "batch_opened": BatchOpened,
    "batch_closed": BatchClosed,
    "batch_answered": BatchAnswered,
    "company_founded": CompanyFounded,
    "person_set": PersonSet,
    "setting_changed": SettingChanged,
    "list_part": ListPart,
    "list_closed": ListClosed,
    "job_typed": JobTyped,
    "linked": Linked,
    "unlinked": Unlinked,
    "profile_set": ProfileSet,
    "enrolled": Enrolled,
    "revoked": Revoked,
    "branch_kept": BranchKept,
    "checkpoint": Checkpoint,
    "posting_released": PostingReleased,
    "posting_granted": PostingGranted,
    "acknowledged": Acknowledged,
    "noted": Noted,
}
"""Every kind of fact this program knows, by its frozen name in ``typ``."""
