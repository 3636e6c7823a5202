"""What the export dialog says about a plan and about what was written; pure."""

from collections.abc import Sequence

from subjob_desk.domain.changes import Stayed
from subjob_desk.ui.common.words import counted, tr
from subjob_desk.ui.exports.batches import file_name, number_text
from subjob_desk.ui.exports.next_steps import Written
from subjob_desk.usecases.views import ExportPlan, WrittenBatch


def notice(plan: ExportPlan | None, left: Sequence[Stayed] = ()) -> str:
    """What stays, what needs no file and what is to be keyed in; empty if there is nothing.

    ``left`` was not written after all, since the file before failed or somebody stopped it.
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
        for name, message, remedy in plan.stay
    ]
    if plan.equal:
        names = ", ".join(plan.equal)
        parts.append(
            tr("No amount differs from Sage, so nothing is written for {names}.").format(
                names=names
            )
        )
    return " ".join(part.strip() for part in (*parts, *plan.notes))


def write_words(plan: ExportPlan | None) -> tuple[str, str]:
    """The primary button of the preview, and why it cannot be used."""
    if plan is None or not (plan.files or plan.equal):
        return tr("&Write the file"), tr("There is nothing to write.")
    if not plan.files:
        return tr("&Record as in Sage"), ""
    if len(plan.files) == 1:
        return tr("&Write the file"), ""
    return tr("&Write {n} files").format(n=len(plan.files)), ""


def done_title(batches: Sequence[WrittenBatch]) -> str:
    """The title of the last step."""
    if not batches:
        return tr("Nothing had to be written")
    return counted(len(batches), tr("The file is written"), tr("{n} files are written"))


def numbers(batches: Sequence[WrittenBatch]) -> str:
    """The numbers of the batches written."""
    return "  ·  ".join(number_text(each.number) for each in batches)


def written(batch: WrittenBatch) -> Written:
    """A batch as the steps in Sage need it."""
    return Written(
        batch.kind, file_name(batch.file), len(batch.sub_jobs), batch.lines, batch.amount
    )
