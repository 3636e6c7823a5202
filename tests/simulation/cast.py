"""Who works in the office of a schedule, on which PCs, and what an older program does not know."""

from typing import Final

PEOPLE: Final = {
    "ann": ("admin", "pm"),
    "ben": ("pm",),
    "carl": ("approver",),
    "dora": ("exporter", "approver"),
    "eve": ("pm",),
    "gil": ("pm", "approver"),
    "hal": ("exporter", "pm"),
    "vic": ("viewer",),
}
JOBS: Final = {"eve": ("99001",)}
"""Eve manages another project only."""

STORED: Final = ("home", "site")
"""Of those the ones that are the product itself, where there is a folder for their files."""

DESKS: Final = ("home", "accounts", "site", "lodge", "van", "attic")
"""The registrar's first; *attic* is for Ben and Gil only."""

UNKNOWN_TO_OLDER: Final = ("linked", "unlinked", "description_changed")
"""Kinds of facts that the older of two program versions does not know."""
