"""A program that dies, a power that fails, a system that refuses: at every call of a unit of work.

Afterwards the work is fully in or fully out, nothing shown as recorded is lost, nothing lies in the
hub that is missing here, no chain forks, and an exchange brings all desks equal
(``sync.md`` sections 7 and 8). With ``--long`` all units, both journal modes, and every call.
"""

import errno
from itertools import count
from typing import Final

from tests.crash.calls import CREATE, LINK, RENAME, SYNC, SYNC_FOLDER, UNLINK, Call
from tests.crash.conftest import Cuts
from tests.crash.disk import NOTHING, Chance, replayed
from tests.crash.mortal import Mortals

ERRORS: Final = (errno.ENOSPC, errno.EIO, errno.EACCES)

POWER_CUTS: Final = {"publishing": 80, "taking in": 40, "exporting": 40}
"""Images in the ordinary run; 40 where nothing is said."""

LONG_POWER_CUTS: Final = 1_000
"""For each unit in each journal mode."""


def test_what_is_written_down_makes_what_is_there(killed: str, cuts: Cuts) -> None:
    cut = cuts(killed)
    assert replayed(cut.before, cut.recorded.calls).after_kill() == cut.after


def test_a_kill_at_any_call(killed: str, cuts: Cuts) -> None:
    cut = cuts(killed)
    for moment, tree in cut.kills():
        shown = cut.recorded.shown_at(moment)
        assert cut.judge.problems(tree, shown) == [], cut.told(moment)


def test_the_death_of_a_process(dying: str, cuts: Cuts, is_long: bool, mortals: Mortals) -> None:
    cut = cuts(dying)
    for moment in range(0, cut.moments, 1 if is_long else 24):
        assert cut.dead(mortals, moment) == [], cut.told(moment)


def test_a_death_between_the_note_of_what_is_published_and_the_hub(
    cuts: Cuts, mortals: Mortals
) -> None:
    cut = cuts("publishing")
    noted = cut.moment_of(RENAME, ".desk2.")
    moments = (
        cut.moment_of(RENAME, ".desk."),
        noted,
        cut.moment_of(SYNC, "-wal", after=noted),
        cut.moment_of(CREATE, ".sjl."),
        cut.moment_of(LINK, ".sjl."),
        cut.moment_of(UNLINK, ".sjl."),
    )
    assert sorted(moments) == list(moments)
    for moment in moments:
        assert cut.dead(mortals, moment) == [], cut.told(moment)


def test_a_death_between_the_name_and_the_file_where_files_have_one_name_only(cuts: Cuts) -> None:
    for name, ending in (("publishing on a stick", ".sjl"), ("exporting on a stick", ".jce")):
        cut = cuts(name)
        moment = cut.moment_of(RENAME, ending)
        left = replayed(cut.before, cut.recorded.calls[:moment]).after_kill()
        assert any(data == b"" and path.endswith(ending) for path, data in left.items())
        assert cut.judge.problems(left, frozenset()) == []


def test_the_power_fails(powerless: str, cuts: Cuts, is_long: bool) -> None:
    cut = cuts(powerless)
    images = LONG_POWER_CUTS if is_long else POWER_CUTS.get(powerless, 40)
    for moment, seed, tree in cut.power_cuts(images):
        found = cut.judge.problems(tree, cut.recorded.shown_at(moment))
        assert found == [], f"{cut.told(moment)}, seed {seed}"


def test_what_was_shown_as_recorded_outlives_the_power(cuts: Cuts) -> None:
    for name in ("recording", "recording with a rollback journal"):
        cut = cuts(name)
        moment, shown = cut.recorded.shown[-1]
        disk = replayed(cut.before, cut.recorded.calls[:moment])
        left = disk.after_power_cut(Chance(0), NOTHING, is_far=True)
        assert cut.judge.problems(left, shown) == [], name


def test_a_disk_that_does_not_flush_is_found_out(cuts: Cuts) -> None:
    """These tests can fail: without its flushes the product would lose what it published."""
    cut = cuts("recording")

    def is_flush(call: Call) -> bool:
        return call.verb in (SYNC, SYNC_FOLDER) and call.path.startswith(f"{cut.unit.pc}/")

    calls = [call for call in cut.recorded.calls if not is_flush(call)]
    _moment, shown = cut.recorded.shown[-1]
    left = replayed(cut.before, calls).after_power_cut(Chance(0), NOTHING, is_far=True)
    found = cut.judge.problems(left, shown)
    assert any("lost that were shown" in problem for problem in found)
    assert any("published and is missing here" in problem for problem in found)


def test_the_system_refuses_a_call(refused: str, cuts: Cuts, is_long: bool) -> None:
    cut = cuts(refused)
    numbers = count()
    for moment in range(0, cut.recorded.all, 1 if is_long else 16):
        for for_good in (False, True) if is_long else (moment % 32 == 0,):
            error = ERRORS[next(numbers) % len(ERRORS)]
            found = cut.refused(moment, error, for_good=for_good)
            assert found == [], f"call {moment}, {errno.errorcode[error]}, {for_good=}"


def test_the_system_refuses_a_call_of_whoever_begins_again(
    recovering: str, cuts: Cuts, is_long: bool
) -> None:
    cut = cuts(recovering)
    chance = Chance(1)
    images = [tree for _moment, tree in cut.kills()]
    for tree in chance.sample(images, 4 if is_long else 1):
        again = cut.resumed(tree)
        for moment in range(0, again.recorded.all, 1 if is_long else 60):
            error = chance.choice(ERRORS)
            found = again.refused(moment, error, for_good=chance.random() < 0.5)
            assert found == [], f"call {moment}, {errno.errorcode[error]}"
