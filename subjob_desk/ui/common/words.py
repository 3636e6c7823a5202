"""Every visible text goes through here, so that the window can be translated."""

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """``text`` in the user's language; always a literal, filled in afterwards with ``format``."""
    return QCoreApplication.translate("SubJobDesk", text)


def counted(number: int, one: str, many: str) -> str:
    """``1 sub job``, ``3 sub jobs``; both forms already translated, ``{n}`` is the number."""
    return (one if number == 1 else many).format(n=number)
