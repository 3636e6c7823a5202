"""Links to Sage's extras on screen: one key at the problem, the look-up, the head."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from subjob_desk.ui.linking.dialog import for_sub_job
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.linking import Linking
from tests.drivers.accounting import Accounting
from tests.drivers.freed import closes_and_is_freed
from tests.drivers.inbox import InboxDriver
from tests.drivers.linking import EXTRAS, LinkingDriver, take_extras
from tests.drivers.projects import Draft, ProjectsDriver

NAME = "24-117/010"


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Accounting]:
    company = Accounting(tmp_path, Draft(NAME, "Parking canopy"), Draft("24-117/011", "Level 11"))
    take_extras(company.desk)
    yield company
    company.desk.close()


@pytest.fixture
def place(qtbot: QtBot, company: Accounting) -> ProjectsDriver:
    place = ProjectsDriver(qtbot, company)
    place.tree.select(NAME)
    return place


@pytest.fixture
def linking(qtbot: QtBot, place: ProjectsDriver) -> LinkingDriver:
    return LinkingDriver(place.window, qtbot)


def linked(company: Accounting, name: str) -> str:
    return Browsing(company.desk).sub_job(company.ids[name]).linked


def test_the_problem_offers_the_link_as_one_key(
    place: ProjectsDriver, linking: LinkingDriver, company: Accounting
) -> None:
    assert place.editor.problems() == [
        (
            "Blocking: Extra 010 is already in Sage ('Parking canopy'). "
            "Link this sub job to it or take another code."
        )
    ]
    assert linking.offers() == {"Link to 010": ""}
    assert linking.head() == ""
    linking.take_offer()
    assert linked(company, NAME) == "010"
    assert place.said() == "Linked 24-117/010 to Extra 010 of Sage ('Parking canopy')."
    assert (place.editor.problems(), linking.offers()) == ([], {})
    assert linking.head() == "linked to Extra 010"
    assert place.editor.history()[0].endswith(
        "Ann Ruiz linked it to Extra 010 of Sage ('Parking canopy')"
    )


def test_who_may_not_link_is_told_why(qtbot: QtBot, company: Accounting) -> None:
    company.act_as("Vera Lind")
    place = ProjectsDriver(qtbot, company)
    place.tree.select(NAME)
    linking = LinkingDriver(place.window, qtbot)
    why = "Vera Lind is not a project manager."
    assert linking.offers() == {"Link to 010": why}
    assert linking.why_not("link") == why


def test_the_look_up_with_the_keyboard_alone(
    qtbot: QtBot, place: ProjectsDriver, linking: LinkingDriver, company: Accounting
) -> None:
    place.tree.select("24-117/011")
    linking.trigger("link")
    assert linking.dialog.windowTitle() == "Link 24-117/011 to Sage's Extra"
    assert linking.rows() == [
        "010, Parking canopy, taken by 24-117/010",
        "020, Generator pad",
        "030, Façade north",
    ]
    assert linking.current() == "020"
    linking.press("Up")
    assert (linking.current(), linking.why_not_this()) == ("010", "24-117/010 has it.")
    linking.press("Down", "Down")
    assert (linking.current(), linking.why_not_this()) == ("030", "")
    linking.search("PAD gen")
    assert linking.rows() == ["020, Generator pad"]
    linking.press("Enter")
    assert not linking.is_open()
    assert linked(company, "24-117/011") == "020"
    assert linking.head() == "linked to Extra 020"
    linking.trigger("unlink")
    assert (linking.head(), linked(company, "24-117/011")) == ("", "")
    qtbot.waitUntil(lambda: bool(linking.why_not("unlink")))
    assert linking.why_not("unlink") == "It is not linked to anything in Sage."
    assert place.said() == "Took the link of 24-117/011 to Sage away."


def test_what_was_taken_meanwhile_is_said_in_the_look_up(
    place: ProjectsDriver, linking: LinkingDriver, company: Accounting
) -> None:
    place.tree.select("24-117/011")
    linking.trigger("link")
    take_extras(company.desk, EXTRAS.replace("24-117,020", "24-120,020"))
    linking.press("Enter")
    assert linking.is_open()
    assert linking.refusal() == (
        "Extra 020 is not on Sage's list for job 24-117. "
        "Choose one that is, or import a newer list of Extras."
    )
    linking.press("Esc")
    assert not linking.is_open()


def test_where_nothing_is_found_the_look_up_says_why(
    place: ProjectsDriver, linking: LinkingDriver
) -> None:
    place.tree.select("24-117/011")
    linking.trigger("link")
    linking.search("chapel")
    assert linking.nothing() == ("None of Sage's list has “chapel” in its code or description.")
    assert linking.why_not_this() == "Choose one of the list."


def test_the_company_has_its_own_word(qtbot: QtBot, company: Accounting) -> None:
    Administering(company.desk).set_setting("term", "Option & Co")
    place = ProjectsDriver(qtbot, company)
    place.tree.select("24-117/011")
    linking = LinkingDriver(place.window, qtbot)
    assert linking.word("link") == "Link to Sage's Option  Co…"
    office, gateway = place.ctx.administering, place.ctx.gateway
    gateway.do(None, lambda: office.set_setting("term", "Option"))
    assert linking.word("link") == "Link to Sage's Option…"
    assert linking.word("unlink") == "Take the link to Sage's Option away"
    linking.trigger("link")
    assert linking.dialog.windowTitle() == "Link 24-117/011 to Sage's Option"


def test_several_at_once_are_not_linked(place: ProjectsDriver, linking: LinkingDriver) -> None:
    place.tree.select(NAME, "24-117/011")
    linking.trigger("link")
    assert place.said() == ("2 sub jobs are selected. Select one: each is linked to one of Sage's.")


def test_the_inbox_offers_the_link_to_the_approver(
    qtbot: QtBot, company: Accounting, tmp_path: Path
) -> None:
    name = "24-117/040"
    company.add(name, "Roof")
    company.send(name)
    take_extras(company.desk, f"{EXTRAS}24-117,040,Roof\n")
    company.act_as("Carl Otis")
    inbox = InboxDriver.opened(qtbot, company.desk, tmp_path)
    linking = LinkingDriver(inbox.window, qtbot)
    assert inbox.cursor() == name
    assert linking.offers() == {"Link to 040": ""}
    linking.take_offer()
    assert linked(company, name) == "040"
    assert (linking.offers(), inbox.note()) == ({}, "adds to Extra 040, which Sage has")
    assert inbox.focused() == "list"
    inbox.press("A")
    assert inbox.names() == []


def test_suggestions_for_fields_are_not_offered_where_nothing_can_be_edited(
    qtbot: QtBot, company: Accounting, tmp_path: Path
) -> None:
    company.add("24-117/050", "Pad")
    Linking(company.desk).link(company.ids["24-117/050"], "020")
    company.send("24-117/050")
    company.act_as("Carl Otis")
    inbox = InboxDriver.opened(qtbot, company.desk, tmp_path)
    assert inbox.cursor() == "24-117/050"
    assert inbox.place.findChild(QWidget, "problem_suggestion") is None


def test_the_look_up_is_freed_when_closed(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    def make() -> QWidget:
        return for_sub_job("24-117/010", "Canopy", "Extra", window)

    assert closes_and_is_freed(qtbot, make)
