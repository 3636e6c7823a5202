"""What stands where in a line of a file."""

import pytest

from subjob_desk.sage.profile import load_profile
from subjob_desk.usecases.file_lines import FileLines, FileReading
from tests.drivers.office import Office

LINES = FileLines(load_profile())
COST = 'C,"03-310",,"LAB",11222026,40.00,"hour",-2600.00,,,,,"010"'


def test_each_field_has_its_name_and_place() -> None:
    line = LINES.line(COST)
    assert line.kind == "line"
    named = {one.number: (one.name, COST[one.start : one.end]) for one in line.fields}
    assert named[2] == ("cost code", '"03-310"')
    assert named[4] == ("category", '"LAB"')
    assert named[6] == ("quantity", "40.00")
    assert named[8] == ("amount", "-2600.00")
    assert named[13] == ("extra", '"010"')
    assert named[3][1] == ""
    assert (line.value("amount"), line.value("unit"), line.value("job")) == ("-2600.00", "hour", "")


def test_a_place_leads_to_its_field() -> None:
    line = LINES.line(COST)
    amount = COST.index("-2600")
    for place in (amount, amount + 4):
        field = line.at(place)
        assert field is not None
        assert field.number == 8
    assert LINES.line("").at(0) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("; SubJob Desk batch 000001", "comment"),
        ("# by hand", "comment"),
        ('*,"24-117","Harbor Tower, east"', "job"),
        ('E,"010","Parking, canopy"', "extra"),
        ('"C"," 318100"," ","LAB",02051997,0.66,"hour",9.90,,,"",""', "line"),
        ('P,"2.001","Sitework","   ",11202002,0.00,"bd",,,1,"",""', "other"),
        ('E,"010', "other"),
        ("X,1", "other"),
        ("", "other"),
    ],
)
def test_kinds_of_lines(text: str, kind: str) -> None:
    assert LINES.line(text).kind == kind


def test_a_batch_is_read_by_the_profile_it_was_written_by(office: Office) -> None:
    office.exported()
    batch = office.exporting.batches()[0]
    reading = FileReading(office.desk)
    text = office.exporting.batch_text(batch.id).split("\r\n")[3]
    assert reading.of_batch(batch.id).line(text) == reading.now().line(text)
    assert reading.of_batch("gone").line(text).kind == "line"
