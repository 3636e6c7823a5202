"""export, answer and failed: files, exact documents, and the ways out."""

import datetime as dt
import hashlib
import shutil
from pathlib import Path

import pytest

from subjob_desk.usecases.browsing import Browsing
from subjob_desk.usecases.deciding import Deciding
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.exporting import Exporting
from tests.cli.console import Console
from tests.drivers.failing_disk import no_names

DATE = ("--date", "2026-11-22")

FILE = (
    b"; SubJob Desk batch 000001 ORIGINAL: 2 extras, 3 lines, total 4350.50\r\n"
    b'*,"24-117","Harbor Tower"\r\n'
    b'E,"010","Level 10"\r\n'
    b'C,"03-310",,"LAB",11222026,40.00,"hour",2600.00,,,,,"010"\r\n'
    b'C,"03-310",,"MAT",11222026,0.00,"",1850.50,,,,,"010"\r\n'
    b'E,"020","Level 20"\r\n'
    b'C,"09-900",,"LAB",11222026,0.00,"",-100.00,,,,,"020"\r\n'
)


@pytest.fixture(scope="module")
def answered(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the company with both sub jobs accepted."""
    console = Console(tmp_path_factory.mktemp("accepted"))
    shutil.copy(filled, console.file)
    console.done("send", "--as", "Ann", "--all")
    console.done("accept", "--as", "Carl", "--all")
    return console.file


@pytest.fixture
def accepted(console: Console, answered: Path) -> Console:
    """The company with both sub jobs accepted."""
    shutil.copy(answered, console.file)
    return console


@pytest.fixture
def exported(accepted: Console) -> Console:
    """The company with both sub jobs in batch 1."""
    accepted.exported()
    return accepted


@pytest.fixture
def failed(exported: Console) -> Console:
    """The company with 010 refused by Sage and 020 in Sage."""
    exported.done(
        *("answer", "--as", "Carl", "--batch", "1"),
        *("--refused", "24-117/010", "--message", "No such phase"),
    )
    return exported


def outbox(console: Console) -> Path:
    """A folder to export into."""
    folder = console.folder / "for Sage"
    folder.mkdir(exist_ok=True)
    return folder


def test_export_as_a_document(accepted: Console) -> None:
    folder = outbox(accepted)
    document = accepted.json("export", "--as", "Carl", "--out", folder, *DATE)
    path = folder / "SJ_RB_000001_ORIGINAL.jce"
    assert path.read_bytes() == FILE
    assert document == {
        "batches": [
            {
                "number": 1,
                "kind": "ORIGINAL",
                "file": str(path),
                "sha256": hashlib.sha256(FILE).hexdigest(),
                "lines": 3,
                "amount": "4350.50",
                "sub_jobs": ["24-117/010", "24-117/020"],
            }
        ],
        "refused": [],
    }


def test_export_for_people(accepted: Console) -> None:
    folder = outbox(accepted)
    said = accepted.done("export", "--as", "Carl", "--out", folder, *DATE)
    assert said.out == (
        "Wrote batch 1, ORIGINAL: 2 sub jobs, 3 lines, total 4,350.50: "
        f"{folder / 'SJ_RB_000001_ORIGINAL.jce'}\n"
    )


def test_a_second_export_writes_nothing_and_says_so(exported: Console) -> None:
    folder = outbox(exported)
    said = exported.done("export", "--as", "Carl", "--out", folder, *DATE)
    assert said.out == "There is nothing to export.\n"
    assert exported.json("export", "--as", "Carl", "--out", folder, *DATE) == {
        "batches": [],
        "refused": [],
    }
    assert list(folder.iterdir()) == []


def gone_code(console: Console) -> None:
    """Cost code 09-900 leaves the standard list after the acceptance."""
    console.done(
        "import",
        "cost-codes",
        console.sheet("fewer.csv", ("Cost Code", "Description"), ("03-310", "Slab on grade")),
    )


def test_what_cannot_go_out_is_named_and_the_rest_goes(accepted: Console) -> None:
    gone_code(accepted)
    said = accepted.on("export", "--as", "Carl", "--out", accepted.folder, *DATE, "--json")
    assert said.status == 1
    refused = said.document["refused"]
    assert [batch["sub_jobs"] for batch in said.document["batches"]] == [["24-117/010"]]
    assert [set(one) for one in refused] == [{"sub_job", "message", "remedy"}]
    assert refused[0]["sub_job"] == "24-117/020"
    assert said.err.startswith("24-117/020: ")
    again = accepted.on("export", "--as", "Carl", "--out", accepted.folder, *DATE)
    assert again.status == 1, "what stays is a fault, also where nothing else is left"
    assert again.out == "There is nothing to export.\n"


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("22.11.2026", "'22.11.2026' is no date of the form YYYY-MM-DD."),
        ("20261122", "'20261122' is no date of the form YYYY-MM-DD."),
        ("2026-W47-7", "'2026-W47-7' is no date of the form YYYY-MM-DD."),
        ("2026-02-30", "2026-02-30 is no day of the calendar."),
    ],
)
def test_a_date_that_is_none(accepted: Console, date: str, said: str) -> None:
    result = accepted.on("export", "--as", "Carl", "--out", ".", "--date", date)
    assert result.status == 2
    assert result.err.startswith(said)


@pytest.mark.parametrize("date", ["0001-01-01", "1999-12-31", "9999-12-31"])
def test_any_day_will_do(accepted: Console, date: str) -> None:
    accepted.done("export", "--as", "Carl", "--out", outbox(accepted), "--date", date)
    year, month, day = date.split("-")
    data = (outbox(accepted) / "SJ_RB_000001_ORIGINAL.jce").read_bytes()
    assert f",{month}{day}{year},".encode("ascii") in data


def test_a_folder_that_is_not_there_is_not_made(accepted: Console) -> None:
    folder = accepted.folder / "nowhere"
    said = accepted.on("export", "--as", "Carl", "--out", folder, *DATE)
    assert said.status == 2
    assert said.err == f"There is no folder {folder}. Create it, or name another one.\n"
    assert not folder.exists()


def test_only_an_exporter_exports(accepted: Console) -> None:
    said = accepted.on("export", "--as", "Ann", "--out", accepted.folder, *DATE)
    assert said.status == 2
    assert said.err.startswith("Ann is not an exporter.")


def test_an_older_copy_of_the_company_does_not_export(accepted: Console) -> None:
    (accepted.folder / "SJ_RB_000007_ORIGINAL.jce").write_bytes(b"; batch 7\r\n")
    said = accepted.on("export", "--as", "Carl", "--out", accepted.folder, *DATE)
    assert said.status == 2
    assert said.err.startswith("This company file is an older copy")


def test_an_interrupted_export_is_finished_first(exported: Console) -> None:
    final = exported.folder / "SJ_RB_000001_ORIGINAL.jce"
    final.rename(final.with_name(f"{final.name}.0123abcd.part"))
    said = exported.on("export", "--as", "Carl", "--out", exported.folder, *DATE)
    assert said.status == 0
    assert said.err == f"Finished writing {final.name}, which was interrupted.\n"
    assert final.read_bytes() == FILE


def test_a_recorded_batch_without_its_file_is_in_the_document(accepted: Console) -> None:
    folder = outbox(accepted)
    with no_names():
        said = accepted.on("export", "--as", "Carl", "--out", folder, *DATE, "--json")
    assert said.status == 1
    (batch,) = said.document["batches"]
    assert (batch["number"], batch["sub_jobs"]) == (1, ["24-117/010", "24-117/020"])
    assert said.document["refused"] == []
    assert said.err.startswith("Batch 1 is recorded, but its file could not get its name: ")
    assert set(accepted.states().values()) == {"exported"}
    again = accepted.on("export", "--as", "Carl", "--out", folder, *DATE)
    assert (again.status, again.out) == (0, "There is nothing to export.\n")
    assert again.err == "Finished writing SJ_RB_000001_ORIGINAL.jce, which was interrupted.\n"


def test_a_recorded_batch_without_its_file_is_not_told_as_written(accepted: Console) -> None:
    with no_names():
        said = accepted.on("export", "--as", "Carl", "--out", outbox(accepted), *DATE)
    assert (said.status, said.out) == (1, "")


def test_a_missing_file_is_mentioned(exported: Console) -> None:
    final = exported.folder / "SJ_RB_000001_ORIGINAL.jce"
    final.unlink()
    folder = outbox(exported)
    said = exported.on("export", "--as", "Carl", "--out", folder, *DATE)
    assert (said.status, said.out) == (1, "There is nothing to export.\n")
    assert said.err == (
        f"Batch 1's file {final} is missing: write it again from Exports, or make the batch void.\n"
    )
    exported.done("answer", "--as", "Carl", "--batch", "1", "--posted")
    exported.done("export", "--as", "Carl", "--out", folder, *DATE)


def test_a_description_the_file_leaves_out_is_mentioned(accepted: Console) -> None:
    jobs = accepted.sheet(
        "jobs again.csv",
        ("Job", "Description", "Status"),
        ("24-117", "Harbor Tower and its two lower wings", "Open"),
    )
    accepted.done("import", "jobs", jobs)
    said = accepted.on("export", "--as", "Carl", "--out", outbox(accepted), *DATE)
    assert said.status == 0
    assert said.err == (
        "The description of job 24-117 is longer than 30 characters; the file leaves it out.\n"
    )


def revise(console: Console, name: str, amount: str) -> None:
    """Bring a change of what is in Sage up to its acceptance, through the use cases."""
    desk = Desk.open(console.file)
    desk.acting = desk.person_named("Ann").id
    Deciding(desk).revise([Browsing(desk).find(name)])
    desk.close()
    console.edit(name, amount=amount)
    console.done("send", "--as", "Ann", name)
    console.done("accept", "--as", "Carl", name)


def test_originals_and_changes_go_into_files_of_their_own(failed: Console) -> None:
    revise(failed, "24-117/020", "-90")
    failed.done("failed", "--as", "Carl", "24-117/010", "--try-again")
    document = failed.json("export", "--as", "Carl", "--out", failed.folder, *DATE)
    assert [(one["number"], one["kind"], one["amount"]) for one in document["batches"]] == [
        (2, "ORIGINAL", "4450.50"),
        (3, "CHANGE", "10.00"),
    ]


def test_an_amount_that_is_as_in_sage_writes_no_file(failed: Console) -> None:
    revise(failed, "24-117/020", "-100")
    said = failed.done("export", "--as", "Carl", "--out", outbox(failed), *DATE)
    assert said.out == ("No amount differs from Sage, nothing was written for: 24-117/020.\n")
    assert failed.states()["24-117/020"] == "in-sage"
    assert list(outbox(failed).iterdir()) == []


def test_it_is_known_what_was_written_when_the_folder_fails_half_way(failed: Console) -> None:
    revise(failed, "24-117/020", "-90")
    failed.done("failed", "--as", "Carl", "24-117/010", "--try-again")
    folder = outbox(failed)
    desk = Desk.open(failed.file)
    desk.acting = desk.person_named("Carl").id
    exporting = Exporting(desk)
    plan = exporting.plan(dt.date(2026, 11, 22), folder)

    def lose_the_folder(done: int, _total: int) -> None:
        if done == 1:
            folder.rename(failed.folder / "gone")

    changes, written = exporting.write(plan, folder, lose_the_folder)
    desk.close()
    assert [batch.number for batch in written] == [2]
    assert [(one.name, one.message) for one in changes.stayed] == [
        ("24-117/020", f"The folder {folder} is not there.")
    ]
    assert changes.said.endswith(f"1 sub job was not written: The folder {folder} is not there.")
    assert failed.states() == {"24-117/010": "exported", "24-117/020": "accepted"}


def test_posted(exported: Console) -> None:
    assert exported.json("answer", "--as", "Carl", "--batch", "1", "--posted") == {
        "done": ["24-117/010", "24-117/020"],
        "stayed": [],
        "said": "Batch 1 is posted: 2 sub jobs in Sage.",
    }
    again = exported.on("answer", "--as", "Carl", "--batch", "1", "--posted")
    assert again.status == 2
    assert again.err == "Batch 1 has its answer already: posted. An answer is not changed.\n"


def test_void(exported: Console) -> None:
    said = exported.done(
        *("answer", "--as", "Carl", "--batch", "1", "--void", "--reason", "Wrong date")
    )
    assert "to export again" in said.out
    assert set(exported.states().values()) == {"accepted"}


@pytest.mark.parametrize(
    "words",
    [
        ("--refused", "24-117/010", "24117/020", "--message", "No such phase"),
        ("--refused", "24-117/010", "--refused", "24-117/020", "--message", "No such phase"),
    ],
)
def test_refused_takes_several_names(exported: Console, words: tuple[str, ...]) -> None:
    exported.done("answer", "--as", "Carl", "--batch", "1", *words)
    assert set(exported.states().values()) == {"failed"}


def test_refused_names_one_and_the_rest_is_posted(failed: Console) -> None:
    assert failed.states() == {"24-117/010": "failed", "24-117/020": "in-sage"}
    assert "Sage refused it: No such phase" in failed.done("show", "24-117/010").out


@pytest.mark.parametrize(
    ("batch", "said"),
    [
        ("9", "There is no batch 9. See the list of exports.\n"),
        ("0", "There is no batch 0. See the list of exports.\n"),
        ("9" * 7, f"There is no batch {'9' * 7}. See the list of exports.\n"),
        ("9" * 23, f"There is no batch {'9' * 23}. See the list of exports.\n"),
        ("9" * 5000, f"There is no batch {'9' * 5000}. See the list of exports.\n"),
        ("one", "'one' is no number of a batch. Write it like this: --batch 12.\n"),
        ("²", "'²' is no number of a batch. Write it like this: --batch 12.\n"),
    ],
)
def test_a_batch_that_is_not_there(exported: Console, batch: str, said: str) -> None:
    result = exported.on("answer", "--as", "Carl", "--batch", batch, "--posted")
    assert (result.status, result.out, result.err) == (2, "", said)


def test_only_sub_jobs_of_the_batch_can_be_refused(exported: Console) -> None:
    exported.import_sub_jobs(("24-117", "030", "Level 30", "03-310", "LAB", "", "", "5"))
    said = exported.on(
        *("answer", "--as", "Carl", "--batch", "1", "--refused", "24-117/030", "--message", "No")
    )
    assert said.status == 2
    assert said.err.startswith("Not all of these sub jobs are in batch 1.")
    assert exported.states()["24-117/010"] == "exported"


def test_only_an_exporter_answers(exported: Console) -> None:
    said = exported.on("answer", "--as", "Ann", "--batch", "1", "--posted")
    assert said.status == 2
    assert said.err.startswith("Ann is not an exporter.")


def test_failed_goes_out_under_another_code(failed: Console) -> None:
    said = failed.done("failed", "--as", "Carl", "24-117/010", "--extra-code", "T10")
    assert said.out == "24-117/010 goes out again as T10.\n"
    assert failed.json("show", "24-117/010")["extra_code"] == "T10"
    assert failed.states()["24-117/010"] == "accepted"


def test_failed_is_tried_again(failed: Console) -> None:
    document = failed.json("failed", "--as", "Carl", "24117/010", "--try-again")
    assert document["done"] == ["24-117/010"]
    assert failed.states()["24-117/010"] == "accepted"


def test_failed_was_posted_after_all(failed: Console) -> None:
    failed.done(
        *("failed", "--as", "Carl", "24-117/010", "--posted", "--reason", "Corrected in Sage")
    )
    assert failed.states()["24-117/010"] == "in-sage"


def test_failed_is_rejected(failed: Console) -> None:
    failed.done("reject", "--as", "Carl", "--reason", "Wrong code", "24-117/010")
    assert failed.states()["24-117/010"] == "rejected"


def test_only_what_failed_has_these_ways_out(failed: Console) -> None:
    for words in (
        ("--try-again",),
        ("--extra-code", "T20"),
        ("--posted", "--reason", "Corrected"),
    ):
        said = failed.on("failed", "--as", "Carl", "24-117/020", *words)
        assert said.status == 2
        assert said.err.startswith("24-117/020: Only what Sage refused")


def test_the_words_of_an_answer_must_not_be_empty(exported: Console) -> None:
    said = exported.on("answer", "--as", "Carl", "--batch", "1", "--void", "--reason", " ")
    assert said.status == 2
    assert said.err == "Reason is empty. Say why the batch is void.\n"
