"""Strange hubs, keys and claims: nothing is believed that is not so, and people are told."""

import errno
import shutil

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from subjob_desk.settings import desks_folder
from subjob_desk.store import hub_files
from subjob_desk.sync import company_file
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.signing import SigningKey
from subjob_desk.sync.vault import Vault
from subjob_desk.usecases import hub_memory
from subjob_desk.usecases.joining import join
from tests.cli.console import Console
from tests.drivers.held_hub import refusing
from tests.drivers.hostile_desk import HostileDesk
from tests.drivers.recovery import Recovery
from tests.drivers.refusals import refused
from tests.drivers.shared_office import Trio

AT = "2026-11-22T09:30:00Z"


def test_an_empty_folder_has_told_nobody_anything(trio: Trio) -> None:
    office = trio.office
    office.accepted("010")
    trio.settle()
    heard = office.sharing.status().last
    office.clock.pass_by(days=10)
    shutil.rmtree(trio.hub)
    trio.hub.mkdir()
    report = office.exchange()
    assert report.healed > 0
    assert report.problem == f"The hub {trio.hub} held nothing of this company any more."
    assert report.remedy == (
        "What this desk has was put there again. Look whether it is the right folder, with its "
        "drive connected and OneDrive signed in, then synchronise: only that counts as an exchange "
        "with the others."
    )
    assert office.sharing.status().last == heard
    with pytest.raises(UserError, match="more than 24 hours ago"):
        office.would_export()
    report = office.exchange()
    assert (report.problem, report.said) == ("", "Nothing new.")
    assert office.would_export() == ([1], [])


def test_nothing_is_put_where_another_company_lies(trio: Trio) -> None:
    shutil.rmtree(trio.hub)
    trio.hub.mkdir()
    root = SigningKey.new()
    other = CompanyFile("b" * 16, "Lakeside", "", "b" * 16, root.public_hex, 1, AT)
    (trio.hub / "company.sj").write_bytes(company_file.build(other, root))
    trio.office.draft("010")
    for _round in range(2):
        with refused(
            f"The company Lakeside is exchanged in {trio.hub}, and nothing of this one lies there.",
            "Nothing was put there. Look whether the right drive or stick is connected, or name "
            "the hub of this company (command line: sync --hub).",
        ):
            trio.office.exchange()
    assert [one.name for one in trio.hub.iterdir()] == ["company.sj"]


def test_a_hub_that_takes_nothing_still_tells_what_lies_there(trio: Trio) -> None:
    office = trio.office
    sub = trio.laptop.sent("010")
    trio.laptop.exchange()
    office.clock.pass_by(hours=30)
    office.draft("020")

    def full(call: str, path: str) -> OSError | None:
        return OSError(errno.ENOSPC, "") if call == "open" and path.endswith(".tmp") else None

    with refusing(full):
        report = office.exchange()
    assert report.said == f"{report.taken} entries came in."
    assert (report.problem, report.remedy) == (
        f"The disk with the hub folder {trio.hub} is full.",
        "Make room there. Until then everything you do waits in the outbox; nothing is lost.",
    )
    assert office.exists(sub)
    assert office.sharing.status().outbox > 0
    assert office.would_export() == ([], []), "the others were heard"
    assert office.exchange().problem == ""
    assert office.sharing.status().outbox == 0


def test_who_joins_has_to_reach_the_others(trio: Trio) -> None:
    """What nobody hears of is no request: there is no company file then."""

    def full(call: str, path: str) -> OSError | None:
        return OSError(errno.ENOSPC, "") if call == "open" and path.endswith(".tmp") else None

    new = trio.folder / "new.sjd"
    with refusing(full), pytest.raises(UserError, match="is full"):
        join(new, str(trio.hub), "Ben", "shed")
    assert not new.exists()


