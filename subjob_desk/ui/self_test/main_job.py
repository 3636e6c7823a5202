"""The main job, done once in a new company through the use cases: sheet to file to answer.

The file for Sage has to be, byte for byte, the one written down here.
"""

import datetime as dt
from pathlib import Path
from typing import Final

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.self_test.workbook import write_workbook
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.answering import Answering
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.control_sheets import ControlSheets
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.safekeeping import Safekeeping
from subjob_desk.usecases.views import WrittenBatch

_PEOPLE: Final = (
    ("Ann Ruiz", ("pm",)),
    ("Carl Otis", ("approver",)),
    ("Dora Lind", ("exporter",)),
)

_LISTS: Final = {
    "jobs": "Job,Description,Status\n03-002,Riverside Clinic,Open\n",
    "cost-codes": "Cost Code,Description,Group\n03-000,Concrete,yes\n03-310,Placing concrete,\n",
    "categories": "Category,Description\nLAB,Labor\nMAT,Material\n",
}

_HEADINGS: Final = (
    "Job", "Extra", "Description", "Cost Code", "Category", "Quantity", "Unit", "Amount",
)  # fmt: skip

_ROWS: Final = (
    ("03-002", "020", "Café terrace", "03-310", "LAB", "", "", 1700),
    ("03-002", "010", 'Canopy 12" deep', "03-310", "LAB", 40, "hour", 2600),
    ("03-002", "010", 'Canopy 12" deep', "03 310", "MAT", "", "", 1850.5),
)

_FILE: Final = "SJ_TEST_000001_ORIGINAL.jce"

_BYTES: Final = (
    b"; SubJob Desk batch 000001 ORIGINAL: 2 extras, 3 lines, total 6150.50\r\n"
    b'*,"03-002","Riverside Clinic"\r\n'
    b'E,"010","Canopy 12 in. deep"\r\n'
    b'C,"03-310",,"LAB",11222026,40.00,"hour",2600.00,,,,,"010"\r\n'
    b'C,"03-310",,"MAT",11222026,0.00,"",1850.50,,,,,"010"\r\n'
    b'E,"020","Caf\xe9 terrace"\r\n'
    b'C,"03-310",,"LAB",11222026,0.00,"",1700.00,,,,,"020"\r\n'
)
"""Both sub jobs in the order, the spelling and the encoding of ``sage-jce.md`` section 3."""

_NAMES: Final = ("03-002/010", "03-002/020")


def findings(folder: Path) -> list[str]:
    """What went otherwise than it has to, with all files in ``folder``."""
    desk = Desk.found(folder / "self-test.sjdesk", name="Self-test", code="TEST", admin="Erin Falk")
    try:
        stayed = _set_up(desk, folder)
        ids = [Browsing(desk).find(name) for name in _NAMES]
        stayed += _decide(desk, ids)
        written = _export(desk, folder)
        printed = _print(desk, written, folder)
        answered = _answer(desk, written, ids)
        return stayed + _compare(written) + printed + answered + _verify(desk)
    finally:
        desk.close()


def _set_up(desk: Desk, folder: Path) -> list[str]:
    """People, the lists from Sage as CSV, and two sub jobs from a workbook."""
    administering = Administering(desk)
    for name, roles in _PEOPLE:
        administering.set_person(name, roles)
    administering.set_setting("cost_code_mask", "##-###")
    for kind, text in _LISTS.items():
        path = folder / f"{kind}.csv"
        path.write_text(text, encoding="utf-8", newline="")
        _import(desk, kind, path)
    _act_as(desk, "Ann Ruiz")
    sheet = folder / "sub jobs.xlsx"
    write_workbook(sheet, (_HEADINGS, *_ROWS))
    created = _import(desk, "sub-jobs", sheet)
    return [] if created == len(_NAMES) else [f"{created} sub jobs came of a sheet with two."]


def _import(desk: Desk, kind: str, path: Path) -> int:
    importing = Importing(desk)
    preview = importing.preview(kind, path)
    importing.apply(preview, only_if_all_valid=True)
    return preview.created


def _decide(desk: Desk, ids: list[str]) -> list[str]:
    """Sent by the project manager, accepted by somebody else."""
    deciding = Deciding(desk)
    sent = deciding.send(ids)
    _act_as(desk, "Carl Otis")
    return _stayed(sent) + _stayed(deciding.accept(ids))


def _export(desk: Desk, folder: Path) -> tuple[WrittenBatch, ...]:
    _act_as(desk, "Dora Lind")
    out = folder / "for Sage"
    out.mkdir()
    exporting = Exporting(desk)
    plan = exporting.plan(dt.date(2026, 11, 22), out)
    _changes, written = exporting.write(plan, out)
    return written


def _compare(written: tuple[WrittenBatch, ...]) -> list[str]:
    """The file as it lies on the disk against the one written down above."""
    files = [Path(batch.file) for batch in written]
    if [file.name for file in files] != [_FILE]:
        return [f"the export wrote {[file.name for file in files]} and not {_FILE}."]
    return differences(files[0].read_bytes())


def _print(desk: Desk, written: tuple[WrittenBatch, ...], folder: Path) -> list[str]:
    """The control sheet of each batch as a PDF file."""
    sheets = ControlSheets(desk)
    files = [sheets.write_pdf(one.id, folder / f"{one.number}.pdf", size="a4") for one in written]
    return [f"{file.name} is no PDF file." for file in files if file.read_bytes()[:5] != b"%PDF-"]


def differences(data: bytes) -> list[str]:
    """Where the bytes of the file are not those it has to have; empty if they are the same."""
    pairs = zip(data.splitlines(), _BYTES.splitlines(), strict=False)
    for number, (line, expected) in enumerate(pairs, start=1):
        if line != expected:
            return [f"line {number} of {_FILE} is {line!r} and not {expected!r}."]
    return [] if data == _BYTES else [f"{_FILE} has {len(data)} bytes and not {len(_BYTES)}."]


def _answer(desk: Desk, written: tuple[WrittenBatch, ...], ids: list[str]) -> list[str]:
    for batch in written:
        Answering(desk).posted(batch.id)
    rows = [Browsing(desk).sub_job(sub_id).row for sub_id in ids]
    return [
        f"{row.name} is not in Sage after Sage's answer but {row.state}."
        for row in rows
        if row.state is not State.IN_SAGE
    ]


def _verify(desk: Desk) -> list[str]:
    return Safekeeping(desk).verify()


def _act_as(desk: Desk, name: str) -> None:
    desk.act_as(desk.person_named(name).id)


def _stayed(changes: Changes) -> list[str]:
    return [f"{stayed.name} stayed: {stayed.message}" for stayed in changes.stayed]
