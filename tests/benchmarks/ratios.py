"""How benchmarks measure: two works in turns in the same run, and the ratio of their medians.

What is measured stands in the ``test_*`` modules; seconds decide nothing here, ratios do.
"""

import gc
import statistics
import time
from collections.abc import Callable, Sequence

import msgspec

Work = Callable[[], object]
Make = Callable[[], Work]
"""Makes everything ready, unmeasured, and returns the work to be measured."""

PROPERTY = "ratio"
"""The name under which a test reports a :class:`Ratio` to the table at the end of the run."""


class Ratio(msgspec.Struct, frozen=True):
    """One row of the table. Times in seconds, medians."""

    what: str
    than: str
    ours: float
    theirs: float
    unit: str = "ms"
    """``ms`` of seconds, or what both are given in."""

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.ours / self.theirs

    @property
    def row(self) -> str:
        """The row as text."""
        scale = 1000 if self.unit == "ms" else 1
        times = " ".join(f"{one * scale:12,.2f} {self.unit}" for one in (self.ours, self.theirs))
        return f"{self.what:44} {self.than:30} {times} {self.ratio:9,.2f}"


HEADING = f"{'what':44} {'against':30} {'ours':>15} {'theirs':>15} {'ratio':>9}"


class Compare:
    """Measures pairs of works and reports each ratio."""

    def __init__(self, report: Callable[[str, object], None]) -> None:
        """``report`` takes name and value of a property of the test."""
        self._report = report

    def works(self, what: str, than: str, ours: Work, theirs: Work, *, runs: int = 3) -> float:
        """The ratio of two works that can be done again and again."""
        return self.made(what, than, lambda: ours, lambda: theirs, runs=runs)

    def made(self, what: str, than: str, ours: Make, theirs: Make, *, runs: int = 3) -> float:
        """The ratio of two works that are made ready anew for every run."""
        pairs = [(_seconds(ours()), _seconds(theirs())) for _ in range(runs)]
        return self.noted(what, than, [one for one, _ in pairs], [other for _, other in pairs])

    def noted(
        self,
        what: str,
        than: str,
        ours: Sequence[float],
        theirs: Sequence[float],
        unit: str = "ms",
    ) -> float:
        """The ratio of times, or of something else in ``unit``, measured elsewhere."""
        ratio = Ratio(what, than, statistics.median(ours), statistics.median(theirs), unit)
        self._report(PROPERTY, msgspec.to_builtins(ratio))
        return ratio.ratio


def _seconds(work: Work) -> float:
    """Of the processor's time, in all threads: other programs run on this computer too."""
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun
