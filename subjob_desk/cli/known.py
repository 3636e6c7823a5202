"""Commands on what Sage is known to have: link, unlink and compare."""

from collections.abc import Sequence
from typing import Annotated

import typer

from subjob_desk.cli.options import As, File, Name, Names, at_desk, ids_of, wrong_usage
from subjob_desk.cli.outcome import DONE, PARTLY, Outcome
from subjob_desk.cli.printing import progress, table
from subjob_desk.cli.shapes import act_outcome
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.comparing import Comparing
from subjob_desk.usecases.comparing_views import HEADINGS, Comparison
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.linking import Linking
from subjob_desk.usecases.words import counted


def link(
    file: File,
    name: Name,
    person: As = None,
    extra: Annotated[
        str | None,
        typer.Option(
            "--extra",
            metavar="CODE",
            help="The extra on Sage's list; the sub job's own code, if left out.",
            show_default=False,
        ),
    ] = None,
) -> Outcome:
    """Link a sub job to an extra that Sage has already. It is not created there then."""
    with at_desk(file, person) as desk:
        sub_id = ids_of(desk, [name])[0]
        code = _own_code(desk, sub_id) if extra is None else extra
        return act_outcome(desk, Linking(desk).link(sub_id, code))


def unlink(file: File, names: Names = None, person: As = None) -> Outcome:
    """Take links to extras of Sage away."""
    if not names:
        raise wrong_usage("unlink", "It is not said what to unlink: give JOB/CODE.")
    with at_desk(file, person) as desk:
        return act_outcome(desk, Linking(desk).unlink(ids_of(desk, names)))


def compare(
    file: File,
    project: Annotated[
        str | None, typer.Option("--project", metavar="JOB", help="Only this project.")
    ] = None,
) -> Outcome:
    """Compare with Sage's imported lists. Shows what is only here, or only there."""
    with at_desk(file, writing=False, acting=False) as desk:
        found = Comparing(desk).report(project or "", progress=progress("Compared"))
    return Outcome(_document(found), _told(found), status=PARTLY if found.total else DONE)


def _own_code(desk: Desk, sub_id: str) -> str:
    return Browsing(desk).sub_job(sub_id).row.code


def _document(found: Comparison) -> dict[str, object]:
    return {
        "lists": list(found.lists),
        "not_checked": list(found.not_checked),
        "counts": dict(found.counts),
        "differences": [
            {
                "kind": row.kind,
                "name": row.name,
                "here": row.here,
                "in_sage": row.there,
                "message": row.says,
                "extra": row.extra or None,
            }
            for row in found.rows
        ],
    }


def _told(found: Comparison) -> Sequence[str]:
    lists = [f"Compared with {one}." for one in found.lists]
    told = [*lists, *found.not_checked]
    if not found.lists:
        return [*told, "There is nothing to compare with: import the lists from Sage first."]
    if not found.total:
        return [*told, "Nothing differs."]
    counts = "; ".join(f"{found.title(kind)} {n:,}" for kind, n in found.counts.items())
    cut = found.total - len(found.rows)
    more = [f"And {cut:,} more, not listed here: compare one project at a time."] if cut else []
    rows = table(HEADINGS, [found.cells(row) for row in found.rows])
    return [*told, "", *rows, *more, f"{counted(found.total, 'difference')}: {counts}."]
