"""conflicts, settle, entries and forks, how far a sending has got, and batches of another desk."""

import shutil
from pathlib import Path

import pytest

from tests.cli.console import Console


def sync(*desks: Console) -> None:
    """Each exchanges, one after the other."""
    for desk in desks:
        desk.done("sync")


def sending(desk: Console) -> tuple[str | None, str]:
    """How far 010 has got: as a document, and for people."""
    lines = desk.done("show", "24-117/010").out.splitlines()
    told = [line for line in lines if line.startswith("Sending: ")]
    return desk.json("show", "24-117/010")["sending"], "".join(told)


def test_show_says_how_far_a_sending_has_got(office: Console, laptop: Console) -> None:
    assert sending(laptop) == (None, "")
    laptop.done("send", "--as", "Ann", "24-117/010")
    assert sending(laptop) == ("outbox", "Sending: waits in the outbox of its desk")
    sync(laptop)
    assert sending(laptop) == ("in-hub", "Sending: in the hub, not received by accounting yet")
    office.done("sync", "--as", "Carl")
    sync(laptop)
    assert sending(laptop) == ("received", "Sending: received by accounting")
    office.done("accept", "--as", "Carl", "24-117/010")
    sync(office, laptop)
    assert sending(laptop) == ("decided", "Sending: decided")


def test_at_one_desk_nothing_is_said_of_sending(tower: Console) -> None:
    tower.done("send", "--as", "Ann", "24-117/010")
    assert sending(tower) == (None, "")


def test_a_conflict_is_listed_with_its_acts_and_settled(office: Console, laptop: Console) -> None:
    laptop.edit("24-117/010", amount="2,700")
    office.edit("24-117/010", amount="2,800")
    sync(laptop, office, laptop)
    [row] = laptop.json("conflicts", "--as", "Ann")
    assert (row["kind"], row["task"], row["sub_job"]) == ("values", False, "24-117/010")
    assert {one["value"] for one in row["values"]} == {"2700.00", "2800.00"}
    assert {one["id"] for one in row["acts"]} == {"take-0", "take-1"}
    lines = laptop.done("conflicts", "--as", "Ann").out.splitlines()
    assert lines[0] == f"24-117/010  {row['message']}"
    assert lines[1:-2] == [
        f"    Id: {row['id']}",
        *(f"    {one['id']}: {one['label']}" for one in row["acts"]),
    ]
    assert lines[-2:] == [
        "1 conflict, 0 tasks.",
        f"Each is settled by one of its acts: subjob-desk settle {laptop.file} JOB/CODE ACT",
    ]
    [act] = [one["id"] for one in row["acts"] if "2800.00" in one["label"]]
    said = laptop.json("settle", "24-117/010", act, "--as", "Ann")
    assert (said["done"], said["stayed"]) == (["24-117/010"], [])
    assert laptop.done("conflicts", "--as", "Ann").out == "Nothing waits to be settled.\n"
    again = laptop.on("settle", row["id"], act, "--as", "Ann")
    assert again.status == 2
    assert again.err.startswith(f"There is no conflict {row['id']} for Ann. It may be settled")


def test_of_several_at_one_sub_job_the_id_tells_which(office: Console, laptop: Console) -> None:
    laptop.edit("24-117/010", amount="2,700")
    office.edit("24-117/010", amount="2,800")
    sync(laptop, office)
    for desk in (laptop, office):
        desk.done("edit", "24-117/010", "--description", desk.folder.name, "--as", "Ann")
    sync(laptop)
    told = office.done("sync", "--as", "Carl").out
    see = f'See: subjob-desk conflicts {office.file} --as "Carl"'
    assert told.endswith(f"2 conflicts wait, 1 of them new. {see}\n")
    rows = office.json("conflicts", "--as", "Ann")
    assert len(rows) == 2
    said = office.on("settle", "24-117/010", "take-0", "--as", "Ann")
    ids = ", ".join(row["id"] for row in rows)
    assert (said.status, said.err) == (
        2,
        f"Several conflicts wait there: {ids}. Give the id of one, or enough of it.\n",
    )
    [about] = [row["id"] for row in rows if row["id"].endswith("/description")]
    office.done("settle", about[:-3], "take-0", "--as", "Ann")
    told = office.done("conflicts", "--as", "Carl").out
    assert "    take-0: Take 2700.00 Carl is not a project manager" in told
    office.done("settle", "24-117/010", "take-0", "--as", "Ann")


def test_a_task_is_seen(office: Console, laptop: Console) -> None:
    laptop.done("send", "--as", "Ann", "24-117/010")
    sync(laptop, office)
    laptop.done("retrieve", "--as", "Ann", "24-117/010")
    office.done("accept", "--as", "Carl", "24-117/010")
    office.exported()
    sync(laptop, office, laptop)
    [row] = laptop.json("conflicts", "--as", "Ann")
    assert (row["kind"], row["task"], row["values"]) == ("too-late", True, [])
    refused = laptop.on("settle", row["id"], "take-0", "--as", "Ann")
    assert (refused.status, refused.err) == (
        2,
        "'take-0' does not settle it. Possible: noted.\n",
    )
    laptop.done("settle", row["id"][:12], "noted", "--as", "Ann")
    assert laptop.json("conflicts", "--as", "Ann") == []


