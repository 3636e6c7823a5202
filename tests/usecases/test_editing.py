"""Editing a sub job: saved as it is entered, folded, refused with the reason, one act at a time."""

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import Act, State
from subjob_desk.domain.rules import why_not
from subjob_desk.usecases.editing import MOST_LINES
from tests.drivers.office import CAMPUS, TOWER, Office
from tests.drivers.refusals import refused


def test_a_new_sub_job(office: Office) -> None:
    changes, sub = office.editing.new_sub_job(TOWER, " 010 ", '12" wall – east')
    assert changes.sub_jobs == {sub}
    assert changes.jobs == {TOWER}
    assert changes.said.startswith("Created 24-117/010.")
    after = office.sub_job(sub)
    assert (after.job, after.code, after.description) == ("24-117", "010", "12 in. wall - east")
    assert after.created_at == "2026-11-22T09:30:00Z"


@pytest.mark.parametrize(
    ("job", "code", "description", "words"),
    [
        ("99999", "010", "", "no such project"),
        (TOWER, "", "", "code is empty"),
        (TOWER, " - ", "", "code is empty"),
        (TOWER, "0→1", "", "character '→'"),
        (TOWER, "010", "a\nb", "character"),
        (TOWER, "010", "Φ", "character 'Φ'"),
    ],
)
def test_what_no_sub_job_is_made_of(
    office: Office, job: str, code: str, description: str, words: str
) -> None:
    entries = office.entries()
    with pytest.raises(UserError, match=words):
        office.editing.new_sub_job(job, code, description)
    assert office.entries() == entries


def test_a_code_is_taken_in_any_spelling(office: Office) -> None:
    first = office.draft("A-10", description="Slab")
    for code in ("A10", "a 10", "A-10"):
        with pytest.raises(UserError, match=r"taken by 24-117/A-10 \('Slab'\)\."):
            office.editing.new_sub_job(TOWER, code)
    office.editing.new_sub_job(CAMPUS, "A-10")
    office.standing.set_inactive([first], inactive=True)
    with pytest.raises(UserError, match="which is inactive"):
        office.editing.new_sub_job(TOWER, "A10")
    office.standing.set_inactive([first], inactive=False)
    office.editing.change_code(first, "a-10")
    assert office.sub_job(first).code == "a-10"


def test_a_deleted_draft_frees_its_code(office: Office) -> None:
    sub = office.draft("010")
    assert office.editing.delete([sub]).said == "Deleted 24-117/010."
    assert not office.exists(sub)
    office.draft("010")
    with pytest.raises(UserError, match="does not exist any more"):
        office.editing.change_description(sub, "Wall")


def test_only_drafts_that_were_never_sent_are_deleted(office: Office) -> None:
    draft, sent = office.draft("010"), office.sent("020")
    office.deciding.retrieve([sent])
    changes = office.editing.delete([draft, sent])
    assert changes.sub_jobs == {draft}
    assert "Only a draft can be deleted; it is: Retrieved." in changes.stayed[0].message


def test_every_field_is_saved_at_once_and_only_if_it_changed(office: Office) -> None:
    sub = office.draft("010", "10.00")
    line = office.sub_job(sub).lines[0]
    office.editing.change_code(sub, "011")
    office.editing.change_description(sub, "Wall")
    for field, text in (
        ("cost_code", "03-400"), ("category", "MAT"), ("quantity", "1,000"), ("unit", "cy"),
        ("amount", "($12.50)"),
    ):  # fmt: skip
        assert office.editing.change_line(sub, line.id, field, text).sub_jobs == {sub}
    after = office.sub_job(sub)
    now = after.lines[0]
    assert (after.code, after.description) == ("011", "Wall")
    assert (now.cost_code, now.category, now.quantity, now.unit, now.amount) == (
        "03-400", "MAT", 100_000, "cy", -1250,
    )  # fmt: skip
    entries = office.entries()
    assert office.editing.change_line(sub, line.id, "amount", "-12.5").is_empty
    assert office.editing.change_code(sub, "011").is_empty
    assert office.editing.change_description(sub, " Wall ").is_empty
    assert office.entries() == entries


@pytest.mark.parametrize(
    ("field", "text"),
    [("amount", "1e5"), ("amount", "1.005"), ("quantity", "NaN"), ("unit", "m³→"), ("amount", "x")],
)
def test_a_cell_that_cannot_be_taken_stays(office: Office, field: str, text: str) -> None:
    sub = office.draft()
    before = office.sub_job(sub)
    with pytest.raises(UserError):
        office.editing.change_line(sub, before.lines[0].id, field, text)
    with pytest.raises(UserError):
        office.editing.add_line(sub, field, text)
    assert office.sub_job(sub) == before


