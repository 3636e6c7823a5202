"""One password for a person and for the desk's key: who signs in unlocks what it signs with."""

from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.operations import COMPANY
from subjob_desk.domain.shared_facts import Enrolled
from subjob_desk.store import meta
from subjob_desk.store import passwords as kept
from subjob_desk.store.passwords import Password
from subjob_desk.sync.sealing import Cost, WrongPasswordError
from subjob_desk.sync.signing import SigningKey
from subjob_desk.sync.system_store import system_store
from subjob_desk.sync.vault import NoKeyError, Vault
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.passwords import Passwords
from subjob_desk.usecases.proof import verifier_of
from subjob_desk.usecases.signing_in import DeskKey
from tests.drivers.folder_ring import FolderRing
from tests.drivers.office import TOWER, Office
from tests.drivers.passwords import KNOWN, RIGHT, give_password
from tests.drivers.refusals import refused

NEW = "four dry sticks"


class Pc:
    """The PC the office works at: its credential store, if any, and its folder of keys."""

    def __init__(self, office: Office, folder: Path, ring: FolderRing | None) -> None:
        self.office = office
        self.folder = folder
        self.ring = ring

    @property
    def desk(self) -> Desk:
        return self.office.desk

    @property
    def vault(self) -> Vault:
        database = self.desk.database
        return Vault(database.company_id, database.actor_id, self.folder)

    def id(self, name: str) -> str:
        return self.desk.person_named(name).id

    def share(self, password: str | None, name: str = "Ann") -> SigningKey:
        """Sharing is switched on; this desk is the registrar's."""
        person = self.id(name)
        if password is not None:
            give_password(self.desk, name)
            self.desk.act_as(person, RIGHT)
        database = self.desk.database
        self.desk.key = DeskKey(database.company_id, database.actor_id, cost=Cost(8, 1, 1))
        key = self.desk.key.create(password, person)
        own = database.actor_id
        with self.desk.deed() as deed:
            nonce = self.desk.key.installation.begin(self.desk.path)
            meta.put(deed.connection, meta.NONCE, nonce)
            deed.note(COMPANY, Enrolled(own, key.public_hex, "Office PC"))
            deed.done("")
        self.desk.refresh()
        return key

    def public_key(self) -> str:
        """Of the key that is unlocked; empty if it is not."""
        key = self.desk.key.key
        return key.public_hex if key else ""

    def starts_anew(self) -> None:
        """The program is closed and started again."""
        self.office.reopen()

    def sign_in(self, name: str, password: str | None = RIGHT) -> bool:
        """Somebody acts; whether the key is unlocked then."""
        self.desk.act_as(self.id(name), password)
        return self.desk.key.key is not None


def _pc(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_store: bool
) -> Iterator[Pc]:
    before = keyring.get_keyring()
    monkeypatch.setenv("SUBJOB_DESK_KEYS", str(tmp_path / "keys"))
    ring = FolderRing(tmp_path / "ring") if has_store else None
    if ring is not None:
        keyring.set_keyring(ring)
    system_store.cache_clear()
    office.reopen()
    yield Pc(office, tmp_path / "keys", ring)
    keyring.set_keyring(before)
    system_store.cache_clear()


@pytest.fixture
def bare(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pc]:
    """A PC without a credential store."""
    yield from _pc(office, tmp_path, monkeypatch, has_store=False)


@pytest.fixture(params=[False, True], ids=["file", "store"])
def pc(
    request: pytest.FixtureRequest,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Pc]:
    """A PC with a credential store, and one without."""
    yield from _pc(office, tmp_path, monkeypatch, has_store=request.param)


@pytest.fixture
def stored(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pc]:
    """A PC with a credential store."""
    yield from _pc(office, tmp_path, monkeypatch, has_store=True)


def _refusal(pc: Pc) -> tuple[str, str]:
    refusal = pc.desk.key.refusal
    assert refusal is not None
    return refusal.problem, refusal.remedy


# --- signing in ----------------------------------------------------------------------------------


def test_an_unshared_company_has_no_key_and_asks_for_none(bare: Pc) -> None:
    assert bare.sign_in("Ben", None) is False
    assert bare.desk.key.refusal is None
    assert not bare.folder.exists()


def test_who_signs_in_unlocks_the_key(pc: Pc) -> None:
    made = pc.share(RIGHT)
    pc.starts_anew()
    assert pc.public_key() == ""
    with pytest.raises(UserError, match="not the password of Ann"):
        pc.sign_in("Ann", NEW)
    assert pc.sign_in("Ann")
    assert pc.public_key() == made.public_hex
    pc.desk.close()
    assert pc.public_key() == ""


def test_without_any_password_the_store_opens_it(stored: Pc) -> None:
    made = stored.share(None)
    stored.starts_anew()
    assert stored.public_key() == made.public_hex


