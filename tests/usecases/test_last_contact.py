"""When a desk was heard of last: by this PC's clock where its files arrive, else by its own."""

from subjob_desk.usecases.moments import stamp
from subjob_desk.usecases.sharing_views import DeskRow
from tests.drivers.shared_office import Trio


def _laptop(trio: Trio) -> DeskRow:
    """As the home desk has it."""
    return next(row for row in trio.home.sharing.desks() if row.actor == trio.laptop.actor)


def test_what_counts_is_when_something_of_it_arrived_here(trio: Trio) -> None:
    trio.laptop.draft("010")
    trio.laptop.exchange()
    trio.home.clock.pass_by(days=3)
    arrived = stamp(trio.home.clock())
    trio.home.exchange()
    trio.home.clock.pass_by(days=1)
    trio.home.exchange()
    row = _laptop(trio)
    assert arrived <= row.last_contact < stamp(trio.home.clock())[:10]
    assert not row.is_written
    own = next(row for row in trio.home.sharing.desks() if row.is_this)
    assert own.last_contact > row.last_contact


def test_what_came_in_a_packet_is_dated_by_the_desk_that_wrote_it(trio: Trio) -> None:
    trio.home.clock.pass_by(days=9)
    trio.laptop.clock.pass_by(days=5)
    trio.laptop.draft("010")
    packet = trio.folder / "laptop.sjpkg"
    trio.laptop.packets.write(packet)
    written = stamp(trio.laptop.clock())
    trio.home.packets.read(packet)
    row = _laptop(trio)
    assert row.is_written
    assert written[:10] <= row.last_contact <= written
