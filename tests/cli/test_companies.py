"""Commands on a company as a whole."""

import getpass
from pathlib import Path

import pytest

from subjob_desk.usecases.administering import Administering
from subjob_desk.usecases.desk import Desk
from tests.cli.console import Console


def test_new_writes_a_company_with_its_first_administrator(console: Console) -> None:
    said = console.done(
        "new",
        *("--company", "Riverside Builders", "--code", "rb", "--admin", "Dora Lind"),
        *("--job-mask", "##-###", "--extra-mask", "XXX", "--cost-code-mask", "##-###"),
        *("--term", "Option"),
    )
    assert said.out == (
        f"Wrote the company Riverside Builders to {console.file}. Dora Lind is its administrator.\n"
    )
    desk = Desk.open(console.file, writing=False)
    known = desk.company.settings
    assert (known.name, known.code, known.term) == ("Riverside Builders", "RB", "Option")
    masks = (known.job_mask, known.extra_mask, known.cost_code_mask)
    assert masks == ("##-###", "XXX", "##-###")
    first = Administering(desk).people()
    assert [row.name for row in first] == ["Dora Lind"]
    assert "admin" in first[0].roles
    desk.close()


def test_the_administrator_is_named_after_the_login_unless_said_otherwise(console: Console) -> None:
    document = console.json("new", "--company", "R", "--code", "RB")
    assert document == {
        "file": str(console.file),
        "company": "R",
        "code": "RB",
        "admin": getpass.getuser(),
    }


def test_any_file_extension_will_do(console: Console) -> None:
    path = console.folder / "our company.2026"
    assert console.run("new", path, "--company", "R", "--code", "RB").status == 0
    assert console.run("list", path, "--json").document == []


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--company", " ", "--code", "RB"), "The company has no name."),
        (("--company", "R", "--code", "R/B"), "'R/B' cannot be the company's short code"),
        (("--company", "R", "--code", "RB", "--admin", ""), "The first administrator has no name."),
        (("--company", "R", "--code", "RB", "--term", " "), "The field is empty."),
        (("--company", "R", "--code", "RB", "--job-mask", "--"), ""),
    ],
)
def test_a_company_that_cannot_be_leaves_no_file(
    console: Console, words: tuple[str, ...], problem: str
) -> None:
    said = console.on("new", *words)
    assert said.status == 2
    assert said.err.startswith(problem)
    assert not console.file.exists()


def test_new_never_replaces_a_file(company: Console) -> None:
    said = company.on("new", "--company", "R", "--code", "RB")
    assert said.status == 2
    assert said.err == f"There is already a file {company.file}. Choose another name.\n"
    assert company.done("list").out == "There are no such sub jobs.\n"


def test_person_adds_and_changes(company: Console) -> None:
    said = company.done("person", "Eve Stone", "--roles", "PM, viewer", "--projects", "24117")
    assert said.out == "Eve Stone: project manager, viewer. Projects: 24-117.\n"
    document = company.json("person", "eve stone", "--roles", "approver")
    assert document == {"name": "eve stone", "roles": ["approver"], "projects": []}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("Eve", "--roles", "boss"),
            "There is no role 'boss'. Roles are: viewer, pm, approver, exporter, admin.\n",
        ),
        (
            ("Eve", "--roles", "pm", "--projects", "99-999"),
            "There is no project 99-999. Import the list of jobs first, or leave it out.\n",
        ),
        (
            ("Dora", "--roles", "pm"),
            "The company would have no administrator. Make somebody else administrator first.\n",
        ),
    ],
)
def test_a_person_that_cannot_be_is_refused(
    company: Console, words: tuple[str, ...], said: str
) -> None:
    result = company.on("person", *words)
    assert (result.status, result.out, result.err) == (2, "", said)


def test_verify_finds_nothing_in_a_sound_file(tower: Console) -> None:
    assert tower.json("verify") == {"findings": []}
    assert tower.done("verify").out == "Nothing is wrong with rb.sjdesk.\n"


def test_verify_finds_what_is_wrong_and_rebuild_mends_it(tower: Console) -> None:
    desk = Desk.open(tower.file)
    with desk.database.write() as connection:
        connection.exec_driver_sql("UPDATE sub_job SET amount = 1")
    desk.close()
    said = tower.on("verify")
    assert (said.status, said.err) == (1, "")
    assert "rebuild mends it" in said.out
    assert tower.json("verify", status=1)["findings"] == said.out.splitlines()
    assert tower.json("rebuild")["operations"] > 8
    assert tower.json("verify") == {"findings": []}
    assert tower.done("rebuild").out.startswith("Rebuilt from ")


def test_a_file_that_is_no_company_is_refused(console: Console) -> None:
    console.file.write_text("Dear accounting", encoding="utf-8", newline="\n")
    for command in ("list", "verify", "rebuild"):
        said = console.on(command)
        assert said.status == 2
        assert said.err.startswith("rb.sjdesk is not a company file of SubJob Desk.")


def test_the_sample_company_is_written_once(console: Console) -> None:
    console.file = console.folder / "the sample.sjdesk"
    said = console.done("sample")
    assert said.out == (
        f'Wrote the sample company to {console.file}.\nOpen it with: subjob-desk "{console.file}"\n'
    )
    assert {row["state"] for row in console.json("list")} >= {"draft", "sent", "in-sage"}
    again = console.on("sample", "--json")
    assert again.status == 2
    assert again.document["problem"] == f"There is already a file {console.file}."


def test_self_test_says_what_is_wrong(console: Console) -> None:
    sound = console.run("self-test")
    assert (sound.status, sound.out) == (0, "The program is whole.\n")
    console.findings = ["The icons are missing."]
    wrong = console.run("self-test")
    assert (wrong.status, wrong.out) == (1, "The icons are missing.\n")
    assert console.run("self-test", "--json").document == {"findings": ["The icons are missing."]}


def test_a_missing_file_is_named(console: Console) -> None:
    said = console.on("list")
    assert said.status == 2
    assert said.err == (f"There is no file {console.file}. Check the name, or restore a backup.\n")
    assert list(Path(console.folder).iterdir()) == []
