"""Entries that claim what is not so are kept, listed, and without effect; whoever wrote them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.digest import digest
from subjob_desk.domain.facts import (
    Accepted,
    Acknowledged,
    BatchAnswered,
    BatchClosed,
    BatchOpened,
    Checkpoint,
    CompanyFounded,
    Created,
    Exported,
    ListClosed,
    PersonSet,
    Posted,
    Reset,
    Sent,
    Undone,
)
from subjob_desk.domain.operations import (
    COMPANY,
)
from subjob_desk.store import maintenance
from subjob_desk.store.database import Database
from subjob_desk.store.projector import append
from subjob_desk.store.verify import verify_log
from tests.drivers.lies import (
    AWAY,
    OTHER,
    Scene,
    append_as_sent,
    insert_by_hand,
    last_id,
    no_progress,
    state_of,
    status_of,
)
from tests.drivers.log import COMPANY_ID, HOME, SUB

Lie = Callable[[Scene], bytes]

REFUSED: dict[str, tuple[Lie, str]] = {
    "a person nobody knows": (lambda s: s.accepting("zoe"), "not known"),
    "a person without the role": (lambda s: s.accepting("ben"), "not an approver"),
    "the sender": (lambda s: s.accepting("ann"), "not an approver"),
    "another digest": (lambda s: s.accepting(digest="0" * 64), "does not match"),
    "another round": (lambda s: s.accepting(to="1" * 64), "another round"),
    "before the role was given": (
        lambda s: s.accepting(act="desk-third", seq=1, prev="", adm=1),
        "not known",
    ),
    "accept what was not sent": (
        lambda s: s.accepting(par=[s.log.known_at(HOME, SUB)[0].op.id]),
        "Only what is waiting",
    ),
    "accept what does not exist": (
        lambda s: s.lie("carl", Accepted("010"), "nowhere"),
        "no such sub job",
    ),
    "send what is sent": (
        lambda s: s.lie("ann", Sent(2), digest=digest(SUB, s.log.sub_job().working)),
        "cannot be sent",
    ),
    "create it again": (lambda s: s.lie("ann", Created("24-117", "010", "")), "exists already"),
    "create for another project": (
        lambda s: s.lie("eve", Created("24-117", "030", ""), "new-sub"),
        "not a project manager of this project",
    ),
    "export what is not accepted": (
        lambda s: s.lie_at_home("dora", Exported("b9", "010", ())),
        "Only what is accepted",
    ),
    "post what is not exported": (lambda s: s.lie_at_home("dora", Posted("b1")), "written batch"),
    "post by another batch": (
        lambda s: s.lie_at_home("dora", Posted("b9"), OTHER),
        "another batch",
    ),
    "reset by no administrator": (lambda s: s.lie("dora", Reset("x"), OTHER), "administrator"),
    "undo of another's step": (
        lambda s: s.lie("ben", Undone((s.log.sent(),))),
        "Only who did it can undo it",
    ),
    "undo of what a file carried": (
        lambda s: s.lie("dora", Undone((s.log.folded(OTHER).standing.newest,)), OTHER),
        "cannot be undone",
    ),
    "close a batch nobody opened": (
        lambda s: s.lie_at_home("dora", BatchClosed(1, "1.00", "", ""), "b9"),
        "not open",
    ),
    "answer by no exporter": (
        lambda s: s.lie_at_home("ben", BatchAnswered("void"), "b1"),
        "not an exporter",
    ),
    "a role from another desk": (
        lambda s: s.lie("ann", PersonSet("ben", "ben", ("admin",)), COMPANY),
        "registrar's desk",
    ),
    "a list by a project manager": (
        lambda s: s.lie("ben", ListClosed("x", "jobs", "", 1, 0), COMPANY),
        "may not change",
    ),
    "found it again": (
        lambda s: s.lie("ben", CompanyFounded("Mine", "MI", "", "ben"), COMPANY),
        "exists already",
    ),
    "a batch from another desk": (
        lambda s: s.lie("dora", BatchOpened(9, "CHANGE", "", "", {}), "b9"),
        "The posting desk is",
    ),
    "an export from another desk": (
        lambda s: s.lie("dora", Exported("b9", "010", ())),
        "The posting desk is",
    ),
    "what another desk has received": (
        lambda s: s.lie("carl", Acknowledged({HOME: 3}), HOME, par=[]),
        "for itself only",
    ),
    "received by nobody known": (
        lambda s: s.lie("zoe", Acknowledged({HOME: 3}), AWAY, par=[]),
        "not known",
    ),
    "a checkpoint of another desk": (
        lambda s: s.lie("ann", Checkpoint({}, "", 1), AWAY, par=[]),
        "Only the registrar's desk",
    ),
    "a batch in a sub job's name that is not closed": (
        lambda s: s.lie_at_home("dora", BatchClosed(1, "1.00", "", ""), SUB, par=[]),
        "not open",
    ),
}
"""Delivered, judged and refused: what the entry says of itself is well-formed."""

BROKEN: dict[str, tuple[Lie, str]] = {
    "another company": (lambda s: s.accepting(co="z" * 16), "another company"),
    "answer of another company": (
        lambda s: s.lie_at_home("dora", BatchAnswered("void"), "b1", co="z" * 16),
        "another company",
    ),
    "a company's entry of another": (
        lambda s: s.lie("dora", ListClosed("x", "jobs", "", 1, 0), COMPANY, co="z" * 16),
        "another company",
    ),
    "no previous entry": (lambda s: s.accepting(prev=""), "does not continue"),
    "a first entry that has a previous one": (lambda s: s.accepting(seq=1), "does not continue"),
    "the previous entry of another desk": (
        lambda s: s.accepting(prev=last_id(s)),
        "does not continue",
    ),
    "a number left out": (lambda s: s.accepting(seq=9), "does not continue"),
    "an older view of the registrar": (lambda s: s.accepting(adm=0), "know less"),
    "parents of another sub job": (
        lambda s: s.accepting(par=[s.log.known_at(HOME, OTHER)[0].op.id]),
        "another sub job",
    ),
    "a registrar that forgot itself": (
        lambda s: s.lie_at_home("carl", Accepted("010"), adm=3),
        "knows its own last entry",
    ),
}
"""Out of the chain or of the causal order, by what they name themselves: never delivered."""

HELD: dict[str, Lie] = {
    "another previous entry": lambda s: s.accepting(prev="1" * 64),
    "a gap in the chain": lambda s: s.accepting(seq=9, prev="1" * 64),
    "parents nobody has": lambda s: s.accepting(par=["1" * 64]),
    "a registrar's entry nobody has": lambda s: s.accepting(adm=999),
    "an unknown entry by the name of a number": lambda s: s.accepting(prev="#1"),
}
"""Something of its past has not come, and perhaps never will."""

GARBAGE = (b"", b"garbage \xff\x00", b"{}", b'{"v":1,"typ":"sent"}', b"[" * 5000)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scene in a company file, closed."""
    path = tmp_path_factory.mktemp("scene") / "rb.sjd"
    with Database.create(path, COMPANY_ID, HOME) as database, database.write() as connection:
        append(connection, Scene().log.operations)
    return path


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def company(tmp_path: Path, template: Path) -> Iterator[Database]:
    """A copy of the scene, open."""
    path = tmp_path / "rb.sjd"
    shutil.copyfile(template, path)
    with Database.open(path) as database:
        yield database


