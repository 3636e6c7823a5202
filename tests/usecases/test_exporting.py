"""The export: exact bytes, each acceptance once, ORIGINAL and CHANGE apart, and what stays."""

import datetime as dt
import hashlib
import shutil
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from subjob_desk.usecases.views import ExportPlan
from tests.drivers.office import CAMPUS, DATE, TOWER, Office
from tests.drivers.refusals import refused


def _plan(office: Office, *subs: str) -> ExportPlan:
    with office.by("Dora"):
        return office.exporting.plan(DATE, office.out, subs or None)


def _text(*lines: str) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode("cp1252")


def test_the_very_bytes(office: Office) -> None:
    with office.by("Ann"):
        _changes, sub = office.editing.new_sub_job(TOWER, "010", "Café 3é")
        office.editing.paste(
            sub,
            [],
            ["cost_code", "category", "quantity", "unit", "amount"],
            [
                ["03-310", "MAT", "", "", "1,850.50"],
                ["03-310", "LAB", "40", "hour", "$2,600.00"],
                ["02-100", "EQP", "-1.5", "day", "(75.25)"],
                ["01-000", "OTH", "", "", ""],
            ],
        )
        office.deciding.send([sub])
    office.accept(sub, extra_code="0042")
    (written,) = office.export()
    data = (office.out / "SJ_RB_000001_ORIGINAL.jce").read_bytes()
    assert data == _text(
        "; SubJob Desk batch 000001 ORIGINAL: 1 extras, 4 lines, total 4375.25",
        '*,"24-117","Harbor Tower"',
        'E,"0042","Café 3é"',
        'C,"01-000",,"OTH",11222026,0.00,"",0.00,,,,,"0042"',
        'C,"02-100",,"EQP",11222026,-1.50,"day",-75.25,,,,,"0042"',
        'C,"03-310",,"LAB",11222026,40.00,"hour",2600.00,,,,,"0042"',
        'C,"03-310",,"MAT",11222026,0.00,"",1850.50,,,,,"0042"',
    )
    assert (written.number, written.kind, written.lines, written.amount) == (
        1, "ORIGINAL", 4, 437_525,
    )  # fmt: skip
    assert written.sha256 == hashlib.sha256(data).hexdigest()
    assert written.sub_jobs == ("24-117/010",)
    assert written.file == str(office.out / "SJ_RB_000001_ORIGINAL.jce")
    assert office.exporting.batch_text(written.id).encode("cp1252") == data
    assert office.state(sub) is State.EXPORTED


def test_the_same_extra_code_in_two_projects(office: Office) -> None:
    office.accepted("010", "1.00")
    office.accepted("020", "2.00")
    office.accepted("010", "3.00", job=CAMPUS)
    office.export()
    data = (office.out / "SJ_RB_000001_ORIGINAL.jce").read_bytes()
    assert data == _text(
        "; SubJob Desk batch 000001 ORIGINAL: 3 extras, 3 lines, total 6.00",
        '*,"24-117","Harbor Tower"',
        'E,"010","Level 010"',
        'C,"03-310",,"LAB",11222026,0.00,"",1.00,,,,,"010"',
        'E,"020","Level 020"',
        'C,"03-310",,"LAB",11222026,0.00,"",2.00,,,,,"020"',
        '*,"24-200","Mercy Campus"',
        'E,"010","Level 010"',
        'C,"03-310",,"LAB",11222026,0.00,"",3.00,,,,,"010"',
    )


def test_a_second_export_writes_nothing(office: Office) -> None:
    office.accepted()
    office.export()
    before, entries = office.files(), office.entries()
    plan = _plan(office)
    assert (plan.files, plan.ids, plan.stay) == ((), (), ())
    with office.by("Dora"):
        changes, written = office.exporting.write(plan, office.out)
    assert (written, changes.said) == ((), "There is nothing to export.")
    assert (office.files(), office.entries()) == (before, entries)


def test_exporting_an_exported_one_by_name_is_refused_in_words(office: Office) -> None:
    sub = office.exported()
    plan = _plan(office, sub)
    assert plan.files == ()
    ((name, message, _remedy),) = plan.stay
    assert name == "24-117/010"
    assert "Only what is accepted can be exported" in message


def test_originals_and_changes_never_share_a_file(office: Office) -> None:
    old = office.in_sage("010", "10.00", "20.00")
    office.deciding.revise([old])
    office.change(old, "15.00", "20.00")
    office.deciding.send([old])
    office.accept(old)
    office.accepted("020", "7.00")
    original, change = office.export()
    assert (original.number, original.kind, change.number, change.kind) == (
        2, "ORIGINAL", 3, "CHANGE",
    )  # fmt: skip
    assert (office.out / "SJ_RB_000003_CHANGE.jce").read_bytes() == _text(
        "; SubJob Desk batch 000003 CHANGE: 1 extras, 1 lines, total 5.00",
        '*,"24-117","Harbor Tower"',
        'E,"010","Level 010"',
        'C,"03-310",,"LAB",11222026,0.00,"",5.00,,,,,"010"',
    )
    assert b'"020"' in (office.out / "SJ_RB_000002_ORIGINAL.jce").read_bytes()


