"""Compare with Sage on screen: the table, linking from it, saving it, and nothing to show."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from subjob_desk.ui.desk.comparison_dialog import ComparisonDialog
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.comparing_views import Comparison
from tests.drivers.accounting import Accounting
from tests.drivers.comparing import ComparingDriver
from tests.drivers.freed import closes_and_is_freed
from tests.drivers.linking import LinkingDriver, take_extras
from tests.drivers.projects import Draft, ProjectsDriver, Tower
from tests.drivers.window import part


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Accounting]:
    company = Accounting(
        tmp_path,
        Draft("24-117/010", "Parking canopy"),
        Draft("24-117/015", "Generator pad"),
        Draft("24-117/016", "Roof"),
    )
    yield company
    company.desk.close()


@pytest.fixture
def window(qtbot: QtBot, company: Accounting) -> ProjectsDriver:
    return ProjectsDriver(qtbot, company)


@pytest.fixture
def compared(qtbot: QtBot, window: ProjectsDriver, company: Accounting) -> ComparingDriver:
    take_extras(company.desk)
    driver = ComparingDriver(window.window, qtbot)
    driver.start()
    return driver


def linked(company: Tower, name: str) -> str:
    return Browsing(company.desk).sub_job(company.ids[name]).linked


def test_the_table_says_what_differs(compared: ComparingDriver) -> None:
    assert compared.rows() == [
        ("Extra only in Sage", "24-117/020", "", "020 'Generator pad'"),
        ("Extra only in Sage", "24-117/030", "", "030 'Façade north'"),
        ("Extra only in Sage", "24-120/300", "", "300 'Eye Institute'"),
        ("Same Extra, not linked", "24-117/010", "Parking canopy", "010 'Parking canopy'"),
    ]
    assert compared.about().startswith("4 differences. Compared with jobs: list 1 of 12 Nov 2026")
    assert compared.kinds() == [
        "All differences  4",
        "Extra only in Sage  3",
        "Same Extra, not linked  1",
    ]
    compared.choose_kind(2)
    assert [row[1] for row in compared.rows()] == ["24-117/010"]
    compared.choose_kind(0)
    compared.filter("EYE")
    assert [row[1] for row in compared.rows()] == ["24-120/300"]
    compared.filter("chapel")
    assert compared.nothing() == "No difference has these words."
    assert compared.why_not("open") == "Choose a difference first."


def test_a_difference_is_linked_where_it_stands(
    compared: ComparingDriver, company: Accounting
) -> None:
    compared.select("24-117/010")
    assert (compared.why_not("open"), compared.why_not("link")) == ("", "")
    compared.press("link")
    assert linked(company, "24-117/010") == "010"
    assert compared.said() == "Linked 24-117/010 to Extra 010 of Sage ('Parking canopy')."
    assert "24-117/010" not in [row[1] for row in compared.rows()]


def test_an_extra_only_in_sage_asks_which_sub_job_it_is(
    qtbot: QtBot, compared: ComparingDriver, window: ProjectsDriver, company: Accounting
) -> None:
    compared.select("24-117/020")
    assert compared.why_not("open") == "No single sub job is meant here."
    compared.press("link")
    choice = LinkingDriver(window.window, qtbot)
    assert choice.dialog.windowTitle() == "Link a sub job to Extra 020 'Generator pad'"
    assert choice.rows() == ["015, Generator pad", "010, Parking canopy", "016, Roof"]
    choice.search("roof")
    assert choice.rows() == ["016, Roof"]
    choice.search("chapel")
    assert choice.nothing() == "No sub job of this project that is free has these words."
    choice.search("pad")
    choice.press("Enter")
    assert not choice.is_open()
    assert linked(company, "24-117/015") == "020"
    assert [row[1] for row in compared.rows()] == ["24-117/030", "24-120/300", "24-117/010"]


def test_what_cannot_be_linked_is_said(
    qtbot: QtBot, window: ProjectsDriver, company: Accounting
) -> None:
    take_extras(company.desk)
    company.act_as("Carl Otis")
    compared = ComparingDriver(window.window, qtbot)
    compared.start()
    compared.select("24-117/010")
    compared.press("link")
    assert compared.said().startswith("24-117/010: Carl Otis is not a project manager.")
    assert linked(company, "24-117/010") == ""


def test_a_difference_opens_its_sub_job(compared: ComparingDriver, window: ProjectsDriver) -> None:
    compared.select("24-117/010")
    compared.press("open")
    assert window.window.place_name == "projects"
    assert window.editor.title() == "24-117/010 Parking canopy"
    assert compared.place.comparison.dialog is None


def test_the_report_is_saved(compared: ComparingDriver, tmp_path: Path) -> None:
    target = tmp_path / "compared.csv"
    compared.save_as(target)
    assert compared.said() == f"Saved as {target}."
    assert target.read_bytes().startswith(b"\xef\xbb\xbfWhat,Name,Here,In Sage,What to do\r\n")
    compared.save_as(tmp_path / "nowhere" / "compared.csv")
    assert compared.said().startswith(f"The folder {tmp_path / 'nowhere'} is not there.")


def test_nothing_to_compare_with(qtbot: QtBot, tmp_path: Path) -> None:
    tower = Tower(tmp_path, lists=False)
    compared = ComparingDriver(ProjectsDriver(qtbot, tower).window, qtbot)
    compared.start()
    assert compared.nothing() == (
        "There is nothing to compare with: import the lists from Sage first."
    )
    assert "No list of Extras was imported: not checked." in compared.said()
    assert compared.why_not("save") == "There is nothing to save."
    compared.press("cancel")
    tower.desk.close()


def test_nothing_differs(qtbot: QtBot, window: ProjectsDriver, company: Accounting) -> None:
    compared = ComparingDriver(window.window, qtbot)
    compared.start()
    assert compared.nothing() == "Nothing differs: here and Sage's lists say the same."
    assert compared.said() == "No list of Extras was imported: not checked."


def test_a_part_of_a_report_says_so(qtbot: QtBot) -> None:
    dialog = ComparisonDialog(Comparison((), {"extra-gone": 3}, ("jobs",), ()), None)
    qtbot.addWidget(dialog)
    words = part(dialog, QWidget, "banner").accessibleName()
    assert words == ("3 more are not listed; compare one project with the command line.")


def test_the_comparison_is_freed_when_closed(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    def make() -> QWidget:
        return ComparisonDialog(Comparison((), {}, (), ()), window)

    assert closes_and_is_freed(qtbot, make)
