"""An open company at this desk: who acts, what the company is, and one transaction per verb.

Opening, founding and closing stand here; what can be done in it in the other modules.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import msgspec

from subjob_desk import __version__
from subjob_desk.domain.changes import Changes, Stayed
from subjob_desk.domain.company import Company
from subjob_desk.domain.errors import StoppedError, UserError
from subjob_desk.domain.facts import CompanyFounded, Fact
from subjob_desk.domain.fold import Standing
from subjob_desk.domain.ids import new_id
from subjob_desk.domain.operations import COMPANY
from subjob_desk.domain.progress import FINISHING, Progress, Stages, counting, silent_stages
from subjob_desk.domain.rights import Person, Role
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import maintenance, passwords
from subjob_desk.store.connection import Connection
from subjob_desk.store.database import Database
from subjob_desk.store.projector import company_of, standings_of
from subjob_desk.store.recorder import Recorder
from subjob_desk.usecases.entry import refuse_unfit
from subjob_desk.usecases.founding import founding
from subjob_desk.usecases.premises import trouble
from subjob_desk.usecases.proof import NOBODY_YET, adopt, prove
from subjob_desk.usecases.signing_in import DeskKey

Clock = Callable[[], datetime]

_AS_IT_WAS = "The company file is as it was. Open it again to bring it up to date."


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


class Desk:
    """One company file, open. Somebody acts; who has a password proves it first."""

    def __init__(self, database: Database, clock: Clock = now) -> None:
        """Take over an open database with a founded company."""
        self._database = database
        self._clock = clock
        self._company = self._load_company()
        self._guarded: frozenset[str] = frozenset()
        self._proven = ""
        self.key = DeskKey(database.company_id, database.actor_id)
        """What signs this desk's entries; nothing of it is looked up before it is shared."""
        self.passwords_changed()
        self._acting = self._first_person()
        self._unlock(self._acting, None)
        self._trouble = self._look_around()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        writing: bool = True,
        clock: Clock = now,
        progress: Stages = silent_stages,
    ) -> Self:
        """Open an existing company. Raises :class:`UserError` with reason and remedy.

        After an update of the program that takes about a minute for half a million entries:
        ``progress`` hears of it. If it stops that, the file is as it was.
        """

        def tell(what: str, done: int, total: int) -> None:
            try:
                progress(what, done, total)
            except StoppedError as stopped:
                raise StoppedError(_AS_IT_WAS) from stopped

        def renew(connection: Connection) -> None:
            maintenance.rebuild_in(connection, counting(tell, "entries"))
            tell(FINISHING, 0, 0)

        with ExitStack() as undo:
            database = Database.open(path, writing, tell, renew)
            undo.callback(database.close)
            if database.projections_stale:
                _refuse_stale(database)
                with database.write() as connection:
                    renew(connection)
            desk = cls(database, clock)
            undo.pop_all()
        return desk

    @classmethod
    def found(
        cls, path: Path, *, name: str, code: str, admin: str, desk: str = "", clock: Clock = now
    ) -> "Desk":
        """Write a new company with its first administrator; never replaces a file."""
        name, code, admin = founding(name, code, admin)
        company_id, actor, who = new_id(), new_id(), new_id()
        with ExitStack() as undo:
            database = Database.create(path, company_id, actor)
            undo.callback(path.unlink, missing_ok=True)
            undo.callback(database.close)
            with database.write() as connection:
                recorder = Recorder(
                    connection,
                    company=company_id,
                    actor=actor,
                    who=who,
                    at=_stamp(clock()),
                    app=__version__,
                )
                refuse_unfit(recorder.note(COMPANY, CompanyFounded(name, code, desk, admin)))
                recorder.commit()
            founded = cls(database, clock)
            undo.pop_all()
        return founded

    @property
    def path(self) -> Path:
        """The company file."""
        return self._database.path

    @property
    def database(self) -> Database:
        """The file as the storage sees it; for maintenance only."""
        return self._database

    @property
    def company(self) -> Company:
        """Settings, people and lists in force."""
        return self._company

    @property
    def is_writing(self) -> bool:
        """Whether this process may change the company."""
        return self._database.is_writing

    @property
    def acting(self) -> str:
        """The id of the person who acts, or only looks on: see :meth:`look_on_as`."""
        return self._acting

    @acting.setter
    def acting(self, person_id: str) -> None:
        """The same as :meth:`act_as` for somebody without a password."""
        self.act_as(person_id)

    def act_as(self, person_id: str, password: str | None = None) -> None:
        """Let this person act from here on: the one door to recording under a name.

        Raises :class:`UserError`, and who acted before still does, if the person has a password
        and ``password`` is not it. Nothing is asked where the company is only read.
        """
        person = self._company.person(person_id)
        if person is not None and self.needs_password(person_id):
            prove(self._database, person, password, self._clock())
            self._proven = person_id
            self._adopt(person_id)
        self._acting, known = person_id, self.key.key
        self._unlock(person_id, password if self.needs_password(person_id) else None)
        if self.key.key is not known:
            self._trouble = self._look_around()  # it may be another key than was let in

    def look_on_as(self, person_id: str) -> None:
        """Show what this person sees; whoever has a password can record nothing before it."""
        self._acting, self._proven = person_id, ""

    def needs_password(self, person_id: str) -> bool:
        """Whether this person has to prove at this desk who he is before acting."""
        return self.is_writing and (person_id in self._guarded or NOBODY_YET in self._guarded)

    def passwords_changed(self) -> None:
        """A password was set or taken away: see anew who has one."""
        with self._database.read() as connection:
            kept = passwords.everybody(connection).values()
        self._guarded = frozenset(one.person for one in kept if one.verifier or not one.is_whole)

    @property
    def guarded(self) -> tuple[Person, ...]:
        """Who has a password at this desk."""
        return tuple(one for one in self._company.everybody if one.id in self._guarded)

    @property
    def person(self) -> Person:
        """Who acts; without rights as long as a password is missing."""
        person = self._company.person(self._acting)
        if person is None:
            raise UserError("Nobody is chosen to act.", "Choose a person first.")
        if self.needs_password(person.id) and self._proven != person.id:
            return msgspec.structs.replace(person, is_proven=False)
        return person

    def person_named(self, name: str) -> Person:
        """The person of this name, in any case. Raises :class:`UserError` if there is none."""
        wanted = " ".join(name.split()).casefold()
        for person in self._company.everybody:
            if person.name.casefold() == wanted:
                return person
        known = ", ".join(person.name for person in self._company.everybody)
        raise UserError(f"Nobody here is called {name}.", f"Known are: {known}.")

    def stamp(self) -> str:
        """The present moment as it is recorded: UTC, to the second."""
        return _stamp(self._clock())

    def today(self) -> datetime:
        """The present moment."""
        return self._clock()

    def reading(self) -> AbstractContextManager[Connection]:
        """A short look at the projections."""
        return self._database.read()

    @contextmanager
    def deed(self) -> Iterator["Deed"]:
        """One act of the acting person: all of it is recorded, or nothing."""
        if not self._database.is_writing:
            raise UserError(
                "This company is open for reading only.", "Close it and open it for writing."
            )
        if not self.person.is_proven:
            raise UserError(
                f"{self.person.name} has a password, and it was not given.",
                "Give it, or let somebody else act.",
            )
        if self._trouble is not None:
            raise self._trouble
        with self._database.write() as connection:
            deed = Deed(self, connection)
            yield deed
        if deed.changed_company:
            self._company = self._load_company()

    @property
    def trouble(self) -> UserError | None:
        """Why nothing can be recorded at this desk, whoever acts; ``None`` if all is well."""
        return self._trouble

    def refresh(self) -> None:
        """Entries of other desks came in, or this desk began to share: look at all of it anew."""
        self._company = self._load_company()
        self._unlock(self._acting, None)
        self._trouble = self._look_around()

    def close(self) -> None:
        """Let go of the file and of its key. Does nothing a second time."""
        self.key.lock()
        self._database.close()

    def _adopt(self, person_id: str) -> None:
        """The password given when this desk joined is from now on that of who gave it first."""
        if NOBODY_YET in self._guarded and person_id not in self._guarded:
            adopt(self._database, person_id, self.stamp())
            self.passwords_changed()

    def _unlock(self, person_id: str, password: str | None) -> None:
        """Unlock what signs this desk's entries, where entries are signed."""
        if self.is_writing and self._company.desks.is_shared:
            others = [one.name for one in self.guarded if one.id != person_id]
            self.key.unlock(person_id, password, others)

    def _look_around(self) -> UserError | None:
        seen, key = (self._database, self._company), self.key
        return trouble(*seen, key.installation, key.key) if self.is_writing else None

    def _load_company(self) -> Company:
        with self._database.read() as connection:
            company = company_of(connection)
        if company is None:
            raise UserError(
                f"{self._database.path.name} holds no company.", "Restore it from a backup."
            )
        return company

    def _first_person(self) -> str:
        known = self._company.desks.enrolled.get(self._database.actor_id)
        if known is not None and known.persons[-1][1]:
            return known.persons[-1][1][0]
        people = self._company.people
        by_age = sorted(people, key=lambda person: people[person][0][0])
        for person in by_age:
            current = self._company.person(person)
            if current is not None and Role.ADMIN in current.roles:
                return person
        return by_age[0]


