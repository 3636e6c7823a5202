"""The command on interchange profiles."""

from pathlib import Path

import pytest

from subjob_desk.sage.profile import shipped_text
from tests.cli.console import Console
from tests.drivers.profiles import own_profile

_SEE = "See: subjob-desk profile --help."


def _file(console: Console, text: str) -> Path:
    path = console.folder / "riverside.toml"
    path.write_text(text, encoding="utf-8", newline="\r\n")
    return path


def test_the_shipped_profiles_are_listed_and_printed(company: Console) -> None:
    assert company.done("profile", "list").out.splitlines() == [
        "Profile      Used    From     Remark",
        "-----------  ------  -------  ----------------------",
        "default      in use  shipped",
        "job-address          shipped  unverified until tried",
    ]
    rows = company.json("profile", "list")
    assert rows[0] == {
        "name": "default",
        "shipped": True,
        "in_use": True,
        "versions": 1,
        "caution": "",
        "problem": "",
    }
    assert "unverified until tried in a sample company" in rows[1]["caution"]
    printed = company.done("profile", "show", "default").out
    assert printed.replace("\r\n", "\n") == shipped_text("default")
    shown = company.json("profile", "show", "job-address")
    assert shown["text"] == shipped_text("job-address")
    assert len(shown["differences"]) == 4


def test_an_own_profile_is_set_used_and_written_by(tower: Console) -> None:
    text = own_profile(changed={"version = 1": 'version = 1\nunverified = "all of it"'})
    path = _file(tower, text)
    made = tower.on("profile", "set", "riverside", path)
    assert made.status == 0
    assert made.out.splitlines()[:2] == [
        "Made the interchange profile riverside.",
        "* field 16: was empty, now always West, 100%.",
    ]
    assert made.err == (
        "The interchange profile riverside is unverified until tried in a sample company of "
        "Sage: all of it.\n"
    )
    used = tower.json("profile", "use", "riverside")
    assert used["said"].startswith("Files for Sage are written by the profile riverside")
    assert [row["in_use"] for row in tower.json("profile", "list")] == [True, False, False]
    assert tower.json("profile", "show", "riverside")["text"] == text
    tower.done("send", "--as", "Ann", "--all")
    tower.done("accept", "--as", "Carl", "--all")
    exported = tower.on(
        "export", "--as", "Carl", "--out", tower.folder, "--date", "2026-11-22", "--json"
    )
    assert exported.status == 0
    assert "riverside is unverified until tried" in exported.err
    written = Path(exported.document["batches"][0]["file"]).read_text(encoding="cp1252")
    assert '"Ann","Carl","010",7' in written
    again = tower.on("profile", "set", "riverside", _file(tower, own_profile()))
    assert (again.status, again.err) == (0, "")
    same = tower.done("profile", "set", "riverside", _file(tower, own_profile()))
    assert same.out.startswith("The profile riverside is as it was.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "x"), f"It is not clear what 'x' is for. {_SEE}"),
        (("show",), f"NAME is missing for 'show'. {_SEE}"),
        (("set", "riverside"), f"PROFILE.toml is missing for 'set'. {_SEE}"),
        (("drop", "x"), f"'drop' cannot be done with profiles: list, show, set, use. {_SEE}"),
        (("show", "none"), ("There is no interchange profile called 'none'. Choose one of the "
         "profiles in the company settings; the shipped one is 'default'.")),
        (("use", "job-address", "--as", "Carl"), ("Carl is not an administrator: profiles can be "
         "read, not changed. Let an administrator do it.")),
    ],
)  # fmt: skip
def test_what_is_refused(company: Console, words: tuple[str, ...], said: str) -> None:
    refused = company.on("profile", *words)
    assert (refused.status, refused.out, refused.err) == (2, "", f"{said}\n")


def test_files_that_are_no_profile(company: Console) -> None:
    faulty = _file(company, own_profile(changed={"decimals = 2": "decimals = 9"}))
    refused = company.on("profile", "set", "riverside", faulty)
    assert refused.status == 2
    assert refused.err.startswith(
        "Line 32, column 1 of the interchange profile: 'decimals' is a whole number from 2 to 6."
    )
    latin = company.folder / "latin.toml"
    latin.write_bytes(b'name = "caf\xe9"')
    for path, said in (
        (latin, f"{latin} is not written in UTF-8: byte 12 stands for no character."),
        (company.folder, f"{company.folder} is a folder."),
        (company.folder / "none", f"There is no file {company.folder / 'none'}."),
    ):
        refused = company.on("profile", "set", "riverside", path)
        assert refused.status == 2
        assert refused.err.startswith(said)
    assert len(company.json("profile", "list")) == 2
