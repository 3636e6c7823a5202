"""The shapes that several documents share: a row, a problem, the outcome of an act.

The keys are those of ``product.md`` section 9; a document of one command stands beside it.
"""

from collections.abc import Iterable

from subjob_desk.cli.outcome import DONE, PARTLY, REFUSED, Outcome
from subjob_desk.domain.changes import Changes
from subjob_desk.domain.checks import Problem, Severity
from subjob_desk.domain.codes import natural_key
from subjob_desk.domain.money import decimal_text
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.views import SubJobRow
from subjob_desk.usecases.words import counted


def problem_document(problem: Problem) -> dict[str, object]:
    """A problem of a sub job."""
    return {
        "severity": problem.severity.value,
        "field": problem.field,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def row_document(row: SubJobRow, problems: Iterable[Problem]) -> dict[str, object]:
    """A sub job in ``list``."""
    return {
        "job": row.job,
        "code": row.code,
        "description": row.description,
        "state": row.state.value,
        "round": row.round,
        "amount": decimal_text(row.amount),
        "lines": row.lines,
        "problems": [problem_document(problem) for problem in problems],
    }


def problem_line(problem: Problem) -> str:
    """A problem for people: ``blocking: Line … Give it a category.``"""
    return f"{problem.severity.value}: {sentences(problem.message, problem.remedy)}"


def count_problems(problems: Iterable[Problem]) -> str:
    """``2 blocking, 1 warning``; empty if there are none."""
    found = [problem.severity for problem in problems]
    blocking, warnings = found.count(Severity.BLOCKING), found.count(Severity.WARNING)
    told = [f"{blocking} blocking"] if blocking else []
    return ", ".join([*told, counted(warnings, "warning")] if warnings else told)


def sentences(*parts: str) -> str:
    """The parts that say something, one after the other."""
    return " ".join(part for part in parts if part)


def refused_document(name: str, message: str, remedy: str) -> dict[str, object]:
    """What an act left alone."""
    return {"sub_job": name, "message": message, "remedy": remedy}


def refused_note(name: str, message: str, remedy: str) -> str:
    """The same for people: ``24-117/013: It is locked.``"""
    return f"{name}: {sentences(message, remedy)}"


def act_outcome(desk: Desk, changes: Changes, *, sweep: bool = False) -> Outcome:
    """The outcome of an act on sub jobs: what was done, and what stays for which reason.

    If all of it stays, an act on named sub jobs was refused; a ``sweep`` over all found faults.
    """
    done = _names(desk, changes)
    document: dict[str, object] = {
        "done": done,
        "stayed": [refused_document(one.name, one.message, one.remedy) for one in changes.stayed],
        "said": changes.said,
    }
    notes = [refused_note(one.name, one.message, one.remedy) for one in changes.stayed]
    if not changes.stayed:
        return Outcome(document, (changes.said,), status=DONE)
    if done or sweep:
        return Outcome(document, (changes.said,), notes, PARTLY)
    first = changes.stayed[0]
    document |= {"problem": f"{first.name}: {first.message}", "remedy": first.remedy}
    return Outcome(document, (), notes, REFUSED)


def nothing_to(verb: str) -> Outcome:
    """``--all`` where there is nothing on which the act is possible."""
    said = f"There is nothing to {verb}."
    return Outcome({"done": [], "stayed": [], "said": said}, (said,))


def _names(desk: Desk, changes: Changes) -> list[str]:
    """``JOB/CODE`` of what was changed, by project and code, as typed."""
    browsing = Browsing(desk)
    name = browsing.names()
    return [
        name(row.id, row.name)
        for job in sorted(changes.jobs, key=natural_key)
        for row in browsing.sub_jobs(job)
        if row.id in changes.sub_jobs
    ]
