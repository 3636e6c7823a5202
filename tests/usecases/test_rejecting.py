"""A reject file as the answer to a batch: what moves, what waits, and what is refused whole."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.sub_job import Export
from subjob_desk.usecases.reject_views import RejectPreview
from subjob_desk.usecases.rejecting import Rejecting
from tests.drivers.office import Office
from tests.drivers.refusals import refused
from tests.drivers.reject_files import ALL, BATCH, CASES, HOPELESS, Case, number_of, text_of

FILE = "SJ_RB_000001_ORIGINAL_REJ.jce"


class Answered:
    """The office after the batch of ``reject_files`` was written, and its reject file."""

    def __init__(self, office: Office, ids: dict[tuple[str, str], str]) -> None:
        self.office = office
        self.ids = ids
        self.rejecting = Rejecting(office.desk)
        office.desk.acting = office.desk.person_named("Dora").id
        self.batch = office.exporting.batches()[0].id
        self.lines = office.exporting.batch_text(self.batch).split("\r\n")[:-1]

    def file(self, data: bytes, name: str = FILE) -> Path:
        path = self.office.folder / name
        path.write_bytes(data)
        return path

    def preview(self, data: bytes, name: str = FILE, batch: str | None = "") -> RejectPreview:
        return self.rejecting.preview(self.batch if batch == "" else batch, self.file(data, name))

    def refused(self, data: bytes, name: str = FILE, batch: str | None = "") -> UserError:
        before = self.office.entries()
        with pytest.raises(UserError) as refused:
            self.preview(data, name, batch)
        assert self.office.entries() == before
        return refused.value

    def pick(self, *numbers: int) -> bytes:
        return text_of([self.lines[number - 1] for number in numbers])

    def owner(self, number: int) -> tuple[str, int]:
        """The sub job a line of the file belongs to, and its position there."""
        place = ALL.index(number)
        for job, extra, *amounts in BATCH:
            if place < len(amounts):
                return self.ids[job, extra], place
            place -= len(amounts)
        raise AssertionError(number)

    def export(self, sub: str) -> Export:
        latest = self.office.sub_job(sub).round
        assert latest is not None
        assert latest.export is not None
        return latest.export

    def states(self) -> dict[str, State]:
        return {sub: self.office.state(sub) for sub in self.ids.values()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[tuple[str, str], str]]:
    """The company file after the export, and its sub jobs."""
    office = Office(tmp_path_factory.mktemp("made"))
    ids: dict[tuple[str, str], str] = {}
    for job, extra, *amounts in BATCH:
        ids[job, extra] = office.accepted(extra, *amounts, job=job.replace("-", ""))
    office.export()
    office.close()
    return office.path, ids


@pytest.fixture
def written(
    tmp_path: Path, made: tuple[Path, dict[tuple[str, str], str]]
) -> Iterator[Callable[[], Answered]]:
    """Opens copies of that company."""
    opened: list[Office] = []

    def copy() -> Answered:
        folder = tmp_path / str(len(opened))
        folder.mkdir()
        office = Office.opened(Path(shutil.copy(made[0], folder / made[0].name)), folder)
        opened.append(office)
        return Answered(office, made[1])

    yield copy
    for office in opened:
        office.close()


@pytest.fixture
def sage(written: Callable[[], Answered]) -> Answered:
    return written()


@pytest.mark.parametrize("case", CASES, ids=lambda case: number_of(case.name))
def test_what_moves_and_that_nothing_else_does(sage: Answered, case: Case) -> None:
    if not case.matched:
        states = sage.states()
        assert sage.refused(case.make(sage.lines)).remedy
        assert sage.states() == states
        return
    preview = sage.preview(case.make(sage.lines))
    refused: dict[str, set[int]] = {}
    for number in case.matched:
        sub, position = sage.owner(number)
        refused.setdefault(sub, set()).add(position)
    assert {move.sub_job: set(move.refused) for move in preview.moves} == refused
    assert preview.is_whole == case.is_whole
    before = sage.office.entries()
    changes = sage.rejecting.apply(preview)
    assert changes.batches == {sage.batch}
    others = set(sage.ids.values()) - refused.keys()
    for sub, positions in refused.items():
        export = sage.export(sub)
        rest = set(range(len(export.lines))) - positions
        assert sage.office.state(sub) is State.FAILED
        assert set(export.refused) == positions
        assert set(export.open) == (set() if case.is_whole else rest)
        assert len(export.in_sage) == (len(rest) if case.is_whole else 0)
    rest_state = State.IN_SAGE if case.is_whole else State.EXPORTED
    assert {sage.office.state(sub) for sub in others} <= {rest_state}
    row = sage.office.exporting.batches()[0]
    assert row.state == "partly-refused"
    waiting = others | {sub for sub in refused if sage.export(sub).open}
    assert row.waiting == (0 if case.is_whole else len(waiting))
    moved = len(refused) + (len(others) if case.is_whole else 0)
    assert sage.office.entries() == before + moved + 1
    assert sage.office.undoing.next_undo() is None


@pytest.mark.parametrize(("name", "data"), HOPELESS)
def test_a_file_that_answers_nothing_is_refused_whole(
    sage: Answered, name: str, data: bytes
) -> None:
    before = sage.states()
    refused = sage.refused(data)
    assert refused.remedy
    assert sage.refused(data, "rej.jce", None).problem
    assert sage.states() == before


def test_what_a_hopeless_file_is_told(sage: Answered) -> None:
    nothing = "If Sage refused nothing, record the batch as posted."
    empty = sage.refused(b"\r\n")
    assert (empty.problem, empty.remedy) == (f"{FILE} is empty.", nothing)
    comments = sage.refused(b"; nothing\r\n")
    assert comments.problem == f"There is no record in {FILE}, only comments."
    foreign = sage.refused(dict(HOPELESS)["a foreign batch"])
    assert foreign.problem == (
        f"No line of {FILE} is a line of batch 1 as it was written. "
        "Line 1: Job 99-001 is not in batch 1."
    )
    assert foreign.remedy == "Choose another file, or tick what Sage refused by hand."
    edited = sage.refused(sage.pick(2, 3, 5).replace(b"20.00", b"22.00"))
    assert edited.problem.endswith("Line 3: Amount 22.00 instead of 20.00 in batch 1.")
    unknown = sage.refused(dict(HOPELESS)["a foreign batch"], "rej.jce", None)
    assert unknown.problem == "No line of rej.jce stands in a batch that waits for Sage's answer."
    own = sage.refused(text_of(sage.lines), "SJ_RB_000001_ORIGINAL.jce")
    assert own.problem == (
        "SJ_RB_000001_ORIGINAL.jce is the file of batch 1 itself, not what Sage refused of it."
    )
    assert own.remedy == "Choose the reject file that was named when the batch was imported."
    with pytest.raises(UserError, match="There is no such batch"):
        sage.preview(sage.pick(5), batch="nowhere")
    with pytest.raises(UserError, match=r"There is no file gone\.jce"):
        sage.rejecting.preview(sage.batch, sage.office.folder / "gone.jce")
    large = sage.file(b"")
    with large.open("r+b") as file:
        file.truncate((1 << 28) + 1)
    with refused(f"{large.name} is too large for a reject file.", "Choose the file Sage wrote."):
        sage.rejecting.preview(sage.batch, large)
    sage.office.desk.acting = sage.office.desk.person_named("Carl").id
    assert sage.refused(sage.pick(5)).problem == "Carl is not an exporter."


def test_what_is_said_and_kept_as_reason(sage: Answered) -> None:
    data = sage.pick(2, 3) + b"; Category is not standard\r\n" + sage.pick(5, 6, 7, 9)
    preview = sage.preview(data)
    assert [(m.name, m.refused, m.lines, m.message) for m in preview.moves] == [
        ("24-117/010", (1, 2), 3, "Category is not standard"),
        ("24-117/020", (1,), 2, f"no reason is given in {FILE}, line 7"),
    ]
    assert [one.reason for one in preview.records] == [
        "", "", "Category is not standard", "", "", "",
    ]  # fmt: skip
    assert (preview.matched, preview.lines, preview.unlisted) == (6, 3, 0)
    said = sage.rejecting.apply(preview).said
    assert said == "Batch 1: Sage refused 2 sub jobs; 3 sub jobs in Sage."
    sub = sage.ids["24-117", "010"]
    assert sage.office.browsing.sub_job(sub).banner == (
        "Sage refused 2 of its 3 lines: Category is not standard"
    )
    texts = [row.text for row in sage.office.browsing.history(sub)]
    assert texts[-1] == (
        "noted that Sage refused 2 lines of it in batch 1: Category is not standard"
    )


def test_what_is_not_clear_waits_until_the_user_says_so(sage: Answered) -> None:
    data = sage.pick(2, 3, 5) + b"Category is not standard\r\n"
    changes = sage.rejecting.apply(sage.preview(data))
    assert changes.said == (
        f"Batch 1: Sage refused 1 sub job in part. 1 record of {FILE} is not clear, so 4 sub "
        "jobs and the other lines of 1 sub job wait until you say what Sage did."
    )
    first, second = sage.ids["24-117", "010"], sage.ids["24-117", "020"]
    assert sage.office.browsing.sub_job(first).banner == (
        f"Sage refused 1 of its 3 lines: no reason is given in {FILE}, line 3; what it did with "
        "2 lines is not recorded yet"
    )
    answering = sage.office.answering
    with refused(
        "Sage's answer to a part of batch 1 is recorded: it was imported, so it cannot be void.",
        "Record what Sage did with the rest of it.",
    ):
        answering.void(sage.batch, "slip")
    with refused(
        "Not all of these sub jobs wait for an answer to batch 1.",
        "Name sub jobs of this batch.",
    ):
        answering.posted(sage.batch, ["nowhere"])
    with refused("No sub job is named.", "Name sub jobs of this batch."):
        answering.posted(sage.batch, [])
    assert answering.try_again([first]).stayed[0].message == (
        "What Sage did with 2 lines of it is not recorded yet: record that first, in Exports."
    )
    one = answering.posted(sage.batch, [second])
    assert one.said == "Batch 1: 1 sub job more in Sage; 4 sub jobs still waiting."
    assert sage.office.state(second) is State.IN_SAGE
    rest = answering.posted(sage.batch)
    assert rest.said == (
        "Batch 1: 3 sub jobs more and 2 open lines of 1 sub job refused in part in Sage; nothing "
        "waits any more."
    )
    assert sage.office.state(first) is State.FAILED
    assert [line.amount for line in sage.export(first).in_sage] == ["10.00", "30.00"]
    with pytest.raises(UserError, match="has its answer already: partly refused"):
        answering.posted(sage.batch)
    assert answering.try_again([first]).stayed == ()
    (again,) = sage.office.export(first)
    assert (again.number, again.lines, again.amount) == (2, 1, 2000)


def test_the_rest_can_be_refused_too(sage: Answered) -> None:
    sage.rejecting.apply(sage.preview(sage.pick(2, 3, 5) + b"?\r\n"))
    first, second = sage.ids["24-117", "010"], sage.ids["24-117", "020"]
    said = sage.office.answering.refused(sage.batch, [first, second], "Extra is closed").said
    assert said == "Batch 1: Sage refused 2 sub jobs; 3 sub jobs in Sage."
    assert [sage.export(sub).in_sage for sub in (first, second)] == [(), ()]
    assert sage.office.exporting.batches()[0].waiting == 0


def test_a_whole_batch_is_not_answered_by_single_names(sage: Answered) -> None:
    with pytest.raises(UserError, match="Batch 1 has no answer yet"):
        sage.office.answering.posted(sage.batch, [sage.ids["24-117", "010"]])


def test_the_mended_file_finishes_what_the_first_one_began(sage: Answered) -> None:
    sage.rejecting.apply(sage.preview(sage.pick(2, 3, 5, 7, 9) + b"?\r\n"))
    clear = sage.refused(sage.pick(2, 3, 5) + b"?\r\n")
    assert clear.problem == f"What is clear in {FILE} is recorded already."
    preview = sage.preview(sage.pick(2, 3, 5, 6, 7, 9))
    assert [(move.name, move.refused) for move in preview.moves] == [("24-117/010", (2,))]
    assert [one.name for one in preview.posted] == ["24-117/030", "24-200/010", "24-200/020"]
    assert preview.notes == ("In Sage are then 2 open lines of 2 sub jobs refused in part before.",)
    assert sage.rejecting.apply(preview).said.endswith(
        "Sage refused 1 sub job; 3 sub jobs and 2 open lines of 2 sub jobs refused in part in Sage."
    )
    assert [line.amount for line in sage.export(sage.ids["24-117", "010"]).in_sage] == ["10.00"]
    assert sage.export(sage.ids["24-117", "010"]).refused == (1, 2)
    assert sage.export(sage.ids["24-117", "020"]).in_sage
    assert sorted(sage.states().values()) == ["failed", "failed", "in-sage", "in-sage", "in-sage"]


def test_a_batch_answered_meanwhile_refuses_the_preview(sage: Answered) -> None:
    preview = sage.preview(sage.pick(2, 3, 5))
    sage.rejecting.apply(sage.preview(sage.pick(2, 3, 5) + b"?\r\n"))
    before = sage.office.entries()
    with pytest.raises(UserError, match="Batch 1 was answered meanwhile"):
        sage.rejecting.apply(preview)
    assert sage.office.entries() == before


def test_the_batch_is_found_by_its_lines(sage: Answered) -> None:
    found = sage.preview(sage.pick(2, 3, 5), "whatever.jce", None)
    assert (found.number, found.kind, found.file) == (1, "ORIGINAL", "whatever.jce")
    with_noise = sage.preview(sage.pick(2, 3, 5) + b"?\r\n", "whatever.jce", None)
    assert (with_noise.number, with_noise.is_whole) == (1, False)


def _again(sage: Answered) -> str:
    """Two extras are refused and go out again unchanged as batch 2; the id of that batch."""
    sage.rejecting.apply(sage.preview(sage.pick(2, 7, 8, 9, 10, 11)))
    subs = [sage.ids["24-117", "020"], sage.ids["24-117", "030"]]
    sage.office.answering.try_again(subs)
    (batch,) = sage.office.export(*subs)
    assert batch.number == 2
    return batch.id


def test_what_goes_out_again_names_the_batch_before(sage: Answered) -> None:
    _again(sage)
    rows = sage.office.exporting.batches()
    assert [(row.number, row.follows, row.waiting) for row in rows] == [(2, (1,), 2), (1, (), 0)]
    sub = sage.ids["24-117", "020"]
    texts = [row.text for row in sage.office.browsing.history(sub)]
    assert texts[-1] == "exported it as 020 in batch 2, 2 lines, again from batch 1"
    assert sage.office.browsing.sub_job(sub).again_from == 1
    assert sage.office.browsing.sub_job(sage.ids["24-117", "010"]).again_from == 0


def test_an_old_reject_file_does_not_answer_the_batch_that_follows(sage: Answered) -> None:
    second = _again(sage)
    old = sage.pick(2, 7, 8, 9, 10, 11)
    for data, name in ((old, FILE), (sage.pick(1, 2, 7, 8, 9), "rej.jce")):
        refused = sage.refused(data, name, second)
        assert refused.problem == f"{name} does not answer batch 2: it answers batch 1."
        assert refused.remedy.startswith("The answer to batch 1 is recorded already")
        answered = sage.refused(data, name, None)
        assert answered.problem == "Batch 1 has its answer already: partly refused."
    new = sage.preview(old, "SJ_RB_000002_ORIGINAL_REJ.jce", None)
    assert (new.number, len(new.moves)) == (2, 2)
    assert sage.preview(old, "rej.jce", None).number == 2


def test_a_file_of_another_batch_names_that_batch(sage: Answered) -> None:
    office = sage.office
    sub = office.accepted("090", "7.00", "8.00")
    (other,) = office.export(sub)
    lines = office.exporting.batch_text(other.id).encode("cp1252").split(b"\r\n")
    refused = sage.refused(b"\r\n".join(lines[1:4]), "rej.jce")
    assert refused.problem == "rej.jce does not answer batch 1: it answers batch 2."
    assert refused.remedy == "Choose batch 2, or the reject file of batch 1."
    assert sage.preview(b"\r\n".join(lines[1:4]), "rej.jce", None).number == 2
    unclear = sage.refused(b"\r\n".join([*lines[1:4], b"?"]), "rej.jce")
    assert unclear.problem == "rej.jce does not answer batch 1: it answers batch 2."


def test_two_batches_that_fit_equally_are_not_chosen_between(sage: Answered) -> None:
    office = sage.office
    subs = [office.accepted(code, "1.00") for code in ("091", "092")]
    for sub in subs:
        office.export(sub)
    bare = b'C,"03-310",,"LAB",11222026,0.00,"",1.00,,,,,""\r\n'
    refused = sage.refused(bare, "rej.jce", None)
    assert refused.problem == (
        "rej.jce could answer batch 3 or 2: its lines stand in each of them."
    )
    assert refused.remedy == "Choose the batch first, then its reject file."
