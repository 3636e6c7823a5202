"""Linking sub jobs to extras that Sage has, with the lists and the neighbours behind it."""

from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import Act, State
from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.importing import Importing
from subjob_desk.usecases.inbox import InboxBrowsing
from subjob_desk.usecases.linking import Linking
from tests.drivers.office import DATE, TOWER, Office

EXTRAS = (
    "Job,Extra,Description\n24-117,010,Parking canopy\n24-117,0-20,Generator pad\n"
    "24-117,100,Façade north\n24-200,300,Eye Institute\n"
)


def take_extras(office: Office, text: str = EXTRAS) -> None:
    """A new list of Sage's extras."""
    _take(office, "extras", text)


def _take(office: Office, kind: str, text: str) -> None:
    sheet = office.folder / f"{kind}.csv"
    sheet.write_text(text, encoding="utf-8", newline="")
    with office.by("Dora"):
        importing = Importing(office.desk)
        importing.apply(importing.preview(kind, sheet))


@pytest.fixture
def desk(office: Office) -> Office:
    _take(office, "jobs", "Job,Description\n24-117,Harbor Tower\n24-200,Mercy Campus\n")
    take_extras(office)
    return office


def link(office: Office, sub: str, extra: str, who: str = "Ann") -> str:
    with office.by(who):
        return Linking(office.desk).link(sub, extra).said


def rules(office: Office, sub: str) -> list[str]:
    return [problem.rule for problem in office.browsing.sub_job(sub).problems]


def refusal(office: Office, sub: str, extra: str, who: str = "Ann") -> tuple[str, str]:
    entries = office.entries()
    with pytest.raises(UserError) as refused:
        link(office, sub, extra, who)
    assert office.entries() == entries
    return refused.value.problem, refused.value.remedy


def test_an_extra_that_sage_has_blocks_until_it_is_linked(desk: Office) -> None:
    sub = desk.draft("010", description="Parking canopy")
    (problem,) = desk.browsing.sub_job(sub).problems
    assert (problem.message, problem.link) == (
        "Extra 010 is already in Sage ('Parking canopy').",
        "010",
    )
    assert link(desk, sub, problem.link) == (
        "Linked 24-117/010 to Extra 010 of Sage ('Parking canopy')."
    )
    assert rules(desk, sub) == []
    page = desk.browsing.sub_job(sub)
    assert (page.linked, page.row.extra_code) == ("010", "010")


def test_the_spelling_of_sage_is_kept_and_goes_out(desk: Office) -> None:
    sub = desk.draft("015", description="Generator pad")
    link(desk, sub, " 020 ")
    assert desk.sub_job(sub).linked == "0-20"
    with desk.by("Ann"):
        desk.deciding.send([sub])
    assert InboxBrowsing(desk.desk).item(sub).extra_code == "0-20"
    desk.accept(sub)
    (batch,) = desk.export()
    data = Path(batch.file).read_bytes()
    assert b'E,"0-20","Generator pad"\r\n' in data
    assert b'"015"' not in data


def test_a_description_other_than_that_of_sage_is_a_warning(desk: Office) -> None:
    sub = desk.draft("015", description="Pad for generator")
    link(desk, sub, "0-20")
    (problem,) = desk.browsing.sub_job(sub).problems
    assert problem.message == "Sage describes Extra 0-20 as 'Generator pad'."
    assert problem.suggestion == "Generator pad"


def test_the_inbox_says_to_which_extra_it_adds(desk: Office) -> None:
    sub = desk.draft("015", description="Generator pad")
    link(desk, sub, "0-20")
    with desk.by("Ann"):
        desk.deciding.send([sub])
    inbox = InboxBrowsing(desk.desk)
    assert inbox.item(sub).sage_note == "adds to Extra 0-20, which Sage has"
    assert [row.odd for row in inbox.items("waiting")] == [()]
    with desk.by("Carl"):
        changes = desk.deciding.accept([sub], "015")
    assert changes.stayed[0].message == (
        "Extra code 015 is not that of Extra 0-20, to which it is linked."
    )
    with desk.by("Carl"):
        assert desk.deciding.accept([sub], "020").stayed == ()
    assert desk.sub_job(sub).extra_code == "0-20"


