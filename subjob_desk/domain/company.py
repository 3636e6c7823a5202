"""The company: settings, people through time, and which lists from Sage are in force.

A fold like that of a sub job: pure, total, refused operations change nothing.
"""

from types import NoneType
from typing import Final, TypeVar

import msgspec

from subjob_desk.domain.desks import Desks, Grant, desk_entry_refusal, with_desk
from subjob_desk.domain.facts import (
    BranchKept,
    CompanyFounded,
    Enrolled,
    Fact,
    JobTyped,
    ListClosed,
    ListPart,
    PersonSet,
    PostingGranted,
    PostingReleased,
    ProfileSet,
    Revoked,
    SettingChanged,
)
from subjob_desk.domain.operations import Operation
from subjob_desk.domain.rights import Person, Role

_T = TypeVar("_T")

REJECT_REASONS: Final = (
    "Wrong code",
    "Wrong amount",
    "Missing lines",
    "Duplicate",
    "Wrong project",
    "Other",
)
"""As shipped; *Other* needs a note (``product.md`` section 3 rule 9)."""

FOUNDER_ROLES: Final = frozenset({Role.ADMIN, Role.PM})
"""Who founds a company can set it up and enter sub jobs, but not accept or export them."""

LIST_KINDS: Final = ("jobs", "extras", "cost-codes", "categories")


class Settings(msgspec.Struct, frozen=True):
    """What a company sets once. Masks are texts; an empty mask allows any code."""

    name: str
    code: str
    """Two to four letters that stand in file names: ``SJ_RB_000123_ORIGINAL.jce``."""
    job_mask: str = ""
    extra_mask: str = ""
    cost_code_mask: str = ""
    term: str = "Extra"
    """The company's word for Sage's *Extra*."""
    upper_case: bool = False
    """Codes are written in upper case."""
    separation: bool = True
    """Nobody accepts what they sent or typed themselves (rule 8)."""
    reject_reasons: tuple[str, ...] = REJECT_REASONS
    profile: str = "default"
    exchange_hours: int = 24
    """Nothing is exported while the last exchange with the other desks is older."""


class ListVersion(msgspec.Struct, frozen=True):
    """A list from Sage that is in force."""

    list: str
    kind: str
    number: int
    rows: int
    source: str
    at: str
    who: str


class OwnProfile(msgspec.Struct, frozen=True):
    """One version of an interchange profile of the company; none is ever forgotten."""

    name: str
    text: str
    at: str
    who: str


class FurtherBack(msgspec.Struct, frozen=True):
    """What the registrar's entry ``since`` says, also beyond cuts at desks that do not know it."""

    since: int
    cuts: dict[str, int]

    def reaches(self, op: Operation) -> bool:
        """Whether ``op`` is beyond the cut of its desk, and its author did not know of it."""
        return op.adm < self.since and op.seq > self.cuts.get(op.actor, 0)


class Narrowing(FurtherBack, frozen=True):
    """A person who has less from there on."""

    person: Person


