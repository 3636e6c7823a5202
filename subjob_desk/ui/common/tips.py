"""Tooltips that show what people typed as they typed it, marks such as ``<b>`` and ``&`` too."""

import html

from PySide6.QtGui import Qt


def plain(text: str) -> str:
    """``text`` for a tooltip: Qt takes some texts for markup and has no plain kind of tooltip."""
    if not Qt.mightBeRichText(text):
        return text
    lines = html.escape(text, quote=False).replace("\n", "<br>")
    return f"<qt>{lines}</qt>"