def test_without_a_store_a_password_is_needed(bare: Pc) -> None:
    with pytest.raises(UserError, match="no credential store"):
        bare.share(None)


def test_it_stays_unlocked_for_who_acts_next(bare: Pc) -> None:
    bare.share(RIGHT)
    bare.starts_anew()
    assert not bare.sign_in("Ben", None)
    assert _refusal(bare) == (
        "The key with which this desk signs its entries opens with a password only.",
        "Let Ann act here once and give the password; then it is open until you close the company.",
    )
    assert bare.sign_in("Ann")
    assert bare.sign_in("Ben", None)


def test_a_second_password_opens_it_once_it_was_given_while_it_was_open(bare: Pc) -> None:
    bare.share(RIGHT)
    give_password(bare.desk, "Carl")
    bare.starts_anew()
    assert not bare.sign_in("Carl")
    assert _refusal(bare) == (
        "The key with which this desk signs its entries does not open with this password yet.",
        (
            "Let Ann act here once and give the password, then sign in again: from then on yours "
            "opens it, too."
        ),
    )
    assert bare.sign_in("Ann")
    assert bare.sign_in("Carl")
    bare.starts_anew()
    assert bare.sign_in("Carl")


def test_a_key_that_is_gone_or_damaged_locks_nobody_out(bare: Pc) -> None:
    bare.share(RIGHT)
    (file,) = bare.folder.glob("*.key")
    whole = file.read_bytes()
    for data, said in [(whole[:-1], "is damaged"), (None, "is not on this PC")]:
        file.write_bytes(data) if data else file.unlink()
        bare.starts_anew()
        assert not bare.sign_in("Ann")
        assert said in _refusal(bare)[0]
        assert bare.desk.person.is_proven
        bare.office.editing.new_sub_job(TOWER, str(len(said)), "Level")


# --- joining -------------------------------------------------------------------------------------


def test_the_password_given_at_joining_is_of_who_signs_in_first(pc: Pc) -> None:
    """This desk knew nobody of the company when its key was made."""
    made = pc.share(RIGHT)
    desk = pc.desk
    desk.key.create(RIGHT)  # nobody's yet
    with desk.database.write() as connection:
        kept.put(connection, Password(pc.id("Ann"), "", "", desk.stamp()))
        kept.put(connection, Password("", KNOWN, "", desk.stamp()))
    pc.vault.forget(pc.id("Ann"))
    pc.starts_anew()
    for name in ("Ann", "Ben"):
        assert pc.desk.needs_password(pc.id(name))
        with pytest.raises(UserError, match="and it was not given"):
            pc.sign_in(name, None)
    with pytest.raises(UserError, match="not the password of Ben"):
        pc.sign_in("Ben", NEW)
    assert pc.sign_in("Ben")
    assert pc.public_key() not in ("", made.public_hex)
    rows = Passwords(pc.desk).rows()
    assert [rows[pc.id(name)].is_set for name in ("Ann", "Ben")] == [False, True]
    assert not pc.vault.has()
    pc.starts_anew()
    assert not pc.sign_in("Ann", None)
    assert pc.sign_in("Ben")


def test_the_password_of_nobody_yet_opens_it_again_and_again(bare: Pc) -> None:
    made = bare.desk.key.create(RIGHT)
    for _time in range(2):
        bare.desk.key.lock()
        assert bare.desk.key.unlock("", RIGHT)
        assert bare.public_key() == made.public_hex


# --- passwords -----------------------------------------------------------------------------------


def test_a_changed_password_is_the_one_that_opens_it(bare: Pc) -> None:
    bare.share(RIGHT)
    bare.starts_anew()
    Passwords(bare.desk).set(NEW, RIGHT)
    with pytest.raises(WrongPasswordError):
        bare.vault.unlock(RIGHT, bare.id("Ann"))
    bare.starts_anew()
    assert bare.sign_in("Ann", NEW)


@pytest.mark.parametrize("is_done", [False, True])
def test_a_power_cut_while_it_is_changed_locks_nobody_out(bare: Pc, is_done: bool) -> None:
    """Before the new password is kept in the company file, or right after."""
    bare.share(RIGHT)
    bare.desk.key.before_change(bare.id("Ann"), NEW)
    if is_done:
        with bare.desk.database.write() as connection:
            ann = bare.id("Ann")
            kept.put(connection, Password(ann, verifier_of(NEW), ann, bare.desk.stamp()))
    bare.starts_anew()
    assert bare.sign_in("Ann", NEW if is_done else RIGHT)
    with pytest.raises(WrongPasswordError):
        bare.vault.unlock(RIGHT if is_done else NEW, bare.id("Ann"))


