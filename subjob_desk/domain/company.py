"""The company: settings, people through time, and which lists from Sage are in force.

A fold like that of a sub job: pure, total, refused operations change nothing.
"""

from typing import Final, TypeVar

import msgspec

from subjob_desk.domain.facts import (
    CompanyFounded,
    Fact,
    JobTyped,
    ListClosed,
    ListPart,
    PersonSet,
    ProfileSet,
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


class Company(msgspec.Struct, frozen=True):
    """Everything company-wide that rules and screens ask for."""

    id: str
    registrar: str
    """Actor that orders people, settings and checkpoints."""
    desk: str
    settings: Settings
    people: dict[str, tuple[tuple[int, Person], ...]]
    """By person id: from which operation of the registrar on they are what."""
    separation: tuple[tuple[int, bool], ...] = ((0, True),)
    """Separation of duties through time, like ``people``."""
    lists: dict[str, ListVersion] = {}
    profiles: tuple[OwnProfile, ...] = ()
    """Every version of every profile of its own, oldest first: a batch names the one it used."""
    needs_update: bool = False

    def person_at(self, who: str, adm: int) -> Person | None:
        """The person as of operation ``adm`` of the registrar; ``None`` if unknown then."""
        return _at(self.people.get(who, ()), adm)

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


def _at(timeline: tuple[tuple[int, _T], ...], adm: int) -> _T | None:
    return next((value for since, value in reversed(timeline) if since <= adm), None)


_NEEDS: Final[dict[type[Fact], frozenset[Role]]] = {
    PersonSet: frozenset({Role.ADMIN}),
    SettingChanged: frozenset({Role.ADMIN}),
    ProfileSet: frozenset({Role.ADMIN}),
    JobTyped: frozenset({Role.ADMIN}),
    ListPart: frozenset({Role.ADMIN, Role.EXPORTER}),
    ListClosed: frozenset({Role.ADMIN, Role.EXPORTER}),
}


def company_refusal(company: Company | None, op: Operation) -> str:
    """Why a company-wide operation has no effect; empty if it has."""
    fact = op.fact
    if isinstance(fact, CompanyFounded):
        return "" if company is None and op.seq == 1 else "The company exists already."
    if company is None or op.company != company.id:
        return "It belongs to another company."
    if fact is None:
        return "Update the program to read this."
    needs = _NEEDS.get(type(fact))
    if needs is None:
        return "This kind of entry does not belong to the company."
    if not isinstance(fact, ListPart | ListClosed) and op.actor != company.registrar:
        return "Only the registrar's desk writes people and settings."
    person = company.person_at(op.who, op.adm)
    if person is None or not person.roles & needs:
        name = person.name if person else "This person"
        return f"{name} may not change this."
    return _value_refusal(company, fact)


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
        )
    if company is None:
        return None
    match fact:
        case PersonSet():
            return _with_person(company, op, fact)
        case SettingChanged():
            settings = _with_setting(company.settings, fact) or company.settings
            separation = company.separation
            if fact.name == "separation":
                separation = (*separation, (op.seq, settings.separation))
            return msgspec.structs.replace(company, settings=settings, separation=separation)
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
            return company


def _with_person(company: Company, op: Operation, fact: PersonSet) -> Company:
    roles = frozenset(Role(role) for role in fact.roles)
    person = Person(fact.person, fact.name, roles, frozenset(fact.jobs))
    past = company.people.get(fact.person, ())
    people = {**company.people, fact.person: (*past, (op.seq, person))}
    return msgspec.structs.replace(company, people=people)


def _with_setting(settings: Settings, fact: SettingChanged) -> Settings | None:
    values = msgspec.structs.asdict(settings)
    if fact.name not in values:
        return None
    try:
        values[fact.name] = msgspec.json.decode(fact.now.encode("utf-8"))
        return msgspec.convert(values, Settings)
    except msgspec.MsgspecError:
        return None
