"""Last night's backup is put back at one of three desks, and what they export before and after."""

import shutil
from pathlib import Path

from tests.drivers.office import DATE
from tests.drivers.shared_office import SharedOffice, Trio

EXPORTERS = {"home": "Carl", "office": "Dora"}
"""Who exports at which desk."""


def export(desk: SharedOffice, *subs: str, folder: Path | None = None) -> None:
    """Export at a desk, by who exports there."""
    with desk.by(EXPORTERS[desk.folder.name]):
        plan = desk.exporting.plan(DATE, folder or desk.out, subs or None)
        desk.exporting.write(plan, folder or desk.out)


def restore(desk: SharedOffice, backup: Path) -> None:
    """The file is again what it was last night; what the PC remembers beside it is not."""
    desk.desk.close()
    shutil.copy(backup, desk.path)
    desk.reopen()


def accepted(trio: Trio, code: str) -> str:
    """Sent on site, accepted in the office, known to all."""
    sub = trio.laptop.sent(code)
    trio.settle()
    trio.office.accept(sub, who="Dora")
    trio.settle()
    return sub
