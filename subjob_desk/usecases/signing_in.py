"""The signing key of this desk: made once, unlocked by who signs in, in memory only.

A person's password at this desk and the one that opens the key are one. Whether a password is
right is proved in ``proof``; where the key is kept is ``sync.vault``'s.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from subjob_desk.domain.errors import UserError
from subjob_desk.settings import desks_folder
from subjob_desk.sync.installation import Installation
from subjob_desk.sync.key_slots import CredentialStore
from subjob_desk.sync.sealing import STRONG, Cost
from subjob_desk.sync.signing import SigningKey
from subjob_desk.sync.vault import ANYBODY, NoKeyError, Vault


class DeskKey:
    """The key of one desk on this PC; ``None`` in :attr:`key` as long as it is locked."""

    def __init__(
        self,
        company: str,
        actor: str,
        folder: Path | None = None,
        store: CredentialStore | None = None,
        cost: Cost = STRONG,
    ) -> None:
        """Nothing is read yet. ``folder`` and ``store``: others than those of this PC.

        ``cost``: of each guess of a password, for what is sealed from now on.
        """
        kept_in = folder or desks_folder()
        self.installation = Installation(actor, kept_in)
        self._vault = Vault(company, actor, kept_in, store, cost)
        self._key: SigningKey | None = None
        self._refusal: UserError | None = None

    @property
    def key(self) -> SigningKey | None:
        """What signs this desk's entries; ``None`` while it is locked, or there is none."""
        return self._key

    @property
    def refusal(self) -> UserError | None:
        """Why the key could not be unlocked when it was last tried; ``None`` if it was."""
        return self._refusal if self._key is None else None

    @property
    def needs_password(self) -> bool:
        """Whether this PC can keep a key only under a password."""
        return self._vault.needs_password

    def create(
        self, password: str | None = None, person: str = ANYBODY, before: Iterable[str] = ()
    ) -> SigningKey:
        """Make this desk's key when it is first shared, or joins; it is unlocked from then on.

        ``person``: whose password it is; nobody's where the company's people are not known yet. A
        key from an attempt before is replaced: call it only for a desk that was never let in, or
        whose key is lost; ``before``: who may have had a password for that one on this PC.
        Without a password the key lies open in the credential store of this PC. Raises
        :class:`UserError` if there is none.
        """
        made = SigningKey.new()
        for left in {ANYBODY, person, *before}:
            self._vault.forget(left)
        self._vault.shut()
        self._vault.create(made.seed, password, person)
        self._key, self._refusal = made, None
        return made

    def unlock(self, person: str, password: str | None, others: Sequence[str] = ()) -> bool:
        """``person`` signed in, with the password that was proved: unlock the key if it opens.

        While it is unlocked already, the password gets a slot of its own if it has none. Returns
        whether the key is unlocked; :attr:`refusal` says why not. ``others``: the names of those
        whose passwords may open it, for the remedy. Never raises :class:`UserError`: a desk whose
        key is locked still works, its entries wait in the outbox.
        """
        try:
            self._unlock(person, password)
        except UserError as error:
            self._refusal = error
        else:
            self._refusal = None if self._key is not None else _locked(password, others)
        return self._key is not None

    def lock(self) -> None:
        """Forget the key; the next sign-in unlocks it again."""
        self._key = None

    def before_change(self, person: str, new: str) -> None:
        """``person``, who signed in, is about to get the password ``new``.

        Until :meth:`after_change` the one before opens the key, too. Raises :class:`UserError`,
        and the password must stay as it was then.
        """
        if self._key is not None:
            self._vault.add(self._key.seed, new, person)

    def after_change(self, person: str, new: str) -> None:
        """The password ``new`` holds: the one before, or none, opens the key no more."""
        if self._key is not None:
            self._vault.keep(new, person)
            self._vault.shut()

    def before_taking_away(self, person: str, left: Sequence[str], way_on: str) -> None:
        """The password of ``person`` is about to be taken away; ``left``: who else has one.

        ``way_on``: what this desk does without its key. Raises :class:`UserError` where nobody
        could open the key any more.
        """
        if not self._vault.has(person) or any(self._vault.has(other) for other in left):
            return
        if self._key is None:
            raise UserError(
                "The key of this desk opens with this password alone.",
                f"Sign in with it once more; or {way_on}.",
            )
        if self._vault.needs_password:
            raise UserError(
                "The key with which this desk signs its entries opens with this password alone, "
                "and this PC has no credential store that could keep it without one.",
                "Change the password instead, or let somebody else here set one first.",
            )
        self._vault.open(self._key.seed)

    def after_taking_away(self, person: str) -> None:
        """The password of ``person`` is gone: it opens the key no more."""
        self._vault.forget(person)

    def _unlock(self, person: str, password: str | None) -> None:
        if self._key is None:
            seed = self._opened(person, password)
            if seed is None:
                return
            self._key = SigningKey(seed)
        if password is not None:
            if not self._vault.has(person):
                self._vault.add(self._key.seed, password, person)
            self._vault.shut()
            if person != ANYBODY:
                self._vault.forget(ANYBODY)

    def _opened(self, person: str, password: str | None) -> bytes | None:
        """The seed by the best slot there is; ``None`` if none is this person's."""
        vault = self._vault
        if password is not None:
            for slot in (person, ANYBODY):
                if vault.has(slot):
                    return vault.unlock(password, slot)
        return vault.unlock() if vault.is_open else None


def _locked(password: str | None, others: Sequence[str]) -> UserError:
    names = " or ".join(others)
    if not others:
        return NoKeyError(
            "The key with which this desk signs its entries is not on this PC: nothing goes out.",
            "Bring back the keys of this PC from a backup.",
        )
    if password is None:
        return UserError(
            "The key with which this desk signs its entries opens with a password only.",
            f"Let {names} act here once and give the password; then it is open until you close "
            "the company.",
        )
    return UserError(
        "The key with which this desk signs its entries does not open with this password yet.",
        f"Let {names} act here once and give the password, then sign in again: from then on yours "
        "opens it, too.",
    )
