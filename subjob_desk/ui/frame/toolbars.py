"""Which acts stand in the toolbar of which place, and why acts on no sub job are not possible."""

from collections.abc import Iterable

from subjob_desk.domain.lifecycle import Act
from subjob_desk.domain.rights import Person, Role
from subjob_desk.ui.actions import Actions, ExplainedAction
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.views import Counts

Toolbar = tuple[tuple[ExplainedAction, ...], ExplainedAction | None]


def toolbar(actions: Actions, place: str) -> Toolbar:
    """The acts of a place, and the primary one where it stands in the toolbar.

    In Projects and the Inbox it stands beside what it is done to: *Send*, *New sub job*, *Accept*.
    """
    return {
        "projects": ((actions.new_sub_job, actions.import_sheet, actions.send), None),
        "inbox": ((actions.withdraw, actions.export), None),
        "exports": ((), actions.export),
        "desk": ((actions.person,), None),
    }[place]


def short_words(actions: Actions) -> dict[ExplainedAction, str]:
    """Shorter words for the toolbar, where the place says what they are about."""
    return {actions.withdraw: tr("Withdraw")}


def explain_others(actions: Actions, person: Person, counts: Counts, place: str) -> None:
    """Enable the acts that need no selection, or say why they cannot be done."""
    project = next(iter(person.jobs), "")
    edits = person.missing_right(Act.EDIT, project) or ""
    actions.new_sub_job.explain(edits)
    actions.import_sheet.explain(edits)
    nothing = tr("Nothing is accepted and waits for export.")
    missing = person.missing_right(Act.EXPORT, "") or ""
    actions.export.explain(missing or ("" if counts.accepted else nothing))
    actions.reject_file.explain(missing)
    may_add = Role.ADMIN in person.roles and person.is_proven
    actions.add_project.explain("" if may_add else _only(person, tr("an administrator")))
    _explain_lists(actions.import_lists, person)
    if place != "exports":
        for action in (actions.post, actions.refuse, actions.void, actions.print_sheet):
            action.explain(tr("Choose the batch under Exports (Ctrl+3)."))


def _explain_lists(lists: Iterable[ExplainedAction], person: Person) -> None:
    may = person.is_proven and person.roles & {Role.ADMIN, Role.EXPORTER}
    for action in lists:
        action.explain("" if may else _only(person, tr("an administrator or exporter")))


def _only(person: Person, role: str) -> str:
    if not person.is_proven:
        return tr("{name} has a password, and it was not given.").format(name=person.name)
    return tr("{name} is not {role}.").format(name=person.name, role=role)
