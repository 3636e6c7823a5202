"""Lists from Sage: replaced as a whole once closed; what is gone stays, marked."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from subjob_desk.domain.check_context import Category, CostCode, KnownExtra
from subjob_desk.domain.facts import JobTyped, ListClosed, ListPart
from subjob_desk.domain.operations import COMPANY
from subjob_desk.store import lookups, maintenance
from subjob_desk.store import projections as p
from subjob_desk.store.database import Database
from subjob_desk.store.list_rows import COLUMNS
from subjob_desk.store.projector import Touched, append, company_of
from tests.drivers.log import COMPANY_ID, HOME, Log
from tests.drivers.new_database import new_database


class Lists:
    """Imports lists into a company file, in parts of two rows, each list as one act."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._log = Log()
        self._count = 0
        with database.write() as connection:
            append(connection, self._log.operations)

    def take(
        self, kind: str, rows: Sequence[tuple[str, ...]], *, who: str = "dora", close: bool = True
    ) -> Touched:
        """Import ``rows``; without ``close`` the last operation is still to come."""
        self._count += 1
        name, deed = f"list-{self._count}", f"import-{self._count}"
        made = [
            self._log.note(who, ListPart(name, kind, tuple(rows[n : n + 2])), COMPANY, deed=deed)
            for n in range(0, len(rows), 2)
        ]
        if close:
            closing = ListClosed(name, kind, f"{kind}.csv", self._count, len(rows))
            made.append(self._log.note(who, closing, COMPANY, deed=deed))
        with self.database.write() as connection:
            return append(connection, made)

    def type_job(self, job: str, description: str) -> Touched:
        """A project typed by an administrator."""
        op = self._log.note("ann", JobTyped(job, description), COMPANY)
        with self.database.write() as connection:
            return append(connection, [op])

    def standings(self) -> dict[str, str]:
        """Standing of each project by stripped job code."""
        with self.database.read() as connection:
            rows = connection.execute(select(p.project.c.key, p.project.c.standing))
            return {row.key: row.standing for row in rows}


@pytest.fixture
def lists(path: Path) -> Iterator[Lists]:
    """A founded company; at the end its tables are what the log says."""
    with new_database(path, COMPANY_ID, HOME) as opened:
        yield Lists(opened)
        assert maintenance.projection_findings(opened, _no_progress) == []


def _no_progress(_done: int, _total: int) -> None:
    pass


def _job(code: str, description: str = "", status: str = "open") -> tuple[str, ...]:
    row = {"job": code, "description": description, "status": status}
    return tuple(row.get(column, "") for column in COLUMNS["jobs"])


def test_jobs_open_closed_and_gone(lists: Lists) -> None:
    touched = lists.take("jobs", [_job("24-117", "Tower"), _job("24-200", "", "closed")])
    assert touched.jobs == {"24117", "24200"}
    assert touched.company
    assert lists.standings() == {"24117": "open", "24200": "closed"}
    touched = lists.take("jobs", [_job("24.200", "Campus"), _job("24-300")])
    assert touched.jobs == {"24117", "24200", "24300"}
    assert lists.standings() == {"24117": "gone", "24200": "open", "24300": "open"}
    with lists.database.read() as connection:
        assert lookups.projects_of(connection, ["24117", "24200"]) == {
            "24117": ("24-117", "Tower", "gone"),
            "24200": ("24.200", "Campus", "open"),
        }
        assert lookups.count_of(connection, "jobs") == 2


def test_a_typed_job_stays_until_sage_has_it(lists: Lists) -> None:
    assert lists.type_job("24-400", "Pier").jobs == {"24400"}
    lists.take("jobs", [_job("24-117")])
    assert lists.standings() == {"24117": "open", "24400": "typed"}
    lists.type_job("24117", "Other words")
    lists.take("jobs", [_job("24-117"), _job("24-400", "Pier")])
    assert lists.standings() == {"24117": "open", "24400": "open"}


def test_an_open_list_has_no_effect(lists: Lists) -> None:
    lists.take("categories", [("LAB", "Labor"), ("MAT", "Material"), ("SUB", "")], close=False)
    with lists.database.read() as connection:
        assert lookups.categories(connection) == {}
        company = company_of(connection)
    assert company is not None
    assert company.lists == {}


def test_all_parts_of_a_list_count_the_last_spelling_of_a_code(lists: Lists) -> None:
    rows = [("LAB", "Labor"), ("MAT", "Material"), ("Lab", "Again")]
    lists.take("categories", rows)
    with lists.database.read() as connection:
        assert lookups.categories(connection) == {
            "LAB": Category("Lab", "Again"),
            "MAT": Category("MAT", "Material"),
        }
    lists.take("categories", [("EQP", "")])
    with lists.database.read() as connection:
        assert lookups.categories(connection) == {"EQP": Category("EQP", "")}


def test_cost_codes_that_are_gone_stay_inactive(lists: Lists) -> None:
    lists.take("cost-codes", [("03-310", "Concrete", ""), ("03-000", "Group", "yes")])
    lists.take("cost-codes", [("03 000", "Group", "yes"), ("09-900", "Paint", "")])
    with lists.database.read() as connection:
        assert lookups.cost_codes(connection, ["03310", "03000", "09900", "1"]) == {
            "03310": CostCode("03-310", "Concrete", is_active=False),
            "03000": CostCode("03 000", "Group", is_group=True),
            "09900": CostCode("09-900", "Paint"),
        }
        assert lookups.count_of(connection, "cost-codes") == 2
        assert lookups.all_codes(connection) == ["09-900"]
        found = lookups.search_cost_codes(connection, "PAINT 09", 10)
    assert [code.code for code in found] == ["09-900"]


def test_extras_are_replaced(lists: Lists) -> None:
    lists.take("extras", [("24-117", "010", "Canopy"), ("24-200", "010", "Wing")])
    lists.take("extras", [("24.117", "0-20", "Roof")])
    with lists.database.read() as connection:
        assert lookups.known_extras(connection, "24117", ["010", "020"]) == {
            "020": KnownExtra("0-20", "Roof")
        }
        assert lookups.known_extras(connection, "24200", ["010"]) == {}
        assert lookups.count_of(connection, "extras") == 1


def test_an_empty_list_empties(lists: Lists) -> None:
    lists.take("jobs", [_job("24-117")])
    lists.take("categories", [("LAB", "")])
    lists.take("jobs", [])
    lists.take("categories", [])
    assert lists.standings() == {"24117": "gone"}
    with lists.database.read() as connection:
        assert lookups.categories(connection) == {}


def test_a_list_by_somebody_else_has_no_effect(lists: Lists) -> None:
    lists.take("jobs", [_job("24-117")])
    touched = lists.take("jobs", [_job("99-999")], who="carl")
    assert not touched.company
    assert len(touched.refused) == 2
    assert lists.standings() == {"24117": "open"}


def test_a_kind_nobody_knows_is_kept_without_rows(lists: Lists) -> None:
    assert lists.take("vendors", [("1", "2")]).jobs == set()
    assert lists.standings() == {}
