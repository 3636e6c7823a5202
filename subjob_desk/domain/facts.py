"""The facts: one frozen struct per kind of thing that can be recorded, named in the past tense.

Their form is frozen (``sync.md`` section 1): a field is only ever added, with a default. The
envelope they travel in is in ``operations``, what they do in ``effects``, ``company``, ``batch``.
"""

import re
from typing import Annotated, Final

import msgspec

from subjob_desk.domain.content import Line
from subjob_desk.domain.money import Money, Quantity, decimal_text, hundredths


class Fact(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an operation says; each subclass is one kind of fact."""


Count = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
"""A number of things or in a series: small enough for every table and every wire."""

_LONGEST_SUM: Final = 20
"""Characters of a sum: it fits 64 bits as hundredths."""

_NUMBER_LIMIT: Final = 10**15
"""Recorded amounts and quantities are below this, in hundredths: their sums fit 64 bits."""


_SMALL: Final = re.compile(r"-?\d{1,12}(?:\.\d{1,2})?", re.ASCII)
"""What is surely below that, told by its form alone: nearly all numbers, on every reading."""


def check_number(text: str) -> None:
    """Raise ``ValueError`` unless ``text`` is a plain decimal below a thousand times the limit."""
    if _SMALL.fullmatch(text) is None and abs(hundredths(text)) >= _NUMBER_LIMIT:
        raise ValueError(f"the number has too many digits: {text[:20]}")


class LineFact(msgspec.Struct, frozen=True, omit_defaults=True, array_like=True):
    """An estimate line as it is recorded: numbers as decimal strings.

    Raises ``ValueError`` for a number that is none, so that no unreadable line is ever folded.
    """

    id: str
    cost_code: str
    category: str
    quantity: str
    unit: str
    amount: str

    def __post_init__(self) -> None:
        check_number(self.quantity)
        check_number(self.amount)

    @classmethod
    def of(cls, line: Line) -> "LineFact":
        """The record of ``line``."""
        return cls(
            line.id,
            line.cost_code,
            line.category,
            decimal_text(line.quantity),
            line.unit,
            decimal_text(line.amount),
        )

    def line(self) -> Line:
        """The line recorded here."""
        return Line(
            self.id,
            self.cost_code,
            self.category,
            Quantity(hundredths(self.quantity)),
            self.unit,
            Money(hundredths(self.amount)),
        )


class LineChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line before and after: no ``was`` is a new line, no ``now`` a removed one."""

    was: LineFact | None = None
    now: LineFact | None = None


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


class ExportedLine(msgspec.Struct, frozen=True, array_like=True):
    """One ``C`` line as written: a difference to what Sage has."""

    cost_code: str
    category: str
    quantity: str
    unit: str
    amount: str

    def __post_init__(self) -> None:
        check_number(self.quantity)
        check_number(self.amount)


class Exported(Fact, frozen=True):
    """The acceptance in the envelope's ``to`` went into a batch; counts once it is closed."""

    batch: str
    extra_code: str
    lines: tuple[ExportedLine, ...]


class EqualInSage(Fact, frozen=True):
    """The acceptance in ``to`` differs from Sage in no amount: nothing to write."""


class Posted(Fact, frozen=True):
    """Sage took everything this sub job had in the batch."""

    batch: str


class Refused(Fact, frozen=True):
    """Sage refused lines of the batch, by position in ``Exported.lines``; none named is all."""

    batch: str
    message: str
    lines: tuple[Count, ...] | None = None


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


class BatchClosed(Fact, frozen=True):
    """The bytes of the batch are fixed; only now its ``exported`` operations count."""

    lines: Count
    amount: str
    sha256: str
    folder: str

    def __post_init__(self) -> None:
        hundredths(self.amount)
        if len(self.amount) > _LONGEST_SUM:
            raise ValueError(f"the sum has too many digits: {self.amount[:20]}")


class BatchAnswered(Fact, frozen=True):
    """What became of the batch: posted, partly-refused or void."""

    outcome: str
    note: str = ""


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


class SettingChanged(Fact, frozen=True):
    """A company setting has a new value; both as JSON texts."""

    name: str
    was: str
    now: str


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
}
"""Every kind of fact this program knows, by its frozen name in ``typ``."""
