"""Scenes for races: three desks, where a sub job stands, and everybody learning everything."""

from subjob_desk.domain.conflicts import Conflict, Kind
from subjob_desk.domain.facts import DescriptionChanged, Posted
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.sub_job import SubJob
from tests.drivers.log import HOME, SUB, Log

EAST, WEST = "desk-east", "desk-west"


def shared() -> Log:
    """Three desks that know of each other; the registrar's is the posting desk."""
    log = Log()
    log.share(EAST, WEST)
    return log


def spread(log: Log) -> SubJob:
    """Everybody learns everything, and all agree whatever came first."""
    for desk in (EAST, WEST, EAST, WEST):
        log.meet(HOME, desk)
    folds = [log.folded(SUB, desk) for desk in (HOME, EAST, WEST)]
    placed = log.known_at(HOME, SUB)
    folds += [log.fold_of(reversed(placed)), log.fold_of(placed)]
    assert all(one == folds[0] for one in folds)
    found = folds[0].standing.sub_job
    assert found is not None
    return found


def draft() -> Log:
    """A draft that all three desks have."""
    log = shared()
    log.create()
    spread(log)
    return log


def sent() -> Log:
    """One that waits for accounting."""
    log = draft()
    log.send()
    spread(log)
    return log


def accepted() -> Log:
    """One that Carl accepted at the registrar's desk."""
    log = sent()
    log.accept()
    spread(log)
    return log


def in_sage() -> Log:
    """One that was exported and posted."""
    log = accepted()
    log.export()
    log.note("dora", Posted("b1"))
    spread(log)
    return log


def kinds(log: Log) -> list[Kind]:
    """What is listed, by kind."""
    return [one.kind for one in log.conflicts()]


def only(log: Log, kind: Kind) -> Conflict:
    """The one conflict of a kind."""
    found = [one for one in log.conflicts() if one.kind is kind]
    assert len(found) == 1, log.conflicts()
    return found[0]


def described(log: Log, was: str, now: str, who: str, desk: str) -> Operation:
    """Another description, typed at a desk."""
    return log.note(who, DescriptionChanged(was, now), desk=desk)


def exported_meanwhile(log: Log) -> SubJob:
    """Accepted and exported at the posting desk, which did not know what others did."""
    log.accept("carl")
    log.export()
    return spread(log)
