"""An answer is about the batch its author meant, never about the one that counts instead."""

import pytest

from subjob_desk.domain.facts import Fact, Posted, Refused, Voided
from tests.drivers.log import HOME, Log


@pytest.mark.parametrize(
    "answer", [Posted("b-east"), Voided("b-east", "slip"), Refused("b-east", "no job")]
)
def test_an_answer_to_a_double_leaves_the_other_batch_alone(answer: Fact) -> None:
    log = Log()
    log.share("east", "west")
    log.create()
    log.send()
    log.accept()
    log.give_posting("east", log.release_posting())
    log.meet(HOME, "east")
    log.take_posting("west")
    log.meet(HOME, "west")
    log.export("b-east", desk="east", adm=log.company("east").desks.posting.since)
    log.export("b-west", desk="west")
    log.note("dora", answer, desk="east")
    log.meet(HOME, "east")
    log.meet(HOME, "west")
    exports = {one.batch: one.state for past in log.sub_job().rounds for one in past.exports}
    assert exports == {"b-east": "double", "b-west": "written"}
