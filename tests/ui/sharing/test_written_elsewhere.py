"""A batch of another desk in the window of this one: it can be written again, into a folder."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.drivers.exports import ExportsDriver
from tests.drivers.shared_office import SharedOffice, Trio
from tests.drivers.two_windows import AtWindow

Sits = Callable[[SharedOffice, str], AtWindow]


def test_the_batch_of_another_desk_is_written_into_a_folder_that_is_asked_for(
    qtbot: QtBot, trio: Trio, sits: Sits
) -> None:
    with trio.office.by("Ann"):
        trio.office.administering.set_person("Carl", ["approver", "exporter"])
    trio.office.accepted("010")
    [batch] = trio.office.export()
    trio.settle()
    carl = sits(trio.home, "Carl")
    carl.press("Ctrl+3")
    exports = ExportsDriver(qtbot, carl.window.window)
    assert exports.words("write-again") == "Write it again…"
    assert exports.why_not("write-again") == ""
    assert exports.tip("write-again") == "Write the very same bytes into a folder of this PC."
    exports.click("write-again")
    exports.give_folder("write_again_folder", trio.home.out)
    again = trio.home.out / Path(batch.file).name
    assert again.read_bytes() == Path(batch.file).read_bytes()
    assert carl.window.said() == f"Wrote {again.name} into {trio.home.out}, the same bytes."
