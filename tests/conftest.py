"""What all tests share: what is collected, how hard hypothesis searches. Nothing of Qt here."""

import os
import shutil
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, settings

collect_ignore = ["benchmarks", "gallery", "packaging"]
"""Only on request: ``pytest tests/gallery``, ``tests/benchmarks`` and ``tests/packaging``."""

_MEMORY: Final = Path("/dev", "shm")
_ROOM: Final = 2 * 1024**3

# Every act waits for the disk; thousands of small companies wait minutes. Where Linux has a file
# system in memory with room, the files of the tests lie there, unless somebody says otherwise.
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

# Real files and real SQLite are too uneven for a deadline per example.
settings.register_profile("ordinary", deadline=None, max_examples=30)
settings.register_profile("long", deadline=None, max_examples=2_000, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ordinary"))
