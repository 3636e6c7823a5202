"""What the step *Rehearse* lists: for each extra its budget and its lines, refused ones first.

Made from what the use case predicts; pure, and able to find a word in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from subjob_desk.ui.common.words import tr
from subjob_desk.ui.exports import rehearse_words as words
from subjob_desk.ui.exports.rehearse_words import REFUSED, STAYS, Cells, Stay
from subjob_desk.usecases.file_lines import FileLines
from subjob_desk.usecases.rehearsal_views import BudgetRow, RehearsedFile, RehearsedLine
from subjob_desk.usecases.views import PlannedFile

_JOB: Final = "job-"
_EXTRA: Final = "extra-"


class About(msgspec.Struct, frozen=True):
    """What is known besides the prediction itself."""

    names: Mapping[str, str]
    """Sub jobs by id, as shown."""
    term: str = "Extra"
    """The company's word for it."""
    lists: str = ""
    """The days of the lists it was checked against; empty for none."""
    going: int = 0
    """How many sub jobs go out in all files."""
    reader: FileLines | None = None
    """Tells the fields of a line apart."""


class Child(msgspec.Struct, frozen=True):
    """One line below a group."""

    label: str
    says: str
    remedy: str = ""
    is_refused: bool = False
    line: int = 0
    """Its line in the file; 0 for what is in no file."""
    verdict: str = ""


class Group(msgspec.Struct, frozen=True):
    """An extra with its lines, the jobs, or what stays here."""

    key: str
    label: str
    description: str
    says: str
    budget: BudgetRow | None
    children: tuple[Child, ...]
    refused: int = 0
    verdict: str = ""


class Rehearsed(msgspec.Struct, frozen=True):
    """One file as the page shows it."""

    title: str
    groups: tuple[Group, ...]
    counts: tuple[str, ...]
    """What Sage creates, adds to, refuses."""
    second_import: str = ""
    partly_known: bool = False
    """Of some extras only what came from here is known."""
    stays: str = ""
    """Who stays here and why; empty if everybody goes."""
    verdict: tuple[str, str] = ("good", "")
    """How the banner looks, and what it says of the file."""
    total: str = ""
    cells: Cells = Cells()


def of_file(
    file: RehearsedFile,
    stay: Sequence[Stay],
    about: About,
    planned: PlannedFile | None = None,
) -> Rehearsed:
    """A rehearsed file; ``stay`` is listed first.

    ``planned`` gives its text, and for each line the id of its sub job.
    """
    owners = planned.line_items if planned is not None else ()
    texts = tuple(planned.text.split("\r\n")) if planned is not None else ()
    by_item: dict[str, list[RehearsedLine]] = {}
    for line in file.lines:
        owner = owners[line.line - 1] if line.line <= len(owners) else ""
        by_item.setdefault(line.item or owner, []).append(line)
    extras = [_extra(row, by_item.pop(row.item, []), about) for row in file.extras]
    rest = [one for lines in by_item.values() for one in lines]
    jobs = _group("jobs", tr("Jobs"), [one for one in rest if one.verdict.startswith(_JOB)])
    others = _group(
        "others", tr("Other lines"), [o for o in rest if not o.verdict.startswith(_JOB)]
    )
    groups = [*_staying(stay), *jobs, *others, *extras]
    return Rehearsed(
        title=file.file_name,
        groups=tuple(sorted(groups, key=_refused_first)),
        counts=words.counts(file, len(stay), about.term),
        second_import=file.second_import,
        partly_known=any(not row.known for row in file.extras),
        stays=words.stay_words(stay, about.going),
        verdict=words.verdict(file, about.lists, about.term),
        total=words.total_words(file, about.term),
        cells=Cells(texts, about.reader),
    )


def only_staying(stay: Sequence[Stay]) -> Rehearsed:
    """Where nothing goes out at all."""
    return Rehearsed("", tuple(_staying(stay)), (), stays=words.stay_words(stay, 0))


def matching(groups: Iterable[Group], text: str) -> tuple[Group, ...]:
    """The groups and lines with every word of ``text``; a group that matches keeps its lines."""
    wanted = text.casefold().split()
    if not wanted:
        return tuple(groups)
    found: list[Group] = []
    for group in groups:
        if _has(wanted, group.label, group.description, group.says):
            found.append(group)
            continue
        lines = tuple(c for c in group.children if _has(wanted, c.label, c.says, c.remedy))
        if lines:
            found.append(msgspec.structs.replace(group, children=lines))
    return tuple(found)


def _has(wanted: Sequence[str], *texts: str) -> bool:
    whole = "\n".join(texts).casefold()
    return all(word in whole for word in wanted)


def _staying(stay: Sequence[Stay]) -> list[Group]:
    if not stay:
        return []
    children = tuple(
        Child(name, message, remedy, is_refused=True, verdict=STAYS)
        for name, message, remedy in stay
    )
    says = tr("Not in the file: mend it, or leave it for the next export.")
    return [Group("stay", tr("Stays here"), "", says, None, children, len(stay), STAYS)]


def _extra(row: BudgetRow, lines: Sequence[RehearsedLine], about: About) -> Group:
    """The line of the extra itself speaks for the group; it stays below if it is refused."""
    head = next((one for one in lines if one.verdict.startswith(_EXTRA)), None)
    refused = sum(1 for one in lines if one.verdict.startswith(REFUSED))
    verdict = head.verdict if head is not None else ""
    says = head.says if head is not None else ""
    says = words.extra_words(verdict, about.term, row.extra, says)
    if refused:
        says = tr("{n} of its lines would be refused.").format(n=refused)
        verdict = REFUSED
    return Group(
        row.item or f"{row.job}/{row.extra}",
        about.names.get(row.item, f"{row.job}/{row.extra}"),
        row.description,
        says,
        row,
        tuple(sorted((_child(one) for one in lines if one is not head), key=_child_order)),
        refused,
        verdict,
    )


def _group(key: str, label: str, lines: Sequence[RehearsedLine]) -> list[Group]:
    if not lines:
        return []
    children = tuple(sorted((_child(one) for one in lines), key=_child_order))
    return [Group(key, label, "", "", None, children, sum(c.is_refused for c in children))]


def _child(line: RehearsedLine) -> Child:
    return Child(
        tr("Line {n}").format(n=line.line),
        line.says,
        line.remedy,
        line.is_refused,
        line.line,
        line.verdict,
    )


def _child_order(child: Child) -> tuple[bool, int]:
    return (not child.is_refused, child.line)


def _refused_first(group: Group) -> bool:
    return not group.refused
