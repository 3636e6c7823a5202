"""The commands on desks: what they refuse, what they print, and that no secret is an argument."""

import json
from pathlib import Path

import pytest

from subjob_desk.sync import request
from subjob_desk.sync.signing import SigningKey
from tests.cli.console import Console


@pytest.fixture
def shared(office: Console) -> Console:
    """The company with two drafts, shared over a folder; a key ring keeps the keys."""
    return office


def test_a_company_at_one_desk_says_so(company: Console) -> None:
    assert company.done("desks").out == "This company is used at this desk only.\n"
    said = company.on("sync")
    assert said.status == 2
    assert "It is not said where entries are exchanged." in said.err


def test_sync_prints_what_it_did(shared: Console) -> None:
    assert shared.done("sync").out == "Nothing new.\n"
    shared.done("send", "--as", "Ann", "24-117/010")
    assert shared.done("sync").out == "1 entry went out.\n"
    document = shared.json("sync")
    assert (document["taken"], document["published"], document["posting_desk"]) == (
        0,
        0,
        "Office PC",
    )


def test_a_hub_that_was_named_from_a_folder_is_found_from_any_other(
    shared: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shared.done("sync", "--hub", "hub")
    monkeypatch.chdir(tmp_path.parent)
    assert shared.json("desks")["hub"] == str(tmp_path / "hub")
    assert shared.done("sync").out == "Nothing new.\n"


def test_a_packet_without_anything_of_this_company_is_refused(
    shared: Console, tmp_path: Path
) -> None:
    wrong = tmp_path / "budget.csv"
    wrong.write_text("Job,Extra\n24-117,010\n", encoding="utf-8", newline="\n")
    said = shared.run("packet", "read", shared.file, wrong)
    assert said.status == 2
    assert "Take a packet that another desk of this company wrote." in said.err


def test_desks_lists_who_works_with_whom_and_who_asks(shared: Console, tmp_path: Path) -> None:
    laptop = Console(tmp_path / "laptop")
    laptop.folder.mkdir()
    said = laptop.json("join", "--hub", tmp_path / "hub", "--person", "Ann", "--desk", "laptop")
    assert len(said["words"]) == 6
    shared.done("sync")
    [asking] = shared.json("desks")["requests"]
    assert (asking["person"], asking["desk"]) == ("Ann", "laptop")
    words = "-".join(said["words"])
    shared.done("enrol", asking["actor"], "--words", words.upper().replace("-", " "))
    shared.done("sync")
    laptop.done("sync")
    assert [row["name"] for row in laptop.json("desks")["desks"]] == ["Office PC", "laptop"]
    assert laptop.json("desks")["digest"] == shared.json("desks")["digest"]


def test_who_waits_to_be_let_in_changes_nothing(shared: Console, tmp_path: Path) -> None:
    laptop = Console(tmp_path / "laptop")
    laptop.folder.mkdir()
    laptop.json("join", "--hub", tmp_path / "hub", "--person", "Ann")
    assert laptop.states() == {"24-117/010": "draft", "24-117/020": "draft"}
    said = laptop.on("send", "--as", "Ann", "--all")
    assert said.status == 2
    assert "This desk waits to be let in." in said.err
    said = laptop.on("sync")
    assert said.status == 1
    assert "waits to be let in" in said.err


def test_the_posting_is_released_and_taken(shared: Console) -> None:
    said = shared.on("posting-desk", "take")
    assert "Office PC is the posting desk already." in said.err
    shared.done("posting-desk", "release")
    said = shared.on("export", "--as", "Carl", "--out", shared.folder, "--date", "2026-11-22")
    assert "has given the posting back" in said.err
    shared.done("posting-desk", "take")
    shared.done("send", "--as", "Ann", "24-117/010")
    shared.done("accept", "--as", "Carl", "24-117/010")
    assert shared.exported() == 1


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("packet", "burn", "a.sjpkg"), "It is not clear what 'burn' is"),
        (("posting-desk", "keep"), "It is not clear what 'keep' is"),
        (("posting-desk", "release", "--reason", "ill"), "These options belong to take."),
        (("enrol", "nothing.req", "--words", "a b"), "There is no request nothing.req."),
        (("revoke", "nobody"), "There is no desk nobody."),
        (("join",), "It is not said where the company is"),
    ],
)
def test_wrong_usage_is_said_in_plain_words(
    company: Console, words: tuple[str, ...], problem: str
) -> None:
    command, *rest = words
    order = (rest[0], company.file, *rest[1:]) if command == "packet" else (company.file, *rest)
    said = company.run(command, *order)
    assert said.status == 2
    assert problem in said.err


def test_no_option_takes_a_secret(console: Console) -> None:
    for command in ("share", "join", "sync", "enrol"):
        assert "--pass" not in console.run(command, "--help").out


