"""What the export dialog says about a plan and about what was written; pure."""

from collections.abc import Sequence

from subjob_desk.domain.changes import Stayed
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.usecases.views import ExportPlan, WrittenBatch


def notice(plan: ExportPlan | None, left: Sequence[Stayed] = (), *, with_stay: bool = True) -> str:
    """What stays, what needs no file and what is to be keyed in; empty if there is nothing.

    ``left`` was not written after all, since the file before failed or somebody stopped it.
    ``with_stay``: whether those that stay are named; else they are told elsewhere.
    """
    if plan is None:
        return ""
    parts = [
        tr("{name} was not written: {message} {remedy}").format(
            name=one.name, message=one.message, remedy=one.remedy
        )
        for one in left
    ]
    parts += [
        tr("{name} stays here: {message} {remedy}").format(
            name=name, message=message, remedy=remedy
        )
        for name, message, remedy in (plan.stay if with_stay else ())
    ]
    if plan.equal:
        names = ", ".join(plan.equal)
        parts.append(
            tr("No amount differs from Sage, so nothing is written for {names}.").format(
                names=names
            )
        )
    if plan.despite:
        missing = tr("It goes out although something of other desks may be missing: {reason}")
        parts.append(missing.format(reason=f"{plan.despite.rstrip('.')}."))
    return " ".join(part.strip() for part in (*parts, *plan.notes))


def write_words(plan: ExportPlan | None) -> str:
    """The primary button of the preview."""
    if plan is not None and plan.equal and not plan.files:
        return tr("&Record as in Sage")
    if plan is None or len(plan.files) < 2:
        return tr("&Write the file")
    return tr("&Write {n} files").format(n=len(plan.files))


def why_not_written(plan: ExportPlan | None, refused: int) -> str:
    """Why a plan of which Sage would refuse so many lines cannot be written; empty if it can."""
    if plan is None or not (plan.files or plan.equal):
        return tr("There is nothing to write.")
    return (
        counted(
            refused,
            tr("Sage would refuse {n} line: nothing is written."),
            tr("Sage would refuse {n} lines: nothing is written."),
        )
        if refused
        else ""
    )


def done_title(batches: Sequence[WrittenBatch]) -> str:
    """The title of the last step."""
    if not batches:
        return tr("Nothing had to be written")
    return counted(len(batches), tr("The file is written"), tr("{n} files are written"))
