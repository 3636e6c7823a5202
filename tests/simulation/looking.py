"""What people see at a desk of the product when all is done: its use cases, asked as a window asks.

I6: every batch file can be made again there. I17: every race is in the list of each of them.
"""

from collections import Counter

from subjob_desk.domain.sub_job import SubJob
from subjob_desk.store import batch_queries
from subjob_desk.usecases.batch_bytes import bytes_of_batch
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.settling import Settling
from tests.simulation.checker import Checker
from tests.simulation.concerned import concerns_of
from tests.simulation.evidence import Evidence, stripped
from tests.simulation.files_for_sage import whole_batches
from tests.simulation.store_desk import StoreDesk


def look(desk: StoreDesk, checker: Checker) -> Counter[str]:
    """Ask everything at one desk; returns how much there was."""
    opened = Desk.open(desk.database.path, writing=False)
    try:
        return _files(opened, checker) + _lists(opened, checker)
    finally:
        opened.close()


def _files(desk: Desk, checker: Checker) -> Counter[str]:
    whole = whole_batches(checker.evidence, checker.effective, checker.sub_jobs)
    with desk.reading() as connection:
        records = [one for one in batch_queries.batches(connection) if one.id in whole]
    assert {one.id for one in records} == whole, "I6: a batch is not listed"
    for record in records:
        assert bytes_of_batch(desk, record)
    return Counter({"file made again at a desk of the product": len(records)})


def _lists(desk: Desk, checker: Checker) -> Counter[str]:
    evidence, found = checker.evidence, Counter[str]()
    waiting = {
        sub_job.id: concerns_of(evidence, checker.effective, sub_job)
        for sub_job in checker.sub_jobs
    }
    clashes = _clashes(evidence, checker.effective, checker.sub_jobs)
    for person in desk.company.everybody:
        desk.look_on_as(person.id)
        listed = Settling(desk).conflicts()
        rows = {(row.sub, row.kind) for row in listed}
        for sub, concerns in waiting.items():
            for concern, people in concerns:
                if person.id in people:
                    found["listed at a desk of the product"] += 1
                    told = any((sub, kind.value) in rows for kind in concern.kinds)
                    assert told, f"I17: {person.id} does not see row {concern.row} at {sub}"
        ids = {row.id for row in listed}
        for job, code in clashes:
            told = f"clash/{job}/extra/{code}" in ids
            assert told, f"I17: {person.id} does not see row 6 at {job} {code}"
    found["clash at a desk of the product"] = len(clashes)
    return found


def _clashes(
    evidence: Evidence, effective: set[str], sub_jobs: list[SubJob]
) -> set[tuple[str, str]]:
    """Row 6: project and code under which several were accepted whose only answer that is."""
    holders: dict[tuple[str, str], list[str]] = {}
    for sub_job in sub_jobs:
        own = [e for e in evidence.by_sub[sub_job.id] if e in effective]
        kinds = Counter(evidence[e]["typ"] for e in own)
        if {*kinds} <= {"created", "sent", "accepted"} and kinds["accepted"] == kinds["sent"] == 1:
            [accepted] = [e for e in own if evidence[e]["typ"] == "accepted"]
            code = stripped(evidence[accepted]["val"]["extra_code"])
            holders.setdefault((stripped(sub_job.job), code), []).append(sub_job.id)
    return {code for code, held in holders.items() if len(held) > 1}
