"""The scenes of the gallery at 150 %, drawn by a process of their own."""

import json
import os
import subprocess
import sys

import pytest

from tests.gallery.render import LOOKS
from tests.gallery.scene import PICTURES, ROOT, load_scenes

NAMES = tuple(load_scenes())


@pytest.fixture(scope="session")
def enlarged() -> dict[str, list[str]]:
    """The faults by picture at 150 %: Qt takes its scale only at the start of a process."""
    environment = {**os.environ, "QT_SCALE_FACTOR": "1.5", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.gallery.render", str(PICTURES)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, list[str]] = json.loads(done.stdout)
    return report


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", NAMES)
def test_a_scene_is_whole_when_enlarged(
    enlarged: dict[str, list[str]], name: str, look: str
) -> None:
    assert enlarged[f"{name}-{look}-150"] == []
