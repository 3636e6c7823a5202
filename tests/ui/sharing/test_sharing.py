"""Desks that work apart, in the window of one of them; the hub is a real folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.editing import Editing
from tests.drivers.desk_window import Keyboard
from tests.drivers.sharing import OtherDesk, SharingDriver, join_in_welcome
from tests.drivers.window import WindowDriver


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A folder both desks reach."""
    folder = tmp_path / "hub"
    folder.mkdir()
    return folder


@pytest.fixture
def sharing(window: WindowDriver) -> SharingDriver:
    """The registrar's window; Ann Ruiz is the administrator."""
    return SharingDriver(window)


@pytest.fixture
def ben(tmp_path: Path, hub: Path, sharing: SharingDriver) -> Iterator[OtherDesk]:
    """The company is shared, and Ben asks to be let in."""
    sharing.share(hub)
    desk = OtherDesk(tmp_path, hub, "Ben Ortiz", "BEN-PC")
    desk.exchange()
    yield desk
    desk.close()


def test_one_pc_alone_is_told_how_to_share_and_hears_nothing_else(
    window: WindowDriver, sharing: SharingDriver
) -> None:
    assert sharing.place.section() == "people"
    assert sharing.status() == ""
    assert not window.act("write_packet").isEnabled()
    sharing.section("desks")
    assert sharing.desks() == []
    window.press("F5")
    assert not window.window.background.is_busy


def test_a_desk_asks_is_let_in_and_works_with_the_others(
    window: WindowDriver, sharing: SharingDriver, ben: OtherDesk, desk: Desk
) -> None:
    assert sharing.status().startswith("Synchronised ")
    sharing.synchronise()
    sharing.section("desks")
    away, asks = sharing.waiting()
    assert asks == "Let in: Ben Ortiz at BEN-PC asks to be let in"
    assert away == "Dismiss: Ben Ortiz at BEN-PC asks to be let in"
    sharing.take_keyboard()
    sharing.place.focus_first()
    keys = Keyboard(window.qtbot)
    keys.press("Tab")
    assert window.focus_name() == "request_0_away", "read from top to bottom"
    keys.press("Enter")
    sharing.settle()
    assert window.focus_name() == "desk_list"
    assert window.said() == "Dismissed 1 request."
    assert sharing.waiting() == []
    assert window.tab("desk") == "Desk"
    assert sharing.words("desk_dismissed") == "Show 1 dismissed request"
    sharing.click("desk_dismissed")
    assert sharing.words("desk_dismissed") == "Hide what was dismissed"
    assert sharing.waiting() == ["List it again: Ben Ortiz at BEN-PC"]
    sharing.click("dismissed_0_act")
    sharing.settle()
    assert window.said() == "Ben Ortiz at BEN-PC is listed again."
    assert sharing.waiting() == [away, asks]
    sharing.open_waiting()
    asking = sharing.dialog("let_in_dialog")
    sharing.confirm(asking)
    assert asking.refusal().startswith("The six words were not compared.")
    sharing.tick(asking, "let_in_same")
    sharing.tick(asking, "person_role_pm")
    sharing.confirm(asking)
    sharing.synchronise()
    assert sharing.waiting() == []
    assert [row[:2] for row in sharing.desks()] == [
        ("Office PC (this desk, registrar, posting desk)", "everybody"),
        ("BEN-PC", "Ben Ortiz"),
    ]
    ben.exchange()
    Editing(ben.desk).new_sub_job("24117", "020", "Roof terrace")
    ben.exchange()
    sharing.synchronise()
    assert Browsing(desk).find("24-117/020")
    assert "came in" in window.said()


def _let_ben_in(sharing: SharingDriver) -> None:
    sharing.synchronise()
    sharing.section("desks")
    sharing.open_waiting()
    asking = sharing.dialog("let_in_dialog")
    for name in ("let_in_same", "person_role_pm"):
        sharing.tick(asking, name)
    sharing.confirm(asking)
    sharing.synchronise()


