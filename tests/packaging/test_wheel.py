"""The wheel, built and installed into an environment of its own, used far from the source tree."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

_BIN = "Scripts" if sys.platform == "win32" else "bin"


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source tree."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(root, sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment in which only the wheel is installed.

    The libraries are those of the tests' own environment: what is tested is the wheel.
    """
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False, symlinks=sys.platform != "win32")
    python = place / _BIN / "python"
    quiet = ("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    _run(place, sys.executable, "-m", "pip", "--python", python, "install", *quiet, wheel)
    names = {"base": str(place), "platbase": str(place)}
    inside = Path(sysconfig.get_path("purelib", "venv", names))
    libraries = sysconfig.get_path("purelib")
    (inside / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8", newline="\n")
    return place / _BIN


def test_carries_what_is_loaded_by_path(wheel: Path, root: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    for folder in ("help", "icons", "styles", "samples"):
        for file in (root / "resources" / folder).rglob("*.*"):
            assert f"subjob_desk/{file.relative_to(root).as_posix()}" in names
    assert "subjob_desk/sage/profiles/default.toml" in names
    assert "subjob_desk/store/migrations/env.py" in names
    for file in (root / "subjob_desk" / "store" / "migrations" / "versions").glob("*.py"):
        assert file.relative_to(root).as_posix() in names


def test_carries_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"subjob_desk"}


def test_installed_program_makes_and_lists_the_sample(programs: Path, tmp_path: Path) -> None:
    program = programs / "subjob-desk"

    _run(tmp_path, program, "sample", "x.sjdesk")
    listed = json.loads(_run(tmp_path, program, "list", "x.sjdesk", "--json"))

    assert (tmp_path / "x.sjdesk").is_file()
    assert {"24-117/001", "24-120/300"} <= {f"{row['job']}/{row['code']}" for row in listed}


def test_installed_program_is_whole(programs: Path, tmp_path: Path) -> None:
    where = "import subjob_desk; print(subjob_desk.__file__)"

    told = json.loads(_run(tmp_path, programs / "subjob-desk", "self-test", "--json"))
    package = Path(_run(tmp_path, programs / "python", "-c", where).strip())

    assert told == {"findings": []}
    assert package.is_relative_to(programs.parent)


def _run(folder: Path, *command: str | Path) -> str:
    """What the command prints, run in ``folder`` and without a way to the source tree."""
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
