"""Puts a paper on pages: where each word and line stands, in points from the upper left corner.

Text is wrapped and never cut. Files and printers draw the marks; the blocks are ``paper``'s.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, Literal

import msgspec
from reportlab.pdfbase.pdfmetrics import stringWidth

from subjob_desk.documents.paper import (
    Blanks,
    Block,
    Facts,
    Groups,
    Heading,
    Paper,
    Row,
    Step,
    Steps,
    Table,
    Text,
)
from subjob_desk.documents.paper_size import PaperSize

FONT: Final = "Helvetica"
BOLD: Final = "Helvetica-Bold"
ENCODING: Final = "cp1252"
"""What these typefaces hold, and all that a file for Sage can."""

_MARGIN: Final = 50.0
_FOOT: Final = 34.0
_SIZE: Final = 9.0
_LEADING: Final = 12.0
_TITLE: Final = 16.0
_GAP: Final = 10.0
_PAD: Final = 4.0
_INDENT: Final = 30.0
_BOX: Final = 8.0
_FACT: Final = 96.0
_BLANK: Final = 26.0
_SIGN: Final = 15.0
_HEAD: Final = 96.0
"""A heading stays with this much of what it is about."""

_REPLACED: Final = "A character that this paper's typeface lacks is printed as a question mark."


class Words(msgspec.Struct, frozen=True, tag=True):
    """A text on one line; ``x`` is its left end, or its right one, ``y`` the foot of letters."""

    x: float
    y: float
    text: str
    size: float = _SIZE
    bold: bool = False
    side: Literal["left", "right"] = "left"


class Rule(msgspec.Struct, frozen=True, tag=True):
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    weight: float = 0.5


class Frame(msgspec.Struct, frozen=True, tag=True):
    """An empty rectangle; ``x`` and ``y`` are its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    weight: float = 0.7


Mark = Words | Rule | Frame
Page = tuple[Mark, ...]


def pages(paper: Paper, size: PaperSize) -> tuple[Page, ...]:
    """The pages of ``paper``, at least one."""
    flow = _Flow(paper, size)
    flow.begin()
    for block in paper.blocks:
        flow.add(block)
    if flow.replaced:
        flow.add(Text(_REPLACED))
    return flow.finished()


def width_of(text: str, size: float = _SIZE, *, bold: bool = False) -> float:
    """How wide ``text`` is, in points."""
    return float(stringWidth(text, BOLD if bold else FONT, size))


def wrap(text: str, width: float, size: float = _SIZE, *, bold: bool = False) -> list[str]:
    """The lines of ``text`` in ``width`` points: broken between words, long words inside."""
    if width_of(text, size, bold=bold) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if width_of(joined, size, bold=bold) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        line = word
        while width_of(line, size, bold=bold) > width and len(line) > 1:
            fits = _fitting(line, width, size, bold=bold)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line]


def _fitting(word: str, width: float, size: float, *, bold: bool) -> int:
    """How many letters of a word fit; one at least."""
    fits = 1
    while fits < len(word) and width_of(word[: fits + 1], size, bold=bold) <= width:
        fits += 1
    return fits


