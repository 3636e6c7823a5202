"""Printed documents for screens and printers: their parts, and their pages.

Names only, so that windows need not know who lays out paper. What stands on it others say.
"""

from subjob_desk.documents.paging import Frame, Mark, Page, Rule, Words, pages, width_of
from subjob_desk.documents.paper import (
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
from subjob_desk.documents.paper_size import SIZES, PaperSize, paper_size

__all__ = [
    "SIZES",
    "Blanks",
    "Block",
    "Facts",
    "Frame",
    "Groups",
    "Heading",
    "Mark",
    "Page",
    "Paper",
    "PaperSize",
    "Rule",
    "Steps",
    "Table",
    "Text",
    "Words",
    "pages",
    "paper_size",
    "width_of",
]
