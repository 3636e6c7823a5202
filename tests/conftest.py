"""What all tests share: what is collected, how hard hypothesis searches. Nothing of Qt here."""

import os

from hypothesis import HealthCheck, settings

collect_ignore = ["benchmarks", "gallery", "packaging"]
"""Only on request: ``pytest tests/gallery``, ``tests/benchmarks`` and ``tests/packaging``."""

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

# Real files and real SQLite are too uneven for a deadline per example.
settings.register_profile("ordinary", deadline=None, max_examples=30)
settings.register_profile("long", deadline=None, max_examples=2_000, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ordinary"))
