"""Rehearse and write a million lines against ``csv.writer`` writing the same rows.

Each in a process of its own, so that its peak of memory is its own.
"""

import json
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.ratios import Compare

ROOT = Path(__file__).parents[2]


def _measured(what: str, folder: Path) -> dict[str, float]:
    words = [sys.executable, "-m", "tests.benchmarks.million", what, str(folder)]
    done = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    found: dict[str, float] = json.loads(done.stdout)
    return found


def test_rehearse_and_write_a_million_lines(tmp_path: Path, compare: Compare) -> None:
    """The rows are given to both: as parts of a batch to us, as texts to the library."""
    ours, theirs = _measured("ours", tmp_path), _measured("theirs", tmp_path)
    than = "csv.writer, a million rows"
    compare.noted("rehearse and write", than, [ours["seconds"]], [theirs["seconds"]])
    compare.noted("peak of memory", than, [ours["peak"]], [theirs["peak"]], unit="MB")
    assert ours["seconds"] < 60 * theirs["seconds"]
    assert ours["peak"] < 2 * theirs["peak"]
    # Beside the batch itself: the bytes, their copy that is read back, and little else.
    assert ours["peak"] - ours["given"] < 4 * 58
