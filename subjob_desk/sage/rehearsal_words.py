"""The words of the rehearsal: for each verdict a sentence, a remedy, and how well it is attested.

Only the table and its filling; which verdict a line gets is ``rehearsal``'s.
"""

from typing import Final

import msgspec

from subjob_desk.sage.rehearsed import RehearsedLine, Verdict

_MOST_REMEMBERED: Final = 20_000


class Words(msgspec.Struct, frozen=True):
    """Templates. ``grade`` is that of ``sage-jce.md``; ``-`` where the rule is ours."""

    says: str
    grade: str
    remedy: str = ""


_V = Verdict

TABLE: Final = {
    _V.JOB_EXISTS: Words("Job {job} is in Sage: what follows belongs to it.", "C"),
    _V.JOB_CREATED: Words("Creates job {job}: it is not in Sage yet.", "A"),
    _V.JOB_AGAIN: Words("Job {job} stands further up: what follows belongs to it.", "C"),
    _V.JOB_NOT_CHECKED: Words(
        "Job {job} is used if Sage has it, else created; not checked, because no list of jobs "
        "was imported.",
        "A",
    ),
    _V.EXTRA_CREATED: Words("Creates {term} {extra}.", "B"),
    _V.EXTRA_LINKED: Words("Adds to {term} {extra}, which is in Sage and linked here.", "C"),
    _V.EXTRA_OWN: Words("Adds to {term} {extra}, which came into Sage from here.", "C"),
    _V.EXTRA_AGAIN: Words("Adds to {term} {extra}, which stands further up.", "C"),
    _V.EXTRA_NOT_CHECKED: Words(
        "Creates {term} {extra}, or adds to it if Sage has it; not checked, because no list of "
        "extras was imported.",
        "C",
    ),
    _V.COST_CODE_ADDED: Words(
        "Adds cost code {code}, category {category}, under this {term}.", "A"
    ),
    _V.COST_CODE_EXISTS: Words(
        "Adds to cost code {code}, category {category}, of this {term}.", "C"
    ),
    _V.COST_CODE_NOT_KNOWN: Words(
        "Adds to cost code {code}, category {category}, or creates it: what this {term} has in "
        "Sage is not known here.",
        "C",
    ),
    _V.NOT_KNOWN: Words("What Sage does with a record '{id}' in this import is not known.", "-"),
    _V.UNREADABLE: Words(
        "Column {column}: {message}", "-", "Mend this place, or write the file again from Exports."
    ),
    _V.NO_JOB: Words(
        "This line stands before any job.", "B", "Put the line of its job ('*') above it."
    ),
    _V.NO_EXTRA: Words(
        "This line stands under no {term}: it would change the job's own estimate.",
        "B",
        "Put the line of its {term} ('E') above it.",
    ),
    _V.OTHER_EXTRA: Words(
        "This line names {term} {named} but stands under {term} {extra}: which of them Sage would "
        "take is not known.",
        "-",
        "Write the file again from Exports.",
    ),
    _V.PARENT: Words("It belongs to a line that is refused: {parent}", "-", "{remedy}"),
    _V.MISSING: Words("The {field} is missing.", "B", "Fill it in."),
    _V.TOO_LONG: Words(
        "The {field} '{value}' has {length} {counted}; Sage takes {limit}.", "A", "Shorten it."
    ),
    _V.NUMBER: Words(
        "The {field} {value} has more than two decimals: how Sage rounds is not known.",
        "-",
        "Write it with two decimals.",
    ),
    _V.TOO_LARGE: Words(
        "The {field} {value} is more than Sage takes ({limit}).",
        "A",
        "Spread it over several cost codes or sub jobs.",
    ),
    _V.MASK: Words(
        "The {field} {value} does not fit the mask {mask}.", "A", "Write it like {example}."
    ),
    _V.JOB_CLOSED: Words(
        "Job {job} is closed in Sage: it takes no estimates.",
        "A",
        "Ask accounting to open the job in Sage and to import the list of jobs again.",
    ),
    _V.JOB_GONE: Words(
        "Job {job} is no longer in Sage's list of jobs: Sage would create it once more.",
        "A",
        "Ask accounting whether the job was removed or has another code now.",
    ),
    _V.JOB_UNKNOWN: Words(
        "Job {job} is not on the list of jobs: Sage would create it.",
        "A",
        "Import the list of jobs from Sage, or let an administrator type the project.",
    ),
    _V.NOT_LINKED: Words(
        "{term} {extra} is already in Sage{named} and is not linked: the amounts would be added "
        "to it.",
        "C",
        "Link the sub job to it or take another code.",
    ),
    _V.LINK_GONE: Words(
        "{term} {extra}, which is linked here, is not on Sage's list any more: Sage would create "
        "it.",
        "C",
        "Ask accounting to import the newest list, or take the link away.",
    ),
    _V.MIXED: Words(
        "{term} {extra} {history}, but this file is of the kind {kind}: Sage takes a whole file "
        "either as new estimates or as approved changes.",
        "A",
        "Export it again: it then goes into a file of the kind {wanted}.",
    ),
    _V.COST_CODE_UNKNOWN: Words(
        "Cost code {code} is not on the standard list.",
        "A",
        "Choose one from the list, or ask accounting to add it in Sage and to import the list "
        "again.",
    ),
    _V.COST_CODE_INACTIVE: Words(
        "Cost code {code} is no longer on the standard list.",
        "A",
        "Choose another one, or ask accounting to make it active in Sage.",
    ),
    _V.COST_CODE_GROUP: Words(
        "Cost code {code} is a group and takes no costs.",
        "A",
        "Choose one of the cost codes below it.",
    ),
    _V.CATEGORY: Words(
        "Category {category} is not a standard category: Sage stops the import here.",
        "A",
        "Use a standard category, or ask accounting to add it in Sage and to import the list "
        "again.",
    ),
}
"""What is said of each verdict."""


class Told(msgspec.Struct, frozen=True):
    """A verdict in words."""

    verdict: Verdict
    says: str
    remedy: str

    @property
    def is_refused(self) -> bool:
        """The line would be refused, or must not go out."""
        return self.verdict.is_refused

    def at(self, line: int, item: str) -> RehearsedLine:
        """It, said of one line."""
        return RehearsedLine(line, item, self.verdict, self.says, self.remedy)


class Telling:
    """Puts verdicts into words, with the company's word for Extra; equal sentences are one."""

    def __init__(self, term: str) -> None:
        self._term = term
        self._told: dict[tuple[str, ...], Told] = {}

    def tell(self, verdict: Verdict, **values: str) -> Told:
        """The verdict in words; ``values`` fill its templates."""
        key = (verdict, *values.values())
        told = self._told.get(key)
        if told is None:
            words = TABLE[verdict]
            every = {"term": self._term, **values}
            told = Told(verdict, words.says.format_map(every), words.remedy.format_map(every))
            if len(self._told) > _MOST_REMEMBERED:
                self._told.clear()
            self._told[key] = told
        return told
