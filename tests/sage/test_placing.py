"""Writing into the export folder: all of the file or nothing, in the order that is promised."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from subjob_desk.disk import give_name_without_links
from subjob_desk.domain.errors import UserError
from subjob_desk.sage.profile import Profile
from subjob_desk.sage.writer import (
    FileContent,
    file_name,
    finish,
    leftovers,
    newest_file,
    reject_name,
    render,
    write_atomically,
)
from tests.drivers.failing_disk import no_names
from tests.drivers.held_hub import refusing
from tests.drivers.refusals import refused

NAME = "SJ_RB_000123_ORIGINAL.jce"
TEMPORARY = f"{NAME}.0123abcd.part"


class Commit:
    """Stands for the transaction: notes what the folder looks like at that moment."""

    def __init__(self, folder: Path, fails: Exception | None = None) -> None:
        self._folder = folder
        self._fails = fails
        self.seen: list[dict[str, bytes]] = []

    def __call__(self) -> None:
        self.seen.append({path.name: path.read_bytes() for path in self._folder.iterdir()})
        if self._fails is not None:
            raise self._fails


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_bytes_that_arrive_otherwise_get_no_name(
    tmp_path: Path, profile: Profile, base: FileContent
) -> None:
    """A drive that is wearing out: what is read back is not what was written."""

    def worn(call: str, path: str) -> None:
        if call == "open" and path.endswith(".part") and Path(path).exists():
            os.truncate(path, 100)

    commit = Commit(tmp_path)
    with (
        refusing(worn),
        refused(
            f"What was read back from {tmp_path} is not what was written there.",
            "The drive may be failing: choose another folder for the export.",
        ),
    ):
        write_atomically(tmp_path, NAME, render(profile, base), before_final=commit)
    assert commit.seen == []
    assert _names(tmp_path) == []


def test_the_file_is_complete_before_the_commit_and_named_after_it(
    tmp_path: Path, profile: Profile, base: FileContent
) -> None:
    data = render(profile, base)
    commit = Commit(tmp_path)
    path = write_atomically(
        tmp_path, NAME, data, before_final=commit, profile=profile, content=base
    )
    (seen,) = commit.seen
    ((name, bytes_then),) = seen.items()
    assert not name.endswith(".jce")
    assert name.startswith(NAME)
    assert bytes_then == data
    assert path == tmp_path / NAME
    assert path.read_bytes() == data
    assert _names(tmp_path) == [NAME]


@pytest.mark.parametrize(
    "failure", [RuntimeError("no"), OSError(5, "the database"), UserError("x")]
)
def test_a_commit_that_fails_leaves_nothing_and_goes_on_unchanged(
    tmp_path: Path, profile: Profile, base: FileContent, failure: Exception
) -> None:
    with pytest.raises(type(failure)) as raised:
        write_atomically(
            tmp_path, NAME, render(profile, base), before_final=Commit(tmp_path, failure)
        )
    assert raised.value is failure
    assert _names(tmp_path) == []


def test_bytes_that_do_not_say_what_was_meant_are_never_committed(
    tmp_path: Path, profile: Profile, base: FileContent
) -> None:
    commit = Commit(tmp_path)
    wrong = render(profile, base).replace(b"2600.00", b"2600.01")
    with pytest.raises(ValueError, match=r"2600\.01"):
        write_atomically(tmp_path, NAME, wrong, before_final=commit, content=base)
    with pytest.raises(ValueError, match="line 1"):
        write_atomically(tmp_path, NAME, b"?", before_final=commit)
    assert commit.seen == []
    assert _names(tmp_path) == []


def test_the_very_same_file_already_there_counts_as_written(
    tmp_path: Path, profile: Profile, base: FileContent
) -> None:
    data = render(profile, base)
    (tmp_path / NAME).write_bytes(data)
    (tmp_path / TEMPORARY).write_bytes(data[:10])
    commit = Commit(tmp_path)
    assert write_atomically(tmp_path, NAME, data, before_final=commit) == tmp_path / NAME
    assert len(commit.seen) == 1
    assert _names(tmp_path) == [NAME]


@pytest.mark.parametrize("other", [b"", b"; another batch\r\n", None])
def test_another_file_of_that_name_is_never_replaced(
    tmp_path: Path, profile: Profile, base: FileContent, other: bytes | None
) -> None:
    data = render(profile, base)
    if other is None:
        (tmp_path / NAME).mkdir()
    else:
        (tmp_path / NAME).write_bytes(other)
    commit = Commit(tmp_path)
    with pytest.raises(UserError, match="already another file called") as refusal:
        write_atomically(tmp_path, NAME, data, before_final=commit)
    assert str(tmp_path) in refusal.value.problem
    assert "not replaced" in refusal.value.remedy
    assert commit.seen == []
    assert _names(tmp_path) == [NAME]
    assert other is None or (tmp_path / NAME).read_bytes() == other


def test_another_file_that_appears_during_the_commit_is_not_replaced(
    tmp_path: Path, profile: Profile, base: FileContent
) -> None:
    data = render(profile, base)

    def meanwhile() -> None:
        (tmp_path / NAME).write_bytes(b"; another")

    with pytest.raises(UserError, match="already another file called"):
        write_atomically(tmp_path, NAME, data, before_final=meanwhile)
    assert (tmp_path / NAME).read_bytes() == b"; another"

    def the_same() -> None:
        (tmp_path / NAME).write_bytes(data)

    (tmp_path / NAME).unlink()
    assert write_atomically(tmp_path, NAME, data, before_final=the_same).read_bytes() == data
    assert _names(tmp_path) == [NAME]


@pytest.mark.parametrize("moment", ["before_final", "after_link"])
def test_a_crash_leaves_a_temporary_file_that_the_next_writing_removes(
    tmp_path: Path, profile: Profile, base: FileContent, moment: str
) -> None:
    data = render(profile, base)
    crash = (
        "import os, sys, pathlib\n"
        "from subjob_desk.sage.writer import write_atomically\n"
        "data = sys.stdin.buffer.read()\n"
        "crash = lambda *_: os._exit(3)\n"
        "write_atomically(pathlib.Path(sys.argv[1]), sys.argv[2], data, before_final=crash)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", crash, str(tmp_path), NAME], input=data, check=False
    )
    assert done.returncode == 3
    (left,) = leftovers(tmp_path, NAME)
    assert left.read_bytes() == data
    assert not (tmp_path / NAME).exists()
    if moment == "after_link":
        (tmp_path / NAME).write_bytes(data)
    write_atomically(tmp_path, NAME, data, before_final=Commit(tmp_path))
    assert _names(tmp_path) == [NAME]


def test_finishing_after_a_crash(tmp_path: Path) -> None:
    temporary, final = tmp_path / TEMPORARY, tmp_path / NAME
    temporary.write_bytes(b"; a batch\r\n")
    assert leftovers(tmp_path, NAME) == (temporary,)
    assert finish(temporary, final).read_bytes() == b"; a batch\r\n"
    temporary.write_bytes(b"; a batch\r\n")
    finish(temporary, final)
    assert _names(tmp_path) == [NAME]
    temporary.write_bytes(b"; b batch\r\n")
    with pytest.raises(UserError, match="already another file called"):
        finish(temporary, final)
    assert final.read_bytes() == b"; a batch\r\n"
    temporary.unlink()
    with refused(f"The temporary file {temporary} is no longer there.", "Write the batch again."):
        finish(temporary, final)


def test_a_name_that_was_only_taken_before_a_crash_gets_its_file(tmp_path: Path) -> None:
    """Where files have one name only, the name is there first, and nothing in it."""
    temporary, final = tmp_path / TEMPORARY, tmp_path / NAME
    temporary.write_bytes(b"; a batch\r\n")
    final.touch()
    assert finish(temporary, final).read_bytes() == b"; a batch\r\n"
    assert _names(tmp_path) == [NAME]


def test_a_name_is_given_once_where_files_have_one_name_only(tmp_path: Path) -> None:
    temporary, final = tmp_path / TEMPORARY, tmp_path / NAME
    temporary.write_bytes(b"a")
    give_name_without_links(temporary, final)
    assert final.read_bytes() == b"a"
    temporary.write_bytes(b"b")
    with pytest.raises(FileExistsError):
        give_name_without_links(temporary, final)
    assert final.read_bytes() == b"a"


@pytest.mark.parametrize("gone", ["gone", "file"])
def test_a_folder_that_is_not_there(tmp_path: Path, gone: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    commit = Commit(tmp_path)
    with pytest.raises(UserError, match="is not there") as refusal:
        write_atomically(tmp_path / gone, NAME, b"", before_final=commit)
    assert str(tmp_path / gone) in refusal.value.problem
    with pytest.raises(UserError, match="is not there"):
        newest_file(tmp_path / gone, "RB")
    assert commit.seen == []


@pytest.mark.parametrize("name", ["../x.jce", "a/b.jce", "", f"{NAME}.part"])
def test_a_name_that_leads_elsewhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name of an interchange file"):
        write_atomically(tmp_path, name, b"", before_final=Commit(tmp_path))


_REFUSED = """
import os, pathlib, resource, sys
from subjob_desk.domain.errors import UserError
from subjob_desk.sage.writer import write_atomically
data = sys.stdin.buffer.read()
os.chdir(sys.argv[1])
{limit}
def committed():
    print("committed")
