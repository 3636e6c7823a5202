"""The request of a new desk to be let in: its key, who sits there, and the name of the PC.

It proves only that who wrote it holds the key. Who that is, the six words tell (``words``).
"""

from typing import Final

import msgspec

from subjob_desk.sync.cards import check_names, check_said, damaged, plain, read_card, write_card
from subjob_desk.sync.signing import Purpose, SigningKey

FAMILY: Final = "SJR"
"""With the version of the form it is the first word of every request: ``SJR1``."""

_WHAT: Final = "request of a desk"


class Request(msgspec.Struct, frozen=True):
    """What a desk that wants to join says of itself."""

    company: str
    actor: str
    """The desk's own id, which its chain will have."""
    key: str
    """Its public key, hex."""
    person: str
    """The name of who sits there, as typed at the desk."""
    desk: str
    """The name of the PC."""
    at: str
    """UTC, ISO 8601; decides nothing."""


def build(said: Request, key: SigningKey) -> bytes:
    """The bytes of a request. Raises ``ValueError`` for what no registrar would take."""
    said = msgspec.structs.replace(
        said, person=plain(said.person), desk=plain(said.desk), key=key.public_hex
    )
    data = write_card(FAMILY, said, key, Purpose.REQUEST)
    parse(data)
    return data


def parse(data: bytes) -> Request:
    """Read a request and check that the key it names signed it.

    Raises :class:`~subjob_desk.sync.blocks.SegmentFaultError`.
    """
    said, closed = read_card(data, FAMILY, Request, _WHAT)
    check_said(_WHAT, identities=(said.company, said.actor), keys=(said.key,), at=said.at)
    check_names(_WHAT, said.person, said.desk)
    if not closed.is_signed_by(said.key, Purpose.REQUEST):
        raise damaged(_WHAT, "It was not signed by the desk it names.")
    return said
