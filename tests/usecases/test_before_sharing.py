"""Switching sharing on: what older programs recorded is looked at, and all of it goes along."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk import __version__
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.fact import Fact
from subjob_desk.domain.facts import DescriptionChanged
from subjob_desk.store.recorder import Recorder
from tests.drivers.office import Office
from tests.drivers.shared_office import WORDS_OF_ROOT, SharedOffice, key_ring


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SharedOffice]:
    """A company on one PC that has a credential store."""
    monkeypatch.setenv("SUBJOB_DESK_KEYS", str(tmp_path / "keys"))
    (tmp_path / "hub").mkdir()
    with key_ring(tmp_path / "ring"):
        made = SharedOffice(tmp_path)
        yield made
        made.close()


def record_unchecked(office: Office, sub: str, fact: Fact) -> None:
    """As a program did that knew no limits."""
    desk = office.desk
    with desk.database.write() as connection:
        recorder = Recorder(
            connection,
            company=desk.company.id,
            actor=desk.database.actor_id,
            who=desk.person_named("Ann").id,
            at=desk.stamp(),
            app=__version__,
        )
        recorder.note(sub, fact)
        recorder.commit()


def test_an_entry_that_no_other_desk_could_take_is_named_before_anything_is_shared(
    alone: SharedOffice, tmp_path: Path
) -> None:
    sub = alone.draft("010")
    entries = alone.entries()
    record_unchecked(alone, sub, DescriptionChanged("Level 010", "x" * 4_001))
    with alone.by("Ann"), pytest.raises(UserError) as told:
        alone.sharing.share(str(tmp_path / "hub"), WORDS_OF_ROOT, "Office PC")
    assert (
        f"Entry {entries + 1} of 22 Nov 2026 by Ann about 24-117/010 holds a text of more than "
        "4,000 characters." in told.value.problem
    )
    assert not alone.sharing.status().is_shared
    assert alone.entries() == entries + 1
    assert list((tmp_path / "hub").iterdir()) == []


def test_of_many_such_entries_three_are_named(alone: SharedOffice, tmp_path: Path) -> None:
    sub = alone.draft("010")
    for _time in range(5):
        record_unchecked(alone, sub, DescriptionChanged("Level 010", "x" * 4_001))
    with alone.by("Ann"), pytest.raises(UserError) as told:
        alone.sharing.share(str(tmp_path / "hub"), WORDS_OF_ROOT, "Office PC")
    assert told.value.problem.startswith(
        "This company cannot be shared: an entry that other desks have to take was recorded larger "
        "than they may be. Entry "
    )
    assert told.value.problem.count("characters; Entry") == 2
    assert told.value.problem.endswith(" characters; so do 2 more.")
    assert told.value.remedy == (
        "It works on at this desk alone. To share, found a company anew, and import the lists and "
        "the open sub jobs there."
    )


def test_with_nothing_of_that_kind_it_is_shared(alone: SharedOffice, tmp_path: Path) -> None:
    alone.draft("010", *(["9.99"] * 300))
    with alone.by("Ann"):
        said = alone.sharing.share(str(tmp_path / "hub"), WORDS_OF_ROOT, "Office PC").said
    assert said == (
        "The company is shared. This desk is Office PC; other desks can join now. Print the "
        "recovery sheet and put it where only the owners get at it."
    )
    assert alone.exchange().published == alone.entries()
