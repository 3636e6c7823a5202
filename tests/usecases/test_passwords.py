"""Passwords at this desk: who must prove who he is, what waits, who takes a password away."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import Act
from subjob_desk.store import op_log
from subjob_desk.store.passwords import Password, get, put
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.passwords import PROTECTS, Passwords
from subjob_desk.usecases.proof import wait_after
from tests.drivers.office import DATE
from tests.drivers.passwords import KNOWN, RIGHT, give_password
from tests.drivers.refusals import refused
from tests.drivers.sheet_office import SheetOffice, opened_office

SHORT = "A password has at least 8 characters."
LONG_WORDS = "Take several words: they are long and easy to remember."
GUESSED = "That is the first thing anybody would try."


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += dt.timedelta(seconds=seconds)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SheetOffice]:
    with opened_office(tmp_path) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guarded(office: SheetOffice, clock: Clock) -> Iterator[Desk]:
    """The company opened anew: Erin Falk, its administrator, and Carl Otis have a password."""
    give_password(office.desk, "Erin Falk", "Carl Otis", at="2026-11-01T08:00:00Z")
    office.close()
    desk = Desk.open(office.path, clock=clock)
    yield desk
    desk.close()


def _id(desk: Desk, name: str) -> str:
    return desk.person_named(name).id


def _log(desk: Desk) -> int:
    with desk.reading() as connection:
        return op_log.count(connection)


def _refused(desk: Desk, name: str, password: str | None = None) -> tuple[str, str]:
    before = desk.acting
    with pytest.raises(UserError) as caught:
        desk.act_as(_id(desk, name), password)
    assert desk.acting == before
    return caught.value.problem, caught.value.remedy


# --- acting --------------------------------------------------------------------------------------


def test_who_has_a_password_acts_with_it_only(guarded: Desk) -> None:
    assert _refused(guarded, "Carl Otis") == (
        "Carl Otis has a password, and it was not given.",
        "Give it, or let somebody else act.",
    )
    assert _refused(guarded, "Carl Otis", "three dry stones") == (
        "That is not the password of Carl Otis.",
        "Try again; capitals count.",
    )
    guarded.act_as(_id(guarded, "Carl Otis"), RIGHT)
    assert guarded.person.name == "Carl Otis"
    assert guarded.person.is_proven


def test_assigning_who_acts_is_the_same_door(guarded: Desk) -> None:
    with pytest.raises(UserError, match="has a password"):
        guarded.acting = _id(guarded, "Carl Otis")
    guarded.acting = _id(guarded, "Ann Ruiz")
    assert guarded.person.name == "Ann Ruiz"


def test_switching_back_asks_again(guarded: Desk) -> None:
    guarded.act_as(_id(guarded, "Carl Otis"), RIGHT)
    guarded.act_as(_id(guarded, "Ann Ruiz"))
    assert "was not given" in _refused(guarded, "Carl Otis")[0]


def test_nothing_is_recorded_under_the_one_who_acts_at_opening(guarded: Desk) -> None:
    assert guarded.person.name == "Erin Falk"
    assert not guarded.person.is_proven
    before = _log(guarded)
    problem = "Erin Falk has a password, and it was not given."
    with refused(problem, "Give it, or let somebody else act."):
        Editing(guarded).new_sub_job("24117", "011", "Level 11")
    with refused(problem, "Give it first."):
        Passwords(guarded).take_away(_id(guarded, "Carl Otis"))
    assert _log(guarded) == before


def test_looking_on_shows_why_nothing_can_be_done(guarded: Desk) -> None:
    guarded.act_as(_id(guarded, "Ann Ruiz"))
    _, sub_id = Editing(guarded).new_sub_job("24117", "011", "Level 11")
    guarded.look_on_as(_id(guarded, "Carl Otis"))
    for act, available in Browsing(guarded).availability([sub_id]).items():
        assert not available.ids, act
    shown = Browsing(guarded).availability([sub_id])[Act.EDIT]
    assert shown.reason == "Carl Otis has a password, and it was not given."
    assert Browsing(guarded).sub_job(sub_id).locked == shown.reason
    with pytest.raises(UserError, match="was not given"):
        Editing(guarded).change_description(sub_id, "Level eleven")


def test_reading_needs_no_password(guarded: Desk) -> None:
    path = guarded.path
    guarded.close()
    desk = Desk.open(path, writing=False)
    try:
        desk.act_as(_id(desk, "Carl Otis"))
        assert desk.person.is_proven
        assert Browsing(desk).projects()
        with pytest.raises(UserError, match="reading only"):
            Passwords(desk).set("four wet stones")
    finally:
        desk.close()


# --- wrong passwords -----------------------------------------------------------------------------


def test_the_wait_grows_and_ends() -> None:
    assert [wait_after(n) for n in range(8)] == [0, 0, 0, 2, 4, 8, 16, 32]
    assert {wait_after(n) for n in (12, 30, 10_000)} == {300}


def test_after_wrong_passwords_even_the_right_one_waits(guarded: Desk, clock: Clock) -> None:
    for _ in range(2):
        assert _refused(guarded, "Carl Otis", "guess")[1] == "Try again; capitals count."
    assert _refused(guarded, "Carl Otis", "guess")[1] == "Try again in 2 s."
    assert _refused(guarded, "Carl Otis", RIGHT) == (
        "The wrong password was given 3 times for Carl Otis.",
        "Try again in 2 s.",
    )
    clock.wait(0.5)
    assert _refused(guarded, "Carl Otis", RIGHT)[1] == "Try again in 2 s."
    clock.wait(1.5)
    assert _refused(guarded, "Carl Otis", "guess")[1] == "Try again in 4 s."
    clock.wait(4)
    guarded.act_as(_id(guarded, "Carl Otis"), RIGHT)
    assert _refused(guarded, "Erin Falk", "guess")[1] == "Try again; capitals count."


def test_the_wait_outlasts_the_program(guarded: Desk, clock: Clock) -> None:
    _count_failures(guarded, "Carl Otis", 20, clock.now)
    path = guarded.path
    guarded.close()
    again = Desk.open(path, clock=clock)
    try:
        assert _refused(again, "Carl Otis", RIGHT)[1] == "Try again in 5 minutes."
        clock.now -= dt.timedelta(days=3)  # the clock was put back: it holds nobody up
        again.act_as(_id(again, "Carl Otis"), RIGHT)
    finally:
        again.close()


def _count_failures(desk: Desk, name: str, number: int, at: dt.datetime) -> None:
    person, stamp = _id(desk, name), at.strftime("%Y-%m-%dT%H:%M:%SZ")
    with desk.database.write() as connection:
        put(connection, Password(person, KNOWN, person, stamp, number, stamp))


def test_a_damaged_password_proves_nothing(guarded: Desk) -> None:
    path = guarded.path
    guarded.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as tampering:
        tampering.execute("UPDATE password SET verifier = ''")
    desk = Desk.open(path)
    try:
        problem, remedy = _refused(desk, "Carl Otis", RIGHT)
        assert problem.endswith("about the password of Carl Otis is damaged.")
        assert "administrator" in remedy
    finally:
        desk.close()


# --- setting and taking away ---------------------------------------------------------------------


@pytest.mark.usefixtures("real_cost")
def test_set_change_and_take_away_ones_own(office: SheetOffice) -> None:
    passwords = Passwords(office.desk)
    ann = office.desk.acting
    before = office.log()
    assert passwords.set(RIGHT) == "Ann Ruiz has a password now, at this desk."
    assert office.desk.person.is_proven
    assert passwords.rows()[ann].is_set
    with office.desk.reading() as connection:
        kept = get(connection, ann)
    assert kept is not None
    assert kept.verifier.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    with pytest.raises(UserError, match="was not given"):
        passwords.set("another good one")
    with pytest.raises(UserError, match="not the password"):
        passwords.take_away(ann, "another good one")
    assert passwords.set("Ångström 12", RIGHT).endswith("has another password now, at this desk.")
    assert passwords.take_away(ann, "A\u030angstro\u0308m 12") == (
        "Ann Ruiz has no password any more: anybody at this PC can act under this name."
    )
    assert not passwords.rows()[ann].is_set
    office.act_as("Ben Ito")
    office.act_as("Ann Ruiz")
    assert office.log() == before


def test_an_administrator_takes_a_forgotten_one_away_and_it_shows(guarded: Desk) -> None:
    passwords, carl = Passwords(guarded), _id(guarded, "Carl Otis")
    guarded.act_as(_id(guarded, "Ann Ruiz"))
    with pytest.raises(UserError) as caught:
        passwords.take_away(carl)
    assert caught.value.problem == "Ann Ruiz is not an administrator."
    assert caught.value.remedy == "Let Carl Otis or an administrator take the password away."
    guarded.act_as(_id(guarded, "Erin Falk"), RIGHT)
    passwords.take_away(carl)
    row = passwords.rows()[carl]
    assert (row.is_set, row.by, row.at) == (False, "Erin Falk", "2026-11-22T09:00:00Z")
    guarded.act_as(carl)
    with refused("Carl Otis has no password.", "There is nothing to take away."):
        passwords.take_away(carl)
    with refused("This person does not exist.", "Choose another one."):
        passwords.take_away("nobody")


@pytest.mark.parametrize(
    ("new", "problem", "remedy"),
    [
        ("", SHORT, LONG_WORDS),
        ("1234567", SHORT, LONG_WORDS),
        ("Ann Ruiz", GUESSED, "Take another password."),
        ("PassWord", GUESSED, "Take another password."),
        ("x" * 1001, "A password has at most 1000 characters.", "Take a shorter one."),
    ],
)
def test_what_is_no_password(office: SheetOffice, new: str, problem: str, remedy: str) -> None:
    with refused(problem, remedy):
        Passwords(office.desk).set(new)
    assert not office.desk.needs_password(office.desk.acting)


def test_an_exporter_whose_password_was_not_given_is_told_to_give_it(guarded: Desk) -> None:
    guarded.look_on_as(_id(guarded, "Carl Otis"))
    with pytest.raises(UserError) as caught:
        Exporting(guarded).plan(DATE, None)
    assert (caught.value.problem, caught.value.remedy) == (
        "Carl Otis has a password, and it was not given.",
        "Give it, or let somebody else act.",
    )


# --- what is said --------------------------------------------------------------------------------


def test_the_warning_says_what_is_still_open(guarded: Desk) -> None:
    assert Passwords(guarded).warning() == (
        "Without a password: Ann Ruiz, Ben Ito, Dora Lind, Vic Lee. "
        "Anybody at this PC can act under these names.\n"
        "Erin Falk is the only administrator: if that password is forgotten, "
        "nobody can take it away, and only a backup from before it was set helps. Make a second "
        f"administrator.\n{PROTECTS}"
    )


def test_the_warning_without_passwords_and_with_an_open_administrator(office: SheetOffice) -> None:
    passwords = Passwords(office.desk)
    assert passwords.warning() == (
        "Nobody has a password: anybody at this PC can act under any of these names. Each person "
        "sets their own: act as that person, then set it here. Until then lock the PC when you "
        "leave it."
    )
    passwords.set(RIGHT)
    assert (
        "As long as Erin Falk has none, anybody can take the others away: "
        "administrators need one first."
    ) in passwords.warning()
