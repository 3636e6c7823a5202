"""The sample company: every state, real files, and a log that verifies."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.browsing import Browsing, Listing
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.inbox import InboxBrowsing
from subjob_desk.usecases.reading_files import read_interchange_file
from subjob_desk.usecases.safekeeping import Safekeeping
from subjob_desk.usecases.sample import make_sample

TODAY = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("sample") / "Sample.sjd", TODAY)


@pytest.fixture(scope="module")
def desk(path: Path) -> Iterator[Desk]:
    opened = Desk.open(path, writing=False)
    yield opened
    opened.close()


def test_it_has_every_state_and_inactive_ones(desk: Desk) -> None:
    rows = [row for row, _problems in Listing(desk).rows()]

    assert {row.state for row in rows} == set(State)
    assert any(row.inactive for row in rows)
    assert all(view.count for view in InboxBrowsing(desk).views())


def test_it_has_the_two_examples(desk: Desk) -> None:
    browsing = Browsing(desk)

    assert len(browsing.sub_jobs("24117")) == 40
    assert [row.description for row in browsing.sub_jobs("24120")] == [
        "Rehabilitation Center",
        "Family Birth Center",
        "Eye Institute",
        "Oncology Treatment Center",
        "Robotic Surgery Complex",
    ]
    assert {row.note for row in browsing.projects()} == {"", "closed", "not in Sage yet"}


def test_it_has_problems_to_show(desk: Desk) -> None:
    rules = {problem.rule for _row, problems in Listing(desk).rows() for problem in problems}

    assert rules >= {
        "cost-code-unknown",
        "cost-code-group",
        "category-missing",
        "category-not-standard",
        "description-too-long",
        "lines-none",
        "lines-no-money",
        "project-not-in-sage",
    }
    assert any(
        InboxBrowsing(desk).item(item.row.id).differences
        for item in InboxBrowsing(desk).items("waiting")
    )


def test_it_verifies(desk: Desk) -> None:
    assert Safekeeping(desk).verify() == []
    without_effect = {row.without_effect for row in Administering(desk).activity(10_000)}
    assert without_effect == {"", "It was taken back later."}


def test_its_files_are_what_was_written(desk: Desk, path: Path) -> None:
    exporting = Exporting(desk)
    batches = exporting.batches()

    assert {batch.state for batch in batches} == {"written", "posted", "partly-refused", "void"}
    for batch in batches:
        file = Path(batch.file)
        assert file.parent.parent == path.parent
        assert file.read_bytes().decode("cp1252") == exporting.batch_text(batch.id)
        assert not batch.file_missing
        reading = read_interchange_file(file)
        assert reading.faults == ()
        assert sum(one.id == "C" for one in reading.records) == batch.lines
    assert sum(1 for _file in Path(batches[0].file).parent.iterdir()) == len(batches)


def test_its_history_ends_today_and_goes_back(desk: Desk) -> None:
    moments = [row.at for row in Administering(desk).activity(10_000)]

    assert max(moments) <= "2026-11-22T12:00:00Z"
    assert min(moments) < "2026-11-06"


def test_it_never_replaces_a_file(path: Path) -> None:
    before = path.read_bytes()

    with pytest.raises(UserError) as caught:
        make_sample(path, TODAY)

    assert caught.value.problem == f"There is already a file {path}."
    assert path.read_bytes() == before
