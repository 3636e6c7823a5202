"""Sage's answer and the ways out of a refusal: once, by exporters and approvers, with reasons."""

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from tests.drivers.office import Office


def _batch(office: Office) -> str:
    return office.exporting.batches()[0].id


def test_posted(office: Office) -> None:
    subs = [office.accepted("010"), office.accepted("020")]
    office.export()
    with office.by("Dora"):
        changes = office.answering.posted(_batch(office))
    assert changes.said == "Batch 1 is posted: 2 sub jobs in Sage."
    assert changes.sub_jobs == set(subs)
    assert changes.batches == {_batch(office)}
    assert office.states(*subs) == [State.IN_SAGE] * 2
    assert office.exporting.batches()[0].state == "posted"


def test_void_makes_them_to_export_again(office: Office) -> None:
    sub = office.exported()
    with office.by("Dora"):
        with pytest.raises(UserError, match="Reason is empty"):
            office.answering.void(_batch(office), "  ")
        assert "Do not import its file" in office.answering.void(_batch(office), "slip").said
    assert office.state(sub) is State.ACCEPTED
    (again,) = office.export()
    assert (again.number, again.kind) == (2, "ORIGINAL")
    assert [row.state for row in office.exporting.batches()] == ["written", "void"]


def test_partly_refused(office: Office) -> None:
    bad, good = office.accepted("010"), office.accepted("020")
    office.export()
    with office.by("Dora"):
        for ids, message, words in (
            ([], "no", "No sub job is named"),
            (["nowhere"], "no", "Not all of these"),
            ([bad], " ", "Sage's message is empty"),
        ):
            with pytest.raises(UserError, match=words):
                office.answering.refused(_batch(office), ids, message)
        changes = office.answering.refused(_batch(office), [bad], "no such extra")
    assert changes.said == "Batch 1: Sage refused 1 sub job; 1 sub job in Sage."
    assert office.states(bad, good) == [State.FAILED, State.IN_SAGE]
    assert office.exporting.batches()[0].state == "partly-refused"
    latest = office.sub_job(bad).round
    assert latest is not None
    assert latest.export is not None
    assert latest.export.message == "no such extra"


@pytest.mark.parametrize("answer", ["posted", "refused", "void"])
def test_an_answer_is_given_once(office: Office, answer: str) -> None:
    sub = office.exported()
    batch = _batch(office)
    with office.by("Dora"):
        match answer:
            case "posted":
                office.answering.posted(batch)
            case "refused":
                office.answering.refused(batch, [sub], "no")
            case _:
                office.answering.void(batch, "slip")
        before, entries = office.sub_job(sub), office.entries()
        with pytest.raises(UserError, match="has its answer already"):
            office.answering.posted(batch)
        with pytest.raises(UserError, match="has its answer already"):
            office.answering.refused(batch, [sub], "no")
        with pytest.raises(UserError, match="has its answer already"):
            office.answering.void(batch, "slip")
    assert (office.sub_job(sub), office.entries()) == (before, entries)


def test_only_exporters_answer(office: Office) -> None:
    sub = office.exported()
    for who in ("Ann", "Carl"):
        with office.by(who):
            with pytest.raises(UserError, match="is not an exporter"):
                office.answering.posted(_batch(office))
            with pytest.raises(UserError, match="is not an exporter"):
                office.answering.void(_batch(office), "slip")
    with office.by("Dora"), pytest.raises(UserError, match="no such batch"):
        office.answering.posted("nowhere")
    assert office.state(sub) is State.EXPORTED


def test_another_extra_code_after_a_refusal(office: Office) -> None:
    sub = office.failed()
    office.accepted("020")
    with office.by("Carl"):
        for code in ("020", "", "0123456789A"):
            with pytest.raises(UserError):
                office.answering.correct(sub, code)
        assert "goes out again as 0110" in office.answering.correct(sub, "0110").said
    assert (office.state(sub), office.sub_job(sub).extra_code) == (State.ACCEPTED, "0110")
    (batch,) = office.export(sub)
    assert b'E,"0110","Level 010"' in (office.out / "SJ_RB_000002_ORIGINAL.jce").read_bytes()
    assert batch.number == 2


def test_a_corrected_code_ends_with_a_new_acceptance(office: Office) -> None:
    sub = office.failed()
    with office.by("Carl"):
        office.answering.correct(sub, "0110")
        office.deciding.withdraw([sub])
    office.accept(sub, extra_code="0120")
    assert office.sub_job(sub).extra_code == "0120"
    office.export(sub)
    assert b'E,"0120"' in (office.out / "SJ_RB_000002_ORIGINAL.jce").read_bytes()


def test_try_again_unchanged(office: Office) -> None:
    sub = office.failed()
    with office.by("Carl"):
        assert office.answering.try_again([sub]).said == ("24-117/010 to export again, unchanged.")
    first, second = office.export(sub)[0], office.exporting.batches()[0]
    assert first.id == second.id
    texts = [office.exporting.batch_text(row.id) for row in office.exporting.batches()]
    assert texts[0].replace("000002", "000001") == texts[1]


def test_posted_after_all(office: Office) -> None:
    sub = office.failed()
    with office.by("Dora"):
        with pytest.raises(UserError, match="Reason is empty"):
            office.answering.posted_after_all([sub], "")
        assert office.answering.posted_after_all([sub], "by hand").said == "24-117/010 in Sage."
    assert office.state(sub) is State.IN_SAGE
    assert len(office.sub_job(sub).in_sage) == 1


def test_rejecting_a_refused_one(office: Office) -> None:
    sub = office.failed()
    with office.by("Carl"):
        office.deciding.reject([sub], "Wrong code")
    assert office.state(sub) is State.REJECTED
    office.editing.change_code(sub, "011")
    office.deciding.send([sub])
    office.accept(sub)
    (batch,) = office.export()
    assert batch.kind == "ORIGINAL"


def test_ways_out_are_for_failed_ones_and_the_right_people(office: Office) -> None:
    sub = office.exported()
    with office.by("Carl"):
        assert "Only what Sage refused" in office.answering.try_again([sub]).stayed[0].message
        with pytest.raises(UserError, match="Only what Sage refused"):
            office.answering.correct(sub, "0110")
        stays = office.answering.posted_after_all([sub], "by hand").stayed
        assert stays[0].message == "Carl is not an exporter."
    with office.by("Ann"):
        assert office.answering.try_again([sub]).stayed[0].message == "Ann is not an approver."
        with pytest.raises(UserError, match="Ann is not an approver"):
            office.answering.correct(sub, "0110")
    assert office.state(sub) is State.EXPORTED
