"""From the request of a new desk to its first sending: each step says what to do next."""

import json
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from tests.cli.console import Console, Result
from tests.drivers.shared_office import key_ring

WORD = "a password of tests"


def asks(folder: Path, person: str = "Ann", desk: str = "laptop") -> tuple[Console, Result]:
    """A PC that asks to be let in, and what it was told."""
    made = Console(folder / desk)
    made.folder.mkdir()
    return made, made.done("join", "--hub", folder / "hub", "--person", person, "--desk", desk)


def words_of(said: Result) -> str:
    """The six words it was told."""
    return said.out.splitlines()[1].partition(": ")[2]


def without_ring(_folder: Path) -> AbstractContextManager[None]:
    """A PC without a credential store."""
    return nullcontext()


@pytest.mark.parametrize(
    ("ring", "password"),
    [(key_ring, ""), (key_ring, WORD), (without_ring, WORD)],
    ids=["key ring", "key ring and password", "password alone"],
)
def test_each_step_says_the_next_one(
    tower: Console,
    tmp_path: Path,
    surroundings: None,
    monkeypatch: pytest.MonkeyPatch,
    ring: Callable[[Path], AbstractContextManager[None]],
    password: str,
) -> None:
    with ring(tmp_path / "ring"):
        if password:
            monkeypatch.setenv("SUBJOB_DESK_PASSWORD", password)
        told = tower.done("share", "--hub", tmp_path / "hub", "--desk", "Office PC").out
        assert f"subjob-desk recovery-sheet {tower.file} --out sheet.pdf\n" in told
        laptop, said = asks(tmp_path)
        assert said.out.splitlines()[2] == (
            f"Once this desk is let in: subjob-desk sync {laptop.file}"
        )
        early = laptop.on("sync")
        assert (early.status, words_of(said) in early.out) == (1, True)
        assert early.err == (
            "This desk waits to be let in. Tell who works at Office PC the six words, then "
            "synchronise.\n"
        )
        assert words_of(said) in laptop.done("desks").out

        told = tower.done("sync").out
        assert told.endswith(f"1 desk asks to be let in. See: subjob-desk desks {tower.file}\n")
        enrol = tower.done("desks").out.splitlines()[-1]
        assert enrol == f'    subjob-desk enrol {tower.file} laptop --words "the six words"'
        told = tower.done("enrol", "laptop", "--words", words_of(said)).out
        assert f"Then here: subjob-desk sync {tower.file}; afterwards at the new desk." in told
        tower.done("sync")

        told = laptop.done("sync").out
        assert told.splitlines()[0] == "This desk is let in: Ann acts here."
        laptop.done("send", "24-117/010")
        assert laptop.done("sync").out == "1 entry went out.\n"
        told = tower.done("sync").out
        assert "1 sub job changed by others: 1 sent.\n1 sent sub job waits in the inbox.\n" in told
        assert tower.done("accept", "--as", "Carl", "--all").out == "Accepted 24-117/010.\n"
        tower.done("sync")
        assert "1 sub job changed by others: 1 accepted.\n" in laptop.done("sync").out