class _Flow:
    """Fills one page after the other from top to bottom."""

    def __init__(self, paper: Paper, size: PaperSize) -> None:
        self._paper = paper
        self._size = size
        self._pages: list[list[Mark]] = []
        self._y = 0.0
        self._left = _MARGIN
        self._right = size.width - _MARGIN
        self._bottom = size.height - _MARGIN - _FOOT / 2
        self.replaced = False

    def begin(self) -> None:
        """The first page with the title."""
        self._pages.append([])
        self._y = _MARGIN + _TITLE
        for line in wrap(self._clean(self._paper.title), self._width, _TITLE, bold=True):
            self._put(Words(self._left, self._y, line, _TITLE, bold=True))
            self._y += _TITLE + 4
        for line in wrap(self._clean(self._paper.about), self._width, 11.0):
            self._put(Words(self._left, self._y, line, 11.0))
            self._y += 14
        self._y += 2

    def finished(self) -> tuple[Page, ...]:
        """All pages, numbered."""
        total = len(self._pages)
        for number, page in enumerate(self._pages, start=1):
            base = self._size.height - _MARGIN + 6
            page.append(Rule(self._left, base - 12, self._right, base - 12))
            told = f"Page {number} of {total}"
            room = self._width - width_of(told, 8.0) - 12
            foot = wrap(self._clean(self._paper.foot), room, 8.0)
            for place, line in enumerate(foot):
                page.append(Words(self._left, base + place * 9.5, line, 8.0))
            page.append(Words(self._right, base, told, 8.0, side="right"))
        return tuple(tuple(page) for page in self._pages)

    def add(self, block: Block) -> None:
        """One block below the last one."""
        match block:
            case Heading(text=text):
                self._heading(text)
            case Text():
                self._text(block)
            case Facts(rows=rows):
                self._facts(rows)
            case Steps(steps=steps):
                for number, step in enumerate(steps, start=1):
                    self._step(number, step)
            case Table():
                self._table(block)
            case Groups(lines=lines):
                for number, groups in enumerate(lines, start=1):
                    self._groups(number, groups)
                self._y += _PAD
            case Blanks(words=words):
                self._blanks(words)

    # --- blocks ------------------------------------------------------------------------------

    def _heading(self, text: str) -> None:
        self._room(_GAP + _HEAD)
        self._y += _GAP + 11
        for line in wrap(self._clean(text), self._width, 11.0, bold=True):
            self._put(Words(self._left, self._y, line, 11.0, bold=True))
            self._y += 6

    def _text(self, block: Text) -> None:
        inner = _PAD * 2 if block.framed else 0.0
        lines = wrap(self._clean(block.text), self._width - inner * 2, bold=block.framed)
        self._room(len(lines) * _LEADING + inner * 2 + 4)
        top = self._y + 4
        self._y = top + inner
        for line in lines:
            self._y += _LEADING
            self._put(Words(self._left + inner, self._y - 3, line, bold=block.framed))
        self._y += inner
        if block.framed:
            self._put(Frame(self._left, top, self._width, self._y - top, 1.2))

    def _facts(self, rows: Sequence[tuple[str, str]]) -> None:
        self._y += 2
        for name, value in rows:
            lines = wrap(self._clean(value), self._width - _FACT)
            names = wrap(self._clean(name), _FACT - _PAD)
            self._room(max(len(lines), len(names)) * _LEADING)
            for place in range(max(len(lines), len(names))):
                self._room(_LEADING)
                self._y += _LEADING
                if place < len(names):
                    self._put(Words(self._left, self._y - 3, names[place], bold=True))
                if place < len(lines):
                    self._put(Words(self._left + _FACT, self._y - 3, lines[place]))

    def _step(self, number: int, step: Step) -> None:
        lines = wrap(self._clean(step.text), self._width - _INDENT)
        self._room((len(lines) + len(step.boxes)) * (_LEADING + 2))
        self._y += 3
        for place, line in enumerate(lines):
            self._room(_LEADING)
            self._y += _LEADING
            if not place:
                self._put(Frame(self._left, self._y - _BOX - 2, _BOX, _BOX))
                told = f"{number}."
                self._put(Words(self._left + _INDENT - 5, self._y - 3, told, side="right"))
            self._put(Words(self._left + _INDENT, self._y - 3, line))
        for box in step.boxes:
            self._option(self._clean(box.text), on=box.on)

    def _option(self, text: str, *, on: bool) -> None:
        left = self._left + _INDENT + 14
        for place, line in enumerate(wrap(text, self._right - left)):
            self._room(_LEADING)
            self._y += _LEADING + 1
            if not place:
                x, y = self._left + _INDENT, self._y - _BOX - 2
                if on:
                    self._put(Frame(x, y, _BOX, _BOX))
                    self._put(Rule(x + 1.5, y + 1.5, x + _BOX - 1.5, y + _BOX - 1.5, 1.1))
                    self._put(Rule(x + 1.5, y + _BOX - 1.5, x + _BOX - 1.5, y + 1.5, 1.1))
                else:  # an empty box would ask to be ticked
                    self._put(Rule(x, y + _BOX / 2, x + _BOX, y + _BOX / 2, 1.1))
            self._put(Words(left, self._y - 3, line, bold=on))

    def _groups(self, number: int, groups: Sequence[str]) -> None:
        self._room(_SIGN * 2)
        self._y += _SIGN * 2
        self._put(Words(self._left + _INDENT - 5, self._y - 3, f"{number}:", side="right"))
        for place, group in enumerate(groups):
            x = self._left + _INDENT + _SIGN + place * _SIGN * 5.5
            self._put(Words(x, self._y - 3, self._clean(group), _SIGN))

    def _blanks(self, words: Sequence[str]) -> None:
        columns = 2
        room = (self._width - _GAP * 2) / columns
        for start in range(0, len(words), columns):
            self._room(_BLANK)
            self._y += _BLANK
            for place, word in enumerate(words[start : start + columns]):
                left = self._left + place * (room + _GAP * 2)
                text = self._clean(word)
                self._put(Words(left, self._y - 3, text))
                self._put(Rule(left + width_of(text) + 6, self._y - 2, left + room, self._y - 2))

    # --- tables ------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        shares = sum(column.width for column in table.columns)
        ends = [self._left]
        for column in table.columns:
            ends.append(ends[-1] + self._width * column.width / shares)
        heads = Row(tuple(column.title for column in table.columns), strong=True)
        grid = _Grid(table, heads, ends)
        self._room(_LEADING * 4 + _GAP)
        self._y += 4
        self._headings(grid)
        for place, row in enumerate(table.rows):
            follows = row.strong and place + 1 < len(table.rows)
            self._row(grid, row, self._tall(grid, table.rows[place + 1]) if follows else 0.0)
        self._y += 4

    def _headings(self, grid: "_Grid") -> None:
        for line in grid.lines(grid.heads, self._clean):
            self._cells(grid, line, strong=True)
        self._y += 2
        self._put(Rule(self._left, self._y, self._right, self._y, 1.0))

    def _tall(self, grid: "_Grid", row: Row) -> float:
        """How much room a row wants on one page."""
        height = len(grid.lines(row, self._clean)) * _LEADING + 4
        return float(min(height, self._height / 2))

    def _row(self, grid: "_Grid", row: Row, keep: float) -> None:
        """``keep`` is the room the next row wants, if this one must not stand without it."""
        lines = grid.lines(row, self._clean)
        if self._y + self._tall(grid, row) + keep > self._bottom:
            self._next_page()
            self._headings(grid)
        self._y += 2
        for line in lines:
            if self._y + _LEADING > self._bottom:
                self._next_page()
                self._headings(grid)
            self._cells(grid, line, strong=row.strong)
        self._y += 2
        self._put(Rule(self._left, self._y, self._right, self._y, 0.25))

    def _cells(self, grid: "_Grid", line: Sequence[str], *, strong: bool) -> None:
        self._y += _LEADING
        for place, text in enumerate(line):
            if not text:
                continue
            if grid.table.columns[place].side == "right":
                x = grid.ends[place + 1] - (0 if place + 2 == len(grid.ends) else _PAD)
                self._put(Words(x, self._y - 3, text, bold=strong, side="right"))
            else:
                self._put(Words(grid.ends[place], self._y - 3, text, bold=strong))

    # --- pages -------------------------------------------------------------------------------

    @property
    def _width(self) -> float:
        return self._right - self._left

    @property
    def _height(self) -> float:
        return self._bottom - _MARGIN

    def _put(self, mark: Mark) -> None:
        self._pages[-1].append(mark)

    def _room(self, height: float) -> None:
        """Go on to the next page unless ``height`` is left, or more than any page has."""
        if self._y + min(height, self._height) > self._bottom:
            self._next_page()

    def _next_page(self) -> None:
        self._pages.append([])
        title = self._clean(f"{self._paper.title}, continued")
        self._y = _MARGIN + 4
        for line in wrap(title, self._width, _SIZE, bold=True):
            self._put(Words(self._left, self._y, line, bold=True))
            self._y += _LEADING
        self._y -= 4

    def _clean(self, text: str) -> str:
        """``text`` as the typeface can show it, on one line."""
        one_line = " ".join(text.split())
        shown = _in_typeface(one_line)
        self.replaced |= shown != one_line
        return shown


class _Grid:
    """A table with the places of its columns: each column from one end to the next."""

    def __init__(self, table: Table, heads: Row, ends: Sequence[float]) -> None:
        self.table = table
        self.heads = heads
        self.ends = ends

    def lines(self, row: Row, clean: Callable[[str], str]) -> list[tuple[str, ...]]:
        """The row as lines; the cells that need fewer are empty in the last ones."""
        cells = [
            [
                line
                for part in text.split("\n")
                for line in wrap(clean(part), self._room(place), bold=row.strong)
            ]
            for place, text in enumerate(row.cells)
        ]
        most = max(map(len, cells))
        return [
            tuple(cell[place] if place < len(cell) else "" for cell in cells)
            for place in range(most)
        ]

    def _room(self, place: int) -> float:
        return self.ends[place + 1] - self.ends[place] - _PAD * 2


@lru_cache(maxsize=4096)
def _in_typeface(text: str) -> str:
    return text.encode(ENCODING, errors="replace").decode(ENCODING)
