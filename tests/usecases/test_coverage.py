"""Coverage: none missing, none twice, and what the log says on its own."""

import csv
import io

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from subjob_desk.domain.errors import StoppedError
from subjob_desk.domain.facts import (
    BatchClosed,
    BatchOpened,
    Enrolled,
    Exported,
    Fact,
    PostingGranted,
    Revoked,
)
from subjob_desk.domain.ids import new_id
from subjob_desk.domain.operations import COMPANY, Operation, decode, record
from subjob_desk.store import op_log, projector
from subjob_desk.usecases.coverage import Coverage, CoverageReport
from subjob_desk.usecases.safekeeping import Safekeeping
from tests.drivers.office import CAMPUS, Office
from tests.drivers.stopping import StopAt


def _report(office: Office) -> Coverage:
    return CoverageReport(office.desk).report()


def _told(report: Coverage) -> dict[str, str]:
    return {row.name: row.says for row in report.rows}


def test_every_accepted_sub_job_is_told_once(office: Office) -> None:
    office.draft("001")
    office.sent("002")
    office.in_sage("010")
    office.failed("020")
    office.exported("030")
    office.accepted("040")
    office.accepted("010", job=CAMPUS)
    report = _report(office)
    assert _told(report) == {
        "24-117/010": "batch 1, posted",
        "24-117/020": "batch 2, refused by Sage",
        "24-117/030": "batch 3, waits for Sage",
        "24-117/040": "waits for export",
        "24-200/010": "waits for export",
    }
    assert (report.in_batches, report.waiting, report.changes) == (3, 2, 5)
    assert (report.is_good, report.findings) == (True, ())


def test_an_empty_company_is_covered(office: Office) -> None:
    report = _report(office)
    assert (report.rows, report.is_good) == ((), True)


def test_every_way_out_and_back_stays_covered(office: Office) -> None:
    void, again, code, after, back = (office.accepted(f"0{n}0") for n in range(1, 6))
    (first,) = office.export(void)
    with office.by("Dora"):
        office.answering.void(first.id, "Wrong date")
    assert _told(_report(office))["24-117/010"] == "waits for export"
    (second,) = office.export()
    with office.by("Dora"):
        office.answering.refused(second.id, [again, code, after, back], "No such phase")
        office.answering.try_again([again])
        office.answering.correct(code, "C30")
        office.answering.posted_after_all([after], "keyed in")
        office.deciding.reject([back], "Wrong amount", "")
    report = _report(office)
    assert report.findings == ()
    assert _told(report) == {
        "24-117/010": "batch 2, posted",
        "24-117/020": "waits for export",
        "24-117/030": "waits for export",
        "24-117/040": "batch 2, posted",
    }
    office.export()
    report = _report(office)
    assert report.findings == ()
    assert _told(report)["24-117/030"] == "batch 3, waits for Sage"
    with office.by("Ann"):
        office.change(back, "1.00")
        office.deciding.send([back])
    office.accept(back)
    office.export()
    assert _told(_report(office))["24-117/050"] == "batch 4, waits for Sage"
    assert _report(office).findings == ()


def test_changes_of_what_sage_has_are_covered_too(office: Office) -> None:
    sub = office.in_sage("010", "10.00")
    office.deciding.revise([sub])
    assert _report(office).rows == ()  # a draft again; its first acceptance is in the log
    assert _report(office).findings == ()
    office.editing.change_description(sub, "Another name")
    office.deciding.send([sub])
    office.accept(sub)
    assert _told(_report(office)) == {"24-117/010": "waits for export"}
    office.export()
    assert _told(_report(office)) == {
        "24-117/010": "batch 1, posted; its last change needed no file"
    }
    office.deciding.revise([sub])
    office.deciding.discard([sub])
    report = _report(office)
    assert (report.findings, report.changes) == ((), 2)
    assert _told(report)["24-117/010"].startswith("batch 1, posted")


def test_withdrawn_and_undone_acceptances_need_no_batch(office: Office) -> None:
    one, other = office.accepted("010"), office.sent("020")
    with office.by("Carl"):
        office.deciding.withdraw([one])
        office.deciding.accept([other])
        office.undoing.undo()
    report = _report(office)
    assert (report.rows, report.changes, report.findings) == ((), 0, ())


def test_what_two_desks_wrote_at_once_is_found_in_the_log(office: Office) -> None:
    """The tables hide it: an acceptance has one live row. The log knows of both files."""
    office.exported("010", "10.00")
    _write_once_more(office)
    report = _report(office)
    assert report.twice == ("24-117/010 is in batch 1 and in batch 2.",)
    assert report.advice == (
        "Look in Sage whether both files were posted; if so, take one of them back there.",
    )
    assert (report.missing, report.differing, report.is_good) == ((), (), False)


def test_a_file_of_a_desk_that_was_cut_off_is_named(office: Office) -> None:
    """It may have been imported all the same: by the entries alone nobody would hear of it."""
    office.exported("010", "10.00")
    _write_once_more(office, cut=0)
    office.desk.refresh()
    report = _report(office)
    [told] = report.findings
    assert report.uncounted == (told,)
    assert told == (
        "Batch 2, written at Other on 22 Nov 2026 with 24-117/010, does not count: "
        "Other was revoked: its entries beyond 0 have no effect."
    )
    [advice] = report.advice
    assert advice == (
        "A file that does not count may lie in Sage all the same: look there. If it was posted, "
        "take it back in Sage, or let the registrar's desk admit that desk again up to its export."
    )
    assert (report.missing, report.twice, report.differing) == ((), (), ())
    assert not report.is_good


