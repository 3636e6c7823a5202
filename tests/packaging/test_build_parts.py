"""What the build prepares: version resource, icon, licences. Building takes too long here."""

import runpy
import struct
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from subjob_desk import __version__
from subjob_desk.settings import COMPANY_SUFFIX
from subjob_desk.ui.common.dropped import PACKET


@pytest.fixture
def version_info(root: Path) -> Callable[[str], str]:
    """The function of the build's module of this name."""
    names = runpy.run_path(str(root / "packaging" / "windows" / "version_info.py"))
    made: Callable[[str], str] = names["version_info"]
    return made


def test_version_resource_names_the_version(version_info: Callable[[str], str]) -> None:
    text = version_info("1.12.3")

    assert "filevers=(1, 12, 3, 0)" in text
    assert "StringStruct('ProductVersion', '1.12.3')" in text
    compile(text, "version_info.txt", "eval")


@pytest.mark.parametrize("version", ["1.0rc1", "1.2.3.4.5", "70000", ""])
def test_version_windows_cannot_show_is_refused(
    version_info: Callable[[str], str], version: str
) -> None:
    with pytest.raises(ValueError, match=r"version|invalid literal"):
        version_info(version)


def test_version_of_the_package_can_be_shown(version_info: Callable[[str], str]) -> None:
    assert f"'{__version__}'" in version_info(__version__)


def test_icon_has_every_size(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "app.ico"
    drawing = root / "resources" / "icons" / "app.svg"
    script = root / "packaging" / "windows" / "icon.py"

    command = [sys.executable, str(script), str(drawing), str(target)]
    subprocess.run(command, check=True, timeout=60)

    data = target.read_bytes()
    _zero, kind, count = struct.unpack_from("<HHH", data)
    assert (kind, count) == (1, 9)
    for number in range(count):
        side, *_rest, length, place = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        picture = data[place : place + length]
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack_from(">I", picture, 16)[0] == (side or 256)


def test_licences_name_every_library(root: Path, tmp_path: Path) -> None:
    script = root / "packaging" / "licences" / "collect.py"
    target = tmp_path / "LICENCES.txt"

    subprocess.run([sys.executable, str(script), str(target)], check=True, timeout=60)

    text = target.read_text(encoding="utf-8").lower().replace("_", "-")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in map(Requirement, project["dependencies"]):
        assert f"\n{requirement.name.lower()} " in text
        for extra in requirement.extras:
            assert f"\n{requirement.name.lower()}-{extra} " in text
    assert "gnu lesser general public license" in text
    assert "pytest" not in text


def test_company_files_and_packets_open_by_a_double_click(root: Path) -> None:
    windows = (root / "packaging" / "windows" / "subjob_desk.iss").read_text(encoding="utf-8")
    linux = (root / "packaging" / "linux" / "subjob-desk.xml").read_text(encoding="utf-8")
    for ending, kind in ((COMPANY_SUFFIX, "SubJobDesk.Company"), (PACKET, "SubJobDesk.Packet")):
        assert (
            f'Classes\\{ending}\\OpenWithProgids"; ValueType: string; ValueName: "{kind}"'
            in windows
        )
        assert f"Classes\\{kind}\\shell\\open\\command" in windows
        assert f'<glob pattern="*{ending}"/>' in linux
