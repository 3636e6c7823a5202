"""The network goes away at any verb of an exchange: nothing is lost, nothing forks, all agree."""

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.carrier import open_carrier
from subjob_desk.usecases.exchange import exchange
from subjob_desk.usecases.exchanging import Exchanging
from tests.drivers.dying_hub import DyingHub
from tests.drivers.shared_office import SharedOffice, Trio


def dies(office: SharedOffice, trio: Trio, verbs: int, *, arrives: bool) -> bool:
    """An exchange of which only so many verbs succeed; whether that was too few."""
    hub = DyingHub(open_carrier(str(trio.hub)), verbs, arrives=arrives)
    terms = Exchanging(office.desk).terms(on_demand=True)
    try:
        exchange(office.desk.database, hub, terms)
    except UserError:
        assert hub.is_gone
    office.reopen()
    office.sign_in("Carl")
    assert office.desk.trouble is None
    return hub.is_gone


@pytest.mark.parametrize("arrives", [False, True])
def test_in_the_hub_is_said_only_of_what_was_put_there(trio: Trio, arrives: bool) -> None:
    laptop, said = trio.laptop, []
    sub = laptop.sent("010")
    assert dies(laptop, trio, 1, arrives=arrives), "between listing and putting"
    said.append((laptop.sending_status(sub), laptop.sharing.status().outbox > 0))
    laptop.sign_in("Ann")
    laptop.exchange()
    said.append((laptop.sending_status(sub), laptop.sharing.status().outbox > 0))
    assert said == [("outbox", True), ("in-hub", False)]


def test_what_was_put_before_it_broke_off_is_in_the_hub(trio: Trio) -> None:
    laptop = trio.laptop
    laptop.exchange()
    first = laptop.sent("010")
    assert dies(laptop, trio, 1, arrives=False)
    laptop.sign_in("Ann")
    second = laptop.sent("020")
    assert dies(laptop, trio, 2, arrives=False)
    assert [laptop.sending_status(one) for one in (first, second)] == ["in-hub", "outbox"]


def test_another_hub_has_nothing_before_it_was_put_there(trio: Trio) -> None:
    laptop, other = trio.laptop, trio.folder / "other"
    sub = laptop.sent("010")
    laptop.exchange()
    other.mkdir()
    laptop.sharing.set_hub(str(other))
    assert (laptop.sending_status(sub), laptop.sharing.status().outbox > 0) == ("outbox", True)
    laptop.exchange()
    assert laptop.sending_status(sub) == "in-hub"
    laptop.sharing.set_hub(str(other))
    assert laptop.sending_status(sub) == "in-hub", "it is the same"


def test_a_packet_is_no_hub(trio: Trio) -> None:
    laptop = trio.laptop
    sub = laptop.sent("010")
    laptop.packets.write(trio.folder / "monday.sjpkg")
    assert (laptop.sending_status(sub), laptop.sharing.status().outbox) == ("in-packet", 0)
    laptop.exchange()
    assert laptop.sending_status(sub) == "in-hub"


@pytest.mark.parametrize("arrives", [False, True])
def test_an_exchange_is_good_wherever_it_broke_off(trio: Trio, arrives: bool) -> None:
    home, subs, verbs = trio.home, [trio.laptop.sent("010")], 0
    trio.laptop.exchange()
    trio.office.exchange()
    while dies(home, trio, verbs, arrives=arrives):
        if verbs < 6:
            subs.append(trio.laptop.sent(f"{verbs + 2:02}0"))
            trio.laptop.exchange()
        verbs += 1
    trio.settle()
    assert all(home.exists(sub) for sub in subs)
    assert len(trio.digests()) == 1
    assert home.sharing.status().outbox == 0
    assert trio.office.sharing.forks() == []