def test_an_approver_links_what_waits_and_accepts_it(desk: Office) -> None:
    with desk.by("Ann"):
        desk.administering.set_setting("term", "Option")
    sub = desk.draft("011", description="Parking canopy")
    with desk.by("Ann"):
        desk.deciding.send([sub])
    assert refusal(desk, sub, "010")[0] == "24-117/011: Ann is not an approver."
    assert link(desk, sub, "010", "Carl").startswith("Linked 24-117/011 to Option 010")
    desk.accept(sub)
    assert desk.sub_job(sub).extra_code == "010"


def test_what_sage_refused_is_linked_and_tried_again(desk: Office) -> None:
    take_extras(desk, "Job,Extra,Description\n24-117,0-20,Generator pad\n")
    sub = desk.failed("010")
    take_extras(desk)
    link(desk, sub, "010", "Carl")
    with desk.by("Carl"):
        desk.answering.try_again([sub])
    assert rules(desk, sub) == ["description-differs"]
    assert len(desk.export()) == 1


def test_an_extra_that_is_not_on_the_list(desk: Office) -> None:
    sub = desk.draft("011")
    assert refusal(desk, sub, "300") == (
        "Extra 300 is not on Sage's list for job 24-117.",
        "Choose one that is, or import a newer list of Extras.",
    )
    assert refusal(desk, sub, " ")[0] == "No Extra is named."


def test_without_a_list_nothing_is_known(office: Office) -> None:
    sub = office.draft("010")
    assert refusal(office, sub, "010") == (
        "No list of Sage's Extras was imported: it is not known which there are.",
        "Import the list of Extras from Sage first.",
    )
    assert Linking(office.desk).candidates(sub) == []
    assert rules(office, sub) == ["project-not-in-sage"]


def test_an_extra_that_another_sub_job_holds(desk: Office) -> None:
    first, second = desk.draft("011", description="Canopy"), desk.draft("012")
    link(desk, first, "010")
    assert refusal(desk, second, "010") == (
        "Extra 010 is taken by 24-117/011 ('Canopy').",
        "Take that link away first, or choose another one.",
    )
    third = desk.draft("0-10", description="Roof")
    assert rules(desk, third) == ["code-taken", "extra-in-sage"]
    assert [one.link for one in desk.browsing.sub_job(third).problems] == ["", ""]
    fourth = desk.draft("100")
    assert refusal(desk, second, "100") == (
        "Extra 100 is taken by 24-117/100 ('Level 100').",
        "Give that one another code first, or link that one.",
    )
    assert link(desk, fourth, "100")


def test_a_code_typed_later_clashes_on_both_sides(desk: Office) -> None:
    first = desk.draft("011", description="Generator pad")
    link(desk, first, "0-20")
    second = desk.draft("021", description="Roof")
    with desk.by("Ann"):
        desk.editing.change_code(second, "020")
    told = {sub: desk.browsing.sub_job(sub).problems[0].message for sub in (first, second)}
    assert told == {
        first: "Extra 0-20 is taken by 24-117/020 ('Roof').",
        second: "Code 020 is taken by 24-117/011 ('Generator pad', extra code 0-20).",
    }


def test_an_extra_that_went_from_the_list_blocks(desk: Office) -> None:
    sub = desk.draft("011", description="Parking canopy")
    link(desk, sub, "010")
    take_extras(desk, "Job,Extra,Description\n24-117,0-20,Generator pad\n")
    (problem,) = desk.browsing.sub_job(sub).problems
    assert problem.message == ("Extra 010, to which it is linked, is not on Sage's list any more.")
    with desk.by("Ann"):
        assert [one.sub_id for one in desk.deciding.send([sub]).stayed] == [sub]
        assert Linking(desk.desk).unlink([sub]).said == (
            "Took the link of 24-117/011 to Sage away."
        )
        assert desk.deciding.send([sub]).stayed == ()


