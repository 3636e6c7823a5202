"""Alt and a letter does one thing: what stands in the window leaves the menu bar its letters."""

from collections.abc import Iterator

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QGroupBox, QLabel, QMenu, QTabBar, QWidget

from tests.drivers.window import WindowDriver, all_parts


def _letter(text: str) -> str:
    return QKeySequence.mnemonic(text).toString()


def _texts(inside: QWidget) -> Iterator[tuple[str, str]]:
    """Name and text of whatever may carry a letter, also where it is hidden now."""
    for widget in all_parts(inside, QWidget):
        if widget.window() is not inside.window():
            continue  # a dialog has no menu bar
        if isinstance(widget, QAbstractButton):
            yield widget.objectName(), widget.text()
        elif isinstance(widget, QGroupBox):
            yield widget.objectName(), widget.title()
        elif isinstance(widget, QLabel) and widget.buddy() is not None:
            yield widget.objectName(), widget.text()
        elif isinstance(widget, QTabBar):
            for at in range(widget.count()):
                yield widget.objectName(), widget.tabText(at)


def test_no_place_takes_a_letter_of_the_menu_bar(window: WindowDriver) -> None:
    bar = window.window.menuBar()
    menus = {_letter(action.text()) for action in bar.actions()}
    assert len(menus) == len(bar.actions()), "two menus share a letter"
    taken = []
    for place in ("projects", "inbox", "exports", "desk"):
        window.go_to(place)
        taken += [
            f"{place}: {name} '{text}'"
            for name, text in _texts(window.window)
            if _letter(text) in menus
        ]
    assert not taken, "\n".join(sorted(set(taken)))


def test_the_letters_of_each_menu_differ(window: WindowDriver) -> None:
    for top in window.window.menuBar().actions():
        menu = top.menu()
        assert isinstance(menu, QMenu)
        letters = [_letter(act.text()) for act in menu.actions()]
        found = [letter for letter in letters if letter]
        assert len(found) == len(set(found)), (top.text(), found)
