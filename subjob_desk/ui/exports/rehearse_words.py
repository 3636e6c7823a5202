"""What the steps *Rehearse* and *Preview* say: the verdict on a file, and a short one on a line.

Pure: from what the use case predicts and the text of the file; the full sentences are its own.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.money import hundredths
from subjob_desk.ui.common import formats
from subjob_desk.ui.common.against import signed
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.usecases.file_lines import LINE, FileLine, FileLines
from subjob_desk.usecases.rehearsal_views import RehearsedFile

REFUSED: Final = "refused-"
STAYS: Final = "stays"

Stay = tuple[str, str, str]
"""Name, message and remedy of a sub job that does not go out."""

_NEW: Final = ("job-created", "extra-created", "cost-code-added")
_ADDS: Final = ("extra-linked", "extra-own", "extra-again", "cost-code-exists")
_KNOWN: Final = ("job-exists", "job-again")
_UNCHECKED: Final = ("job-not-checked", "extra-not-checked", "cost-code-not-known", "not-known")


class Chip(msgspec.Struct, frozen=True):
    """The word of a verdict; its colours are those of a state, its icon is its own."""

    word: str
    state: State
    icon: Icon


def chip_of(verdict: str) -> Chip | None:
    """The chip of a verdict; ``None`` for what needs none."""
    if verdict == STAYS:
        return Chip(tr("Stays"), State.REJECTED, Icon.WARNING)
    if verdict.startswith(REFUSED):
        return Chip(tr("Refused"), State.FAILED, Icon.STATE_FAILED)
    if verdict in _NEW:
        return Chip(tr("New"), State.ACCEPTED, Icon.NEW)
    if verdict in _ADDS:
        return Chip(tr("Adds"), State.IN_SAGE, Icon.STATE_IN_SAGE)
    if verdict in _KNOWN:
        return Chip(tr("In Sage"), State.IN_SAGE, Icon.STATE_IN_SAGE)
    if verdict in _UNCHECKED:
        return Chip(tr("Not checked"), State.DRAFT, Icon.HELP)
    return None


class Cells(msgspec.Struct, frozen=True):
    """The text of a file, read line by line as it comes into sight: it may have a million."""

    texts: tuple[str, ...] = ()
    reader: FileLines | None = None

    def line(self, number: int) -> FileLine | None:
        """What stands in a line, counted from 1; ``None`` where it is no cost code line."""
        if self.reader is None or not 1 <= number <= len(self.texts):
            return None
        line = self.reader.line(self.texts[number - 1])
        return line if line.kind == LINE else None

    def code(self, number: int) -> str:
        """``01-310 LAB``."""
        line = self.line(number)
        return f"{line.value('cost_code')} {line.value('category')}" if line is not None else ""

    def quantity(self, number: int) -> str:
        """``160.00 hr``."""
        line = self.line(number)
        if line is None:
            return ""
        shown = _number(line.value("quantity"), is_amount=False)
        return f"{shown} {line.value('unit')}".strip()

    def amount(self, number: int) -> str:
        """``+14,400.00``."""
        line = self.line(number)
        return _number(line.value("amount"), is_amount=True) if line is not None else ""


def line_words(verdict: str, code: str, says: str) -> str:
    """A line in few words: what happens, then to what; ``says`` where it needs a sentence."""
    words = {
        "cost-code-added": tr("Creates {code}"),
        "cost-code-exists": tr("Adds to {code}"),
        "cost-code-not-known": tr("Adds to or creates {code}"),
    }.get(verdict, "")
    return words.format(code=code) if words and code else says


def extra_words(verdict: str, term: str, extra: str, says: str) -> str:
    """The line of an extra: the reason why it was not checked is said once, above the list."""
    if verdict == "extra-not-checked":
        return tr("Adds to or creates {term} {extra}").format(term=term, extra=extra)
    return says


def counts(file: RehearsedFile, stay: int, term: str) -> tuple[str, ...]:
    """``2 refused``, ``4 new Extras``: the numbers over the list."""
    verdicts = [line.verdict for line in file.lines]
    created, unchecked = verdicts.count("extra-created"), verdicts.count("extra-not-checked")
    added = sum(verdicts.count(each) for each in ("extra-linked", "extra-own"))
    told = (
        (file.refused, tr("{n} line refused"), tr("{n} lines refused")),
        (stay, tr("{n} stays here"), tr("{n} stay here")),
        (created, tr("{n} new {term}"), tr("{n} new {term}s")),
        (added, tr("{n} {term} added to"), tr("{n} {term}s added to")),
        (unchecked, tr("{n} {term} not checked"), tr("{n} {term}s not checked")),
    )
    return tuple(_counted(count, one, many, term) for count, one, many in told if count)


def stay_words(stay: Sequence[Stay], going: int) -> str:
    """Who stays and why, and what happens to the others; empty if everybody goes."""
    if not stay:
        return ""
    name, message, remedy = stay[0]
    first = f"{name}: {message} {remedy}".strip()
    lead = counted(
        len(stay),
        tr("{n} sub job stays here and is in no file."),
        tr("{n} sub jobs stay here and are in no file."),
    )
    parts = [lead, first]
    if len(stay) > 1:
        parts.append(counted(len(stay) - 1, tr("And {n} more below."), tr("And {n} more below.")))
    rest = counted(going, tr("The other one goes out."), tr("The other {n} go out."))
    parts.append(rest if going else tr("Nothing else goes out."))
    return " ".join(parts)


def verdict(file: RehearsedFile, lists: str, term: str) -> tuple[str, str]:
    """How the banner looks, and what it says of a whole file.

    ``lists``: the days of the lists it was checked against; empty if there is none.
    """
    if file.refused:
        return "problem", refused_words(file)
    parts = [*file.not_checked]
    checked = tr("Checked against the lists of {days}.").format(days=lists) if lists else ""
    if file.not_checked and lists:
        checked = tr("All else is checked against the lists of {days}.").format(days=lists)
    lead = (
        tr("Nothing is found that Sage would refuse: {what}.")
        if file.not_checked
        else tr("Sage will refuse nothing: {what}.")
    )
    said = [lead.format(what=_what(file, term)), *parts, checked]
    kind = "warning" if file.not_checked else "good"
    return kind, " ".join(part for part in said if part)


def refused_words(file: RehearsedFile) -> str:
    """How many lines Sage would refuse, the first reason, and that nothing is written."""
    lead = counted(
        file.refused, tr("Sage would refuse {n} line:"), tr("Sage would refuse {n} lines:")
    )
    first = next((one for one in file.lines if one.is_refused), None)
    why = f"{first.says} {first.remedy}".strip() if first is not None else ""
    then = tr("Nothing is written before that is mended; go back, and rehearse again.")
    return f"{lead} {why} {then}"


def total_words(file: RehearsedFile, term: str) -> str:
    """``4 Extras, 24 lines: +756,213.00``: what the file comes to."""
    lines = sum(line.verdict.startswith("cost-code-") for line in file.lines)
    return tr("Total of this file: {extras}, {lines}, {amount}").format(
        extras=_counted(len(file.extras), tr("{n} {term}"), tr("{n} {term}s"), term),
        lines=counted(lines, tr("{n} line"), tr("{n} lines")),
        amount=signed(sum(row.change for row in file.extras)),
    )


def days_of(moments: Sequence[str]) -> str:
    """``20 Nov`` or ``18 Nov to 20 Nov``, from ISO moments."""
    told = sorted(moment for moment in moments if moment)
    if not told:
        return ""
    first, last = formats.day(told[0]), formats.day(told[-1])
    return first if first == last else tr("{first} to {last}").format(first=first, last=last)


def _what(file: RehearsedFile, term: str) -> str:
    verdicts = [line.verdict for line in file.lines]
    told = (
        (
            verdicts.count("extra-created"),
            tr("{n} {term} created"),
            tr("{n} {term}s created"),
        ),
        (
            sum(verdicts.count(each) for each in ("extra-linked", "extra-own")),
            tr("{n} {term} added to"),
            tr("{n} {term}s added to"),
        ),
        (
            verdicts.count("extra-not-checked"),
            tr("{n} {term} created or added to"),
            tr("{n} {term}s created or added to"),
        ),
        (
            sum(each.startswith("cost-code-") for each in verdicts),
            tr("{n} line"),
            tr("{n} lines"),
        ),
    )
    return ", ".join(_counted(count, one, many, term) for count, one, many in told if count)


def _counted(number: int, one: str, many: str, term: str) -> str:
    return (one if number == 1 else many).format(n=number, term=term)


def _number(text: str, *, is_amount: bool) -> str:
    try:
        value = hundredths(text)
    except ValueError:
        return text
    return signed(value) if is_amount else formats.quantity(value)