def test_a_sheet_still_comes_in_where_only_the_link_is_wrong(desk: Office) -> None:
    sub = desk.draft("011", "5.00", description="Parking canopy")
    link(desk, sub, "010")
    take_extras(desk, "Job,Extra,Description\n24-117,0-20,Generator pad\n")
    sheet = desk.folder / "rows.csv"
    rows = "Job,Extra,Description,Cost Code,Category,Amount\n24-117,011,Parking canopy,03-310,LAB,7"
    sheet.write_text(rows, encoding="utf-8", newline="")
    with desk.by("Ann"):
        importing = Importing(desk.desk)
        preview = importing.preview("sub-jobs", sheet)
        assert (preview.refused, preview.updated) == ((), 1)
        importing.apply(preview)
    assert (desk.sub_job(sub).linked, desk.sub_job(sub).lines[0].amount) == ("010", 700)


def test_unlinking_tells_of_each_that_stays(desk: Office) -> None:
    linked, free = desk.draft("011"), desk.draft("012")
    link(desk, linked, "010")
    with desk.by("Ann"):
        changes = Linking(desk.desk).unlink([linked, free])
    assert changes.sub_jobs == {linked}
    assert [one.message for one in changes.stayed] == ["It is not linked to anything in Sage."]


def test_linking_is_undone_by_name(desk: Office) -> None:
    sub = desk.draft("011")
    link(desk, sub, "010")
    with desk.by("Ann"):
        assert desk.undoing.undo().said == "Undone: link of 24-117/011."
        assert desk.sub_job(sub).linked == ""
        assert desk.undoing.redo().said == "Done again: link of 24-117/011."
    assert desk.sub_job(sub).linked == "010"


def test_the_same_link_twice_is_recorded_once(desk: Office) -> None:
    sub = desk.draft("011")
    link(desk, sub, "010")
    entries = desk.entries()
    assert link(desk, sub, "0-10") == "24-117/011 is linked to Extra 010 already."
    assert desk.entries() == entries
    link(desk, sub, "100")
    told = [row.text for row in desk.browsing.history(sub)][-2:]
    assert told == [
        "linked it to Extra 010 of Sage ('Parking canopy')",
        "linked it to Extra 100 of Sage ('Façade north') instead of 010",
    ]


def test_what_was_exported_keeps_its_link(desk: Office) -> None:
    sub = desk.draft("011", description="Parking canopy")
    link(desk, sub, "010")
    with desk.by("Ann"):
        desk.deciding.send([sub])
    desk.accept(sub)
    (batch,) = desk.export()
    with desk.by("Dora"):
        desk.answering.posted(batch.id)
    with desk.by("Ann"):
        desk.deciding.revise([sub])
        changes = Linking(desk.desk).unlink([sub])
    assert "until a reset" in changes.stayed[0].message
    with desk.by("Ann"):
        desk.deciding.reset([sub], "gone", deleted_in_sage=True)
    assert (desk.state(sub), desk.sub_job(sub).linked) == (State.DRAFT, "")


def test_candidates_are_searched_and_the_likely_ones_come_first(desk: Office) -> None:
    sub = desk.draft("020", description="façade NORTH")
    linking = Linking(desk.desk)
    assert [(one.code, one.description) for one in linking.candidates(sub)] == [
        ("0-20", "Generator pad"),
        ("100", "Façade north"),
        ("010", "Parking canopy"),
    ]
    assert [one.code for one in linking.candidates(sub, "can park")] == ["010"]
    assert [one.code for one in linking.candidates(sub, "20")] == ["0-20"]
    assert [one.code for one in linking.candidates(sub, limit=1)] == ["0-20"]
    link(desk, sub, "100")
    other = desk.draft("011")
    held = {one.code: one.held_by for one in linking.candidates(other)}
    assert held == {"010": "", "0-20": "24-117/020", "100": "24-117/020"}


