"""Builds the folder that users get, tests it, and on Windows makes the installer on request.

    python packaging/windows/build.py [--installer]

The result lies in ``dist``. What goes into it stands in ``subjob_desk.spec``.
"""

import argparse
import os
import runpy
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]
PREPARED: Final = ROOT / "build" / "packaging"
DIST: Final = ROOT / "dist"
FOLDER: Final = DIST / "SubJob Desk"

_SECONDS: Final = 300
"""More than the self-test takes on the slowest PC: a program that hangs ends the build."""


def main() -> int:
    """Build, test, and make the installer if asked; returns the exit status."""
    options = argparse.ArgumentParser(description="Build SubJob Desk for its users.")
    options.add_argument(
        "--installer", action="store_true", help="make the installer too (Windows, Inno Setup)"
    )
    wanted = options.parse_args()
    version = str(runpy.run_path(str(ROOT / "subjob_desk" / "__init__.py"))["__version__"])
    prepare(version)
    freeze()
    test()
    print(f"SubJob Desk {version} is built and tested: {FOLDER}")
    if wanted.installer:
        make_installer(version)
    return 0


def prepare(version: str) -> None:
    """Write what the spec file takes from ``build/packaging``."""
    PREPARED.mkdir(parents=True, exist_ok=True)
    python = sys.executable
    drawing = ROOT / "resources" / "icons" / "app.svg"
    _run(python, HERE / "version_info.py", version, PREPARED / "version_info.txt")
    _run(python, HERE / "icon.py", drawing, PREPARED / "app.ico")
    _run(python, ROOT / "packaging" / "licences" / "collect.py", PREPARED / "LICENCES.txt")


def freeze() -> None:
    """Run PyInstaller, and put the licences where people find them: beside the programs."""
    places = ("--distpath", DIST, "--workpath", ROOT / "build" / "pyinstaller")
    quiet = ("--noconfirm", "--log-level", "WARN")
    _run(sys.executable, "-m", "PyInstaller", *quiet, *places, HERE / "subjob_desk.spec")
    shutil.copy(PREPARED / "LICENCES.txt", FOLDER / "LICENCES.txt")


def test() -> None:
    """Run the built program's own test, far from the source tree; stops the build if it fails."""
    with tempfile.TemporaryDirectory() as elsewhere:
        subprocess.run(
            [program("subjob-desk"), "self-test"],
            cwd=elsewhere,
            env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
            check=True,
            timeout=_SECONDS,
        )
    if not program("SubJob Desk").is_file():
        raise SystemExit(f"There is no program for the window in {FOLDER}.")


def program(name: str) -> Path:
    """One of the two programs that were built."""
    return FOLDER / (f"{name}.exe" if sys.platform == "win32" else name)


def make_installer(version: str) -> None:
    """Run Inno Setup's compiler; it has to be on the search path."""
    compiler = shutil.which("iscc")
    if compiler is None:
        raise SystemExit("Inno Setup's compiler iscc is not on the search path. Install it first.")
    _run(compiler, f"/DVersion={version}", HERE / "subjob_desk.iss")


def _run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], cwd=ROOT, check=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as failed:
        sys.exit(f"The build stopped: {failed}")