class Deed:
    """What is being recorded in one transaction."""

    def __init__(self, desk: Desk, connection: Connection) -> None:
        """Begin an act of the person who acts at ``desk``."""
        self.connection = connection
        self.person = desk.person
        self.company = desk.company
        self.changed_company = False
        self.at = desk.stamp()
        self._noted: list[str] = []
        self._recorder = Recorder(
            connection,
            company=desk.company.id,
            actor=desk.database.actor_id,
            who=self.person.id,
            at=self.at,
            app=__version__,
        )

    def know(self, ids: Sequence[str]) -> None:
        """Look up at once what is about to be noted on."""
        self._recorder.know(ids)

    def sub_jobs(self, ids: tuple[str, ...]) -> dict[str, SubJob]:
        """The sub jobs that exist, by id, in the order asked."""
        self._recorder.know(ids)
        found = standings_of(self.connection, ids)
        return {
            sub: standing.sub_job
            for sub, standing in ((sub, found.get(sub, Standing())) for sub in ids)
            if standing.sub_job is not None and not standing.sub_job.is_deleted
        }

    def sub_job(self, sub_id: str) -> SubJob:
        """One sub job. Raises :class:`UserError` if it is gone."""
        found = self.sub_jobs((sub_id,))
        if sub_id not in found:
            raise UserError("This sub job does not exist any more.", "Refresh the list.")
        return found[sub_id]

    def note(self, sub: str, fact: Fact, *, to: str = "", digest: str = "") -> str:
        """Record a fact; returns the id of the operation.

        Raises :class:`UserError` for one too long to be handed to another desk, now or ever.
        """
        noted = self._recorder.note(sub, fact, to=to, digest=digest)
        refuse_unfit(noted)
        self._noted.append(noted.id)
        return noted.id

    def done(
        self, said: str, stayed: tuple[Stayed, ...] = (), progress: Progress | None = None
    ) -> Changes:
        """Write everything noted; nothing was noted: nothing is written.

        ``progress`` hears how many facts are written, and may stop that: not for those of a batch.
        Raises :class:`UserError`, with nothing written, if the log would refuse a part of it.
        """
        touched = self._recorder.commit(progress)
        refused = [touched.refused[one] for one in self._noted if one in touched.refused]
        if refused:
            raise UserError(refused[0], "Nothing was changed.")
        self.changed_company |= touched.company
        return Changes(
            frozenset(touched.sub_jobs),
            frozenset(touched.jobs),
            frozenset(touched.batches),
            touched.company,
            stayed,
            said,
        )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _refuse_stale(database: Database) -> None:
    """Tables of another program version can be rebuilt only by who may write."""
    if not database.is_writing:
        raise UserError(
            f"The tables of {database.path.name} were written by another version of SubJob Desk.",
            "Open it once in the window of this version, or use the command rebuild: that makes "
            "them anew.",
        )
