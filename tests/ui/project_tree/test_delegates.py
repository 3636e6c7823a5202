"""What the tree paints of a code: all of it, unless it is wider than its column may be."""

import itertools

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from subjob_desk.ui.project_tree.delegates import shown_code


@pytest.mark.parametrize("size", [9, 10.5, 12])
def test_a_code_is_never_cut_by_the_rounding_of_its_width(qapp: QApplication, size: float) -> None:
    font = QFont(qapp.font())
    font.setPointSizeF(size)
    for parts in itertools.product("A1HW", "1AE-", ("", "1", ".2")):
        code = "".join(parts)
        assert shown_code(code, font, "1")[0] == code


def test_a_code_wider_than_the_column_may_be_is_cut_and_says_so(qapp: QApplication) -> None:
    text, width = shown_code("W" * 30, qapp.font(), "W" * 30)
    assert text.endswith("…")
    assert shown_code("1", qapp.font(), "W" * 30) == ("1", width)