try:
    write_atomically(pathlib.Path("."), "{name}", data, before_final=committed)
except UserError as refusal:
    print(refusal.problem, "|", refusal.remedy)
"""


def _refusal(folder: Path, limit: str) -> str:
    """What the writer says in a process of its own that lives under ``limit``."""
    done = subprocess.run(
        [sys.executable, "-c", _REFUSED.format(limit=limit, name=NAME), str(folder)],
        input=b";" + b" " * 100_000,
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout.decode("utf-8").strip()


if sys.platform != "win32":

    def test_a_folder_one_may_not_write_into(tmp_path: Path) -> None:
        tmp_path.chmod(0o555)
        unprivileged = "os.getuid() == 0 and (os.setgid(65534), os.setuid(65534))"
        said = _refusal(tmp_path, unprivileged)
        tmp_path.chmod(0o755)
        assert said.startswith("You have no right to write files into the folder")
        assert said.endswith("| Choose another folder for the export.")
        assert _names(tmp_path) == []

    def test_a_disk_that_takes_no_more(tmp_path: Path) -> None:
        said = _refusal(tmp_path, "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))")
        assert said.startswith("The disk with the folder")
        assert "takes no file of this size" in said
        assert _names(tmp_path) == []

    def test_others_may_read_the_file_as_the_system_is_set_up(tmp_path: Path) -> None:
        before = os.umask(0o022)
        try:
            path = write_atomically(tmp_path, NAME, b"", before_final=Commit(tmp_path))
        finally:
            os.umask(before)
        assert path.stat().st_mode & 0o777 == 0o644


def test_names_of_files_and_reject_files() -> None:
    assert file_name("RB", 123, "ORIGINAL") == "SJ_RB_000123_ORIGINAL.jce"
    assert file_name("RB", 1, "CHANGE", "txt") == "SJ_RB_000001_CHANGE.txt"
    assert reject_name("RB", 999_999, "CHANGE") == "SJ_RB_999999_CHANGE_REJ.jce"
    assert file_name("Müller & Co", 1, "CHANGE") == "SJ_Müller & Co_000001_CHANGE.jce"
    for company, number, kind in (
        ("RB", 0, "CHANGE"),
        ("RB", 1_000_000, "CHANGE"),
        ("RB", 1, "change"),
        ("", 1, "CHANGE"),
        ("../RB", 1, "CHANGE"),
        ("R*", 1, "CHANGE"),
        ("RB ", 1, "CHANGE"),
    ):
        with pytest.raises(ValueError, match="no "):
            file_name(company, number, kind)


def test_the_newest_file_in_a_folder(tmp_path: Path) -> None:
    assert newest_file(tmp_path, "RB") is None
    for name in (
        "SJ_RB_000009_ORIGINAL.jce",
        "sj_rb_0000012_CHANGE_REJ.JCE",
        "SJ_RB_000011_CHANGE (2).jce.bak",
        "SJ_RB_000099_CHANGE.jce.0123abcd.part",
        "SJ_RBX_000050_CHANGE.jce",
        "SJ_RB_2_000060_CHANGE.jce",
        "SJ_RB_12_CHANGE.jce",
        "notes.txt",
    ):
        (tmp_path / name).write_bytes(b"")
    assert newest_file(tmp_path, "RB") == (12, tmp_path / "sj_rb_0000012_CHANGE_REJ.JCE")
    assert newest_file(tmp_path, "rbx") == (50, tmp_path / "SJ_RBX_000050_CHANGE.jce")
    assert newest_file(tmp_path, "R.B") is None
    (tmp_path / "SJ_RB_000012_CHANGE.jce").write_bytes(b"")
    (tmp_path / "SJ_RB_000012_CHANGE_REJ.jce").write_bytes(b"")
    assert newest_file(tmp_path, "RB") == (12, tmp_path / "SJ_RB_000012_CHANGE.jce")


def test_a_file_that_gets_no_name_after_the_commit_waits_to_be_finished(
    tmp_path: Path, profile: Profile, base: FileContent
) -> None:
    data = render(profile, base)
    commit = Commit(tmp_path)
    with no_names(), pytest.raises(UserError, match="is full"):
        write_atomically(tmp_path, NAME, data, before_final=commit)
    assert len(commit.seen) == 1
    (temporary,) = leftovers(tmp_path, NAME)
    assert finish(temporary, tmp_path / NAME).read_bytes() == data
    assert _names(tmp_path) == [NAME]


def test_a_name_taken_in_vain_is_given_back(tmp_path: Path) -> None:
    temporary, final = tmp_path / TEMPORARY, tmp_path / NAME
    temporary.write_bytes(b"a")
    with no_names(), pytest.raises(OSError, match="refused"):
        give_name_without_links(temporary, final)
    assert _names(tmp_path) == [TEMPORARY]
