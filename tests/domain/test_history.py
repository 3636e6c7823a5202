"""History in sentences: every kind of entry says what was done."""

from pathlib import Path

import pytest

from subjob_desk.domain.facts import (
    KINDS,
    BatchAnswered,
    BatchOpened,
    Created,
    Fact,
    LineChange,
    LineFact,
    LinesChanged,
    PersonSet,
    PostingGranted,
    Rejected,
    Revoked,
    SettingChanged,
    TakenBack,
)
from subjob_desk.domain.history import sentence
from subjob_desk.domain.operations import decode
from subjob_desk.domain.shared_facts import WHOLLY

STORED = (Path(__file__).parent / "data" / "operations.jsonl").read_bytes().splitlines()

SAID = {
    "created": "created 010 'Level 10, façade' with 2 lines",
    "deleted": "deleted it",
    "code_changed": "changed the code from 010 to 011",
    "description_changed": "changed the description from 'Slab' to 'Dalle été'",
    "lines_changed": "added 1 line, changed 1 line, removed 1 line",
    "content_imported": (
        "imported a sheet: 'Slab' became 'Slab 2'; added the line 03-310 LAB 2,600.00"
    ),
    "sent": "sent it to accounting, round 2",
    "retrieved": "retrieved it from accounting",
    "accepted": "accepted it as 0042",
    "rejected": "rejected it: Other - too much",
    "taken_back": "withdrew the acceptance: slip",
    "undone": "took the last step back",
    "exported": "exported it as 010 in batch 7, 1 line",
    "equal_in_sage": "found no amount that differs from Sage: nothing to write",
    "posted": "noted that Sage has taken it",
    "refused": "noted that Sage refused 2 lines of it in batch 7: no such cost code",
    "voided": "made batch 7 void: never imported",
    "extra_code_corrected": "corrected the extra code from 010 to 0100",
    "tried_again": "set it to be exported again, unchanged",
    "posted_after_all": "noted that Sage has it after all: typed in by hand",
    "revised": "opened a change",
    "change_discarded": "discarded the change",
    "reset": "reset it, the extra was deleted in Sage: deleted in Sage",
    "inactivated": "made it inactive",
    "reactivated": "made it active again",
    "batch_opened": "opened batch 7, ORIGINAL",
    "batch_closed": "wrote the file: 2 lines, total 749.50",
    "batch_answered": "recorded Sage's answer, partly refused: one line",
    "company_founded": "founded the company Riverside Builders",
    "person_set": "gave Ben the roles pm, viewer",
    "setting_changed": 'set term to "Option"',
    "list_part": "recorded rows of a list",
    "list_closed": "imported the list of jobs from jobs.csv, 1 rows",
    "job_typed": "typed the project 24-118 'Pier', not in Sage yet",
    "linked": "linked it to Extra 0042 of Sage ('Façade, north') instead of 010",
    "unlinked": "took the link to Extra 0042 of Sage away",
    "profile_set": "changed the interchange profile riverside",
    "enrolled": "let the desk Anna's laptop in",
    "revoked": "revoked the desk desk beyond its entry 57: lost on site",
    "branch_kept": "kept one branch of the desk desk, up to its entry 12",
    "checkpoint": "noted how far every desk is",
    "posting_released": "gave the posting back",
    "posting_granted": (
        "took the posting for the desk desk, after a look into Sage: the old PC is broken"
    ),
    "acknowledged": "received what other desks wrote",
    "noted": "took notice of what happened at the same time",
}


def test_every_kind_has_its_sentence() -> None:
    said = {
        op.kind: sentence(op.fact, {"batchaaaaaaaaaaa": 7}) for op in map(decode, STORED) if op.fact
    }
    assert said == SAID
    assert list(SAID) == list(KINDS)


def _changes(*changes: tuple[LineFact | None, LineFact | None]) -> LinesChanged:
    return LinesChanged(tuple(LineChange(was, now) for was, now in changes))


LAB = LineFact("l1", "03-310", "LAB", "1.00", "", "5.00")


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (None, "did something this version of SubJob Desk does not know"),
        (Created("1", "010", "Slab"), "created 010 'Slab'"),
        (_changes((None, LAB)), "added the line 03-310 LAB 5.00"),
        (_changes((LAB, None)), "removed the line 03-310 LAB 5.00"),
        (
            _changes((LAB, LineFact("l1", "", "", "1.00", "hr", "6.00"))),
            (
                "changed a line: cost code from 03-310 to nothing, category from LAB to nothing, "
                "unit from nothing to hr, amount from 5.00 to 6.00"
            ),
        ),
        (_changes((None, LAB), (None, LAB)), "added 2 lines"),
        (_changes(), "changed nothing in the lines"),
        (Rejected("Wrong code"), "rejected it: Wrong code"),
        (TakenBack((), ""), "withdrew the acceptance"),
        (BatchAnswered("posted"), "recorded Sage's answer, posted"),
        (PersonSet("p", "Ben", ()), "gave Ben the roles none"),
        (Revoked("desk", WHOLLY), "let the desk desk in again"),
        (Revoked("desk", 5), "revoked the desk desk beyond its entry 5"),
        (PostingGranted("desk", released="0" * 64), "made the desk desk the posting desk"),
        (
            PostingGranted("desk"),
            "took the posting for the desk desk, after a look into Sage",
        ),
        (
            PersonSet("p", "Ben", ("pm",), cuts={"desk": 5}),
            "gave Ben the roles pm, at once at every desk",
        ),
        (
            SettingChanged("separation", "false", "true", {}),
            "set separation to true, at once at every desk",
        ),
        (
            BatchOpened(7, "CHANGE", "2026-11-22", "default", {}, despite="no network"),
            "opened batch 7, CHANGE, although entries of other desks may be missing: no network",
        ),
    ],
)
def test_sentences_leave_out_what_is_not_there(fact: Fact | None, said: str) -> None:
    assert sentence(fact, {}) == said


def test_a_batch_without_a_number() -> None:
    exported = next(decode(stored) for stored in STORED if decode(stored).kind == "exported")
    assert sentence(exported.fact, {}) == "exported it as 010 in a batch, 1 line"