class Company(msgspec.Struct, frozen=True):
    """Everything company-wide that rules and screens ask for."""

    id: str
    registrar: str
    """Actor that orders people, settings and checkpoints."""
    desk: str
    """The name of the registrar's PC at founding."""
    settings: Settings
    people: dict[str, tuple[tuple[int, Person], ...]]
    """By person id: from which operation of the registrar on they are what."""
    separation: tuple[tuple[int, bool], ...] = ((0, True),)
    """Separation of duties through time, like ``people``."""
    lists: dict[str, ListVersion] = {}
    profiles: tuple[OwnProfile, ...] = ()
    """Every version of every profile of its own, oldest first: a batch names the one it used."""
    needs_update: bool = False
    """A newer program wrote something about the company that this one cannot read."""
    desks: Desks = Desks("", grants=(Grant(0, ""),))
    narrowed: dict[str, tuple[Narrowing, ...]] = {}
    """By person id: what takes rights away also from desks that did not know it yet."""
    separated: tuple[FurtherBack, ...] = ()
    """Where separation of duties begins also at desks that did not know it yet."""

    def person_at(self, who: str, adm: int) -> Person | None:
        """The person as of operation ``adm`` of the registrar; ``None`` if unknown then."""
        return _at(self.people.get(who, ()), adm)

    def author(self, op: Operation) -> Person | None:
        """Who wrote ``op``, with the rights that count for it; ``None`` if unknown.

        Those the author's desk knew of (``adm``), less what was taken away by a cut.
        """
        person = self.person_at(op.who, op.adm)
        for narrowing in self.narrowed.get(op.who, ()):
            if person is not None and narrowing.reaches(op):
                person = _less(person, narrowing.person)
        return person

    def as_of(self, adm: int) -> "Company":
        """The company with the cuts, of desks and of rights, that were known as of ``adm``."""
        narrowed = {
            who: tuple(one for one in many if one.since <= adm)
            for who, many in self.narrowed.items()
        }
        separated = tuple(one for one in self.separated if one.since <= adm)
        desks = self.desks.as_of(adm)
        return msgspec.structs.replace(self, narrowed=narrowed, separated=separated, desks=desks)

    def desk_refusal(self, op: Operation) -> str:
        """Why ``op`` counts nowhere because of the desk that wrote it; empty if it does."""
        return self.desks.refusal(op, self.person_name(op.who))

    def person(self, who: str) -> Person | None:
        """The person as of now."""
        known = self.people.get(who)
        return known[-1][1] if known else None

    def person_name(self, who: str) -> str:
        """The name for a person id; the id itself where it is not known."""
        person = self.person(who)
        return person.name if person else who

    @property
    def everybody(self) -> tuple[Person, ...]:
        """All persons as of now, by name."""
        return tuple(sorted((p[-1][1] for p in self.people.values()), key=lambda p: p.name.lower()))

    def own_profile(self, name: str) -> OwnProfile | None:
        """The newest version of the company's profile of this name."""
        return next((one for one in reversed(self.profiles) if one.name == name), None)

    def separation_at(self, adm: int) -> bool:
        """Whether separation of duties was on as of operation ``adm``."""
        value = _at(self.separation, adm)
        return True if value is None else value

    def is_apart(self, op: Operation) -> bool:
        """Whether separation of duties holds for ``op``.

        As the author's desk knew (``adm``), and beyond the cuts where it was switched on since.
        """
        return self.separation_at(op.adm) or any(one.reaches(op) for one in self.separated)


def _less(person: Person, later: Person) -> Person:
    """``person`` without what ``later`` does not have; both may be limited to projects."""
    jobs = person.jobs & later.jobs if person.jobs and later.jobs else person.jobs | later.jobs
    roles = person.roles & later.roles
    if person.jobs and later.jobs and not jobs:
        roles -= {Role.PM}  # no project is left, and an empty set would mean all
    return msgspec.structs.replace(person, roles=roles, jobs=jobs)


def _at(timeline: tuple[tuple[int, _T], ...], adm: int) -> _T | None:
    return next((value for since, value in reversed(timeline) if since <= adm), None)


_NEEDS: Final[dict[type[Fact], frozenset[Role]]] = {
    PersonSet: frozenset({Role.ADMIN}),
    SettingChanged: frozenset({Role.ADMIN}),
    ProfileSet: frozenset({Role.ADMIN}),
    JobTyped: frozenset({Role.ADMIN}),
    ListPart: frozenset({Role.ADMIN, Role.EXPORTER}),
    ListClosed: frozenset({Role.ADMIN, Role.EXPORTER}),
    Enrolled: frozenset({Role.ADMIN}),
    Revoked: frozenset({Role.ADMIN}),
    BranchKept: frozenset({Role.ADMIN}),
    PostingGranted: frozenset({Role.ADMIN}),
    PostingReleased: frozenset({Role.ADMIN, Role.EXPORTER}),
}

_ANY_DESK: Final = (ListPart, ListClosed, PostingReleased)
"""What other desks than the registrar's write about the company."""


_ANY_NEEDS: Final = frozenset[Role]().union(*(_NEEDS[kind] for kind in _ANY_DESK))
"""Of these one is needed for what a newer program wrote, at the registrar's desk or another: it
stops everybody until the program is updated, so only who may write about the company can."""