def test_another_unit_is_minus_the_old_plus_the_new(office: Office) -> None:
    sub = office.in_sage("010", "10.00")
    office.deciding.revise([sub])
    line = office.sub_job(sub).lines[0].id
    office.editing.change_line(sub, line, "unit", "hr")
    office.deciding.send([sub])
    office.accept(sub)
    office.export()
    lines = (office.out / "SJ_RB_000002_CHANGE.jce").read_bytes().split(b"\r\n")
    assert lines[0].endswith(b"1 extras, 2 lines, total 0.00")
    assert lines[3:5] == [
        b'C,"03-310",,"LAB",11222026,0.00,"",-10.00,,,,,"010"',
        b'C,"03-310",,"LAB",11222026,0.00,"hr",10.00,,,,,"010"',
    ]


def test_a_removed_line_is_taken_back_and_a_zero_line_written_once(office: Office) -> None:
    sub = office.in_sage("010", "10.00", "0")
    office.deciding.revise([sub])
    office.editing.remove_lines(sub, [office.sub_job(sub).lines[0].id])
    office.deciding.send([sub])
    office.accept(sub)
    (written,) = office.export()
    assert (written.lines, written.amount) == (1, -1000)
    with office.by("Dora"):
        office.answering.posted(written.id)
    assert [line.amount for line in office.sub_job(sub).content.lines] == [0]


def test_no_amount_differs(office: Office) -> None:
    sub = office.in_sage("010", "10.00")
    office.deciding.revise([sub])
    office.editing.change_description(sub, "Another name")
    office.deciding.send([sub])
    office.accept(sub)
    plan = _plan(office)
    assert (plan.files, plan.equal) == ((), ("24-117/010",))
    with office.by("Dora"):
        changes, written = office.exporting.write(plan, office.out)
        assert office.undoing.next_undo() is None
    assert written == ()
    assert changes.sub_jobs == {sub}
    assert changes.said == (
        "No amount differs from Sage, nothing was written for: 24-117/010. "
        "Key in Sage: 24-117/010 'Another name'."
    )
    assert office.state(sub) is State.IN_SAGE
    assert office.sub_job(sub).content.description == "Another name"
    assert len(office.files()) == 1


def test_after_a_reset_everything_goes_out_again_as_original(office: Office) -> None:
    sub = office.in_sage("010", "10.00")
    office.deciding.reset([sub], "typo", deleted_in_sage=True)
    office.deciding.send([sub])
    office.accept(sub)
    (written,) = office.export()
    assert (written.kind, written.amount) == ("ORIGINAL", 1000)


def test_only_exporters_plan_and_write(office: Office) -> None:
    office.accepted()
    plan = _plan(office)
    for who in ("Ann", "Carl"):
        with office.by(who):
            with pytest.raises(UserError, match=f"{who} is not an exporter"):
                office.exporting.plan(DATE, office.out)
            with pytest.raises(UserError, match=f"{who} is not an exporter"):
                office.exporting.write(plan, office.out)
    assert office.files() == []


def test_a_preview_that_is_no_longer_true_writes_nothing(office: Office) -> None:
    first = office.accepted("010")
    plan = _plan(office)
    with office.by("Carl"):
        office.deciding.withdraw([first])
    with office.by("Dora"), pytest.raises(UserError, match="changed since the preview"):
        office.exporting.write(plan, office.out)
    assert office.files() == []
    assert office.state(first) is State.SENT


def test_a_plan_is_what_is_written(office: Office) -> None:
    office.accepted("010")
    office.accepted("020")
    plan = _plan(office)
    (file,) = plan.files
    assert (file.sub_jobs, file.lines, file.amount) == (2, 2, 2000)
    seen: list[tuple[int, int]] = []
    with office.by("Dora"):
        office.exporting.write(plan, office.out, lambda done, total: seen.append((done, total)))
    assert (office.out / file.file_name).read_bytes().decode("cp1252") == file.text
    assert seen == [(0, 1), (1, 1)]


def test_the_date_is_the_one_typed(office: Office) -> None:
    office.accepted()
    with office.by("Dora"):
        plan = office.exporting.plan(dt.date(1999, 1, 2), office.out)
    assert ",01021999," in plan.files[0].text


def test_a_folder_that_is_gone_records_nothing(office: Office) -> None:
    sub = office.accepted()
    plan = _plan(office)
    office.out.rmdir()
    entries = office.entries()
    with office.by("Dora"), pytest.raises(UserError, match="is not there"):
        office.exporting.write(plan, office.out)
    assert (office.entries(), office.state(sub)) == (entries, State.ACCEPTED)
    office.out.mkdir()
    office.export()
    assert office.state(sub) is State.EXPORTED


def test_another_file_of_that_name_is_never_replaced(office: Office) -> None:
    sub = office.accepted()
    plan = _plan(office)
    final = office.out / "SJ_RB_000001_ORIGINAL.jce"
    final.write_bytes(b"somebody else's")
    with office.by("Dora"), pytest.raises(UserError):
        office.exporting.write(plan, office.out)
    assert final.read_bytes() == b"somebody else's"
    assert office.state(sub) is State.ACCEPTED


