"""One word per thing on all screens: the company's own for Sage's Extra, and the states."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QLabel,
    QLineEdit,
    QTableView,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from subjob_desk.domain.money import Money, Quantity
from subjob_desk.ui.common.dialogs.reset import ResetDialog
from subjob_desk.ui.desk.import_words import title_of
from subjob_desk.ui.desk.person_dialog import PersonDialog
from subjob_desk.ui.desk.place import DeskPlace
from subjob_desk.ui.exports import batches
from subjob_desk.ui.exports.coverage_dialog import CoverageDialog
from subjob_desk.usecases import batch_words
from subjob_desk.usecases.views import BatchRow
from tests.drivers.window import WindowDriver, all_parts, part

EXTRA: Final = re.compile(r"\bextras?\b", re.IGNORECASE)
ASKED_FOR: Final = ("what is called an Extra in Sage", "Word for Extra", "word for Sage's Extra")
"""Where the word is set, Sage's own one has to be named."""


def _said(root: QWidget) -> Iterator[str]:
    for widget in [root, *all_parts(root, QWidget)]:
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, QTableView | QTreeView) and widget.model() is not None:
            yield from _titles(widget.model())
    for action in all_parts(root, QAction):
        yield from (action.text(), action.toolTip())


def _titles(model: QAbstractItemModel) -> Iterator[str]:
    for column in range(model.columnCount(QModelIndex())):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def _told(root: QWidget) -> list[str]:
    return [
        text
        for text in _said(root)
        if EXTRA.search(text) and not any(words in text for words in ASKED_FOR)
    ]


def test_the_companys_word_stands_on_every_screen(qtbot: QtBot, window: WindowDriver) -> None:
    ctx = window.window.ctx
    for place in ("projects", "inbox", "exports", "desk"):
        window.go_to(place)  # whatever was built before the word was changed has to follow
    ctx.gateway.do(None, lambda: ctx.administering.set_setting("term", "Option"))
    for place in ("projects", "inbox", "exports", "desk"):
        window.go_to(place)
    for section in ("people", "lists", "settings", "interchange", "safety", "activity"):
        desk = window.window.places["desk"]
        assert isinstance(desk, DeskPlace)
        desk.show_section(section)
    told = _told(window.window)
    assert told == [], "\n".join(told)
    dialogs: list[QWidget] = [
        ResetDialog(["24-117/010"], "Option"),
        PersonDialog(None, "Option"),
        CoverageDialog("Option"),
    ]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        assert _told(dialog) == []
    assert "Option" in " ".join(_said(window.window))
    assert title_of("extras", "Option") == "Import the Options already in Sage"


@pytest.mark.parametrize(
    ("state", "waiting", "missing"),
    list(product(("written", "posted", "partly-refused", "void"), (0, 2), (False, True))),
)
def test_a_batch_has_one_state_on_screen_and_on_the_command_line(
    state: str, waiting: int, missing: bool
) -> None:
    row = _row(state, waiting, missing=missing)
    assert batch_words.state_words(row) == batches.state_words(row)


def _row(state: str, waiting: int, *, missing: bool) -> BatchRow:
    return BatchRow(
        id="b",
        number=1,
        kind="ORIGINAL",
        date="2026-11-22",
        state=state,
        sub_jobs=2,
        lines=3,
        quantity=Quantity(0),
        amount=Money(0),
        sha256="",
        file="",
        file_missing=missing,
        person="",
        at="",
        waiting=waiting,
    )


def test_only_sheets_that_can_be_read_are_offered(window: WindowDriver, tmp_path: Path) -> None:
    window.window.ctx.settings.remember("import_folder", str(tmp_path))
    window.window.imports.start("jobs")
    chooser = part(window.window, QFileDialog, "import_chooser")
    assert chooser.nameFilters()[0] == "Sheets (*.xlsx *.xlsm *.csv *.txt *.json)"
    chooser.reject()
