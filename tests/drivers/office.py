"""A real company in a folder, with its people, two projects and a clock that one turns by hand."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import projections as p
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.answering import Answering
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.editing import Editing
from subjob_desk.usecases.exporting import Exporting
from subjob_desk.usecases.safekeeping import Safekeeping
from subjob_desk.usecases.standing import Standing
from subjob_desk.usecases.undoing import Undoing
from subjob_desk.usecases.views import WrittenBatch

DATE = dt.date(2026, 11, 22)
TOWER = "24117"
CAMPUS = "24200"

PEOPLE = {
    "Ann": ("admin", "pm"),
    "Ben": ("pm",),
    "Carl": ("approver",),
    "Dora": ("exporter", "approver"),
}


class Clock:
    """Time stands still until somebody turns it."""

    def __init__(self) -> None:
        """It is half past nine on a Sunday in November."""
        self.moment = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        """The present moment."""
        return self.moment

    def pass_by(self, **time: int) -> None:
        """Let time pass, for instance ``minutes=5``."""
        self.moment += dt.timedelta(**time)


class Office:
    """Riverside Builders at work. Acts are named as in the use cases; persons by name."""

    def __init__(self, folder: Path) -> None:
        """A company in ``folder`` in which everybody has a role."""
        self.folder = folder
        self.path = folder / "rb.sjd"
        self.out = folder / "out"
        self.out.mkdir()
        self.clock = Clock()
        self.path.write_bytes(_founded())
        self.use(Desk.open(self.path, clock=self.clock))

    @classmethod
    def opened(cls, path: Path, folder: Path) -> "Office":
        """An office on a company file that is there already, in ``folder``."""
        office = cls.__new__(cls)
        office.folder, office.path, office.out = folder, path, folder / "out"
        office.out.mkdir()
        office.clock = Clock()
        office.use(Desk.open(path, clock=office.clock))
        return office

    def use(self, desk: Desk) -> None:
        """Act at this desk from now on."""
        self.desk = desk
        self.administering = Administering(desk)
        self.standing = Standing(desk)
        self.editing = Editing(desk)
        self.deciding = Deciding(desk)
        self.undoing = Undoing(desk)
        self.exporting = Exporting(desk)
        self.answering = Answering(desk)
        self.browsing = Browsing(desk)

    def reopen(self, path: Path | None = None, *, writing: bool = True) -> None:
        """Close the company and open it (or another file) again."""
        self.desk.close()
        self.use(Desk.open(path or self.path, writing=writing, clock=self.clock))

    def close(self) -> None:
        """Let go of the file."""
        self.desk.close()

    @contextmanager
    def by(self, name: str) -> Iterator[None]:
        """What follows is done by this person."""
        before = self.desk.acting
        self.desk.acting = self.desk.person_named(name).id
        try:
            yield
        finally:
            self.desk.acting = before

    # --- the usual acts ----------------------------------------------------------------------

    def draft(
        self,
        code: str = "010",
        *amounts: str,
        job: str = TOWER,
        who: str = "Ann",
        description: str = "",
    ) -> str:
        """A new sub job with a line for each amount; returns its id."""
        with self.by(who):
            _changes, sub = self.editing.new_sub_job(job, code, description or f"Level {code}")
            rows = [[f"03-31{n}", "LAB", amount] for n, amount in enumerate(amounts or ("10.00",))]
            self.editing.paste(sub, [], ["cost_code", "category", "amount"], rows)
        return sub

    def sent(self, code: str = "010", *amounts: str, job: str = TOWER, who: str = "Ann") -> str:
        """A sub job that waits for accounting."""
        sub = self.draft(code, *amounts, job=job, who=who)
        with self.by(who):
            assert self.deciding.send([sub]).stayed == ()
        return sub

    def accepted(self, code: str = "010", *amounts: str, job: str = TOWER) -> str:
        """A sub job to export."""
        sub = self.sent(code, *amounts, job=job)
        self.accept(sub)
        return sub

    def accept(self, *subs: str, who: str = "Carl", extra_code: str | None = None) -> Changes:
        """Accept, all of them."""
        with self.by(who):
            changes = self.deciding.accept(subs, extra_code)
        assert changes.stayed == ()
        return changes

    def export(self, *subs: str, who: str = "Dora") -> tuple[WrittenBatch, ...]:
        """Export some, or all that is accepted."""
        with self.by(who):
            plan = self.exporting.plan(DATE, self.out, subs or None)
            _changes, written = self.exporting.write(plan, self.out)
        return written

    def exported(self, code: str = "010", *amounts: str, job: str = TOWER) -> str:
        """A sub job in a written batch."""
        sub = self.accepted(code, *amounts, job=job)
        self.export(sub)
        return sub

    def failed(self, code: str = "010", *amounts: str) -> str:
        """A sub job that Sage refused."""
        sub = self.accepted(code, *amounts)
        (batch,) = self.export(sub)
        with self.by("Dora"):
            self.answering.refused(batch.id, [sub], "no such extra")
        return sub

    def in_sage(self, code: str = "010", *amounts: str) -> str:
        """A sub job that Sage has."""
        sub = self.accepted(code, *amounts)
        (batch,) = self.export(sub)
        with self.by("Dora"):
            self.answering.posted(batch.id)
        return sub

    def change(self, sub: str, *amounts: str, who: str = "Ann") -> None:
        """Other amounts in the lines of a sub job."""
        with self.by(who):
            for line, amount in zip(self.sub_job(sub).lines, amounts, strict=True):
                self.editing.change_line(sub, line.id, "amount", amount)

    # --- what is seen ------------------------------------------------------------------------

    def sub_job(self, sub: str) -> SubJob:
        """The folded state."""
        with self.desk.reading() as connection:
            found = standings_of(connection, [sub])[sub].sub_job
        assert found is not None
        return found

    def state(self, sub: str) -> State:
        """Where a sub job stands."""
        return self.sub_job(sub).state

    def states(self, *subs: str) -> list[State]:
        """Where sub jobs stand."""
        return [self.state(sub) for sub in subs]

    def exists(self, sub: str) -> bool:
        """Whether the sub job is on the lists."""
        with self.desk.reading() as connection:
            return (
                connection.execute(select(p.sub_job).where(p.sub_job.c.id == sub)).first()
                is not None
            )

    def entries(self) -> int:
        """How many entries the log has."""
        with self.desk.reading() as connection:
            return connection.execute(select(func.count()).select_from(p.entry)).scalar_one()

    def files(self) -> list[str]:
        """Names in the folder for Sage."""
        return sorted(path.name for path in self.out.iterdir())

    def findings(self) -> list[str]:
        """Everything that is wrong with the file."""
        return Safekeeping(self.desk).verify()


@lru_cache(maxsize=1)
def _founded() -> bytes:
    """The company every office begins with: founding one takes longer than copying it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rb.sjd"
        desk = Desk.found(path, name="Riverside", code="RB", admin="Ann", clock=Clock())
        for name, roles in PEOPLE.items():
            Administering(desk).set_person(name, roles)
        Standing(desk).type_job("24-117", "Harbor Tower")
        Standing(desk).type_job("24-200", "Mercy Campus")
        desk.close()
        return path.read_bytes()
