"""The scenes of the gallery: each builds one screen in one state worth seeing.

A module ``tests/gallery/scenes_*.py`` registers its scenes with ``@scene("name")``.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from subjob_desk.settings import Settings
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.sample import make_sample

ROOT: Final = Path(__file__).parents[2]
PICTURES: Final = ROOT / "build" / "gallery"

Build = Callable[["Stage"], QWidget]


@dataclass(frozen=True)
class Scene:
    """A screen in one state."""

    name: str
    build: Build


SCENES: Final[dict[str, Scene]] = {}


def scene(name: str) -> Callable[[Build], Build]:
    """Register a scene; its picture is called after ``name``."""

    def register(build: Build) -> Build:
        SCENES[name] = Scene(name, build)
        return build

    return register


def load_scenes() -> dict[str, Scene]:
    """All scenes of all modules, by name."""
    for path in sorted(Path(__file__).parent.glob("scenes_*.py")):
        import_module(f"tests.gallery.{path.stem}")
    return SCENES


class Stage:
    """What a scene may use: a folder, window settings, the sample company in a window."""

    def __init__(self, folder: Path, sample: Path) -> None:
        self.folder = folder
        self.settings = Settings(folder / "window.json")
        self._sample = sample
        self._desks: list[Desk] = []
        self._windows: list[MainWindow] = []

    def desk(self, acting: str = "") -> Desk:
        """A copy of the sample company; ``acting`` is the role of who acts, else its manager."""
        path = Path(shutil.copy(self._sample, self.folder / f"sample-{len(self._desks)}.sjdesk"))
        desk = Desk.open(path)
        self._desks.append(desk)
        role = acting or "pm"
        desk.acting = next(
            person.id for person in desk.company.everybody if role in set(person.roles)
        )
        return desk

    def window(
        self, place: str = "projects", *, acting: str = "", size: tuple[int, int] = (1360, 820)
    ) -> MainWindow:
        """The program's window over the sample company."""
        window = MainWindow(self.desk(acting), self.settings)
        self._windows.append(window)
        window.resize(*size)
        window.show()
        window.show_place(place)
        return window

    def close(self) -> None:
        """Let go of everything."""
        for window in self._windows:
            window.close()
            window.deleteLater()
        for desk in self._desks:
            desk.close()


def sample_company(folder: Path) -> Path:
    """The sample company, made once for all scenes."""
    return make_sample(folder / "sample.sjdesk")
