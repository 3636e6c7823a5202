"""What tests of batches ask: a list read in, a plan, a file beside what the log says of it."""

from pathlib import Path

from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.views import ExportPlan
from tests.drivers.office import DATE, Office
from tests.drivers.rendered_again import rendered_again


def plan_of(office: Office) -> ExportPlan:
    """What Dora would export today."""
    with office.by("Dora"):
        return office.exporting.plan(DATE, office.out)


def read_list(office: Office, kind: str, text: str) -> None:
    """Import a list."""
    path = office.folder / f"{kind}.csv"
    path.write_text(text, encoding="utf-8", newline="")
    importing = Importing(office.desk)
    importing.apply(importing.preview(kind, path))


def both_texts(office: Office, batch_id: str) -> tuple[bytes, bytes]:
    """The batch as it was written, and as the log alone says it."""
    row = next(row for row in office.exporting.batches() if row.id == batch_id)
    with office.desk.reading() as connection:
        return Path(row.file).read_bytes(), rendered_again(connection, batch_id)
