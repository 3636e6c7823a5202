"""What a database server refuses reaches the user as a problem and a remedy, by code."""

from typing import Final

import psycopg
import pytest
from psycopg import errors
from sqlalchemy.exc import ArgumentError, DBAPIError

from subjob_desk.sync.database_faults import Place, database_faults
from tests.drivers.refusals import refused

PLACE = Place("srv:5433", "office", "ann", "postgresql://127.0.0.1:1/office")
WAITS: Final = "Until then everything you do waits in the outbox; nothing is lost."
AGAIN: Final = f"Synchronise again in a minute. {WAITS}"
NO_ANSWER: Final = (
    "The database server srv:5433 does not answer.",
    f"Check the network, and whether the server is running. {WAITS}",
)
BUSY: Final = ("The database server srv:5433 is too busy at this moment.", AGAIN)
FULL: Final = (
    "The disk of the database server srv:5433 is full.",
    f"Ask whoever looks after the server to make room there. {WAITS}",
)
GONE: Final = (
    "The database server srv:5433 stopped answering.",
    f"Synchronise again when it is back. {WAITS}",
)
LACKS: Final = (
    "In the database office on srv:5433 ann lacks the rights a hub needs.",
    f"Ask whoever looks after the server for the right to make, read and fill a table. {WAITS}",
)
NOT_LET_IN: Final = "The database server srv:5433 does not let ann into the database office."
CHECK: Final = (
    f"Check person, password and database of the hub with whoever looks after the server. {WAITS}"
)
OTHER: Final = (
    "The database office on srv:5433 has a table hub_file of another program.",
    "Choose a database that holds nothing but the hub.",
)
ADDRESS: Final = (
    "The address of the hub on srv:5433 is not understood.",
    "It looks like postgresql://person@server/database.",
)


def said_by(code: str, words: str = "FATAL:  no entry for ann") -> DBAPIError:
    """What the driver raises of this code."""
    return DBAPIError("SELECT 1", None, errors.lookup(code)(words))


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("08006", GONE),
        (
            "25006",
            (
                "The database office on srv:5433 can only be read.",
                f"Ask whoever looks after the server, or choose another hub. {WAITS}",
            ),
        ),
        (
            "28000",
            (f"{NOT_LET_IN} It says: no entry for ann.", CHECK),
        ),
        ("3F000", LACKS),
        ("40P01", BUSY),
        ("42501", LACKS),
        (
            "42P01",
            (
                "The hub in the database office on srv:5433 has just been deleted.",
                "Synchronise again: it is made anew, and every desk puts back what it holds.",
            ),
        ),
        ("42703", OTHER),
        ("53100", FULL),
        ("53300", BUSY),
        ("55P03", BUSY),
        ("57P01", GONE),
        ("57P03", ("The database server srv:5433 is just starting or stopping.", AGAIN)),
        ("58030", FULL),
    ],
)
def test_each_code_of_a_server_has_its_words(code: str, told: tuple[str, str]) -> None:
    with refused(*told), database_faults(PLACE):
        raise said_by(code)


def test_a_refusal_without_words_of_its_own_says_no_more() -> None:
    with (
        refused(NOT_LET_IN, CHECK),
        database_faults(PLACE),
    ):
        raise said_by("28P01", "")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (DBAPIError("SELECT 1", None, psycopg.OperationalError("the line is cut")), GONE),
        (DBAPIError(None, None, psycopg.ProgrammingError("no word 'sslmod'")), ADDRESS),
        (ArgumentError("no port"), ADDRESS),
        (DBAPIError(None, None, psycopg.OperationalError("no route")), NO_ANSWER),
    ],
    ids=str,
)
def test_what_the_driver_says_without_a_code(error: Exception, told: tuple[str, str]) -> None:
    with refused(*told), database_faults(PLACE):
        raise error


@pytest.mark.parametrize(
    "unknown",
    [
        said_by("22012"),
        DBAPIError("SELECT 1", None, psycopg.InterfaceError("closed")),
        DBAPIError("SELECT 1", None, OSError("no database")),
    ],
    ids=str,
)
def test_a_code_nobody_knows_stays_a_bug(unknown: DBAPIError) -> None:
    with pytest.raises(DBAPIError), database_faults(PLACE):
        raise unknown
