"""What desks that share are refused, word for word: what is so, and what to do about it."""

from pathlib import Path

from subjob_desk.domain.rights import Role
from subjob_desk.store import meta, papers
from subjob_desk.sync import company_file, request
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.request import Request
from subjob_desk.sync.signing import SigningKey
from subjob_desk.usecases.asking_words import words_of
from subjob_desk.usecases.exchanging import Exchanging
from subjob_desk.usecases.joining import become_another_desk, join
from subjob_desk.usecases.packets import Packets
from subjob_desk.usecases.posting import Posting
from subjob_desk.usecases.recovery_sheet import RecoverySheets
from subjob_desk.usecases.sharing import Sharing
from tests.drivers.office import Office
from tests.drivers.refusals import refused
from tests.drivers.shared_office import WORDS_OF_ROOT, SharedOffice, Trio

AT = "2026-11-22T09:14:03Z"
NOBODY = "z" * 16


def asking(office: SharedOffice, said: Request, key: SigningKey) -> tuple[bytes, str]:
    """A request with this key, and its six words as they are read out."""
    data = request.build(said, key)
    with office.desk.reading() as connection:
        ours = papers.get(connection, papers.COMPANY_FILE) or b""
    return data, " ".join(words_of(data, ours))


def test_who_is_let_in_and_shut_out_at_the_registrars_desk(trio: Trio) -> None:
    office, laptop, admitting = trio.office, trio.laptop, trio.office.admitting
    with office.by("Ann"):
        with refused("This desk is not known.", "Choose one of the list."):
            admitting.revoke(NOBODY, None, "")
        with refused(
            "The registrar's desk cannot be shut out.", "It orders who works with the others."
        ):
            admitting.revoke(office.actor, None, "Lost.")
        with refused("The chain of laptop has no such branch.", "Look at the list again."):
            admitting.keep_branch(laptop.actor, "0" * 64)
    with (
        laptop.by("Ann"),
        refused(
            "Only the registrar's desk lets desks in and shuts them out.", "Do it at Office PC."
        ),
    ):
        laptop.admitting.revoke(trio.home.actor, None, "")
    with (
        office.by("Ben"),
        refused("Ben is not an administrator.", "Let an administrator do it."),
    ):
        admitting.dismiss([])


def test_whom_a_request_lets_in(trio: Trio) -> None:
    office, key = trio.office, SigningKey.new()
    said = Request(office.desk.company.id, "shedshedshedshed", "", "Eve", "shed", AT)
    data, words = asking(office, said, key)
    known = Request(said.company, trio.laptop.actor, "", "Ann", "laptop", AT)
    other, of_other = asking(office, known, key)
    with office.by("Ann"):
        with refused(
            "The six words of shed are others than those that were typed.",
            "Let them be read out again. If they stay different, somebody has exchanged the "
            "request: do not let it in.",
        ):
            office.admitting.enrol(data, (Role.PM,), (), of_other)
        with refused(
            "Eve is not known here yet.", "Say which roles the person has (command line: --roles)."
        ):
            office.admitting.enrol(data, (), (), words)
        with refused(
            "laptop has another key already.", "Let that PC join once more, as a desk of its own."
        ):
            office.admitting.enrol(other, (), (), of_other)
        office.admitting.enrol(data, (Role.PM,), (), words)
        office.admitting.revoke(said.actor, 0, "Lost.")
        with refused(
            "shed is shut out.", "Let it in again first (command line: revoke --readmit)."
        ):
            office.admitting.enrol(data, (), (), words)
    with office.desk.database.write() as connection:
        papers.put(connection, f"request {NOBODY} 0", b"no request any more")
    assert office.sharing.requests() == []
    strange, _words = asking(office, Request(NOBODY, NOBODY, "", "Eve", "shed", AT), key)
    with refused(
        "The request of shed is meant for another company.",
        "Open that company, or let the desk join this one.",
    ):
        office.sharing.request(strange)
    with refused("It is no request of a desk.", "Let the new desk send its request once more."):
        office.sharing.request(b"plan.xlsx")


def test_who_posts(trio: Trio) -> None:
    office, home = trio.office, trio.home
    with (
        home.by("Carl"),
        refused("The posting desk is Office PC, not this one.", "Release the posting there."),
    ):
        home.posting.release()
    with (
        home.by("Carl"),
        refused(
            "Only the registrar's desk says who posts.",
            "Take the posting at Office PC (command line: posting-desk take --desk home).",
        ),
    ):
        home.posting.take()
    with (
        office.by("Ben"),
        refused("Ben may not hand the posting over.", "Let an administrator do it."),
    ):
        office.posting.release()
    with office.by("Ann"):
        with refused(
            "Office PC is the posting desk already.",
            "Nothing has to be done. Only if its company file is an older copy: look in Sage which "
            "batches were imported, and say that you did (command line: --checked-in-sage --reason "
            "TEXT).",
        ):
            office.posting.take()
        with refused("desk zzzz is not let in.", "Choose a desk that works with the others."):
            office.posting.take(actor=NOBODY)
        office.posting.release()
        with refused(
            "This desk has given the posting back already.",
            "Take it at the registrar's desk, for this desk or another one.",
        ):
            office.posting.release()
        with refused(
            "This desk has given the posting back.",
            "Take it at Office PC, for this desk or another one (command line: posting-desk take "
            "--desk NAME).",
        ):
            office.export(office.accepted("010"))
        office.administering.set_person("Carl", ["approver", "exporter"])
        office.posting.take(actor=home.actor)
        with refused(
            "home is the posting desk and has not given that back, as far as known here.",
            "Release the posting there and synchronise both desks. If that desk is lost, look in "
            "Sage which batches were imported, and say that you did (command line: "
            "--checked-in-sage --reason TEXT).",
        ):
            office.posting.take()
        with refused(
            "It is not said why the posting is taken from home.", "Give a reason: it is kept."
        ):
            office.posting.take(checked_in_sage=True)
        with refused(
            "The posting desk is home: only there batches are written.",
            "Export at home, or let it release the posting (command line: posting-desk).",
        ):
            office.export(office.accepted("020"))


