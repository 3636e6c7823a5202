"""What a profile's own fields ask for: collected for a batch, recorded with it, and what fits not.

The standard fields come from the sub jobs themselves, in ``preparing``.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from subjob_desk.domain.codes import strip
from subjob_desk.domain.company import Company
from subjob_desk.domain.money import decimal_text
from subjob_desk.domain.rights import Person
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.domain.text import refused_characters
from subjob_desk.sage.file_content import (
    ExtraPart,
    FileContent,
    Further,
    JobPart,
    Value,
    extra_values,
    job_values,
)
from subjob_desk.sage.layout import OF_EXTRA, OF_FILE, OF_JOB, FieldType, Profile, Source, Written
from subjob_desk.sage.profile_words import SPOKEN
from subjob_desk.sage.record_text import MisfitError, RecordText
from subjob_desk.store import lookups
from subjob_desk.usecases.known_sage import Connect
from subjob_desk.usecases.words import name_of

_ADDRESS: Final = (Source.ADDRESS, Source.CITY, Source.STATE, Source.ZIP)
_NUMBERS: Final = frozenset({Source.ROUND})
_OF_JOB_SHOWN: Final = {
    Source.JOB_DESCRIPTION: "description",
    Source.ADDRESS: "address",
    Source.CITY: "city",
    Source.STATE: "state",
    Source.ZIP: "ZIP code",
}

Extra = tuple[str, str]
"""Stripped job and stripped extra code."""


class FurtherFields:
    """What the fields of ``profile`` say beside code, description, lines and date.

    Nothing is looked up that the profile does not ask for.
    """

    def __init__(
        self, connect: Connect, company: Company, person: Person, profile: Profile
    ) -> None:
        """For an export by ``person``, as the company is now."""
        self.profile = profile
        self.left_out: list[str] = []
        """A sentence for each text of a job that the files leave out."""
        self._connect = connect
        self._company = company
        self._person = person
        self._sources = profile.sources()
        self._records = {
            written: RecordText(profile, profile.layout(written))
            for written in (Written.PER_JOB, Written.PER_EXTRA, Written.PER_LINE)
        }

    def of_file(self) -> Further:
        """What is said of the whole file."""
        settings = self._company.settings
        return self._wanted(
            {
                Source.COMPANY: settings.name,
                Source.COMPANY_CODE: settings.code,
                Source.EXPORTER: self._person.name,
            }
        )

    def of_jobs(self, codes: Mapping[str, str]) -> dict[str, Further]:
        """What is said of jobs, by stripped code; ``codes`` are their spelled codes."""
        if not self._sources & OF_JOB:
            return {}
        with self._connect() as connection:
            found = lookups.addresses_of(connection, codes)
        return {
            key: {
                source: self.of_job(codes[key], source, text)
                for source, text in zip(_ADDRESS, address, strict=True)
                if source in self._sources
            }
            for key, address in found.items()
        }

    def of_job(self, code: str, source: Source, text: str) -> str:
        """A text about a job, left out where no field must have it and one cannot hold it."""
        fields = [
            (record, field)
            for written, record in self._records.items()
            for field in self.profile.layout(written).fields
            if field.source is source
        ]
        if any(field.required for _record, field in fields):
            return text
        for record, field in fields:
            if text and (reason := record.unwritable(field, text)):
                if len(text) > field.longest:
                    reason = f"is longer than {field.longest} characters"
                elif '"' in text or refused_characters(text) is not None:
                    reason = "has characters that a file for Sage cannot hold"
                what = _OF_JOB_SHOWN[source]
                self.left_out.append(f"The {what} of job {code} {reason}; the file leaves it out.")
                return ""
        return text

    def of_extra(self, sub_job: SubJob) -> Further:
        """What is said of a sub job and of the round that goes out."""
        if not self._sources & OF_EXTRA:
            return {}
        found: Further = {
            Source.SUB_JOB: name_of(sub_job),
            Source.SUB_JOB_CODE: sub_job.content.code,
        }
        if sub_job.round:
            found[Source.ROUND] = sub_job.round.number
            found[Source.SENDER] = self._company.person_name(sub_job.round.sender)
            if sub_job.round.acceptance:
                who = sub_job.round.acceptance.who
                found[Source.APPROVER] = self._company.person_name(who)
        return self._wanted(found)

    def descriptions(self, cost_codes: Iterable[str]) -> dict[str, str]:
        """The descriptions of cost codes by stripped code."""
        if Source.COST_CODE_DESCRIPTION not in self._sources:
            return {}
        with self._connect() as connection:
            found = lookups.cost_codes(connection, map(strip, cost_codes))
        return {key: known.description for key, known in found.items()}

    def misfits(self, content: FileContent) -> dict[Extra, tuple[str, str]]:
        """Message and remedy for each extra with a value that its field cannot hold."""
        found: dict[Extra, tuple[str, str]] = {}
        of_file = content.values()
        for job in content.jobs:
            for extra in job.extras:
                told = self._misfit(of_file, job, extra)
                if told:
                    found.setdefault((strip(job.job), strip(extra.extra)), told)
        return found

    def _misfit(
        self, of_file: Mapping[Source, Value], job: JobPart, extra: ExtraPart
    ) -> tuple[str, str] | None:
        of_job = job_values(of_file, job)
        values = extra_values(of_job, extra)
        line_record = self._records[Written.PER_LINE]
        try:
            self._records[Written.PER_JOB].fixed(of_job)
            self._records[Written.PER_EXTRA].fixed(values)
            line_record.template(values)
        except MisfitError as misfit:
            return self._told(misfit)
        for line in extra.lines:
            try:
                line_record.columns([line])
            except MisfitError as misfit:
                own = misfit.field.source in (Source.COST_CODE, Source.COST_CODE_DESCRIPTION)
                where = "" if own else f"Cost code {line.cost_code}: "
                return self._told(misfit, where)
        return None

    def _told(self, misfit: MisfitError, where: str = "") -> tuple[str, str]:
        field, value = misfit.field, misfit.value
        if field.type is FieldType.DECIMAL and isinstance(value, int):
            value = decimal_text(value)
        what = SPOKEN[field.source]
        what = what if where else what[0].upper() + what[1:]
        shown = f" '{value}'" if value != "" else ""
        place = f"field {field.number} of record {misfit.record}"
        message = f"{where}{what}{shown} {misfit.reason}: {place} in the interchange profile"
        mend = "Change it" if shown else "Fill it in"
        return (
            f"{message} {self.profile.name}.",
            f"{mend}, or let an administrator change the field in Desk > Interchange file.",
        )

    def _wanted(self, values: Further) -> Further:
        return {source: value for source, value in values.items() if source in self._sources}


class Recorded(msgspec.Struct, frozen=True):
    """What a batch records of its further fields, so that it can be rendered again."""

    further: dict[str, dict[str, str]]
    """By job code, of the whole file under the empty code: source and text."""
    extras: dict[Extra, dict[str, str]]
    cost_codes: dict[str, str]

    def of(self, job: str, extra: str) -> dict[str, str]:
        """What was said of an extra."""
        return self.extras.get((strip(job), strip(extra)), {})


def recorded(content: FileContent) -> Recorded:
    """The further values of a file as texts, for the log."""
    by_job = {"": _texts(content.further), **{job.job: _texts(job.further) for job in content.jobs}}
    return Recorded(
        {job: texts for job, texts in by_job.items() if texts},
        {
            (strip(job.job), strip(extra.extra)): _texts(extra.further)
            for job in content.jobs
            for extra in job.extras
            if extra.further
        },
        {
            line.cost_code: line.description
            for job in content.jobs
            for extra in job.extras
            for line in extra.lines
            if line.description
        },
    )


def values_of(texts: Mapping[str, str]) -> Further:
    """The values that were recorded as ``texts``; what this program does not know is left out."""
    known = {source.value for source in OF_FILE | OF_JOB | OF_EXTRA}
    return {
        Source(name): int(text) if Source(name) in _NUMBERS else text
        for name, text in texts.items()
        if name in known
    }


def _texts(further: Further) -> dict[str, str]:
    return {source.value: str(value) for source, value in further.items() if value != ""}
