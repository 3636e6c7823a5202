"""Where a desk's key lies at rest: a slot for each person, in the PC's store or in a file."""

import hashlib
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from keyring.errors import PasswordDeleteError

from subjob_desk.sync.key_slots import FileSlots
from subjob_desk.sync.sealing import Cost, DamagedError, WrongPasswordError
from subjob_desk.sync.system_store import SystemStore, system_store
from subjob_desk.sync.vault import NoKeyError, Vault
from tests.drivers.folder_ring import FolderRing
from tests.drivers.refusals import refused

SEED = bytes(range(32))
OTHER = bytes(range(1, 33))
ACTOR = "k7q2k7q2k7q2k7q2"
OPEN_DAMAGED = "What the credential store of this PC keeps of the key of this desk is damaged."
DAMAGED = "What is kept of this key is damaged."
CHEAP = Cost(8, 1, 1)
"""What a guess costs is proved in ``test_sealing``; here it is spent hundreds of times."""


def _vault(
    folder: Path, store: SystemStore | None = None, company: str = "company-a", actor: str = ACTOR
) -> Vault:
    return Vault(company, actor, folder, store, CHEAP)


@pytest.fixture
def ring(tmp_path: Path) -> FolderRing:
    return FolderRing(tmp_path / "ring")


@pytest.fixture(params=["file", "store"])
def vault(request: pytest.FixtureRequest, tmp_path: Path, ring: FolderRing) -> Vault:
    store = ring.store() if request.param == "store" else None
    return _vault(tmp_path / "desks", store)


# --- slots ---------------------------------------------------------------------------------------


def test_each_person_opens_it_with_the_own_password(vault: Vault) -> None:
    assert not vault.has("p-1")
    vault.create(SEED, "three wet stones", "p-1")
    vault.add(SEED, "four dry sticks", "p-2")
    assert vault.unlock("three wet stones", "p-1") == SEED
    assert vault.unlock("four dry sticks", "p-2") == SEED
    for password, person in [("four dry sticks", "p-1"), ("three wet stones", "p-2")]:
        with pytest.raises(WrongPasswordError):
            vault.unlock(password, person)
    for person in ("p-3", ""):
        with pytest.raises(NoKeyError):
            vault.unlock("three wet stones", person)
    with pytest.raises(NoKeyError):
        vault.unlock()


def test_who_joins_is_nobody_yet(vault: Vault) -> None:
    vault.create(SEED, "three wet stones")
    assert vault.has()
    assert vault.unlock("three wet stones") == SEED
    vault.forget("")
    assert not vault.has()


def test_in_the_middle_of_a_change_both_passwords_open_it(vault: Vault) -> None:
    vault.create(SEED, "three wet stones", "p-1")
    vault.add(SEED, "four dry sticks", "p-1")
    assert vault.unlock("four dry sticks", "p-1") == SEED
    with pytest.raises(WrongPasswordError):  # it is known now which of them holds
        vault.unlock("three wet stones", "p-1")


def test_an_interrupted_change_leaves_the_old_password(vault: Vault) -> None:
    vault.create(SEED, "three wet stones", "p-1")
    for _ in range(4):
        vault.add(SEED, "four dry sticks", "p-1")
        assert vault.unlock("three wet stones", "p-1") == SEED
    with pytest.raises(WrongPasswordError):
        vault.unlock("four dry sticks", "p-1")


def test_after_a_change_the_old_password_is_nowhere(
    vault: Vault, tmp_path: Path, ring: FolderRing
) -> None:
    vault.create(SEED, "three wet stones", "p-1")
    before = {*ring.texts(), *_texts(tmp_path / "desks")}
    vault.add(SEED, "four dry sticks", "p-1")
    vault.keep("four dry sticks", "p-1")
    assert len(before) == 1
    assert not before & {*ring.texts(), *_texts(tmp_path / "desks")}


def test_changes_that_were_interrupted_twice_still_leave_a_key(vault: Vault) -> None:
    vault.create(SEED, "three wet stones", "p-1")
    for password in ("four dry sticks", "five old ropes"):
        vault.add(SEED, password, "p-1")
    assert vault.unlock("five old ropes", "p-1") == SEED
    assert vault.unlock("five old ropes", "p-1") == SEED


