"""Runs the self-test from its parts and collects what they find.

What they have to show stands in ``main_job``, ``proving`` and ``drawing``.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from subjob_desk.domain.errors import UserError
from subjob_desk.ui.self_test import drawing, main_job, proving, sharing

Part = Callable[[Path], list[str]]

_PARTS: tuple[tuple[str, Part], ...] = (
    ("The main job", main_job.findings),
    ("Passwords", proving.findings),
    ("Sharing", sharing.findings),
    ("The window", drawing.findings),
)


def self_test() -> list[str]:
    """What is wrong with this copy of the program, in sentences; empty if nothing is.

    Works in a temporary folder and leaves neither files nor settings behind. It works in the
    source tree, an installed wheel and the frozen build alike, and needs no display.
    """
    with tempfile.TemporaryDirectory(prefix="subjob-desk-") as name:
        return [
            f"{title}: {sentence}"
            for title, part in _PARTS
            for sentence in _run(part, Path(name) / part.__module__.rpartition(".")[2])
        ]


def _run(part: Part, folder: Path) -> list[str]:
    """The findings of one part; what stops it is its finding, so that the other still runs."""
    folder.mkdir()
    try:
        return part(folder)
    except (UserError, OSError) as stopped:
        return [f"it stopped: {stopped}"]
