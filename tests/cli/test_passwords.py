"""Passwords on the command line: from the environment or a terminal, never from an argument."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from subjob_desk.usecases.desk import Desk
from tests.cli.console import Console
from tests.drivers.passwords import RIGHT, give_password

OLD, NEW = RIGHT, "four dry stones"
ENTER, SET = "SUBJOB_DESK_PASSWORD", "SUBJOB_DESK_NEW_PASSWORD"

Give = Callable[..., None]


@pytest.fixture
def give(monkeypatch: pytest.MonkeyPatch) -> Give:
    """Set the two variables of the environment; ``None`` takes one away."""

    def given(enter: str | None = None, new: str | None = None) -> None:
        for name, value in ((ENTER, enter), (SET, new)):
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)

    given()
    return given


def test_acting_needs_the_password_and_reading_does_not(tower: Console, give: Give) -> None:
    give(new=OLD)
    said = tower.done("password", "ann").out
    assert said.startswith("Ann has a password now, at this desk.\nWithout a password: Carl, Dora.")
    give()
    refused = tower.on("send", "24-117/010", "--as", "Ann")
    assert (refused.status, refused.out) == (2, "")
    assert refused.err == (
        "Ann has a password, and it was not given. Set the environment variable "
        "SUBJOB_DESK_PASSWORD, or run the command in a terminal, where it is asked for.\n"
    )
    assert set(tower.states().values()) == {"draft"}
    for command in (("show", "24-117/010"), ("check",), ("verify",), ("rebuild",)):
        tower.on(*command)
    give(enter=NEW)
    assert "That is not the password of Ann." in tower.on("send", "--all", "--as", "Ann").err
    give(enter=OLD)
    tower.done("send", "24-117/010", "--as", "Ann")
    assert tower.states()["24-117/010"] == "sent"
    tower.done("accept", "24-117/010", "--as", "Carl")  # who has none is not asked


def test_changing_and_taking_away(company: Console, give: Give) -> None:
    desk = Desk.open(company.file)
    give_password(desk, "Dora", "Ann")
    desk.close()
    give(enter=OLD, new=NEW)
    assert "Ann has another password now" in company.done("password", "Ann").out
    give()
    assert company.on("person", "Eve", "--roles", "viewer").status == 2  # the administrator's
    give(enter=OLD)
    assert "not the password of Ann" in company.on("password", "Ann", "--remove").err
    taken = company.json("password", "Ann", "--remove", "--as", "Dora")
    assert (taken["name"], taken["has_password"]) == ("Ann", False)
    assert "nobody can take it away" in taken["warning"]
    assert "Ann has no password." in company.on("password", "Ann", "--remove").err
    company.done("person", "Eve", "--roles", "viewer")


def test_wrong_usage(company: Console, give: Give) -> None:
    assert "A person sets" not in company.on("password", "Ann", "--as", "Dora").out
    refused = company.on("password", "Ann", "--as", "Dora")
    assert refused.err.startswith("--as goes with --remove only")
    nowhere = company.on("password", "Ann")
    assert nowhere.err.startswith("The new password of Ann was not given. Set the environment")
    give(new="short")
    assert company.on("password", "Ann").err.startswith("A password has at least 8 characters.")


def test_another_administrator_adds_people_though_the_first_one_has_a_password(
    company: Console, give: Give
) -> None:
    company.done("person", "Eve", "--roles", "admin")
    give(new=OLD)
    company.done("password", "Ann")
    give()
    assert company.on("person", "Fay", "--roles", "pm", "--as", "Ann").status == 2
    assert company.done("person", "Fay", "--roles", "pm", "--as", "Eve").out.startswith("Fay")
    refused = company.on("person", "Gus", "--roles", "pm", "--as", "Fay")
    assert "is not an administrator" in refused.err


if sys.platform != "win32":
    import pty

    def _at_a_terminal(console: Console, *answers: str) -> tuple[int, str]:
        """``password FILE Ann`` twice at a terminal, with these answers; statuses and text."""
        source = (
            "import sys; from subjob_desk.cli import main; "
            "sys.exit(10 * main(sys.argv[1:]) + main(sys.argv[1:]))"
        )
        mine, theirs = pty.openpty()
        words = [sys.executable, "-c", source, "password", str(console.file), "Ann"]
        started = subprocess.Popen(
            words, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        shown = b""
        waiting = list(answers)
        while True:
            try:
                part = os.read(mine, 4096)
            except OSError:  # the other end is closed
                break
            shown += part
            if waiting and shown.endswith(b": "):
                os.write(mine, waiting.pop(0).encode() + b"\n")
        os.close(mine)
        return started.wait(timeout=60), shown.decode()

    def test_at_a_terminal_it_is_asked_and_not_shown(company: Console, give: Give) -> None:
        statuses, shown = _at_a_terminal(company, NEW, OLD, OLD, OLD)
        assert statuses == 20, shown  # refused, then done
        assert "The two passwords differ." in shown
        assert "New password of Ann: " in shown
        assert "The same once more: " in shown
        assert OLD not in shown
        give(enter=OLD)
        company.done("password", "Ann", "--remove")
