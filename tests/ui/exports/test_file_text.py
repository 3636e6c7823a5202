"""The text of a file: colours that can be read, and a million lines shown as fast as ten."""

import pytest
from pytestqt.qtbot import QtBot

from subjob_desk.sage.profile import load_profile
from subjob_desk.ui.common import theme
from subjob_desk.ui.common.theme import DARK, LIGHT, Theme
from subjob_desk.ui.exports.file_colours import runs
from subjob_desk.ui.exports.file_text import FileText, field_words
from subjob_desk.usecases.file_lines import FileField, FileLines

LINES = FileLines(load_profile())
TEXTS = (
    "; SubJob Desk batch 000001 ORIGINAL: 1 extras, 2 lines, total 5.00",
    '*,"24-117","Harbor Tower",,,',
    'E,"010","Level 10"',
    'C,"03-310",,"LAB",11222026,40.00,"hour",-2600.00,,,,,"010"',
    'C,"03-310",,"MAT",11222026,-1.00,"",1850.50,,,,,"010"',
)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("now", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_can_be_read_on_every_ground(now: Theme) -> None:
    used = {run.colour for text in TEXTS for run in runs(text, LINES, now)}
    assert len(used) == 6
    for colour in used | {now.text}:
        for ground in (now.raised, now.selection, now.hover):
            assert contrast(colour, ground) >= 4.5, (colour, ground)


def test_pieces_of_a_line_never_overlap() -> None:
    for text in TEXTS:
        end = 0
        for run in runs(text, LINES, LIGHT):
            assert end <= run.start <= run.end <= len(text)
            end = run.end
    assert runs(TEXTS[0], None, LIGHT) == ()
    assert runs("anything else", LINES, LIGHT) == ()


def test_only_lines_in_sight_are_coloured(qtbot: QtBot) -> None:
    text = FileText()
    qtbot.addWidget(text)
    text.resize(800, 300)
    text.show()
    text.show_text("\r\n".join([TEXTS[0], *[TEXTS[3]] * 20_000]), LINES)
    assert len(text.extraSelections()) < 400
    text.go_to_line(20_001)
    coloured = {each.cursor.blockNumber() for each in text.extraSelections()}
    assert max(coloured) == 20_000
    assert min(coloured) > 19_000
    theme.changed.emit()
    assert len(text.extraSelections()) < 400


def test_what_is_said_of_a_field() -> None:
    assert field_words(None) == ""
    assert field_words(FileField(9, "", "", "x", 0, 1)) == ("Field 9, unknown to the profile: x")
    assert field_words(FileField(3, "description", "empty", "", 0, 0)) == (
        "Field 3, description: empty"
    )