WAYS = pytest.mark.parametrize("put", [insert_by_hand, append_as_sent])


@WAYS
@pytest.mark.parametrize("name", REFUSED)
def test_a_lie_is_refused(
    company: Database, scene: Scene, name: str, put: Callable[[Database, bytes], None]
) -> None:
    lie, words = REFUSED[name]
    before = state_of(company)
    stored = lie(scene)
    put(company, stored)
    status, reason = status_of(company, stored)
    assert status == "refused"
    assert words in reason
    assert state_of(company) == before
    assert maintenance.projection_findings(company, no_progress) == []


@WAYS
@pytest.mark.parametrize("name", BROKEN)
def test_what_does_not_fit_is_broken(
    company: Database, scene: Scene, name: str, put: Callable[[Database, bytes], None]
) -> None:
    lie, words = BROKEN[name]
    before = state_of(company)
    stored = lie(scene)
    put(company, stored)
    status, reason = status_of(company, stored)
    assert status == "broken"
    assert words in reason
    assert state_of(company) == before
    assert maintenance.projection_findings(company, no_progress) == []


@WAYS
@pytest.mark.parametrize("name", HELD)
def test_what_lacks_its_past_is_held(
    company: Database, scene: Scene, name: str, put: Callable[[Database, bytes], None]
) -> None:
    before = state_of(company)
    stored = HELD[name](scene)
    put(company, stored)
    assert status_of(company, stored) == ("held", "It waits for entries that came before it.")
    assert state_of(company) == before
    assert maintenance.projection_findings(company, no_progress) == []


@WAYS
@pytest.mark.parametrize("stored", GARBAGE)
def test_garbage_is_kept_and_listed(
    company: Database, stored: bytes, put: Callable[[Database, bytes], None]
) -> None:
    before = state_of(company)
    put(company, stored)
    status, reason = status_of(company, stored)
    assert status == "unreadable"
    assert reason.startswith("not an operation")
    assert state_of(company) == before
    assert maintenance.projection_findings(company, no_progress) == []
    with company.read() as connection:
        assert [finding for finding in verify_log(connection) if "cannot be read" in finding]