def test_forgetting_one_person_leaves_the_others(vault: Vault) -> None:
    vault.create(SEED, "three wet stones", "p-1")
    vault.add(SEED, "four dry sticks", "p-2")
    vault.forget("p-1")
    vault.forget("p-1")
    assert not vault.has("p-1")
    assert vault.unlock("four dry sticks", "p-2") == SEED


def test_a_slot_of_another_desk_or_person_does_not_open(tmp_path: Path) -> None:
    folder = tmp_path / "desks"
    _vault(folder).create(SEED, "three wet stones", "p-1")
    file = folder / f"{ACTOR}.key"
    (folder / "b.key").write_bytes(file.read_bytes())
    for company, actor in [("company-b", ACTOR), ("company-a", "b")]:
        with pytest.raises(WrongPasswordError):
            _vault(folder, None, company, actor).unlock("three wet stones", "p-1")


# --- without a password --------------------------------------------------------------------------


def test_open_in_the_store_until_it_is_shut(tmp_path: Path, ring: FolderRing) -> None:
    vault = _vault(tmp_path, ring.store())
    assert not vault.needs_password
    vault.create(SEED)
    assert [vault.is_open, vault.unlock()] == [True, SEED]
    vault.open(OTHER)
    assert vault.unlock() == OTHER
    vault.add(OTHER, "three wet stones", "p-1")
    vault.shut()
    assert [vault.is_open, vault.has("p-1")] == [False, True]
    assert vault.unlock("three wet stones", "p-1") == OTHER
    assert not list(tmp_path.glob("*.key"))


def test_never_open_in_a_file(tmp_path: Path) -> None:
    vault = _vault(tmp_path)
    assert vault.needs_password
    with refused(
        "This PC has no credential store that could keep the key of this desk.",
        "Set a password: the key is then kept in a file that only it opens.",
    ):
        vault.create(SEED)
    assert not list(tmp_path.iterdir())


def test_a_key_in_a_file_stays_readable_where_a_store_appears(
    tmp_path: Path, ring: FolderRing
) -> None:
    _vault(tmp_path).create(SEED, "three wet stones", "p-1")
    later = _vault(tmp_path, ring.store())
    assert later.unlock("three wet stones", "p-1") == SEED
    later.add(SEED, "four dry sticks", "p-1")
    later.keep("four dry sticks", "p-1")
    with pytest.raises(WrongPasswordError):
        later.unlock("three wet stones", "p-1")


# --- what the store does -------------------------------------------------------------------------


def test_the_tests_have_no_real_store() -> None:
    assert os.environ["PYTHON_KEYRING_BACKEND"] == "keyring.backends.null.Keyring"
    assert system_store() is None


def test_a_locked_store_is_told(tmp_path: Path, ring: FolderRing) -> None:
    vault = _vault(tmp_path, ring.store())
    vault.create(SEED, "three wet stones", "p-1")
    ring.is_locked = True
    acts: list[Callable[[], object]] = [
        lambda: vault.unlock("three wet stones", "p-1"),
        lambda: vault.add(SEED, "four dry sticks", "p-1"),
        lambda: vault.forget("p-1"),
        lambda: SystemStore(ring).put("name", "text"),
        lambda: SystemStore(ring).remove("name"),
    ]
    for act in acts:
        with refused(
            "The credential store of this PC refused: the ring is locked.",
            "Unlock it, or sign in to the PC again; then try again.",
        ):
            act()
    ring.is_locked = False
    assert vault.unlock("three wet stones", "p-1") == SEED


def test_a_store_forgets_what_it_has_and_says_what_it_does_not_forget(ring: FolderRing) -> None:
    store = SystemStore(ring)
    store.put("name", "text")
    store.remove("name")
    store.remove("name")
    assert ring.texts() == []

    class Stubborn(FolderRing):
        """Deletes nothing."""

        def delete_password(self, service: str, username: str) -> None:
            """See :class:`KeyringBackend`."""
            raise PasswordDeleteError("it stays")

    stubborn = SystemStore(Stubborn(ring.folder))
    stubborn.put("name", "text")
    with refused(
        "The credential store of this PC refused: it stays.",
        "Unlock it, or sign in to the PC again; then try again.",
    ):
        stubborn.remove("name")


