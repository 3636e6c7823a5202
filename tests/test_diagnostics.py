"""The log, and a report that names nobody."""

import getpass
import logging
from pathlib import Path

from subjob_desk import __version__, diagnostics


def test_the_log_is_written_and_its_end_stands_in_the_report(tmp_path: Path) -> None:
    file = diagnostics.start_log(tmp_path / "log")
    logging.getLogger("subjob_desk.x").info("opened '/home/somebody/Riverside.sjdesk'")
    report = diagnostics.report("Fault", file, ("Qt 6",))
    diagnostics.stop_log()
    assert f"SubJob Desk {__version__}" in report
    assert "Qt 6" in report
    assert "opened" in report
    assert "Riverside" not in report


def test_a_folder_that_cannot_be_written_costs_only_the_log(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8", newline="\n")
    file = diagnostics.start_log(blocked / "log")
    diagnostics.stop_log()
    assert "Fault" in diagnostics.report("Fault", file)


def test_names_folders_and_amounts_are_taken_out() -> None:
    text = (
        'File "C:\\Users\\Ann\\AppData\\app.py", line 3\n'
        "UserError: 'Riverside Builders' costs 1,234.56 in /srv/data/company.sjdesk\n"
        f"by {getpass.getuser()}"
    )
    shown = diagnostics.redact(text)
    for word in ("Ann", "Riverside", "1,234.56", "/srv/data", getpass.getuser()):
        assert word not in shown
    assert "line 3" in shown
