"""Wrong usage, help and version: plain words, status 2, one document where JSON is asked for."""

import json

import pytest

from subjob_desk import __version__
from subjob_desk.cli import COMMANDS
from tests.cli.console import Console

SEE = "See: subjob-desk {} --help."

WRONG = [
    (("lits",), "There is no command 'lits'.", "Did you mean 'list'"),
    (("frobnicate", "x"), "There is no command 'frobnicate'.", "See: subjob-desk --help."),
    (("--foo",), "There is no option --foo.", "See: subjob-desk --help."),
    (("list",), "FILE is missing.", SEE.format("list")),
    (("list", "f", "--foo"), "There is no option --foo.", SEE.format("list")),
    (("list", "f", "--stat", "draft"), "There is no option --stat.", "Did you mean --state?"),
    (("list", "f", "more"), "It is not clear what 'more' is for.", SEE.format("list")),
    (("list", "f", "--state"), "The option --state needs a value.", SEE.format("list")),
    (("send", "f", "--all=3"), "The option --all takes no value.", SEE.format("send")),
    (("export", "f", "--date", "2026-11-22"), "--out is missing.", SEE.format("export")),
    (("export", "f", "--out", "."), "--date is missing.", SEE.format("export")),
    (("answer", "f", "--posted"), "--batch is missing.", SEE.format("answer")),
    (("new", "f", "--code", "RB"), "--company is missing.", SEE.format("new")),
    (("reject", "f", "24-117/010"), "--reason is missing.", SEE.format("reject")),
    (
        ("send", "f"),
        "It is not said what to send: give JOB/CODE or --all.",
        SEE.format("send"),
    ),
    (
        ("accept", "f", "24-117/010", "--all"),
        "--all and names of sub jobs do not go together.",
        SEE.format("accept"),
    ),
    (
        ("accept", "f", "--all", "--extra-code", "9"),
        "--extra-code belongs to one sub job, not to --all.",
        SEE.format("accept"),
    ),
    (
        ("withdraw", "f", "--all"),
        "withdraw is not done to all at once: give JOB/CODE.",
        SEE.format("withdraw"),
    ),
    (
        ("reject", "f", "--all", "--reason", "Other"),
        "reject is not done to all at once: give JOB/CODE.",
        SEE.format("reject"),
    ),
    (
        ("reject", "f", "--reason", "Other"),
        "It is not said what to reject: give JOB/CODE.",
        SEE.format("reject"),
    ),
    (
        ("answer", "f", "--batch", "1"),
        "It is not said what happened: give --posted, --rejects, --refused or --void.",
        SEE.format("answer"),
    ),
    (
        ("answer", "f", "--batch", "1", "--posted", "--void"),
        "--posted and --void do not go together; give one of them.",
        SEE.format("answer"),
    ),
    (
        ("answer", "f", "--batch", "1", "--void"),
        "--void needs --reason.",
        SEE.format("answer"),
    ),
    (
        ("answer", "f", "--batch", "1", "--refused", "24-117/010"),
        "--refused needs --message.",
        SEE.format("answer"),
    ),
    (
        ("answer", "f", "--batch", "1", "--posted", "--message", "m"),
        "--message belongs to --refused.",
        SEE.format("answer"),
    ),
    (
        ("answer", "f", "24-117/010", "--batch", "1", "--void", "--reason", "slip"),
        "24-117/010: names of sub jobs belong to --refused or --posted.",
        SEE.format("answer"),
    ),
    (
        ("failed", "f", "24-117/010"),
        "It is not said what happened: give --extra-code, --try-again or --posted.",
        SEE.format("failed"),
    ),
    (
        ("failed", "f", "24-117/010", "--try-again", "--reason", "r"),
        "--reason belongs to --posted.",
        SEE.format("failed"),
    ),
    (
        ("failed", "f", "24-117/010", "--posted"),
        "--posted needs --reason.",
        SEE.format("failed"),
    ),
    (
        ("import", "f", "procore", "s.json"),
        "There is no import of 'procore'.",
        "Kinds are: jobs, extras, cost-codes, categories, sub-jobs.",
    ),
    (
        ("export", "f", "--out", ".", "--date", "2026-11-22", "--despite", " "),
        "It is not said why it goes out all the same: give a reason.",
        SEE.format("export"),
    ),
    (("settle", "f", "id"), "ACT is missing.", SEE.format("settle")),
    (("forks", "f", "laptop"), "DESK and --keep ENTRY go together.", SEE.format("forks")),
    (
        ("entries", "f", "--status", "lost"),
        "There is no status 'lost'.",
        "They are: held, refused, quarantined, unknown, broken, unreadable.",
    ),
    (
        ("list", "f", "--state", "green"),
        "There is no state 'green'.",
        "States are: draft, sent, retrieved, rejected, accepted, exported, in-sage, failed.",
    ),
]


