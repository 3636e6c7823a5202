"""What desks did at once, seen where people work: inbox, desks, a packet, the minute's exchange."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from subjob_desk.ui.common.background import Task
from subjob_desk.ui.sharing.flow import ExchangeFlow
from tests.drivers.reject_dialog import drop
from tests.drivers.shared_office import SharedOffice, Trio
from tests.drivers.two_windows import AtWindow, StripDriver

Sits = Callable[[SharedOffice, str], AtWindow]


def test_two_codes_are_told_in_the_inbox_and_one_is_chosen_there(trio: Trio, sits: Sits) -> None:
    sub = trio.laptop.sent("010")
    trio.settle()
    trio.home.accept(sub, who="Carl", extra_code="011")
    trio.office.accept(sub, who="Dora", extra_code="012")
    trio.settle()
    carl = sits(trio.home, "Carl")
    assert carl.window.tab("desk") == "Desk, 1 to settle"
    carl.press("Ctrl+2")
    carl.inbox.show_view("Accepted")
    name = carl.inbox.names()[0]
    assert carl.inbox.remark(name) == "accepted under 011 and 012"
    strip = StripDriver(carl.inbox.place, "inbox")
    assert strip.said().startswith("It was accepted at the same time under different extra codes:")
    assert strip.acts() == {"Accept as 011": "", "Accept as 012": ""}
    assert carl.inbox.answers()["Accept"] == ""
    assert not carl.inbox.code_is_locked()
    carl.press("Alt+2")
    assert strip.said() == ""
    assert trio.home.sub_job(sub).extra_code == "012"
    assert "Accept" not in carl.inbox.answers()
    carl.window.qtbot.waitUntil(lambda: carl.window.tab("desk") == "Desk")


def test_who_may_not_settle_it_is_told_why(trio: Trio, sits: Sits) -> None:
    sub = trio.laptop.sent("010")
    trio.settle()
    trio.home.accept(sub, who="Carl", extra_code="011")
    trio.office.accept(sub, who="Dora", extra_code="012")
    trio.settle()
    ann = sits(trio.laptop, "Ann")
    ann.jump_to(trio.laptop.sub_job(sub).code)
    assert set(ann.strip.acts().values()) == {"Ann is not an approver."}


def test_a_cancelled_exchange_is_no_trouble_and_the_next_one_does_it(
    trio: Trio, sits: Sits
) -> None:
    carl = sits(trio.home, "Carl")
    carl.sharing.synchronise()
    sub = trio.laptop.draft("020")
    trio.laptop.exchange()
    background = carl.window.window.background

    def cancel(task: Task) -> None:
        task.cancel()

    background.started.connect(cancel)
    carl.sharing.synchronise()
    background.started.disconnect(cancel)
    assert carl.sharing.status().startswith("Synchronised ")
    assert not trio.home.exists(sub)
    carl.sharing.synchronise()
    assert trio.home.exists(sub)


def test_a_packet_dropped_on_the_window_is_read(trio: Trio, sits: Sits) -> None:
    trio.laptop.draft("030")
    packet = trio.folder / "from the laptop.sjpkg"
    trio.laptop.packets.write(packet)
    carl = sits(trio.home, "Carl")
    assert drop(carl.window.window.windowHandle(), packet)
    carl.sharing.settle()
    assert "came in" in carl.window.said()
    assert carl.window.jump("030")


def test_every_minute_what_cannot_be_undone_any_more_goes_out(
    qtbot: QtBot, trio: Trio, sits: Sits
) -> None:
    ann = sits(trio.laptop, "Ann")
    trio.laptop.draft("040")
    before = set(trio.hub.rglob("*.sjl"))
    flow = ExchangeFlow(ann.window.window.ctx, ann.window.window, every=1)
    flow.begin()
    with qtbot.waitSignals([flow.reported, flow.reported], timeout=20_000):
        pass
    assert set(trio.hub.rglob("*.sjl")) == before, "it can still be undone"
    trio.laptop.clock.pass_by(seconds=61)
    with qtbot.waitSignals([flow.reported, flow.reported], timeout=20_000):
        pass
    flow.give_up()
    ann.sharing.settle()
    assert set(trio.hub.rglob("*.sjl")) > before


def test_a_chain_that_forks_is_told_and_its_branch_chosen(
    trio: Trio, twin: SharedOffice, sits: Sits
) -> None:
    subs = [trio.laptop.draft("010"), twin.draft("020")]
    trio.laptop.exchange()
    twin.exchange()
    ann = sits(trio.office, "Ann")
    assert ann.window.tab("desk") == "Desk, 1 desk forks"
    ann.sharing.click_status("status_conflicts")
    assert [row[2] for row in ann.sharing.desks()][-1] == "Its entries fork: choose a branch"
    [asked] = ann.sharing.waiting()
    assert "laptop" in asked
    ann.sharing.open_waiting()
    asking = ann.sharing.dialog("branch_dialog")
    ann.sharing.tick(asking, "branch_0")
    ann.sharing.confirm(asking)
    ann.sharing.settle()
    assert ann.sharing.waiting() == []
    assert [row[2] for row in ann.sharing.desks()][-1] == "Ended where its entries fork"
    ann.window.qtbot.waitUntil(lambda: ann.window.tab("desk") == "Desk")

    # What the other one has was real work too: it can still be made to count.
    ann.sharing.choose_desk("Office PC")
    assert ann.sharing.why_not("desk_branches") == "Its entries do not fork."
    before = [trio.office.exists(sub) for sub in subs]
    assert sorted(before) == [False, True]
    ann.sharing.choose_desk("laptop")
    ann.sharing.click("desk_branches")
    asking = ann.sharing.dialog("branch_dialog")
    ann.sharing.tick(asking, "branch_0")
    ann.sharing.confirm(asking)
    assert asking.refusal() == "This branch counts already. Choose the other one, or Cancel."
    ann.sharing.tick(asking, "branch_1")
    ann.sharing.confirm(asking)
    ann.sharing.settle()
    assert sorted(trio.office.exists(sub) for sub in subs) == [False, True]
    assert [trio.office.exists(sub) for sub in subs] != before, "the other one counts instead"