def test_a_key_nobody_let_in_signs_nothing(trio: Trio) -> None:
    laptop = trio.laptop
    other = SigningKey.new()
    Vault(laptop.desk.company.id, laptop.actor, desks_folder()).open(other.seed)
    laptop.reopen()
    laptop.sign_in("Ann")
    with refused(
        "The key on this PC is another one than this desk was let in with: nobody could check what "
        "it signs.",
        "Bring back the keys of this PC from a backup, if there is one; else let this desk join "
        "again with a new key (command line: join --again).",
    ):
        laptop.draft("010")
    assert laptop.exchange().published == 0
    trio.joins_again(laptop, "laptop again")
    sub = laptop.draft("010")
    trio.settle()
    assert trio.home.exists(sub)


def test_the_registrar_with_another_key_is_recovered(trio: Trio) -> None:
    office = trio.office
    other = SigningKey.new()
    Vault(office.desk.company.id, office.actor, desks_folder()).open(other.seed)
    office.reopen()
    trouble = office.desk.trouble
    assert trouble is not None
    assert office.sharing.status().problem == trouble.problem
    assert trouble.remedy == (
        "Bring back the keys of this PC from a backup, if there is one; else recover this desk "
        "with the recovery sheet (command line: recover)."
    )


def test_only_accounting_says_that_it_received_something(trio: Trio) -> None:
    laptop, home = trio.laptop, trio.home
    with trio.office.by("Ann"):
        trio.office.administering.set_person("Carl", ["pm"])
    trio.settle()
    sub = laptop.sent("010")
    laptop.exchange()
    hostile = HostileDesk(trio, home, "Carl")
    hostile.give(hostile.entry("acknowledged", home.actor, {"heads": {laptop.actor: 999_999}}))
    laptop.exchange()
    assert laptop.sending_status(sub) == "in-hub"
    trio.office.exchange()
    laptop.exchange()
    assert laptop.sending_status(sub) == "received"


def test_what_is_gone_from_a_hub_is_forgotten_after_a_month(
    trio: Trio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_memory, "_SPARE", 10)
    office, folder = trio.office, trio.hub / "log" / trio.laptop.actor / "202611"

    def rows() -> int:
        with office.desk.reading() as connection:
            return hub_files.count(connection, str(trio.hub))

    office.exchange()
    before = rows()
    junk = [folder / f"junk{number}.sjl" for number in range(30)]
    folder.mkdir(parents=True, exist_ok=True)
    for file in junk:
        file.write_bytes(b"junk")
    office.exchange()
    for file in junk:
        file.unlink()
    office.exchange()
    assert rows() >= before + 30
    office.clock.pass_by(days=31)
    report = office.exchange()
    assert rows() < before + 5
    assert (report.healed, report.taken) == (0, 0)
    assert office.exchange().said == "Nothing new."


def test_an_entry_without_a_sensible_time_is_shown_with_the_words_it_has(trio: Trio) -> None:
    sub = trio.laptop.sent("010")
    trio.settle()
    hostile = HostileDesk(trio, trio.laptop, "Ann")
    sent = trio.office.sub_job(sub).round
    assert sent is not None
    hostile.give(
        hostile.entry("retrieved", sub, {}, par=hostile.heads(sub), to=sent.sent, ts="yesterday")
    )
    trio.office.exchange()
    assert trio.office.state(sub) is State.RETRIEVED
    trio.office.desk.close()
    console = Console(trio.folder)
    shown = console.run("show", trio.office.path, "24-117/010").out
    assert "yesterday  Ann retrieved it" in shown
    assert "wrote yesterday" in console.run("desks", trio.office.path).out
    trio.office.reopen()


def test_what_one_desk_claims_beyond_belief_stops_no_recovery(trio: Trio) -> None:
    hostile = HostileDesk(trio, trio.laptop, "Ann")
    created = {"job": "24-117", "code": "700", "description": "Mine", "lines": []}
    hostile.give(hostile.entry("created", "u" * 16, created, adm=10**12))
    for desk in (trio.office, trio.home):
        desk.exchange()
    recovery = Recovery(trio)
    trio.office = recovery.at("new")
    assert "goes on here, after its entry" in recovery.last.said
    recovery.close()