def test_two_values_stand_side_by_side_and_a_digit_settles_it(
    window: WindowDriver, sharing: SharingDriver, ben: OtherDesk, desk: Desk
) -> None:
    _let_ben_in(sharing)
    ben.exchange()
    sub_id = Browsing(desk).find("24-117/008")
    Editing(ben.desk).change_description(sub_id, "Level 8, north wing")
    Editing(desk).change_description(sub_id, "Level 8, south wing")
    ben.exchange()
    sharing.synchronise()
    assert window.tab("desk") == "Desk, 1 to settle"
    sharing.click_status("status_conflicts")
    assert window.place() == "desk"
    assert sharing.values() == {"Level 8, north wing", "Level 8, south wing"}
    chosen = sharing.press_digit(2)
    assert sharing.conflicts() == []
    sharing.take_keyboard()
    assert window.focus_name() == "desk_sections"
    assert Browsing(desk).sub_job(sub_id).row.description in chosen
    window.qtbot.waitUntil(lambda: window.tab("desk") == "Desk")


def test_a_desk_is_taken_out_and_let_in_again_and_the_posting_handed_over(
    window: WindowDriver, sharing: SharingDriver, ben: OtherDesk
) -> None:
    _let_ben_in(sharing)
    sharing.choose_desk("BEN-PC")
    assert sharing.why_not("desk_readmit") == "It takes part."
    sharing.click("desk_revoke")
    asking = sharing.dialog("cut_dialog")
    sharing.confirm(asking)
    assert asking.refusal().startswith("There is no reason.")
    sharing.type(asking, "cut_reason", "PC stolen")
    sharing.confirm(asking)
    assert sharing.desks()[1][2].startswith("Taken out; counts up to entry ")
    sharing.take_keyboard()
    assert window.focus_name() == "desk_list"
    sharing.choose_desk("BEN-PC")
    sharing.click("desk_readmit")
    sharing.confirm(sharing.dialog("cut_dialog"))
    assert sharing.desks()[1][2] == "Works with us"

    sharing.click("desk_release")
    given_back = "The posting was given back already."
    window.qtbot.waitUntil(lambda: sharing.why_not("desk_release") == given_back)
    sharing.section("exchange")
    assert sharing.label("exchange_posting").startswith("Nobody")
    sharing.section("desks")
    sharing.click("desk_take_posting")
    sharing.confirm(sharing.dialog("posting_dialog"))
    assert "posting desk" in sharing.desks()[0][0]


def test_without_a_network_packets_go_by_hand(
    window: WindowDriver, sharing: SharingDriver, hub: Path, tmp_path: Path
) -> None:
    sharing.share(hub)
    packet = tmp_path / "for ben.sjpkg"
    window.window.exchange.write_packet(packet)
    sharing.settle()
    ben = join_in_welcome(window.qtbot, tmp_path, packet, "Ben Ortiz", "BEN-PC")
    back = tmp_path / "from ben.sjpkg"
    ben.window.exchange.write_packet(back)
    words = SharingDriver(ben).own_words()
    assert not sharing.is_asking()
    window.window.packets.read(back)
    sharing.settle()
    sharing.section("desks")
    assert "Let in: Ben Ortiz at BEN-PC asks to be let in" in sharing.waiting()
    sharing.open_waiting()
    asking = sharing.dialog("let_in_dialog")
    assert sharing.words_of(asking) == words
    for name in ("let_in_same", "person_role_pm"):
        sharing.tick(asking, name)
    sharing.confirm(asking)
    answer = tmp_path / "answer.sjpkg"
    window.window.exchange.write_packet(answer)
    sharing.settle()
    ben.window.packets.read(answer)
    ben.qtbot.waitUntil(sharing.is_asking, timeout=20_000)
    assert sharing.asked_for() == "Password of Ben Ortiz"
    ben.window.close()
    ben.window.ctx.desk.close()


def test_a_hub_that_is_gone_is_said_stops_nobody_and_gets_everything_later(
    window: WindowDriver, sharing: SharingDriver, hub: Path, desk: Desk
) -> None:
    sharing.share(hub)
    hub.rename(hub.with_name("elsewhere"))
    Editing(desk).new_sub_job("24117", "021", "Roof")
    sharing.synchronise()
    assert sharing.status().startswith("Not synchronised")
    sharing.section("exchange")
    assert sharing.place.sharing.exchange.banner.text() != ""
    hub.with_name("elsewhere").rename(hub)
    sharing.synchronise()
    assert sharing.status().startswith("Synchronised ")
    assert sharing.place.sharing.exchange.banner.text() == ""
    # What is done now can still be undone: it goes out before the window closes.
    Editing(desk).new_sub_job("24117", "022", "Roof garden")
    before = set(hub.rglob("*.sjl"))
    with window.qtbot.waitSignal(window.window.closed, timeout=20_000):
        window.window.close()
    assert set(hub.rglob("*.sjl")) > before
