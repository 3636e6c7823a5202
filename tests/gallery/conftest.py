"""A window system that needs no display, and the sample company, made once."""

import os
import sys
from pathlib import Path

import pytest

from tests.gallery.scene import sample_company

if sys.platform == "linux" and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company, closed; scenes open copies of it."""
    return sample_company(tmp_path_factory.mktemp("sample"))
