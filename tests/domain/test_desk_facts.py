"""What a desk says of itself, receipts and checkpoints: whose word counts."""

from subjob_desk.domain.facts import Acknowledged, Checkpoint
from subjob_desk.domain.placed import Placed
from subjob_desk.domain.running_folds import desk_fact_refusal
from tests.drivers.log import HOME
from tests.drivers.races import EAST, WEST, shared

RECEIPT = Acknowledged({HOME: 3})


def test_each_refusal_is_said() -> None:
    log = shared()
    own = log.note("ann", RECEIPT, EAST, desk=EAST)
    others = log.note("ann", RECEIPT, WEST, desk=EAST)
    nobodys = log.note("nobody", RECEIPT, EAST, desk=EAST)
    checkpoint = Checkpoint({}, "0" * 64, 1)
    pinned = log.note("ann", checkpoint, EAST, desk=EAST)
    registrars = log.note("ann", checkpoint, HOME)
    company = log.company()
    said = [
        desk_fact_refusal(company, Placed(op, 1))
        for op in (own, others, nobodys, pinned, registrars)
    ]
    assert said == [
        "",
        "A desk speaks for itself only.",
        "The person is not known in this company.",
        "Only the registrar's desk writes checkpoints.",
        "",
    ]
    assert desk_fact_refusal(company, Placed(own, 1, is_quarantined=True)) == (
        f"The chain of {EAST} forks before it, and this branch was not kept."
    )
    assert desk_fact_refusal(None, Placed(own, 1)) == "The company has not been founded."
    log.revoke(EAST, own.seq - 1)
    assert desk_fact_refusal(log.company(), Placed(own, 1)).startswith(f"{EAST} was revoked")
