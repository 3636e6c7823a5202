"""send, retrieve, accept, withdraw and reject: names, --all, rights, and what stays."""

import pytest

from tests.cli.console import Console


def test_send_by_name_in_any_spelling_and_person_in_any_case(tower: Console) -> None:
    said = tower.done("send", "24117/020", " 24 117/0-10", "24-117/020", "--as", "ANN")
    assert said.out == "Sent 2 sub jobs to accounting.\n"
    assert set(tower.states().values()) == {"sent"}


def test_the_document_of_an_act(tower: Console) -> None:
    assert tower.json("send", "--as", "Ann", "24-117/020", "24-117/010") == {
        "done": ["24-117/010", "24-117/020"],
        "stayed": [],
        "said": "Sent 2 sub jobs to accounting.",
    }


def test_the_first_administrator_acts_where_nobody_is_named(tower: Console) -> None:
    tower.done("person", "Dora", "--roles", "admin,pm")
    tower.done("send", "--all")
    assert "Dora sent it to accounting" in tower.done("show", "24-117/010").out


def test_all_means_what_is_possible(tower: Console) -> None:
    tower.done("send", "--as", "Ann", "--all")
    tower.done("retrieve", "--as", "Ann", "24-117/010")
    tower.done("reject", "--as", "Carl", "--reason", "Wrong amount", "24-117/020")
    assert tower.done("send", "--as", "Ann", "--all").out == ("Sent 24-117/010 to accounting.\n"), (
        "a rejected one that nobody edited is not sent again"
    )
    tower.edit("24-117/020", amount="-90")
    assert tower.json("send", "--as", "Ann", "--all")["done"] == ["24-117/020"]
    assert tower.json("retrieve", "--as", "Ann", "--all")["done"] == ["24-117/010", "24-117/020"]


@pytest.mark.parametrize(
    ("command", "person"), [("send", "Ann"), ("retrieve", "Ann"), ("accept", "Carl")]
)
def test_nothing_to_do_is_said_and_is_no_fault(company: Console, command: str, person: str) -> None:
    said = company.done(command, "--as", person, "--all")
    assert said.out == f"There is nothing to {command}.\n"
    assert company.json(command, "--as", person, "--all") == {
        "done": [],
        "stayed": [],
        "said": f"There is nothing to {command}.",
    }


@pytest.mark.parametrize("what", ["--all", "24-117/010"])
def test_without_the_role_nothing_happens(tower: Console, what: str) -> None:
    said = tower.on("send", "--as", "Carl", what)
    assert said.status == 2
    assert "Carl is not a project manager. Ask an administrator for the r" in said.err
    assert set(tower.states().values()) == {"draft"}


def test_a_project_manager_of_other_projects(tower: Console) -> None:
    tower.done("person", "Eve", "--roles", "pm", "--projects", "24-118")
    assert tower.done("send", "--as", "Eve", "--all").out == "There is nothing to send.\n"
    said = tower.on("send", "--as", "Eve", "24-117/010")
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("24-117/010: Eve is not a project manager of this project")


def test_nobody_of_that_name(tower: Console) -> None:
    said = tower.on("send", "--as", "Zoe", "--all", "--json")
    assert said.status == 2
    assert said.document == {
        "problem": "Nobody here is called Zoe.",
        "remedy": "Known are: Ann, Carl, Dora.",
    }


def test_one_wrong_name_half_applies_nothing(tower: Console) -> None:
    said = tower.on("send", "--as", "Ann", "24-117/010", "24-117/099", "99/1")
    assert (said.status, said.out) == (2, "")
    assert said.err == (
        "There is no sub job 24-117/099. There is no sub job 99/1. "
        "See the list for what there is.\n"
    )
    assert set(tower.states().values()) == {"draft"}


def test_done_in_part(tower: Console) -> None:
    tower.edit("24-117/020", category="")
    said = tower.on("send", "--as", "Ann", "24-117/010", "24-117/020")
    assert said.status == 1
    assert said.out.startswith(
        "Sent 24-117/010 to accounting. 1 stays as it is: 24-117/020: Line 1"
    ), said.out
    assert said.err.startswith("24-117/020: ")
    assert tower.states() == {"24-117/010": "sent", "24-117/020": "draft"}