def test_lines_come_and_go(office: Office) -> None:
    sub = office.draft("010", "1", "2", "3")
    changes, new = office.editing.add_line(sub, "amount", "4")
    assert changes.sub_jobs == {sub}
    first, _second, third, fourth = office.sub_job(sub).lines
    assert (fourth.id, fourth.amount, fourth.cost_code) == (new, 400, "")
    assert office.editing.remove_lines(sub, [first.id, third.id]).said == "Removed 2 lines."
    assert [line.amount for line in office.sub_job(sub).lines] == [200, 400]
    with pytest.raises(UserError, match="does not exist any more"):
        office.editing.remove_lines(sub, [first.id])
    assert office.editing.remove_lines(sub, []).is_empty


def test_pasting_fills_lines_and_makes_new_ones_as_one_act(office: Office) -> None:
    sub = office.draft("010", "1", "2")
    second = office.sub_job(sub).lines[1]
    entries = office.entries()
    changes = office.editing.paste(
        sub,
        [second.id],
        ["amount", "unit"],
        [["20", "ea"], ["thirty", "ea"], ["", ""], ["40"]],
    )
    assert office.entries() == entries + 1
    (left,) = changes.stayed
    assert (left.name, left.sub_id) == ("line 3, amount", sub)
    assert changes.said.startswith("Pasted into 3 lines. 1 cell left as before: line 3, amount:")
    assert [(line.amount, line.unit) for line in office.sub_job(sub).lines] == [
        (100, ""), (2000, "ea"), (0, "ea"), (4000, ""),
    ]  # fmt: skip
    office.undoing.undo()
    assert [line.amount for line in office.sub_job(sub).lines] == [100, 200]


def test_a_sub_job_holds_so_many_lines(office: Office) -> None:
    sub = office.draft("010", "1")
    rows = [["1"]] * MOST_LINES
    with refused(
        "A sub job holds at most 5,000 estimate lines; this would make 5,001.",
        "Split it into several sub jobs.",
    ):
        office.editing.paste(sub, [], ["amount"], rows)
    office.editing.paste(sub, [], ["amount"], rows[1:])
    assert len(office.sub_job(sub).lines) == MOST_LINES
    with pytest.raises(UserError, match="at most"):
        office.editing.add_line(sub, "amount", "1")


@pytest.mark.parametrize("state", [State.SENT, State.ACCEPTED, State.EXPORTED, State.IN_SAGE])
def test_what_is_locked_says_why(office: Office, state: State) -> None:
    make = {
        State.SENT: office.sent,
        State.ACCEPTED: office.accepted,
        State.EXPORTED: office.exported,
        State.IN_SAGE: office.in_sage,
    }[state]
    sub = make()
    before = office.sub_job(sub)
    line = before.lines[0].id
    for act in (
        lambda: office.editing.change_code(sub, "011"),
        lambda: office.editing.change_description(sub, "Wall"),
        lambda: office.editing.change_line(sub, line, "amount", "1"),
        lambda: office.editing.add_line(sub, "amount", "1"),
        lambda: office.editing.remove_lines(sub, [line]),
        lambda: office.editing.paste(sub, [], ["amount"], [["1"]]),
    ):
        with pytest.raises(UserError) as refused:
            act()
        assert refused.value.problem == f"24-117/010: {why_not(Act.EDIT, before)}"
    assert office.sub_job(sub) == before


def test_only_the_projects_people_edit(office: Office) -> None:
    sub = office.draft()
    office.administering.set_person("Ben", ["pm"], ["24-200"])
    for who, words in (("Carl", "not a project manager"), ("Ben", "not a project manager of")):
        with office.by(who):
            with pytest.raises(UserError, match=words):
                office.editing.change_description(sub, "Wall")
            with pytest.raises(UserError, match=words):
                office.editing.new_sub_job(TOWER, "020")
            assert office.editing.delete([sub]).stayed[0].sub_id == sub


def test_inactive_ones_are_left_alone(office: Office) -> None:
    sub = office.draft()
    assert "inactive" in office.standing.set_inactive([sub], inactive=True).said
    with pytest.raises(UserError, match="It is inactive"):
        office.editing.change_description(sub, "Wall")
    assert office.deciding.send([sub]).stayed[0].message == "It is inactive."
    assert "active again" in office.standing.set_inactive([sub], inactive=False).said


def test_upper_case_is_a_setting(office: Office) -> None:
    office.administering.set_setting("upper_case", value=True)
    sub = office.draft("b-1")
    assert office.sub_job(sub).code == "B-1"
    office.editing.change_code(sub, "b-2")
    assert office.sub_job(sub).code == "B-2"


def test_everything_is_there_after_opening_again(office: Office) -> None:
    sub = office.draft("010", "1", "2")
    before = office.sub_job(sub)
    office.reopen()
    assert office.sub_job(sub) == before
    assert office.desk.person.name == "Ann"
