"""Times on papers: in the zone of the desk, which they name."""

import datetime as dt

import pytest

from subjob_desk.usecases.moments import local_day, zoned


@pytest.mark.parametrize(
    ("hours", "name", "told"),
    [
        (-5, "EST", "22 Nov 2026 19:30 EST"),
        (-4, "Eastern Daylight Time", "22 Nov 2026 20:30 EDT"),
        (-7, "US Mountain Standard Time", "22 Nov 2026 17:30 MST"),
        (0, "UTC", "23 Nov 2026 00:30 UTC"),
        (1, "Mitteleuropäische Zeit", "23 Nov 2026 01:30 UTC+01:00"),
        (5.5, "+0530", "23 Nov 2026 06:00 UTC+05:30"),
    ],
)
def test_the_zone_is_named_as_people_know_it(hours: float, name: str, told: str) -> None:
    zone = dt.timezone(dt.timedelta(hours=hours), name)
    assert zoned("2026-11-23T00:30:00Z", zone) == told


@pytest.mark.parametrize("at", ["yesterday", "2026-11-22T09:31:00", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_moment_stays_as_it_was_recorded(at: str) -> None:
    zone = dt.timezone(dt.timedelta(hours=-5), "EST")
    assert (zoned(at, zone), local_day(at, zone)) == (at, at)
