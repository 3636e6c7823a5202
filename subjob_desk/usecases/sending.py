"""How far a sending has got, from this desk's outbox to the answer, in the trade's words.

What the log and the hub say of it is found out by ``store.desk_queries``.
"""

from typing import Final

import msgspec

from subjob_desk.domain.lifecycle import State
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exchanging import Exchanging
from subjob_desk.usecases.views import SubJobRow

DECIDED: Final = "decided"

SAID: Final = {
    "outbox": "waits in the outbox of its desk",
    "in-packet": "in a packet, not in the hub yet",
    "in-hub": "in the hub, not received by accounting yet",
    "received": "received by accounting",
    DECIDED: "decided",
}
"""The stages in their order, by id."""

_ANSWERED: Final = frozenset(
    {State.REJECTED, State.ACCEPTED, State.EXPORTED, State.IN_SAGE, State.FAILED}
)


class Sending(msgspec.Struct, frozen=True):
    """How far the newest sending of a sub job has got."""

    status: str = ""
    """One of :data:`SAID`; empty where nothing is sent, or all work at one desk."""

    @property
    def said(self) -> str:
        """The same for people."""
        return SAID.get(self.status, "")


def sending_of(desk: Desk, row: SubJobRow) -> Sending:
    """How far the newest sending of a sub job has got, as this desk knows it."""
    if row.state is not State.SENT and row.state not in _ANSWERED:
        return Sending()
    status = Exchanging(desk).sending_status(row.id)
    return Sending(DECIDED if status and row.state in _ANSWERED else status)