def test_tables_that_lie_are_found_by_the_log(office: Office) -> None:
    sub = office.exported("010")
    lost = office.accepted("020")
    with office.desk.database.write() as connection:
        connection.execute(text("UPDATE export SET state = 'void'"))
        state = {"sub": sub}
        connection.execute(text("UPDATE sub_job SET batch = '' WHERE id = :sub"), state)
        query = text("UPDATE sub_job SET state = 'exported' WHERE id = :sub")
        connection.execute(query, {"sub": lost})
    report = _report(office)
    assert report.missing == ("24-117/020 should be in a batch and is in none.",)
    assert report.differing == (
        "24-117/010 is in no batch in the lists; by the history it is in batch 1.",
    )
    _rebuild(office)


def test_an_acceptance_that_only_the_tables_know(office: Office) -> None:
    office.exported("001")
    waits, written = office.sent("010"), office.exported("020")
    with office.desk.database.write() as connection:
        query = text("UPDATE sub_job SET state = 'accepted' WHERE id IN (:one, :other)")
        connection.execute(query, {"one": waits, "other": written})
    report = _report(office)
    assert report.missing == ()
    assert report.differing == (
        "24-117/010 waits for export in the lists; by the history it is not accepted.",
        "24-117/020 waits for export in the lists; by the history it is in batch 2.",
    )
    assert [row.name for row in report.rows if row.is_odd] == ["24-117/010", "24-117/020"]
    assert report.rows[-1].name == "24-117/001"
    (advice,) = report.advice
    assert advice.startswith("Let an administrator verify the company (Desk, Safety; ")
    _rebuild(office)


def test_the_report_as_a_table(office: Office) -> None:
    office.exported("010")
    office.accepted("020")
    path = CoverageReport(office.desk).write_csv(_report(office), office.folder / "coverage.csv")
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    assert rows == [
        ["Sub job", "Extra", "Description", "State", "Batch", "Kind", "Where it is"],
        [
            *("24-117/010", "010", "Level 010", "Exported, waiting for Sage", "000001"),
            "ORIGINAL",
            "batch 1, waits for Sage",
        ],
        ["24-117/020", "020", "Level 020", "Accepted, to export", "", "", "waits for export"],
    ]


def _write_once_more(office: Office, cut: int | None = None) -> None:
    """The posting was taken for another desk, which exported the acceptance unaware of ours.

    ``cut``: the last of its entries that counts.
    """
    with office.desk.reading() as connection:
        stored = [decode(row.stored) for row in op_log.all_stored(connection)]
    ours = next(op for op in stored if op.kind == "exported")
    assert isinstance(ours.fact, Exported)
    batch, theirs = new_id(), new_id()
    last = max((op for op in stored if op.actor == ours.actor), key=lambda op: op.seq)
    admin = replace(last, who=stored[0].who)
    enrolled = _next(admin, Enrolled(theirs, "0f" * 32, "Other"), COMPANY)
    granted = _next(enrolled, PostingGranted(theirs, "", last.seq, 2), COMPANY)
    begin = replace(granted, actor=theirs, seq=0, id="", adm=granted.seq, who=ours.who)
    opened = _next(begin, BatchOpened(2, "ORIGINAL", "2026-11-22", "default", {}), batch)
    written = _next(opened, replace(ours.fact, batch=batch), ours.sub, like=ours)
    closed = BatchClosed(1, "10.00", "0" * 64, str(office.out))
    with office.desk.database.write() as connection:
        entries = [enrolled, granted, opened, written, _next(written, closed, batch)]
        if cut is not None:
            entries.append(_next(granted, Revoked(theirs, cut, "lost"), COMPANY))
        projector.append(connection, entries)


def _next(before: Operation, fact: Fact, sub: str, like: Operation | None = None) -> Operation:
    """What the desk of ``before`` wrote after it; ``like``: in answer to the same as that."""
    return record(
        fact,
        company=before.company,
        actor=before.actor,
        seq=before.seq + 1,
        prev=before.id,
        adm=before.adm if sub else before.seq,
        who=before.who,
        sub=sub,
        par=like.par if like else (),
        to=like.to if like else "",
        deed="theirs",
        at=before.at,
        app="1.0.0",
    )


def _rebuild(office: Office) -> None:
    Safekeeping(office.desk).rebuild(lambda _done, _total: None)


def test_the_log_is_counted_page_by_page_and_can_be_stopped(office: Office) -> None:
    for number in range(5):
        office.exported(f"{number}10")
    told: list[tuple[int, int]] = []
    report = CoverageReport(office.desk).report(
        lambda done, total: told.append((done, total)), at_once=2
    )
    assert (report.is_good, report.changes) == (True, 5)
    assert [done for done, _total in told][:2] == [2, 4]
    with pytest.raises(StoppedError):
        CoverageReport(office.desk).report(StopAt(word=2).report, at_once=2)


def test_what_is_recorded_meanwhile_is_no_finding(office: Office) -> None:
    subs = [office.accepted(f"{number}10") for number in range(3)]
    waiting = iter(subs)

    def export_one(_done: int, _total: int) -> None:
        for sub in waiting:
            office.export(sub)
            break

    report = CoverageReport(office.desk).report(export_one)
    assert (report.findings, report.in_batches + report.waiting) == ((), 3)