def test_the_new_posting_desk_writes_an_older_batch_again(office: Console, laptop: Console) -> None:
    laptop.done("send", "--as", "Ann", "24-117/010")
    sync(laptop, office)
    office.done("accept", "--as", "Carl", "24-117/010")
    office.exported()
    office.done("person", "Ann", "--roles", "pm,exporter")
    office.done("posting-desk", "release")
    office.done("posting-desk", "take", "--desk", "laptop")
    sync(office, laptop)
    [file] = office.folder.glob("SJ_RB_*.jce")
    data = file.read_bytes()
    again = laptop.json("write-again", "--as", "Ann", "--batch", "1", "--out", laptop.folder)
    assert Path(again["file"]).read_bytes() == data
    sheet = office.done("control-sheet", "--batch", "1").out
    assert laptop.done("control-sheet", "--batch", "1").out == sheet


def test_entries_without_effect_have_their_reasons(office: Console, laptop: Console) -> None:
    assert office.json("entries") == []
    assert office.done("entries").out == "Every entry has its effect.\n"
    office.done("person", "Ann", "--roles", "viewer")
    laptop.done("send", "--as", "Ann", "24-117/020")
    sync(laptop)
    told = office.done("sync").out
    assert f"More entries have no effect. See: subjob-desk entries {office.file}\n" in told
    [row] = office.json("entries")
    assert (row["status"], row["sub_job"], row["who"], row["desk"]) == (
        "refused",
        "24-117/020",
        "Ann",
        "laptop",
    )
    assert row["reason"]
    assert office.json("entries", "--status", "held,quarantined") == []
    lines = office.done("entries", "--status", "refused").out.splitlines()
    assert lines[2].startswith("refused")
    assert lines[2].endswith(row["reason"])
    assert lines[-1] == "1 entry."


def test_a_fork_is_listed_and_settled(
    office: Console, laptop: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office.done("forks").out == "The entries of no desk fork.\n"
    twin = copied(laptop, tmp_path)
    laptop.done("send", "--as", "Ann", "24-117/010")
    sync(laptop)
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("SUBJOB_DESK_KEYS", str(tmp_path / "twin" / "keys"))
        away = laptop.folder.rename(tmp_path / "away")
        twin.done("send", "--as", "Ann", "24-117/020")
        assert "used at two PCs" in twin.on("sync").err
        away.rename(laptop.folder)
    see = f"See: subjob-desk forks {office.file}\n"
    assert f"Of a desk used at two PCs one has to be chosen. {see}" in office.done("sync").out
    [row] = office.json("forks")
    assert (row["desk"], row["settled"], len(row["branches"])) == ("laptop", False, 2)
    told = office.done("forks").out.splitlines()
    assert told[0] == f"laptop  forks after entry {row['after']}: a branch is to be chosen."
    assert {line.split()[0] for line in told[1:]} == {one["entry"][:16] for one in row["branches"]}
    refused = office.on("forks", "laptop", "--keep", "0123456789")
    assert "No branch of laptop ends with entry 0123456789." in refused.err
    entry = row["branches"][0]["entry"]
    said = office.done("forks", "laptop", "--keep", entry[:16]).out
    assert said.startswith("One branch of laptop counts now.")
    [row] = office.json("forks")
    assert (row["settled"], sorted(one["counts"] for one in row["branches"])) == (
        True,
        [False, True],
    )
    sync(office)
    assert "used at two PCs" in laptop.on("sync").err
    lines = laptop.done("verify").out.splitlines()
    assert lines[0].startswith("Nothing is wrong with")
    assert lines[1].endswith("the registrar has chosen which branch counts.")


def copied(laptop: Console, tmp_path: Path) -> Console:
    """The laptop's disk once more, with everything that tells it apart."""
    twin = Console(tmp_path / "twin")
    shutil.copytree(laptop.folder, twin.folder)
    shutil.copytree(tmp_path / "keys", twin.folder / "keys")
    return twin


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("settle", "nothing", "noted"), "There is no conflict nothing for Dora."),
        (("entries", "--status", "lost"), "There is no status 'lost'. They are: held, refused,"),
        (("forks", "laptop"), "DESK and --keep ENTRY go together."),
        (("forks", "laptop", "--keep", "abc"), "There is no desk laptop."),
    ],
)
def test_wrong_words_are_refused(company: Console, words: tuple[str, ...], problem: str) -> None:
    command, *rest = words
    said = company.on(command, *rest)
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith(problem)