def test_nothing_is_exported_while_this_desk_adds_up_differently(trio: Trio) -> None:
    office = trio.office
    sub = office.accepted("010")
    with office.desk.database.write() as connection:
        meta.put(connection, meta.DIFFERS, "0" * 64)
    with refused(
        "This desk adds up to something else than the registrar's desk, with the same entries: "
        "that is a fault of the program.",
        "Nothing is exported until it is found. Rebuild the tables (command line: rebuild); report "
        "it if that does not help.",
    ):
        office.export(sub)
    assert office.files() == []


def test_a_shared_company_is_not_shared_once_more(trio: Trio, tmp_path: Path) -> None:
    with trio.office.by("Ann"):
        with refused(
            "This company is shared already.",
            "Another hub can be set for it (command line: sync --hub).",
        ):
            trio.office.sharing.share(str(trio.hub), WORDS_OF_ROOT, "Office PC")
        with refused(
            "The registrar's desk cannot become another one.",
            "Find its newest company file, or let the other desks hand its entries back. If that "
            "is in vain, recover this desk with the recovery sheet (command line: recover).",
        ):
            become_another_desk(trio.office.desk, "Second PC")
    with (
        trio.laptop.by("Ann"),
        refused(
            "This desk does not keep the root key of the company.",
            "Print the recovery sheet at the desk that shared the company.",
        ),
    ):
        RecoverySheets(trio.laptop.desk).paper()
    with refused("This is settled already.", "Look at the list again."):
        trio.office.settling.settle("nothing/values/code", "take 0")


def test_what_a_company_at_one_desk_lacks(office: Office, tmp_path: Path) -> None:
    sharing, hub = Sharing(office.desk), str(tmp_path)
    with office.by("Ben"), refused("Ben is not an administrator.", "Let an administrator do it."):
        sharing.share(hub, WORDS_OF_ROOT, "Office PC")
    with refused("This desk has no name.", "Call it as people call the PC: Office PC."):
        sharing.share(hub, WORDS_OF_ROOT, " ")
    with refused(
        "The passphrase of the recovery sheet has at least 12 characters.",
        "Take four or five words that have nothing to do with each other.",
    ):
        sharing.share(hub, "eleven char", "Office PC")
    with refused(
        "A passphrase of so few different characters is soon guessed.",
        "Take four or five words that have nothing to do with each other.",
    ):
        sharing.share(hub, "abababababab", "Office PC")
    with refused(
        "This company is used at one desk only, which posts.",
        "Share it first, then let another desk in.",
    ):
        Posting(office.desk).release()
    with refused("This company is used at this desk only.", "Share it first."):
        Packets(office.desk).write(tmp_path / "out.sjpkg")
    with refused(
        "It is not said where entries are exchanged.",
        "Share the company, or name the hub: a folder all desks reach (command line: --hub).",
    ):
        Exchanging(office.desk).exchange()


def test_what_nobody_can_join(tmp_path: Path) -> None:
    new, hub = tmp_path / "new.sjdesk", tmp_path / "hub"
    hub.mkdir()
    with refused("It is not said who works at this desk, or how it is called.", "Say both."):
        join(new, str(hub), "Ben", "")
    with refused(
        f"There is no company in {hub}.",
        "Share the company there at its first desk, or name another folder.",
    ):
        join(new, str(hub), "Ben", "shed")
    packet = tmp_path / "mail.sjpkg"
    packet.write_bytes(b"no packet")
    with refused(
        "mail.sjpkg is no packet of a company.", "Let the first desk write one, and take that."
    ):
        join(new, str(packet), "Ben", "shed")
    for number in (b"1", b"2"):
        root = SigningKey(number * 32)
        said = CompanyFile(NOBODY, "Riverside", "", NOBODY, root.public_hex, 1, AT)
        (hub / f"company-{number.decode()}.sj").write_bytes(company_file.build(said, root))
    with refused(f"There are several companies in {hub}.", "Ask who set it up: one is foreign."):
        join(new, str(hub), "Ben", "shed")
    for other in hub.glob("*2.sj"):
        other.unlink()
    with refused(
        "The entries of Riverside are not there yet.",
        "Synchronise at its first desk, then join again.",
    ):
        join(new, str(hub), "Ben", "shed", "a password of tests")
    assert not new.exists()
    new.touch()
    with refused("There is a file new.sjdesk already.", "It was not touched: choose another name."):
        join(new, str(hub), "Ben", "shed")
