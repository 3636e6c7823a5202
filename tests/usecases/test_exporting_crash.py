"""A desk that dies at any moment of an export: nothing is lost, and nothing goes out twice."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

import subjob_desk
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.sub_job import LIVE
from subjob_desk.store import projections as p
from tests.drivers.dying import Dying, LeftBehind
from tests.drivers.office import DATE, Office

KILLED = 7

DYING = """
import datetime as dt
import os
import sys
from pathlib import Path

from subjob_desk.usecases.desk import Desk
from tests.drivers.dying import Dying

path, folder, date, *when = sys.argv[1:]


def die(moment, number):
    if [moment, str(number)] == when:
        os._exit(7)


desk = Desk.open(Path(path))
desk.acting = desk.person_named("Dora").id
exporting = Dying(desk, die)
plan = exporting.plan(dt.date.fromisoformat(date), Path(folder))
exporting.write(plan, Path(folder))
"""


def _prepared(office: Office) -> list[str]:
    """Two new sub jobs and a change, accepted: batch 2 is an ORIGINAL, batch 3 a CHANGE."""
    changed = office.in_sage("010", "10.00")
    office.deciding.revise([changed])
    office.change(changed, "12.50")
    office.deciding.send([changed])
    office.accept(changed)
    return [changed, office.accepted("020", "1.00", "2.00"), office.accepted("030", "3.00")]


def _die(office: Office, moment: str, number: int) -> None:
    """Export, and go on with what was on the disk at that moment."""
    left = LeftBehind(office.folder, moment, number)
    exporting = Dying(office.desk, left.look)
    with office.by("Dora"):
        exporting.write(exporting.plan(DATE, office.out), office.out)
    office.close()
    left.put_back()


def _be_killed(office: Office, moment: str, number: int) -> None:
    """Export in another process, which ends at that moment."""
    office.close()
    root = str(Path(subjob_desk.__file__).parents[1])
    arguments = [office.path, office.out, DATE.isoformat(), moment, number]
    died = subprocess.run(
        [sys.executable, "-c", DYING, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": root},
        check=False,
        timeout=60,
    )
    assert died.returncode == KILLED


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _undisturbed(office: Office, tmp_path: Path) -> dict[str, bytes]:
    """What the export writes when nothing happens, found out on a copy."""
    office.close()
    calm = tmp_path / "calm"
    shutil.copytree(office.out, calm / "out")
    shutil.copyfile(office.path, calm / "rb.sjd")
    out, office.out = office.out, calm / "out"
    office.reopen(calm / "rb.sjd")
    office.export()
    files = _content(office.out)
    office.out = out
    office.reopen()
    return files


def _live_lines(office: Office) -> dict[str, int]:
    query = select(p.export.c.acceptance, func.count()).where(p.export.c.state.in_(LIVE))
    with office.desk.reading() as connection:
        rows = connection.execute(query.group_by(p.export.c.acceptance)).all()
    return {row[0]: row[1] for row in rows}


def _finish(office: Office, subs: list[str]) -> list[str]:
    """Open again, mend, and export what is left."""
    office.reopen()
    mended = office.exporting.mend()
    office.export()
    assert office.states(*subs) == [State.EXPORTED] * len(subs)
    live = _live_lines(office)
    assert set(live.values()) == {1}
    for sub in subs:
        latest = office.sub_job(sub).round
        assert latest is not None
        assert latest.acceptance is not None
        assert latest.acceptance.op in live
    for row in office.exporting.batches():
        kept = office.exporting.batch_text(row.id).encode("cp1252")
        assert Path(row.file).read_bytes() == kept
    return mended


@pytest.mark.parametrize(
    ("moment", "number", "is_mended"),
    [
        ("before the temporary file", 2, False),
        ("before the commit", 2, False),
        ("inside the commit", 2, False),
        ("after the commit", 2, True),
        ("after the final name", 2, False),
        ("inside the commit", 3, False),
        ("after the commit", 3, True),
    ],
)
def test_after_any_death_the_files_are_the_same(
    office: Office, tmp_path: Path, moment: str, number: int, is_mended: bool
) -> None:
    subs = _prepared(office)
    wanted = _undisturbed(office, tmp_path)
    _die(office, moment, number)
    mended = _finish(office, subs)
    assert bool(mended) is is_mended
    assert _content(office.out) == wanted


def test_after_the_death_of_a_process_the_files_are_the_same(
    office: Office, tmp_path: Path
) -> None:
    subs = _prepared(office)
    wanted = _undisturbed(office, tmp_path)
    _be_killed(office, "inside the commit", 2)
    assert _finish(office, subs) == []
    assert _content(office.out) == wanted


def test_death_between_the_two_names_of_a_file(office: Office, tmp_path: Path) -> None:
    subs = _prepared(office)
    wanted = _undisturbed(office, tmp_path)
    _die(office, "after the commit", 2)
    (temporary,) = office.out.glob("*.part")
    os.link(temporary, office.out / "SJ_RB_000002_ORIGINAL.jce")
    _finish(office, subs)
    assert _content(office.out) == wanted


def test_a_file_that_is_lost_after_the_commit_is_written_again(
    office: Office, tmp_path: Path
) -> None:
    subs = _prepared(office)
    wanted = _undisturbed(office, tmp_path)
    _die(office, "after the commit", 2)
    (temporary,) = office.out.glob("*.part")
    temporary.unlink()
    office.reopen()
    assert office.exporting.mend() == []
    (missing,) = [row for row in office.exporting.batches() if row.file_missing]
    assert missing.number == 2
    with office.by("Dora"):
        office.exporting.write_again(missing.id)
    _finish(office, subs)
    assert _content(office.out) == wanted
