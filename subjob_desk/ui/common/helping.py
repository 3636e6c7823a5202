"""Where any screen asks for a page of Help without knowing who shows it."""

from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

PROPERTY: Final = "help"
"""Name of the property in which a widget carries its page: F1 in it leads there."""

OBJECTIONS: Final = "objections"
"""The page with an entry for each thing the program objects to."""


RACES: Final = "races"
"""The page on what two desks do at once; as the rule of a problem: a field has two values."""


class _Asking(QObject):
    wanted = Signal(object)


_asking = _Asking()
wanted = _asking.wanted
"""A page (``str``, ``inbox`` or ``objections#code-taken``) is wanted; connect a bound slot."""


def ask(page: str) -> None:
    """Show this page of Help."""
    _asking.wanted.emit(page)


def about(widget: QWidget, page: str) -> None:
    """F1 in ``widget`` and in all that is inside it leads to ``page``."""
    widget.setProperty(PROPERTY, page)
