"""The accountant's half hour by keyboard: 30 go out, 4 come back refused, and all ends well."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from subjob_desk.domain.lifecycle import State
from subjob_desk.settings import Settings
from tests.drivers import desk_window
from tests.drivers.accounting import Accounting
from tests.drivers.export_dialog import ExportDriver
from tests.drivers.hands import Hands
from tests.drivers.inbox import InboxDriver
from tests.drivers.reject_dialog import RejectFileDriver, choose_file


class Loop:
    """Carl at the window: he approves, exports and answers."""

    def __init__(self, qtbot: QtBot, company: Accounting, folder: Path) -> None:
        self.qtbot = qtbot
        self.company = company
        self.names = company.waiting(30)
        company.act_as("Carl Otis")
        settings = Settings(folder / "window.json")
        settings.remember("export.folder", str(company.folder))
        self.window = desk_window.opened(qtbot, company.desk, settings, "inbox")
        self.hands = Hands(qtbot)
        self.inbox = InboxDriver(qtbot, self.window)

    def states(self) -> dict[str, State]:
        browsing = self.window.ctx.browsing
        ids = self.company.ids
        return {name: browsing.sub_job(ids[name]).row.state for name in self.names}

    def count(self, state: State) -> int:
        return list(self.states().values()).count(state)

    def export(self) -> None:
        """Choose, rehearse, preview, write, close: Enter all the way."""
        self.hands.press("Ctrl+E")
        dialog = ExportDriver(self.qtbot)
        for _ in range(3):
            dialog.next()
        assert dialog.step() == "Step 4 of 4: Done"
        dialog.press("Enter")
        self.hands.wait_for_window(self.window)

    def rejects(self, *names: str) -> Path:
        """The reject file Sage wrote: the first two whole, of the others two lines of three."""
        batch = self.window.ctx.exporting.batches()[0]
        lines = self.window.ctx.exporting.batch_text(batch.id).split("\r\n")
        found = [lines[1]]
        for name in names:
            at = next(n for n, line in enumerate(lines) if line.startswith(f'E,"{name[-3:]}"'))
            reason = f"; Extra {name[-3:]} is closed"
            found += [lines[at], reason, lines[at + 1], reason, lines[at + 2]]
            if name in names[:2]:
                found += [reason, lines[at + 3]]
        path = self.company.folder / "SJ_RB_000001_ORIGINAL_REJ.jce"
        path.write_bytes("".join(f"{line}\r\n" for line in found).encode("cp1252"))
        return path

    def told(self, name: str) -> list[str]:
        """Its history, each entry with who did it."""
        rows = self.window.ctx.browsing.history(self.company.ids[name])
        return [f"{row.who} {row.text}" for row in rows]


@pytest.fixture
def loop(qtbot: QtBot, tmp_path: Path) -> Iterator[Loop]:
    company = Accounting(tmp_path)
    yield Loop(qtbot, company, tmp_path)
    company.desk.close()


def test_thirty_out_four_refused_three_again_one_back(loop: Loop) -> None:
    hands, first = loop.hands, loop.names[:4]
    hands.press("Ctrl+A", "A")
    assert loop.count(State.ACCEPTED) == 30
    loop.export()
    assert loop.count(State.EXPORTED) == 30

    hands.press("Ctrl+Shift+J")
    choose_file(loop.qtbot, loop.rejects(*first))
    shown = RejectFileDriver(loop.qtbot)
    assert shown.button() == "Record: 4 refused, 26 in Sage"
    assert [move[1] for move in shown.moves()] == [*["all 3 lines"] * 2, *["2 of 3"] * 2]
    hands.press("Enter")
    hands.wait_for_window(loop.window)
    assert (loop.count(State.FAILED), loop.count(State.IN_SAGE)) == (4, 26)

    loop.window.place.show_view("failed")
    loop.inbox.focus_list()
    assert loop.inbox.names() == first
    for code in ("0110", "0111"):
        hands.press("C")
        hands.type(code)
        hands.press("Enter")
    hands.press("T")
    assert loop.count(State.ACCEPTED) == 3
    hands.press("R")
    hands.wait_for_dialog("reject_dialog")
    hands.press("1", "Enter")
    hands.wait_for_window(loop.window)
    assert loop.states()[first[3]] is State.REJECTED

    loop.export()
    batch = loop.window.ctx.exporting.batches()[0]
    assert (batch.number, batch.sub_jobs, batch.lines, batch.follows) == (2, 3, 8, (1,))
    hands.press("Ctrl+2")
    loop.window.place.show_item(loop.company.ids[first[2]])
    assert loop.inbox.origin().endswith("batch 2, again from batch 1")
    hands.press("Ctrl+3", "Alt+A", "P")
    hands.wait_for_dialog("posted_dialog")
    hands.press("Enter")
    hands.wait_for_window(loop.window)

    assert (loop.count(State.IN_SAGE), loop.count(State.REJECTED)) == (29, 1)
    rows = loop.window.ctx.exporting.batches()
    assert [(row.state, row.waiting) for row in rows] == [("posted", 0), ("partly-refused", 0)]
    assert loop.told(first[0])[-5:] == [
        "Carl Otis exported it as 010 in batch 1, 3 lines",
        "Carl Otis noted that Sage refused it in batch 1: Extra 010 is closed",
        "Carl Otis corrected the extra code from 010 to 0110",
        "Carl Otis exported it as 0110 in batch 2, 3 lines, again from batch 1",
        "Carl Otis noted that Sage has taken it",
    ]
    assert loop.told(first[2])[-4:-1] == [
        "Carl Otis noted that Sage refused 2 lines of it in batch 1: Extra 012 is closed",
        "Carl Otis set it to be exported again, unchanged",
        "Carl Otis exported it as 012 in batch 2, 2 lines, again from batch 1",
    ]
