"""One gesture in a company of 100 and of 100,000 sub jobs: it costs what it touches."""

from collections.abc import Callable
from itertools import count

import pytest

from tests.benchmarks.companies import ACCEPTED, DATE, WAITING, Site, job_name
from tests.benchmarks.ratios import Compare

Gesture = Callable[[Site, "Places", int], object]

RUNS = 15
AT_MOST = 1.5
"""A gesture in a company a thousand times as large."""

_FIRST = job_name(0).replace("-", "")


class Places:
    """The sub jobs of a company that the gestures touch; the same ones in every company."""

    def __init__(self, site: Site) -> None:
        """Those of the first project."""
        ids = site.ids(0)
        self.waiting = ids[ACCEPTED : ACCEPTED + WAITING]
        self.draft, self.other = ids[-1], ids[-2]
        self.line = site.browsing.sub_job(self.draft).lines[0].line.id


def _describe(site: Site, places: Places, nth: int) -> None:
    site.editing.change_description(places.draft, f"Level {nth}")


def _amount(site: Site, places: Places, nth: int) -> None:
    site.editing.change_line(places.draft, places.line, "amount", f"{nth}.50")


def _create(site: Site, _places: Places, nth: int) -> None:
    _changes, made = site.editing.new_sub_job(_FIRST, f"N{nth}", f"New {nth}")
    site.editing.delete([made])


def _send(site: Site, places: Places, _nth: int) -> None:
    site.deciding.send([places.other])
    site.undoing.undo()


def _accept(site: Site, places: Places, _nth: int) -> None:
    site.deciding.accept([places.waiting[0]])
    site.undoing.undo()


def _accept_all(site: Site, places: Places, _nth: int) -> None:
    site.deciding.accept(places.waiting[1:])
    site.undoing.undo()


GESTURES: dict[str, Gesture] = {
    "change a description": _describe,
    "change an amount": _amount,
    "create and delete": _create,
    "send and undo": _send,
    "accept and undo": _accept,
    "accept 19 at once and undo": _accept_all,
    "open a project": lambda site, _places, _nth: site.browsing.sub_jobs(_FIRST),
    "filter in a project": lambda site, _places, _nth: site.browsing.sub_jobs(_FIRST, "level 7"),
    "open a sub job": lambda site, places, _nth: site.browsing.sub_job(places.draft),
    "its history": lambda site, places, _nth: site.browsing.history(places.waiting[-1]),
    "what is possible": lambda site, places, _nth: site.browsing.availability([places.draft]),
    "what is possible for 20": lambda site, places, _nth: site.browsing.availability(
        places.waiting
    ),
    "find JOB/CODE": lambda site, _places, _nth: site.browsing.find(f"{job_name(0)}/010"),
    "jump to one of many": lambda site, _places, _nth: site.browsing.jump("level 7"),
    "counts": lambda site, _places, _nth: site.browsing.counts(),
    "inbox: tabs": lambda site, _places, _nth: site.inbox.views(),
    "inbox: waiting": lambda site, _places, _nth: site.inbox.items("waiting"),
    "inbox: waiting, filtered": lambda site, _places, _nth: site.inbox.items("waiting", "level"),
    "inbox: in Sage": lambda site, _places, _nth: site.inbox.items("in-sage"),
    "inbox: one item": lambda site, places, _nth: site.inbox.item(places.waiting[0]),
    "name the next undo": lambda site, _places, _nth: site.undoing.next_undo(),
    "name the next redo": lambda site, _places, _nth: site.undoing.next_redo(),
    "list of batches": lambda site, _places, _nth: site.exporting.batches(),
    "plan an export of five": lambda site, _places, _nth: site.exporting.plan(DATE, site.folder),
}

LOOKING: dict[str, Gesture] = {
    "tree: all projects": lambda site, _places, _nth: site.browsing.projects(),
    "tree: filter, nothing fits": lambda site, _places, _nth: site.browsing.projects("zzz"),
    "tree: filter, one fits": lambda site, _places, _nth: site.browsing.projects("7 house 1"),
    "tree: filter, all fit": lambda site, _places, _nth: site.browsing.projects("level"),
    "jump: nothing fits": lambda site, _places, _nth: site.browsing.jump("zzz"),
}
"""What looks at the whole company by its nature: told, and bounded in time only roughly."""

ROUGHLY = 100
"""A look at the whole of a company a thousand times as large."""

numbers = count(1)


def _ratio(compare: Compare, small: Site, large: Site, name: str, gesture: Gesture) -> float:
    pairs = [(site, Places(site)) for site in (large, small)]
    for site, places in pairs:
        gesture(site, places, next(numbers))
    (ours, ours_at), (theirs, theirs_at) = pairs
    return compare.works(
        name,
        "the same among 100",
        lambda: gesture(ours, ours_at, next(numbers)),
        lambda: gesture(theirs, theirs_at, next(numbers)),
        runs=RUNS,
    )


@pytest.mark.parametrize("name", GESTURES)
def test_a_gesture_costs_what_it_touches(
    compare: Compare, small: Site, large: Site, name: str
) -> None:
    """Measured once more before it counts: other programs run on this computer too."""
    gesture = GESTURES[name]
    ratio = _ratio(compare, small, large, name, gesture)
    if ratio > AT_MOST:
        ratio = _ratio(compare, small, large, f"{name} (again)", gesture)
    assert ratio <= AT_MOST


@pytest.mark.parametrize("name", LOOKING)
def test_a_look_at_the_whole_company(compare: Compare, small: Site, large: Site, name: str) -> None:
    """A thousand times the company takes far less than a thousand times as long."""
    assert _ratio(compare, small, large, name, LOOKING[name]) < ROUGHLY