def test_a_mac_has_a_store_too(ring: FolderRing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    store = SystemStore(ring)
    ring.is_locked = True
    with refused(
        "The credential store of this PC refused: the ring is locked.",
        "Unlock it, or sign in to the PC again; then try again.",
    ):
        store.get("name")


def test_a_store_that_keeps_nothing_is_told(tmp_path: Path, ring: FolderRing) -> None:
    ring.forgets = True
    with refused(
        "The credential store of this PC did not keep the key of this desk.",
        "Let IT check it; on Windows: Credential Manager.",
    ):
        _vault(tmp_path, ring.store()).create(SEED, "three wet stones", "p-1")


def test_every_changed_character_in_the_store_opens_nothing(
    tmp_path: Path, ring: FolderRing
) -> None:
    vault = _vault(tmp_path, ring.store())
    vault.create(SEED)
    vault.add(SEED, "three wet stones", "p-1")
    for file in ring.folder.iterdir():
        whole = file.read_bytes()
        for at in range(len(whole)):
            for damaged in (whole[:at] + b"!" + whole[at + 1 :], _flipped(whole, at), whole[:at]):
                file.write_bytes(damaged)
                with pytest.raises(DamagedError) as caught:
                    vault.unlock(*(() if "open" in file.name else ("three wet stones", "p-1")))
                assert caught.value.problem == (OPEN_DAMAGED if "open" in file.name else DAMAGED)
        file.write_bytes(whole)
    assert vault.unlock() == vault.unlock("three wet stones", "p-1") == SEED


# --- the file ------------------------------------------------------------------------------------


def test_every_flipped_bit_and_every_cut_of_the_file_is_seen(tmp_path: Path) -> None:
    vault = _vault(tmp_path)
    vault.create(SEED, "three wet stones", "p-1")
    vault.add(SEED, "four dry sticks", "p-2")
    file = tmp_path / f"{ACTOR}.key"
    whole = file.read_bytes()
    damaged = [_flipped(whole, bit // 8, bit % 8) for bit in range(len(whole) * 8)]
    damaged += [whole[:length] for length in range(len(whole))]
    damaged += [whole + b"\n", whole + whole, b"\n" + whole, b"x" * 2_000_000]
    for data in damaged:
        file.write_bytes(data)
        with pytest.raises(DamagedError) as caught:
            vault.unlock("three wet stones", "p-1")
        assert caught.value.problem == f"The key file {file} is damaged."
        assert caught.value.remedy == (
            "Put back a copy of it from before, or join the company again (command line: join "
            "--again): that makes a new key."
        )
    with pytest.raises(DamagedError):
        vault.add(SEED, "three wet stones", "p-1")
    assert file.read_bytes() == b"x" * 2_000_000
    file.write_bytes(whole)
    assert vault.unlock("three wet stones", "p-1") == SEED


def test_a_line_that_is_no_box_is_damage(tmp_path: Path) -> None:
    slots = FileSlots(tmp_path, ACTOR)
    slots.add("p-1", b"box")
    file = tmp_path / f"{ACTOR}.key"
    heading, line = file.read_bytes().split(b"\nEND")[0].split(b"\n")
    body = heading + b"\n" + line.replace(b" ", b" !")
    file.write_bytes(body + b"\nEND " + hashlib.sha256(body).hexdigest().encode() + b"\n")
    with pytest.raises(DamagedError):
        slots.of("p-1")
    assert line.startswith(b"p-1 ")


@pytest.mark.parametrize("person", ["two words", "line\nline", "%", "-", "Å", "(open)"])
def test_whatever_a_person_is_called_has_a_slot(vault: Vault, person: str) -> None:
    vault.create(SEED, "three wet stones", person)
    assert vault.unlock("three wet stones", person) == SEED
    assert not vault.has()


def test_only_this_user_reads_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "desks"
    _vault(folder).create(SEED, "three wet stones", "p-1")
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (folder, folder / f"{ACTOR}.key")]
    windows = sys.platform == "win32"  # there the folder of the profile is the user's own
    assert modes == ([0o777, 0o666] if windows else [0o700, 0o600])


def _flipped(data: bytes, at: int, bit: int = 0) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


def _texts(folder: Path) -> list[str]:
    files = sorted(folder.glob("*.key")) if folder.exists() else []
    return [line for file in files for line in _lines(file) if line.startswith("p-")]


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()
