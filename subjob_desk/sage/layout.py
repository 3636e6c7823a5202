"""The parts of a profile: what a field, a record and a whole interchange format are.

How a profile is written down stands in ``profile_text``; no layout is known to code.
"""

from enum import StrEnum
from typing import Final

import msgspec


class Source(StrEnum):
    """Where the value of a field comes from when it is written."""

    CONSTANT = "constant"
    EMPTY = "empty"
    """Nothing is written; the reader still gives the field its name."""
    DATE = "date"
    JOB = "job"
    JOB_DESCRIPTION = "job_description"
    EXTRA = "extra"
    EXTRA_DESCRIPTION = "extra_description"
    COST_CODE = "cost_code"
    COST_CODE_DESCRIPTION = "cost_code_description"
    CATEGORY = "category"
    QUANTITY = "quantity"
    UNIT = "unit"
    AMOUNT = "amount"
    ADDRESS = "address"
    """Of the job, like the three that follow: from the company's list of jobs."""
    CITY = "city"
    STATE = "state"
    ZIP = "zip"
    COMPANY = "company"
    COMPANY_CODE = "company_code"
    EXPORTER = "exporter"
    BATCH_NUMBER = "batch_number"
    BATCH_KIND = "batch_kind"
    SUB_JOB = "sub_job"
    """``JOB/CODE`` as the sub job is called here; its extra may have another code."""
    SUB_JOB_CODE = "sub_job_code"
    ROUND = "round"
    SENDER = "sender"
    APPROVER = "approver"


OF_JOB: Final = frozenset({Source.ADDRESS, Source.CITY, Source.STATE, Source.ZIP})
"""What is known of a job beside its code and description."""

OF_FILE: Final = frozenset({Source.COMPANY, Source.COMPANY_CODE, Source.EXPORTER})
"""What is known of a whole file beside its number, kind and date."""

OF_EXTRA: Final = frozenset(
    {Source.SUB_JOB, Source.SUB_JOB_CODE, Source.ROUND, Source.SENDER, Source.APPROVER}
)
"""What is known of an extra beside its code and description."""


class FieldType(StrEnum):
    """What a field may contain."""

    CONSTANT = "constant"
    CODE = "code"
    TEXT = "text"
    DATE = "date"
    DECIMAL = "decimal"
    WHOLE = "whole"
    """A whole number without a point."""
    UNKNOWN = "unknown"
    """Its meaning is not known: it is never written."""


class Written(StrEnum):
    """When a record is written."""

    PER_JOB = "per job"
    PER_EXTRA = "per extra"
    PER_LINE = "per line"
    NEVER = "never"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a record (``sage-jce.md`` section 3)."""

    number: int
    """Its place, counted from 1."""
    name: str
    source: Source
    type: FieldType
    size: int = 0
    """Characters of a text; letters and digits of a code; digits of a number before its point."""
    longest: int = 0
    """Most characters of a text or code in all: a code with its separators, a unit that Sage's
    database holds although the form says less."""
    required: bool = False
    quoted: bool = False
    constant: str = ""
    grade: str = ""
    """How well it is attested, best first: letters A to D of ``sage-jce.md``."""

    @property
    def is_written(self) -> bool:
        """Something may stand in this field of a file we write."""
        return self.source is not Source.EMPTY


class RecordLayout(msgspec.Struct, frozen=True):
    """One kind of record: ``E`` with its eight standard fields."""

    name: str
    written: Written
    fields: tuple[Field, ...]

    @property
    def id(self) -> str:
        """What its lines begin with."""
        return self.fields[0].constant

    @property
    def written_fields(self) -> tuple[Field, ...]:
        """All fields up to the last that is written: trailing ones are left off."""
        last = max(field.number for field in self.fields if field.is_written)
        return self.fields[:last]

    def field(self, name: str) -> Field:
        """The field called ``name``. Raises ``KeyError`` if the record has none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """An interchange format as data (``sage-jce.md`` section 6)."""

    name: str
    version: int
    extension: str
    """Of the file name, without the dot."""
    encoding: str
    line_end: str
    """The characters themselves."""
    separator: str
    quote: str
    date: str
    """``MMDDYYYY`` or another order of these parts, with separators."""
    decimals: int
    """Places written after the point; at least 2, because amounts are cents."""
    comment: str
    records: tuple[RecordLayout, ...]
    unverified: str = ""
    """What nobody has seen Sage take yet; empty if all was tried in a sample company."""

    @property
    def caution(self) -> str:
        """What whoever exports by this profile must be told; empty if there is nothing to tell."""
        if not self.unverified:
            return ""
        return (
            f"The interchange profile {self.name} is unverified until tried in a sample company "
            f"of Sage: {self.unverified}."
        )

    def sources(self) -> frozenset[Source]:
        """Everything that a file written by this profile says something from."""
        return frozenset(
            field.source
            for record in self.records
            if record.written is not Written.NEVER
            for field in record.fields
        )

    def layout(self, written: Written) -> RecordLayout:
        """The one record that is written per job, per extra or per line."""
        return next(record for record in self.records if record.written is written)
