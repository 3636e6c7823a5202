"""What people type is shown as typed: no mark of it is read as markup, none escaped twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget
from pytestqt.qtbot import QtBot

from subjob_desk.settings import Settings
from subjob_desk.ui.main_window import MainWindow
from subjob_desk.usecases.administering import Administering
from tests.drivers.accounting import Accounting
from tests.drivers.window import WindowDriver, all_parts

ODD = "<b>R&D</b> 'x' &amp;"
_MOST_COLUMNS = 10
ESCAPED = ("&#x27;", "&lt;", "&amp;amp;", "&quot;")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowDriver]:
    """Sub jobs that wait, came back and were refused, all with marks in their names and reasons."""
    company = Accounting(tmp_path)
    for name in ("010", "011", "012", "013"):
        company.add(f"24-117/{name}", ODD)
    Administering(company.desk).set_person(ODD, ["viewer"])
    company.send("24-117/010", "24-117/011", "24-117/012")
    company.reject("24-117/011", "Wrong code", f"{ODD}. {ODD}")
    company.failed(["24-117/012"], ODD)
    company.act_as("Ann Ruiz")
    window = MainWindow(company.desk, Settings(tmp_path / "window.json"))
    window.resize(1360, 860)
    qtbot.addWidget(window)
    window.show()
    yield WindowDriver(window, qtbot)
    company.desk.close()


def _as_read(text: str, form: Qt.TextFormat) -> str:
    """What stands before the reader's eyes."""
    is_rich = form is Qt.TextFormat.RichText or (
        form is Qt.TextFormat.AutoText and GuiQt.mightBeRichText(text)
    )
    return QTextDocumentFragment.fromHtml(text).toPlainText() if is_rich else text


def _faults(inside: QWidget) -> Iterator[str]:
    """Every label and tooltip in which a mark went astray."""
    for widget in all_parts(inside, QWidget):
        said = [(widget.toolTip(), Qt.TextFormat.AutoText)]
        if isinstance(widget, QLabel):
            said.append((widget.text(), widget.textFormat()))
        if isinstance(widget, QAbstractItemView):
            said += [(tip, Qt.TextFormat.AutoText) for tip in _tips(widget)]
        for text, form in said:
            read = _as_read(text, form)
            astray = "R&D" in read and "<b>R&D</b>" not in read and "…" not in read
            if astray or any(mark in read for mark in ESCAPED):
                yield f"{type(widget).__name__} {widget.objectName()}: {text!r} reads {read!r}"


def _tips(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    top = QModelIndex()
    for parent in (top, *(model.index(row, 0, top) for row in range(min(model.rowCount(), 3)))):
        for row in range(min(model.rowCount(parent), 12)):
            for column in range(_MOST_COLUMNS):
                index = model.index(row, column, parent)
                if index.isValid():
                    yield str(index.data(Qt.ItemDataRole.ToolTipRole) or "")


def test_marks_are_shown_as_typed_in_every_place(window: WindowDriver) -> None:
    faults = set()
    ids = {name: window.window.ctx.browsing.find(f"24-117/{name}") for name in ("011", "012")}
    for place in ("projects", "inbox", "exports", "desk"):
        window.go_to(place)
        for view in ("waiting", "came-back", "failed") if place == "inbox" else ("",):
            if view:
                window.window.place.show_view(view)
            faults |= set(_faults(window.window))
    window.go_to("projects")
    for sub_id in ids.values():
        window.window.place.show_item(sub_id)
        faults |= set(_faults(window.window))
    assert not faults, "\n".join(sorted(faults))
