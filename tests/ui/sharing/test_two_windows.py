"""Two desks, two windows, one folder: what one does is seen, and settled, in the other."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.drivers.two_windows import TwoWindows
from tests.drivers.window import WindowDriver


@pytest.fixture
def two(qtbot: QtBot, tmp_path: Path, window: WindowDriver) -> TwoWindows:
    """Ann at the office, who lets desks in and manages projects, and Ben on site."""
    return TwoWindows(qtbot, tmp_path, window)


def test_what_one_sends_waits_in_the_other_and_both_values_are_settled_on_screen(
    two: TwoWindows,
) -> None:
    two.begin()
    # Ben sends with the keyboard; Ann's inbox counts it and marks it as new.
    two.ben.jump_to("24-117/009")
    two.ben.press("Ctrl+Return")
    two.exchange()
    assert two.ann.window.tab("inbox") == "Inbox, 4 wait for a decision"
    two.ann.press("Ctrl+2")
    assert two.ann.inbox.remark("24-117/009") == "like 24-117/005"
    assert two.ann.inbox.new() == ["24-117/009"]
    two.ann.inbox.click_row("24-117/009")
    assert two.ann.inbox.new() == []

    # Both describe one draft; each hears of it where he works.
    two.ben.describe("24-117/008", "Level 8, north wing")
    two.ann.describe("24-117/008", "Level 8, south wing")
    two.exchange()
    for one, other in ((two.ann, two.ben), (two.ben, two.ann)):
        assert one.window.tab("desk") == "Desk, 1 to settle"
        one.jump_to("24-117/008")
        told = one.strip.said()
        assert told.startswith("The description was typed at two desks at once:")
        assert "Level 8, north wing (Ben Ortiz)" in told
        assert next(iter(one.strip.acts())) == f"Take Level 8, {one.wing} wing", other.wing

    # The key that sends leads to what holds it up; Alt and a digit settle it.
    two.ann.press("Ctrl+Return")
    assert two.ann.window.said().startswith("The description has 2 values")
    assert two.ann.window.focus_name() == "editor_conflict_act_1"
    two.ann.press("Alt+2")
    assert two.ann.strip.said() == ""
    assert two.ann.editor.description() == "Level 8, north wing"
    assert two.ann.window.focus_name() == "sub_job_code"
    two.exchange()
    assert two.ben.strip.said() == ""
    assert [one.window.tab("desk") for one in (two.ann, two.ben)] == ["Desk", "Desk"]
    two.close()
