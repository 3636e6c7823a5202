"""The folder for Sage is looked at before anything is written; a plan does not need one."""

from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.usecases.target_folder import TargetFolder
from tests.drivers.office import DATE, Office


def test_a_folder_that_is_gone_is_said_with_a_remedy(office: Office, tmp_path: Path) -> None:
    folder = TargetFolder(office.desk)
    folder.check(office.out)
    with pytest.raises(UserError) as refused:
        folder.check(tmp_path / "gone")
    assert "is not there." in refused.value.problem
    assert refused.value.remedy == "Connect the drive, or choose another folder."


def test_an_older_copy_of_the_company_is_recognised(office: Office) -> None:
    (office.out / "SJ_RB_000007_CHANGE.jce").write_bytes(b"")
    with pytest.raises(UserError) as refused:
        TargetFolder(office.desk).check(office.out)
    words = "This company file is an older copy: it knows 0 batches, but batch 7 was written on"
    assert refused.value.problem.startswith(words)


def test_what_could_go_out_is_known_without_a_folder(office: Office) -> None:
    office.accepted()
    with office.by("Dora"):
        plan = office.exporting.plan(DATE, None)
    assert [file.file_name for file in plan.files] == ["SJ_RB_000001_ORIGINAL.jce"]
