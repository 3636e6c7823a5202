"""The icons by name, drawn in the theme's colours; the drawings lie in ``resources/icons``."""

from enum import StrEnum
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QFile, QIODevice, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from subjob_desk.domain.lifecycle import State
from subjob_desk.ui.common import theme

_SIZES: Final = (16, 20, 24, 32, 48)


class Icon(StrEnum):
    """Every icon; the value is the name of its file."""

    STATE_DRAFT = "state-draft"
    STATE_WAITING = "state-waiting"
    STATE_RETRIEVED = "state-retrieved"
    STATE_REJECTED = "state-rejected"
    STATE_ACCEPTED = "state-accepted"
    STATE_EXPORTED = "state-exported"
    STATE_IN_SAGE = "state-in-sage"
    STATE_FAILED = "state-failed"
    STATE_INACTIVE = "state-inactive"
    ACCEPT = "accept"
    ACTIVITY = "activity"
    ANSWER = "answer"
    APP = "app"
    BACKUP = "backup"
    CHEVRON_DOWN = "chevron-down"
    CHEVRON_RIGHT = "chevron-right"
    CLOSE = "close"
    CODES = "codes"
    COMPANY = "company"
    COPY = "copy"
    DELETE = "delete"
    DESK = "desk"
    DIFFERENCE = "difference"
    DISCARD = "discard"
    EDIT = "edit"
    EMPTY = "empty"
    EXPORT = "export"
    EXPORTS = "exports"
    FILTER = "filter"
    FOLDER = "folder"
    HELP = "help"
    HISTORY = "history"
    IMPORT = "import"
    INACTIVATE = "inactivate"
    INBOX = "inbox"
    INFO = "info"
    LINK = "link"
    LISTS = "lists"
    LOCK = "lock"
    NEW = "new"
    OK = "ok"
    OPEN = "open"
    PERSON = "person"
    PRINT = "print"
    PROBLEM = "problem"
    PROJECTS = "projects"
    QUIT = "quit"
    REACTIVATE = "reactivate"
    REDO = "redo"
    REFRESH = "refresh"
    REJECT = "reject"
    REMOVE = "remove"
    RETRIEVE = "retrieve"
    REVISE = "revise"
    SAMPLE = "sample"
    SEARCH = "search"
    SEND = "send"
    SETTINGS = "settings"
    SHIELD = "shield"
    THEME = "theme"
    UNDO = "undo"
    VOID = "void"
    WARNING = "warning"
    WITHDRAW = "withdraw"


STATE_ICON: Final = {
    State.DRAFT: Icon.STATE_DRAFT,
    State.SENT: Icon.STATE_WAITING,
    State.RETRIEVED: Icon.STATE_RETRIEVED,
    State.REJECTED: Icon.STATE_REJECTED,
    State.ACCEPTED: Icon.STATE_ACCEPTED,
    State.EXPORTED: Icon.STATE_EXPORTED,
    State.IN_SAGE: Icon.STATE_IN_SAGE,
    State.FAILED: Icon.STATE_FAILED,
}


def icon(which: Icon, colour: str = "") -> QIcon:
    """The icon in the theme's text colour (or ``colour``), muted where it is disabled."""
    now = theme.current()
    return _icon(which, colour or now.text, now.strong_border)


def pixmap(which: Icon, colour: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of ``size`` logical pixels for a screen of scale ``ratio``."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _renderer(which, colour).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def draw(painter: QPainter, which: Icon, colour: str, place: QRectF) -> None:
    """Draw the icon into ``place``, crisp at every scale."""
    _renderer(which, colour).render(painter, place)


@lru_cache(maxsize=512)
def _icon(which: Icon, colour: str, disabled: str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(pixmap(which, colour, size), QIcon.Mode.Normal)
        made.addPixmap(pixmap(which, disabled, size), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=1024)
def _renderer(which: Icon, colour: str) -> QSvgRenderer:
    theme.install_search_paths()
    file = QFile(f"icons:{which.value}.svg")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        msg = f"there is no drawing for the icon {which.value}"
        raise FileNotFoundError(msg)
    drawing = bytes(file.readAll().data()).decode("utf-8").replace("currentColor", colour)
    file.close()
    return QSvgRenderer(QByteArray(drawing.encode("utf-8")))
