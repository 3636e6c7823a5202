"""The office: people and roles, settings, which lists are in force, activity, verify, rebuild."""

from collections.abc import Sequence

import msgspec

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.codes import Mask, strip
from subjob_desk.domain.company import LIST_KINDS, Company, Settings
from subjob_desk.domain.errors import UserError
from subjob_desk.domain.facts import PersonSet, SettingChanged
from subjob_desk.domain.ids import new_id
from subjob_desk.domain.operations import COMPANY
from subjob_desk.domain.rights import ROLE_SHOWN, Person, Role
from subjob_desk.store import batch_queries, desk_queries, lookups, queries
from subjob_desk.store.projector import standings_of
from subjob_desk.usecases.desk import Deed, Desk
from subjob_desk.usecases.entry import enter_words
from subjob_desk.usecases.founding import short_code
from subjob_desk.usecases.interchange import profile_named
from subjob_desk.usecases.telling import history_rows
from subjob_desk.usecases.views import HistoryRow, ListRow, PersonRow
from subjob_desk.usecases.words import name_of


class Administering:
    """Acts of the office by the person who acts at the desk."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def people(self) -> list[PersonRow]:
        """Everybody, by name."""
        with self._desk.reading() as connection:
            keys = {job for person in self._desk.company.everybody for job in person.jobs}
            known = lookups.projects_of(connection, keys)
        return [
            _person_row(person, {key: job for key, (job, _d, _s) in known.items()})
            for person in self._desk.company.everybody
        ]

    def set_person(self, name: str, roles: Sequence[str], jobs: Sequence[str] = ()) -> Changes:
        """Add a person, or give one other roles and projects."""
        with self._desk.deed() as deed:
            _refuse_without_right(deed)
            person = note_person(deed, name, roles, jobs)
            shown = ", ".join(ROLE_SHOWN[role] for role in sorted(person.roles)) or "no role"
            return deed.done(f"{person.name}: {shown}.")

    def settings(self) -> Settings:
        """The company's settings as of now."""
        return self._desk.company.settings

    def set_setting(self, name: str, value: object) -> Changes:
        """Set one setting of :class:`Settings`, checked before. Raises :class:`UserError`.

        Separation of duties begins everywhere with what is known here of each desk, also for desks
        that do not know it yet.
        """
        settings = self._desk.company.settings
        if name not in Settings.__struct_fields__:
            raise UserError(
                f"There is no setting '{name}'.",
                f"Settings are: {', '.join(Settings.__struct_fields__)}.",
            )
        entered = _entered(self._desk.company, name, value)
        was = msgspec.json.encode(getattr(settings, name)).decode("utf-8")
        now = msgspec.json.encode(entered).decode("utf-8")
        with self._desk.deed() as deed:
            _refuse_without_right(deed)
            if name == "code" and was != now and batch_queries.last_number(deed.connection):
                raise UserError(
                    f"Files for Sage carry the short code {settings.code} already.",
                    "It stays, so that every file is found under its name.",
                )
            if was != now:
                begins = name == "separation" and now == "true"
                cuts = _known_heads(deed) if begins else None
                deed.note(COMPANY, SettingChanged(name, was, now, cuts))
            return deed.done(f"{name.replace('_', ' ').capitalize()}: {_shown(entered)}.")

    def lists(self) -> list[ListRow]:
        """The lists from Sage that are in force, or were never imported."""
        company = self._desk.company
        with self._desk.reading() as connection:
            counts = {kind: lookups.count_of(connection, kind) for kind in LIST_KINDS}
        rows: list[ListRow] = []
        for kind in LIST_KINDS:
            version = company.lists.get(kind)
            rows.append(
                ListRow(
                    kind,
                    version.number if version else 0,
                    counts[kind],
                    version.source if version else "",
                    version.at if version else "",
                    company.person_name(version.who) if version else "",
                )
            )
        return rows

    def activity(self, limit: int = 200) -> list[HistoryRow]:
        """What was done in the company, newest first; a sub job is named in front."""
        with self._desk.reading() as connection:
            records = queries.newest_entries(connection, limit)
            found = standings_of(connection, {record.op.sub for record in records})
            rows = history_rows(records, self._desk.company, batch_queries.numbers(connection))
        return [
            msgspec.structs.replace(row, text=f"{name_of(standing.sub_job)}: {row.text}")
            if (standing := found.get(record.op.sub)) and standing.sub_job
            else row
            for record, row in zip(records, rows, strict=True)
        ]


