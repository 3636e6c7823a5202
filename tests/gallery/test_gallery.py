"""Every screen in every state worth seeing, light and dark, at 100 %.

The pictures lie in ``build/gallery``: people look at them. Here a scene fails that raises,
makes Qt complain, or cuts off words.
"""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from subjob_desk.ui.common import theme
from tests.gallery.render import LOOKS, render
from tests.gallery.scene import PICTURES, load_scenes

NAMES = tuple(load_scenes())


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", NAMES)
def test_a_scene_is_whole(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, sample: Path, name: str, look: str
) -> None:
    if theme.current().variant != look or not qapp.styleSheet():
        theme.apply(qapp, look)
    assert render(load_scenes()[name], tmp_path, sample, PICTURES, f"{look}-100") == []
