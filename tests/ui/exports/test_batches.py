"""The list of batches, and recording what Sage did with one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from subjob_desk.domain.lifecycle import Act
from tests.drivers.accounting import Accounting
from tests.drivers.exports import ExportsDriver

Opened = Callable[[], ExportsDriver]


@pytest.fixture
def names(company: Accounting) -> list[str]:
    names = company.waiting(3)
    company.exported(names)
    return names


@pytest.fixture
def exports(names: list[str], opened: Opened) -> ExportsDriver:
    return opened()


def state(exports: ExportsDriver, company: Accounting, name: str) -> str:
    return str(exports.ctx.browsing.sub_job(company.ids[name]).row.state.value)


def test_a_batch_is_shown_with_the_text_of_its_file(exports: ExportsDriver) -> None:
    assert exports.rows() == [
        ("000001", "ORIGINAL", "22 Nov 2026", "Waits for Sage", "3", "9", "387,369.00")
    ]
    assert exports.title() == "000001 ORIGINAL, dated 22 Nov 2026"
    assert exports.text()[2] == 'E,"010","Level 010 office fit-out"'
    exports.click_line(3)
    assert exports.line_words() == "Line 3: Extra 010 of job 24-117."
    assert exports.why_not("write-again") == "The file is where it was written."
    assert exports.missing() == ""


def test_a_line_of_a_batch_leads_to_its_item(
    exports: ExportsDriver, company: Accounting, names: list[str]
) -> None:
    exports.click_line(2)
    assert exports.item_words() == "This line belongs to no sub job."
    exports.click_line(8)
    assert exports.item_words() == (
        "24-117/011  Level 011 office fit-out, lines 7 to 10, +129,123.00 in this file"
    )
    assert exports.line_words().startswith("Line 8: 24-117/011, cost code 01-310 LAB")
    exports.press("Enter", "Space")
    assert exports.window.place_name == "projects"
    assert exports.window.place.selected_ids() == (company.ids[names[1]],)


def test_a_line_leads_to_the_item_under_the_code_it_had_then(
    exports: ExportsDriver, company: Accounting, names: list[str]
) -> None:
    batch = exports.ctx.exporting.batches()[0].id
    sub = company.ids[names[1]]
    exports.ctx.answering.refused(batch, [sub], "taken")
    exports.ctx.answering.correct(sub, "0911")
    company.export_again(names[1:2])
    exports.place.refresh(None)
    exports.choose(1)
    exports.click_line(8)
    assert exports.item_words().startswith("24-117/011  Level 011 office fit-out, lines 7")
    exports.choose(2)
    exports.click_line(3)
    assert exports.item_words().startswith("24-117/011  Level 011 office fit-out, lines 3")


def test_the_whole_batch_is_posted(
    exports: ExportsDriver, company: Accounting, names: list[str]
) -> None:
    assert set(exports.place.selected_ids()) == {company.ids[name] for name in names}
    exports.click("posted")
    dialog = exports.dialog("posted_dialog")
    dialog.click("posted.confirm")
    assert exports.rows()[0][3] == "Posted in Sage"
    assert [state(exports, company, name) for name in names] == ["in-sage"] * 3
    assert exports.why_not("void") == "Sage's answer is recorded already."
    assert exports.why_not("write-again") == "Sage's answer is recorded already."
    assert exports.place.selected_ids() == ()


def test_refused_sub_jobs_are_named_with_sages_message(
    exports: ExportsDriver, company: Accounting, names: list[str]
) -> None:
    exports.click("refused")
    dialog = exports.dialog("refused_dialog")
    assert dialog.button("refused.confirm").toolTip() == "Tick at least one sub job."
    exports.press("Down", "Space", "Tab")
    exports.type("Extra is closed")
    assert dialog.button("refused.confirm").text() == "Record 1 refused"
    exports.press("Enter")
    assert exports.rows()[0][3] == "Partly refused"
    states = [state(exports, company, name) for name in names]
    assert sorted(states) == ["failed", "in-sage", "in-sage"]


def test_a_batch_is_void_with_a_reason(
    exports: ExportsDriver, company: Accounting, names: list[str]
) -> None:
    exports.place.do(Act.VOID)
    exports.dialog("reason_dialog")
    exports.type("Wrong date")
    exports.press("Enter")
    assert exports.rows()[0][3] == "Void"
    assert exports.why_not("write-again") == "The batch is void."
    assert state(exports, company, names[0]) == "accepted"
    assert exports.why_not("posted") == "The batch is void."


def test_a_missing_file_is_written_again(exports: ExportsDriver, company: Accounting) -> None:
    file = company.folder / "SJ_RB_000001_ORIGINAL.jce"
    data = file.read_bytes()
    file.unlink()
    exports.place.refresh(None)
    assert exports.rows()[0][3] == "File missing"
    assert exports.missing() == "The file is not in its folder any more: write it again."
    exports.click("write-again")
    assert file.read_bytes() == data
    assert exports.missing() == ""
    exports.click("copy-path")
    assert Path(exports.clipboard()) == file


def test_where_its_folder_is_gone_another_one_is_asked_for(
    exports: ExportsDriver, company: Accounting, tmp_path: Path
) -> None:
    data = (company.folder / "SJ_RB_000001_ORIGINAL.jce").read_bytes()
    company.folder.rename(tmp_path / "away")
    exports.place.refresh(None)
    assert exports.missing() == (
        "The folder of the file cannot be reached: write it again into another one."
    )
    exports.click("write-again")
    exports.give_folder("write_again_folder", tmp_path)
    assert (tmp_path / "SJ_RB_000001_ORIGINAL.jce").read_bytes() == data


def test_without_the_right_nothing_is_recorded(exports: ExportsDriver, company: Accounting) -> None:
    company.act_as("Vera Lind")
    exports.place.refresh(None)
    for act in ("posted", "refused", "void"):
        assert exports.why_not(act) == "Vera Lind is not an exporter."


def test_the_cursor_stays_on_its_batch(
    exports: ExportsDriver, company: Accounting, names: list[str]
) -> None:
    company.act_as("Ann Ruiz")
    company.exported(company.waiting(1, first=50))
    exports.place.refresh(None)
    assert [row[0] for row in exports.rows()] == ["000002", "000001"]
    assert exports.title().startswith("000001")
    exports.choose(2)
    assert exports.title().startswith("000002")


def test_before_the_first_export(company: Accounting, opened: Opened) -> None:
    company.accepted(company.waiting(2))
    exports = opened()
    sentence, act = exports.empty()
    assert sentence.startswith("No file was written yet.")
    assert act == "Export 2 accepted…"
    exports.press("Space")
    exports.dialog("export_dialog").click("export.cancel")


@pytest.mark.parametrize(
    ("act", "dialog", "cancel"),
    [
        ("posted", "posted_dialog", "posted.cancel"),
        ("refused", "refused_dialog", "refused.cancel"),
    ],
)
def test_dialogs_are_freed_when_closed(
    qtbot: QtBot, exports: ExportsDriver, act: str, dialog: str, cancel: str
) -> None:
    exports.click(act)
    found = exports.dialog(dialog)
    assert found.nameless() == []
    with qtbot.waitSignal(found.destroyed()):
        found.click(cancel)
    assert exports.rows()[0][3] == "Waits for Sage"


def test_every_control_has_a_name(exports: ExportsDriver) -> None:
    assert exports.nameless() == []
