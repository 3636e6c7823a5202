"""Colours by token, light and dark, and how they reach the application: palette and style sheet.

The values are those of the design; where a colour is used stands in ``resources/styles``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from string import Template
from typing import Final

from PySide6.QtCore import QDir, QFile, QIODevice, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from subjob_desk.domain.lifecycle import State
from subjob_desk.settings import resource_folder

MODES: Final = ("system", "light", "dark")


@dataclass(frozen=True)
class Theme:
    """The colours of one appearance, as ``#RRGGBB``."""

    variant: str
    """``light`` or ``dark``."""
    surface: str
    raised: str
    sunken: str
    border: str
    strong_border: str
    """For fields and check boxes, where a border alone says that something can be used."""
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    hover: str
    problem: str
    added: str
    """Text of a value that is new."""
    draft: tuple[str, str]
    waiting: tuple[str, str]
    returned: tuple[str, str]
    accepted: tuple[str, str]
    exported: tuple[str, str]
    in_sage: tuple[str, str]
    failed: tuple[str, str]

    def state(self, state: State) -> tuple[str, str]:
        """Background and text colour of a state."""
        pair: tuple[str, str] = getattr(self, _STATE_TOKEN[state])
        return pair

    @property
    def is_dark(self) -> bool:
        """Light text on a dark ground."""
        return self.variant == "dark"


_STATE_TOKEN: Final = {
    State.DRAFT: "draft",
    State.SENT: "waiting",
    State.RETRIEVED: "returned",
    State.REJECTED: "returned",
    State.ACCEPTED: "accepted",
    State.EXPORTED: "exported",
    State.IN_SAGE: "in_sage",
    State.FAILED: "failed",
}

LIGHT: Final = Theme(
    variant="light",
    surface="#F6F7F9",
    raised="#FFFFFF",
    sunken="#EEF0F3",
    border="#D9DDE3",
    strong_border="#B9C1CC",
    text="#1D2530",
    muted="#5E6B7B",
    accent="#1F5FBF",
    accent_hover="#184E9F",
    on_accent="#FFFFFF",
    selection="#E1ECFB",
    hover="#F0F3F8",
    problem="#9E2219",
    added="#1C6431",
    draft=("#EDEFF2", "#4A5563"),
    waiting=("#E1ECFB", "#174E9E"),
    returned=("#FFF1CF", "#7A5200"),
    accepted=("#D8F1F0", "#0E5E5B"),
    exported=("#ECE4FA", "#58329B"),
    in_sage=("#DDF3E1", "#1C6431"),
    failed=("#FCE3E1", "#9E2219"),
)

DARK: Final = Theme(
    variant="dark",
    surface="#1B1F26",
    raised="#232830",
    sunken="#171A20",
    border="#39414D",
    strong_border="#566171",
    text="#E7EBF0",
    muted="#9CA8B7",
    accent="#5B9BF3",
    accent_hover="#7DB1F7",
    on_accent="#0B1420",
    selection="#2A3A57",
    hover="#2B313B",
    problem="#F6AFA8",
    added="#9BDDAC",
    draft=("#333A45", "#C3CBD6"),
    waiting=("#1D3557", "#A9CBFA"),
    returned=("#4A3A12", "#F5D27A"),
    accepted=("#12423F", "#8FE0DA"),
    exported=("#3A2B5C", "#CDB8F7"),
    in_sage=("#1B4026", "#9BDDAC"),
    failed=("#571F1B", "#F6AFA8"),
)


class _Appearance(QObject):
    """Holds the theme in use and tells when it changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = LIGHT


_appearance = _Appearance()
changed = _appearance.changed
"""Emitted after the colours changed; connect a bound slot."""


def current() -> Theme:
    """The theme in use."""
    return _appearance.theme


def apply(app: QApplication, mode: str) -> None:
    """Dress the application: ``system`` follows the desktop, ``light`` and ``dark`` do not."""
    install_search_paths()
    hints = app.styleHints()
    if mode == "dark":
        hints.setColorScheme(Qt.ColorScheme.Dark)
    elif mode == "light":
        hints.setColorScheme(Qt.ColorScheme.Light)
    else:
        hints.unsetColorScheme()
    dark = mode == "dark" or (mode == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
    theme = DARK if dark else LIGHT
    _appearance.theme = theme
    if app.style() is None or app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setFont(_body_font())
    app.setPalette(_palette(theme))
    app.setStyleSheet(style_sheet(theme))
    _appearance.changed.emit()


@contextmanager
def undressed() -> Iterator[None]:
    """Without the style sheet while a window is put together, which halves the time it takes.

    Under a style sheet every widget that is put into another is styled anew with all it holds.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("there is no application to dress")
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


@lru_cache(maxsize=1)
def install_search_paths() -> None:
    """Make ``icons:`` and ``styles:`` lead to the resource folder."""
    folder = resource_folder()
    QDir.addSearchPath("icons", str(folder / "icons"))
    QDir.addSearchPath("styles", str(folder / "styles"))


@lru_cache(maxsize=4)
def style_sheet(theme: Theme) -> str:
    """The style sheet with the colours of ``theme`` filled in."""
    file = QFile("styles:desk.qss")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        msg = f"the style sheet cannot be read: {file.errorString()}"
        raise FileNotFoundError(msg)
    text = bytes(file.readAll().data()).decode("utf-8")
    file.close()
    tokens: dict[str, str] = {}
    for name, value in asdict(theme).items():
        if isinstance(value, str):
            tokens[name] = value
        else:
            tokens[f"{name}_ground"], tokens[f"{name}_text"] = value
    return Template(text).substitute(tokens)


def font_with(size: float, *, bold: bool = False) -> QFont:
    """The body font in another size (points), semibold if ``bold``."""
    font = QFont(QApplication.font())
    font.setPointSizeF(size)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def fixed_font(size: float = 9.0) -> QFont:
    """A font in which all characters are equally wide, for codes and file text."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(size)
    return font


def _body_font() -> QFont:
    families = set(QFontDatabase.families())
    wanted = ("Segoe UI", "Open Sans", "Noto Sans")
    family = next((name for name in wanted if name in families), QApplication.font().family())
    font = QFont(family)
    font.setPointSizeF(9.0)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(theme.raised), QColor(theme.surface))
    for which, colour in (
        (role.WindowText, theme.text),
        (role.Base, theme.raised),
        (role.AlternateBase, theme.surface),
        (role.Text, theme.text),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.on_accent),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Accent, theme.accent),
        (role.Mid, theme.border),
        (role.Dark, theme.strong_border),
        (role.Light, theme.raised),
        (role.Midlight, theme.hover),
        (role.Shadow, theme.border),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.muted))
    return palette
