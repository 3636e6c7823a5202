"""Which batch a reject file answers: never guessed, and no batch that waits is left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from subjob_desk.usecases.reject_views import RejectPreview
from subjob_desk.usecases.rejecting import Rejecting
from tests.drivers.office import CAMPUS, Office
from tests.drivers.reject_files import BATCH, text_of

FOREIGN = 'C,"99-999",,"LAB",11222026,0.00,"",1.00,,,,,"777"'
MEND = (
    "Mend what is not clear in it, or give it the name that was proposed for the reject file of "
    "its batch: that name tells which one it answers."
)


class Answers:
    """An office with batches, and reject files for them."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.rejecting = Rejecting(office.desk)

    def batch(self, *subs: str) -> tuple[str, list[str]]:
        """Export them; the batch and the lines of its file without the title."""
        (batch,) = self.office.export(*subs)
        text = self.office.exporting.batch_text(batch.id)
        return batch.id, text.split("\r\n")[1:-1]

    def preview(
        self, lines: list[str], batch: str | None = None, name: str = "rej.jce"
    ) -> RejectPreview:
        path = self.office.folder / name
        path.write_bytes(text_of(lines))
        return self.rejecting.preview(batch, path)

    def refused(self, lines: list[str], batch: str | None = None, name: str = "rej.jce") -> str:
        with pytest.raises(UserError) as refused:
            self.preview(lines, batch, name)
        return f"{refused.value.problem} | {refused.value.remedy}"


@pytest.fixture
def answers(tmp_path: Path) -> Iterator[Answers]:
    office = Office(tmp_path)
    office.desk.acting = office.desk.person_named("Dora").id
    yield Answers(office)
    office.close()


def test_an_unclear_file_is_not_guessed_between_batches(answers: Answers) -> None:
    office = answers.office
    first, _ = answers.batch(office.accepted("040", "7.00"))
    _, lines = answers.batch(office.accepted("040", "7.00", job=CAMPUS))
    unclear = [lines[-1], FOREIGN]
    told = "rej.jce could answer batch 2 or 1: its lines stand in each of them."
    assert answers.refused([lines[-1]]) == f"{told} | Choose the batch first, then its reject file."
    assert answers.refused(unclear) == f"{told} | {MEND}"
    assert answers.refused(unclear, first) == f"{told} | {MEND}"
    name = "SJ_RB_000001_ORIGINAL_REJ.jce"
    assert answers.preview(unclear, first, name).number == 1
    assert answers.preview(unclear, None, name).number == 1
    title = "; SubJob Desk batch 000002 ORIGINAL: 1 extras, 1 lines, total 7.00"
    assert answers.preview([title, *unclear]).number == 2
    assert answers.preview([lines[-1]], first).number == 1


def test_a_chosen_batch_gives_way_to_one_that_fits_more_lines(answers: Answers) -> None:
    office = answers.office
    first, _ = answers.batch(office.accepted("040", "7.00"))
    subs = [
        office.accepted(code, amount, job=CAMPUS)
        for code, amount in (("040", "7.00"), ("050", "8.00"))
    ]
    _, lines = answers.batch(*subs)
    unclear = [*(line for line in lines if line.startswith("C")), FOREIGN]
    assert answers.refused(unclear, first) == (
        "rej.jce does not answer batch 1: it answers batch 2. | "
        "Choose batch 2, or the reject file of batch 1."
    )
    assert answers.preview(unclear).number == 2


def test_a_foreign_file_is_told_which_batches_wait(answers: Answers) -> None:
    told = "No line of rej.jce stands in a batch that waits for Sage's answer. | {}"
    which = "Choose the reject file that Sage wrote of {}."
    assert answers.refused([FOREIGN]) == told.format("No batch waits for Sage's answer.")
    for code, batches in (
        ("010", "batch 1"),
        ("020", "batches 1 and 2"),
        ("030", "batches 1, 2 and 3"),
        ("040", "batches 1, 2, 3 and 4"),
        ("050", "batches 1, 2, 3 and 2 more"),
    ):
        answers.batch(answers.office.accepted(code))
        assert answers.refused([FOREIGN]) == told.format(which.format(batches))


def test_none_of_many_waiting_batches_is_left_out(answers: Answers) -> None:
    office = answers.office
    _, lines = answers.batch(office.accepted("100", "7.00"))
    for number in range(101, 128):
        office.export(office.accepted(str(number), "7.00"))
    for part in (lines, lines[-1:], [*lines, FOREIGN]):
        found = answers.preview(part)
        assert (found.number, [move.name for move in found.moves]) == (1, ["24-117/100"])
    without_extra = lines[-1].removesuffix('"100"').rstrip(",")
    assert answers.refused([without_extra]).startswith("rej.jce could answer batch 28 or 27 or 26")


def test_a_sorted_file_refuses_and_posts_nothing_wrong(answers: Answers) -> None:
    office = answers.office
    ids = {(job, extra): office.accepted(extra, *amounts, job=job.replace("-", ""))
           for job, extra, *amounts in BATCH}  # fmt: skip
    batch, lines = answers.batch()
    refused = sorted(lines[number - 2] for number in (2, 3, 4, 12, 16, 17))
    preview = answers.preview(refused, batch)
    assert [move.name for move in preview.moves] == ["24-200/020"]
    assert (preview.is_whole, preview.posted) == (False, ())
    assert "as if an editor had sorted, moved or deleted lines" in preview.notes[0]
    told = (
        "Of no line of rej.jce is it certain which line of {} it is: what stands in it could be "
        "several of them. | Choose the file as Sage wrote it, or tick what Sage refused by hand."
    )
    assert answers.refused([lines[2]], batch) == told.format("batch 1")
    assert answers.refused([lines[2]]) == told.format("a batch")
    answers.rejecting.apply(preview)
    states = {pair: office.state(sub) for pair, sub in ids.items()}
    assert states.pop(("24-200", "020")) is State.FAILED
    assert set(states.values()) == {State.EXPORTED}


def test_what_is_said_when_only_open_lines_were_posted(answers: Answers) -> None:
    office = answers.office
    sub = office.accepted("010", "1.00", "2.00", "3.00")
    batch, lines = answers.batch(sub)
    answers.rejecting.apply(answers.preview([*lines[:3], "?"], batch))
    said = office.answering.posted(batch).said
    assert said == (
        "Batch 1: 2 open lines of 1 sub job refused in part in Sage; nothing waits any more."
    )


def test_a_long_reason_is_kept_whole(answers: Answers) -> None:
    _, lines = answers.batch(answers.office.accepted("010", "1.00", "2.00"))
    reasons = [f"; {word * 80}" for word in ("One ", "Two ")]
    file = [*lines[:2], reasons[0], lines[2], reasons[1], lines[3]]
    (move,) = answers.preview(file).moves
    assert move.message == "; ".join(reason[2:].strip() for reason in reasons)
