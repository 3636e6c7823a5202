"""A printed document before it is on paper: its blocks, from headings to blanks to be filled in.

Says what stands there; where it stands is ``paging``'s, and how a file looks ``pdf``'s.
"""

from typing import Literal

import msgspec


class Heading(msgspec.Struct, frozen=True, tag=True):
    """Begins a part."""

    text: str


class Text(msgspec.Struct, frozen=True, tag=True):
    """A paragraph; a framed one must not be overlooked."""

    text: str
    framed: bool = False


class Facts(msgspec.Struct, frozen=True, tag=True):
    """Names and values below each other."""

    rows: tuple[tuple[str, str], ...]


class Box(msgspec.Struct, frozen=True):
    """A box elsewhere: to be ticked, or to be left empty and drawn without a box here."""

    text: str
    on: bool


class Step(msgspec.Struct, frozen=True):
    """Something to do, with an empty box to tick it off."""

    text: str
    boxes: tuple[Box, ...] = ()


class Steps(msgspec.Struct, frozen=True, tag=True):
    """What to do one after the other, numbered."""

    steps: tuple[Step, ...]


class Column(msgspec.Struct, frozen=True):
    """A column of a table; ``width`` is its share of the page."""

    title: str
    width: int
    side: Literal["left", "right"] = "left"


class Row(msgspec.Struct, frozen=True):
    """A row; a strong one is a heading or a total in the table."""

    cells: tuple[str, ...]
    """A line end in a cell begins a new line."""
    strong: bool = False


class Table(msgspec.Struct, frozen=True, tag=True):
    """Rows under headings that are repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Groups(msgspec.Struct, frozen=True, tag=True):
    """Letters and digits to be read one by one and typed: large, in numbered lines of groups."""

    lines: tuple[tuple[str, ...], ...]


class Blanks(msgspec.Struct, frozen=True, tag=True):
    """Words with a line behind each, to be filled in by hand."""

    words: tuple[str, ...]


Block = Heading | Text | Facts | Steps | Table | Groups | Blanks


class Paper(msgspec.Struct, frozen=True):
    """A document of any number of pages."""

    title: str
    about: str
    """Beside the title."""
    foot: str
    """At the foot of every page, beside its number."""
    blocks: tuple[Block, ...]
