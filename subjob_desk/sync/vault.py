"""Where the signing key of a desk is kept at rest: one slot for each person with a password.

The credential store of the system holds the slots where there is one, else a file. Who may sign
in stands in ``usecases.signing_in``; the key itself is ``signing``'s.
"""

from pathlib import Path
from typing import Final

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.key_slots import CredentialStore, FileSlots, Slots, StoreSlots
from subjob_desk.sync.sealing import (
    STRONG,
    Cost,
    DamagedError,
    WrongPasswordError,
    seal,
    unseal,
)
from subjob_desk.sync.signing import SEED
from subjob_desk.sync.system_store import system_store

ANYBODY: Final = ""
"""The slot that is nobody's yet: of who joined a company before it knew its people."""
_OPEN: Final = "(open)"
"""The slot without a password, in the credential store only: whoever uses the PC may sign."""


class NoKeyError(UserError):
    """There is no slot to open; remedies differ, see ``usecases.signing_in``."""


class Vault:
    """The slots of one desk's key. Nothing of it is in memory longer than a call."""

    def __init__(
        self,
        company: str,
        actor: str,
        folder: Path,
        store: CredentialStore | None = None,
        cost: Cost = STRONG,
    ) -> None:
        """For the desk ``actor``. ``store``: instead of the system's own; ``folder``: for files.

        ``cost``: of each guess of a password, for what is sealed from now on.
        """
        self._about = f"{company} {actor}"
        self._actor = actor
        self._folder = folder
        self._store = store
        self._cost = cost

    @property
    def needs_password(self) -> bool:
        """Whether this PC has no credential store, so that a key can be kept sealed only."""
        return self._system() is None

    @property
    def is_open(self) -> bool:
        """Whether the key opens without a password."""
        return self.has(_OPEN)

    def has(self, person: str = ANYBODY) -> bool:
        """Whether this person's password opens the key. Raises :class:`UserError`."""
        return bool(self._boxes(person))

    def create(self, seed: bytes, password: str | None = None, person: str = ANYBODY) -> None:
        """Keep a new key. Without a password: in the system's credential store, open.

        Raises :class:`UserError` if there is no such store, or it refuses.
        """
        if password is None:
            self.open(seed)
        else:
            self.add(seed, password, person)

    def unlock(self, password: str | None = None, person: str = ANYBODY) -> bytes:
        """The seed. What an interrupted change of the password left behind is cleared away.

        Raises :class:`NoKeyError` if there is no slot, :class:`WrongPasswordError`,
        :class:`DamagedError` and :class:`UserError` for what the PC refuses.
        """
        slot = _OPEN if password is None else person
        boxes = self._boxes(slot)
        refusal: UserError = NoKeyError("The key of this desk is not on this PC.")
        for box in boxes:
            try:
                seed = self._opened(box, password, person)
            except (WrongPasswordError, DamagedError) as error:
                if not isinstance(refusal, WrongPasswordError):
                    refusal = error
                continue
            if len(boxes) > 1:
                self._keep(slot, box)
            return seed
        raise refusal

    def add(self, seed: bytes, password: str, person: str = ANYBODY) -> None:
        """From now on this password opens the key for ``person``; an older one does, too.

        :meth:`keep` ends the older one, once the new one is known to hold everywhere: a power cut
        between the two shuts nobody out.
        """
        self._best().add(person, seal(seed, password, self._of(person), self._cost))

    def keep(self, password: str, person: str = ANYBODY) -> None:
        """Only this password opens the key for ``person`` from now on. Raises as :meth:`unlock`."""
        self.unlock(password, person)

    def forget(self, person: str) -> None:
        """No password opens the key for ``person`` any more."""
        self._keep(person, None)

    def open(self, seed: bytes) -> None:
        """Keep the key in the system's credential store, for whoever uses this PC.

        Raises :class:`UserError` if there is no such store.
        """
        store = self._system()
        if store is None:
            raise UserError(
                "This PC has no credential store that could keep the key of this desk.",
                "Set a password: the key is then kept in a file that only it opens.",
            )
        slots = StoreSlots(store, self._actor)
        slots.add(_OPEN, seed)
        slots.keep(_OPEN, seed)

    def shut(self) -> None:
        """End what :meth:`open` did: passwords alone open the key."""
        self._keep(_OPEN, None)

    def _opened(self, box: bytes, password: str | None, person: str) -> bytes:
        if password is not None:
            return unseal(box, password, self._of(person))
        if len(box) != SEED:
            raise DamagedError(
                "What the credential store of this PC keeps of the key of this desk is damaged.",
                "Bring back the keys of this PC from a backup.",
            )
        return box

    def _boxes(self, person: str) -> list[bytes]:
        return [box for slots in self._everywhere() for box in slots.of(person)]

    def _keep(self, person: str, box: bytes | None) -> None:
        for slots in self._everywhere():
            slots.keep(person, box)

    def _everywhere(self) -> list[Slots]:
        store = self._system()
        found: list[Slots] = [FileSlots(self._folder, self._actor)]
        return found if store is None else [StoreSlots(store, self._actor), *found]

    def _best(self) -> Slots:
        return self._everywhere()[0]

    def _system(self) -> CredentialStore | None:
        return self._store if self._store is not None else system_store()

    def _of(self, person: str) -> bytes:
        return f"{self._about} {person}".encode()
