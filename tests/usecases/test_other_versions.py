"""A newer and an older program beside this one: nothing is lost, and what is unknown is kept."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import SettingChanged
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.operations import COMPANY, decode
from subjob_desk.store import desk_queries, hub_files, op_log
from subjob_desk.store.projector import append
from subjob_desk.store.recorder import Recorder
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


def looked_at_by(office: SharedOffice) -> list[str]:
    """Which versions of the program found the files there too new."""
    with office.desk.reading() as connection:
        hub = Path(office.sharing.status().hub)
        names = sorted(file.relative_to(hub).as_posix() for file in hub.rglob("*.sjl"))
        known = hub_files.files(connection, str(hub), names)
    found = [known[name] for name in names if name in known]
    return [
        file.reason.rpartition("(")[2].rstrip(")") for file in found if file.outcome == "too-new"
    ]


@pytest.fixture
def sub(trio: Trio) -> str:
    """A draft that all know, and for which Carl may work too."""
    with trio.office.by("Ann"):
        trio.office.administering.set_person("Carl", ["approver", "pm"])
    found = trio.laptop.draft("010")
    trio.settle()
    return found


def test_what_a_newer_program_wrote_is_kept_until_this_one_is_updated(trio: Trio, sub: str) -> None:
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
    trio.settle()
    office.accept(kept[0], who="Dora")
    [why] = office.would_export()[1]
    assert why.startswith("A newer SubJob Desk wrote to a sub job of this project: which extra ")
    assert office.would_export(despite="020 is free: looked up in Sage.") == ([1], [])
    assert stored(laptop, trio.home.actor) == stored(trio.home, trio.home.actor)
    assert any(b'"v":2,' in line for line in stored(laptop, trio.home.actor))
    office.clock.pass_by(hours=25)
    trio.settle()
    before = in_hub(trio)
    shutil.rmtree(trio.hub / "log" / trio.home.actor)
    assert laptop.exchange().healed > 0
    assert in_hub(trio) == before, "handed on to the byte"
    assert len(trio.digests()) == 1
    (trio.hub / "1-2-0123abcd.sjl").write_bytes(b"SJL2 of which nothing is known here\n")
    assert [note.outcome for note in trio.home.exchange().notes] == ["too-new"]
    assert looked_at_by(trio.home) == ["1.0.0"]
    updated = at_home_runs(trio, "newer", "look", sub)
    assert looked_at_by(trio.home) == ["1.1.0"], "once more after the update"
    assert (updated["description"], updated["unknown"]) == ("In newer words", 0)
    assert updated["problem"] == ""


def test_an_older_program_hands_on_what_it_does_not_know(trio: Trio, sub: str) -> None:
    with trio.laptop.by("Ann"):
        trio.laptop.editing.change_description(sub, "As Ann wrote it")
    trio.laptop.exchange()
    before = in_hub(trio)
    older = at_home_runs(trio, "older", "heal", sub)
    assert (older["description"], older["unknown"]) == ("Level 010", 1)
    assert "update the program" in older["may_edit"]
    assert older["problem"] == ""
    assert before.items() <= in_hub(trio).items(), "handed on to the byte"
    assert trio.home.sub_job(sub).description == "As Ann wrote it"
    assert trio.home.settling.entries(["unknown"]) == []
    trio.settle()
    assert len(trio.digests()) == 1


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


def note_of_the_future(office: SharedOffice) -> None:
    """Something about the company, of a kind that this program does not know."""
    desk = office.desk
    with desk.database.write() as connection:
        recorder = Recorder(
            connection,
            company=desk.company.id,
            actor=office.actor,
            who=desk.person_named("Ann").id,
            at=desk.stamp(),
            app="1.1.0",
        )
        known = recorder.note(COMPANY, SettingChanged("term", '"Extra"', '"Change"'))
        append(connection, [decode(known.stored.replace(b"setting_changed", b"setting_of_2030"))])
    desk.refresh()


def test_nothing_is_exported_while_something_about_the_company_is_not_known(trio: Trio) -> None:
    office = trio.office
    sub = office.accepted("010")
    note_of_the_future(office)
    with pytest.raises(UserError, match="about the company that this one does not know") as told:
        office.export(sub)
    assert told.value.remedy == "Update the program, then export."
    assert office.files() == []
    own = trio.laptop.sent("020")
    trio.settle()
    assert [one.desk.company.needs_update for one in trio.all] == [True] * 3
    assert [one.state(own) for one in trio.all] == [State.SENT] * 3
    assert len(trio.digests()) == 1
