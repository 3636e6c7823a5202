"""A batch that carries only what another one carries already can be made void like any other."""

from subjob_desk.domain.lifecycle import State
from subjob_desk.usecases.coverage import CoverageReport
from tests.drivers.shared_office import Trio


def test_the_file_nobody_imported_is_void_and_covered(trio: Trio) -> None:
    office, home = trio.office, trio.home
    sub = trio.post_at_home_and_taken_back()
    home.export(sub, who="Carl")
    office.export(sub)
    trio.settle()
    covering = CoverageReport(office.desk)
    [twice] = covering.report().findings
    assert twice == "24-117/010 is in batch 1 and in batch 1000."
    [double] = [one for one in office.exporting.batches() if one.number == 1]
    with office.by("Dora"):
        said = office.answering.void(double.id, "Not there.").said
    assert said == "Batch 1 is void: another one carries the same. Do not import its file."
    trio.settle()
    assert [one.state(sub) for one in trio.all] == [State.EXPORTED] * 3
    for one in trio.all:
        assert CoverageReport(one.desk).report().is_good
        assert [(row.number, row.state) for row in one.exporting.batches()] == [
            (1000, "written"), (1, "void"),
        ]  # fmt: skip
    assert len(trio.digests()) == 1
