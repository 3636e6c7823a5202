"""Which page of Help belongs to which part of the screen, for F1."""

from typing import Final

from PySide6.QtWidgets import QWidget

from subjob_desk.ui.common.helping import PROPERTY

FIRST: Final = "first-minutes"

TOPICS: Final = {
    # The four places, and the sections of the desk.
    "projects_place": "projects",
    "inbox": "inbox",
    "exports": "exports",
    "desk": "desk",
    "desk_exchange": "sharing",
    "desk_desks": "sharing#let-a-desk-in",
    "desk_conflicts": "races",
    "desk_entries": "sharing#entries-without-effect",
    "desk_people": "people",
    "desk_lists": "lists",
    "desk_settings": "settings",
    "desk_safety": "backup",
    "desk_interchange": "profiles",
    # Dialogs.
    "export_dialog": "exports#the-four-steps",
    "posted_dialog": "sage#record-the-answer",
    "refused_dialog": "refused-lines",
    "reject_file": "refused-lines",
    "no_reject_file": "refused-lines",
    "control_sheet": "batches#the-control-sheet",
    "coverage": "batches#exactly-once",
    "comparison": "linking#compare-with-sage",
    "import_dialog": "sheets",
    "person_dialog": "people",
    "give_password": "people#passwords",
    "set_password": "people#passwords",
    "take_password": "people#passwords",
    "share_dialog": "sharing#share-a-company",
    "hub_dialog": "sharing#share-a-company",
    "recovery_sheet": "sharing#the-recovery-sheet",
    "let_in_dialog": "sharing#let-a-desk-in",
    "join_dialog": "sharing#let-a-desk-in",
    "cut_dialog": "sharing#take-a-desk-out",
    "posting_dialog": "sharing#the-posting-desk",
    "branch_dialog": "sharing#when-entries-fork",
    "reject_dialog": "inbox#reject",
    "reset_dialog": "changes#reset",
    "project_dialog": "projects#a-project-not-in-sage-yet",
    "link_dialog": "linking",
    "problems_list": "objections",
    "profile_dialog": "profiles#a-profile-of-your-own",
    "profile_copy": "profiles#a-profile-of-your-own",
    "jump_box": "keys",
    # Without a company.
    "new_company": "settings",
}
"""Object name to page, from the innermost part outwards."""


def topic_of(widget: QWidget | None) -> str:
    """The page of the innermost part around ``widget`` that has one; empty for none."""
    while widget is not None:
        page = widget.property(PROPERTY) or TOPICS.get(widget.objectName(), "")
        if page:
            return str(page)
        widget = widget.parentWidget()
    return ""
