"""Drives the dialogs about Sage's reject file; the only place that knows their widget names."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, SignalInstance
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QPushButton,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.drivers import desk_window

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def drop(target: QObject, path: Path) -> bool:
    """Drag a file onto a window (its handle) or dialog and let it go; whether it was taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    data.setText(str(path))
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), copy, data, left, none)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    let_go = QDropEvent(QPointF(300, 300), copy, data, left, none)
    let_go.ignore()
    QApplication.sendEvent(target, let_go)
    return let_go.isAccepted()


class RejectFileDriver:
    """The preview of a reject file."""

    def __init__(self, qtbot: QtBot) -> None:
        self._dialog = desk_window.dialog(qtbot, "reject_file")
        for name in ("reject_file_records", "reject_file_moves"):
            QAbstractItemModelTester(self._table(name).model(), FATAL, self._dialog)

    @property
    def dialog(self) -> QWidget:
        """The dialog itself."""
        return self._dialog

    def title(self) -> str:
        """Which batch it is about."""
        return self._dialog.windowTitle()

    def about(self) -> str:
        """The sentence below the title."""
        return self._dialog.accessibleDescription()

    def meaning(self) -> str:
        """What the banner says."""
        return self._banners()[0]

    def refusal(self) -> str:
        """Why it was not recorded; empty if nothing is said."""
        return self._banners()[1]

    def tabs(self) -> dict[str, bool]:
        """The groups with their counts, and whether each can be chosen."""
        tabs = self._tabs()
        return {tabs.tabText(n): tabs.isTabEnabled(n) for n in range(tabs.count())}

    def choose(self, place: int) -> None:
        """Choose a group by its place."""
        self._tabs().setCurrentIndex(place)

    def records(self) -> list[tuple[str, ...]]:
        """The records shown: line, group, sub job, why."""
        return self._rows("reject_file_records", 4)

    def moves(self) -> list[tuple[str, ...]]:
        """The sub jobs that move or wait: name, what they become, lines, what Sage said."""
        return self._rows("reject_file_moves", 4)

    def text(self) -> str:
        """The full text of the chosen record."""
        found = self._dialog.findChild(QLabel, "reject_file_text")
        assert isinstance(found, QLabel)
        return found.text()

    def record(self) -> None:
        """Give the button the keyboard and press it."""
        self._button("record").setFocus()
        QTest.keyClick(self._button("record"), Qt.Key.Key_Return)

    def button(self) -> str:
        """What the primary button will do."""
        return self._button("record").text()

    def focus(self) -> str:
        """The name of what has the keyboard."""
        return self._dialog.focusWidget().objectName()

    def cancel(self) -> None:
        """Close it without recording."""
        self._button("cancel").click()

    def destroyed(self) -> SignalInstance:
        """Emitted when the dialog is gone."""
        return self._dialog.destroyed

    def nameless(self) -> list[str]:
        """Controls without a name."""
        return desk_window.nameless(self._dialog)

    def _rows(self, name: str, columns: int) -> list[tuple[str, ...]]:
        model = self._table(name).model()
        return [
            tuple(str(model.index(row, column).data()) for column in range(columns))
            for row in range(model.rowCount())
        ]

    def _table(self, name: str) -> QTableView:
        found = self._dialog.findChild(QTableView, name)
        assert isinstance(found, QTableView)
        return found

    def _tabs(self) -> QTabBar:
        found = self._dialog.findChild(QTabBar, "reject_file_groups")
        assert isinstance(found, QTabBar)
        return found

    def _banners(self) -> list[str]:
        found = self._dialog.findChildren(QWidget, "banner")
        return ["" if one.isHidden() else one.accessibleName() for one in found]

    def _button(self, name: str) -> QPushButton:
        found = self._dialog.findChild(QPushButton, f"reject_file_{name}")
        assert isinstance(found, QPushButton)
        return found


class NoRejectFileDriver:
    """The dialog that says why a file is not Sage's answer."""

    def __init__(self, qtbot: QtBot) -> None:
        self._dialog = desk_window.dialog(qtbot, "no_reject_file")

    def words(self) -> list[str]:
        """Title and sentence."""
        return [label.text() for label in self._dialog.findChildren(QLabel) if label.text()]

    def nameless(self) -> list[str]:
        """Controls without a name."""
        return desk_window.nameless(self._dialog)

    def destroyed(self) -> SignalInstance:
        """Emitted when the dialog is gone."""
        return self._dialog.destroyed


def choose_file(qtbot: QtBot, path: Path) -> None:
    """Choose a file in the chooser that is open."""
    chooser = desk_window.dialog(qtbot, "reject_chooser")
    assert isinstance(chooser, QFileDialog)
    chooser.selectFile(str(path))
    chooser.fileSelected.emit(str(path))
    chooser.close()
