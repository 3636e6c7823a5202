"""A change is told from a new draft: in the tree, in the head, and on the line of stations."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from subjob_desk.usecases.answering import Answering
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.exporting import Exporting
from tests.drivers.accounting import Accounting
from tests.drivers.projects import ProjectsDriver

NAME = "24-117/010"


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Accounting]:
    """``010`` is in Sage."""
    company = Accounting(tmp_path)
    company.waiting(1)
    company.exported([NAME])
    Answering(company.desk).posted(Exporting(company.desk).batches()[0].id)
    company.act_as("Ann Ruiz")
    yield company
    company.desk.close()


def test_a_change_is_no_new_draft_and_keeps_that_sage_has_it(
    qtbot: QtBot, company: Accounting
) -> None:
    Deciding(company.desk).revise([company.ids[NAME]])
    place = ProjectsDriver(qtbot, company)
    place.tree.select(NAME)
    assert place.tree.row_text(NAME)[1] == "Change"
    assert "Draft of a change" in place.tree.read_aloud(NAME)
    assert place.editor.state() == "Draft of a change"
    assert place.editor.stations() == "Stations: In Sage 12 Nov, Change 12 Nov"
    place.editor.go_to(0, "amount")
    place.editor.type("1")
    place.editor.key("Enter")
    Deciding(company.desk).send([company.ids[NAME]])
    place.window.place.refresh(None)
    assert place.tree.row_text(NAME)[1] == "Waiting"
    assert place.editor.stations() == (
        "Stations: In Sage 12 Nov, Change 12 Nov, Sent 12 Nov (round 2)"
    )
    Deciding(company.desk).retrieve([company.ids[NAME]])
    Deciding(company.desk).discard([company.ids[NAME]])
    place.window.place.refresh(None)
    assert place.tree.row_text(NAME)[1] == "In Sage"
