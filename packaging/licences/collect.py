"""Collects names, versions and licence texts of everything that is shipped into one file.

    python packaging/licences/collect.py FILE

Run by the build, from the metadata of what is installed there: it cannot be out of date.
"""

import re
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]

_TEXTS: Final = re.compile(r"(?i)(^|/)(licen[cs]e|copying|notice|authors)[^/]*$")

# Built into every program, though no library the program asks for.
_BUILDER: Final = "pyinstaller"

_RULE: Final = "=" * 78

_QT: Final = """\
Qt and Qt for Python (PySide6, Shiboken6)

SubJob Desk uses Qt and Qt for Python under the GNU Lesser General Public
License, version 3, whose text stands at the end of this file together with
that of the GNU General Public License, version 3, to which it refers.

The libraries of Qt lie as separate files in the folder of the program
(_internal/PySide6 and _internal/shiboken6). You may replace them by other
versions of the same libraries that you have built or changed yourself. Their
source text is offered by The Qt Company at qt.io and code.qt.io; whoever gave
you this program gives it to you on request.

Qt is (c) The Qt Company Ltd. and other contributors.
"""


def licences() -> str:
    """The whole file: one section for each thing shipped, then the long licence texts."""
    sections = [
        "Licences of the software that is part of SubJob Desk\n",
        _section("Python " + sys.version.split()[0], "PSF-2.0", [_of_python()]),
        *(_of(found) for found in sorted(shipped(), key=_name)),
        _QT,
        *(
            (HERE / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n") + "\n"
            for name in ("LGPL-3.0", "GPL-3.0")
        ),
    ]
    return f"\n{_RULE}\n\n".join(sections)


def shipped() -> list[Distribution]:
    """What the program needs when it runs, directly or not, and what the build adds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, Distribution] = {}
    none: frozenset[str] = frozenset()
    waiting = [(text, none) for text in (*project["dependencies"], _BUILDER)]
    while waiting:
        text, extras = waiting.pop()
        requirement = Requirement(text)
        name = canonicalize_name(requirement.name)
        if name in found or not _applies(requirement, extras):
            continue
        found[name] = _installed(requirement.name)
        if name != _BUILDER:
            chosen = frozenset(requirement.extras)
            waiting += [(needed, chosen) for needed in found[name].requires or []]
    return list(found.values())


def _applies(requirement: Requirement, extras: frozenset[str]) -> bool:
    """``extras`` are those asked for of the library that needs this one: ``psycopg[binary]``."""
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in extras or {""})


def _installed(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError:
        raise SystemExit(f"{name} is not installed here, so its licence is not known.") from None


def _name(found: Distribution) -> str:
    return canonicalize_name(found.metadata["Name"])


def _of(found: Distribution) -> str:
    kind = found.metadata["License-Expression"] or found.metadata["License"] or "see the text"
    if len(kind) > 100 or "\n" in kind:  # some put the whole text there
        kind = "see the text"
    return _section(f"{found.metadata['Name']} {found.version}", kind, list(_texts(found)))


def _texts(found: Distribution) -> Iterator[str]:
    for file in found.files or ():
        if ".dist-info/" in file.as_posix() and _TEXTS.search(file.as_posix()):
            yield Path(str(found.locate_file(file))).read_text(encoding="utf-8", errors="replace")


def _of_python() -> str:
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    for file in (place / "LICENSE.txt" for place in places):
        if file.is_file():
            return file.read_text(encoding="utf-8", errors="replace")
    return "Its text is shown by the word license() in any Python.\n"


def _section(title: str, kind: str, texts: list[str]) -> str:
    bodies = [text.replace("\r\n", "\n").strip("\n") + "\n" for text in texts]
    return "\n".join([f"{title}\nLicence: {kind}\n", *bodies])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(licences(), encoding="utf-8", newline="\n")
