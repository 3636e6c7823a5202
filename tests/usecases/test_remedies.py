"""What a desk is told to do when it cannot go on is accepted when it is done."""

import errno
from pathlib import Path

import msgspec
import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.vault import Vault
from subjob_desk.usecases.joining import become_another_desk, refuse_needless
from subjob_desk.usecases.recovering import recover
from tests.drivers.backups import accepted, export, restore
from tests.drivers.held_hub import refusing
from tests.drivers.recovery import Recovery
from tests.drivers.refusals import refused
from tests.drivers.shared_office import SharedOffice, Trio, keep_copy

RECOVER = "recover this desk with the recovery sheet (command line: recover)"
AGAIN = "let this desk join again with a new key (command line: join --again)"
NEW_FILE = "let this PC join with a new company file (command line: join)"
ENTER = "and enter anew what only this one shows"
KEYS = "Bring back the keys of this PC from a backup, if there is one; else "
LOST = "The key with which this desk signs its entries is not on this PC: nothing goes out."


def full(call: str, path: str) -> OSError | None:
    """The hub takes no new file."""
    return OSError(errno.ENOSPC, "") if call == "open" and path.endswith(".tmp") else None


def set_back(trio: Trio, desk: SharedOffice, before: Path) -> None:
    """It sealed what never went out, and last night's backup was put back."""
    keep_copy(desk, before)
    desk.sign_in("Ann")
    desk.draft("077")
    with refusing(full):
        desk.exchange()
    restore(desk, before)
    trio.settle()


def lose_key(desk: SharedOffice) -> None:
    """The credential store of its PC does not have it any more."""
    for file in (desk.folder.parent / "ring").glob(f"*{desk.actor}*"):
        file.unlink()
    desk.reopen()
    desk.sign_in("Ann")


def recovered_here(trio: Trio, desk: SharedOffice) -> None:
    """The registrar's desk goes on at the same PC, with a new company file."""
    recovery = Recovery(trio)
    desk.close()
    wish = msgspec.structs.replace(recovery.wish("office"), path=desk.path.with_name("new.sjd"))
    recover(wish)
    desk.path = wish.path
    desk.reopen()
    desk.sign_in("Ann")
    assert desk.desk.trouble is None
    sub = desk.draft("080")
    trio.settle()
    assert trio.laptop.exists(sub)


def test_what_no_desk_has_any_more_does_not_come_back_at_a_desk(trio: Trio, tmp_path: Path) -> None:
    laptop = trio.laptop
    set_back(trio, laptop, tmp_path / "backup")
    trouble = laptop.desk.trouble
    assert trouble is not None
    assert trouble.remedy == (
        "Synchronise: what is missing comes back from the other desks. If none of them has it, "
        f"{AGAIN}."
    )
    with pytest.raises(UserError, match='If you mean it: --confirm "laptop"'):
        refuse_needless(laptop.desk, "")
    refuse_needless(laptop.desk, "laptop")
    assert len(become_another_desk(laptop.desk, "laptop 2").words) == 6
    laptop.reopen()


def test_nor_at_the_registrars_desk_which_is_recovered(trio: Trio, tmp_path: Path) -> None:
    office = trio.office
    set_back(trio, office, tmp_path / "backup")
    trouble = office.desk.trouble
    assert trouble is not None
    assert trouble.remedy.endswith(f"If none of them has it, {RECOVER}.")
    recovered_here(trio, office)


def test_the_registrars_desk_that_lost_its_key_is_recovered(trio: Trio) -> None:
    office = trio.office
    lose_key(office)
    status = office.sharing.status()
    assert (status.problem, status.remedy) == (LOST, f"{KEYS}{RECOVER}.")
    office.draft("066")
    assert office.sharing.status().remedy == f"{KEYS}{RECOVER}, {ENTER}."
    with refused(
        "The registrar's desk cannot become another one.",
        "Find its newest company file, or let the other desks hand its entries back. If that is "
        f"in vain, {RECOVER}.",
    ):
        refuse_needless(office.desk, "Office PC")
    recovered_here(trio, office)


def test_a_desk_that_lost_its_key_joins_again_or_anew(trio: Trio) -> None:
    laptop = trio.laptop
    lose_key(laptop)
    status = laptop.sharing.status()
    assert (status.problem, status.remedy) == (LOST, f"{KEYS}{AGAIN}.")
    laptop.draft("066")
    assert laptop.sharing.status().remedy == f"{KEYS}{NEW_FILE}, {ENTER}."
    with refused(
        "2 entries of this desk have not gone out, and would never reach the others.",
        f"{NEW_FILE[0].upper()}{NEW_FILE[1:]}, {ENTER}.",
    ):
        become_another_desk(laptop.desk, "laptop 2")
    anew = trio.join("laptop anew", "Ann")
    anew.draft("066")
    anew.close()


def test_a_key_that_is_damaged_is_lost_as_well(trio: Trio) -> None:
    laptop = trio.laptop
    Vault(laptop.desk.company.id, laptop.actor, trio.folder / "keys").open(b"half a key")
    laptop.reopen()
    status = laptop.sharing.status()
    assert status.problem.endswith("keeps of the key of this desk is damaged.")
    assert status.remedy == f"{KEYS}{AGAIN}."


def test_a_copy_of_the_registrars_file_is_not_sent_to_join_again(
    trio: Trio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUBJOB_DESK_KEYS", str(tmp_path / "of another account"))
    trio.office.reopen()
    trouble = trio.office.desk.trouble
    assert trouble is not None
    assert trouble.remedy.endswith(f"Only if nobody else uses this file, {RECOVER}.")


def test_what_can_still_go_out_is_synchronised_first(trio: Trio) -> None:
    trio.laptop.draft("010")
    with refused(
        "2 entries of this desk have not gone out, and would never reach the others.",
        "Synchronise first.",
    ):
        become_another_desk(trio.laptop.desk, "laptop 2")


def test_the_posting_is_taken_anew_for_the_same_desk(trio: Trio, tmp_path: Path) -> None:
    home, sub = trio.post_at_home(), accepted(trio, "010")
    keep_copy(home, tmp_path / "backup")
    home.sign_in("Carl")
    (tmp_path / "elsewhere").mkdir()
    export(home, sub, folder=tmp_path / "elsewhere")
    restore(home, tmp_path / "backup")
    home.sign_in("Carl")
    trio.settle()
    with pytest.raises(UserError, match="let the registrar's desk take the posting anew"):
        export(home, sub)
    with trio.office.by("Ann"):
        with refused(
            "home is the posting desk already.",
            "Nothing has to be done. Only if its company file is an older copy: look in Sage which "
            "batches were imported, and say that you did (command line: --checked-in-sage --reason "
            "TEXT).",
        ):
            trio.office.posting.take(actor=home.actor)
        with refused(
            "It is not said why the posting is taken from home.", "Give a reason: it is kept."
        ):
            trio.office.posting.take(checked_in_sage=True, actor=home.actor)
        said = trio.office.posting.take(
            checked_in_sage=True, reason="Batch 1 is in Sage.", actor=home.actor
        ).said
    assert said == (
        "The posting desk is home from here on; batch numbers go on at 1000. What home may have "
        "written that nobody here has seen is shown as disputed when it arrives."
    )
    trio.settle()
    export(home, sub)
    assert [row.number for row in home.exporting.batches()] == [1000]
