"""A newer and an older program beside this one: nothing is lost, and what is unknown is kept."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from subjob_desk import __version__
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.operations import decode
from subjob_desk.store import desk_queries, op_log
from tests.drivers import other_program
from tests.drivers.shared_office import SharedOffice, Trio


def at_home_runs(trio: Trio, program: str, what: str, sub: str) -> dict[str, Any]:
    """What another program does at Carl's PC, and sees there."""
    trio.home.close()
    try:
        return other_program.run(program, what, trio.home.path, sub, trio.folder / "ring")
    finally:
        reopened(trio.home)


def reopened(office: SharedOffice) -> None:
    """This program again; it brings the tables up to date."""
    office.reopen()
    office.sign_in("Carl")


def stored(office: SharedOffice, actor: str) -> list[bytes]:
    """All entries of a desk as they are kept there."""
    with office.desk.reading() as connection:
        rows = op_log.all_stored(connection, limit=10_000)
    return sorted(row.stored for row in rows if decode(row.stored).actor == actor)


def in_hub(trio: Trio) -> dict[str, bytes]:
    """Every file of entries in the hub."""
    return {str(file.relative_to(trio.hub)): file.read_bytes() for file in trio.hub.rglob("*.sjl")}


@pytest.fixture
def sub(trio: Trio) -> str:
    """A draft that all know, and for which Carl may work too."""
    with trio.office.by("Ann"):
        trio.office.administering.set_person("Carl", ["approver", "pm"])
    found = trio.laptop.draft("010")
    trio.settle()
    return found


def test_what_a_newer_program_wrote_is_kept_until_this_one_is_updated(
    trio: Trio, sub: str
) -> None:
    newer = at_home_runs(trio, "newer", "write", sub)
    assert (newer["description"], newer["unknown"]) == ("In newer words", 0)
    laptop, office = trio.laptop, trio.office
    kept = [laptop.draft("020"), office.draft("030", who="Ben")]
    trio.settle()
    assert [one.sub_job(sub).description for one in trio.all] == ["Level 010"] * 3
    for one in trio.all:
        [row] = one.settling.entries(["unknown"])
        assert row.reason == "A newer SubJob Desk wrote it: update the program."
        assert one.sharing.status().problem == ""
    with laptop.by("Ann"), pytest.raises(UserError, match="update the program"):
        laptop.editing.change_description(sub, "Over it")
    with laptop.by("Ann"):
        assert "update the program" in laptop.deciding.send([sub]).stayed[0].message
        assert laptop.deciding.send(kept).stayed == ()
    assert stored(laptop, trio.home.actor) == stored(trio.home, trio.home.actor)
    assert any(b'"v":2,' in line for line in stored(laptop, trio.home.actor))
    office.clock.pass_by(hours=25)
    trio.settle()
    before = in_hub(trio)
    shutil.rmtree(trio.hub / "log" / trio.home.actor)
    assert laptop.exchange().healed > 0
    assert in_hub(trio) == before, "handed on to the byte"
    assert len(trio.digests()) == 1
    updated = at_home_runs(trio, "newer", "look", sub)
    assert (updated["description"], updated["unknown"]) == ("In newer words", 0)
    assert updated["problem"] == ""


def test_an_older_program_hands_on_what_it_does_not_know(trio: Trio, sub: str) -> None:
    with trio.laptop.by("Ann"):
        trio.laptop.editing.change_description(sub, "As Ann wrote it")
    trio.laptop.exchange()
    older = at_home_runs(trio, "older", "look", sub)
    assert (older["description"], older["unknown"]) == ("Level 010", 1)
    assert "update the program" in older["may_edit"]
    assert older["problem"] == ""
    before = in_hub(trio)
    shutil.rmtree(trio.hub / "log")
    other_program_heals = at_home_runs(trio, "older", "look", sub)
    assert other_program_heals["unknown"] == 1
    assert in_hub(trio) == {
        name: data for name, data in before.items() if name in in_hub(trio)
    }, "what it handed on is the same to the byte"
    assert trio.laptop.actor in {name.split("/")[1] for name in in_hub(trio)}
    assert trio.home.sub_job(sub).description == "As Ann wrote it"
    assert trio.home.settling.entries(["unknown"]) == []
    trio.settle()
    assert len(trio.digests()) == 1
    trio.laptop.accept_own = None


def test_files_of_a_newer_form_wait_for_the_update_and_stop_nobody(trio: Trio) -> None:
    sub = trio.laptop.sent("010")
    trio.laptop.exchange()
    newer = {}
    for file in (trio.hub / "log" / trio.laptop.actor).rglob("*.sjl"):
        newer[file.with_name(f"{file.stem}.2.sjl")] = file.read_bytes().replace(b"SJL1", b"SJL2", 1)
    newer[trio.hub / "enrol" / "newer.req"] = b'SJR2 {"company":"x"}\nEND\n'
    newer[trio.hub / "newer.sj"] = b"SJC9 anything\n"
    for file, data in newer.items():
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)
    report = trio.home.exchange()
    assert {note.outcome for note in report.notes} == {"too-new"}
    assert len(report.notes) == len(newer)
    assert all("newer version" in note.said for note in report.notes)
    assert trio.home.state(sub) is State.SENT
    assert trio.home.exchange().notes == (), "told once"
    assert {file: file.read_bytes() for file in newer} == newer
    with trio.home.desk.reading() as connection:
        assert desk_queries.count_held(connection) == 0
    told = at_home_runs(trio, "newer", "look", sub)
    assert told["unknown"] == 0
    assert __version__ == "1.0.0"
