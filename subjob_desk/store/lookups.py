"""What is asked of the company's lists: cost codes, categories, extras known to Sage."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from subjob_desk.domain.check_context import Category, CostCode, KnownExtra
from subjob_desk.domain.codes import strip
from subjob_desk.store import projections as p
from subjob_desk.store.entries import chunks

_c = p.cost_code.c
_COST_CODE = select(_c.code, _c.description, _c.is_group, _c.is_active)


def cost_codes(connection: Connection, keys: Iterable[str]) -> dict[str, CostCode]:
    """Cost codes by stripped code; those on no list are left out."""
    found: dict[str, CostCode] = {}
    for part in chunks(sorted(set(keys))):
        for row in connection.execute(_COST_CODE.where(_c.key.in_(part))):
            found[strip(row.code)] = CostCode(*row)
    return found


def search_cost_codes(connection: Connection, text: str, limit: int) -> list[CostCode]:
    """Active cost codes with every word of ``text`` in code or description, in code order."""
    conditions = [_c.search.contains(word, autoescape=True) for word in text.lower().split()]
    query = _COST_CODE.where(_c.is_active, *conditions).order_by(_c.sort).limit(limit)
    return [CostCode(*row) for row in connection.execute(query)]


def all_codes(connection: Connection) -> list[str]:
    """Every active cost code as on the list: what *did you mean* chooses from."""
    query = select(_c.code).where(_c.is_active, _c.is_group.is_(False)).order_by(_c.sort)
    return list(connection.execute(query).scalars())


def categories(connection: Connection) -> dict[str, Category]:
    """The standard categories by stripped code, in that order."""
    query = select(p.category.c.key, p.category.c.code, p.category.c.description)
    rows = connection.execute(query.order_by(p.category.c.key))
    return {row.key: Category(row.code, row.description) for row in rows}


def known_extras(
    connection: Connection, job_key: str, keys: Iterable[str]
) -> dict[str, KnownExtra]:
    """Extras of a job that Sage knows, by stripped code."""
    found: dict[str, KnownExtra] = {}
    e = p.known_extra.c
    for part in chunks(sorted(set(keys))):
        query = select(e.key, e.code, e.description).where(e.job_key == job_key, e.key.in_(part))
        found.update(
            (row.key, KnownExtra(row.code, row.description)) for row in connection.execute(query)
        )
    return found


def extras_of(connection: Connection, job_key: str) -> list[KnownExtra]:
    """Every extra of a job that Sage knows."""
    e = p.known_extra.c
    query = select(e.code, e.description).where(e.job_key == job_key)
    return [KnownExtra(row.code, row.description) for row in connection.execute(query)]


def all_known_extras(connection: Connection) -> list[tuple[str, str, str, str]]:
    """``(job key, key, code, description)`` of every extra Sage knows."""
    e = p.known_extra.c
    query = select(e.job_key, e.key, e.code, e.description).order_by(e.job_key, e.key)
    return [(row.job_key, row.key, row.code, row.description) for row in connection.execute(query)]


def all_cost_codes(connection: Connection) -> list[CostCode]:
    """Every cost code, on the list or no longer, in code order."""
    return [CostCode(*row) for row in connection.execute(_COST_CODE.order_by(_c.sort))]


def project_standings(connection: Connection) -> dict[str, tuple[str, str, str]]:
    """``(job, description, standing)`` of every project by stripped job code."""
    c = p.project.c
    rows = connection.execute(select(c.key, c.job, c.description, c.standing))
    return {row.key: (row.job, row.description, row.standing) for row in rows}


def projects_of(connection: Connection, keys: Iterable[str]) -> dict[str, tuple[str, str, str]]:
    """Like :func:`project_standings`, of some projects."""
    c = p.project.c
    found: dict[str, tuple[str, str, str]] = {}
    for part in chunks(sorted(set(keys))):
        query = select(c.key, c.job, c.description, c.standing).where(c.key.in_(part))
        for row in connection.execute(query):
            found[row.key] = (row.job, row.description, row.standing)
    return found


def addresses_of(
    connection: Connection, keys: Iterable[str]
) -> dict[str, tuple[str, str, str, str]]:
    """Address, city, state and ZIP of projects by stripped job code; empty where not known."""
    c = p.project.c
    found: dict[str, tuple[str, str, str, str]] = {}
    for part in chunks(sorted(set(keys))):
        query = select(c.key, c.address, c.city, c.state, c.zip).where(c.key.in_(part))
        for key, *address in connection.execute(query):
            found[key] = (address[0], address[1], address[2], address[3])
    return found


def count_of(connection: Connection, kind: str) -> int:
    """How many rows of a list are in force."""
    tables = {"extras": p.known_extra, "categories": p.category}
    if kind == "jobs":
        query = select(func.count()).where(p.project.c.standing.in_(("open", "closed")))
    elif kind == "cost-codes":
        query = select(func.count()).where(_c.is_active)
    else:
        query = select(func.count()).select_from(tables[kind])
    return connection.execute(query).scalar_one()
