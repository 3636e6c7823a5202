"""Sentences that several verbs say."""

from subjob_desk.domain.changes import Stayed
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.usecases.words import counted, name_of, outcome, stayed

SUB_JOB = SubJob("id", "24-117", "010", "Level 10", "")


def _left(count: int) -> list[Stayed]:
    return [Stayed(str(n), f"24-117/{n:03d}", "It is locked.", "") for n in range(count)]


def test_counts_in_words() -> None:
    assert counted(0, "row") == "0 rows"
    assert counted(1, "row") == "1 row"
    assert counted(1_200, "row") == "1,200 rows"
    assert counted(2, "category", "categories") == "2 categories"


def test_names_as_typed() -> None:
    assert name_of(SUB_JOB) == "24-117/010"


def test_what_stays_has_a_name_and_a_reason() -> None:
    assert stayed(SUB_JOB, "It is locked.", "Retrieve it.") == Stayed(
        "id", "24-117/010", "It is locked.", "Retrieve it."
    )


def test_one_is_named_and_many_are_counted() -> None:
    assert outcome("Sent {what}.", [], ["24-117/010"]) == "Sent 24-117/010."
    assert outcome("Sent {what}.", [], ["a", "b"]) == "Sent 2 sub jobs."
    assert outcome("Sent {what}.", [], []) == ""


def test_what_stays_is_told_with_its_reason() -> None:
    assert outcome("Sent {what}.", _left(1), ["a"]) == (
        "Sent a. 1 stays as it is: 24-117/000: It is locked."
    )
    assert outcome("Sent {what}.", _left(5), []) == (
        "5 stay as they are: 24-117/000: It is locked; 24-117/001: It is locked; "
        "24-117/002: It is locked; and 2 more."
    )


def test_a_word_in_braces_is_only_a_word() -> None:
    assert outcome("Rejected {what}: see {drawing}.", [], ["a"]) == "Rejected a: see {drawing}."