def test_the_password_of_a_database_is_not_kept(shared: Console) -> None:
    said = shared.on("sync", "--hub", "postgresql://anna:secret@127.0.0.1:1/none")
    assert said.status == 2
    assert "secret" not in said.err
    assert "secret" not in json.dumps(shared.json("desks"))


def test_of_two_requests_of_one_desk_the_words_tell_which_is_let_in(
    shared: Console, tmp_path: Path
) -> None:
    laptop = Console(tmp_path / "laptop")
    laptop.folder.mkdir()
    said = laptop.json("join", "--hub", tmp_path / "hub", "--person", "Ann", "--desk", "laptop")
    [file] = (tmp_path / "hub" / "enrol").iterdir()
    honest = request.parse(file.read_bytes())
    forged = request.build(honest, SigningKey.new())
    file.with_name("another.req").write_bytes(forged)
    shared.done("sync")
    assert [row["actor"] for row in shared.json("desks")["requests"]] == [honest.actor] * 2
    shared.done("enrol", honest.actor, "--words", "-".join(said["words"]))
    shared.done("sync")
    laptop.done("sync")
    assert [row["name"] for row in laptop.json("desks")["desks"]] == ["Office PC", "laptop"]


def test_a_request_of_nobody_is_dismissed(shared: Console, tmp_path: Path) -> None:
    laptop = Console(tmp_path / "laptop")
    laptop.folder.mkdir()
    laptop.json("join", "--hub", tmp_path / "hub", "--person", "Ann", "--desk", "laptop")
    shared.done("sync")
    [asking] = shared.json("desks")["requests"]
    assert shared.done("revoke", asking["actor"]).out == "Dismissed 1 request.\n"
    shared.done("sync")
    told = f"Dismissed, though enrol lets it in: Ann at laptop, {asking['actor']}.\n"
    assert shared.done("desks").out.endswith(told)
    wrong = shared.on("enrol", "laptop", "--words", "a-b-c-d-e-f")
    assert wrong.err.startswith("There is no request laptop.")
    assert shared.json("desks")["requests"] == []


def test_sync_names_what_cannot_be_used_and_takes_the_rest(shared: Console, tmp_path: Path) -> None:
    shared.done("sync")
    hub = tmp_path / "hub"
    good = max((hub / "log").rglob("*.sjl"), key=lambda file: file.stat().st_size)
    damaged = good.read_bytes().replace(b"24-117", b"24-118", 1)
    for number in range(30):
        (hub / f"copy {number:02}.sjl").write_bytes(damaged)
    (hub / "plan.pdf").write_bytes(b"%PDF-1.7")
    said = shared.on("sync")
    assert said.status == 1
    assert "30 files there cannot be used" in said.out
    assert "copy 00.sjl: The file of entries was altered after it was written." in said.err
    assert "A copy of it lies in rb.sjdesk.damaged, beside the company." in said.err
    assert "10 more: --json names all of them." in said.err
    assert "plan.pdf" not in said.err
    assert shared.done("sync").out == "Nothing new.\n"
    assert len(list(hub.glob("copy *.sjl"))) == 30


def test_an_older_company_file_is_told_at_once_and_comes_back(
    shared: Console, tmp_path: Path
) -> None:
    shared.done("sync")
    backup = shared.file.read_bytes()
    shared.done("send", "--as", "Ann", "24-117/010")
    shared.done("accept", "--as", "Carl", "24-117/010")
    shared.exported()
    shared.done("sync")
    shared.file.write_bytes(backup)
    said = shared.on("export", "--as", "Carl", "--out", shared.folder, "--date", "2026-11-22")
    assert said.status == 2
    assert "This company file is an older copy" in said.err
    said = shared.on("sync")
    assert (said.status, said.err) == (0, "")
    assert shared.states()["24-117/010"] == "exported"
    assert len(list(shared.folder.glob("SJ_*.jce"))) == 1


def test_a_hub_that_is_not_there_is_told_to_each_in_his_words(
    shared: Console, tmp_path: Path
) -> None:
    missing = tmp_path / "nowhere"
    said = shared.on("sync", "--hub", missing)
    assert (said.status, said.out) == (2, "")
    assert said.err == (
        f"The hub folder {missing} is not there. Connect its drive or the network, make it if "
        "there was none, or choose another. Until then everything you do waits in the outbox; "
        "nothing is lost.\n"
    )
    said = shared.run("join", tmp_path / "new.sjdesk", "--hub", missing, "--person", "Ann")
    assert said.err == (
        f"The hub folder {missing} is not there. Connect its drive or the network, make it if "
        "there was none, or choose another.\n"
    )


def test_a_packet_into_a_folder_that_is_not_there(shared: Console, tmp_path: Path) -> None:
    missing = tmp_path / "office" / ".." / "nowhere"
    said = shared.run("packet", "write", shared.file, missing / "monday.sjpkg")
    assert said.status == 2
    assert said.err == (
        f"There is no folder {tmp_path / 'nowhere'}. Make it first, connect its drive, or name a "
        "packet in another folder.\n"
    )