def note_person(deed: Deed, name: str, roles: Sequence[str], jobs: Sequence[str]) -> Person:
    """Note that a person came, or has other rights from here on; returns the person.

    What is taken away ends everywhere with what is known here of each desk, also for desks that
    do not know it yet. Raises :class:`UserError`.
    """
    words = enter_words(name, "Name")
    wanted = _roles(roles)
    if not words:
        raise UserError("The person has no name.", "Type a name.")
    keys = _job_keys(deed, jobs)
    if keys and Role.PM not in wanted:
        raise UserError(
            "Only a project manager is limited to projects.",
            "Give the role of a project manager too, or name no projects.",
        )
    known = next((p for p in deed.company.everybody if p.name.casefold() == words.casefold()), None)
    person = Person(known.id if known else new_id(), words, wanted, frozenset(keys))
    _keep_an_administrator(deed, person.id, wanted)
    named = tuple(sorted(role.value for role in wanted))
    deed.note(COMPANY, PersonSet(person.id, words, named, keys, _cuts(deed, known, person)))
    return person


def _cuts(deed: Deed, known: Person | None, person: Person) -> dict[str, int] | None:
    """Where rights end that somebody loses, for every desk; ``None`` where nothing is lost."""
    if known is None:
        return None
    fewer_jobs = bool(person.jobs) and (not known.jobs or bool(known.jobs - person.jobs))
    if known.roles <= person.roles and not (fewer_jobs and Role.PM in known.roles):
        return None
    return _known_heads(deed)


def _known_heads(deed: Deed) -> dict[str, int] | None:
    """The last entry known here of each desk; ``None`` on a single PC: nothing is to be cut.

    What a desk has not been heard of counts from nowhere.
    """
    if not deed.company.desks.is_shared:
        return None
    cuts = dict.fromkeys(deed.company.desks.enrolled, 0)
    heads = desk_queries.heads(deed.connection)
    return cuts | {actor: seq for actor, (seq, _entry) in heads.items()}


def _person_row(person: Person, jobs: dict[str, str]) -> PersonRow:
    roles = tuple(sorted(person.roles))
    shown = ", ".join(ROLE_SHOWN[role] for role in Role if role in person.roles) or "no role"
    return PersonRow(
        person.id,
        person.name,
        tuple(role.value for role in roles),
        tuple(sorted(jobs.get(key, key) for key in person.jobs)),
        f"{person.name}, {shown}",
    )


def _roles(roles: Sequence[str]) -> frozenset[Role]:
    found: set[Role] = set()
    for role in roles:
        try:
            found.add(Role(role.strip().lower()))
        except ValueError:
            raise UserError(
                f"There is no role '{role}'.", f"Roles are: {', '.join(r.value for r in Role)}."
            ) from None
    return frozenset(found)


def _refuse_without_right(deed: Deed) -> None:
    if Role.ADMIN not in deed.person.roles:
        raise UserError(
            f"{deed.person.name} is not an administrator.", "Let an administrator do it."
        )


def _job_keys(deed: Deed, jobs: Sequence[str]) -> tuple[str, ...]:
    keys = tuple(sorted({strip(job) for job in jobs if job.strip()}))
    known = lookups.projects_of(deed.connection, keys)
    missing = [job for job in jobs if job.strip() and strip(job) not in known]
    if missing:
        raise UserError(
            f"There is no project {missing[0]}.", "Import the list of jobs first, or leave it out."
        )
    return keys


def _keep_an_administrator(deed: Deed, who: str, roles: frozenset[Role]) -> None:
    others = any(
        Role.ADMIN in person.roles for person in deed.company.everybody if person.id != who
    )
    if Role.ADMIN not in roles and not others:
        raise UserError(
            "The company would have no administrator.", "Make somebody else administrator first."
        )


def _entered(company: Company, name: str, value: object) -> object:
    """The value of a setting as it is recorded; what is wrong with it is a :class:`UserError`."""
    match name:
        case "job_mask" | "extra_mask" | "cost_code_mask":
            return Mask.parse(str(value)).text
        case "term" | "name":
            return _word(str(value))
        case "code":
            return short_code(str(value))
        case "profile":
            profile_named(company, str(value))
            return value
        case "reject_reasons":
            return _reasons(value)
        case _:
            return value


def _reasons(value: object) -> tuple[str, ...]:
    texts = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
    reasons: dict[str, str] = {}
    for text in texts:
        word = _word(text)
        reasons.setdefault(word.casefold(), word)
    if not reasons:
        raise UserError("There would be no reason to reject for.", "Keep at least one.")
    return tuple(reasons.values())


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value) or "none"


def _word(value: str) -> str:
    words = enter_words(value, "The word")
    if not words:
        raise UserError("The field is empty.", "Type a word.")
    return words