def test_while_the_key_is_locked_a_password_changes_at_the_desk_alone(bare: Pc) -> None:
    bare.share(RIGHT)
    give_password(bare.desk, "Carl")
    bare.starts_anew()
    assert not bare.sign_in("Carl")
    assert Passwords(bare.desk).set(NEW, RIGHT) == "Carl has another password now, at this desk."
    assert not bare.vault.has(bare.id("Carl"))
    bare.starts_anew()
    assert not bare.sign_in("Carl", NEW)
    assert bare.sign_in("Ann")
    assert bare.sign_in("Carl", NEW)


def test_the_first_password_shuts_what_was_open(stored: Pc) -> None:
    stored.share(None)
    assert stored.vault.is_open
    Passwords(stored.desk).set(RIGHT)
    stored.starts_anew()
    assert (stored.vault.is_open, stored.public_key()) == (False, "")
    assert stored.sign_in("Ann")


def test_a_password_taken_away_opens_it_no_more(pc: Pc) -> None:
    pc.share(RIGHT)
    give_password(pc.desk, "Carl")
    assert pc.sign_in("Carl")
    assert pc.sign_in("Ann")
    Passwords(pc.desk).take_away(pc.id("Carl"))
    with pytest.raises(NoKeyError):
        pc.vault.unlock(RIGHT, pc.id("Carl"))
    assert pc.vault.has(pc.id("Ann"))


def test_the_last_password_leaves_the_key_to_the_store(stored: Pc) -> None:
    stored.share(RIGHT)
    Passwords(stored.desk).take_away(stored.id("Ann"), RIGHT)
    stored.starts_anew()
    assert stored.vault.is_open
    assert stored.desk.key.key is not None


def test_the_last_password_stays_where_there_is_no_store(bare: Pc) -> None:
    bare.share(RIGHT)
    with pytest.raises(UserError) as caught:
        Passwords(bare.desk).take_away(bare.id("Ann"), RIGHT)
    assert "no credential store that could keep it" in caught.value.problem
    assert caught.value.remedy.startswith("Change the password instead")
    bare.starts_anew()
    assert bare.sign_in("Ann")


def test_a_forgotten_password_that_alone_opens_the_key_is_not_taken_away_unawares(bare: Pc) -> None:
    bare.share(RIGHT, "Ann")
    give_password(bare.desk, "Carl")
    bare.office.administering.set_person("Carl", ["admin"], [])
    bare.starts_anew()
    assert not bare.sign_in("Carl")
    with refused(
        "The key of this desk opens with this password alone.",
        "Sign in with it once more; or recover this desk with the recovery sheet (command line: "
        "recover), and enter anew what only this one shows.",
    ):
        Passwords(bare.desk).take_away(bare.id("Ann"))
    assert bare.sign_in("Ann")


def test_what_the_store_refuses_leaves_the_password_as_it_was(stored: Pc) -> None:
    stored.share(RIGHT)
    assert stored.ring is not None
    stored.ring.is_locked = True
    acts: list[Callable[[], str]] = [
        lambda: Passwords(stored.desk).set(NEW, RIGHT),
        lambda: Passwords(stored.desk).take_away(stored.id("Ann"), RIGHT),
    ]
    for act in acts:
        with pytest.raises(UserError, match="the ring is locked"):
            act()
    stored.ring.is_locked = False
    stored.starts_anew()
    assert stored.sign_in("Ann")


# --- making the key ------------------------------------------------------------------------------


def test_the_password_of_a_new_key_is_that_of_who_makes_it(bare: Pc) -> None:
    passwords = Passwords(bare.desk)
    with pytest.raises(UserError, match="at least 8"):
        passwords.for_key("short")
    passwords.for_key(None)
    assert not passwords.rows()[bare.id("Ann")].is_set
    give_password(bare.desk, "Carl")
    with refused(
        "Carl has a password at this desk: its key is kept under passwords, too.",
        "Choose one for Ann.",
    ):
        passwords.for_key(None)
    give_password(bare.desk, "Ann")
    for wrong in (None, NEW):
        with pytest.raises(UserError, match=r"not given|not the password"):
            passwords.for_key(wrong)
    passwords.for_key(RIGHT)
    assert bare.desk.person.is_proven


def test_of_a_key_that_was_lost_no_slot_is_left(bare: Pc) -> None:
    bare.share(RIGHT)
    new = bare.desk.key.create("another password", before=[bare.id("Ann")])
    assert not bare.vault.has(bare.id("Ann"))
    bare.desk.key.lock()
    assert bare.desk.key.unlock(bare.id("Ann"), "another password")
    assert bare.desk.key.key is not None
    assert bare.desk.key.key.public_hex == new.public_hex


def test_who_has_no_password_yet_gets_the_one_of_the_key(bare: Pc) -> None:
    Passwords(bare.desk).for_key(RIGHT)
    assert Passwords(bare.desk).rows()[bare.id("Ann")].is_set
