"""The folder of the project, for tests that look at it as a whole."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder with ``pyproject.toml``."""
    return Path(__file__).resolve().parents[2]
