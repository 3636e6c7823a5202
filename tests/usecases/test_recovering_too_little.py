"""Too little to recover the registrar's desk from, a full hub, and who built upon what is lost."""

import errno
from pathlib import Path

import msgspec

from subjob_desk.domain.operations import decode
from subjob_desk.store import op_log
from subjob_desk.sync import segment
from subjob_desk.usecases.recovering import recover
from tests.drivers.held_hub import refusing
from tests.drivers.recovery import Recovery, given_to_laptop_only
from tests.drivers.refusals import refused
from tests.drivers.shared_office import SharedOffice, Trio


def files(trio: Trio) -> list[Path]:
    """The files of the registrar's desk in the hub, oldest first."""
    found = (trio.hub / "log" / trio.office.actor).rglob("*.sjl")
    return sorted(found, key=lambda file: int(file.name.partition("-")[0]))


def chain(office: SharedOffice) -> list[bytes]:
    """The entries of this desk, as they are stored."""
    with office.desk.reading() as connection:
        rows = op_log.all_stored(connection, limit=10_000)
    ours = [row.stored for row in rows if decode(row.stored).actor == office.actor]
    return sorted(ours, key=lambda line: decode(line).seq)


def test_a_hub_without_entries(trio: Trio, recovery: Recovery) -> None:
    for file in trio.hub.rglob("*.sjl"):
        file.unlink()
    with refused(
        "The entries of Riverside are not there.",
        "Name the hub that all desks use, or a packet of the desk that knows most.",
    ):
        recover(recovery.wish("new"))


def test_a_file_with_later_entries_that_is_still_on_its_way(trio: Trio, recovery: Recovery) -> None:
    with trio.office.by("Ann"):
        trio.office.administering.set_person("Emil", ["pm"], [])
    trio.office.exchange()
    newest = files(trio)[-1]
    newest.write_bytes(newest.read_bytes()[:300])
    name = newest.relative_to(trio.hub).as_posix()
    with refused(
        f"A file with later entries of Office PC cannot be used: {name}.",
        "Wait until it has arrived as a whole, or let all other desks synchronise; then recover "
        "again. If no desk has them any more, say that it goes on without them (command line: "
        "--without-missing).",
    ):
        recover(recovery.wish("new"))


def test_less_than_a_recovery_before_went_on_from(trio: Trio, recovery: Recovery) -> None:
    recovery.at("new")
    first, *later = files(trio)
    for file in later:
        file.unlink()
    last, until = int(first.name.split("-")[1]), recovery.last.until
    with refused(
        f"Entries {last + 1} to {until} of Office PC are not there.",
        "Let all other desks synchronise, then recover again.",
    ):
        recover(recovery.wish("newer"))


def test_another_past_than_a_recovery_before_went_on_from(trio: Trio, recovery: Recovery) -> None:
    lines, key = chain(trio.office), trio.office.desk.key.key
    assert key is not None
    recovery.at("new")
    lines[-1] = msgspec.json.encode(
        {**msgspec.json.decode(lines[-1]), "ts": "2020-01-01T00:00:00Z"}
    )
    for file in files(trio):
        file.unlink()
    own = trio.office.actor
    forged = segment.build(trio.office.desk.company.id, own, 1, lines, key)
    (trio.hub / f"1-{len(lines)}-00000000.sjl").write_bytes(forged)
    with refused(
        f"The chain of Office PC forks before entry {len(lines)}: two PCs have written on under "
        "its name.",
        "Recover from a packet of a desk that took in only one of the two.",
    ):
        recover(recovery.wish("newer"))


def test_a_hub_that_is_full_at_the_end_gets_the_news_later(trio: Trio, recovery: Recovery) -> None:
    def full(call: str, path: str) -> OSError | None:
        is_name = call in ("os.link", "os.rename") and "company-2" in path
        return OSError(errno.ENOSPC, "full") if is_name else None

    with refusing(full):
        office = recovery.at("new")
    assert recovery.last.said.endswith(
        f"The disk with the hub folder {trio.hub} is full. Make room there. Until then everything "
        "you do waits in the outbox; nothing is lost. Synchronise once the hub is reached again."
    )
    assert not list(trio.hub.glob("company-2*"))
    office.exchange()
    assert len(list(trio.hub.glob("company-2*"))) == 1


def test_who_built_upon_what_counts_no_more_is_told_to_join_anew(
    trio: Trio, recovery: Recovery
) -> None:
    thief = trio.office
    ghost = given_to_laptop_only(trio)
    with trio.laptop.by("Ann"):
        trio.laptop.editing.change_description(ghost, "Built upon it")
    trio.office = recovery.at("new")
    with trio.office.by("Ann"):
        for name in ("Emil", "Fay", "Gus"):
            trio.office.administering.set_person(name, ["pm"], [])
    trio.office.exchange()
    trio.laptop.exchange()
    with refused(
        "This desk built upon entries of a PC that had been lost, and those do not count: no "
        "other desk can take in what it writes.",
        "Let this PC join as a desk of its own (command line: join --again): it is let in anew.",
    ):
        trio.laptop.draft("010")
    thief.close()
