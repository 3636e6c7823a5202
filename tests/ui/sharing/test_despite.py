"""An export although something of other desks may be missing: the window asks why, and keeps it."""

from collections.abc import Callable

from subjob_desk.domain.lifecycle import State
from tests.drivers.exports import ExportDriver, ExportsDriver
from tests.drivers.shared_office import SharedOffice, Trio
from tests.drivers.two_windows import AtWindow

Sits = Callable[[SharedOffice, str], AtWindow]


def test_a_desk_that_heard_nothing_for_days_exports_with_a_reason(trio: Trio, sits: Sits) -> None:
    sub = trio.office.accepted("010")
    office = sits(trio.office, "Dora")
    office.sharing.settle()
    trio.office.clock.pass_by(days=3)
    office.window.window.ctx.settings.remember("export.folder", str(trio.office.out))
    office.press("Ctrl+E")
    dialog = ExportDriver(office.window.qtbot)
    assert dialog.refusal().startswith("This desk exchanged its entries more than 24 hours ago:")
    assert dialog.primary() == ("Rehearse", "What is accepted could not be read.")
    dialog.go_on_despite("The site has no network; Ann was asked by telephone.")
    assert dialog.refusal() == ""
    dialog.click_next()
    dialog.click_next()
    assert dialog.refusal().endswith(
        "It goes out although something of other desks may be missing: "
        "The site has no network; Ann was asked by telephone."
    )
    dialog.next()
    assert dialog.step() == "Step 4 of 4: Done"
    assert trio.office.state(sub) is State.EXPORTED
    dialog.next()
    office.press("Ctrl+3")
    exports = ExportsDriver(office.window.qtbot, office.window.window)
    assert exports.fact("despite") == "The site has no network; Ann was asked by telephone."
