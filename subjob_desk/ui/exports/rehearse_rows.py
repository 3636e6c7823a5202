"""What the step *Rehearse* lists: for each extra its budget and its lines, refused ones first.

Made from what the use case predicts; pure, and able to find a word in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.rehearsal_views import BudgetRow, RehearsedFile, RehearsedLine

REFUSED: Final = "refused-"
_CREATED: Final = "extra-created"
_ADDED: Final = ("extra-linked", "extra-own")
_NOT_CHECKED: Final = "extra-not-checked"
_JOB: Final = "job-"
_EXTRA: Final = "extra-"

Stay = tuple[str, str, str]
"""Name, message and remedy of a sub job that does not go out."""


class Child(msgspec.Struct, frozen=True):
    """One line below a group."""

    label: str
    says: str
    remedy: str = ""
    is_refused: bool = False
    line: int = 0
    """Its line in the file; 0 for what is in no file."""


class Group(msgspec.Struct, frozen=True):
    """An extra with its lines, the jobs, or what stays here."""

    key: str
    label: str
    description: str
    says: str
    budget: BudgetRow | None
    children: tuple[Child, ...]
    refused: int = 0


class Rehearsed(msgspec.Struct, frozen=True):
    """One file as the page shows it."""

    title: str
    groups: tuple[Group, ...]
    counts: tuple[tuple[str, int], ...]
    """Sentences with numbers: what Sage creates, adds to, refuses."""
    not_checked: tuple[str, ...]
    second_import: str
    partly_known: bool
    """Of some extras only what came from here is known."""


def of_file(
    file: RehearsedFile,
    stay: Sequence[Stay],
    names: Mapping[str, str],
    owners: Sequence[str] = (),
) -> Rehearsed:
    """A rehearsed file; ``stay`` is listed first, ``names`` gives sub jobs by id as shown.

    ``owners`` gives for each line of the file the id of its sub job, where that is planned.
    """
    by_item: dict[str, list[RehearsedLine]] = {}
    for line in file.lines:
        owner = owners[line.line - 1] if line.line <= len(owners) else ""
        by_item.setdefault(line.item or owner, []).append(line)
    extras = [_extra(row, by_item.pop(row.item, []), names) for row in file.extras]
    rest = [one for lines in by_item.values() for one in lines]
    jobs = _group("jobs", tr("Jobs"), [one for one in rest if one.verdict.startswith(_JOB)])
    others = _group(
        "others", tr("Other lines"), [o for o in rest if not o.verdict.startswith(_JOB)]
    )
    groups = [*_staying(stay), *jobs, *others, *extras]
    return Rehearsed(
        title=file.file_name,
        groups=tuple(sorted(groups, key=_refused_first)),
        counts=_counts(file, len(stay)),
        not_checked=file.not_checked,
        second_import=file.second_import,
        partly_known=any(not row.known for row in file.extras),
    )


def only_staying(stay: Sequence[Stay]) -> Rehearsed:
    """Where nothing goes out at all."""
    counts = ((tr("{n} stay here"), len(stay)),) if stay else ()
    return Rehearsed("", tuple(_staying(stay)), counts, (), "", False)


def matching(groups: Iterable[Group], text: str) -> tuple[Group, ...]:
    """The groups and lines with every word of ``text``; a group that matches keeps its lines."""
    words = text.casefold().split()
    if not words:
        return tuple(groups)
    found: list[Group] = []
    for group in groups:
        if _has(words, group.label, group.description, group.says):
            found.append(group)
            continue
        lines = tuple(c for c in group.children if _has(words, c.label, c.says, c.remedy))
        if lines:
            found.append(msgspec.structs.replace(group, children=lines))
    return tuple(found)


def _has(words: Sequence[str], *texts: str) -> bool:
    whole = "\n".join(texts).casefold()
    return all(word in whole for word in words)


def _staying(stay: Sequence[Stay]) -> list[Group]:
    if not stay:
        return []
    children = tuple(
        Child(name, message, remedy, is_refused=True) for name, message, remedy in stay
    )
    says = tr("Not in the file: mend it, or leave it for the next export.")
    return [Group("stay", tr("Stays here"), "", says, None, children, len(stay))]


def _extra(row: BudgetRow, lines: Sequence[RehearsedLine], names: Mapping[str, str]) -> Group:
    """The line of the extra itself speaks for the group; it stays below if it is refused."""
    head = next((one for one in lines if one.verdict.startswith(_EXTRA)), None)
    refused = sum(1 for one in lines if one.verdict.startswith(REFUSED))
    says = head.says if head is not None else ""
    if refused:
        says = tr("{n} of its lines would be refused.").format(n=refused)
    return Group(
        row.item or f"{row.job}/{row.extra}",
        names.get(row.item, f"{row.job} / {row.extra}"),
        row.description,
        says,
        row,
        tuple(sorted((_child(one) for one in lines if one is not head), key=_child_order)),
        refused,
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
        line.verdict.startswith(REFUSED),
        line.line,
    )


def _child_order(child: Child) -> tuple[bool, int]:
    return (not child.is_refused, child.line)


def _refused_first(group: Group) -> bool:
    return not group.refused


def _counts(file: RehearsedFile, stay: int) -> tuple[tuple[str, int], ...]:
    verdicts = [line.verdict for line in file.lines]
    created, unchecked = verdicts.count(_CREATED), verdicts.count(_NOT_CHECKED)
    return tuple(
        (words, count)
        for words, count in (
            (tr("{n} refused"), file.refused),
            (tr("{n} stay here"), stay),
            (tr("{n} new"), created),
            (tr("{n} added to"), sum(verdicts.count(each) for each in _ADDED)),
            (tr("{n} not checked"), unchecked),
        )
        if count
    )
