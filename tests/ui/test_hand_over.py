"""A hand-over to Sage and back by keyboard alone: 30 out, 4 refused, 3 corrected, 1 returned."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from subjob_desk.domain.lifecycle import State
from subjob_desk.settings import Settings
from subjob_desk.usecases.browsing import Browsing
from tests.drivers import desk_window
from tests.drivers.accounting import Accounting
from tests.drivers.export_dialog import ExportDriver
from tests.drivers.hands import Hands, Watch
from tests.drivers.inbox import InboxDriver
from tests.drivers.reject_dialog import RejectFileDriver

REFUSED = ("24-117/013", "24-117/020", "24-117/021", "24-117/035")
CORRECTED = dict(zip(REFUSED[:3], ("913", "920", "921"), strict=True))
RETURNED = REFUSED[3]


class Office:
    """One window and two hands; Carl approves and exports."""

    def __init__(self, qtbot: QtBot, company: Accounting, folder: Path) -> None:
        settings = Settings(folder / "window.json")
        settings.remember("export.folder", str(company.folder))
        self.company = company
        self.hands = Hands(qtbot)
        self.qtbot = qtbot
        self.window = desk_window.opened(qtbot, company.desk, settings, "inbox")
        self.inbox = InboxDriver(qtbot, self.window)

    def states(self) -> dict[str, State]:
        """Where every sub job stands."""
        browsing = Browsing(self.company.desk)
        return {n: browsing.sub_job(i).row.state for n, i in self.company.ids.items()}

    def history(self, name: str) -> list[str]:
        """What was done to a sub job, in sentences."""
        rows = Browsing(self.company.desk).history(self.company.ids[name])
        return [f"{row.who} {row.text}" for row in rows]

    def file(self, number: int) -> Path:
        """The file of a batch."""
        return self.company.folder / f"SJ_RB_{number:06d}_ORIGINAL.jce"


@pytest.fixture
def names(tmp_path: Path) -> Iterator[Accounting]:
    """Thirty sub jobs, accepted by Carl."""
    company = Accounting(tmp_path)
    company.accepted(company.waiting(30))
    yield company
    company.desk.close()


@pytest.fixture
def office(qtbot: QtBot, names: Accounting, tmp_path: Path) -> Office:
    return Office(qtbot, names, tmp_path)


@pytest.fixture
def watch(qapp: QApplication, office: Office) -> Iterator[Watch]:
    watch = Watch(qapp)
    yield watch
    watch.stop()


def test_out_and_back_by_keyboard(office: Office, watch: Watch) -> None:
    export(office, "30 sub jobs 90 lines 3,873,690.00")
    answer_with_reject_file(office)
    correct_and_return(office)
    export(office, "3 sub jobs 9 lines 387,369.00")
    assert [line for line in text_of(office.file(2)) if line.startswith("E,")] == [
        'E,"913","Level 013 office fit-out"',
        'E,"920","Level 020 office fit-out"',
        'E,"921","Level 021 office fit-out"',
    ]
    post(office, 2)
    states = office.states()
    assert states.pop(RETURNED) is State.REJECTED
    assert set(states.values()) == {State.IN_SAGE}
    assert [row.state for row in office.window.ctx.exporting.batches()] == [
        "posted",
        "partly-refused",
    ]
    assert office.history("24-117/020") == [
        "Ann Ruiz created 020 'Level 020 office fit-out'",
        "Ann Ruiz added 3 lines",
        "Ann Ruiz sent it to accounting, round 1",
        "Carl Otis accepted it as 020",
        "Carl Otis exported it as 020 in batch 1, 3 lines",
        "Carl Otis noted that Sage refused it in batch 1: Extra is closed",
        "Carl Otis corrected the extra code from 020 to 920",
        "Carl Otis exported it as 920 in batch 2, 3 lines, again from batch 1",
        "Carl Otis noted that Sage has taken it",
    ]
    assert office.history(RETURNED)[-1] == "Carl Otis rejected it: Wrong code"
    assert office.history("24-117/010")[-1] == "Carl Otis noted that Sage has taken it"
    assert watch.clicks == 0


def text_of(file: Path) -> list[str]:
    return file.read_bytes().decode("cp1252").split("\r\n")


def export(office: Office, numbers: str) -> None:
    """Ctrl+E, then Enter through the four steps."""
    office.hands.press("Ctrl+E")
    dialog = ExportDriver(office.qtbot)
    for step in ("Choose", "Rehearse", "Preview", "Done"):
        assert dialog.step().endswith(step)
        if step == "Preview":
            assert dialog.numbers() == numbers
        dialog.next()
    office.hands.wait_for_window(office.window)


def answer_with_reject_file(office: Office) -> None:
    """Sage wrote four extras into its reject file; everything else is posted."""
    rejects = office.company.folder / "SJ_RB_000001_ORIGINAL_REJ.jce"
    lines = text_of(office.file(1))
    refused: list[str] = [lines[1]]
    for name in REFUSED:
        first = next(n for n, each in enumerate(lines) if each.startswith(f'E,"{name[-3:]}"'))
        refused += [*lines[first : first + 4], "; Extra is closed"]
    rejects.write_bytes("".join(f"{line}\r\n" for line in refused).encode("cp1252"))
    office.hands.press("Ctrl+3", "Ctrl+Shift+J")
    office.hands.wait_for_dialog("reject_chooser")
    office.hands.type(str(rejects))
    office.hands.press("Enter")
    shown = RejectFileDriver(office.qtbot)
    assert [(move[0], move[2]) for move in shown.moves()] == [
        (name, "all 3 lines") for name in REFUSED
    ]
    assert shown.button() == "Record: 4 refused, 26 in Sage"
    while office.hands.focus() != "reject_file_record":
        office.hands.press("Tab")
    office.hands.press("Enter")
    office.hands.wait_for_window(office.window)
    states = office.states()
    assert [name for name, state in states.items() if state is State.FAILED] == list(REFUSED)
    assert list(states.values()).count(State.IN_SAGE) == 26


def correct_and_return(office: Office) -> None:
    """Three get another code, one goes back to its project manager."""
    hands, inbox = office.hands, office.inbox
    hands.press("Ctrl+2")
    while inbox.view() != "Failed":
        if hands.focus() != "inbox.views":
            hands.press("Backtab")
        else:
            hands.press("Right")
    while hands.focus() != "inbox.list":
        hands.press("Tab")
    for name, code in CORRECTED.items():
        while inbox.cursor() != name:
            hands.press("Down")
        hands.press("F6")
        hands.type(code)
        hands.press("Enter")
        assert office.states()[name] is State.ACCEPTED
    assert inbox.names() == [RETURNED]
    hands.press("R")
    hands.wait_for_dialog("reject_dialog")
    hands.press("1", "Enter")
    hands.wait_for_window(office.window)
    assert office.states()[RETURNED] is State.REJECTED


def post(office: Office, number: int) -> None:
    """The second batch is posted."""
    office.hands.press("Ctrl+3", "Alt+A", "P")
    office.hands.wait_for_dialog("posted_dialog")
    office.hands.press("Enter")
    office.hands.wait_for_window(office.window)
    assert office.window.ctx.exporting.numbered(number).state == "posted"
