"""Colours can be read, icons are all there, chips say their state."""

import math
from pathlib import Path
from string import Template

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from subjob_desk.domain.lifecycle import State
from subjob_desk.settings import resource_folder
from subjob_desk.ui.common import icons, theme
from subjob_desk.ui.common.chip import ChipDelegate, StateChip, state_long, state_word
from subjob_desk.ui.common.icons import Icon
from subjob_desk.ui.common.roles import StateRole
from subjob_desk.ui.common.theme import Theme

THEMES = (theme.LIGHT, theme.DARK)


def _luminance(colour: str) -> float:
    shown = QColor(colour)
    parts = (shown.redF(), shown.greenF(), shown.blueF())
    linear = [p / 12.92 if p <= 0.03928 else math.pow((p + 0.055) / 1.055, 2.4) for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", THEMES, ids=lambda each: each.variant)
def test_text_can_be_read_on_every_ground(look: Theme) -> None:
    pairs = [(look.text, g) for g in (look.surface, look.raised, look.sunken, look.selection)]
    pairs += [(look.muted, g) for g in (look.surface, look.raised, look.sunken)]
    pairs += [(look.on_accent, look.accent), (look.on_accent, look.accent_hover)]
    pairs += [(look.accent, look.raised), (look.problem, look.raised), (look.added, look.raised)]
    pairs += [(ink, ground) for ground, ink in (look.state(state) for state in State)]
    for ink, ground in pairs:
        assert _contrast(ink, ground) >= 4.5, (ink, ground)


def test_the_style_sheet_uses_known_colours_only() -> None:
    text = (resource_folder() / "styles" / "desk.qss").read_text(encoding="utf-8")
    names = {name for name in Template(text).get_identifiers() if name}
    assert names
    for look in THEMES:
        assert "$" not in theme.style_sheet(look)


def test_every_icon_has_a_drawing_and_every_drawing_a_name() -> None:
    folder: Path = resource_folder() / "icons"
    assert {path.stem for path in folder.glob("*")} == {icon.value for icon in Icon}


@pytest.mark.parametrize("icon", list(Icon))
def test_an_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, icon: Icon) -> None:
    image = icons.pixmap(icon, "#FF0000", 32).toImage()
    colours = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() > 250
    }
    assert colours == {"#ff0000"}


def test_a_theme_is_put_on_and_taken_off(qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.apply(qapp, "dark")
    assert theme.current() is theme.DARK
    assert theme.DARK.raised in qapp.styleSheet()
    theme.apply(qapp, "system")
    theme.apply(qapp, "light")
    assert theme.current() is theme.LIGHT


def test_every_state_has_words_and_a_chip_says_them(qtbot: QtBot) -> None:
    chip = StateChip()
    qtbot.addWidget(chip)
    for state in State:
        chip.show_state(state)
        assert chip.text() == state_word(state)
        assert chip.toolTip() == state_long(state)
        assert state_word(state) in chip.accessibleName()
        assert not chip.grab().isNull()
    chip.show_state(State.DRAFT, inactive=True)
    assert chip.text() == "Inactive"
    assert chip.minimumSizeHint() == chip.sizeHint()


def test_a_chip_in_a_table_is_painted_on_the_states_ground(qtbot: QtBot) -> None:
    model, view = QStandardItemModel(1, 2), QTableView()
    cell = QStandardItem()
    cell.setData(State.FAILED, StateRole)
    model.setItem(0, 0, cell)
    model.setItem(0, 1, QStandardItem("plain"))
    view.setModel(model)
    view.setItemDelegate(ChipDelegate(view))
    qtbot.addWidget(view)
    view.resize(QSize(300, 100))
    view.setColumnWidth(0, 120)
    image = view.grab().toImage()
    ground = QColor(theme.current().failed[0]).rgb()
    assert any(
        image.pixelColor(x, y).rgb() == ground
        for x in range(image.width())
        for y in range(image.height())
    )