def test_an_older_copy_does_not_export_over_newer_batches(office: Office, tmp_path: Path) -> None:
    first = office.accepted("010")
    office.desk.close()
    copy = tmp_path / "copy.sjd"
    shutil.copyfile(office.path, copy)
    office.reopen()
    office.export(first)
    office.reopen(copy)
    assert office.state(first) is State.ACCEPTED
    entries = office.entries()
    with office.by("Dora"), pytest.raises(UserError, match="an older copy") as told:
        office.exporting.plan(DATE, office.out)
    assert "knows 0 batches, but batch 1 was written" in told.value.problem
    assert "check in Sage" in told.value.remedy
    plan = ExportPlan(date=DATE.isoformat(), ids=(first,), files=(), equal=(), stay=())
    with office.by("Dora"), pytest.raises(UserError, match="an older copy"):
        office.exporting.write(plan, office.out)
    assert (office.entries(), office.state(first)) == (entries, State.ACCEPTED)
    office.reopen(office.path)
    assert office.state(first) is State.EXPORTED


def test_writing_again_gives_the_very_bytes(office: Office) -> None:
    sub = office.exported()
    (row,) = office.exporting.batches()
    file = Path(row.file)
    data = file.read_bytes()
    assert not row.file_missing
    file.unlink()
    assert office.exporting.batches()[0].file_missing
    with pytest.raises(UserError, match="Ann is not an exporter") as told:
        office.exporting.write_again(row.id)
    assert told.value.remedy == "Ask an administrator for the role, or let an exporter do it."
    assert not file.exists()
    office.desk.acting = office.desk.person_named("Dora").id
    assert office.exporting.write_again(row.id) == file
    assert file.read_bytes() == data
    elsewhere = office.folder / "stick"
    elsewhere.mkdir()
    assert office.exporting.write_again(row.id, elsewhere).read_bytes() == data
    assert office.exporting.numbered(1) == office.exporting.batches()[0]
    with pytest.raises(UserError, match="no batch 2"):
        office.exporting.numbered(2)
    with office.by("Dora"):
        office.answering.posted(row.id)
    with refused(
        "Batch 1 is posted: importing it again would double what Sage has.",
        "Look at its text here; it is not written again.",
    ):
        office.exporting.write_again(row.id)
    assert office.state(sub) is State.IN_SAGE


def test_kept_bytes_are_what_the_log_renders(office: Office) -> None:
    """The bytes can be made again from what was recorded (``sync.md`` I6)."""
    sub = office.exported("010", "1.00", "2.00")
    before = office.exporting.batch_text(office.exporting.batches()[0].id)
    with office.by("Dora"):
        office.answering.void(office.exporting.batches()[0].id, "never imported")
    again = _plan(office, sub).files[0].text
    assert again.replace("000002", "000001") == before


def test_the_short_code_stays_once_a_file_carries_it(office: Office) -> None:
    with office.by("Ann"):
        office.administering.set_setting("code", "RX")
    office.exported()
    with office.by("Ann"), pytest.raises(UserError) as told:
        office.administering.set_setting("code", "RY")
    assert told.value.problem == "Files for Sage carry the short code RX already."
    assert told.value.remedy == "It stays, so that every file is found under its name."
    assert office.desk.company.settings.code == "RX"


def test_what_was_equal_and_changed_meanwhile_is_told_truly(office: Office) -> None:
    equal = office.in_sage("010", "10.00")
    with office.by("Ann"):
        office.deciding.revise([equal])
        office.deciding.send([equal])
    office.accept(equal)
    other = office.accepted("020", "5.00")

    def withdraw(done: int, total: int) -> None:
        if (done, total) == (0, 1):
            with office.by("Carl"):
                office.deciding.withdraw([equal], "second thoughts")

    with office.by("Dora"):
        plan = office.exporting.plan(DATE, office.out)
        changes, (written,) = office.exporting.write(plan, office.out, withdraw)
    assert plan.equal == ("24-117/010",)
    assert written.sub_jobs == ("24-117/020",)
    assert office.states(equal, other) == [State.SENT, State.EXPORTED]
    assert "nothing was written for" not in changes.said
    ((name, message),) = [(one.name, one.message) for one in changes.stayed]
    assert name == "24-117/010"
    assert message.startswith("No amount differs from Sage, but that could not be recorded: ")
    assert message in changes.said


def test_a_change_goes_out_though_the_mask_changed_since(office: Office) -> None:
    sub = office.in_sage("010", "10.00")
    office.administering.set_setting("extra_mask", "A-##")
    with office.by("Ann"):
        office.deciding.revise([sub])
    office.change(sub, "12.00")
    rules = {problem.rule for problem in office.browsing.sub_job(sub).problems}
    assert "code-mask" not in rules
    with office.by("Ann"):
        assert office.deciding.send([sub]).stayed == ()
    office.accept(sub)
    (written,) = office.export()
    assert (written.kind, written.lines) == ("CHANGE", 1)
