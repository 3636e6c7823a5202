"""What undo and redo find in the log: the newest act of a person, whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.facts import Accepted, DescriptionChanged, SettingChanged, Undone
from subjob_desk.domain.operations import COMPANY
from subjob_desk.store import undo_queries
from subjob_desk.store.database import Database
from subjob_desk.store.projector import append
from tests.drivers.log import COMPANY_ID, HOME, Log
from tests.drivers.new_database import new_database


class Company:
    """A log and the file it goes into."""

    def __init__(self, database: Database) -> None:
        self.log = Log()
        self._database = database

    def newest_act(self, who: str) -> list[str]:
        """Sub jobs of the newest act of ``who``."""
        self._bring_up_to_date()
        with self._database.read() as connection:
            return [entry.sub for entry in undo_queries.newest_act(connection, who)]

    def newest_undo(self, who: str) -> tuple[list[str], list[str], list[str]]:
        """Sub jobs of the newest undoing, the kinds it took away, and names."""
        self._bring_up_to_date()
        with self._database.read() as connection:
            found = undo_queries.newest_undo(connection, who)
            undone = [undo_queries.undone_by(connection, one.id) for one in found]
            names = [undo_queries.name_of(connection, one.sub) for one in found]
        assert all(one.is_next for one in found)
        return [one.sub for one in found], [one.kind for one in undone if one], names

    def _bring_up_to_date(self) -> None:
        with self._database.write() as connection:
            append(connection, self.log.operations)


@pytest.fixture
def company(path: Path) -> Iterator[Company]:
    with new_database(path, COMPANY_ID, HOME) as opened:
        yield Company(opened)


def _two_drafts(company: Company) -> None:
    for sub, code in (("sub-a", "010"), ("sub-b", "020")):
        company.log.create(sub=sub, code=code)


def _describe(company: Company, *subs: str, deed: str = "both") -> None:
    for sub in subs:
        was = company.log.sub_job(sub).description
        company.log.note("ann", DescriptionChanged(was, f"{was}!"), sub, deed=deed)


def _undo(company: Company, *subs: str, deed: str = "undo", redo: bool = False) -> None:
    for sub in subs:
        standing = company.log.folded(sub).standing
        target = standing.undone if redo else standing.newest
        company.log.note("ann", Undone((target,)), sub, deed=deed)


def test_nothing_done_nothing_found(company: Company) -> None:
    assert company.newest_act("ann") == []
    assert company.newest_undo("ann") == ([], [], [])


def test_the_newest_act_with_all_its_sub_jobs(company: Company) -> None:
    _two_drafts(company)
    _describe(company, "sub-a", "sub-b")
    company.log.note("ann", SettingChanged("term", '"Extra"', '"Option"'), COMPANY)
    assert company.newest_act("ann") == ["sub-a", "sub-b"]
    assert company.newest_act("ben") == []


def test_after_an_undo_the_act_before_is_the_newest(company: Company) -> None:
    _two_drafts(company)
    _describe(company, "sub-a", "sub-b")
    _undo(company, "sub-a", "sub-b")
    assert company.newest_act("ann") == ["sub-b"]
    assert company.newest_undo("ann") == (
        ["sub-a", "sub-b"],
        ["description_changed", "description_changed"],
        ["24-117/010", "24-117/020"],
    )


def test_a_redo_is_no_undo(company: Company) -> None:
    _two_drafts(company)
    _describe(company, "sub-a")
    _undo(company, "sub-a")
    _undo(company, "sub-a", deed="redo", redo=True)
    assert company.newest_undo("ann") == ([], [], [])
    assert company.newest_act("ann") == ["sub-a"]


def test_after_very_many_redos_nothing_older_is_looked_for(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    _two_drafts(company)
    _describe(company, "sub-a", deed="one")
    _describe(company, "sub-b", deed="two")
    _undo(company, "sub-a", deed="undo-one")
    for number in range(2):
        _undo(company, "sub-b", deed=f"undo-{number}")
        _undo(company, "sub-b", deed=f"redo-{number}", redo=True)
    assert company.newest_undo("ann")[0] == ["sub-a"]
    monkeypatch.setattr(undo_queries, "_REDONE", 2)
    assert company.newest_undo("ann") == ([], [], [])


def test_undos_before_a_redo_are_found_again(company: Company) -> None:
    _two_drafts(company)
    _describe(company, "sub-a", deed="one")
    _describe(company, "sub-a", deed="two")
    _undo(company, "sub-a", deed="undo-two")
    _undo(company, "sub-a", deed="undo-one")
    _undo(company, "sub-a", deed="redo-one", redo=True)
    assert company.newest_undo("ann")[0] == ["sub-a"]
    assert company.newest_act("ann") == ["sub-a"]


def test_an_act_that_another_took_back_in_part_is_not_offered(company: Company) -> None:
    _two_drafts(company)
    for sub in ("sub-a", "sub-b"):
        company.log.send(sub=sub)
    for sub in ("sub-a", "sub-b"):
        latest = company.log.sub_job(sub).round
        assert latest is not None
        fact = Accepted("010")
        company.log.note("carl", fact, sub, to=latest.sent, digest=latest.digest, deed="all")
    assert company.newest_act("carl") == ["sub-a", "sub-b"]
    company.log.withdraw("dora", sub="sub-a")
    assert company.newest_act("carl") == []
    assert company.newest_act("dora") == ["sub-a"]


def test_a_creation_that_was_undone_is_named_from_the_log(company: Company) -> None:
    company.log.create(sub="sub-a", code="010")
    _undo(company, "sub-a")
    assert company.newest_undo("ann") == (["sub-a"], ["created"], ["24-117/010"])
    assert company.newest_act("ann") == []
