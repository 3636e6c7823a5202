"""A hub that is a folder: what is put is there whole or not at all, and nothing is replaced."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.carrier import SIZE_LIMIT, NameTakenError
from subjob_desk.sync.folder_hub import FolderHub
from subjob_desk.sync.retrying import Patience
from tests.drivers.held_hub import Clock, WindowsCodeError, refusing, without_rights

NAME = "log/k7q2abcdefghij23/202611/1-2-0123abcd.sjl"
DATA = bytes(range(256)) * 64


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hub(tmp_path: Path, clock: Clock) -> FolderHub:
    root = tmp_path / "hub"
    root.mkdir()
    return FolderHub(root, Patience(now=clock.now, wait=clock.wait))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others may enter too; they may not enter pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def files(hub: FolderHub) -> list[str]:
    root = Path(hub.name)
    return sorted(
        path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()
    )


def test_what_is_put_is_listed_and_got(hub: FolderHub) -> None:
    assert hub.list() == ()
    assert hub.put(NAME, DATA)
    assert hub.put("company.sj", b"")
    assert [(one.name, one.size) for one in hub.list()] == [("company.sj", 0), (NAME, len(DATA))]
    assert hub.get(NAME) == DATA
    assert hub.get("company.sj") == b""
    assert files(hub) == sorted(["company.sj", NAME, "readme.txt"])
    assert b"put" in (Path(hub.name) / "readme.txt").read_bytes()


def test_the_readme_is_written_once_and_never_over_another(hub: FolderHub) -> None:
    readme = Path(hub.name) / "readme.txt"
    readme.write_bytes(b"ours since 2019")
    hub.put(NAME, DATA)
    assert readme.read_bytes() == b"ours since 2019"
    readme.unlink()
    hub.put("company.sj", DATA)
    assert not readme.exists()


@pytest.mark.parametrize("other", [b"", DATA[:-1], DATA[::-1], None])
def test_other_bytes_of_that_name_are_never_replaced(hub: FolderHub, other: bytes | None) -> None:
    path = Path(hub.name) / NAME
    if other is None:
        path.mkdir(parents=True)
    else:
        path.parent.mkdir(parents=True)
        path.write_bytes(other)
    with pytest.raises(NameTakenError, match="other bytes already bear the name") as refusal:
        hub.put(NAME, DATA)
    assert NAME in refusal.value.problem
    assert "not replaced" in refusal.value.remedy
    assert other is None or path.read_bytes() == other


def test_the_same_again_is_no_news(hub: FolderHub) -> None:
    assert hub.put(NAME, DATA)
    before = hub.list()
    assert not hub.put(NAME, DATA)
    assert hub.list() == before


def test_what_no_hub_takes_is_not_put(hub: FolderHub) -> None:
    with pytest.raises(ValueError, match="no name in a hub"):
        hub.put("../x", b"")
    with pytest.raises(ValueError, match="bytes"):
        hub.put(NAME, bytes(SIZE_LIMIT + 1))
    assert files(hub) == []


def test_many_writers_of_one_name_agree(hub: FolderHub) -> None:
    hubs = [FolderHub(Path(hub.name)) for _ in range(4)]
    said: list[bool] = []
    together = threading.Barrier(len(hubs))

    def put(one: FolderHub) -> None:
        together.wait()
        said.extend(one.put(f"log/{number}-{number}-0123abcd.sjl", DATA) for number in range(1, 20))

    writers = [threading.Thread(target=put, args=(one,)) for one in hubs]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(said) == 4 * 19
    assert said.count(True) == 19
    assert len(files(hub)) == 19 + 1


def test_a_folder_that_was_deleted_is_told_and_never_made(hub: FolderHub) -> None:
    hub.put(NAME, DATA)
    shutil.rmtree(hub.name)
    for verb in (hub.list, lambda: hub.put(NAME, DATA), lambda: hub.get(NAME)):
        with pytest.raises(UserError, match="is not there") as refusal:
            verb()
        assert hub.name in refusal.value.problem
        assert "outbox" in refusal.value.remedy
    assert not Path(hub.name).exists()
    Path(hub.name).mkdir()
    assert hub.put(NAME, DATA)


def test_folders_below_that_were_deleted_are_made_again(hub: FolderHub) -> None:
    hub.put(NAME, DATA)
    shutil.rmtree(Path(hub.name) / "log")
    assert hub.list() == ()
    assert hub.put(NAME, DATA)
    assert hub.get(NAME) == DATA


def test_a_folder_set_back_to_last_week_takes_everything_again(
    hub: FolderHub, tmp_path: Path
) -> None:
    later = NAME.replace("1-2-", "3-4-")
    hub.put(NAME, DATA)
    shutil.copytree(hub.name, tmp_path / "last week")
    hub.put(later, DATA)
    shutil.rmtree(hub.name)
    shutil.copytree(tmp_path / "last week", hub.name)
    assert [one.name for one in hub.list()] == [NAME]
    assert not hub.put(NAME, DATA)
    assert hub.put(later, DATA)


@pytest.mark.parametrize("code", [5, 32, 33])
@pytest.mark.parametrize("call", ["open", "os.link", "os.mkdir"])
def test_a_file_that_a_scanner_holds_is_tried_again(
    hub: FolderHub, clock: Clock, code: int, call: str
) -> None:
    def held(now: str, path: str) -> OSError | None:
        return WindowsCodeError(code) if now == call and clock.seconds < 3 else None

    with refusing(held):
        assert hub.put(NAME, DATA)
    assert 3 <= clock.seconds < 10
    assert hub.get(NAME) == DATA
    assert files(hub) == [NAME, "readme.txt"]


@pytest.mark.parametrize(
    ("code", "said"), [(5, "no right to write"), (32, "Another program"), (33, "virus scanner")]
)
def test_after_ten_seconds_it_stays_in_the_outbox(
    hub: FolderHub, clock: Clock, code: int, said: str
) -> None:
    def held(call: str, path: str) -> OSError | None:
        return WindowsCodeError(code) if call == "os.link" and path.endswith(".sjl") else None

    with refusing(held), pytest.raises(UserError, match=said) as refusal:
        hub.put(NAME, DATA)
    assert "outbox" in refusal.value.remedy
    assert clock.seconds == pytest.approx(10)
    assert files(hub) == []
    assert hub.put(NAME, DATA)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EDQUOT, "used up"),
        (errno.EROFS, "can only be read"),
        (errno.EIO, "stopped answering"),
        (errno.ESTALE, "stopped answering"),
    ],
)
def test_what_the_disk_refuses_is_told_and_nothing_is_left(
    hub: FolderHub, clock: Clock, number: int, said: str
) -> None:
    def refused(call: str, path: str) -> OSError | None:
        return OSError(number, "refused") if path.endswith(".tmp") else None

    with refusing(refused), pytest.raises(UserError, match=said) as refusal:
        hub.put(NAME, DATA)
    assert "outbox" in refusal.value.remedy
    assert clock.waits == []
    assert files(hub) == []


def test_what_is_nobodys_fault_stays_a_bug(hub: FolderHub) -> None:
    def refused(call: str, path: str) -> OSError | None:
        return OSError(errno.ECHILD, "a bug") if path.endswith(".tmp") else None

    with refusing(refused), pytest.raises(OSError, match="a bug"):
        hub.put(NAME, DATA)


def test_what_somebody_tidied_up_while_it_was_put_stays_in_the_outbox(hub: FolderHub) -> None:
    def tidied(call: str, path: str) -> None:
        if call in ("os.link", "os.rename"):
            for file in Path(hub.name).rglob("*.tmp"):
                file.unlink()

    with refusing(tidied), pytest.raises(UserError, match="is not there") as refusal:
        hub.put(NAME, DATA)
    assert "outbox" in refusal.value.remedy
    assert files(hub) == []


def test_bytes_that_arrive_otherwise_get_no_name(hub: FolderHub) -> None:
    opened: list[str] = []

    def cut(call: str, path: str) -> None:
        if call == "open" and path.endswith(".tmp"):
            opened.append(path)
            if len(opened) == 2:  # written, and now to be read back
                os.truncate(path, 100)

    with refusing(cut), pytest.raises(UserError, match="read back"):
        hub.put(NAME, DATA)
    assert files(hub) == []


def test_a_disk_without_second_names_takes_files_too(hub: FolderHub) -> None:
    def no_links(call: str, path: str) -> OSError | None:
        return OSError(errno.EPERM, "no links") if call == "os.link" else None

    with refusing(no_links):
        assert hub.put(NAME, DATA)
        assert not hub.put(NAME, DATA)
    assert hub.get(NAME) == DATA
    assert files(hub) == [NAME, "readme.txt"]


@pytest.mark.parametrize("links", [True, False])
def test_a_name_taken_at_the_last_moment_is_not_replaced(hub: FolderHub, links: bool) -> None:
    target = Path(hub.name) / NAME

    def taken(call: str, path: str) -> OSError | None:
        if call != "os.link":
            return None
        target.write_bytes(b"faster")
        return None if links else OSError(errno.EPERM, "no links")

    with refusing(taken), pytest.raises(NameTakenError):
        hub.put(NAME, DATA)
    assert target.read_bytes() == b"faster"
    assert files(hub) == [NAME]


@pytest.mark.parametrize("call", ["os.link", "os.remove"])
def test_a_desk_that_dies_while_it_puts_leaves_nothing_that_is_read(
    hub: FolderHub, call: str
) -> None:
    dies = (
        "import os, sys, pathlib\n"
        "from subjob_desk.sync.folder_hub import FolderHub\n"
        f"sys.addaudithook(lambda event, _: os._exit(9) if event == {call!r} else None)\n"
        f"FolderHub(pathlib.Path(sys.argv[1])).put({NAME!r}, {DATA!r})\n"
    )
    assert subprocess.run([sys.executable, "-c", dies, hub.name], check=False).returncode == 9
    left = [name for name in files(hub) if name.endswith(".tmp")]
    assert len(left) == 1
    was_named = call == "os.remove"
    assert [one.name for one in hub.list()] == [NAME] * was_named
    assert hub.put(NAME, DATA) is not was_named
    assert files(hub) == [NAME, "readme.txt"]


def test_a_file_where_a_folder_should_be_is_told(hub: FolderHub) -> None:
    (Path(hub.name) / "log").write_bytes(b"notes")
    with pytest.raises(UserError, match="log should be a folder"):
        hub.put(NAME, DATA)
    assert (Path(hub.name) / "log").read_bytes() == b"notes"


if sys.platform != "win32":
    import resource

    def test_a_share_that_may_only_be_read_is_told_and_read(open_folder: Path) -> None:
        hub = FolderHub(open_folder)
        hub.put("company.sj", DATA)
        hub.put(NAME, DATA)
        for folder in (open_folder, *(one for one in open_folder.rglob("*") if one.is_dir())):
            folder.chmod(0o555)
        with without_rights():
            assert hub.get(NAME) == DATA
            assert len(hub.list()) == 2
            assert not hub.put(NAME, DATA)
            for name in (NAME.replace("1-2", "3-4"), NAME.replace("202611", "202612")):
                with pytest.raises(UserError, match="no right to write") as refusal:
                    hub.put(name, DATA)
                assert "outbox" in refusal.value.remedy

    def test_a_disk_that_is_full_half_way_keeps_nothing(hub: FolderHub) -> None:
        hub.put("company.sj", b"x")
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
        try:
            with pytest.raises(UserError, match="no file of this size"):
                hub.put(NAME, DATA)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert files(hub) == ["company.sj", "readme.txt"]
        assert hub.put(NAME, DATA)

    def test_no_link_leads_what_is_put_out_of_the_hub(hub: FolderHub, tmp_path: Path) -> None:
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        (Path(hub.name) / "log").symlink_to(elsewhere)
        with pytest.raises(UserError, match="log should be a folder"):
            hub.put(NAME, DATA)
        assert list(elsewhere.iterdir()) == []
        (Path(hub.name) / "company.sj").symlink_to(elsewhere / "company.sj")
        with pytest.raises(NameTakenError):
            hub.put("company.sj", DATA)
        assert list(elsewhere.iterdir()) == []