def test_what_can_be_done_is_said_beforehand(desk: Office) -> None:
    sub = desk.draft("011")
    with desk.by("Carl"):
        found = Browsing(desk.desk).availability([sub])
    assert found[Act.LINK].reason == "Carl is not a project manager."
    with desk.by("Ann"):
        found = Browsing(desk.desk).availability([sub])
    assert found[Act.LINK].ids == (sub,)
    assert found[Act.UNLINK].reason == "It is not linked to anything in Sage."
    assert Browsing(desk.desk).sub_jobs(TOWER)[0].extra_code == ""


def test_a_link_that_somebody_else_has_by_now_is_not_given_back(desk: Office) -> None:
    first, second = desk.draft("020"), desk.draft("021", who="Ben")
    link(desk, first, "100")
    with desk.by("Ann"):
        Linking(desk.desk).unlink([first])
    link(desk, second, "1-00", who="Ben")
    entries = desk.entries()
    with desk.by("Ann"), pytest.raises(UserError) as refused:
        desk.undoing.undo()
    assert (refused.value.problem, refused.value.remedy) == (
        "24-117/020 would stand for Extra 100 again, which 24-117/021 has by now.",
        "Take that link away, or give that one another code first.",
    )
    assert (desk.entries(), desk.sub_job(first).linked) == (entries, "")


def test_undoing_is_not_refused_for_what_was_so_before(desk: Office) -> None:
    first, second = desk.draft("020"), desk.draft("021", who="Ben")
    link(desk, second, "100", who="Ben")
    with desk.by("Ann"):
        desk.editing.change_description(first, "Ramp")
    office_code = desk.editing.new_sub_job(TOWER, "1-01", "Other")[1]
    with desk.by("Ann"):
        desk.undoing.undo()
        assert desk.undoing.undo().said.startswith("Undone: description of")
    assert not desk.exists(office_code)


def _accepted_and_then_in_sage(desk: Office) -> str:
    sub = desk.accepted("030", "5.00")
    take_extras(desk, "Job,Extra,Description\n24-117,030,By hand\n")
    return sub


def test_what_is_accepted_is_told_how_it_can_be_linked(desk: Office) -> None:
    sub = _accepted_and_then_in_sage(desk)
    with desk.by("Dora"):
        plan = desk.exporting.plan(DATE, desk.out)
    assert plan.stay == (
        (
            "24-117/030",
            "Extra 030 is already in Sage ('By hand').",
            "Withdraw the acceptance first, then link this sub job to it or take another code.",
        ),
    )
    (problem,) = desk.browsing.sub_job(sub).problems
    assert problem.link == ""
    with desk.by("Carl"):
        desk.deciding.withdraw([sub], "in Sage already")
        Linking(desk.desk).link(sub, "030")
    desk.accept(sub)
    assert len(desk.export()) == 1


def test_what_was_accepted_with_a_link_that_is_gone(desk: Office) -> None:
    sub = desk.draft("031", description="Façade north")
    link(desk, sub, "100")
    with desk.by("Ann"):
        desk.deciding.send([sub])
    desk.accept(sub)
    take_extras(desk, "Job,Extra,Description\n24-117,030,By hand\n")
    with desk.by("Dora"):
        ((_name, _message, remedy),) = desk.exporting.plan(DATE, desk.out).stay
    assert remedy == (
        "Ask accounting to import the newest list, or withdraw the acceptance and take the link "
        "away."
    )


def test_what_a_check_would_keep_here_is_not_tried_again(desk: Office) -> None:
    sub = desk.failed("030", "5.00")
    take_extras(desk, "Job,Extra,Description\n24-117,030,By hand\n")
    with desk.by("Carl"):
        changes = desk.answering.try_again([sub])
    assert [(one.message, one.remedy) for one in changes.stayed] == [
        (
            "Extra 030 is already in Sage ('By hand').",
            "Link this sub job to it or take another code.",
        )
    ]
    assert desk.state(sub) is State.FAILED
    with desk.by("Carl"):
        Linking(desk.desk).link(sub, "030")
        assert desk.answering.try_again([sub]).stayed == ()
    assert len(desk.export()) == 1