def company_refusal(company: Company | None, op: Operation) -> str:
    """Why a company-wide operation has no effect; empty if it has."""
    fact = op.fact
    if isinstance(fact, CompanyFounded):
        return "" if company is None and op.seq == 1 else "The company exists already."
    if company is None or op.company != company.id:
        return "It belongs to another company."
    by_desk = company.desk_refusal(op)
    if by_desk:
        return by_desk
    needs = _ANY_NEEDS if fact is None else _NEEDS.get(type(fact))
    if needs is None:
        return "This kind of entry does not belong to the company."
    if not isinstance(fact, (*_ANY_DESK, NoneType)) and op.actor != company.registrar:
        return "Only the registrar's desk writes people and settings."
    person = company.author(op)
    if person is None or not person.roles & needs:
        name = person.name if person else "This person"
        return f"{name} may not change this."
    if fact is None:
        return ""
    return _value_refusal(company, fact) or desk_entry_refusal(company.desks, op)


def _value_refusal(company: Company, fact: Fact) -> str:
    if isinstance(fact, SettingChanged) and _with_setting(company.settings, fact) is None:
        return f"There is no setting {fact.name} with this value."
    if isinstance(fact, PersonSet) and not {*fact.roles} <= {*Role}:
        return "It names a role this program does not know."
    return ""


def apply_company(company: Company | None, op: Operation) -> Company | None:
    """The company after ``op``, which :func:`company_refusal` has let pass."""
    fact = op.fact
    if isinstance(fact, CompanyFounded):
        admin = Person(op.who, fact.admin, FOUNDER_ROLES)
        return Company(
            op.company,
            op.actor,
            fact.desk,
            Settings(fact.name, fact.code),
            {op.who: ((op.seq, admin),)},
            desks=Desks(op.actor, grants=(Grant(op.seq, op.actor),)),
        )
    if company is None:
        return None
    match fact:
        case PersonSet():
            return _with_person(company, op, fact)
        case SettingChanged():
            settings = _with_setting(company.settings, fact) or company.settings
            changed = msgspec.structs.replace(company, settings=settings)
            return _with_separation(changed, op, fact) if fact.name == "separation" else changed
        case ProfileSet(name=name, lines=lines):
            made = OwnProfile(name, "\n".join(lines), op.at, op.who)
            return msgspec.structs.replace(company, profiles=(*company.profiles, made))
        case ListClosed():
            version = ListVersion(
                fact.list, fact.kind, fact.number, fact.rows, fact.source, op.at, op.who
            )
            return msgspec.structs.replace(company, lists={**company.lists, fact.kind: version})
        case None:
            return msgspec.structs.replace(company, needs_update=True)
        case _:
            return msgspec.structs.replace(company, desks=with_desk(company.desks, op))


def _with_person(company: Company, op: Operation, fact: PersonSet) -> Company:
    roles = frozenset(Role(role) for role in fact.roles)
    person = Person(fact.person, fact.name, roles, frozenset(fact.jobs))
    past = company.people.get(fact.person, ())
    people = {**company.people, fact.person: (*past, (op.seq, person))}
    narrowed = company.narrowed
    if fact.cuts is not None:
        cut = Narrowing(op.seq, fact.cuts, person)
        narrowed = {**narrowed, fact.person: (*narrowed.get(fact.person, ()), cut)}
    return msgspec.structs.replace(company, people=people, narrowed=narrowed)


def _with_separation(company: Company, op: Operation, fact: SettingChanged) -> Company:
    is_on = company.settings.separation
    separated = company.separated
    if is_on and fact.cuts is not None:
        separated = (*separated, FurtherBack(op.seq, fact.cuts))
    through = (*company.separation, (op.seq, is_on))
    return msgspec.structs.replace(company, separation=through, separated=separated)


def _with_setting(settings: Settings, fact: SettingChanged) -> Settings | None:
    values = msgspec.structs.asdict(settings)
    if fact.name not in values:
        return None
    try:
        values[fact.name] = msgspec.json.decode(fact.now.encode("utf-8"))
        return msgspec.convert(values, Settings)
    except msgspec.MsgspecError:
        return None