def test_done_in_part_as_a_document(tower: Console) -> None:
    tower.edit("24-117/020", category="")
    document = tower.json("send", "--as", "Ann", "--all", status=1)
    assert document["done"] == ["24-117/010"]
    assert [set(one) for one in document["stayed"]] == [{"sub_job", "message", "remedy"}]
    assert document["stayed"][0]["sub_job"] == "24-117/020"


def test_what_is_named_and_stays_was_refused(tower: Console) -> None:
    tower.edit("24-117/020", category="")
    document = tower.json("send", "--as", "Ann", "24-117/020", status=2)
    assert document["done"] == []
    assert document["problem"] == f"24-117/020: {document['stayed'][0]['message']}"
    assert document["remedy"] == document["stayed"][0]["remedy"]


def test_a_sweep_in_which_all_stays_found_faults(tower: Console) -> None:
    tower.done("send", "--as", "Ann", "24-117/010")
    tower.edit("24-117/020", category="")
    said = tower.on("send", "--as", "Ann", "--all")
    assert said.status == 1
    assert said.err.startswith("24-117/020: ")


def test_accept_all_with_the_codes_as_they_are(tower: Console) -> None:
    tower.done("send", "--as", "Ann", "--all")
    assert tower.done("accept", "--as", "Carl", "--all").out == "Accepted 2 sub jobs.\n"
    assert tower.json("show", "24-117/010")["extra_code"] == "010"


def test_accept_under_another_extra_code(tower: Console) -> None:
    tower.done("send", "--as", "Ann", "--all")
    tower.done("accept", "--as", "Carl", "24-117/010", "--extra-code", "T-10")
    document = tower.json("show", "24-117/010")
    assert (document["code"], document["extra_code"]) == ("010", "T-10")
    two = tower.on("accept", "--as", "Carl", "24-117/010", "24-117/020", "--extra-code", "X")
    assert two.status == 2
    assert two.err == "An extra code belongs to one sub job. Accept the others without it.\n"
    taken = tower.on("accept", "--as", "Carl", "24-117/020", "--extra-code", "t10")
    assert taken.status == 2
    assert taken.err.startswith("24-117/020: ")


def test_nobody_accepts_what_they_sent_themselves(tower: Console) -> None:
    tower.done("person", "Ann", "--roles", "pm,approver")
    tower.done("send", "--as", "Ann", "--all")
    said = tower.on("accept", "--as", "Ann", "24-117/010")
    assert said.status == 2
    assert "another approver" in said.err.lower()


def test_withdraw_with_a_reason(tower: Console) -> None:
    tower.done("send", "--as", "Ann", "--all")
    tower.done("accept", "--as", "Carl", "--all")
    said = tower.done("withdraw", "--as", "Carl", "24-117/010", "--reason", "Wrong floor")
    assert said.out == "Withdrew the acceptance of 24-117/010.\n"
    assert tower.states() == {"24-117/010": "sent", "24-117/020": "accepted"}
    assert "Wrong floor" in tower.done("show", "24-117/010").out


def test_reject_with_a_reason_of_the_list_in_any_case(tower: Console) -> None:
    tower.done("send", "--as", "Ann", "--all")
    said = tower.done(
        *("reject", "--as", "carl", "--reason", "WRONG CODE", "--note", "Use 09", "24-117/020")
    )
    assert said.out == "Rejected 24-117/020: Wrong code.\n"
    assert tower.states()["24-117/020"] == "rejected"


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (
            "Ugly",
            (
                "'Ugly' is not one of the reasons. Choose one of: Wrong code, Wrong amount, "
                "Missing lines, Duplicate, Wrong project, Other.\n"
            ),
        ),
        ("other", "The reason Other needs a note. Say in a few words what is wrong.\n"),
    ],
)
def test_a_rejection_without_a_proper_reason(tower: Console, reason: str, said: str) -> None:
    tower.done("send", "--as", "Ann", "--all")
    result = tower.on("reject", "--as", "Carl", "--reason", reason, "24-117/010")
    assert (result.status, result.out, result.err) == (2, "", said)


def test_what_was_answered_cannot_be_retrieved(tower: Console) -> None:
    tower.done("send", "--as", "Ann", "--all")
    tower.done("accept", "--as", "Carl", "24-117/010")
    said = tower.on("retrieve", "--as", "Ann", "24-117/010", "24-117/020")
    assert said.status == 1
    assert said.err == (
        "24-117/010: Only what is waiting for accounting can be retrieved; "
        "it is: Accepted, to export.\n"
    )
