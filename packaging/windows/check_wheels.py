"""Checks that every library has a wheel for Windows: nobody there has a compiler.

    python packaging/windows/check_wheels.py [--runtime-only]

Downloads, for the oldest supported Python on 64-bit Windows, everything that ``pyproject.toml``
asks for, and throws it away again.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from email.parser import HeaderParser
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT: Final = Path(__file__).resolve().parents[2]

_PYTHON: Final = re.compile(r">=\s*(\d+\.\d+)")


def main() -> int:
    """Download until nothing is missing; returns the exit status."""
    options = argparse.ArgumentParser(description="Look for Windows wheels of every library.")
    options.add_argument("--runtime-only", action="store_true", help="leave the tools out")
    wanted = options.parse_args()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = _PYTHON.search(project["requires-python"])
    if oldest is None:
        raise SystemExit("pyproject.toml does not say the oldest Python.")
    asked = list(project["dependencies"])
    if not wanted.runtime_only:
        asked += project["optional-dependencies"]["dev"]
    with tempfile.TemporaryDirectory() as folder:
        wheels = download(asked, oldest[1], Path(folder))
    print(f"{len(wheels)} libraries have a wheel for Windows and Python {oldest[1]}:")
    print("\n".join(f"  {name}" for name in wheels))
    return 0


def download(asked: list[str], python: str, folder: Path) -> list[str]:
    """The names of all wheels that came, those included that only Windows needs.

    Raises ``CalledProcessError`` if one does not exist.
    """
    missing = asked
    while missing:
        only = ("--platform", "win_amd64", "--only-binary=:all:", "--python-version", python)
        pip = (sys.executable, "-m", "pip", "download", "--quiet", "--dest", str(folder))
        subprocess.run([*pip, *only, *missing], check=True)
        missing = _missing(folder, python)
    return sorted(wheel.name for wheel in folder.glob("*.whl"))


def _missing(folder: Path, python: str) -> list[str]:
    """What the wheels in ``folder`` need on Windows and pip left out, looking at this system."""
    wheels = list(folder.glob("*.whl"))
    there = {parse_wheel_filename(wheel.name)[0] for wheel in wheels}
    windows = {
        "extra": "",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_system": "Windows",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "win32",
    }
    needed = [Requirement(line) for wheel in wheels for line in _requirements(wheel)]
    return sorted(
        {
            f"{one.name}{one.specifier}"
            for one in needed
            if canonicalize_name(one.name) not in there
            and (one.marker is None or one.marker.evaluate(windows))
        }
    )


def _requirements(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        name = next(part for part in archive.namelist() if part.endswith(".dist-info/METADATA"))
        text = archive.read(name).decode("utf-8")
    return HeaderParser().parsestr(text).get_all("Requires-Dist", [])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError:
        sys.exit("A library has no wheel for Windows: see what pip says above.")