def test_the_first_sync_without_the_password_says_how_to_go_on(
    tower: Console, tmp_path: Path, surroundings: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUBJOB_DESK_PASSWORD", WORD)
    tower.done("share", "--hub", tmp_path / "hub", "--desk", "Office PC")
    laptop, said = asks(tmp_path)
    tower.done("sync")
    tower.done("enrol", "laptop", "--words", words_of(said))
    tower.done("sync")
    monkeypatch.delenv("SUBJOB_DESK_PASSWORD")
    first = laptop.on("sync")
    assert (first.status, first.out) == (1, "1 entry came in.\n")
    assert first.err == (
        "This desk is let in.\n"
        "Ann has a password, and it was not given. Set the environment variable "
        "SUBJOB_DESK_PASSWORD, or run the command in a terminal, where it is asked for.\n"
    )
    monkeypatch.setenv("SUBJOB_DESK_PASSWORD", WORD)
    laptop.done("send", "24-117/010")
    assert laptop.done("sync").out == "1 entry went out.\n"


def test_the_key_of_another_person_stays_locked_and_that_is_said(
    tower: Console, tmp_path: Path, surroundings: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUBJOB_DESK_PASSWORD", WORD)
    tower.done("share", "--hub", tmp_path / "hub", "--desk", "Office PC")
    tower.done("send", "--as", "Ann", "24-117/010")
    said = tower.on("sync", "--as", "Carl")
    assert (said.status, said.out) == (1, "Nothing new.\n")
    assert said.err == (
        "1 entry of this desk waits in the outbox. The key with which this desk signs its entries "
        "opens with a password only. Let Dora act here once and give the password; then it is "
        "open until you close the company. On the command line: sync with --as and that person, "
        "whose password is asked for or taken from SUBJOB_DESK_PASSWORD.\n"
    )
    assert tower.done("sync", "--as", "Dora").out == "1 entry went out.\n"


def test_over_packets_the_next_step_is_said_too(
    office: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet = tmp_path / "monday.sjpkg"
    office.run("packet", "write", office.file, packet)
    laptop = Console(tmp_path / "laptop")
    laptop.folder.mkdir()
    monkeypatch.setenv("SUBJOB_DESK_PASSWORD", WORD)
    said = laptop.done("join", "--hub", packet, "--person", "Ann", "--desk", "laptop")
    monkeypatch.delenv("SUBJOB_DESK_PASSWORD")
    request = laptop.folder / "rb.req"
    assert said.out.splitlines()[0].endswith(f"It asks to be let in. Hand over {request}.")
    assert said.out.splitlines()[2] == (
        f"Once this desk is let in: subjob-desk packet read {laptop.file} PACKET, with the packet "
        "that comes back."
    )
    let_in = office.done("enrol", request, "--words", words_of(said)).out.splitlines()
    assert let_in[-1] == (
        f"Then here: subjob-desk packet write {office.file} PACKET; afterwards the new desk reads "
        "it."
    )
    back = tmp_path / "tuesday.sjpkg"
    office.run("packet", "write", office.file, back)
    monkeypatch.setenv("SUBJOB_DESK_PASSWORD", WORD)
    told = laptop.run("packet", "read", laptop.file, back)
    assert (told.status, told.out.splitlines()[0]) == (0, "This desk is let in: Ann acts here.")
    laptop.done("send", "24-117/010")
    wednesday = tmp_path / "wednesday.sjpkg"
    assert laptop.run("packet", "write", laptop.file, wednesday).status == 0
    monkeypatch.delenv("SUBJOB_DESK_PASSWORD")
    assert "1 sent sub job waits" in office.run("packet", "read", office.file, wednesday).out


def test_a_desk_is_named_by_name_person_or_the_beginning_of_its_id(
    office: Console, tmp_path: Path
) -> None:
    _home, said = asks(tmp_path, "Emil", "PC at home")
    office.done("sync")
    [asking] = office.json("desks")["requests"]
    shown = office.done("desks").out.splitlines()
    assert shown[-1] == (
        f'    subjob-desk enrol {office.file} "PC at home" --words "the six words" --roles ROLE,…'
    )
    for name in ("pc AT home", "emil", asking["actor"][:4], asking["actor"]):
        wrong = office.on("enrol", name, "--words", "a-b-c-d-e-f", "--roles", "approver")
        assert wrong.err.startswith("The six words of PC at home are others"), name
    assert "There is no request" in office.on("enrol", asking["actor"][:3], "--words", "a").err
    office.done("enrol", "Emil", "--words", words_of(said), "--roles", "approver")
    _again, _said = asks(tmp_path, "Fay", "Laptop")
    office.done("sync")
    assert office.done("revoke", "fay").out == "Dismissed 1 request.\n"
    told = office.done("revoke", "pc at home", "--reason", "sold").out
    assert told.startswith("PC at home is shut out")
    office.done("revoke", asking["actor"][:6], "--readmit")


def test_two_of_one_name_are_told_apart_by_the_id(office: Console, tmp_path: Path) -> None:
    _first, said = asks(tmp_path)
    office.done("sync")
    office.done("enrol", "laptop", "--words", words_of(said))
    (tmp_path / "laptop").rename(tmp_path / "first")
    _second, other = asks(tmp_path)
    office.done("sync")
    [asking] = office.json("desks")["requests"]
    enrol = office.done("desks").out.splitlines()[-1]
    assert f" {asking['actor']} --words" in enrol, "the name would fit two"
    both = office.on("revoke", "laptop")
    assert (both.status, both.out) == (2, "")
    assert both.err.startswith("Both a desk and one that asks to be let in are called laptop. Give")
    office.done("enrol", asking["actor"][:8], "--words", words_of(other))
    several = office.on("revoke", "laptop")
    assert several.err.startswith("Several desks are meant by laptop: ")
    assert several.err.endswith("Give the id of one, or enough of its beginning.\n")
    assert office.on("posting-desk", "take", "--desk", "lap").err.startswith("There is no desk lap")


def test_a_desk_that_works_well_becomes_no_other_unasked(office: Console, laptop: Console) -> None:
    before = laptop.file.read_bytes()
    for words in ((), ("--confirm", "Office PC")):
        said = laptop.on("join", "--again", "--desk", "laptop 2", *words)
        assert (said.status, said.out) == (2, "")
        assert said.err == (
            "This desk works with the others as it should. Joining again makes a new desk of "
            "laptop: nothing can be recorded here before it is let in anew, and its key and what "
            "could still be undone are lost. Leave it as it is. If you mean it: "
            '--confirm "laptop".\n'
        )
    assert laptop.file.read_bytes() == before
    office.done("person", "Ann", "--roles", "pm,exporter")
    office.done("posting-desk", "release")
    office.done("posting-desk", "take", "--desk", "laptop")
    office.done("sync")
    laptop.done("sync")
    said = laptop.on("join", "--again", "--desk", "laptop 2")
    assert "no file for Sage is written before the posting was taken from it by force." in said.err
    made = laptop.json("join", "--again", "--desk", "laptop 2", "--confirm", "LAPTOP")
    said = laptop.on("join", "--again", "--desk", "laptop 3")
    assert said.err == (
        "This desk asks to be let in already. Read out its six words (command line: desks), then "
        "synchronise; or join with a new company file.\n"
    )
    office.done("sync")
    office.done("enrol", "laptop 2", "--words", "-".join(made["words"]))


def test_an_older_copy_is_synchronised_first(office: Console, laptop: Console) -> None:
    backup = laptop.folder / "backup"
    shutil.copy(laptop.file, backup)
    laptop.done("send", "24-117/010")
    laptop.done("sync")
    shutil.copy(backup, laptop.file)
    said = laptop.on("join", "--again")
    assert said.err.startswith("This desk is older than what it gave out. Joining again makes")
    assert "Synchronise: what is missing may come back. If you mean it" in said.err
    laptop.done("sync")
    assert laptop.states()["24-117/010"] == "sent"


def test_a_desk_that_lost_its_key_hears_that_first(
    office: Console, laptop: Console, tmp_path: Path
) -> None:
    for file in (tmp_path / "ring").iterdir():
        file.unlink()
    laptop.done("send", "24-117/010")
    said = laptop.on("join", "--again", "--desk", "laptop 2")
    lost_it = "The key with which this desk signs its entries is not on this PC: nothing goes out."
    assert said.err.startswith(lost_it)
    assert said.err.endswith('anew what only this one shows. If you mean it: --confirm "laptop".\n')
    told = laptop.on("sync")
    assert (told.status, told.err.startswith(lost_it)) == (1, True)
    assert "with a new company file (command line: join), and enter anew" in told.err
    assert laptop.json("sync", status=1)["problem"] == lost_it
    lost = laptop.on("join", "--again", "--desk", "laptop 2", "--confirm", "laptop")
    assert "1 entry of this desk has not gone out" in lost.err


def test_a_copy_becomes_a_desk_of_its_own_without_further_asking(
    office: Console, laptop: Console, tmp_path: Path
) -> None:
    copy = laptop.folder / "copy"
    copy.mkdir()
    twin = Console(copy)
    shutil.copy(laptop.file, twin.file)
    refused = twin.on("send", "24-117/010")
    assert "let in anew (command line: join --again)." in refused.err
    (tmp_path / "hub").rename(tmp_path / "unplugged")
    said = twin.on("join", "--again", "--desk", "copy")
    assert (said.status, len(words_of(said).split("-"))) == (1, 6)
    assert said.err.startswith("The request is not in the hub. The hub folder ")
    assert said.err.endswith(f" Or hand it over: subjob-desk packet write {twin.file} PACKET\n")
    (tmp_path / "unplugged").rename(tmp_path / "hub")
    twin.on("sync")
    assert "Ann at copy asks to be let in" in office.done("sync").out + office.done("desks").out


def test_a_posting_is_handed_to_nobody_who_cannot_export(office: Console, laptop: Console) -> None:
    office.done("posting-desk", "release")
    said = office.on("posting-desk", "take", "--desk", "laptop")
    assert (said.status, said.out) == (2, "")
    assert said.err == (
        "Nobody who works at laptop (Ann) has the role Exporter: no file for Sage would be "
        "written there. Give somebody there the role first (Desk > People and roles; command "
        "line: person), or choose another desk.\n"
    )
    office.done("person", "Ann", "--roles", "pm,exporter")
    office.done("posting-desk", "take", "--desk", "laptop")
    said = office.on("posting-desk", "take")
    assert "command line: --checked-in-sage --reason TEXT)." in said.err
    document = json.loads(office.on("posting-desk", "take", "--checked-in-sage", "--json").out)
    assert document["problem"] == "It is not said why the posting is taken from laptop."