@pytest.mark.parametrize(("words", "problem", "remedy"), WRONG, ids=lambda value: str(value)[:50])
def test_wrong_usage_is_refused_in_plain_words(
    console: Console, words: tuple[str, ...], problem: str, remedy: str
) -> None:
    said = console.run(*words)
    assert said.status == 2
    assert said.out == ""
    assert said.err.startswith(f"{problem} {remedy}")


@pytest.mark.parametrize(("words", "problem", "remedy"), WRONG, ids=lambda value: str(value)[:50])
def test_wrong_usage_is_one_document_too(
    console: Console, words: tuple[str, ...], problem: str, remedy: str
) -> None:
    said = console.run(*words, "--json")
    assert said.status == 2
    assert said.document["problem"] == problem
    assert said.document["remedy"].startswith(remedy)
    assert said.err.startswith(problem)


def test_json_is_accepted_anywhere_after_the_command(tower: Console) -> None:
    file = str(tower.file)
    expected = tower.run("list", file, "--json").document
    for words in (("list", "--json", file), ("list", file, "--json", "--state", "draft")):
        assert tower.run(*words).document == expected


def test_after_two_hyphens_json_is_a_name(console: Console) -> None:
    said = console.run("list", "--", "--json")
    assert said.status == 2
    assert said.out == ""
    assert said.err.startswith("There is no file --json.")


@pytest.mark.parametrize("command", [None, "list", "answer", "import"])
def test_help_is_printed(console: Console, command: str | None) -> None:
    words = ("--help",) if command is None else (command, "--help")
    said = console.run(*words)
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("Usage: subjob-desk")


def test_help_lists_only_commands_that_are_there(console: Console) -> None:
    listed = console.run("--help").out.partition("Commands:")[2]
    words = [line.split()[0] for line in listed.splitlines() if line.strip()]
    assert words == [
        *("sample", "new", "person", "password", "profile", "import", "list", "show", "check"),
        *("edit", "compare", "send", "retrieve", "accept", "withdraw", "reject", "revise"),
        *(
            "discard",
            "reset",
            "link",
            "unlink",
            "export",
            "rehearse",
            "answer",
            "failed",
            "batches",
        ),
        *("control-sheet", "write-again", "coverage", "read"),
        *("share", "join", "enrol", "revoke", "sync", "desks"),
        *("conflicts", "settle", "entries", "forks", "packet", "recover"),
        *("recovery-sheet", "posting-desk"),
        *("verify", "rebuild", "self-test"),
    ]


def test_the_version(console: Console) -> None:
    said = console.run("--version")
    assert (said.status, said.out, said.err) == (0, f"SubJob Desk {__version__}\n", "")


def test_a_document_is_plain_ascii(company: Console) -> None:
    company.import_sub_jobs(("24-117", "010", "Dépôt", "03-310", "LAB", "", "", "1"))
    said = company.on("list", "--json")
    assert said.out.isascii()
    assert said.document[0]["description"] == "Dépôt"


def test_a_fault_of_the_program_goes_to_the_log_without_a_traceback(
    console: Console, caplog: pytest.LogCaptureFixture
) -> None:
    console.fault = KeyError("cost_code")
    said = console.run("self-test", "--json")
    log = console.folder / "logs" / "subjob-desk.log"
    assert said.status == 2
    assert "Traceback" not in said.err
    assert said.err.startswith("SubJob Desk met a fault of its own and stopped.")
    assert str(log) in said.document["remedy"]
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert [record.message for record in caplog.records] == ["fault in a command"]


def test_a_command_that_is_interrupted_is_not_done(console: Console) -> None:
    console.fault = KeyboardInterrupt()
    said = console.run("self-test", "--json")
    assert said.status == 2
    assert json.loads(said.out)["problem"] == "Stopped."


@pytest.mark.parametrize("columns", [50, 80])
def test_no_help_is_cut(console: Console, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    told = console.run("--help").out
    for text in (told, *(console.run(word, "--help").out for word in COMMANDS)):
        _usage, _blank, said = text.partition("\n\n")  # names in the usage may be repeated: ...
        lines = said.splitlines()
        assert not [line for line in lines if line.endswith(("...", "…"))]
        assert max(map(len, lines)) <= columns
    if columns == 80:
        listed = told.split("Commands:\n")[1].splitlines()
        assert [line.split()[0] for line in listed] == list(COMMANDS), "one line each"
