"""A hub that goes away at a given verb, as a network does in the middle of an exchange."""

from collections.abc import Iterable

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.carrier import Carrier, Listed


class DyingHub:
    """Another hub, of which only so many verbs succeed; a put may arrive all the same."""

    def __init__(self, hub: Carrier, verbs: int, *, arrives: bool) -> None:
        """``arrives``: whether what was put when it went away is there afterwards."""
        self._hub, self._left, self._arrives = hub, verbs, arrives

    @property
    def name(self) -> str:
        """See :class:`Carrier`."""
        return self._hub.name

    @property
    def is_gone(self) -> bool:
        """Whether it went away."""
        return self._left < 0

    def put(self, name: str, data: bytes) -> bool:
        """See :class:`Carrier`."""
        if self._left == 0 and self._arrives:
            self._hub.put(name, data)
        self._count()
        return self._hub.put(name, data)

    def list(self) -> Iterable[Listed]:
        """See :class:`Carrier`."""
        self._count()
        return self._hub.list()

    def get(self, name: str) -> bytes:
        """See :class:`Carrier`."""
        self._count()
        return self._hub.get(name)

    def close(self) -> None:
        """See :class:`Carrier`."""
        self._hub.close()

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise UserError("The folder is not there.", "Connect to the network.")
