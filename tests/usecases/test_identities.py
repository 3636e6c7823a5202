"""The identity of a new sub job tells at which desk it was created."""

from pathlib import Path

from subjob_desk.domain.ids import is_named_by
from subjob_desk.usecases.editing import Editing
from tests.drivers.sheet_office import opened_office


def test_of_those_that_are_imported_and_of_one_that_is_entered(tmp_path: Path) -> None:
    with opened_office(tmp_path) as office:
        office.take("sub-jobs", office.rows("24-117,010,Level 10,01-310,LAB,40,hr,2600"))
        _changes, entered = Editing(office.desk).new_sub_job("24117", "011")
        for sub in (office.id_of("24-117/010"), entered):
            assert is_named_by(sub, office.desk.database.actor_id)
