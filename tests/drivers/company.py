"""A filled company for tests of the window: written by the use cases, as a user would."""

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.importing import Importing

JOBS = "Job,Description,Status\n24-117,Harbor Tower,Open\n24-120,Fort Ellis Healthcare,Open\n"
COST_CODES = (
    "Cost Code,Description\n01-310,Project supervision\n03-310,Cast-in-place concrete\n"
    "09-250,Gypsum board\n09-510,Acoustical ceilings\n"
)
CATEGORIES = "Category,Description\nLAB,Labor\nMAT,Material\nSUB,Subcontract\n"
_LINES = (("01-310", "LAB", "160", "hr", "14400"), ("09-250", "SUB", "12400", "sf", "96720"))


def sheet(folder: Path, name: str, text: str) -> Path:
    """Write a sheet as Sage would export it."""
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="\r\n")
    return path


def act_as(desk: Desk, name: str) -> None:
    """Let the person of this name act."""
    desk.acting = desk.person_named(name).id


def id_of(desk: Desk, name: str) -> str:
    """The id of a person."""
    return desk.person_named(name).id


def riverside(path: Path) -> Desk:
    """Riverside Builders: 24-117/002 … 009 and 24-120/100; 002 and 003 accepted, 004 rejected,
    005 to 007 waiting, 008, 009 and 100 drafts. Ann Ruiz manages and administers, Carl Otis
    approves and exports, Dana Wu manages 24-120 only.
    """
    path.write_bytes(_riverside())
    desk = Desk.open(path)
    act_as(desk, "Ann Ruiz")
    return desk


@lru_cache(maxsize=1)
def _riverside() -> bytes:
    """The file of the company, made once for each process."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "riverside.sjdesk"
        desk = Desk.found(path, name="Riverside Builders", code="RB", admin="Ann Ruiz")
        _fill(desk, path.parent)
        desk.close()
        return path.read_bytes()


def _fill(desk: Desk, folder: Path) -> None:
    office = Administering(desk)
    office.set_setting("cost_code_mask", "##-###")
    office.set_person("Ann Ruiz", ["admin", "pm"])
    office.set_person("Carl Otis", ["approver", "exporter"])
    for kind, text in (("jobs", JOBS), ("cost-codes", COST_CODES), ("categories", CATEGORIES)):
        importing = Importing(desk)
        importing.apply(importing.preview(kind, sheet(folder, f"{kind}.csv", text)))
    office.set_person("Dana Wu", ["pm"], ["24-120"])
    levels = [_level(desk, number) for number in range(2, 10)]
    Editing(desk).new_sub_job("24120", "100", "Rehabilitation Center")
    Deciding(desk).send(levels[:6])
    act_as(desk, "Carl Otis")
    Deciding(desk).accept(levels[:2])
    Deciding(desk).reject(levels[2:3], "Wrong amount", "")


def _level(desk: Desk, number: int) -> str:
    editing = Editing(desk)
    _changes, sub_id = editing.new_sub_job(
        "24117", f"{number:03}", f"Level {number} office fit-out"
    )
    rows = [list(line) for line in _LINES]
    fields = ["cost_code", "category", "quantity", "unit", "amount"]
    editing.paste(sub_id, [], fields, rows)
    return sub_id
