"""A printed document as text in a window: to read, to select and to copy.

The colours are the theme's; where words stand on paper is not asked here.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from subjob_desk.ui.common import formats, theme
from subjob_desk.ui.common.words import tr
from subjob_desk.usecases.papers import (
    Blanks,
    Block,
    Facts,
    Groups,
    Heading,
    Paper,
    Steps,
    Table,
    Text,
)

_BOX: Final = "&#9744;"
_OPTION: Final = {True: "&#9746;", False: "&#8211;"}
"""An option to tick in Sage; one to leave empty has no box, or somebody would tick it."""
_LINE: Final = "_" * 24
_MOST: Final = 2000
"""Rows of a table that a window lays out in a moment; the last one, the total, comes after."""


def html_of(paper: Paper) -> str:
    """The document in the theme's colours."""
    now = theme.current()
    style = (
        f"body {{ color: {now.text}; }} "
        f"th {{ text-align: left; border-bottom: 1px solid {now.strong_border}; }} "
        "td, th { padding: 3px 14px 3px 0; } "
        f".muted {{ color: {now.muted}; }} .warn {{ color: {now.problem}; font-weight: 600; }}"
    )
    parts = "".join("".join(_html(block)) for block in paper.blocks)
    head = f"<h2>{escape(paper.title)}</h2><p class='muted'>{escape(paper.about)}</p>"
    return f"<html><head><style>{style}</style></head><body>{head}{parts}</body></html>"


def _html(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            # Qt gives a heading no room after a table.
            yield f"<p style='font-size: 4pt'>&nbsp;</p><h4>{escape(text)}</h4>"
        case Text(text=text, framed=framed):
            yield f"<p class='{'warn' if framed else ''}'>{escape(text)}</p>"
        case Facts(rows=rows):
            cells = (
                f"<tr><td class='muted'>{escape(name)}</td><td>{escape(value)}</td></tr>"
                for name, value in rows
            )
            yield f"<table cellspacing='0'>{''.join(cells)}</table>"
        case Steps():
            yield from _steps(block)
        case Table():
            yield from _table(block)
        case Groups(lines=lines):
            yield "<table cellspacing='0'>"
            for number, groups in enumerate(lines, start=1):
                signs = "&nbsp; ".join(map(escape, groups))
                yield f"<tr><td class='muted'>{number}:</td><td><tt>{signs}</tt></td></tr>"
            yield "</table>"
        case Blanks(words=words):
            yield "".join(f"<p>{escape(word)} {_LINE}</p>" for word in words)


def _steps(block: Steps) -> Iterator[str]:
    yield "<table cellspacing='0'>"
    for number, step in enumerate(block.steps, start=1):
        boxes = "".join(f"<br>{_OPTION[box.on]} {escape(box.text)}" for box in step.boxes)
        mark = f"<td>{_BOX}</td><td>{number}.</td>"
        yield f"<tr>{mark}<td>{escape(step.text)}{boxes}</td></tr>"
    yield "</table>"


def _table(block: Table) -> Iterator[str]:
    sides = [column.side for column in block.columns]
    yield "<table cellspacing='0' width='100%'><thead><tr>"
    for column in block.columns:
        yield f"<th align='{column.side}' width='{column.width}%'>{escape(column.title)}</th>"
    yield "</tr></thead>"
    for row in (*block.rows[:_MOST], *block.rows[_MOST:][-1:]):
        yield "<tr>"
        for side, cell in zip(sides, row.cells, strict=True):
            text = escape(cell).replace("\n", "<br>")
            yield f"<td align='{side}'>{f'<b>{text}</b>' if row.strong else text}</td>"
        yield "</tr>"
    yield "</table>"
    hidden = len(block.rows) - _MOST - 1
    if hidden > 0:
        told = tr("{n} further rows are on paper and in the files, before the last one here.")
        yield f"<p class='warn'>{escape(told.format(n=formats.number(hidden)))}</p>"
