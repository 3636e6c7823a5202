"""Finds words that do not fit into their label, field, button or check box."""

from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

from tests.drivers.window import all_parts

_SLACK = 2
"""Pixels that rounding may cost at odd scales."""
_BOX = 20
"""Width of a check box or radio button before its words."""


def clipped(screen: QWidget) -> list[str]:
    """What is cut off, in words."""
    return [
        f"{type(widget).__name__} {widget.objectName()} cuts “{text}”"
        for widget, text in _cut(screen)
    ]


def _cut(screen: QWidget) -> Iterator[tuple[QWidget, str]]:
    for widget in all_parts(screen, QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel):
            cuts = _label_cuts(widget)
        elif isinstance(widget, QAbstractButton):
            cuts = _button_cuts(widget)
        else:
            cuts = isinstance(widget, QLineEdit) and _is_flat(widget)
        cuts = cuts or _sticks_out(widget, screen)
        if cuts and isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield widget, widget.text()


def _sticks_out(widget: QWidget, screen: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not screen:
        if isinstance(parent, QAbstractScrollArea):
            return False
        parent = parent.parentWidget()
    right = widget.mapTo(screen, widget.rect().topRight()).x()
    return right > screen.width() + _SLACK


def _is_flat(widget: QWidget) -> bool:
    return widget.height() + _SLACK < widget.minimumSizeHint().height()


def _label_cuts(label: QLabel) -> bool:
    text = label.text()
    if not text or "…" in text:  # elided on purpose, at its end or in the middle
        return False
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + _SLACK
    return label.sizeHint().width() > label.width() + _SLACK


def _button_cuts(button: QAbstractButton) -> bool:
    text = button.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    if not text or (text.endswith("…") and isinstance(button, QToolButton)):
        return False
    room = button.width() - _SLACK
    if isinstance(button, QCheckBox | QRadioButton):
        room -= _BOX
    elif isinstance(button, QPushButton) and not button.icon().isNull():
        room -= button.iconSize().width()
    return _is_flat(button) or button.fontMetrics().horizontalAdvance(text) > room
